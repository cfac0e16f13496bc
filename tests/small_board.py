"""Boards for the tests of charts, typed as rows: what is not said is as dull as it can be."""

import csv
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from boards import REAL
from namndbok.books.book import Book, make_book
from namndbok.data.load import load_data
from namndbok.data.schema import library_tables
from namndbok.show import charts
from namndbok.show.charts import Chart
from namndbok.show.narrative import Prose

YEAR = 2031
BODIES = {"board": "nämnden", "preparatory": "beredningsgruppen"}
YEARLY_CHARTS = (
    *("chart_adoption", "chart_attendance", "chart_bridge", "chart_budget_outcome", "chart_fees"),
    *("chart_fees_per_inhabitant", "chart_meetings", "chart_projects", "chart_result", "chart_risks"),
)
HOSTILE = "<script>alert(1)</script> & $x^2$"
LONG = "en benämning som inte tar slut på en rad och inte heller på två utan fortsätter"

Rows = list[dict[str, Any]]


@cache
def _columns() -> dict[str, list[str]]:
    return {name: list(table.columns) for name, table in library_tables().items()}


def board(folder: Path, *, year: int = YEAR, **tables: Rows) -> Book:
    """Write tables of typed rows as a data folder and open its year."""
    (folder / "datapackage.json").write_bytes((REAL / "datapackage.json").read_bytes())
    for name, columns in _columns().items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(_row(name, columns, row) for row in tables.get(name, _default(name)))
    return make_book(load_data(folder), year)


def _row(table: str, columns: list[str], row: dict[str, Any]) -> dict[str, Any]:
    usual = {"year": YEAR, "source": "typed", "place": "raden", "precision": 1, "basis": "own"}
    usual |= {
        "order": 1,
        "mandatory": "false",
        "entitled": 10,
        "of": 3,
        "host": "false",
        "wording": "decided",
    }
    if table == "meeting_plan":
        usual["kind"] = "meeting"
    return {name: usual[name] for name in columns if name in usual} | row


def _default(table: str) -> Rows:
    if table == "bodies":
        words = {"article": "ett", "meeting": "möte", "meetings": "möten"}
        return [{"body": body, "name": name} | words for body, name in BODIES.items()]
    return [{"document": "typed", "title": "Skrivet för hand", "kind": "own"}] if table == "documents" else []


def lines(*named: tuple[str, int, int], budget: tuple[int, ...] = ()) -> dict[str, Rows]:
    """Type outcome lines as (name, income, cost), and the same budget for income and cost of each."""
    ids = [f"l{number}" for number in range(len(named))]
    budgeted = list(zip(ids, budget, strict=False))
    return {
        "outcome_lines": [
            {"line": id, "name": name, "order": order}
            for order, (id, (name, _, _)) in enumerate(zip(ids, named, strict=True), 1)
        ],
        "outcome": [
            {"through": f"{YEAR}-12-31", "line": id, "income": income, "cost": cost}
            for id, (_, income, cost) in zip(ids, named, strict=True)
        ],
        "budget_lines": [
            {"budget_line": id, "name": id, "outcome_line": id, "order": order}
            for order, (id, _) in enumerate(budgeted, 1)
        ],
        "budget": [
            {"side": side, "line": id, "amount": amount}
            for side in ("income", "cost")
            for id, amount in budgeted
        ],
    }


def municipalities(*named: tuple[str, int, int]) -> dict[str, Rows]:
    """Type municipalities as (name, fee, inhabitants), with one fee in the board's budget."""
    codes = [f"{9000 + number}" for number in range(len(named))]
    return lines(("Drift", 0, 0), budget=(0,)) | {
        "municipalities": [
            {"code": code, "name": name, "official_name": f"{name} kommun"}
            for code, (name, _, _) in zip(codes, named, strict=True)
        ],
        "population": [
            {"municipality": code, "date": f"{YEAR - 1}-12-31", "population": people}
            for code, (_, _, people) in zip(codes, named, strict=True)
        ],
        "fee_components": [
            {
                "component": "basic",
                "name": "Grund",
                "kind": "annual",
                "billed_by": "board",
                "budget_line": "l0",
            }
        ],
        "fees": [
            {"component": "basic", "municipality": code, "fee": fee}
            for code, (_, fee, _) in zip(codes, named, strict=True)
        ],
    }


def held(body: str, *meetings: tuple[str, int]) -> Rows:
    """Type held meetings as (day, present) of ten entitled."""
    return [{"body": body, "date": day, "present": present} for day, present in meetings]


def planned(body: str, *days: str | tuple[str, str]) -> Rows:
    """Type planned days, or (first, last) of several."""
    spans = [day if isinstance(day, tuple) else (day, "") for day in days]
    return [
        {"body": body, "number": number, "date": first, "end_date": last}
        for number, (first, last) in enumerate(spans, 1)
    ]


def goal(measure: str, threshold: int) -> dict[str, Any]:
    """Type a goal that a share in per cent shall reach."""
    return {
        "goal": measure.replace(".", "-"), "level": "indicator", "number": 1, "text": "Många deltar.",
        "measure": measure, "operator": ">=", "threshold": threshold, "unit": "percent", "reading": "average",
    }  # fmt: skip


