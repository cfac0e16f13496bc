"""Checks of what is missing: the basis of claims, how financing is split, and tables without rows."""

from collections.abc import Iterator
from typing import Any

from namndbok.checks.check import CHECKS, Remark, check
from namndbok.data import rows_where
from namndbok.facts import Facts, row_ids
from namndbok.swedish import capital, display, listing, plural, words

UNITS = ("percent", "kr")


@check(
    "missing.claim_basis",
    asks="Går påståenden om procent och kronor att räkna fram?",
    why="En besparing i procent utan underlag är en åsikt.",
    blind="Påståenden som inte är avskrivna, och tal som av en slump är lika med ett annat.",
)
def check_claims(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the claims in per cent or kronor whose value no fact has."""
    rows = facts.year_rows("claims")
    rows = rows[rows["unit"].isin(UNITS) & rows["value"].notna()]
    known = {_value(fact.value, fact.unit) for fact in facts.of_whole_year()}
    rows = rows_where(rows, ((row.unit, row.value) not in known for row in rows.itertuples()))
    if len(rows):
        detail = f"Ingen tabell ger talen. {' '.join(rows['text'])}"
        title = f"{capital(words(len(rows)))} {plural(len(rows), 'påstående', 'påståenden')} utan underlag"
        shown = listing([_shown(row) for row in rows.itertuples()])
        yield Remark("claims", title, detail, row_ids(rows), "ett underlag", shown, severity="info")


@check(
    "missing.distribution",
    asks="Säger varje del av finansieringen hur den fördelas?",
    why="Den som betalar ska kunna räkna om sin del.",
    blind="Om fördelningen är beskriven så att den går att räkna om.",
    needs="financing",
)
def check_distribution(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each part of the financing without a distribution."""
    for number, row in facts.year_rows("financing").iterrows():
        if not row["distribution"]:
            title, rows = f"Finansiering utan fördelning: {row['name']}", (f"financing:{number}",)
            detail = f"Det står inte hur {row['name']} fördelas mellan kommunerna."
            yield Remark(str(row["number"]), title, detail, rows, "en fördelning", "saknas", severity="info")


@check(
    "missing.tables",
    asks="Finns de rader som kontrollerna behöver?",
    why="Att en kontroll inte hittar något betyder inte att allt stämmer, om den inte har något att pröva.",
    blind="Tabeller som har några av sina rader men inte alla, och år utan både budget och utfall.",
)
def check_tables(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the tables that have no rows of the year, or no earlier ones, to be checked."""
    lacking = {table for table in _named("needs") if not _has(facts, table)}
    earlier = {table for table in _named("before") if not _earlier(facts, table)}
    idle = [id for id, one in CHECKS.items() if lacking & {*one.needs} or earlier & {*one.before}]
    rows = _told(facts)
    if idle and rows:
        told = [f"rader för {facts.year}: {_titles(facts, lacking)}"] if lacking else []
        told += [f"rader för något tidigare år: {_titles(facts, earlier)}"] if earlier else []
        title = f"{len(idle)} {plural(len(idle), 'kontroll', 'kontroller')} kan inte göras"
        detail = (
            f"Underlaget har inga {'; inga '.join(told)}. Därför har de här inget att pröva: {listing(idle)}."
        )
        key = "-".join((*sorted(lacking), *(f"before-{table}" for table in sorted(earlier))))
        yield Remark(key, title, detail, rows, "rader", "saknas", severity="info")


def _value(value: Any, unit: str) -> tuple[str, Any]:
    return ("percent", value * 100) if unit == "ratio" else ("kr" if unit == "tkr" else unit, value)


def _shown(row: Any) -> str:
    """Write a claim's value, or its two ends."""
    both = [row.value] + ([row.value_high] if row.value_high not in (None, row.value) else [])
    return "–".join(display(value, row.unit) for value in both)


def _has(facts: Facts, table: str) -> bool:
    frame = facts.data[table]
    return not (facts.year_rows(table) if "year" in frame else frame).empty


def _earlier(facts: Facts, table: str) -> bool:
    return any(year < facts.year for year in facts.data[table]["year"])


def _named(need: str) -> set[str]:
    return {table for one in CHECKS.values() for table in getattr(one, need)}


def _titles(facts: Facts, tables: set[str]) -> str:
    return listing([facts.data.package.tables[table].title for table in sorted(tables)])


def _told(facts: Facts) -> tuple[str, ...]:
    """Name the rows that tell of the year at all: its outcome, or else its budget."""
    outcome, budget = (facts.year_rows(table) for table in ("outcome", "budget"))
    return row_ids(outcome) or row_ids(budget)
