"""Compare findings.json with the page's table of findings and with the facts that count them."""

from collections.abc import Iterator, Mapping
from typing import Any

from namndbok.verify.reading.entries import linked_rows
from namndbok.verify.reading.grid import Line, Table
from namndbok.verify.reading.mismatch import Mismatch, Outcome, compared, held, missing
from namndbok.verify.reading.numerals import read_figure
from namndbok.verify.reading.page import Page
from namndbok.verify.reading.record import FILE as FACTS
from namndbok.verify.reading.record import Records

FILE = "findings.json"
TEXTS = ("id", "check", "severity", "title", "detail", "expected", "found", "status")
COLUMNS = {"Väntat": "expected", "Funnet": "found"}

Finding = Mapping[str, Any]


def read_findings(content: Any) -> tuple[list[Finding], list[Outcome]]:
    """Read every finding that can be read, and tell of the others."""
    listed = content.get("findings") if isinstance(content, dict) else None
    if not isinstance(listed, list):
        return [], [Mismatch(FILE, "findings", "en lista med iakttagelser", "något annat")]
    outcomes = [
        held(_whole(one), FILE, f"iakttagelse nummer {place}", "en iakttagelse med alla fält", "något annat")
        for place, one in enumerate(listed, start=1)
    ]
    return [one for one in listed if _whole(one)], outcomes


def _whole(one: Any) -> bool:
    texts = isinstance(one, dict) and all(isinstance(one.get(name), str) for name in TEXTS)
    return texts and isinstance(one.get("rows"), list) and all(isinstance(row, str) for row in one["rows"])


def check_findings(findings: list[Finding], records: Records) -> Iterator[Outcome]:
    """Check that differences are differences, and that the facts count what there is."""
    yield from map(_difference, findings)
    counts = {
        "findings.total": len(findings),
        "findings.open": sum(one["status"] == "open" for one in findings),
        "findings.errors": sum(one["severity"] == "error" for one in findings),
    }
    for id, record in records.items():
        check = id.removeprefix("findings.")
        if id in counts or (check != id and "." in check):
            count = counts.get(id, sum(one["check"] == check for one in findings))
            yield compared(FACTS, f"faktum {id}, antal i {FILE}", str(count), str(record.value))


def _difference(one: Finding) -> Outcome:
    """Compare a stated difference with the two figures, where all three can be read."""
    texts = [str(one[name]) for name in ("expected", "found")] + [str(one.get("difference"))]
    shown = [read_figure(text) if any(map(str.isdigit, text)) else None for text in texts]
    if None in shown:
        return None
    expected, found, difference = (figure.size * (figure.sign or 1) for figure in shown if figure)
    same = abs(found - expected) == abs(difference)
    return held(same, FILE, f"iakttagelse {one['id']}, skillnaden", f"{texts[1]} − {texts[0]}", texts[2])


def check_shown(page: Page, findings: list[Finding]) -> Iterator[Outcome]:
    """Compare every finding with the row of the page that tells it, where the page lists findings.

    What is only worth knowing may be left out of a page, but no error or warning.
    """
    listing = (table for table in page.tables if any(table.column(heading) for heading in COLUMNS))
    table = next(listing, None)
    told = {line.element.id: line for line in table.lines} if table else {}
    ids = {one["id"] for one in findings}
    for one in findings if table else ():
        line = told.get(one["id"])
        if line is None and one["severity"] == "info":
            yield None
        elif line is None:
            yield missing(page.name, f"iakttagelse {one['id']}", one["title"])
        else:
            yield from _told(page, table, line, one)
    yield from (
        missing(FILE, f"iakttagelse {id}", f"som i {page.name}") for id in told if id and id not in ids
    )


def _told(page: Page, table: Table, line: Line, one: Finding) -> Iterator[Outcome]:
    """Compare the row of a finding, cell by cell."""
    place = f"rad {line.element.line}, iakttagelse {one['id']}"
    for heading, name in COLUMNS.items():
        cell = line.cell(table.column(heading) or 0)
        if table.column(heading) and cell:
            yield compared(page.name, f"{place}, {heading.lower()}", _plain(one[name]), cell.words)
    detail, words = _plain(one["detail"]), [cell.words for cell in line.cells]
    yield held(any(detail in cell for cell in words), page.name, place, detail, " | ".join(words))
    rows = " ".join(one["rows"])
    for shown in (line.element.attributes.get("data-row", ""), " ".join(linked_rows(line.element))):
        yield held(shown in ("", rows), page.name, f"{place}, rader", rows, shown)


def _plain(text: str) -> str:
    return " ".join(text.split())
