"""Errors in what documents print: totals, shares and counts, and rows left out of a total."""

from fractions import Fraction
from random import Random

from namndbok.data.load import Data
from namndbok.facts.fact import Facts
from namndbok.facts.printed import printed_figures
from namndbok.facts.year_facts import compute_years
from planting.edit import put
from planting.figures import change_digit
from planting.kind import Planted, choose, ids, kind

PRINTED_KINDS = ("total", "difference", "fee")


def facts_of(data: Data, year: int) -> Facts:
    """Compute a year of a board, once for all places at which something is planted."""
    return data.once(("facts", year), lambda: compute_years(data, [year])[0])


@kind("printed-digit", "En tryckt summa med en annan siffra")
def plant_printed_digit(data: Data, year: int, random: Random) -> Planted | None:
    """Change one digit of a printed total, difference or fee that the tables can compute."""
    right = [one for one in printed_figures(facts_of(data, year), *PRINTED_KINDS) if one.agrees]
    if not right:
        return None
    one = random.choice(right)
    value = Fraction(change_digit(one.value, random))
    return Planted(put(data, "printed", int(one.row.split(":")[1]), value=value), (one.row,))


@kind("printed-cut", "En tryckt andel avkortad i stället för avrundad")
def plant_printed_cut(data: Data, year: int, random: Random) -> Planted | None:
    """Cut a printed share that was rounded up."""
    shares = printed_figures(facts_of(data, year), "share", "average")
    rounded = [one for one in shares if one.agrees and one.value > one.computed]
    if not rounded:
        return None
    one = random.choice(rounded)
    cut = put(data, "printed", int(one.row.split(":")[1]), value=one.value - one.precision)
    return Planted(cut, (one.row,))


@kind("printed-count", "Ett tryckt antal ett för stort")
def plant_printed_count(data: Data, year: int, random: Random) -> Planted | None:
    """Add one to a printed count or product."""
    right = [one for one in printed_figures(facts_of(data, year), "count", "product") if one.agrees]
    if not right:
        return None
    one = random.choice(right)
    more = put(data, "printed", int(one.row.split(":")[1]), value=one.value + 1)
    return Planted(more, (one.row,))


@kind("row-omitted", "En märkt rad utelämnad ur den tryckta summan")
def plant_row_omitted(data: Data, year: int, random: Random) -> Planted | None:
    """Mark a fee with a star and print its component's total without it."""
    right = {
        one.fact.id.split(".")[1]: one
        for one in printed_figures(facts_of(data, year), "total")
        if one.agrees and one.fact.id.startswith("fees.")
    }
    rows = data.of_year("fees", year)
    rows = rows[rows["component"].isin(right)]
    chosen = choose(random, rows[[bool(fee) for fee in rows["fee"]]])
    if chosen is None:
        return None
    number, fee = chosen
    one = right[fee["component"]]
    changed = put(data, "printed", int(one.row.split(":")[1]), value=one.value - fee["fee"])
    return Planted(put(changed, "fees", number, mark="*"), (one.row, *ids("fees", number)))