def controls(*risks: tuple[str, int, int]) -> Rows:
    """Type controls as (risk, probability, consequence), numbered from one."""
    return [
        {"control": f"c{number}", "number": number, "risk": risk, "probability": chance, "consequence": harm}
        for number, (risk, chance, harm) in enumerate(risks, 1)
    ]


def services(*used: tuple[str, int, int]) -> dict[str, Rows]:
    """Type services as (name, users, of)."""
    ids = [f"s{number}" for number in range(len(used))]
    return {
        "services": [{"service": id, "name": name} for id, (name, _, _) in zip(ids, used, strict=True)],
        "service_status": [
            {"date": f"{YEAR}-12-31", "service": id, "users": users, "of": of}
            for id, (_, users, of) in zip(ids, used, strict=True)
        ],
    }


def activities(*spans: tuple[str, str, int, int | str]) -> Rows:
    """Type activities as (area, name, first year, last year or nothing)."""
    return [
        {"area": area, "number": number, "name": name, "start": start, "end": end}
        for number, (area, name, start, end) in enumerate(spans, 1)
    ]


def yearly_charts(book: Book) -> list[Chart | Prose]:
    """Make every chart of a year's report."""
    return [getattr(charts, name)(book) for name in YEARLY_CHARTS]


def large_board(folder: Path, *, name: str = "", most: int = 290) -> Book:
    """Open a board with more of everything than fits, every name beginning with `name`."""
    days = [str(date(YEAR, 1, 3) + timedelta(6 * number)) for number in range(60)]
    attendance = [(day, number * 7 % 11) for number, day in enumerate(days)]
    tables = municipalities(*((f"{name}Ort {n}", 1000 * n * n, 1000 + n) for n in range(most)))
    budgeted = [
        (f"{name}Verksamhet {n}, {LONG}", 10**8 * n, 10**8 * n + (-1) ** n * 1234567 * n) for n in range(12)
    ]
    used = services(*((f"{name}Tjänst {n}", min(most, n * most // 10), most) for n in range(16)))
    return board(
        folder,
        **tables | used | lines(*budgeted, budget=tuple(9 * 10**7 * n for n in range(12))),
        meetings=held("board", *attendance) + held("preparatory", *attendance),
        meeting_plan=planned("board", *days[:30], *pairwise(days[40:51])),
        goals=[goal("attendance.board.share", 95)],
        controls=controls(*((f"{name}Risk {n}, {LONG}", n % 9 + 1, n // 3 % 9 + 1) for n in range(25))),
        activities=activities(*(_endless(f"{name}Uppdrag {n}, {LONG}", n) for n in range(20))),
    )


def _endless(name: str, number: int) -> tuple[str, str, int, int | str]:
    """Give every third an open end and every other to each area."""
    area = "administration" if number % 2 else "project"
    return area, name, 1990 + number, 2010 + number if number % 3 else ""


def smallest_board(folder: Path) -> Book:
    """Open a board with one of everything and all of it zero."""
    return board(
        folder,
        **municipalities(("Alby", 0, 1)) | services(("Arkiv", 0, 1)),
        meetings=held("board", (f"{YEAR}-01-01", 0)),
        meeting_plan=planned("board", f"{YEAR}-12-31"),
        goals=[goal("attendance.board.share", 100)],
        controls=controls(("Något går fel", 1, 1)),
        activities=activities(("project", "Införande", YEAR, "")),
    )


def mistyped_board(folder: Path) -> Book:
    """Open a board where the figures are possible to read but not to believe.

    Cells that contradict each other within a row are refused before there is any chart.
    """
    tables = municipalities(("Alby", 10**12, 1), ("Berga", 1, 10**6)) | services(("Arkiv", 30, 30))
    return board(
        folder,
        **tables | lines(("Drift", 10**12, 0), ("Arkiv", 0, 10**13), budget=(1, -5)),
        meetings=held("board", (f"{YEAR}-02-02", 10), (f"{YEAR}-03-03", 5)),
        goals=[goal("attendance.board.share", 750)],
        controls=controls(("Riskerna är fel skrivna", 33, 3), ("Den här är rätt", 3, 3)),
        activities=activities(("project", "Slutade för länge sedan", 1900, 1901)),
    )


def crowded_board(folder: Path) -> Book:
    """Open a board with deficits only, ties, twelve risks in one cell and years far apart."""
    days = [f"{YEAR}-02-{day:02}" for day in range(1, 12)]
    tables = municipalities(("Alby", 5, 10), ("Berga", 5, 10), ("Celsby", 5, 10))
    return board(
        folder,
        **tables | lines(("A", 0, 5), ("B", 0, 5), ("C", 0, 9_999_999_999), budget=(1, 2)),
        meetings=held("preparatory", *((day, 7) for day in days)),
        meeting_plan=planned("preparatory", (f"{YEAR}-01-31", f"{YEAR}-02-01"), *days[5:], f"{YEAR}-12-24"),
        controls=controls(*((f"Risk {number}", 5, 5) for number in range(12))),
        activities=activities(("project", "Gammalt", 1900, 1900), ("project", "Nytt", 2100, "")),
    )
