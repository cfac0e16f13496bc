"""Boards of a handful of typed rows: tables as text, read by the library's table schema.

    typed(meetings='''
        date       | present | entitled
        2031-03-01 | 2       | 3
    ''')

Columns left out have what `GIVEN` says, or nothing; rows are numbered as in Excel, the first typed row is 2.
`sound()` is a small board whose tables agree with each other, and `sound("events", fees=FEES)` the same board
without one table and with another table instead of one.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pandas as pd

from namndbok.books.book import Book, make_book
from namndbok.checks import CHECKS, run_checks
from namndbok.checks.check import Finding, facts_findings, findings_of
from namndbok.data.cells import Value, read_cell
from namndbok.data.load import Data
from namndbok.data.package import Package, load_package
from namndbok.data.schema import Field, TableSchema, library_tables
from namndbok.facts.fact import Facts
from namndbok.facts.year_facts import compute_years
from namndbok.show.tables.table import Table

REAL = Path(__file__).parents[1] / "data"
YEAR = 2031
GIVEN = {
    "year": str(YEAR),
    "through": f"{YEAR}-12-31",
    "as_of": f"{YEAR}-06-30",
    "body": "board",
    "basis": "document",
    "precision": "1",
    "source": "d",
    "place": "sidan 1",
}
# Columns whose default differs from table to table.
OWN = {
    "bodies": {"article": "ett", "meeting": "möte", "meetings": "möten"},
    "activities": {"area": "project"},
    "answers": {"role": "samordnare", "date": f"{YEAR + 1}-01-15"},
    "claims": {"id": "one"},
    "controls": {"mandatory": "false", "risk": "En risk"},
    "decisions": {"status": "decided"},
    "documents": {"kind": "report", "title": "Ett dokument", "body": ""},
    "events": {"kind": "competence", "text": "En kurs"},
    "fee_components": {"kind": "annual"},
    "goal_reviews": {"kind": "verdict"},
    "goals": {
        "level": "indicator",
        "wording": "decided",
        "text": "Ett mål",
        "operator": ">=",
        "unit": "percent",
    },
    "meeting_plan": {"kind": "meeting"},
    "municipalities": {"host": "false"},
    "service_status": {"date": f"{YEAR}-12-31", "status": "I drift."},
}
BODIES = """
    body        | name             | meeting     | meetings
    board       | nämnden          | sammanträde | sammanträden
    preparatory | beredningsgruppen | möte       | möten
"""
# The families of checks that hold figures against each other; `found` speaks of these alone.
AGREE = ("sums", "completeness", "cross", "derived", "rules", "unmatched")
SOUND = {
    "municipalities": """
        code | name
        9901 | Alvik
        9902 | Bergsta
        9903 | Ödeby
    """,
    "population": """
        municipality | date       | population
        9901         | 2030-12-31 | 1000
        9902         | 2030-12-31 | 2000
        9903         | 2030-12-31 | 3000
    """,
    "outcome_lines": """
        line    | name
        office  | Kansli
        archive | Arkiv
    """,
    "outcome": """
        line    | income | cost
        office  | 600    | 500
        archive | 300    | 330
    """,
    "budget_lines": """
        budget_line | name   | outcome_line
        office      | Kansli | office
        archive     | Arkiv  | archive
    """,
    "budget": """
        side   | line    | amount
        income | office  | 600
        income | archive | 300
        cost   | office  | 600
        cost   | archive | 300
    """,
    "explanations": """
        text                | line    | direction
        En tjänst var ledig | office  | surplus
        Skåpen byttes ut    | archive | deficit
    """,
    "services": """
        service | name
        archive | E-arkiv
    """,
    "service_status": """
        date       | service | users | of | in_use_since | year
        2030-12-31 | archive | 1     | 3  | 2029         | 2030
        2031-12-31 | archive | 2     | 3  | 2029         | 2031
    """,
    "fee_components": """
        component | name         | service | budget_line
        basic     | Grundavgift  |         | office
        archive   | Arkivavgift  | archive | archive
        start     | Startavgift  | archive |
    """,
    "fees": """
        component | municipality | fee
        basic     | 9901         | 200
        basic     | 9902         | 200
        basic     | 9903         | 200
        archive   | 9901         | 100
        archive   | 9902         | 200
        start     | 9901         | 11
        start     | 9902         | 12
    """,
    "meeting_plan": """
        body        | date
        board       | 2031-03-01
        board       | 2031-09-01
        preparatory | 2031-02-01
    """,
    "meetings": """
        body        | date       | present | entitled
        board       | 2031-03-01 | 2       | 3
        board       | 2031-09-01 | 3       | 3
        preparatory | 2031-02-01 | 3       | 3
    """,
    "events": """
        date
        2031-05-05
    """,
    "goals": """
        goal       | level     | measure                        | threshold | unit    | reading       | rule   | year
        course     | annual    | events.competence.held         | 1         | count   | total         |        | 2031
        together   | annual    |                                |           |         |               | Avtal. | 2031
        present    | indicator | attendance.board.share         | 80        | percent | average       |        | 2031
        everywhere | indicator | attendance.preparatory.minimum | 90        | percent | every_meeting |        | 2031
        clean      | effect    |                                |           |         |               |        | 2030
    """,  # noqa: E501
    "goal_reviews": """
        goal       | assessment | comment       | measured | measured_unit | year
        course     | met        | En kurs hölls | 1        | count         | 2031
        together   | not_met    |               |          |               | 2031
        present    | met        |               | 83       | percent       | 2031
        everywhere | met        |               | 100      | percent       | 2031
        clean      | met        |               |          |               | 2030
    """,
    "controls": """
        control | probability | consequence | risk_value | result | result_date | evidence
        leak    | 2           | 3           | 6          | ok     | 2031-11-01  | Protokoll
        invoice | 1           | 4           | 4          | ok     | 2031-11-01  | Protokoll
    """,
    "forecast": """
        line    | income | cost
        office  | 600    | 550
        archive | 300    | 310
    """,
    "held_list": """
        body        | date
        board       | 2031-03-01
        board       | 2031-09-01
        preparatory | 2031-02-01
    """,
    "decisions": """
        decision | date       | title       | outcome       | paragraph | case_number
        budget   | 2030-12-01 | Budget 2031 | Den antas.    | § 4       | 2030/9
    """,
    "paper_decisions": "decision | paper | year\nbudget | budget | 2031",
    "financing": """
        name        | text               | distribution
        Grundavgift | Den betalar kansli | Lika för alla
    """,
    "activities": """
        name  | status
        Skåp  | pågår
    """,
    "service_volumes": """
        service | measure | value | year
        archive | filer   | 900   | 2030
        archive | filer   | 950   | 2031
    """,
    "printed": """
        id      | fact                              | kind       | value | unit           | label
        income  | economy.income                    | total      | 900   | kr             | Summa
        cost    | economy.cost                      | total      | 830   | kr             | Summa
        result  | economy.result                    | difference | 70    | kr             | Resultat
        archive | economy.line.archive.result       | difference | -30   | kr             |
        fees    | fees.archive.total                | total      | 300   | kr             | Summa
        start   | fees.start.total                  | total      | 23    | kr             | Summa
        budget  | budget.cost                       | total      | 900   | kr             | Kostnader
        basic   | fees.basic.per_municipality       | fee        | 200   | kr             | per kommun
        march   | attendance.board.2031-03-01.share | share      | 67    | percent        | ca 67 %
        average | attendance.board.share            | average    | 83    | percent        | i snitt
        leak    | controls.leak.risk_value          | product    | 6     | points         | Riskvärde
        held    | meetings.board.held               | count      | 2     | count          | två möten
        users   | services.archive.users            | count      | 2     | municipalities | 2 av 3
    """,
}


def typed(**tables: str) -> Data:
    """Read tables typed as text; those left out have no rows. All rows are from one document."""
    package = _package()
    texts = {"documents": "document\nd", "bodies": BODIES, **tables}
    frames = {name: _table(name, texts.get(name, "")) for name in package.tables}
    return Data(REAL / "none", package, frames)


def sound(*without: str, **instead: str) -> Data:
    """Return the sound board without some tables, and with other tables instead of its own."""
    tables = {name: text for name, text in SOUND.items() if name not in without}
    return typed(**(tables | instead))


def facts_of(data: Data, year: int = YEAR) -> Facts:
    """Compute a year's facts."""
    return compute_years(data, [year])[0]


