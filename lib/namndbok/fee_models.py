"""By which model a year's fees were set, where one gives them all: computed from fees and inhabitants."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

import pandas as pd

from namndbok.allocation import AllocationError, explain
from namndbok.allocation.model import SHARE
from namndbok.facts import Facts, refs
from namndbok.fees import components, fee_rows

# Fees and inhabitants as `explain` needs them: (municipality, amount) and (municipality, date, inhabitants).
Fees = tuple[tuple[str, int], ...]
People = tuple[tuple[str, date, int], ...]

FOUND = "ur den modell, av dem som ger avgifterna, som är enklast att säga"
ALIKE, BY_NUMBER, BOTH = "alike", "by_number", "both"
UNSURE, NONE, UNTRIED = "unsure", "none", "untried"
WORDS = {
    ALIKE: "lika för alla",
    BY_NUMBER: "efter invånarantal",
    BOTH: "en del lika och en del per invånare",
    UNSURE: "för få avgifter för att avgöra",
    NONE: "ingen modell återger avgifterna",
    UNTRIED: "går inte att pröva",
}


@dataclass(frozen=True)
class Explained:
    """The plainest model of a component's fees: what kind it is, and the row that `explain` gives it."""

    component: str
    kind: str
    row: pd.Series | None

    @property
    def reproduced(self) -> bool:
        """Tell whether the model gives every fee."""
        return self.kind in (ALIKE, BY_NUMBER, BOTH)

    @property
    def id(self) -> str:
        """Return what the ids of the model's facts begin with."""
        return f"models.{self.component}"


def explained(facts: Facts, component: str) -> Explained:
    """Explain a component's fees of the year; computed once for the same fees and inhabitants."""
    rows = fee_rows(facts)
    rows = rows[rows["component"] == component]
    fees = tuple(zip(rows["municipality"], rows["fee"], strict=True))
    row = _plainest(fees, _people(facts))
    return Explained(component, _kind(row), row)


def facts_models(facts: Facts) -> None:
    """Add how many of each component's fees its plainest model gives, and its amounts if it gives all."""
    for component in components(facts).itertuples():
        one = explained(facts, component.component)
        if one.row is not None:
            _model(facts, one, component.name)


def population_rows(facts: Facts, when: date | None) -> pd.DataFrame:
    """Return the inhabitants of a date; no rows for None."""
    table = facts.data["population"]
    return table[table["date"] == when]


def _model(facts: Facts, one: Explained, name: str) -> None:
    row, rows = one.row, fee_rows(facts)
    rows = rows[(rows["component"] == one.component) & rows["fee"].notna()]
    used = [*refs(rows), *refs(population_rows(facts, row["population_date"]))]

    def add(part: str, label: str, value: object, unit: str, formula: str = FOUND) -> None:
        facts.add(f"{one.id}.{part}", f"{name}, {label}", value, unit, formula, rows=used)

    add("hits", "avgifter som modellen ger", int(row["hits"]), "count", "avgifter som modellen ger på kronan")
    facts.count(f"{one.id}.known", f"{name}, avgifter i tabellen", "antal avgifter i tabellen", rows)
    if one.kind == ALIKE:
        add("base", "lika för alla", _exact(row["base_fee"]), "kr")
    elif one.reproduced and row["model"] == SHARE:
        add("total", "belopp som fördelas", int(row["total"]), "kr")
        if one.kind == BOTH:
            add("share", "andel som är lika för alla", _exact(row["equal_share"]), "stated_ratio")
        add("step", "avrundning", int(row["step"]), "kr")
    elif one.reproduced:
        add("base", "lika för alla", _exact(row["base_fee"]), "kr_rate")
        add("rate", "per invånare", _exact(row["per_inhabitant"]), "kr_rate")
        add("step", "avrundning", int(row["step"]), "kr")


def _exact(value: float) -> Fraction:
    return Fraction(str(value))


def _kind(row: pd.Series | None) -> str:
    if row is None:
        return UNTRIED
    if not row["reproduced"]:
        return UNSURE if row["hits"] == row["known"] else NONE
    if row["population_date"] is None:
        return ALIKE
    return BOTH if row["equal_share"] else BY_NUMBER


def _people(facts: Facts) -> People:
    """Return the inhabitants of every date at which all municipalities have been counted."""
    table = facts.data["population"]
    whole = table.groupby("date")["municipality"].nunique() == len(facts.data["municipalities"])
    table = table[table["date"].isin(whole.index[whole])]
    return tuple(zip(table["municipality"], table["date"], table["population"], strict=True))


@lru_cache(maxsize=256)
def _plainest(fees: Fees, people: People) -> pd.Series | None:
    """Return the first of `explain`'s models; None where there is nothing to explain, or nobody to count."""
    counted = pd.DataFrame(people, columns=["municipality", "date", "population"])
    populations = counted.pivot(index="municipality", columns="date", values="population")
    try:
        return explain(pd.Series(dict(fees), dtype=object), populations).iloc[0]
    except AllocationError:
        return None
