"""Errors in figures: amounts in the budget and the outcome, fees and inhabitants."""

from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from typing import Any

from namndbok.data.load import Data
from planting.edit import added, put, without
from planting.kind import Plant, Planted, choose, ids, kind

Alter = Callable[[int, Random], int]
AMOUNTS = {
    "outcome": ("utfallet", ("income", "cost")),
    "budget": ("budgeten", ("amount",)),
    "fees": ("avgifterna", ("fee",)),
    "forecast": ("prognosen", ("income", "cost")),
    "population": ("invånarna", ("population",)),
}
UNPRINTED = "Belopp vars summa eller skillnad inte är tryckt för samma år, eller redan är anmärkt."


def swap_digits(value: int, random: Random) -> int:
    """Swap two digits beside each other that differ; a number without such digits stays."""
    digits = list(str(abs(value)))
    places = [place for place in range(len(digits) - 1) if digits[place] != digits[place + 1]]
    if places:
        place = random.choice(places)
        digits[place : place + 2] = digits[place + 1], digits[place]
    return (-1 if value < 0 else 1) * int("".join(digits))


def turn_sign(value: int, random: Random) -> int:
    """Turn the sign."""
    return -value


def add_thousand(value: int, random: Random) -> int:
    """Add a thousand."""
    return value + 1000


def change_digit(value: int, random: Random) -> int:
    """Change one digit into another."""
    digits = list(str(abs(int(value))))
    place = random.randrange(len(digits))
    digits[place] = random.choice([digit for digit in "0123456789" if digit != digits[place]])
    return (-1 if value < 0 else 1) * int("".join(digits))


def amounts(data: Data, table: str, year: int) -> Iterator[tuple[int, str, int]]:
    """Yield number, column and value of each amount that the year's report rests on."""
    rows = _inhabitants(data, year) if table == "population" else data.of_year(table, year)
    for column in AMOUNTS[table][1]:
        for number, value in rows[column].items():
            if value is not None:
                yield number, column, value


def _inhabitants(data: Data, year: int) -> Any:
    rows = data["population"]
    used = max((when for when in rows["date"] if when < date(year, 1, 1)), default=None)
    return rows[rows["date"] == used]


def _altered(table: str, alter: Alter) -> Plant:
    def plant(data: Data, year: int, random: Random) -> Planted | None:
        places = [(*place, alter(place[2], random)) for place in amounts(data, table, year)]
        places = [place for place in places if place[2] != place[3]]
        if not places:
            return None
        number, column, _, value = random.choice(places)
        return Planted(put(data, table, number, **{column: value}), ids(table, number))

    return plant


def _last_year(table: str) -> Plant:
    """Make a plant that writes the amount of the nearest earlier year in which the same row differs."""

    def plant(data: Data, year: int, random: Random) -> Planted | None:
        places = [
            (number, column, older)
            for number, column, value in amounts(data, table, year)
            if (older := _older(data, table, number, column)) not in (None, value)
        ]
        if not places:
            return None
        number, column, value = random.choice(places)
        return Planted(put(data, table, number, **{column: value}), ids(table, number))

    return plant


def _older(data: Data, table: str, number: int, column: str) -> int | None:
    frame, row = data[table], data[table].loc[number]
    keys = [name for name in ("side", "line", "component", "municipality") if name in frame]
    same = frame[(frame[keys] == row[keys]).all(axis=1) & (frame["year"] < row["year"])]
    for moment in ("through", "as_of"):
        if moment in frame:
            same = same[
                [(when.month, when.day) == (row[moment].month, row[moment].day) for when in same[moment]]
            ]
    return same.sort_values("year")[column].iloc[-1] if len(same) else None


