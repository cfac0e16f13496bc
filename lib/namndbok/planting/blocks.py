"""Errors in many rows at once: a table emptied, a column copied."""

from itertools import permutations
from random import Random

from namndbok.load import Data
from namndbok.planting.edit import put, without
from namndbok.planting.kind import Planted, at, kind

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
    return Planted(changed, at(table, *numbers), at("outcome", *data.of_year("outcome", year).index))


@kind("column-copied", "En avgiftskolumn kopierad till en annan")
def plant_copied_column(data: Data, year: int, random: Random) -> Planted | None:
    """Write the fees of one component, municipality by municipality, in another that has as many."""
    rows = data.of_year("fees", year)
    rows = rows[rows["fee"].notna()]
    columns = {name: own for name, own in rows.groupby("component", sort=True)}
    pairs = [
        (one, two)
        for one, two in permutations(columns, 2)
        if list(columns[one]["municipality"]) == list(columns[two]["municipality"])
        and list(columns[one]["fee"]) != list(columns[two]["fee"])
    ]
    if not pairs:
        return None
    one, two = random.choice(pairs)
    changed = data
    for number, fee in zip(columns[two].index, columns[one]["fee"], strict=True):
        changed = put(changed, "fees", number, fee=fee)
    return Planted(changed, at("fees", *columns[two].index))
