"""What a scenario moves between the municipalities: its fees beside the decided ones, as figures.

The figures are as exact and traceable as facts, but stand apart from the year's, so that no report can name
them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

import pandas as pd

from namndbok.books import Book
from namndbok.data import Data
from namndbok.errors import InvalidSplit
from namndbok.facts import Facts, row_ids
from namndbok.proposals.scenario.scenario import (
    Scenario,
    component_names,
    decided_fees,
    inhabitants,
    participants,
)
from namndbok.splits import Split, split
from namndbok.swedish import order

STEPS = 20
QUARTERS = tuple(Fraction(number, 4) for number in range(5))
BY_MODEL = (
    "scenariot: andelen lika delas lika, resten efter invånare; avrundat så att summan stämmer, "
    "till dem med störst rest"
)


@dataclass(frozen=True, eq=False)
class Redistribution:
    """Hold a scenario and the split of each of its services.

    `decided`: kronor, a row a municipality (by name), a column a service; 0 where nothing is paid.
    """

    data: Data
    scenario: Scenario
    decided: pd.DataFrame
    splits: dict[str, Split]

    @cached_property
    def fees(self) -> pd.DataFrame:
        """Return the fees of the scenario, kronor, in the shape of `decided`."""
        return pd.DataFrame({service: share.fees for service, share in self.splits.items()})

    @cached_property
    def change(self) -> pd.Series:
        """Return what each municipality pays more (or less, below 0), kronor; the most first."""
        change = self.fees.sum(axis="columns") - self.decided.sum(axis="columns")
        names = sorted(change.index, key=lambda name: (-change[name], order(name)))
        return change[names]

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Return the municipalities' codes by name."""
        return self.data.lookup("municipalities", "name", "code")

    @cached_property
    def services(self) -> dict[str, str]:
        """Return the names of the scenario's services by code, in the board's order."""
        names = component_names(self.data, self.scenario.year)
        return {code: names[code] for code in self.scenario.services}

    @cached_property
    def figures(self) -> Facts:
        """Return the figures of the scenario; every id begins with `scenario.`."""
        figures = Facts(self.data, self.scenario.year)
        chosen, share = "valt i scenariot", self.scenario.equal_share
        figures.add("scenario.equal_share", "Andelen lika", share, "stated_ratio", chosen)
        for name, label in {"step": "Avrundningssteg", "floor": "Golv", "cap": "Tak"}.items():
            if (value := getattr(self.scenario, name)) is not None:
                figures.add(f"scenario.{name}", label, value, "kr", chosen)
        parameters = list(figures)
        _add_decided(figures, self)
        _add_fees(figures, self, parameters)
        _add_changes(figures, self)
        return figures

    @property
    def book(self) -> Book:
        """Return a book that holds the scenario's figures and none of the year's facts."""
        return Book(self.data, self.scenario.year, self.figures, (), {})


@dataclass(frozen=True, eq=False)
class Sweep:
    """Hold the change in kronor at each equal share: a row a municipality, a column a share (Fraction).

    Before rounding to the scenario's step, so that a line is straight where no floor or cap bends it.
    `quarters`: the fees at none, a quarter, half, three quarters and all alike, rounded as in the scenario.
    """

    redistribution: Redistribution
    change: pd.DataFrame
    quarters: pd.DataFrame

    def breaks_even(self, name: str) -> Fraction | None:
        """Return the first equal share at which a municipality pays what it pays today.

        None where there is no such share, and where every share is one.
        """
        changes = self.change.loc[name]
        if not changes.any():
            return None
        for (low, before), (high, after) in pairwise(changes.items()):
            if before == 0:
                return low
            if before * after < 0:
                return low + (high - low) * Fraction(int(before), int(before - after))
        return changes.index[-1] if changes.iloc[-1] == 0 else None


def redistribute(data: Data, scenario: Scenario) -> Redistribution:
    """Split each service of a scenario; raises `InvalidSplit`, with the name of the service."""
    decided = decided_fees(data, scenario)
    splits = {service: _split_service(data, scenario, decided[service]) for service in scenario.services}
    return Redistribution(data, scenario, decided, splits)


def sweep(redistribution: Redistribution) -> Sweep:
    """Compute a scenario for equal shares from 0 to 1; raises `InvalidSplit`."""
    decided = redistribution.decided.sum(axis="columns")
    shares = [Fraction(number, STEPS) for number in range(STEPS + 1)]
    changes = {share: _fees(redistribution, equal_share=share, step=1) - decided for share in shares}
    quarters = {share: _fees(redistribution, equal_share=share) for share in QUARTERS}
    return Sweep(redistribution, pd.DataFrame(changes), pd.DataFrame(quarters))


