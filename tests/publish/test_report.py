"""The yearly report: published whole or not at all, and the same bytes whoever makes it and wherever."""

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import time
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest

from boards import REAL, invented_board, put
from namndbok.books.seal import LIBRARY
from namndbok.data.disk import Disk
from namndbok.errors import InvalidParameter, NotebookFailed
from namndbok.publish.edition import masked_digest, read_standing
from namndbok.publish.in_place import Edition, sole_writer
from namndbok.publish.papers import Paper, Request
from namndbok.publish.report import print_pdf, publish_papers, seal
from samples import sample
from small_folder import small_data, small_folder
from workbook import (
    ROOT,
    SMALL,
    YEAR,
    Desk,
    Done,
    contents,
    ended,
    files_at_most,
    hostile_home,
    notebook_of,
    sleepers,
    start,
    wait_for,
)

pytest_plugins = "desks"

UNCHANGED = "Inget som var publicerat har ändrats.\n"
FILES = [
    "annual_report.html",
    "annual_report.ipynb",
    "facts.json",
    "findings.json",
    "index.html",
    "manifest.json",
]


@pytest.fixture
def published(desk: Desk) -> Desk:
    """Give a desk on which an older report is published, and an earlier failure kept."""
    for name in FILES:
        desk.year.mkdir(parents=True, exist_ok=True)
        (desk.year / name).write_text(f"gammal {name}", encoding="utf-8")
    (desk.out / "failed").mkdir()
    (desk.out / "failed" / "annual_report-1.ipynb").write_text("gammal", encoding="utf-8")
    (desk.out / "run.log").write_text('{"result": "published"}\n', encoding="utf-8")
    return desk


def log(desk: Desk) -> list[dict[str, object]]:
    return [json.loads(line) for line in (desk.out / "run.log").read_text(encoding="utf-8").splitlines()]


def check_untouched(desk: Desk, kept: bool = True) -> None:
    """Check that a stopped run has changed nothing, and left nothing but the notebook that it kept."""
    assert contents(desk.year) == {name: f"gammal {name}".encode() for name in FILES}
    assert (desk.out / "failed" / "annual_report-1.ipynb").read_text() == "gammal"
    failed = ["annual_report-1.ipynb", "annual_report-2.ipynb"] if kept else ["annual_report-1.ipynb"]
    assert sorted(path.name for path in (desk.out / "failed").iterdir()) == failed
    assert sorted(path.name for path in desk.out.glob("[!.]*")) == [str(YEAR), "failed", "run.log"]
    assert {path.name for path in desk.out.glob(".*")} <= {".lock"}
    wait_for(lambda: desk.processes() == [])  # one that is killed may take a moment
    assert list(desk.temporary.iterdir()) == []


def kept(desk: Desk) -> Path:
    return desk.out / "failed" / "annual_report-2.ipynb"


# A report that is made


def test_all_that_belongs_to_a_report_is_published(real_report: Path):
    assert sorted(path.name for path in real_report.iterdir()) == FILES
    names = sorted(path.name for path in real_report.parent.iterdir())
    assert names == [".lock", "2024", "index.html", "run.log"]


def test_the_manifest_has_the_hash_of_every_output_without_its_seal(real_report: Path):
    manifest = json.loads((real_report / "manifest.json").read_text(encoding="utf-8"))
    outputs, seal = manifest["outputs"], manifest["seal"]
    others = [name for name in FILES if name != "manifest.json"]
    assert outputs == {name: masked_digest((real_report / name).read_bytes(), seal) for name in others}


def test_the_manifest_has_the_hash_of_every_input_and_of_the_library(real_report: Path):
    manifest = json.loads((real_report / "manifest.json").read_text(encoding="utf-8"))
    for root, hashes in ((REAL, manifest["inputs"]), (LIBRARY, manifest["library"])):
        assert hashes == {name: hashlib.sha256((root / name).read_bytes()).hexdigest() for name in hashes}
    tables = {path.name for path in REAL.glob("*.csv")}
    modules = {path.relative_to(LIBRARY).as_posix() for path in LIBRARY.rglob("*.py")}
    assert manifest["inputs"].keys() == tables | {"datapackage.json", "commentary/2024.md"}
    assert manifest["library"].keys() >= modules