def book_of(data: Data, year: int = YEAR) -> Book:
    """Compute a year."""
    return make_book(data, year)


@cache
def unchecked(*without: str, **instead: str) -> Book:
    """Compute the sound board with other tables, as if the checks had found nothing."""
    return unchecked_book(sound(*without, **instead))


def unchecked_book(data: Data) -> Book:
    """Compute some data as if the checks had found nothing."""
    facts = facts_of(data)
    facts_findings(facts, ())
    return Book(facts.data, YEAR, facts, (), {})


def found(*without: str, **instead: str) -> tuple[Finding, ...]:
    """Return what the checks of the families in `AGREE`, alone, find on the sound board with other tables."""
    agreeing = {id: check for id, check in CHECKS.items() if id.split(".")[0] in AGREE}
    with patch.dict(CHECKS, agreeing, clear=True):
        return run_checks(facts_of(sound(*without, **instead)))


def said(check: str, *without: str, **instead: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return expected, found and rows of what one check finds on the sound board with other tables."""
    findings = findings_of(facts_of(sound(*without, **instead)), check)
    return [(spaced(finding.expected), spaced(finding.found), finding.rows) for finding in findings]


def lines(table: Table) -> list[str]:
    """Return a table's rows as typed text, with ` | ` between the cells."""
    return spaced(str(table)).splitlines()[2:]


def spaced(text: str) -> str:
    """Write no-break spaces and the minus sign as they are typed on a keyboard."""
    return text.replace("\u00a0", " ").replace("\u2212", "-")


@cache
def _package() -> Package:
    return replace(load_package(REAL), title="Provnämnden")


@cache
def _table(name: str, text: str) -> pd.DataFrame:
    """Read a table, once for all boards that have it."""
    schema = _package().tables[name]
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    header, rows = (lines[0], lines[1:]) if lines else ([], [])
    assert set(header) <= set(schema.columns), (
        f"{schema.name} has no column {set(header) - set(schema.columns)}"
    )
    records = [
        _record(schema, dict(zip(header, row, strict=True)), at) for at, row in enumerate(rows, start=1)
    ]
    index = pd.Index(range(2, len(rows) + 2), name=schema.name, dtype=int)
    return pd.DataFrame(records, index=index, columns=list(schema.columns), dtype=object)


def _record(schema: TableSchema, cells: dict[str, str], at: int) -> list[Value | None]:
    given = GIVEN | {"number": str(at), "order": str(at)} | OWN.get(schema.name, {}) | cells
    return [_value(column, given.get(column.name, "")) for column in schema.fields]


def _value(column: Field, text: str) -> Value | None:
    return read_cell(text, column.kind) if text else None


assert library_tables().keys() >= SOUND.keys()