for _table, (_where, _) in AMOUNTS.items():
    kind(f"digits-{_table}", f"Två siffror omkastade i {_where}", UNPRINTED)(_altered(_table, swap_digits))
    kind(f"thousand-{_table}", f"Tusen för mycket i {_where}", UNPRINTED)(_altered(_table, add_thousand))
    if _table not in ("fees", "population"):
        kind(f"sign-{_table}", f"Ombytt tecken i {_where}", UNPRINTED)(_altered(_table, turn_sign))
        kind(f"last-year-{_table}", f"Förra årets belopp i {_where}", UNPRINTED)(_last_year(_table))
kind("last-year-fees", "Förra årets belopp i avgifterna", UNPRINTED)(_last_year("fees"))


@kind("fee-negative", "Ombytt tecken i en avgift")
def plant_negative_fee(data: Data, year: int, random: Random) -> Planted | None:
    """Turn the sign of a fee that is not 0."""
    rows = data.of_year("fees", year)
    chosen = choose(random, rows[[bool(fee) for fee in rows["fee"]]])
    if chosen is None:
        return None
    return Planted(put(data, "fees", chosen[0], fee=-chosen[1]["fee"]), ids("fees", chosen[0]))


def _gone(table: str) -> Plant:
    def plant(data: Data, year: int, random: Random) -> Planted | None:
        rows = data.of_year(table, year)
        chosen = choose(random, rows[rows["fee"].notna()] if table == "fees" else rows)
        return chosen and Planted(without(data, table, chosen[0]), ids(table, chosen[0]))

    return plant


for _table, _name in {"outcome": "utfallet", "budget": "budgeten", "fees": "avgifterna"}.items():
    kind(f"gone-{_table}", f"En rad borta ur {_name}", UNPRINTED)(_gone(_table))


@kind("municipality-twice", "En kommun två gånger i en avgiftstabell")
def plant_municipality_twice(data: Data, year: int, random: Random) -> Planted | None:
    """Repeat a row of fees at the end."""
    chosen = choose(random, data.of_year("fees", year))
    if chosen is None:
        return None
    changed = added(data, "fees", **chosen[1])
    return Planted(changed, ids("fees", chosen[0], changed["fees"].index[-1]))


@kind("fee-of-another", "En kommun har en annan kommuns avgift")
def plant_fee_of_another(data: Data, year: int, random: Random) -> Planted | None:
    """Write another municipality's fee of the same component in one row."""
    rows = data.of_year("fees", year)
    rows = rows[rows["fee"].notna()]
    mixed = [own for _, own in rows.groupby("component", sort=True) if own["fee"].nunique() > 1]
    if not mixed:
        return None
    own = random.choice(mixed)
    number = random.choice(list(own.index))
    fee = random.choice([fee for fee in own["fee"] if fee != own.at[number, "fee"]])
    return Planted(put(data, "fees", number, fee=fee), ids("fees", number))


@kind("municipality-unknown", "En avgift på en kommun som inte finns")
def plant_unknown_municipality(data: Data, year: int, random: Random) -> Planted | None:
    """Write a code that no municipality has in a row of fees."""
    chosen = choose(random, data.of_year("fees", year))
    return chosen and Planted(put(data, "fees", chosen[0], municipality="0000"), ids("fees", chosen[0]))


@kind("side-changed", "En budgetrad på fel sida")
def plant_side(data: Data, year: int, random: Random) -> Planted | None:
    """Move a budget row to the other side."""
    chosen = choose(random, data.of_year("budget", year))
    if chosen is None:
        return None
    side = "cost" if chosen[1]["side"] == "income" else "income"
    return Planted(put(data, "budget", chosen[0], side=side), ids("budget", chosen[0]))


@kind("population-gone", "En kommuns invånarantal borta")
def plant_population_gone(data: Data, year: int, random: Random) -> Planted | None:
    """Remove a municipality's inhabitants on the date that the year uses."""
    chosen = choose(random, _inhabitants(data, year))
    if chosen is None:
        return None
    codes = data["municipalities"]["code"]
    about = ids("municipalities", *codes.index[codes == chosen[1]["municipality"]])
    return Planted(without(data, "population", chosen[0]), ids("population", chosen[0]), about)