class Footer(HTMLParser):
    """Collect the words of the footer."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside, self.words = False, []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside |= tag == "footer"

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "footer"

    def handle_data(self, data: str) -> None:
        self.words += data.split() if self.inside else []


def test_the_seal_is_printed_in_the_footer(real_report: Path):
    seal = json.loads((real_report / "manifest.json").read_text(encoding="utf-8"))["seal"]
    words = Footer((real_report / "annual_report.html").read_text(encoding="utf-8")).words
    assert words[words.index("Sigill:") + 1] == seal


def test_the_log_says_when_by_whom_and_how_it_went(real_report: Path):
    line = (real_report.parent / "run.log").read_text(encoding="utf-8")
    entry = json.loads(line)
    assert list(entry) == [
        "time", "user", "host", "request", "year", "result", "basis", "papers", "again", "seal",
        "seconds",
    ]  # fmt: skip
    assert (entry["request"], entry["year"], entry["result"]) == ("report", 2024, "published")
    assert entry["papers"] == {"annual_report": {"notebook": "annual_report", "parameters": {}}}
    assert datetime.fromisoformat(entry["time"]) <= datetime.now(UTC)


# The same everywhere


def test_the_same_bytes_whoever_makes_it_and_wherever(real_report: Path, tmp_path: Path):
    other = tmp_path / "Åsas mapp" / "mitt underlag"
    shutil.copytree(REAL, other)
    notebooks = shutil.copytree(ROOT / "notebooks", tmp_path / "Åsas mapp" / "böcker")
    home = tmp_path / "Åsas mapp" / "asa.exempelsson"
    env = hostile_home(home) | {
        "USER": "asa.exempelsson",
        "LOGNAME": "asa.exempelsson",
        "PYTHONHASHSEED": "7",
    }
    env |= {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "LANGUAGE": "tr"}
    (home / "namndbok").mkdir()
    (home / "namndbok" / "index.html.j2").write_text("fel mall", encoding="utf-8")
    words = ["--data", str(other), "--out", str(home / "ut"), "--notebooks", str(notebooks)]
    done = ended(start("report", "2024", *words, env=env, cwd=home, umask=0o077))
    assert (done.status, done.err) == (0, "")
    assert contents(home / "ut" / "2024") == contents(real_report)
    assert json.loads((home / "ut" / "run.log").read_text())["user"] == "asa.exempelsson"


def test_nothing_tells_who_made_it_or_where_or_when(real_report: Path):
    now = datetime.now(UTC)
    telltale = [str(real_report.parent), str(ROOT), str(Path.home()), f"{now:%Y-%m-%d}", "ipykernel_", "/tmp"]
    telltale += [name for name in (socket.gethostname(), os.environ.get("USER", "")) if len(name) > 4]
    for name in FILES:
        text = (real_report / name).read_text(encoding="utf-8")
        assert [word for word in telltale if word in text] == [], name
        assert not re.search(r"\d\d:\d\d:\d\d|0x[0-9a-f]{8}", text), name


# Stopped before it begins


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-p", "yaer=2031"], "Parametern yaer finns inte. Menade du year?\nDet finns: year (årtal), data ("),
        (["-p", "year=2030"], "Parametern year ges som kommandots ÅR, inte med -p."),
        (["-p", "data=annat"], "Parametern data ges som --data, inte med -p."),
        (["-p", "year"], "Skriv parametern som NAMN=VÄRDE, inte ”year”."),
        (["--notebooks", "ingenstans"], "Hittar inte ingenstans/annual_report.ipynb."),
    ],
)
def test_a_wrong_parameter_stops_it_before_any_cell(published: Desk, tell, words: list[str], said: str):
    done = tell(*published.words, *words)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(said) and done.err.endswith("Inget har skrivits.\n")
    check_untouched(published, kept=False)
    assert len(log(published)) == 1


def test_a_year_without_data_is_refused_with_those_that_have(published: Desk, tell):
    done = tell("report", "1999", *published.words[2:])
    assert done.status == 2
    assert done.err.startswith("Det finns inget utfall för 1999. År med utfall i underlaget: 2031.")
    check_untouched(published, kept=False)


def test_bad_data_stops_it_before_any_cell(published: Desk, tell):
    put(published.data / "outcome.csv", 3, "income", "många")
    done = tell(*published.words)
    assert done.status == 2 and "outcome.csv, rad 3, kolumn income" in done.err
    check_untouched(published, kept=False)


# Stopped on the way


@pytest.mark.parametrize(
    ("notebook", "said"),
    [
        ("cell_fails", "Cell [4] i arbetsboken stannade: ValueError: tabellen är tom"),
        ("reads_what_is_not_sealed", "Cell [3] i arbetsboken stannade: FileNotFoundError: "),
        ("no_seal", "Sidan saknar rapportens sigill: "),
        ("picture_without_words", "Cellen cell-04 visar en bild utan ord."),
    ],
)
def test_a_run_that_fails_changes_nothing(published: Desk, tell, notebook: str, said: str):
    published.uses(notebook)
    (published.data / "anteckningar.txt").write_text("utanför sigillet", encoding="utf-8")
    check_failed(published, tell(*published.words), said)


@pytest.mark.parametrize(
    ("notebook", "words", "said"),
    [
        ("kernel_dies", [], "Kärnan som kör arbetsboken dog, till exempel för att minnet tog slut."),
        ("never_ends", ["--time-limit", "2"], "Körningen tog längre tid än 2 sekunder och avbröts."),
    ],
)
def test_a_run_that_does_not_end_by_itself_changes_nothing(published: Desk, tell, notebook, words, said):
    published.uses(notebook)
    check_failed(published, tell(*published.words, *words), said)


# While it is run and when its page is made; test_run has all that stops a run.
LEAKING = {
    "import warnings; warnings.warn('x')": "Cell [3] i arbetsboken varnade: ",
    "from IPython.display import HTML; HTML('<script>alert(1)</script>')": (
        "Cellen cell-1 visar elementet <script>, som en publicerad sida inte får ha."
    ),
}


@pytest.mark.parametrize(("source", "said"), LEAKING.items(), ids=range(len(LEAKING)))
def test_a_cell_that_leaks_into_the_page_stops_the_report(published: Desk, tell, source: str, said: str):
    path = published.notebooks / "annual_report.ipynb"
    notebook_of(path, "year = 2031\ndata = 'data'", source, tags={0: "parameters"})
    done = tell(*published.words)
    check_failed(published, done, said)


def check_failed(desk: Desk, done: Done, said: str) -> None:
    """Check that a run that failed says so, keeps the notebook and has changed nothing."""
    assert (done.status, done.out) == (3, "")
    assert done.err.startswith(said)
    assert done.err.endswith(f"\nDen avbrutna arbetsboken finns i {kept(desk)}\n{UNCHANGED}")
    assert json.loads(kept(desk).read_text(encoding="utf-8"))["cells"]
    assert log(desk)[-1]["result"] == "failed" and log(desk)[-1]["reason"].startswith(said)
    check_untouched(desk)


def running(desk: Desk) -> bool:
    """Tell whether the notebook has reached the cell that never ends, which starts a process of its own."""
    return sleepers(desk.temporary) > 0


def starting(desk: Desk) -> bool:
    """Tell whether the kernel is about to start."""
    return any(desk.temporary.rglob("connection.json"))


@pytest.mark.parametrize(
    ("number", "times", "when", "said"),
    [
        (signal.SIGINT, 5, starting, "Körningen avbröts från tangentbordet."),
        (signal.SIGTERM, 1, running, "Körningen avslutades utifrån (SIGTERM)."),
    ],
)
def test_a_run_that_is_stopped_changes_nothing(published: Desk, number, times: int, when, said: str):
    published.uses("never_ends")
    process = published.start()
    wait_for(lambda: when(published))
    for _ in range(times):
        process.send_signal(number)
        time.sleep(0.01)
    done = ended(process)
    assert (done.status, done.out) == (3, "")
    assert done.err == f"{said}\nDen avbrutna arbetsboken finns i {kept(published)}\n{UNCHANGED}"
    check_untouched(published)


def test_a_full_disk_changes_nothing(published: Desk):
    with files_at_most(1_000):
        process = published.start()
    done = ended(process)
    assert (done.status, done.out) == (3, "")
    assert "filen får inte bli så stor" in done.err and "Traceback" not in done.err
    assert done.err.endswith(UNCHANGED)
    check_untouched(published, kept=False)


def test_a_place_that_cannot_be_written_stops_it_before_any_cell(desk: Desk, tell):
    desk.out.write_text("en fil")
    desk.uses("cell_fails")
    done = tell(*desk.words)
    assert (done.status, done.out) == (3, "")
    assert done.err.startswith(f"Det gick inte att skriva {desk.out}: ") and done.err.endswith(UNCHANGED)
    assert desk.out.read_text() == "en fil"


def test_a_log_that_cannot_be_written_takes_the_report_with_it(published: Desk, tell):
    (published.out / "run.log").unlink()
    (published.out / "run.log").mkdir()
    done = tell(*published.words)
    assert done.status == 3 and "där finns en mapp med det namnet" in done.err
    assert done.err.endswith(UNCHANGED)
    check_untouched(published, kept=False)


def test_data_that_is_changed_meanwhile_is_not_in_the_report(desk: Desk):
    desk.uses("slow")
    process = desk.start()
    wait_for(lambda: any(desk.temporary.rglob("connection.json")))
    put(desk.data / "outcome.csv", 5, "cost", "1")
    done = ended(process)
    assert done.status == 0 and "−50" in done.out
    assert "−50" in (desk.year / "annual_report.html").read_text(encoding="utf-8")


# Many papers, and one that fails


NAMES = ("berattelse", "trender")


@pytest.fixture(scope="module")
def two_published(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Publish two papers, once."""
    desk = Desk(tmp_path_factory.mktemp("two"), Path("/tmp"))
    invented_board(desk.folder)
    desk.notebooks.mkdir()
    for name in NAMES:
        shutil.copy(SMALL / "sound.ipynb", desk.notebooks / f"{name}.ipynb")
    publish_papers(two_papers(desk))
    return desk


