"""Against the seal in the minutes every forgery is noticed: bare, with hashes that fit, and sealed again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from forgery import replaced, seal_again, sha256, written
from namndbok.verify.reading.examination import examine_content
from small_folder import FIGURE, RESULT, small_folder

PAGE, NOTEBOOK, FACTS, FINDINGS, MANIFEST = (
    "annual_report.html", "annual_report.ipynb", "facts.json", "findings.json", "manifest.json",
)  # fmt: skip
Forge = Callable[[Path], object]


def change(name: str, old: str, new: str) -> Forge:
    """Replace a text in a file, the first time that it stands there."""
    return lambda folder: replaced(folder / name, old, new, times=1)


def insert(html: str, before: str = "</main>") -> Forge:
    """Put something into the page."""
    return change(PAGE, before, html + before)


def manifest(edit: Callable[[dict], object]) -> Forge:
    """Change what the manifest says."""

    def forge(folder: Path) -> None:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        edit(content)
        (folder / MANIFEST).write_text(written(content), encoding="utf-8")

    return forge


def in_both(html: str) -> Forge:
    """Put something into the page and into what the notebook says that it gave."""
    page, notebook = insert(html), change(NOTEBOOK, "<p>Resultatet", f"{html}<p>Resultatet")
    return lambda folder: (page(folder), notebook(folder))


def without_page(folder: Path) -> None:
    """Take the paper away, and out of the manifest too."""
    (folder / PAGE).unlink()
    (folder / NOTEBOOK).unlink()
    manifest(lambda content: [content["outputs"].pop(name) for name in (PAGE, NOTEBOOK)])(folder)
    manifest(lambda content: content.update(papers={}, notebooks={}))(folder)


def another_page(folder: Path) -> None:
    """Add a page with a notebook of its own, listed everywhere."""
    for name in (PAGE, NOTEBOOK):
        (folder / name.replace("annual_report", "audit")).write_bytes((folder / name).read_bytes())
    made = {"notebook": "annual_report", "parameters": {}}
    manifest(lambda content: content["papers"].update(audit=made))(folder)
    names = ("audit.html", "audit.ipynb")
    manifest(lambda content: content["outputs"].update({name: sha256(folder / name) for name in names}))(
        folder
    )


SWEDISH = [
    "Överskott", "Revisorerna fann inga brister.", "Nämnden godkänner detta.", "(preliminärt)", "2032", "−",
    "1 mnkr", "Förslag", "Beslutat", "ej reviderat",
]  # fmt: skip
MARKUP = [
    "<!-- a -->", "<!--><b>a</b>-->", "<script>a</script>", "<p hidden=''>a</p>", "<template>a</template>",
    "<dialog open=''>a</dialog>", "<iframe src='a'></iframe>", "<p onclick='a'>a</p>", "<p style='a'>a</p>",
    "<style>p { display: none }</style>", "<meta content='0;url=a' http-equiv='refresh'/>",
    "<base href='a'/>",
    "<link href='a' rel='stylesheet'/>", "<a href='https://a.example'>a</a>", "<p inert=''>a</p>",
    "<object data='a'></object>", "<svg><text>1 kr</text></svg>", "<details><p>a</p></details>", "<p>a",
    "</p>",
    "<P>a</P>", "<p class=a>a</p>", "<?a?>", "<![CDATA[a]]>", "<p>a\0</p>", "<button>a</button>",
    "<div popover=''>a</div>", "<p id='outcome:2'>a</p>", "<nav>a</nav>", "<small>a</small>",
]  # fmt: skip
FORGERIES: dict[str, Forge] = {
    **{f"words {words}": insert(f"<p>{words}</p>") for words in SWEDISH},
    **{f"words in both {words}": in_both(f"<p>{words}</p>") for words in SWEDISH[:4]},
    **{f"markup {markup}": insert(markup) for markup in MARKUP},
    "a digit": change(PAGE, RESULT, RESULT.replace("336", "337")),
    "the exact value": change(PAGE, 'value="336035"', 'value="336036"'),
    "the fact": change(PAGE, "economy.result", "economy.income"),
    "the figure without mark-up": change(PAGE, FIGURE, RESULT),
    "the heading": change(PAGE, "<h1>Berättelse", "<h1>Beslut"),
    "the title": change(PAGE, "<title>Berättelse", "<title>Beslut"),
    "the style": change(PAGE, "margin: 0", "margin: 9em"),
    "the policy": change(PAGE, "default-src 'none'", "default-src *"),
    "the language": change(PAGE, 'lang="sv"', 'lang="en"'),
    "the seal in the footer": change(PAGE, "<p>Sigill: <code>", "<p>Sigill: <code>0"),
    "no footer": change(PAGE, "<footer>", "<footer></footer><footer>"),
    "a page cut off": lambda folder: (folder / PAGE).write_text("<!DOCTYPE html>\n", encoding="utf-8"),
    "an empty page": lambda folder: (folder / PAGE).write_bytes(b""),
    "a page in another code": change(PAGE, "ä", "ae"),
    "a byte order mark": change(PAGE, "<!DOCTYPE", "\ufeff<!DOCTYPE"),
    "the notebook's output": change(NOTEBOOK, "336035", "336036"),
    "the notebook's code": change(NOTEBOOK, "visa()", "visa() or 1"),
    "the notebook's parameters": change(NOTEBOOK, '"parameters": {}', '"parameters": {"year": 2030}'),
    "praise in the notebook": change(NOTEBOOK, "# Berättelse", "Bra arbete.\\n# Berättelse"),
    "a fact's value": change(FACTS, '"value": 336035', '"value": 336036'),
    "a fact's words": change(FACTS, '"label": "Resultat"', '"label": "Vinst"'),
    "a fact's formula": change(FACTS, "summan av radernas resultat", "summan av allt"),
    "a fact's source": change(FACTS, '"story"', '"minutes"'),
    "a finding too many": change(FINDINGS, "[]", "[{}]"),
    "a hash of data": manifest(lambda content: content["inputs"].update({"outcome.csv": "0" * 64})),
    "data elsewhere": manifest(lambda content: content["inputs"].update({"../secret": "0" * 64})),
    "the library": manifest(lambda content: content["library"].update({"facts.py": "1" * 64})),
    "a version": manifest(lambda content: content["versions"].update(pandas="9.9")),
    "the year": manifest(lambda content: content["parameters"].update(year=2030)),
    "the board": manifest(lambda content: content.update(board="Nämnden")),
    "the notebook's hash": manifest(lambda content: content["notebooks"].update(annual_report="1" * 64)),
    "how a paper was made": manifest(
        lambda content: content["papers"]["annual_report"].update(notebook="audit")
    ),
    "a paper less": without_page,
    "a paper more": another_page,
    "a file more": lambda folder: (folder / "notes.html").write_text("<p>a</p>", encoding="utf-8"),
    "a file less": lambda folder: (folder / FINDINGS).unlink(),
}  # fmt: skip


def hashes_repaired(folder: Path) -> None:
    """Let every hash fit what is there now, under the old seal."""
    path = folder / MANIFEST
    content = json.loads(path.read_text(encoding="utf-8"))
    mask = content["seal"].encode()
    for name in content["outputs"]:
        if (folder / name).is_file():
            masked = (folder / name).read_bytes().replace(mask, b"0" * 64)
            (folder / f"{name}.masked").write_bytes(masked)
            content["outputs"][name] = sha256(folder / f"{name}.masked")
            (folder / f"{name}.masked").unlink()
    path.write_text(written(content), encoding="utf-8")


def sealed_again(folder: Path) -> None:
    """Do as somebody would who has Nämndbok: let the seal fit too."""
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    gone = [name for name in content["outputs"] if not (folder / name).is_file()]
    manifest(lambda content: [content["outputs"].pop(name) for name in gone])(folder)
    if not {FACTS, FINDINGS} & set(gone):
        seal_again(folder)


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_noticed_against_the_seal_in_the_minutes(tmp_path: Path, name: str):
    for repair in (lambda folder: None, hashes_repaired, sealed_again):
        folder = small_folder(tmp_path / repair.__name__.strip("<>"))
        seal = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["seal"]
        assert examine_content(folder, seal=seal).mismatches == ()
        FORGERIES[name](folder)
        repair(folder)
        assert examine_content(folder, seal=seal).mismatches, repair.__name__


def test_there_are_as_many_forgeries_as_promised():
    assert len(FORGERIES) >= 70


def test_an_older_genuine_page_is_noticed(tmp_path: Path):
    folder, older = small_folder(tmp_path / "2031"), small_folder(tmp_path / "older")
    replaced(older / FACTS, '"label": "Resultat"', '"label": "Utfall"')
    seal_again(older)
    seal = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["seal"]
    (folder / PAGE).write_bytes((older / PAGE).read_bytes())
    assert any(
        "sigillet i sidfoten" in mismatch.place for mismatch in examine_content(folder, seal=seal).mismatches
    )
