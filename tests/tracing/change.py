"""Change one cell of a board's tables a little, as loading would take it, and compute the facts again."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from random import Random
from typing import Any

from namndbok.data.load import Data
from namndbok.data.schema import Field, TableSchema
from namndbok.facts.fact import Fact, Facts
from namndbok.facts.year_facts import compute_years
from planting.edit import faults, put


@dataclass(frozen=True)
class Cell:
    """A cell with a value: its table, row number and column."""

    table: str
    row: int
    column: str

    @property
    def id(self) -> str:
        """Name the row as facts do."""
        return f"{self.table}:{self.row}"


Key = tuple[int, str]
# The cells that the facts of a year can be computed from; a row left out is a cell without a column.
Reach = Mapping[int, Container[Cell]]
Computed = dict[Key, tuple[Fact, Facts]]


@dataclass(frozen=True)
class Effect:
    """What a changed cell did: the facts, by year and id, that changed, and those that do not say so."""

    cell: Cell
    changed: frozenset[Key]
    undeclared: frozenset[Key]


def cells(data: Data) -> list[Cell]:
    """List every cell that has a value, in the order of the tables."""
    return [
        Cell(name, int(row), column)
        for name, schema in data.package.tables.items()
        for column in schema.columns
        for row, value in data[name][column].items()
        if value is not None
    ]


def changes(data: Data, cell: Cell, random: Random | None = None) -> Iterator[Data]:
    """Yield the data with other values in a cell, as loading would take; in random order if asked."""
    schema = data.package.tables[cell.table]
    column, value = schema.field(cell.column), data[cell.table].at[cell.row, cell.column]
    others = [*other_values(data, schema, column, value)]
    for other in random.sample(others, len(others)) if random else others:
        changed = put(data, cell.table, cell.row, **{cell.column: other})
        if next(faults(changed, data), None) is None:
            yield changed


def other_values(data: Data, schema: TableSchema, column: Field, value: Any) -> Iterator[Any]:
    """Yield values that are a little different: one more or less, another code, another key, another word."""
    targets = [key for key in schema.foreign_keys if key.columns == (column.name,)]
    if column.kind in ("integer", "number"):
        yield from (value + 1, value - 1, value * 3)
    elif column.kind == "year":
        yield from (value + 1, value - 1)
    elif column.kind == "date":
        yield from (value + timedelta(days=days) for days in (1, -1, 40, -40, 4000, -4000))
    elif column.kind == "boolean":
        yield not value
    elif codes := column.constraints.get("enum"):
        yield from (code for code in codes if code != value)
    elif targets:
        codes = dict.fromkeys(data[targets[0].table][targets[0].targets[0]])
        yield from [code for code in codes if code != value][:2]
    else:
        yield f"{value}-x" if "pattern" in column.constraints else f"{value} x"
    yield None


def compute(data: Data, years: Iterable[int]) -> Computed:
    """Compute the facts of some years, each beside all of its year."""
    computed = zip(years, compute_years(data, years), strict=True)
    return {(year, id): (fact, facts) for year, facts in computed for id, fact in facts.items()}


def effects(
    data: Data, years: Sequence[int], changed: Iterable[tuple[Cell, Data]], reach: Reach | None = None
) -> Iterator[Effect]:
    """Yield what each changed cell does to the facts of some years, if given those that it can reach."""
    alone = {year: compute(data, [year]) for year in years}
    for cell, other in changed:
        reached = [year for year in years if not reach or cell in reach[year]]
        before = {key: known for year in reached for key, known in alone[year].items()}
        after = compute(other, reached)
        keys = [key for key in {**before, **after} if value_of(before, key) != value_of(after, key)]
        declared = {key for key in keys if any(is_behind(cell, known, key) for known in (before, after))}
        # A figure that comes or goes does so with its group: a year, a period, a model.
        groups = {(year, *id.split(".")[:2]) for year, id in declared}
        moved = {key for key in keys if (key in before) != (key in after)}
        with_group = {(year, id) for year, id in moved if (year, *id.split(".")[:2]) in groups}
        # One that counts nothing has no row to name.
        known = declared | with_group | {key for key in moved if counts_nothing(before, after, key)}
        # One that is computed from a figure that came or went, does so too.
        for key in moved:
            fact, _ = before.get(key) or after[key]
            known |= {key} if any((key[0], name) in with_group for name in fact.facts) else set()
        yield Effect(cell, frozenset(keys), frozenset(keys) - known)


def value_of(facts: Computed, key: Key) -> tuple[Fraction, str] | None:
    """Return a fact's value and unit; None where there is no such fact."""
    return (Fraction(facts[key][0].value), facts[key][0].unit) if key in facts else None


def differs(before: Computed, after: Computed) -> bool:
    """Tell whether any fact came, went or has another value."""
    return any(value_of(before, key) != value_of(after, key) for key in {**before, **after})


def is_behind(cell: Cell, facts: Computed, key: Key) -> bool:
    """Tell whether a fact names a cell's row, directly or through others."""
    return key in facts and cell.id in facts[key][1].rows_behind(key[1])


def counts_nothing(before: Computed, after: Computed, key: Key) -> bool:
    """Tell whether a fact that came or went is a zero that rests on no row."""
    fact, facts = before.get(key) or after[key]
    return not fact.value and not facts.rows_behind(key[1])


def declarations(facts: Computed) -> Iterator[tuple[Key, str]]:
    """Yield each row or fact that a fact declares, with the fact."""
    for key, (fact, _) in facts.items():
        yield from ((key, name) for name in (*fact.rows, *fact.facts))