@pytest.fixture
def two(two_published: Desk, desk: Desk) -> Desk:
    """Give a desk on which two papers have been published, and the tables have changed since."""
    shutil.copytree(two_published.notebooks, desk.notebooks, dirs_exist_ok=True)
    shutil.copytree(two_published.out, desk.out)
    put(desk.data / "outcome.csv", 5, "cost", "1")
    return desk


def two_papers(desk: Desk) -> Request:
    papers = [Paper(name, name) for name in NAMES]
    return Request("two", YEAR, lambda tables: papers, desk.data, desk.out, desk.notebooks)


@pytest.mark.sampled
@pytest.mark.parametrize("failing", sample(NAMES[-1:], NAMES))
def test_whichever_paper_fails_the_old_edition_stands_whole(two: Desk, failing: str):
    before, seal = contents(two.year), read_standing(two.year).seal
    shutil.copy(SMALL / "cell_fails.ipynb", two.notebooks / f"{failing}.ipynb")
    with pytest.raises(NotebookFailed) as caught:
        publish_papers(two_papers(two))
    assert str(caught.value).splitlines() == [
        "Cell [4] i arbetsboken stannade: ValueError: tabellen är tom",
        f"Den avbrutna arbetsboken finns i {two.out / 'failed' / failing}-1.ipynb",
        f"Den nya utgåvan publiceras inte: den saknar {failing}.",
        f"I {two.year} står utgåvan med sigill {seal} kvar.",
    ]
    assert contents(two.year) == before
    assert log(two)[-1]["result"] == "failed"


