"""By which model a year's fees were set, where one gives them all: computed from fees and inhabitants."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache

import pandas as pd

from namndbok.facts.fact import Facts, row_ids
from namndbok.facts.fees import fee_components, fee_rows
from namndbok.splits import SHARE, AllocationError, explain, residuals

# Fees and inhabitants as `explain` needs them: (name, amount) and (name, date, inhabitants).
Fees = tuple[tuple[str, int], ...]
People = tuple[tuple[str, date, int], ...]

FOUND = "ur den modell, av dem som ger avgifterna, som är enklast att säga"
EQUAL, PER_INHABITANT, MIXED = "alike", "by_number", "both"
TOO_FEW, NO_MODEL, UNTRIED = "unsure", "none", "untried"
MODEL_WORDS = {
    EQUAL: "lika för alla",
    PER_INHABITANT: "efter invånarantal",
    MIXED: "en del lika och en del per invånare",
    TOO_FEW: "för få avgifter för att avgöra",
    NO_MODEL: "ingen modell återger avgifterna",
    UNTRIED: "går inte att pröva",
}


@dataclass(frozen=True, eq=False)
class FeeModels:
    """A component's fees and the models tried on them, the plainest that gives them first.

    `fees` are whole kronor by the municipality's name, `rows` the row of each. `models` is what `explain`
    gives, None where there is nothing to explain or nobody to count; `people` are the inhabitants of every
    date at which all municipalities have been counted.
    """

    component: str
    name: str
    fees: pd.Series
    rows: pd.Series
    people: People
    models: pd.DataFrame | None

    @property
    def id(self) -> str:
        """Return what the ids of the model's facts begin with."""
        return f"models.{self.component}"

    @cached_property
    def row(self) -> pd.Series | None:
        """Return the plainest model as `explain` tells it."""
        return None if self.models is None else self.models.iloc[0]

    @property
    def reproduced(self) -> bool:
        """Tell whether the model gives every fee."""
        return self.row is not None and bool(self.row["reproduced"])

    @property
    def kind(self) -> str:
        """Tell what kind of model it is, or why there is none."""
        if self.row is None:
            return UNTRIED
        if not self.reproduced:
            return TOO_FEW if self.row["hits"] == self.row["known"] else NO_MODEL
        if self.row["population_date"] is None:
            return EQUAL
        return MIXED if self.row["equal_share"] else PER_INHABITANT

    @property
    def verdict(self) -> str:
        """Say in Swedish which model it is, or how close the best one comes."""
        return self.models.attrs["verdict"]

    @property
    def searched(self) -> str:
        """Say in Swedish what was tried."""
        return self.models.attrs["searched"]

    @property
    def populations(self) -> pd.DataFrame:
        """Return inhabitants with a row a municipality and a column a date."""
        return _populations(self.people)

    @cached_property
    def differences(self) -> pd.Series:
        """Return fee − fee by the best model in kronor, for each municipality that has a fee."""
        table = residuals(self.fees, self.populations, self.row)
        return table["difference"].dropna().astype(int)


def fee_models(facts: Facts) -> dict[str, FeeModels]:
    """Explain the fees of each of the year's components."""
    people, rows = _people(facts), _named(facts)
    columns = {component: own for component, own in rows.groupby("component", sort=False)}
    return {
        one.component: _explained(one.component, one.name, columns.get(one.component, rows.iloc[:0]), people)
        for one in fee_components(facts).itertuples()
    }


def explain_fees(facts: Facts) -> list[FeeModels]:
    """List each fee column of the year; one with marked fees is explained again without them.

    A column of a single fee, or of none, says nothing about a model and is left out.
    """
    rows = _named(facts)
    unmarked = rows[rows["mark"].isna()]
    columns = []
    for one in facts.fee_models.values():
        columns.append(one)
        own = unmarked[unmarked["component"] == one.component]
        if len(own) < len(one.fees):
            name = f"{one.name}, utan märkta avgifter"
            columns.append(_explained(one.component, name, own, one.people))
    return [one for one in columns if one.models is not None and len(one.fees) > 1]


def facts_models(facts: Facts) -> None:
    """Add how many of each component's fees its plainest model gives, and its amounts if it gives all.

    The models themselves are kept with the facts, for the papers that show them.
    """
    facts.fee_models = fee_models(facts)
    for one in facts.fee_models.values():
        if one.row is not None:
            _model(facts, one)


def _model(facts: Facts, one: FeeModels) -> None:
    row, population = one.row, facts.data["population"]
    used = [*one.rows, *row_ids(population[population["date"] == row["population_date"]])]

    def add(part: str, label: str, value: object, unit: str, formula: str = FOUND) -> None:
        facts.add(f"{one.id}.{part}", f"{one.name}, {label}", value, unit, formula, rows=used)

    add("hits", "avgifter som modellen ger", int(row["hits"]), "count", "avgifter som modellen ger på kronan")
    known, formula = f"{one.name}, avgifter i tabellen", "antal avgifter i tabellen"
    facts.add(f"{one.id}.known", known, len(one.rows), "count", formula, rows=one.rows)
    if one.kind == EQUAL:
        add("base", "lika för alla", _exact(row["base_fee"]), "kr")
    elif one.reproduced and row["model"] == SHARE:
        add("total", "belopp som fördelas", int(row["total"]), "kr")
        if one.kind == MIXED:
            add("share", "andel som är lika för alla", _exact(row["equal_share"]), "stated_ratio")
        add("step", "avrundning", int(row["step"]), "kr")
    elif one.reproduced:
        add("base", "lika för alla", _exact(row["base_fee"]), "kr_rate")
        add("rate", "per invånare", _exact(row["per_inhabitant"]), "kr_rate")
        add("step", "avrundning", int(row["step"]), "kr")


def _exact(value: float) -> Fraction:
    return Fraction(str(value))


def _explained(component: str, name: str, own: pd.DataFrame, people: People) -> FeeModels:
    fees = own.set_index("name")["fee"]
    rows = pd.Series([f"fees:{number}" for number in own.index], index=fees.index)
    return FeeModels(component, name, fees, rows, people, _models(tuple(fees.to_dict().items()), people))


def _named(facts: Facts) -> pd.DataFrame:
    """Return the year's fees that are known, each with the municipality's name."""
    rows, names = fee_rows(facts), facts.data["municipalities"].set_index("code")["name"]
    return rows.assign(name=rows["municipality"].map(names))[rows["fee"].notna()]


def _people(facts: Facts) -> People:
    table, names = facts.data["population"], facts.data["municipalities"].set_index("code")["name"]
    whole = table.groupby("date")["municipality"].nunique() == len(names)
    table = table[table["date"].isin(whole.index[whole])]
    named = table["municipality"].map(names)
    return tuple(zip(named, table["date"], table["population"], strict=True))


@lru_cache(maxsize=8)
def _populations(people: People) -> pd.DataFrame:
    counted = pd.DataFrame(people, columns=["name", "date", "population"])
    return counted.pivot(index="name", columns="date", values="population")


@lru_cache(maxsize=256)
def _models(fees: Fees, people: People) -> pd.DataFrame | None:
    """Return what `explain` finds; None where there is nothing to explain, or nobody to count."""
    try:
        return explain(pd.Series(dict(fees), dtype=object), _populations(people))
    except AllocationError:
        return None
