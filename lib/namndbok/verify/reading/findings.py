"""Compare findings.json with itself, with the facts that count it and with the findings on a page."""

from collections.abc import Mapping
from typing import Any

from namndbok.verify.reading.facts import ReadFacts
from namndbok.verify.reading.folder import FACTS, FINDINGS, ReadFolder
from namndbok.verify.reading.html_tree import Element
from namndbok.verify.reading.numerals import read_numeral
from namndbok.verify.reading.page import ReadPage, ReadTable, linked_rows, read_links
from namndbok.verify.reading.verdict import MISSING, Comparisons, compare, expect

TEXTS = ("id", "check", "severity", "title", "detail", "expected", "found", "status")
COLUMNS = {"Väntat": "expected", "Funnet": "found"}

ReadFinding = Mapping[str, Any]


def read_findings(folder: ReadFolder) -> list[ReadFinding]:
    """Read every finding that can be read; each of the others is a fault of the folder."""
    return folder.entries(FINDINGS, "iakttagelse", dict.fromkeys(TEXTS, str) | {"rows": [str]})


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
    rows = {row[0].parent["id"]: (table, row) for table in listings for row in table.rows}
    for finding in findings if listings else ():
        if finding["id"] in rows:
            yield from _check_row(page, *rows[finding["id"]], finding)
        else:
            left_out = finding["severity"] == "info"
            yield expect(left_out, page.name, f"iakttagelse {finding['id']}", finding["title"], MISSING)
    ids = {"", *(finding["id"] for finding in findings)}
    for id in rows:
        yield expect(id in ids, FINDINGS, f"iakttagelse {id}", f"som i {page.name}", MISSING)


def _check_row(page: ReadPage, table: ReadTable, row: list[Element], finding: ReadFinding) -> Comparisons:
    """Compare the row of a finding, cell by cell."""
    place = f"rad {row[0].parent.line}, iakttagelse {finding['id']}"
    for heading, name in COLUMNS.items():
        if column := table.column(heading):
            expected = " ".join(finding[name].split())
            yield compare(page.name, f"{place}, {heading.lower()}", expected, row[column].words)
    words = [cell.words for cell in row if cell.words]
    for text in (" ".join(finding["detail"].split()), str(finding.get("number", ""))):
        yield expect(any(text in word for word in words), page.name, place, text, " | ".join(words))
    expected, linked = " ".join(finding["rows"]), " ".join(linked_rows(read_links(row[0].parent)))
    for shown in (row[0].parent["data-row"], linked):
        yield expect(shown in ("", expected), page.name, f"{place}, rader", expected, shown)
