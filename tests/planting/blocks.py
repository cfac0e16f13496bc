"""Errors in many rows at once: a table emptied, a column copied."""

from collections.abc import Iterator
from itertools import permutations
from random import Random

import pandas as pd

from namndbok.data.load import Data
from planting.edit import put, without
from planting.kind import Planted, ids, kind

EMPTIED = ("controls", "fees", "financing", "goals", "held_list", "meetings", "meeting_plan", "printed")


@kind("table-empty", "En hel tabell tömd på årets rader")
def plant_empty_table(data: Data, year: int, random: Random) -> Planted | None:
    """Remove all rows of the year from one of the tables that checks need."""
    tables = [table for table in EMPTIED if len(data.of_year(table, year))]
    if not tables:
        return None
    table = random.choice(tables)
    numbers, changed = data.of_year(table, year).index, data
    for number in numbers:
        changed = without(changed, table, number)
    return Planted(changed, ids(table, *numbers), ids("outcome", *data.of_year("outcome", year).index))


@kind("column-copied", "En avgiftskolumn kopierad till en annan")
def plant_copied_column(data: Data, year: int, random: Random) -> Planted | None:
    """Write the fees of one component, municipality by municipality, in another."""
    rows = data.of_year("fees", year)
    fees = {name: dict(zip(own["municipality"], own["fee"], strict=True)) for name, own in _columns(rows)}
    pairs = [(one, two) for one, two in permutations(fees, 2) if fees[one] != fees[two]]
    if not pairs:
        return None
    one, two = random.choice(pairs)
    changed, copied = data, rows[rows["component"] == two]
    for number, municipality in copied["municipality"].items():
        changed = put(changed, "fees", number, fee=fees[one].get(municipality))
    return Planted(changed, ids("fees", *copied.index))


def _columns(rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    return iter(rows.groupby("component", sort=True))
