"""What each municipality pays: by component, in the board's budget and outside it, and per inhabitant."""

from datetime import date

import pandas as pd

from namndbok.facts import Facts, refs


def facts_fees(facts: Facts) -> None:
    """Add column totals, each municipality's fee, and the fee per inhabitant."""
    _municipalities(facts)
    for component in components(facts).itertuples():
        _component(facts, component)
    _basic(facts)
    if columns(facts, budgeted=True):
        _by_municipality(facts, columns(facts, budgeted=True))
        for municipality in facts.data["municipalities"].itertuples():
            _per_inhabitant(facts, municipality)


def fee_rows(facts: Facts) -> pd.DataFrame:
    """Return the year's fees; a cell that is empty in the source has no fee (None)."""
    return facts.data.of_year("fees", facts.year)


def components(facts: Facts) -> pd.DataFrame:
    """Return the components that have fees in the year, in the board's order, indexed by row."""
    table = facts.data["fee_components"]
    return table[table["component"].isin(set(fee_rows(facts)["component"]))].sort_values("order", kind="stable")


def columns(facts: Facts, *, budgeted: bool) -> list[str]:
    """List the components inside, or outside, the board's budget."""
    table = components(facts)
    return list(table[table["budget_line"].notna() == budgeted]["component"])


def population_date(facts: Facts) -> date | None:
    """Return the date of the inhabitants used for a year: the last count before the year begins, else the earliest."""
    dates = sorted(set(facts.data["population"]["date"]))
    before = [one for one in dates if one < date(facts.year, 1, 1)]
    return before[-1] if before else dates[0] if dates else None


def _municipalities(facts: Facts) -> None:
    table = facts.data["municipalities"]
    facts.add("municipalities.count", "Kommuner i nämnden", len(table), "count", "antal rader", rows=refs("municipalities", table.index))
    population = facts.data["population"]
    for when in sorted(one for one in set(population["date"]) if one == population_date(facts) or one.year == facts.year):
        rows = population[population["date"] == when]
        facts.add(f"population.{when}.total", f"Invånare {when}", sum(rows["population"]), "count", "summan av kommunerna", rows=refs("population", rows.index))


def _component(facts: Facts, component) -> None:
    rows = fee_rows(facts)
    paid = rows[(rows["component"] == component.component) & rows["fee"].notna()]
    at = f"fees.{component.component}"
    facts.add(f"{at}.total", f"{component.name}, summa avgifter", sum(paid["fee"]), "kr", "summan av kommunernas avgifter", rows=refs("fees", paid.index))
    facts.add(f"{at}.payers", f"{component.name}, kommuner som betalar", len(paid[paid["fee"] != 0]), "count", "antal kommuner med avgift", facts=[f"{at}.total"])


def _basic(facts: Facts) -> None:
    """Add the fee that everybody pays alike, where the year has such a component."""
    rows = fee_rows(facts)
    for component in components(facts)["component"]:
        own = rows[(rows["component"] == component) & rows["fee"].notna()]
        if len(own) > 1 and own["fee"].nunique() == 1:
            label, total = "Lika stor avgift för varje kommun", f"fees.{component}.total"
            facts.add(f"fees.{component}.per_municipality", label, own["fee"].iloc[0], "kr", "avgiften, lika för alla", facts=[total])


def _by_municipality(facts: Facts, names: list[str]) -> None:
    """Add what each municipality pays in the board's budget; fees outside it are of too many kinds to be added up."""
    rows = fee_rows(facts)
    rows = rows[rows["component"].isin(names) & rows["fee"].notna()]
    totals = []
    for municipality in facts.data["municipalities"].itertuples():
        own = rows[rows["municipality"] == municipality.code]
        at = f"fees.budgeted.{municipality.code}"
        facts.add(at, f"{municipality.name}, avgifter i nämndens budget", sum(own["fee"]), "kr", "summan av kommunens avgifter", rows=refs("fees", own.index))
        totals.append(at)
    facts.total("fees.budgeted.total", "Alla avgifter i nämndens budget", "summan av kommunerna", totals)


def _per_inhabitant(facts: Facts, municipality) -> None:
    table = facts.data["population"]
    own = table[(table["municipality"] == municipality.code) & (table["date"] == population_date(facts))]
    if own.empty:
        return
    at = f"population.{municipality.code}"
    if at not in facts:
        facts.quote(at, f"{municipality.name}, invånare", own["population"].iloc[0], "count", f"population:{own.index[0]}")
    label = f"{municipality.name}, avgift per invånare"
    facts.ratio(f"fees.budgeted.per_inhabitant.{municipality.code}", label, "avgifter ÷ invånare", f"fees.budgeted.{municipality.code}", at, "kr_per_inhabitant")
