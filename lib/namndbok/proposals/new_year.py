"""A new year's first rows: what the last year hands on, what then waits for a decision, and what must be new.

What happens to a table and to its columns stands in the schema, as `carried`. Rows that are handed on come
from a document of the kind `carried`, which says of all of them that nobody has decided them yet; minutes in
its place make them decided.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from namndbok.data import CARRIED, Data, TableChange
from namndbok.errors import InvalidParameter
from namndbok.swedish import listing

TEXTS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
HANDED_ON = ("to_decide", "forward")
LISTED = (*HANDED_ON, "dated")


@dataclass(frozen=True)
class NewYear:
    """Hold the rows that a year is begun with, and for each table the year that they come from."""

    data: Data
    year: int
    changes: Mapping[str, TableChange]
    from_years: Mapping[str, int]

    def lines(self) -> Iterator[str]:
        """Yield for people what is done with each table, and why."""
        names: dict[str, list[str]] = {kind: [] for kind in TEXTS["kinds"]}
        for name, schema in self.data.package.tables.items():
            rows, title = self.data[name], schema.title
            if last := self.from_years.get(name):
                added = self.changes[name].added
                names[schema.carried].append(f"{title}, {len(added)} rader från {last}")
                # The sentences that name the year that they come from.
                cells = (cell for row in added for column, cell in row.items() if column != "place")
                texts = (
                    cell for cell in cells if isinstance(cell, str) and str(last) in cell and " " in cell
                )
                names["dated"] += [f"{schema.path}: {text}" for text in texts]
            elif schema.carried in HANDED_ON and len(self.data.of_year(name, self.year)):
                names["kept"].append(title)
            elif schema.carried == "stays" and (waiting := (rows["status"] != "done").sum()):
                names["stays"].append(TEXTS["open"].format(table=title, count=waiting))
            elif schema.carried == "empty" or ("year" not in rows and len(rows)):
                names[schema.carried or "stays"].append(title)
        for kind, tables in names.items():
            if tables:
                yield TEXTS["kinds"][kind].format(year=self.year)
                yield from (f"  {line}" for line in (tables if kind in LISTED else [", ".join(tables)]))


def begin_year(data: Data, year: int) -> NewYear:
    """Say which rows a year is begun with; nothing is written, and no row of the year is replaced.

    Raises `InvalidParameter` where every table has rows of the year, or none has any of a year before.
    """
    document, changes, from_years, taken = f"{CARRIED}-{year}", {}, {}, []
    for name, schema in data.package.tables.items():
        if schema.carried not in HANDED_ON:
            continue
        if count := len(data.of_year(name, year)):
            taken.append(f"{schema.path} ({count})")
        elif last := max((past for past in data[name]["year"] if past < year), default=0):
            added, from_years[name] = [], last
            for row in data.of_year(name, last).to_dict("records"):
                place = TEXTS["place"].format(source=row["source"], place=row["place"], last=last)
                for column in schema.fields:
                    if column.carried == "empty":
                        row[column.name] = None
                    elif column.carried == "next_year" and (day := row[column.name]):
                        row[column.name] = (pd.Timestamp(day) + pd.DateOffset(years=year - last)).date()
                added.append(row | {"year": year, "source": document, "place": place})
            changes[name] = TableChange((), added)
    if not changes:
        reason = TEXTS["taken" if taken else "nothing"]
        raise InvalidParameter(reason.format(year=year, tables=listing(taken)))
    if document not in set(data["documents"]["document"]):
        words = {name: text.format(year=year) for name, text in TEXTS["document"].items()}
        row = {"document": document, "kind": CARRIED, "body": data.board} | words
        changes = {"documents": TableChange((), [row])} | changes
    return NewYear(data, year, changes, from_years)


def plan_changes(data: Data, year: int, source: str, place: str) -> dict[str, TableChange]:
    """Return what makes the rows that a year was begun with decided; raises `InvalidParameter` for none."""
    cells, changes = {"source": source, "place": place}, {}
    for name in (name for name in data.package.tables if data.undecided(name)):
        rows = data.undecided(name) & {*data.of_year(name, year).index}
        changes[name] = TableChange((), (), dict.fromkeys(sorted(rows), cells))
    if not any(change.replaced for change in changes.values()):
        raise InvalidParameter(TEXTS["none_to_decide"].format(year=year))
    return changes
