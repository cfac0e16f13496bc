"""Everything in the board's documents stands on some page, and `docs/places.md` says where."""

import re

import pytest

from places import PLACES, REPORTS, documents, shown_rows, sourced_rows

LINE = re.compile(r"\| (?P<place>.+) \| (?P<rows>`.+`) \| (?P<pages>.+) \|")


@pytest.fixture(scope="module")
def pages() -> dict[str, set[str]]:
    return shown_rows(REPORTS)


@pytest.fixture(scope="module")
def lines() -> list[re.Match[str]]:
    return list(LINE.finditer(PLACES.read_text(encoding="utf-8")))


def rows_of(text: str) -> list[str]:
    """Read rows that are written in short."""
    rows = []
    for table, numbers in re.findall(r"`(\w+):([^`]+)`", text):
        for span in numbers.split(", "):
            first, _, last = span.partition("–")
            rows += [f"{table}:{number}" for number in range(int(first), int(last or first) + 1)]
    return rows


def test_every_row_from_a_document_is_listed_at_its_place(lines):
    names = {row["document"] for row in documents()}
    listed = {(line["place"], row) for line in lines for row in rows_of(line["rows"])}
    assert listed == {(place, row) for source, place, row in sourced_rows() if source in names}


def test_the_pages_that_are_named_show_a_row_of_the_place(lines, pages):
    for line in lines:
        shown = set().union(*(pages.get(row, set()) for row in rows_of(line["rows"])))
        assert set(line["pages"].split(", ")) - {"none"} <= shown, line["place"]


def test_nothing_is_in_the_data_only_but_what_is_said_to_be(lines, pages):
    for line in lines:
        missing = [row for row in rows_of(line["rows"]) if row not in pages]
        assert not missing or "none" in line["pages"].split(", "), (line["place"], missing)
