"""One digit turned anywhere in the figures of a published folder is found and named, every time."""

import json
import random
import re
from functools import lru_cache

import pytest

from forgery import replaced, seal_again, turned_digits, written
from namndbok.verify import examine
from namndbok.verify.reading import notebook, page
from small_folder import FIGURE, OUTPUT

PAGE, NOTEBOOK = "annual_report.html", "annual_report.ipynb"
NAMED = re.compile(r"faktum \S|rad \d|iakttagelse \S|raden \S|cell \d")
SURPLUS, FORGED = (
    "336\N{NO-BREAK SPACE}035\N{NO-BREAK SPACE}kr",
    "336\N{NO-BREAK SPACE}085\N{NO-BREAK SPACE}kr",
)
SUMS = re.compile(r"kontrollsumma|sigill")


@pytest.fixture
def remembered(monkeypatch):
    """Read what has not changed only once: the same text gives the same tree."""
    for module in (page, notebook):
        monkeypatch.setattr(module, "read_tree", lru_cache(maxsize=200)(module.read_tree))


def mismatches(folder):
    return examine(folder, quick=True).mismatches


def by_rereading(found):
    """Keep what does not rest on a hash."""
    return [mismatch for mismatch in found if not SUMS.search(mismatch.place)]


def test_digit_turned_on_every_page_that_a_notebook_made_is_found_and_named_without_any_hash(year):
    pages = sorted(path.with_suffix(".html").name for path in year.glob("*.ipynb"))
    assert len(pages) > 10
    for forged in turned_digits(year, pages, rounds=1, seed=6):
        named = {mismatch.file for mismatch in by_rereading(mismatches(year)) if NAMED.search(mismatch.place)}
        assert {name: around for name, around in forged.items() if name not in named} == {}


def test_digits_turned_on_the_report_are_found_and_named_without_any_hash(published, remembered):
    for forged in turned_digits(published, [PAGE], rounds=2, seed=4):
        assert any(NAMED.search(mismatch.place) for mismatch in by_rereading(mismatches(published))), forged


@pytest.mark.parametrize("name", ["facts.json", "findings.json"])
def test_digits_turned_in_json_are_found_and_named(audited, remembered, name):
    for forged in turned_digits(audited, [name], rounds=1, seed=5):
        found = mismatches(audited)
        assert any(mismatch.file == name and SUMS.search(mismatch.place) for mismatch in found), forged
        assert any(NAMED.search(mismatch.place) for mismatch in by_rereading(found)), forged


def test_digit_turned_in_a_fact_is_named_by_its_id_though_everything_is_sealed_again(published):
    replaced(published / PAGE, f">{SURPLUS}</data>", f">{FORGED}</data>", times=1)
    seal_again(published)
    (mismatch,) = [
        mismatch for mismatch in mismatches(published) if "faktum economy.result" in mismatch.place
    ]
    assert (mismatch.file, mismatch.found) == (PAGE, FORGED)
    assert mismatch.expected.startswith(SURPLUS)


def test_a_title_that_is_not_the_pages_heading_is_found(published):
    replaced(published / PAGE, f" {SURPLUS};", f" {FORGED};", times=1)
    seal_again(published)
    assert [mismatch.place for mismatch in mismatches(published)] == ["rad 9, sidans titel"]


def test_sealed_again_without_a_change_is_no_mismatch_so_the_seal_must_be_compared_with_the_minutes(
    published,
):
    seal_again(published)
    assert mismatches(published) == ()


def test_page_and_notebook_changed_alike_are_found_by_the_facts(published):
    for name in (PAGE, NOTEBOOK):
        replaced(published / name, SURPLUS, FORGED)
    seal_again(published)
    places = [mismatch.place for mismatch in mismatches(published) if mismatch.file == PAGE]
    assert places
    known = re.compile(r"economy\.(result|margin)|diagrammet")
    assert all(known.search(place) for place in places)


