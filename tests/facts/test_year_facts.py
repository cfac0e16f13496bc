"""All facts of the real board's years: each can be found from its id."""

import re
from pathlib import Path

import pytest

from boards import REAL
from namndbok import facts as room
from namndbok.data.load import load_data
from namndbok.facts.year_facts import compute_years

# Ids whose first word is not the name of the module that computes them; ARCHITECTURE.md has the same table.
ELSEWHERE = {
    "budget": "economy",
    "controls": "follow_up",
    "decisions": "follow_up",
    "events": "attendance",
    "forecast": "economy",
    "interim": "economy",
    "meetings": "attendance",
    "municipalities": "fees",
    "population": "fees",
    "services": "follow_up",
    "sheets": "fees",
}
SOURCES = {path.stem: path.read_text(encoding="utf-8") for path in Path(room.__file__).parent.glob("*.py")}


@pytest.fixture(scope="module")
def ids() -> set[str]:
    """The ids of two years, without the periods and earlier years that they stand under."""
    data = load_data(REAL)
    every = [id for year in (2022, 2024) for id in compute_years(data, [year])[0]]
    return {re.sub(r"^(years|periods)\.[\d-]+\.", "", id) for id in every}


def test_the_first_word_of_an_id_is_its_module(ids):
    for first in {id.split(".")[0] for id in ids}:
        source = SOURCES[ELSEWHERE.get(first, first)]
        assert re.search(rf'"{first}\.|def facts_{first}\b', source), first


def test_the_last_word_of_an_id_stands_as_text_where_it_is_computed(ids):
    """A code of the board, such as a municipality's, stands in its table instead."""
    codes = set(load_data(REAL)["municipalities"]["code"])
    for id in ids:
        first, last = id.split(".")[0], id.split(".")[-1]
        sources = SOURCES[ELSEWHERE.get(first, first)] + SOURCES["outlook"]
        assert last in codes or re.search(rf"\b{last}\b", sources), id