def test_one_paper_that_was_asked_for_takes_the_others_with_it(two: Desk):
    """What others have put in the folder stays."""
    (two.year / "anteckning.txt").write_text("min")
    request = replace(two_papers(two), papers=lambda tables: [Paper("trender", "trender")])
    done = publish_papers(request)
    assert (two.year / "anteckning.txt").read_text() == "min"
    assert [page.stem for page in (*done.pages, *done.again)] == ["trender", "berattelse"]
    assert {page.stem for page in done.ran} == set(NAMES)
    pages = [page.read_text(encoding="utf-8") for page in two.year.glob("*.html")]
    assert len(pages) == 3 and all(done.seal in page for page in pages)


def test_a_paper_that_stands_and_whose_notebook_is_gone_stops_the_run(two: Desk):
    before = contents(two.year)
    (two.notebooks / "berattelse.ipynb").unlink()
    request = replace(two_papers(two), papers=lambda tables: [Paper("trender", "trender")])
    with pytest.raises(InvalidParameter, match=r"Hittar inte .*berattelse\.ipynb"):
        publish_papers(request)
    assert contents(two.year) == before


def test_nothing_is_published_when_the_library_changes_while_papers_are_made(two: Desk, monkeypatch):
    before = contents(two.year)
    monkeypatch.setattr("namndbok.publish.report.folder_digests", lambda folder: {})
    with pytest.raises(NotebookFailed, match="biblioteket ändrades medan den gjordes"):
        publish_papers(two_papers(two))
    assert contents(two.year) == before


