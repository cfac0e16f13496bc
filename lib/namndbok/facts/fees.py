"""What each municipality pays: by component, in the board's budget and outside it, and per inhabitant.

For its own sheet also all that it pays, its part of all fees and inhabitants, the change since last year, and
its presence.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from statistics import median

import pandas as pd

from namndbok.data import rows_where
from namndbok.facts.attendance import body_names
from namndbok.facts.economy import mapped_budget_lines
from namndbok.facts.fact import Facts, row_ids
from namndbok.facts.periods import year_prefix
from namndbok.facts.wording import named

SHEET = "sheets.{municipality}"


def facts_fees(facts: Facts) -> None:
    """Add inhabitants, column totals, each municipality's fee, and the fee per inhabitant.

    A cell that is empty in the source has no fee (None).
    """
    _inhabitants(facts)
    for component in fee_components(facts).itertuples():
        _component(facts, component.component, component.name)
    rows = facts.year_rows("fees")
    # An empty cell alone is no fee.
    paid = set(rows["component"][rows["fee"].notna()])
    if budgeted := [code for code in component_codes(facts, budgeted=True) if code in paid]:
        _budgeted(facts, budgeted)


def fee_components(facts: Facts) -> pd.DataFrame:
    """Return the components that have fees in the year, in the board's order, indexed by row."""
    table, used = facts.data["fee_components"], set(facts.year_rows("fees")["component"])
    rows = rows_where(table, (component in used for component in table["component"]))
    return rows.sort_values("order", kind="stable")


def component_codes(facts: Facts, *, budgeted: bool) -> list[str]:
    """List the components inside, or outside, the board's budget."""
    table = fee_components(facts)
    return list(table[table["budget_line"].notna() == budgeted]["component"])


def components_beside(facts: Facts, line: str) -> pd.DataFrame:
    """Return the components outside the budget that are for the same services as an outcome line's budget."""
    rows, budgeted = fee_components(facts), set(mapped_budget_lines(facts, line)["budget_line"])
    services = {row.service for row in rows.itertuples() if row.budget_line in budgeted and row.service}
    return rows[rows["budget_line"].isna() & rows["service"].isin(services)]


def population_date(facts: Facts) -> date | None:
    """Return the date of the inhabitants used: the last before the year begins, else the earliest.

    A day on which only a few were counted is none, since one row on a wrong day would move all others.
    """
    counts = Counter(facts.data["population"]["date"])
    dates = sorted(when for when, count in counts.items() if 2 * count > max(counts.values()))
    before = [when for when in dates if when < date(facts.year, 1, 1)]
    return before[-1] if before else dates[0] if dates else None


def inhabitant_rows(facts: Facts) -> pd.DataFrame:
    """Return the inhabitants used for the year, a row a municipality."""
    table = facts.data["population"]
    return table[table["date"] == population_date(facts)]


def _inhabitants(facts: Facts) -> None:
    population, names = facts.data["population"], facts.data.lookup("municipalities", "code", "name")
    members = facts.data["municipalities"]
    facts.add_count(*named("municipalities.count"), members)
    used = population_date(facts)
    dates = {when for when in set(population["date"]) if when == used or when.year == facts.year}
    for when in sorted(dates):
        cells = population[population["date"] == when]["population"]
        facts.add_sum(*named("population.{date}.total", date=when), cells, "count")
    for row in inhabitant_rows(facts).itertuples():
        code, name = row.municipality, names[row.municipality]
        told = named("population.{municipality}", municipality=code, name=name, date=row.date)
        facts.add_cell(*told, row.population, "count", f"population:{row.Index}")


def _component(facts: Facts, component: str, name: str) -> None:
    rows, cells = facts.year_rows("fees"), {"component": component, "name": name}
    paid = rows[(rows["component"] == component) & rows["fee"].notna()]
    fees = paid["fee"]
    facts.add_sum(*named("fees.{component}.total", **cells), fees)
    facts.add_count(*named("fees.{component}.payers", **cells), paid[fees != 0])
    if len(fees) > 1 and fees.nunique() == 1:
        told = named("fees.{component}.per_municipality", **cells)
        facts.state(told, fees.iloc[0], "kr", rows=row_ids(fees))


def _budgeted(facts: Facts, components: list[str]) -> None:
    """Add what each municipality pays in the board's budget; fees outside it are too different to add up."""
    rows, names = facts.year_rows("fees"), facts.data.lookup("municipalities", "code", "name")
    rows = rows[rows["component"].isin(components) & rows["fee"].notna()]
    used = _component_rows(facts, components)
    for code, name in names.items():
        fees = rows[rows["municipality"] == code]
        # That a component is in the budget stands in its own row.
        behind = (*row_ids(fees), *(used[component] for component in fees["component"]))
        told = named("fees.budgeted.{municipality}", municipality=code, name=name)
        facts.state(told, sum(fees["fee"]), "kr", rows=behind)
    facts.add_total(*named("fees.budgeted.total"), [f"fees.budgeted.{code}" for code in names])
    for code, name in names.items():
        part, whole = f"fees.budgeted.{code}", f"population.{code}"
        if whole in facts:
            told = named("fees.budgeted.per_inhabitant.{municipality}", municipality=code, name=name)
            facts.add_ratio(*told, part, whole, unit="kr_per_inhabitant")


