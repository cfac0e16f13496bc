"""Read findings.json and compare it with the facts that count it and with the table of findings on a page."""

from collections.abc import Mapping
from typing import Any

from namndbok.verify.reading.fact_file import FACTS, ReadFacts
from namndbok.verify.reading.folder import ReadFolder, are_texts
from namndbok.verify.reading.numerals import read_numeral
from namndbok.verify.reading.page_content import ReadPage, ReadRow, ReadTable, linked_rows, read_links
from namndbok.verify.reading.verdict import MISSING, Comparisons, compare, expect

FINDINGS = "findings.json"
TEXTS = ("id", "check", "severity", "title", "detail", "expected", "found", "status")
COLUMNS = {"Väntat": "expected", "Funnet": "found"}

ReadFinding = Mapping[str, Any]


def read_findings(folder: ReadFolder) -> list[ReadFinding]:
    """Read every finding that can be read; each of the others is a fault of the folder."""
    findings = []
    for number, entry in enumerate(folder.entries(FINDINGS, "findings"), start=1):
        listed = isinstance(entry, dict) and isinstance(entry.get("rows"), list)
        if listed and are_texts([*map(entry.get, TEXTS), *entry["rows"]]):
            findings.append(entry)
        else:
            expected = "en iakttagelse med alla fält"
            folder.add_fault(FINDINGS, f"iakttagelse nummer {number}", expected, "något annat")
    return findings


def check_findings(findings: list[ReadFinding], facts: ReadFacts) -> Comparisons:
    """Check that differences whose figures can be read are differences, and that facts count the findings."""
    for finding in findings:
        texts = [str(finding.get(name)) for name in ("expected", "found", "difference")]
        numerals = [read_numeral(text) for text in texts if any(map(str.isdigit, text))]
        if len(numerals) == len(texts) and None not in numerals:
            expected, found, difference = (numeral.size * (numeral.sign or 1) for numeral in numerals)
            same = abs(found - expected) == abs(difference)
            place = f"iakttagelse {finding['id']}, skillnaden"
            yield expect(same, FINDINGS, place, f"{texts[1]} − {texts[0]}", texts[2])
    counts = {
        "findings.total": len(findings),
        "findings.open": sum(finding["status"] == "open" for finding in findings),
        "findings.errors": sum(finding["severity"] == "error" for finding in findings),
    }
    for id, fact in facts.items():
        check = id.removeprefix("findings.")
        if id in counts or (check != id and "." in check):
            count = counts.get(id, sum(finding["check"] == check for finding in findings))
            yield compare(FACTS, f"faktum {id}, antal i {FINDINGS}", str(count), str(fact.value))


def check_listing(page: ReadPage, findings: list[ReadFinding]) -> Comparisons:
    """Compare every finding with its row on the page, where the page lists findings, in one table or several.

    What is only worth knowing may be left out of a page, but no error or warning.
    """
    listings = [table for table in page.tables if any(table.column(heading) for heading in COLUMNS)]
    if not listings:
        return
    rows = {row.element.id: (table, row) for table in listings for row in table.rows}
    for finding in findings:
        if finding["id"] in rows:
            yield from _check_row(page, *rows[finding["id"]], finding)
        else:
            left_out = finding["severity"] == "info"
            yield expect(left_out, page.name, f"iakttagelse {finding['id']}", finding["title"], MISSING)
    ids = {"", *(finding["id"] for finding in findings)}
    for id in rows:
        yield expect(id in ids, FINDINGS, f"iakttagelse {id}", f"som i {page.name}", MISSING)


def _check_row(page: ReadPage, table: ReadTable, row: ReadRow, finding: ReadFinding) -> Comparisons:
    """Compare the row of a finding, cell by cell."""
    place = f"rad {row.element.line}, iakttagelse {finding['id']}"
    for heading, name in COLUMNS.items():
        column = table.column(heading)
        cell = row.cell(column) if column else None
        if cell:
            expected = " ".join(finding[name].split())
            yield compare(page.name, f"{place}, {heading.lower()}", expected, cell.words)
    detail, words = " ".join(finding["detail"].split()), [cell.words for cell in row.cells]
    for told in (detail, str(finding.get("number", ""))):
        yield expect(any(told in text for text in words), page.name, place, told, " | ".join(words))
    expected = " ".join(finding["rows"])
    linked = " ".join(linked_rows(read_links(row.element)))
    for shown in (row.element.attributes.get("data-row", ""), linked):
        yield expect(shown in ("", expected), page.name, f"{place}, rader", expected, shown)
