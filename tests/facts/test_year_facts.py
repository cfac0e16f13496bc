"""All facts of the real board's years: each can be found from its id."""

import json
import re
from itertools import chain
from pathlib import Path

import pytest

from boards import REAL
from namndbok import facts as room
from namndbok.data.load import load_data
from namndbok.data.schema import library_tables
from namndbok.facts.fact import AS_IT_STANDS, OTHER_YEAR, Facts
from namndbok.facts.wording import made_of
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
DESCRIBED = Path(room.__file__).with_name("facts.json")
SOURCES = {path.stem: path.read_text(encoding="utf-8") for path in Path(room.__file__).parent.glob("*.py")}


@pytest.fixture(scope="module")
def years() -> list[Facts]:
    return compute_years(load_data(REAL), [2022, 2024])


@pytest.fixture(scope="module")
def ids(years) -> set[str]:
    """The ids of two years, without the periods and earlier years that they stand under."""
    return {OTHER_YEAR.sub("", id) for id in chain(*years)}


def test_a_figure_is_made_of_the_tables_that_its_description_names(years):
    """What a commitment is and by when it is due stands in more tables than those that ask for it."""
    for facts in years:
        for id in facts:
            _, formula, tables = made_of(OTHER_YEAR.sub("", id))
            behind = {row.split(":")[0] for row in facts.rows_behind(id)}
            assert behind <= {*tables} or (tables[0] == "year_wheel" and behind & {*tables}), id
            assert facts[id].formula == (formula or AS_IT_STANDS), id


def test_what_a_description_names_is_found_in_the_schema():
    known = {column for table in library_tables().values() for column in table.columns}
    for id, described in json.loads(DESCRIBED.read_text(encoding="utf-8")).items():
        assert {*described["tables"]} <= {*library_tables()}, id
        assert {*re.findall(r"{(\w+)}", id)} <= known, id


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
