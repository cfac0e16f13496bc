"""The figures of a scenario: as exact and traceable as facts, in a collection that is never a year's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from namndbok.facts import Facts, row_ids

if TYPE_CHECKING:
    from namndbok.proposals.scenario.result import Result

BY_MODEL = (
    "scenariot: andelen lika delas lika, resten efter invånare; avrundat så att summan stämmer, "
    "till dem med störst rest"
)


def figures_of(result: Result) -> Facts:
    """Compute the figures of a scenario; every id begins with `scenario.`."""
    figures = Facts(result.data, result.scenario.year)
    _parameters(figures, result)
    _decided(figures, result)
    _fees(figures, result)
    _compared(figures, result)
    _counted(figures, result)
    return figures


def _parameters(figures: Facts, result: Result) -> None:
    scenario, chosen = result.scenario, "valt i scenariot"
    figures.add("scenario.equal_share", "Andelen lika", scenario.equal_share, "stated_ratio", chosen)
    for name, label in {"step": "Avrundningssteg", "floor": "Golv", "cap": "Tak"}.items():
        if (value := getattr(scenario, name)) is not None:
            figures.add(f"scenario.{name}", label, value, "kr", chosen)


def _decided(figures: Facts, result: Result) -> None:
    rows = figures.data.of_year("fees", figures.year)
    rows = rows[rows["component"].isin(result.scenario.services) & rows["fee"].notna()]
    for service, name in result.services.items():
        cells = rows[rows["component"] == service]["fee"]
        label = f"{name}, att fördela"
        figures.add_sum(f"scenario.total.{service}", label, "summan av kommunernas avgifter i dag", cells)
    for name, code in result.codes.items():
        cells = rows[rows["municipality"] == code]["fee"]
        figures.add_sum(f"scenario.decided.{code}", f"{name}, beslutat", "summan av dagens avgifter", cells)
    ids = [f"scenario.decided.{code}" for code in result.codes.values()]
    figures.add_total("scenario.decided.total", "Beslutat, alla kommuner", "summan av kommunerna", ids)


def _fees(figures: Facts, result: Result) -> None:
    chosen = [name for name in figures if name.startswith("scenario.") and name.count(".") == 1]
    counted = _population(figures, result)
    for name, code in result.codes.items():
        for service, title in result.services.items():
            fee, used = int(result.fees.at[name, service]), [f"scenario.total.{service}", *chosen]
            id, label = f"scenario.fee.{code}.{service}", f"{name}, {title}"
            rows = row_ids(counted[counted["municipality"] == code])
            figures.add(id, label, fee, "kr", BY_MODEL, rows=rows, facts=used)
        ids = [f"scenario.fee.{code}.{service}" for service in result.services]
        figures.add_total(f"scenario.fee.{code}", f"{name}, scenariot", "summan av tjänsterna", ids)
    ids = [f"scenario.fee.{code}" for code in result.codes.values()]
    figures.add_total("scenario.fee.total", "Scenariot, alla kommuner", "summan av kommunerna", ids)


def _population(figures: Facts, result: Result) -> pd.DataFrame:
    table, names = figures.data["population"], {code: name for name, code in result.codes.items()}
    rows = table[table["date"] == result.scenario.population_date]
    for number, row in rows.iterrows():
        code = row["municipality"]
        label = f"{names[code]}, invånare {row['date']}"
        figures.add_cell(
            f"scenario.population.{code}", label, row["population"], "count", f"population:{number}"
        )
    return rows


def _compared(figures: Facts, result: Result) -> None:
    places = {**{name: code for name, code in result.codes.items()}, "Alla kommuner": "total"}
    for name, code in places.items():
        new, old = f"scenario.fee.{code}", f"scenario.decided.{code}"
        label = f"{name}, betalar mer"
        figures.add_difference(f"scenario.change.{code}", label, "scenariot − beslutat", new, old)
        formula, part = "förändringen ÷ beslutat", f"scenario.change.{code}"
        figures.add_ratio(f"scenario.percent.{code}", f"{name}, förändring", formula, part, old)
        if (whole := f"scenario.population.{code}") in figures:
            for kind, part, word in (("fee", new, "scenariot"), ("decided", old, "beslutat")):
                id, label = f"scenario.per_inhabitant.{kind}.{code}", f"{name}, {word} per invånare"
                figures.add_ratio(id, label, f"{word} ÷ invånare", part, whole, unit="kr_per_inhabitant")


def _counted(figures: Facts, result: Result) -> None:
    changes = [figures[f"scenario.change.{code}"] for code in result.codes.values()]
    for name, word, sign in (("more", "mer", 1), ("less", "mindre", -1), ("same", "lika mycket", 0)):
        mine = [fact for fact in changes if (fact.value > 0) - (fact.value < 0) == sign]
        formula, ids = f"antal kommuner som betalar {word}", [fact.id for fact in mine]
        figures.add(f"scenario.{name}", f"Betalar {word}", len(mine), "count", formula, facts=ids)
    more = [fact.id for fact in changes if fact.value > 0]
    label, formula = "Flyttas mellan kommunerna", "summan för dem som betalar mer"
    figures.add_total("scenario.moved", label, formula, more)
