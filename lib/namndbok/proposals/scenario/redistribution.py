"""What a scenario moves between the municipalities: its fees beside today's, as figures.

The figures are as exact and traceable as facts, but stand apart from the year's, so that no report can name
them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from namndbok.books import Book
from namndbok.data import Data, load_data
from namndbok.errors import InvalidParameter, InvalidSplit
from namndbok.facts import Facts
from namndbok.proposals.scenario.baseline import Baseline
from namndbok.proposals.scenario.key_text import TODAY, TypedPart
from namndbok.proposals.scenario.scenario import NEW, Scenario, keys_of, read_scenario
from namndbok.splits import SAINTE_LAGUE, Key, Split, change_limits, phase_in, split
from namndbok.swedish import order

JOINED = "joined"
# What may be chosen in kronor, as a share or in years; its label and unit.
CHOSEN = {
    "floor": ("Golv", "kr"),
    "cap": ("Tak", "kr"),
    "step": ("Avrundningssteg", "kr"),
    "max_change": ("Största förändring", "stated_ratio"),
    "years": ("Infasning, år", "count"),
}


@dataclass(frozen=True, eq=False)
class ServiceSplit:
    """Hold how one service is split: what it is split by, how, and the years of a phase-in (or none).

    `today`: kronor by name; `limits`: floor and cap as `split` takes them.
    """

    typed: tuple[TypedPart, ...]
    key: Key
    today: pd.Series
    step: int
    limits: Mapping[str, Any]
    target: Split
    years: tuple[Split, ...]


@dataclass(frozen=True, eq=False)
class Redistribution:
    """Hold a scenario and the split of each of its services; a newcomer is the last row of every table."""

    baseline: Baseline
    scenario: Scenario
    splits: Mapping[str, ServiceSplit]

    @property
    def data(self) -> Data:
        """Return the tables behind."""
        return self.baseline.data

    @cached_property
    def codes(self) -> dict[str, str]:
        """Return the municipalities' codes by name; a newcomer's is `joined`."""
        newcomer = self.scenario.newcomer
        codes = {name: code for code, name in self.baseline.names.items()}
        return codes | ({newcomer.name: JOINED} if newcomer else {})

    @cached_property
    def services(self) -> dict[str, str]:
        """Return the names of the services by code, in the board's order; that of a new one is `new`."""
        new = self.scenario.new_service
        return {code: new.name if code == NEW else self.baseline.services[code] for code in self.splits}

    @cached_property
    def fees(self) -> pd.DataFrame:
        """Return the fees of the scenario: kronor, a row a municipality (by name), a column a service."""
        return pd.DataFrame({service: found.target.fees for service, found in self.splits.items()})

    @cached_property
    def today(self) -> pd.DataFrame:
        """Return today's fees in the shape of `fees`; 0 where nothing is paid."""
        return pd.DataFrame({service: found.today for service, found in self.splits.items()})

    @cached_property
    def by_year(self) -> pd.DataFrame:
        """Return what each pays in all, kronor: today (column 0) and in each year of the phase-in."""
        years = {0: self.today.sum(axis="columns")}
        for year in range(1, (self.scenario.years or 0) + 1):
            years[year] = sum(found.years[year - 1].fees for found in self.splits.values())
        return pd.DataFrame(years)

    @cached_property
    def change(self) -> pd.Series:
        """Return what each municipality pays more (or less, below 0), kronor; the most first."""
        change = (self.fees.sum(axis="columns") - self.today.sum(axis="columns")).to_dict()
        return pd.Series(
            {name: change[name] for name in sorted(change, key=lambda name: (-change[name], order(name)))}
        )

    @cached_property
    def people(self) -> dict[str, int]:
        """Return the inhabitants by name on the scenario's day, or the last day before the year."""
        newcomer = self.scenario.newcomer
        counted = self.baseline.inhabitants(self.scenario.population_date).to_dict()
        return counted | ({newcomer.name: newcomer.number} if newcomer else {})

    @cached_property
    def figures(self) -> Facts:
        """Return the figures of the scenario; every id begins with `scenario.`."""
        scenario, chosen = self.scenario, "valt i scenariot"
        figures = Facts(self.data, scenario.year)
        for name, (label, unit) in CHOSEN.items():
            if value := getattr(scenario, name):
                figures.add(f"scenario.{name}", label, value, unit, chosen)
        parameters = list(figures)
        _add_today(figures, self)
        _add_fees(figures, self, parameters)
        _add_changes(figures, self)
        return figures

    @property
    def book(self) -> Book:
        """Return a book that holds the scenario's figures and none of the year's facts."""
        return Book(self.data, self.scenario.year, self.figures, (), {})


