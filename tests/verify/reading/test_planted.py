"""One digit turned anywhere in the figures of a published folder is found and named, every time."""

import json
import random
import re
from functools import lru_cache

import pytest

from forgery import replaced, seal_again, single_changes
from namndbok.verify import verify
from namndbok.verify.reading import page, workbook

PAGE = "annual_report.html"
JSON = ["facts.json", "findings.json"]
NAMED = re.compile(r"faktum \S|rad \d|iakttagelse \S|raden \S|cell \d")
SURPLUS, FORGED = (
    "336\N{NO-BREAK SPACE}035\N{NO-BREAK SPACE}kr",
    "336\N{NO-BREAK SPACE}085\N{NO-BREAK SPACE}kr",
)
SUMS = re.compile(r"kontrollsumma|sigill")


@pytest.fixture
def remembered(monkeypatch):
    """Read what has not changed only once: the same text gives the same tree."""
    for module in (page, workbook):
        monkeypatch.setattr(module, "read_tree", lru_cache(maxsize=200)(module.read_tree))


def by_rereading(found):
    """Keep what does not rest on a hash."""
    return [one for one in found if not SUMS.search(one.place)]


def test_clean_folder_has_no_mismatch(year):
    assert verify(year, quick=True) == ()


def test_digits_turned_on_any_page_of_the_year_are_found(year, remembered):
    pages = sorted(path.name for path in year.glob("*.html"))
    assert len(pages) > 10
    for name, around in single_changes(year, pages, len(pages), seed=6):
        assert [one for one in by_rereading(verify(year, quick=True)) if one.file == name], around


def test_120_digits_turned_on_the_page_are_found_without_any_hash(published, remembered):
    missed = [
        around
        for name, around in single_changes(published, [PAGE], 120, seed=4)
        if not any(
            one.file == name and NAMED.search(one.place)
            for one in by_rereading(verify(published, quick=True))
        )
    ]
    assert missed == []


def test_64_digits_turned_in_json_are_found_and_named(year, remembered):
    missed = []
    for name, around in single_changes(year, JSON, 64, seed=5):
        found = verify(year, quick=True)
        hashed = any(one.file == name and SUMS.search(one.place) for one in found)
        if not hashed or not any(NAMED.search(one.place) for one in by_rereading(found)):
            missed.append((name, around))
    assert missed == []


def test_digit_turned_in_a_fact_is_named_by_its_id_though_everything_is_sealed_again(published):
    replaced(published / PAGE, SURPLUS, FORGED, times=1)
    seal_again(published)
    (found,) = [one for one in verify(published, quick=True) if "faktum economy.result" in one.place]
    assert (found.file, found.found) == (PAGE, FORGED)
    assert found.expected.startswith(SURPLUS)


def test_sealed_again_without_a_change_is_no_mismatch_so_the_seal_must_be_compared_with_the_minutes(
    published,
):
    seal_again(published)
    assert verify(published, quick=True) == ()


def test_page_and_workbook_changed_alike_is_found_by_the_facts(published):
    for name in (PAGE, "annual_report.ipynb"):
        replaced(published / name, SURPLUS, FORGED)
    seal_again(published)
    places = [one.place for one in verify(published, quick=True) if one.file == PAGE]
    assert places
    known = re.compile(r"economy\.(result|margin)|diagrammet")
    assert all(known.search(place) for place in places)


def test_amount_changed_alike_wherever_it_stands_breaks_the_sums_that_it_is_part_of(published):
    """Arjeplogs grundfinansiering, 84 100 kr, made 85 100 in its own row: column 1 178 400, row 349 300."""
    for name in (PAGE, "annual_report.ipynb"):
        text = (published / name).read_text(encoding="utf-8")
        shown = re.compile(r'(<a href=\\?"#fees:2\\?"[^>]*><data value=\\?")84100(\\?">)84(\s)100')
        assert shown.search(text)
        text = shown.sub(r"\g<1>85100\g<2>85\g<3>100", text)
        text = re.sub(r'(id=\\?"fees:2\\?"[^·]*·[^·]*· )84', r"\g<1>85", text)
        (published / name).write_text(text, encoding="utf-8")
    seal_again(published)
    places = " ".join(one.place for one in verify(published, quick=True))
    assert "raden Summa, summan av kolumnen Grundfinansiering" in places
    assert "raden Arjeplog, summan av raden" in places


def test_minus_sign_taken_away_is_found(published):
    text = (published / PAGE).read_text(encoding="utf-8")
    negative = re.search(r'<td><a href="#([^"]+)"[^>]*><data data-fact="\1" value="-\d+">(−)', text)
    changed = text[: negative.start(2)] + text[negative.end(2) :]
    (published / PAGE).write_text(changed, encoding="utf-8")
    assert any(negative[1] in one.place for one in by_rereading(verify(published, quick=True)))


@pytest.mark.parametrize("seed", range(6))
def test_one_byte_changed_in_any_file_is_found(published, seed):
    chance = random.Random(seed)
    for path in sorted(published.iterdir()):
        content = path.read_bytes()
        place = chance.randrange(len(content))
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        found = verify(published, quick=True)
        assert any(one.file == path.name or "sigill" in one.place for one in found), (path.name, place)
        path.write_bytes(content)


def test_every_byte_of_a_short_manifest_counts(published):
    """White space and spelling are under no hash in the manifest itself; they count all the same."""
    path = published / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for other in (json.dumps(manifest, ensure_ascii=False), path.read_text(encoding="utf-8") + " "):
        path.write_text(other, encoding="utf-8")
        assert [one.file for one in verify(published, quick=True)] == ["manifest.json"]
