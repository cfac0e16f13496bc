"""What each municipality pays: by component, in the board's budget and outside it, and per inhabitant."""

from datetime import date

import pandas as pd

from namndbok.data import rows_where
from namndbok.facts.fact import Facts, row_ids


def facts_fees(facts: Facts) -> None:
    """Add inhabitants, column totals, each municipality's fee, and the fee per inhabitant."""
    _inhabitants(facts)
    for component in fee_components(facts).itertuples():
        _component(facts, component.component, component.name)
    if component_codes(facts, budgeted=True):
        _budgeted(facts)


def fee_rows(facts: Facts) -> pd.DataFrame:
    """Return the year's fees; a cell that is empty in the source has no fee (None)."""
    return facts.year_rows("fees")


def paid_fees(facts: Facts, component: str) -> pd.DataFrame:
    """Return a component's rows that have a fee, be it 0."""
    rows = fee_rows(facts)
    rows = rows[rows["component"] == component]
    return rows[rows["fee"].notna()]


def fee_components(facts: Facts) -> pd.DataFrame:
    """Return the components that have fees in the year, in the board's order, indexed by row."""
    table = facts.data["fee_components"]
    used = set(fee_rows(facts)["component"])
    return rows_where(table, (one in used for one in table["component"])).sort_values("order", kind="stable")


def component_codes(facts: Facts, *, budgeted: bool) -> list[str]:
    """List the components inside, or outside, the board's budget."""
    table = fee_components(facts)
    return list(table[table["budget_line"].notna() == budgeted]["component"])


def population_date(facts: Facts) -> date | None:
    """Return the date of the inhabitants used: the last before the year begins, else the earliest."""
    dates = sorted(set(facts.data["population"]["date"]))
    before = [one for one in dates if one < date(facts.year, 1, 1)]
    return before[-1] if before else dates[0] if dates else None


def inhabitant_rows(facts: Facts) -> pd.DataFrame:
    """Return the inhabitants used for the year, a row a municipality."""
    table = facts.data["population"]
    return table[table["date"] == population_date(facts)]


def _inhabitants(facts: Facts) -> None:
    population, names = facts.data["population"], facts.data.by("municipalities", "code", "name")
    members = facts.data["municipalities"]
    facts.add_count("municipalities.count", "Kommuner i nämnden", "antal kommuner", members)
    chosen = population_date(facts)
    used = {when for when in set(population["date"]) if when == chosen or when.year == facts.year}
    for when in sorted(used):
        cells = population[population["date"] == when]["population"]
        facts.add_sum(f"population.{when}.total", f"Invånare {when}", "summan av kommunerna", cells, "count")
    for row in inhabitant_rows(facts).itertuples():
        label = f"{names[row.municipality]}, invånare {row.date}"
        facts.add_cell(
            f"population.{row.municipality}", label, row.population, "count", f"population:{row.Index}"
        )


def _component(facts: Facts, component: str, name: str) -> None:
    at, rows = f"fees.{component}", paid_fees(facts, component)
    fees = rows["fee"]
    facts.add_sum(f"{at}.total", f"{name}, summa avgifter", "summan av kommunernas avgifter", fees)
    payers = rows[fees != 0]
    facts.add_count(f"{at}.payers", f"{name}, kommuner som betalar", "antal kommuner med avgift", payers)
    if len(fees) > 1 and fees.nunique() == 1:
        label, formula = f"{name}, avgift för varje kommun", "avgiften, lika stor för alla"
        facts.add(f"{at}.per_municipality", label, fees.iloc[0], "kr", formula, rows=row_ids(fees))


def _budgeted(facts: Facts) -> None:
    """Add what each municipality pays in the board's budget; fees outside it are too different to add up."""
    rows = fee_rows(facts)
    inside = set(component_codes(facts, budgeted=True))
    names, own = facts.data.by("municipalities", "code", "name"), {}
    cells = zip(rows.index.tolist(), rows["component"], rows["municipality"], rows["fee"], strict=True)
    for number, component, code, fee in cells:
        if component in inside and fee is not None:
            own.setdefault(code, {})[f"fees:{number}"] = fee
    for code, name in names.items():
        label, fees = f"{name}, avgifter i nämndens budget", own.get(code, {})
        id, formula = f"fees.budgeted.{code}", "summan av kommunens avgifter"
        facts.add(id, label, sum(fees.values()), "kr", formula, rows=fees)
    totals = [f"fees.budgeted.{code}" for code in names]
    facts.add_total("fees.budgeted.total", "Alla avgifter i nämndens budget", "summan av kommunerna", totals)
    for code, name in names.items():
        part, whole = f"fees.budgeted.{code}", f"population.{code}"
        if whole in facts:
            id, label = f"fees.budgeted.per_inhabitant.{code}", f"{name}, avgift per invånare"
            facts.add_ratio(id, label, "avgifter ÷ invånare", part, whole, unit="kr_per_inhabitant")