def _fees(redistribution: Redistribution, **parameters: object) -> pd.Series:
    """Return what each municipality pays in all with other parameters, kronor."""
    scenario = replace(redistribution.scenario, **parameters)
    return redistribute(redistribution.data, scenario).fees.sum(axis="columns")


def _split_service(data: Data, scenario: Scenario, decided: pd.Series) -> Split:
    """Split what is paid today for one service by the scenario's parameters."""
    try:
        return split(
            int(decided.sum()),
            inhabitants(data, scenario),
            equal_share=scenario.equal_share,
            participants=participants(data, scenario, decided),
            step=scenario.step,
            floor=scenario.floor,
            cap=scenario.cap,
        )
    except InvalidSplit as error:
        name = component_names(data, scenario.year)[str(decided.name)]
        raise type(error)(f"{name}: {error}") from None


def _add_decided(figures: Facts, redistribution: Redistribution) -> None:
    rows = figures.data.of_year("fees", figures.year)
    rows = rows[rows["component"].isin(redistribution.scenario.services) & rows["fee"].notna()]
    for service, name in redistribution.services.items():
        cells = rows[rows["component"] == service]["fee"]
        formula = "summan av kommunernas avgifter i dag"
        figures.add_sum(f"scenario.total.{service}", f"{name}, att fördela", formula, cells)
    for name, code in redistribution.codes.items():
        cells = rows[rows["municipality"] == code]["fee"]
        figures.add_sum(f"scenario.decided.{code}", f"{name}, beslutat", "summan av dagens avgifter", cells)
    ids = [f"scenario.decided.{code}" for code in redistribution.codes.values()]
    figures.add_total("scenario.decided.total", "Beslutat, alla kommuner", "summan av kommunerna", ids)


def _add_fees(figures: Facts, redistribution: Redistribution, parameters: list[str]) -> None:
    """Add inhabitants, and fees by municipality and service; `parameters` are ids of what was chosen."""
    table = figures.data["population"]
    population = table[table["date"] == redistribution.scenario.population_date]
    names = {code: name for name, code in redistribution.codes.items()}
    for number, row in population.iterrows():
        id = f"scenario.population.{row['municipality']}"
        label = f"{names[row['municipality']]}, invånare {row['date']}"
        figures.add_cell(id, label, row["population"], "count", f"population:{number}")
    for name, code in redistribution.codes.items():
        rows = row_ids(population[population["municipality"] == code])
        for service, title in redistribution.services.items():
            id, fee = f"scenario.fee.{code}.{service}", int(redistribution.fees.at[name, service])
            behind = [f"scenario.total.{service}", *parameters]
            figures.add(id, f"{name}, {title}", fee, "kr", BY_MODEL, rows=rows, facts=behind)
        ids = [f"scenario.fee.{code}.{service}" for service in redistribution.services]
        figures.add_total(f"scenario.fee.{code}", f"{name}, scenariot", "summan av tjänsterna", ids)
    ids = [f"scenario.fee.{code}" for code in redistribution.codes.values()]
    figures.add_total("scenario.fee.total", "Scenariot, alla kommuner", "summan av kommunerna", ids)


def _add_changes(figures: Facts, redistribution: Redistribution) -> None:
    """Add what each pays more, also in per cent and per inhabitant, and how many pay more and less."""
    for name, code in {**redistribution.codes, "Alla kommuner": "total"}.items():
        fee, decided, change = (f"scenario.{kind}.{code}" for kind in ("fee", "decided", "change"))
        figures.add_difference(change, f"{name}, betalar mer", "scenariot − beslutat", fee, decided)
        formula = "förändringen ÷ beslutat"
        figures.add_ratio(f"scenario.percent.{code}", f"{name}, förändring", formula, change, decided)
        if (population := f"scenario.population.{code}") in figures:
            for kind, amount, word in (("fee", fee, "scenariot"), ("decided", decided, "beslutat")):
                id, label = f"scenario.per_inhabitant.{kind}.{code}", f"{name}, {word} per invånare"
                unit = "kr_per_inhabitant"
                figures.add_ratio(id, label, f"{word} ÷ invånare", amount, population, unit=unit)
    changes = [figures[f"scenario.change.{code}"] for code in redistribution.codes.values()]
    for name, word, sign in (("more", "mer", 1), ("less", "mindre", -1), ("same", "lika mycket", 0)):
        ids = [fact.id for fact in changes if (fact.value > 0) - (fact.value < 0) == sign]
        formula = f"antal kommuner som betalar {word}"
        figures.add(f"scenario.{name}", f"Betalar {word}", len(ids), "count", formula, facts=ids)
    ids = [fact.id for fact in changes if fact.value > 0]
    label, formula = "Flyttas mellan kommunerna", "summan för dem som betalar mer"
    figures.add_total("scenario.moved", label, formula, ids)
