"""Everything that the reports say in figures: computed once, exact, and traceable to rows.

A fact's `value` is exact (int or Fraction): kronor for `kr`, a share of 1 for `ratio` (computed) and
`stated_ratio` (decided by somebody, such as a threshold), kronor per inhabitant for `kr_per_inhabitant`, a
number of things for `count`. `rows` name table rows (`outcome:5`), `facts` other facts.
"""

import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import pandas as pd

from namndbok.data import Data
from namndbok.errors import Fault, InvalidData, UnknownFact, meant, quoted, ranges
from namndbok.facts.wording import made_of
from namndbok.swedish import Number, capital, display, listing

Ids = Iterable[str]

# First words of the facts that only papers on other years, a part of the year or one municipality show.
OTHER_PAPERS = ("years", "periods", "models", "sheets")
AS_IT_STANDS = "uppgiften som den står i tabellen"
OTHER_YEAR = re.compile(r"^(?:years|periods)\.(\d{4})[\d-]*\.")
# What may stand in a page's anchors, in JSON and in commentaries without being escaped.
ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_-]*)+")


@dataclass(frozen=True)
class Fact:
    """One figure with what it was computed from."""

    id: str
    label: str
    value: Number
    unit: str
    formula: str
    rows: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @cached_property
    def display(self) -> str:
        """Write the figure as a Swedish reader expects it."""
        return display(self.value, self.unit)

    @property
    def target(self) -> str:
        """Name the anchor a reader is led to: the row that the figure stands in, or else its derivation."""
        return self.rows[0] if self.formula == AS_IT_STANDS else self.id

    @property
    def exact(self) -> int | str:
        """Write the value without loss: a whole number, or a ratio such as 39/56."""
        return int(self.value) if self.value.denominator == 1 else str(self.value)


