"""What a year's papers need: what is filled in, what is missing, and who owes it by when.

`tasks.json` lists what a person fills in: on which sheet of the year's workbook it stands, in which table,
the papers that use it, and those that cannot be made without any of it. What must be there row by row is told
by another table (a verdict for each goal) or by the last year that has the same (each line of its outcome).
Nothing needs an outcome, so the list can be made before the year has begun.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import Any

import pandas as pd

from namndbok.data import Data, rows_where
from namndbok.facts import WAITING, commitments_on, decisions_on, meeting_years
from namndbok.swedish import capital, listing

LISTED = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
# By state and by paper: what is said of it, and how it is known.
TASK_STATES: Mapping[str, Mapping[str, str]] = LISTED["states"]
TASK_PAPERS: Mapping[str, Mapping[str, str]] = LISTED["papers"]
# What is to be reported without being part of a paper that this list has, and the sheet of each table of it.
REPORTING: str = "reporting"
REPORTED: Mapping[str, str] = LISTED["reported"]
MOST_NAMED, LONGEST_NAME = 3, 32


@dataclass(frozen=True)
class Task:
    """Something to fill in: on which sheet, what, in which state, for which paper, who owes it and by when.

    `state` is one of `TASK_STATES`; `paper` one of `TASK_PAPERS`, the first that uses it, or `REPORTING`.
    `needed_by` are the papers that cannot be made without it, unless they have another that will do, and
    `rows` is how many rows there are.
    """

    sheet: str
    text: str
    state: str
    paper: str
    owner: str | None = None
    due: date | None = None
    table: str = ""
    needed_by: tuple[str, ...] = ()
    rows: int = 0


def to_do(data: Data, year: int, day: date) -> list[Task]:
    """List what a year's papers need and what is to be reported, as it is on the morning of a day."""
    deadlines = {paper: _deadline(data, year, paper) for paper in TASK_PAPERS}
    tasks = (_task(data, year, day, need, *deadlines[need["papers"][0]]) for need in LISTED["tasks"])
    return [*tasks, *_to_report(data, year, day)]


def awaited_tasks(tasks: Sequence[Task]) -> dict[str, list[Task]]:
    """Return for each paper that cannot be made yet what it waits for; one of them is enough."""
    needed = {paper: [task for task in tasks if paper in task.needed_by] for paper in TASK_PAPERS}
    return {paper: tasks for paper, tasks in needed.items() if not any(task.rows for task in tasks)}


def _task(
    data: Data, year: int, day: date, need: Mapping[str, Any], owner: str | None, due: date | None
) -> Task:
    rows, expected, lacking = _held_against(data, year, need)
    amounts = need.get("amounts", [])
    # A form that was written with every amount 0 is not filled in.
    blank = amounts and not data.of_year(need["table"], year)[amounts].to_numpy().any()
    if rows and not lacking and not blank:
        table = need.get("table", "documents")
        undecided = data.undecided(table) and data.undecided(table) & {*data.of_year(table, year).index}
        state = "to_decide" if undecided else "filled"
    elif need.get("optional"):
        state = "optional"
    else:
        state = "late" if due and due < day else "part" if rows else "missing"
    text = need["text"]
    if lacking:
        there = expected - lacking.total()
        text += f": {there} av {expected}" + f", saknar {_named(data, need, lacking)}" * bool(there)
    papers, needed_by = need["papers"], tuple(need.get("required", ()))
    return Task(need["sheet"], text, state, papers[0], owner, due, need.get("table", ""), needed_by, rows)


def _held_against(data: Data, year: int, need: Mapping[str, Any]) -> tuple[int, int, Counter[tuple]]:
    """Return how many rows there are, how many are expected, and how many there lack of each key.

    Where nothing is as in the last year that has any, the rows were divided otherwise, and are not compared.
    """
    if "file" in need:
        return int(need["file"].format(year=year) in data.digests), 0, Counter()
    if need.get("meetings"):
        return list(meeting_years(data).values()).count(year), 0, Counter()
    rows = _rows(data, year + need.get("ahead", 0), need["table"], need.get("rows", {}))
    columns, other = need.get("each", {}), need.get("of")
    if not columns:
        return len(rows), 0, Counter()
    if other:
        expecting = _rows(data, year, other, need.get("of_rows", {}))
    else:
        years = sorted({past for past in data[need["table"]]["year"] if past < year}, reverse=True)
        before = (_rows(data, past, need["table"], need.get("rows", {})) for past in years)
        expecting = next((rows for rows in before if len(rows)), rows)
    expected, found = (
        Counter(table[[*names]].itertuples(index=False, name=None))
        for table, names in ((expecting, columns.values()), (rows, columns))
    )
    expected = Counter([*expected]) if need.get("once") else expected
    if not other and found and not expected & found:
        return len(rows), 0, Counter()
    return len(rows), expected.total(), expected - found


def _rows(data: Data, year: int, table: str, conditions: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows of a year, or all of a table without years, whose cells match every condition."""
    rows = data.of_year(table, year) if "year" in data[table] else data[table]
    for column, pattern in conditions.items():
        wanted = re.compile(pattern.replace("{year}", str(year)).replace("{last}", str(year - 1)))
        cells = ("" if cell is None else str(cell) for cell in rows[column])
        rows = rows_where(rows, [wanted.fullmatch(cell) for cell in cells])
    return rows


def _named(data: Data, need: Mapping[str, Any], lacking: Counter[tuple]) -> str:
    """Name the first keys that lack rows."""
    pairs = (zip(need["each"], key, strict=True) for key in lacking)
    names = [" ".join(_name(data, need["table"], *pair) for pair in key) for key in pairs]
    more = [f"{len(names) - MOST_NAMED} till"] if len(names) > MOST_NAMED else []
    return listing([*names[:MOST_NAMED], *more])


def _name(data: Data, table: str, column: str, cell: str) -> str:
    """Return what a code is called in the table that it refers to, or the word for it."""
    for key in data.package.tables[table].foreign_keys:
        known = [name for name in ("name", "text", "risk") if name in data[key.table]]
        if column in key.columns and known:
            names = data.lookup(key.table, key.targets[key.columns.index(column)], known[0])
            return shorten(names[cell].rstrip("."), LONGEST_NAME, placeholder=" …").replace(", …", " …")
    return data.label(table, column, cell)


def _deadline(data: Data, year: int, paper: str) -> tuple[str | None, date | None]:
    """Return who owes a paper and by when: as the year wheel says, or the day that it was decided."""
    rows, wanted = data.of_year("year_wheel", year), re.compile(TASK_PAPERS[paper]["occasion"], re.IGNORECASE)
    rows = rows_where(rows, [wanted.search(occasion or "") for occasion in rows["occasion"]])
    decided = decisions_on(data, paper)
    days = [*rows["due"].dropna(), *decided.loc[decided["year"] == year, "date"]]
    return next(iter(rows["owner"].dropna()), None), min(days, default=None)


def _to_report(data: Data, year: int, day: date) -> Iterator[Task]:
    """Yield what is to be reported by the year wheel and by decisions and reviews until the year's end."""
    for item in commitments_on(data, day, *WAITING):
        table, number = item.row.split(":")
        known = data[table].loc[int(number)].get("year", year) if table in REPORTED else year + 1
        # What was to be reported at every meeting of an earlier year is over.
        if known == year or (known < year and (item.due or table != "year_wheel")):
            state = "late" if item.state(day) == "late" else "missing"
            text = f"{capital(item.kind)}: {item.text.rstrip('.')}"
            yield Task(REPORTED[table], text, state, REPORTING, item.owner, item.due, table, rows=1)