def test_while_somebody_else_writes_nothing_is_published(published: Desk, tell, monkeypatch):
    monkeypatch.setattr("namndbok.data.disk.PATIENCE", 0.2)
    with sole_writer(published.out, Disk()):
        done = tell(*published.words)
    assert (done.status, done.out) == (3, "")
    assert re.match(rf"I {published.out} skriver .*, process \d+ på .*\. Vänta tills den är klar", done.err)
    assert done.err.endswith(UNCHANGED)
    check_untouched(published, kept=False)


# A report in print


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Publish the smallest folder there can be, and write the table behind it."""
    small_data(tmp_path / "data")
    return small_folder(tmp_path / "2031")


def next_edition(small: Path, number: str, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """Seal an edition with nothing in it but what is kept beside, by a given seal."""
    monkeypatch.setattr("namndbok.publish.report.seal_edition", lambda *parts: (number, dict(parts[-1])))
    plan = SimpleNamespace(standing=read_standing(small), proof={}, papers=[], notebooks={}, kept=[])
    plan.request, plan.beside, plan.index, plan.basis = SimpleNamespace(folder=small), {}, None, ""
    return seal(plan, {})[1]


def test_a_pdf_stands_beside_the_page_and_in_no_manifest(small: Path):
    before = contents(small)
    path = print_pdf(small, "annual_report", small.parent / "data")
    assert contents(small) == before | {"annual_report.pdf": path.read_bytes()}
    assert print_pdf(small, "annual_report", small.parent / "data", trace=True) == path
    assert path.read_bytes() != contents(small.parent)["2031/facts.json"]
    assert {name for name in contents(small.parent) if not name.startswith(("2031", "data"))} == {".lock"}


def test_a_pdf_goes_with_its_edition_unless_somebody_has_signed_it(small: Path, monkeypatch):
    path, number = print_pdf(small, "annual_report", small.parent / "data"), read_standing(small).seal
    assert path.name in next_edition(small, number, monkeypatch).carried
    assert path.name not in next_edition(small, "1" * 64, monkeypatch).carried
    path.write_bytes(path.read_bytes() + b"signed\n%%EOF\n")
    assert path.name in next_edition(small, "1" * 64, monkeypatch).carried


def test_what_others_have_put_in_the_place_of_a_pdf_is_left_alone(small: Path):
    (small / "annual_report.pdf").write_bytes(b"%PDF-1.4 from elsewhere")
    with pytest.raises(InvalidParameter, match="Flytta den"):
        print_pdf(small, "annual_report", small.parent / "data")
    assert (small / "annual_report.pdf").read_bytes() == b"%PDF-1.4 from elsewhere"


def test_nothing_is_printed_of_what_is_not_as_it_was_sealed(small: Path):
    data = small.parent / "data"
    with pytest.raises(InvalidParameter, match=r"inget papper audit\. Där finns: annual_report"):
        print_pdf(small, "audit", data)
    with pytest.raises(InvalidParameter, match=r"inget papper annual_report\. Där finns: inget alls"):
        print_pdf(small.parent / "2030", "annual_report", data)
    (data / "outcome.csv").write_text("year\n", encoding="utf-8")
    with pytest.raises(InvalidParameter, match="Tabellerna i"):
        print_pdf(small, "annual_report", data)
    (small / "facts.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InvalidParameter, match=r"facts\.json i .* är ändrad"):
        print_pdf(small, "annual_report", data)
    assert not (small / "annual_report.pdf").exists()
