"""By which model a year's fees were set, where one gives them all: computed from fees and inhabitants."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache

import pandas as pd

from namndbok.errors import InvalidSplit
from namndbok.facts.fact import Facts, row_ids
from namndbok.facts.fees import fee_components
from namndbok.facts.wording import named
from namndbok.splits import SHARE, explain, residuals

# Fees and inhabitants as `explain` needs them: (name, amount) and (name, date, inhabitants).
Fees = tuple[tuple[str, int], ...]
People = tuple[tuple[str, date, int], ...]

TRIED = "models.population.tried"
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
    def model(self) -> pd.Series | None:
        """Return the plainest model, a row of `models`."""
        return None if self.models is None else self.models.iloc[0]

    @property
    def reproduced(self) -> bool:
        """Tell whether the model gives every fee."""
        return self.model is not None and bool(self.model["reproduced"])

    @property
    def kind(self) -> str:
        """Return what kind of model it is, or why there is none: a key of `MODEL_WORDS`."""
        if self.model is None:
            return UNTRIED
        if not self.reproduced:
            return TOO_FEW if self.model["hits"] == self.model["known"] else NO_MODEL
        if self.model["population_date"] is None:
            return EQUAL
        return MIXED if self.model["equal_share"] else PER_INHABITANT

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
        table = residuals(self.fees, self.populations, self.model)
        return table["difference"].dropna().astype(int)


def facts_models(facts: Facts) -> None:
    """Add how many of each component's fees its plainest model gives, its amounts if all; keep the models."""
    facts.fee_models = fee_models(facts)
    if any(fees.model is not None for fees in facts.fee_models.values()):
        facts.add_count(*named(TRIED), _counted_days(facts))
    for fees in facts.fee_models.values():
        if fees.model is not None:
            _facts_of_model(facts, fees)


def fee_models(facts: Facts) -> dict[str, FeeModels]:
    """Explain the fees of each of the year's components."""
    table, names = _counted_days(facts), facts.data.lookup("municipalities", "code", "name")
    people = tuple(zip(table["municipality"].map(names), table["date"], table["population"], strict=True))
    rows, components = _named_fees(facts), fee_components(facts)
    return {
        code: _explained(code, name, rows[rows["component"] == code], people)
        for code, name in zip(components["component"], components["name"], strict=True)
    }


def _counted_days(facts: Facts) -> pd.DataFrame:
    """Return the inhabitants of each day on which all municipalities have been counted."""
    table, members = facts.data["population"], facts.data["municipalities"]
    whole = table.groupby("date")["municipality"].nunique() == len(members)
    return table[table["date"].isin(whole.index[whole])]


def explain_fees(facts: Facts) -> list[FeeModels]:
    """List each fee column of the year; one with marked fees is explained again without them.

    A column of a single fee, or of none, says nothing about a model and is left out.
    """
    rows = _named_fees(facts)
    unmarked = rows[rows["mark"].isna()]
    columns = []
    for fees in facts.fee_models.values():
        columns.append(fees)
        fewer = unmarked[unmarked["component"] == fees.component]
        if len(fewer) < len(fees.fees):
            name = f"{fees.name}, utan märkta avgifter"
            columns.append(_explained(fees.component, name, fewer, fees.people))
    return [fees for fees in columns if fees.models is not None and len(fees.fees) > 1]


def explain_without(fees: FeeModels, names: list[str]) -> FeeModels:
    """Explain a component's fees again without those of some municipalities."""
    fewer = fees.fees.drop(names)
    models = _models(tuple(fewer.to_dict().items()), fees.people)
    return replace(fees, fees=fewer, rows=fees.rows.drop(names), models=models)


def _facts_of_model(facts: Facts, fees: FeeModels) -> None:
    model, population = fees.model, facts.data["population"]
    rows = (*fees.rows, *row_ids(population[population["date"] == model["population_date"]]))
    # Fees that are alike need nobody to be counted; other models are chosen among those of every day.
    tried = [] if fees.kind == EQUAL else [TRIED]

    cells = {"component": fees.component, "name": fees.name}
    known = named("models.{component}.known", **cells)
    facts.state(
        named("models.{component}.hits", **cells), int(model["hits"]), "count", rows=rows, facts=tried
    )
    facts.state(known, len(fees.rows), "count", rows=fees.rows)
    # What the model is made of: the column that says so, and the unit.
    parts: dict[str, tuple[str, str]] = {}
    if fees.kind == EQUAL:
        parts = {"base": ("base_fee", "kr")}
    elif fees.reproduced and model["model"] == SHARE:
        share = {"share": ("equal_share", "stated_ratio")} if fees.kind == MIXED else {}
        parts = {"total": ("total", "kr"), **share, "step": ("step", "kr")}
    elif fees.reproduced:
        parts = {
            "base": ("base_fee", "kr_rate"),
            "rate": ("per_inhabitant", "kr_rate"),
            "step": ("step", "kr"),
        }
    for part, (column, unit) in parts.items():
        told, value = named(f"models.{{component}}.{part}", **cells), Fraction(str(model[column]))
        facts.state(told, value, unit, rows=rows, facts=tried)


def _explained(component: str, name: str, rows: pd.DataFrame, people: People) -> FeeModels:
    fees = rows.set_index("name")["fee"]
    ids = pd.Series(row_ids(rows), index=fees.index)
    return FeeModels(component, name, fees, ids, people, _models(tuple(fees.to_dict().items()), people))


def _named_fees(facts: Facts) -> pd.DataFrame:
    """Return the year's fees that are known, each with the municipality's name."""
    rows, names = facts.year_rows("fees"), facts.data.lookup("municipalities", "code", "name")
    return rows.assign(name=rows["municipality"].map(names))[rows["fee"].notna()]


@lru_cache(maxsize=8)
def _populations(people: People) -> pd.DataFrame:
    counted = pd.DataFrame(people, columns=["name", "date", "population"])
    return counted.pivot(index="name", columns="date", values="population")


@lru_cache(maxsize=256)
def _models(fees: Fees, people: People) -> pd.DataFrame | None:
    """Return what `explain` finds; None where there is nothing to explain, or nobody to count."""
    try:
        return explain(pd.Series(dict(fees), dtype=object), _populations(people))
    except InvalidSplit:
        return None
