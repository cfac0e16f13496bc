"""What a scenario moves between the municipalities: its fees beside today's, as figures.

The figures are as exact and traceable as facts, but stand apart from the year's, so that no report can name
them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from namndbok.books import Book
from namndbok.data import Data, load_data
from namndbok.errors import InvalidParameter, InvalidSplit
from namndbok.facts import Facts
from namndbok.proposals.scenario.baseline import SENTENCES, TODAY, Baseline, TypedPart
from namndbok.proposals.scenario.scenario import NEW, Scenario, keys_of, open_scenario, read_scenario
from namndbok.splits import SAINTE_LAGUE, Key, Split, change_limits, phase_in, split
from namndbok.swedish import order

JOINED, IN_SCENARIO, MOST_BESIDE = "joined", "valt i scenariot", 3
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

    @property
    def words(self) -> str:
        """Say in Swedish what it is split by."""
        return " + ".join(map(str, self.typed))


@dataclass(frozen=True, eq=False)
class Redistribution:
    """Hold a scenario and the split of each of its services; a newcomer is the last row of every table.

    `codes` of municipalities by name (a newcomer's is `joined`), and the names of `services` by code (that of
    a new one is `new`), in the board's order. `fees` of the scenario and `today`: kronor, a row a
    municipality by name, a column a service. `people`: inhabitants by name.
    """

    baseline: Baseline
    scenario: Scenario
    splits: Mapping[str, ServiceSplit]
    codes: Mapping[str, str]
    services: Mapping[str, str]
    fees: pd.DataFrame
    today: pd.DataFrame
    people: Mapping[str, int]

    @property
    def data(self) -> Data:
        """Return the tables behind."""
        return self.baseline.data

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
    def figures(self) -> Facts:
        """Return the figures of the scenario; every id begins with `scenario.`."""
        figures = Facts(self.data, self.scenario.year)
        for name, (label, unit) in CHOSEN.items():
            if value := getattr(self.scenario, name):
                figures.add(f"scenario.{name}", label, value, unit, IN_SCENARIO)
        _add_fees(figures, self, chosen=list(figures))
        _add_changes(figures, self)
        return figures

    @property
    def book(self) -> Book:
        """Return a book that holds the scenario's figures and none of the year's facts."""
        return Book(self.data, self.scenario.year, self.figures, (), {})


def what_if(data: str, year: int, **parameters: Any) -> Redistribution:
    """Compute a scenario from a data folder; `parameters` are those of `Scenario`. Raises NamndbokError."""
    return open_scenarios(data, year, parameters, lambda name: f"parametern {name}")[0]


def open_scenarios(
    data: Path | str,
    year: int,
    given: Mapping[str, Any],
    place: Callable[[str], str],
    *,
    file: Path | None = None,
    beside: Sequence[Path] = (),
) -> list[Redistribution]:
    """Compute a scenario and, after it, saved ones to show beside it; raises NamndbokError.

    What is `given` goes before what its `file` says; `place` says in Swedish where it was given.
    """
    baseline = Baseline(load_data(data), year)
    opened = open_scenario(file, baseline) if file else None
    saved = {"services": list(opened.services)} | opened.changes if opened else {}
    scenario = read_scenario(baseline, saved | given, place)
    together = [scenario, *(open_scenario(path, baseline) for path in beside)]
    return [redistribute(baseline, each) for each in together]


def redistribute(baseline: Baseline, scenario: Scenario) -> Redistribution:
    """Split each service of a scenario; raises `InvalidSplit` or `InvalidParameter`, with its name."""
    keys, splits, new, joining = keys_of(baseline, scenario), {}, scenario.new_service, scenario.newcomer
    services = {code: new.name if code == NEW else baseline.services[code] for code in keys}
    newcomers = {joining.name: joining.number} if joining else {}
    for service, typed in keys.items():
        try:
            splits[service] = _split_service(baseline, scenario, service, typed, newcomers)
        except (InvalidSplit, InvalidParameter) as error:
            raise type(error)(f"{services[service]}: {error}") from None
    codes = {name: code for code, name in baseline.names.items()} | dict.fromkeys(newcomers, JOINED)
    fees = pd.DataFrame({service: found.target.fees for service, found in splits.items()})
    today = pd.DataFrame({service: found.today for service, found in splits.items()})
    people, _ = baseline.people(scenario.population_date, newcomers)
    return Redistribution(baseline, scenario, splits, codes, services, fees, today, people.to_dict())


def _split_service(
    baseline: Baseline,
    scenario: Scenario,
    service: str,
    typed: tuple[TypedPart, ...],
    newcomers: Mapping[str, int],
) -> ServiceSplit:
    names, everyone = baseline.names, [*baseline.names.values(), *newcomers]
    today = baseline.fees[service] if service in baseline.fees else pd.Series(0, index=baseline.fees.index)
    today = today.reindex(everyone, fill_value=0)
    if service == NEW:
        total, paying = scenario.new_service.number, {names[code] for code in scenario.among or names}
        if [part.name for part in typed] == [TODAY]:
            raise InvalidParameter(SENTENCES["new_service"])
    else:
        total, paying = int(today.sum()), {name for name, fee in today.items() if fee}
        paying |= {names[code] for code in scenario.also}
    paying = (paying | newcomers.keys()) - {names[code] for code in scenario.without}
    payers = [name for name in everyone if name in paying]
    step = scenario.step or baseline.step(service, abs(total) // max(len(payers), 1))
    key = baseline.key(typed, service, payers, newcomers, scenario.population_date)
    people, _ = baseline.people(scenario.population_date, newcomers)
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


def _add_fees(figures: Facts, found: Redistribution, chosen: list[str]) -> None:
    """Add today's fees, inhabitants, and the scenario's fees; `chosen` are the ids of what was chosen."""
    baseline, scenario, names = found.baseline, found.scenario, found.baseline.names
    rows = figures.data.of_year("fees", figures.year)
    rows, formulas = rows[rows["component"].isin(list(found.splits)) & rows["fee"].notna()], {}
    for service, name in found.services.items():
        id, label, key = f"scenario.total.{service}", f"{name}, att fördela", found.splits[service].words
        if service == NEW:
            figures.add(id, label, scenario.new_service.number, "kr", IN_SCENARIO)
        else:
            formula = "summan av kommunernas avgifter i dag"
            figures.add_sum(id, label, formula, rows[rows["component"] == service]["fee"])
        model = f" ({baseline.describe_today(service)})" if TODAY in key else ""
        formulas[service] = f"fördelat efter nyckeln {key}{model}; hela steg, så att summan stämmer"
    for name, code in found.codes.items():
        cells = rows[rows["municipality"] == code]["fee"]
        figures.add_sum(f"scenario.today.{code}", f"{name}, i dag", "summan av dagens avgifter", cells)
    _add_sum_of_all(figures, found, "today", "I dag")
    behind, people = {}, figures.data["population"]
    for number, row in people[people["date"] == (scenario.population_date or baseline.last_date)].iterrows():
        code = row["municipality"]
        label, behind[code] = f"{names[code]}, invånare {row['date']}", [f"population:{number}"]
        figures.add_cell(f"scenario.population.{code}", label, row["population"], "count", *behind[code])
    if newcomer := scenario.newcomer:
        id, label = f"scenario.population.{JOINED}", f"{newcomer.name}, invånare"
        figures.add(id, label, newcomer.number, "count", IN_SCENARIO)
    fees = found.fees.to_dict("index")
    for name, code in found.codes.items():
        ids, rows = [], behind.get(code, [])
        for service, formula in formulas.items():
            id, facts = f"scenario.fee.{code}.{service}", [f"scenario.total.{service}", *chosen]
            label, fee = f"{name}, {found.services[service]}", fees[name][service]
            ids.append(figures.add(id, label, fee, "kr", formula, rows=rows, facts=facts).id)
        figures.add_total(f"scenario.fee.{code}", f"{name}, scenariot", "summan av tjänsterna", ids)
    _add_sum_of_all(figures, found, "fee", "Scenariot")


def _add_sum_of_all(figures: Facts, found: Redistribution, kind: str, label: str) -> None:
    ids = [f"scenario.{kind}.{code}" for code in found.codes.values()]
    figures.add_total(f"scenario.{kind}.total", f"{label}, alla kommuner", "summan av kommunerna", ids)


def _add_changes(figures: Facts, redistribution: Redistribution) -> None:
    """Add what each pays more, also in per cent and per inhabitant, and how many pay more and less."""
    signs: dict[int, list[str]] = {1: [], -1: [], 0: []}
    for name, code in {**redistribution.codes, "Alla kommuner": "total"}.items():
        fee, today, change = (f"scenario.{kind}.{code}" for kind in ("fee", "today", "change"))
        value = figures.add_difference(change, f"{name}, betalar mer", "scenariot − i dag", fee, today).value
        if code != "total":
            signs[(value > 0) - (value < 0)].append(change)
        id, label = f"scenario.percent.{code}", f"{name}, förändring"
        figures.add_ratio(id, label, "förändringen ÷ i dag", change, today)
        if (population := f"scenario.population.{code}") in figures:
            for kind, amount, word in (("fee", fee, "scenariot"), ("today", today, "i dag")):
                id, label = f"scenario.per_inhabitant.{kind}.{code}", f"{name}, {word} per invånare"
                unit = "kr_per_inhabitant"
                figures.add_ratio(id, label, f"{word} ÷ invånare", amount, population, unit=unit)
    words = {"more": "mer", "less": "mindre", "same": "lika mycket"}
    for (name, word), ids in zip(words.items(), signs.values(), strict=True):
        formula = f"antal kommuner som betalar {word}"
        figures.add(f"scenario.{name}", f"Betalar {word}", len(ids), "count", formula, facts=ids)
    moved = -sum(figures[id].value for id in signs[-1])
    formula = "det som är mindre att betala, tillsammans"
    figures.add("scenario.moved", "Flyttas mellan kommunerna", moved, "kr", formula, facts=signs[-1])