def _component_rows(facts: Facts, components: Iterable[str]) -> dict[str, str]:
    """Return the row of each component, which says what kind it is of and whether it is in the budget."""
    table, column = "fee_components", "component"
    return {code: f"{table}:{facts.data.row_number(table, column, code)}" for code in components}


def facts_sheets(facts: Facts) -> None:
    """Add the median fee per inhabitant and, for each municipality, total, shares, changes and presence."""
    names = facts.data.lookup("municipalities", "code", "name")
    _paid(facts, names)
    counted = [f"population.{code}" for code in names if f"population.{code}" in facts]
    if "fees.budgeted.total" in facts and counted:
        facts.add_total(*named("sheets.all.inhabitants"), counted)
        fees = facts.under("fees.budgeted.per_inhabitant")
        middle, ids = Fraction(median(fact.value for fact in fees)), [fact.id for fact in fees]
        facts.state(named("sheets.all.median"), middle, "kr_per_inhabitant", facts=ids)
        for code, name in names.items():
            _shares_and_changes(facts, code, name)
        _fees_per_inhabitant(facts, names)
    _presence(facts)


def _paid(facts: Facts, names: Mapping[str, str]) -> None:
    """Add what each municipality pays in a year, also beside the budget: `annual` and `one_off` fees."""
    kinds = facts.data.lookup("fee_components", "component", "kind")
    rows = facts.year_rows("fees")
    paid = rows[rows["fee"].notna()]
    for (code, kind), fees in paid.groupby(["municipality", paid["component"].map(kinds)])["fee"]:
        used = _component_rows(facts, dict.fromkeys(paid.loc[fees.index, "component"]))
        told = named(f"{SHEET}.{kind}", municipality=code, name=names[code])
        facts.state(told, sum(fees), "kr", rows=(*row_ids(fees), *used.values()))


def _shares_and_changes(facts: Facts, code: str, name: str) -> None:
    """Add a municipality's part of all fees and inhabitants, and how its fees differ from last year's."""
    fee, people, cells = f"fees.budgeted.{code}", f"population.{code}", {"municipality": code, "name": name}
    facts.add_ratio(*named(f"{SHEET}.fee_share", **cells), fee, "fees.budgeted.total")
    if people in facts:
        facts.add_ratio(*named(f"{SHEET}.population_share", **cells), people, "sheets.all.inhabitants")
    fees = {"change": fee, "change_per_inhabitant": f"fees.budgeted.per_inhabitant.{code}"}
    for change, now in fees.items():
        before = f"{year_prefix(facts.year - 1)}.{now}"
        if now in facts and before in facts:
            facts.add_difference(*named(f"{SHEET}.{change}", **cells), now, before)


def _fees_per_inhabitant(facts: Facts, names: Mapping[str, str]) -> None:
    """Add each yearly fee per inhabitant, of a municipality and of all together."""
    components = fee_components(facts)
    for row in components[components["kind"] == "annual"].itertuples():
        total, all_people, unit = f"fees.{row.component}.total", "sheets.all.inhabitants", "kr_per_inhabitant"
        # That a fee is paid every year stands in its component's row.
        component_row, everybody = f"fee_components:{row.Index}", facts[all_people].value
        cells = {"component": row.component, "fee": row.name}
        if everybody:
            told, value = named("sheets.all.{component}.per_inhabitant", **cells), facts[total].value
            inputs = {"rows": [component_row], "facts": [total, all_people]}
            facts.state(told, Fraction(value, everybody), unit, **inputs)
        fees = facts.year_rows("fees")
        for fee in fees[(fees["component"] == row.component) & fees["fee"].notna()].itertuples():
            if (people := facts.get(f"population.{fee.municipality}")) and people.value:
                code, rows = fee.municipality, [f"fees:{fee.Index}", component_row]
                cells |= {"municipality": code, "name": names[code]}
                told = named(f"{SHEET}.{{component}}.per_inhabitant", **cells)
                facts.state(told, Fraction(fee.fee, people.value), unit, rows=rows, facts=[people.id])


def _presence(facts: Facts) -> None:
    """Add at how many of the meetings whose attendance is known by municipality each one was present."""
    names, boards = facts.data.lookup("municipalities", "code", "name"), body_names(facts.data)
    for (code, body), known in facts.year_rows("presence").groupby(["municipality", "body"]):
        cells = {"municipality": code, "name": names[code], "body": body, "board": boards[body]}
        facts.add_count(*named(f"{SHEET}.{{body}}.known", **cells), known)
        present = known[known["present"].astype(bool)]
        facts.add_count(*named(f"{SHEET}.{{body}}.present", **cells), present)