class Facts(dict[str, Fact]):
    """The facts of one year by id, in the order in which they were computed."""

    def __init__(self, data: Data, year: int):
        super().__init__()
        self.data, self.year = data, year
        self.fee_models: Mapping[str, Any] = {}  # by component, as `facts_models` finds them

    def add(
        self, id: str, label: str, value: Number, unit: str, formula: str, *, rows: Ids = (), facts: Ids = ()
    ) -> Fact:
        """Add a fact; its documents follow from its rows and from the facts it uses.

        Codes from the tables are part of ids. Raises `InvalidData` for an id that is taken or cannot stand
        in a page.
        """
        rows, facts = tuple(rows), tuple(facts)
        sources = [self.source(row) for row in rows] + [name for fact in facts for name in self[fact].sources]
        distinct = tuple(dict.fromkeys(filter(None, sources)))
        return self.insert(Fact(id, label, value, unit, formula, rows, facts, distinct))

    def insert(self, fact: Fact) -> Fact:
        """Add a fact as it is; raises `InvalidData` for an id that is taken or cannot stand in a page."""
        if not ID.fullmatch(fact.id) or fact.id in self:
            table, number = fact.rows[0].rsplit(":", 1) if fact.rows else ("", 0)
            file = self.data.package.tables[table].path if table else "tabellerna"
            taken = ", som redan finns" if fact.id in self else ""
            found = f"en beteckning som ger faktumet {quoted(fact.id)}{taken}"
            allowed = "en beteckning av små bokstäver a-z, siffror och bindestreck som ingen annan har"
            raise InvalidData([Fault(file, int(number) or None, None, found, allowed, "byt beteckningen")])
        self[fact.id] = fact
        return fact

    def copy(self) -> "Facts":
        """Return the same facts, to which others can be added."""
        return copy(self)

    def state(
        self, told: tuple[str, ...], value: Number, unit: str, *, rows: Ids = (), facts: Ids = ()
    ) -> Fact:
        """Add a fact whose id, label and formula are given together, as `named` writes them."""
        id, label, formula = told
        return self.add(id, label, value, unit, formula, rows=rows, facts=facts)

    def add_cell(self, id: str, label: str, value: Number, unit: str, row: str) -> Fact:
        """Add a figure as it stands in one row, with nothing computed."""
        return self.add(id, label, value, unit, AS_IT_STANDS, rows=[row])

    def add_count(self, id: str, label: str, formula: str, rows: pd.DataFrame) -> Fact:
        """Add how many rows there are."""
        return self.add(id, label, len(rows), "count", formula, rows=row_ids(rows))

    def add_sum(self, id: str, label: str, formula: str, cells: pd.Series, unit: str = "kr") -> Fact:
        """Add the sum of cells of a table's column."""
        return self.add(id, label, sum(cells), unit, formula, rows=row_ids(cells))

    def add_total(self, id: str, label: str, formula: str, facts: Ids) -> Fact:
        """Add the sum of other facts, in their unit; in kronor where there are none or of several units."""
        terms = [self[name] for name in facts]
        units, value = {term.unit for term in terms}, sum(term.value for term in terms)
        unit = units.pop() if len(units) == 1 else "kr"
        return self.add(id, label, value, unit, formula, facts=[term.id for term in terms])

    def add_difference(self, id: str, label: str, formula: str, minuend: str, subtrahend: str) -> Fact:
        """Add the difference between two facts, in their unit."""
        value = self[minuend].value - self[subtrahend].value
        return self.add(id, label, value, self[minuend].unit, formula, facts=[minuend, subtrahend])

    def add_ratio(
        self, id: str, label: str, formula: str, part: str, whole: str, *, unit: str = "ratio"
    ) -> Fact | None:
        """Add one fact divided by another; nothing where the whole is 0, since no share exists then."""
        if not self[whole].value:
            return None
        value = Fraction(self[part].value, self[whole].value)
        return self.add(id, label, value, unit, formula, facts=[part, whole])

    def year_rows(self, table: str) -> pd.DataFrame:
        """Return a table's rows of the year."""
        return self.data.of_year(table, self.year)

    def source(self, row: str) -> str | None:
        """Return the id of the document that a row comes from."""
        table, number = row.rsplit(":", 1)
        sources = self.data.sources(table)
        return sources[int(number)] if sources else None

    def under(self, prefix: str) -> list[Fact]:
        """List the facts whose id begins with `prefix` and a dot."""
        return [fact for name, fact in self.items() if name.startswith(prefix + ".")]

    def rows_behind(self, id: str) -> tuple[str, ...]:
        """Name every row that a fact rests on, through the facts that it uses."""
        inputs = (row for name in self[id].facts for row in self.rows_behind(name))
        return tuple(dict.fromkeys((*self[id].rows, *inputs)))

    def of_whole_year(self) -> list[Fact]:
        """List the facts of the year as a whole."""
        return [fact for id, fact in self.items() if id.split(".")[0] not in OTHER_PAPERS]

    def with_inputs(self, ids: Ids, *, known: Ids = ()) -> list[Fact]:
        """Return some facts and all that they use, in order; not `known` ones, nor what only those use."""
        waiting, used = list(ids), set[str]()
        known = frozenset(known)
        while waiting:
            id = waiting.pop()
            if id in self and id not in used and id not in known:
                used.add(id)
                waiting += self[id].facts
        return [fact for id, fact in self.items() if id in used]

    def advice(self, id: str) -> str:
        """Say which id was meant by one that the year lacks, or where a fact of that kind comes from."""
        year = OTHER_YEAR.match(id) or OTHER_YEAR.match(f"years.{self.year}.")
        cells, formula, tables = made_of(OTHER_YEAR.sub("", id))
        places = "; ".join(self._rows_with(table, {"year": year[1], **cells}) for table in tables)
        fact = f"faktumet ({formula})" if formula else "faktumet"
        near = meant(id, self, "sök efter rätt id i facts.json.")
        return near + f" Är id:t rätt, rätta underlaget: {fact} kommer ur {places}." * bool(tables)

    def _rows_with(self, table: str, cells: Mapping[str, str]) -> str:
        """Name a table's rows that have all of some cells, or else those that have each of them."""
        path, frame = self.data.package.tables[table].path, self.data[table].astype(str)
        known = [name for name in cells if name in frame]
        rows = {f"{name} {cells[name]}": set(frame.index[frame[name] == cells[name]]) for name in known}
        if whole := set(frame.index).intersection(*rows.values()):
            return f"{path}, rad {ranges(whole)}" + f" ({', '.join(rows)})" * bool(rows)
        near = "; ".join(f"{cell}: rad {ranges(numbers)}" for cell, numbers in rows.items() if numbers)
        lacking = f"en rad med {listing([*rows])}" if rows else "rader"
        return f"{path}, som saknar {lacking}" + f" ({near})" * bool(near)

    def __missing__(self, id: str) -> Fact:
        raise UnknownFact(f"Det finns inget faktum {id} för {self.year}. {capital(self.advice(id))}")


def row_ids(rows: pd.DataFrame | pd.Series) -> tuple[str, ...]:
    """Name the rows of a (filtered) table as facts and findings do: `outcome:5`."""
    return tuple(f"{rows.index.name}:{number}" for number in rows.index.tolist())
