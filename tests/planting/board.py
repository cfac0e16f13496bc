"""Generate boards without any disagreement, each different, for the checks to be silent about."""

import re
from functools import cache
from pathlib import Path
from random import Random

from namndbok.data.load import Data
from namndbok.data.package import load_package
from namndbok.facts.fact import Fact
from namndbok.facts.printed import rounded_to
from namndbok.facts.year_facts import compute_years
from planting.accounts import add_accounts
from planting.draft import Draft
from planting.papers import add_papers
from planting.steering import add_steering

REAL = Path("data")
# The year of a board is some decades into its century.
CENTURY, DECADES = 2000, (51, 99)
# What a board's documents print: the fact, the kind of figure and its unit.
PRINTED = {
    r"(economy|budget|interim|forecast)\.(income|cost)": ("total", "kr"),
    r"(economy|budget|interim|forecast)\.result": ("difference", "kr"),
    r"economy\.line\.[a-z-]+\.result": ("difference", "kr"),
    r"fees\.[a-z-]+\.total": ("total", "kr"),
    r"fees\.[a-z-]+\.per_municipality": ("fee", "kr"),
    r"population\.[0-9-]+\.total": ("total", "count"),
    r"attendance\.[a-z]+\.[0-9-]+\.share": ("share", "percent"),
    r"attendance\.[a-z]+\.share": ("average", "percent"),
    r"meetings\.[a-z]+\.(held|planned)": ("count", "count"),
    r"events\.competence\.held": ("count", "count"),
    r"services\.[a-z-]+\.users": ("count", "municipalities"),
    r"municipalities\.count": ("count", "municipalities"),
    r"controls\.[a-z0-9-]+\.risk_value": ("product", "points"),
}


@cache
def clean_board(seed: int, folder: Path = REAL) -> Data:
    """Return a made-up board of 3 to 30 municipalities and three years, with the schema of a data folder."""
    random = Random(seed)
    draft = Draft(random, CENTURY + random.randint(*DECADES))
    add_accounts(draft)
    add_steering(draft)
    add_papers(draft)
    package = load_package(folder)
    unprinted = draft.data(package)
    for year, facts in zip(draft.years, compute_years(unprinted, draft.years), strict=True):
        for fact in facts.values():
            _print(draft, year, fact)
    return draft.data(package)


def _print(draft: Draft, year: int, fact: Fact) -> None:
    """Add a fact as the year's report prints it, rounded to a whole number, halves up."""
    for pattern, (kind, unit) in PRINTED.items():
        if re.fullmatch(pattern, fact.id):
            value = rounded_to(fact.value * (100 if unit == "percent" else 1), 1)
            told = {"id": re.sub(r"[._]+", "-", fact.id), "fact": fact.id, "kind": kind, "unit": unit}
            draft.add("printed", year=year, value=value, precision=1, label="Summa", **told)