def what_if(data: str, year: int, **parameters: Any) -> Redistribution:
    """Compute a scenario from a data folder; `parameters` are those of `Scenario`. Raises NamndbokError."""
    baseline = Baseline(load_data(data), year)
    return redistribute(baseline, read_scenario(baseline, parameters, lambda name: f"parametern {name}"))


def redistribute(baseline: Baseline, scenario: Scenario) -> Redistribution:
    """Split each service of a scenario; raises `InvalidSplit` or `InvalidParameter`, with its name."""
    keys, splits = keys_of(baseline, scenario), {}
    for service, typed in keys.items():
        try:
            splits[service] = _split_service(baseline, scenario, service, typed)
        except (InvalidSplit, InvalidParameter) as error:
            new = scenario.new_service
            name = new.name if service == NEW else baseline.services[service]
            raise type(error)(f"{name}: {error}") from None
    return Redistribution(baseline, scenario, splits)


def _split_service(
    baseline: Baseline, scenario: Scenario, service: str, typed: tuple[TypedPart, ...]
) -> ServiceSplit:
    names, new, joining = baseline.names, scenario.new_service, scenario.newcomer
    newcomers = {joining.name: joining.number} if joining else {}
    everyone = [*names.values(), *newcomers]
    today = baseline.fees[service] if service in baseline.fees else pd.Series(0, index=baseline.fees.index)
    today = today.reindex(everyone, fill_value=0)
    if service == NEW:
        total, paying = new.number, {names[code] for code in scenario.among or names}
        if [part.name for part in typed] == [TODAY]:
            raise InvalidParameter(
                'En ny tjänst har ingen fördelning i dag. Ange en nyckel, till exempel key "invånare".'
            )
    else:
        total, paying = int(today.sum()), {name for name, fee in today.items() if fee}
        paying |= {names[code] for code in scenario.also}
    paying = (paying | newcomers.keys()) - {names[code] for code in scenario.without}
    payers = [name for name in everyone if name in paying]
    step = scenario.step or baseline.step(service, abs(total) // max(len(payers), 1))
    key = baseline.key(typed, service, payers, newcomers, scenario.population_date)
    people = pd.concat([baseline.inhabitants(scenario.population_date), pd.Series(newcomers, dtype=object)])
    population = people.reindex(everyone).fillna(0)
    bounds = {"floor": scenario.floor, "cap": scenario.cap}
    options = {"step": step, "rounding": SAINTE_LAGUE}
    if scenario.max_change is not None and not scenario.years:
        bounds = change_limits(today, scenario.max_change, **bounds)
    target = split(total, population, key=key, participants=payers, **bounds, **options)
    # A cost that nobody pays today is there at once.
    years = [target] * (scenario.years or 0)
    if years and any(today[name] for name in payers):
        years = phase_in(today, target, population, len(years), most=scenario.max_change, **bounds, **options)
    return ServiceSplit(typed, key, today, step, bounds, target, tuple(years))


def _add_today(figures: Facts, redistribution: Redistribution) -> None:
    rows = figures.data.of_year("fees", figures.year)
    rows = rows[rows["component"].isin(list(redistribution.splits)) & rows["fee"].notna()]
    for service, name in redistribution.services.items():
        id, label = f"scenario.total.{service}", f"{name}, att fördela"
        if service == NEW:
            figures.add(id, label, redistribution.scenario.new_service.number, "kr", "valt i scenariot")
        else:
            formula = "summan av kommunernas avgifter i dag"
            figures.add_sum(id, label, formula, rows[rows["component"] == service]["fee"])
    for name, code in redistribution.codes.items():
        cells = rows[rows["municipality"] == code]["fee"]
        figures.add_sum(f"scenario.today.{code}", f"{name}, i dag", "summan av dagens avgifter", cells)
    ids = [f"scenario.today.{code}" for code in redistribution.codes.values()]
    figures.add_total("scenario.today.total", "I dag, alla kommuner", "summan av kommunerna", ids)


def _add_fees(figures: Facts, redistribution: Redistribution, parameters: list[str]) -> None:
    """Add inhabitants, and fees by municipality and service; `parameters` are ids of what was chosen."""
    baseline, scenario = redistribution.baseline, redistribution.scenario
    table = figures.data["population"]
    population = table[table["date"] == (scenario.population_date or baseline.last_date)]
    for number, row in population.iterrows():
        id = f"scenario.population.{row['municipality']}"
        label = f"{baseline.names[row['municipality']]}, invånare {row['date']}"
        figures.add_cell(id, label, row["population"], "count", f"population:{number}")
    if newcomer := scenario.newcomer:
        label = f"{newcomer.name}, invånare"
        figures.add(f"scenario.population.{JOINED}", label, newcomer.number, "count", "valt i scenariot")
    behind = {code: f"population:{number}" for number, code in population["municipality"].items()}
    fees = redistribution.fees.to_dict("index")
    for name, code in redistribution.codes.items():
        rows = [behind[code]] if code in behind else []
        for service, title in redistribution.services.items():
            id, facts = f"scenario.fee.{code}.{service}", [f"scenario.total.{service}", *parameters]
            key = key_words(redistribution.splits[service])
            model = f" ({baseline.describe_today(service)})" if TODAY in key else ""
            formula = f"fördelat efter nyckeln {key}{model}; hela steg, så att summan stämmer"
            figures.add(id, f"{name}, {title}", fees[name][service], "kr", formula, rows=rows, facts=facts)
        ids = [f"scenario.fee.{code}.{service}" for service in redistribution.services]
        figures.add_total(f"scenario.fee.{code}", f"{name}, scenariot", "summan av tjänsterna", ids)
    ids = [f"scenario.fee.{code}" for code in redistribution.codes.values()]
    figures.add_total("scenario.fee.total", "Scenariot, alla kommuner", "summan av kommunerna", ids)


def key_words(found: ServiceSplit) -> str:
    """Say in Swedish what a service is split by."""
    return " + ".join(map(str, found.typed))


def _add_changes(figures: Facts, redistribution: Redistribution) -> None:
    """Add what each pays more, also in per cent and per inhabitant, and how many pay more and less."""
    for name, code in {**redistribution.codes, "Alla kommuner": "total"}.items():
        fee, today, change = (f"scenario.{kind}.{code}" for kind in ("fee", "today", "change"))
        figures.add_difference(change, f"{name}, betalar mer", "scenariot − i dag", fee, today)
        figures.add_ratio(
            f"scenario.percent.{code}", f"{name}, förändring", "förändringen ÷ i dag", change, today
        )
        if (population := f"scenario.population.{code}") in figures:
            for kind, amount, word in (("fee", fee, "scenariot"), ("today", today, "i dag")):
                id, label = f"scenario.per_inhabitant.{kind}.{code}", f"{name}, {word} per invånare"
                unit = "kr_per_inhabitant"
                figures.add_ratio(id, label, f"{word} ÷ invånare", amount, population, unit=unit)
    changes = [figures[f"scenario.change.{code}"] for code in redistribution.codes.values()]
    is_counted: dict[str, tuple[str, Callable[[int], bool]]] = {
        "more": ("mer", lambda value: value > 0),
        "less": ("mindre", lambda value: value < 0),
        "same": ("lika mycket", lambda value: not value),
    }
    for name, (word, counts) in is_counted.items():
        ids = [fact.id for fact in changes if counts(fact.value)]
        formula = f"antal kommuner som betalar {word}"
        figures.add(f"scenario.{name}", f"Betalar {word}", len(ids), "count", formula, facts=ids)
    ids = [fact.id for fact in changes if fact.value < 0]
    moved = -sum(figures[id].value for id in ids)
    formula = "det som är mindre att betala, tillsammans"
    figures.add("scenario.moved", "Flyttas mellan kommunerna", moved, "kr", formula, facts=ids)