def test_amount_changed_alike_wherever_it_stands_breaks_the_sums_that_it_is_part_of(published):
    """Arjeplogs grundfinansiering, 84 100 kr, made 85 100 in its own row: column 1 178 400, row 349 300."""
    for name in (PAGE, NOTEBOOK):
        text = (published / name).read_text(encoding="utf-8")
        shown = re.compile(r'(fees:2\\?"[^<>]*><data value=\\?")84100(\\?">)84(\s)100')
        assert shown.search(text)
        text = shown.sub(r"\g<1>85100\g<2>85\g<3>100", text)
        text = re.sub(r"(rad 2: Arjeplog · )84", r"\g<1>85", text)
        (published / name).write_text(text, encoding="utf-8")
    seal_again(published)
    places = " ".join(mismatch.place for mismatch in mismatches(published))
    assert "raden Summa, summan av kolumnen Grundfinansiering" in places
    assert "raden Arjeplog, summan av raden" in places


HEAD = "<thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead>"
TOTAL = f"<td>{FIGURE}</td>"
PART = '<td><a href="#outcome:2"><data value="5">5</data></a></td>'


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        ('<time datetime="2031-02-01">2 februari 2031</time>', "datumet 2031-02-01"),
        ("<svg><text>99\N{NO-BREAK SPACE}kr</text></svg>", "diagrammet 99"),
        ('<p><a href="#nowhere">x</a></p>', "en länk som leder till något"),
        ('<p id="outcome:2">x</p>', "en egen beteckning"),
        (f'<table>{HEAD.format("Grad", "Väntat", "Funnet")}<tr id="x"></tr></table>', "iakttagelse x"),
        (
            f"<table>{HEAD.format('Resultat', 'Intäkter', 'Kostnader')}<tr>{TOTAL}{PART}{PART}</tr></table>",
            "intäkter − kostnader",
        ),
        (
            f'<table><tr><th>A</th>{PART}</tr><tr class="total"><th>Summa</th>{TOTAL}</tr></table>',
            "raden Summa, summan av kolumnen",
        ),
    ],
)
def test_page_and_notebook_changed_alike_are_found_by_what_stands_around(small, piece, words):
    replaced(small / PAGE, "<main>", f"<main>{piece}")
    content = json.loads((small / NOTEBOOK).read_text(encoding="utf-8"))
    content["cells"][1]["outputs"][0]["data"]["text/html"] = piece + OUTPUT
    (small / NOTEBOOK).write_text(written(content), encoding="utf-8")
    seal_again(small)
    assert any(words in mismatch.place + mismatch.expected for mismatch in mismatches(small))


def test_value_that_its_formula_does_not_give_is_found(small):
    replaced(small / "facts.json", '"value": 336035', '"value": 336036', times=1)
    seal_again(small)
    assert "faktum economy.result, summan av radernas resultat" in [
        mismatch.place for mismatch in mismatches(small)
    ]


def test_facts_of_another_year_are_found(small):
    replaced(small / "facts.json", '"year": 2031', '"year": 2030')
    seal_again(small)
    assert [(mismatch.place, mismatch.found) for mismatch in mismatches(small)] == [("year", "2030")]


def test_minus_sign_taken_away_is_found(published):
    text = (published / PAGE).read_text(encoding="utf-8")
    negative = re.search(r'<td[^>]*><button [^>]*"([^"]+)"><data data-fact="\1" value="-\d+">(−)', text)
    changed = text[: negative.start(2)] + text[negative.end(2) :]
    (published / PAGE).write_text(changed, encoding="utf-8")
    assert any(negative[1] in mismatch.place for mismatch in by_rereading(mismatches(published)))


def test_row_that_does_not_say_what_it_is_used_in_is_found(small):
    replaced(small / PAGE, '<p>Används i <button popovertarget="economy.result">Resultat</button></p>', "")
    seal_again(small)
    assert "Används i Resultat" in [mismatch.expected for mismatch in mismatches(small)]


@pytest.mark.parametrize("seed", range(1))
def test_one_byte_changed_in_any_file_is_found(published, seed, remembered):
    chance = random.Random(seed)
    for path in sorted(published.iterdir()):
        content = path.read_bytes()
        place = chance.randrange(len(content))
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        found = mismatches(published)
        assert any(mismatch.file == path.name or "sigill" in mismatch.place for mismatch in found), (
            path.name,
            place,
        )
        path.write_bytes(content)


def test_every_byte_of_a_short_manifest_counts(published):
    """White space and spelling are under no hash in the manifest itself; they count all the same."""
    path = published / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for other in (json.dumps(manifest, ensure_ascii=False), written(manifest) + " "):
        path.write_text(other, encoding="utf-8")
        assert [mismatch.file for mismatch in mismatches(published)] == ["manifest.json"]
