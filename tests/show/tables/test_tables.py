import inspect
import re

import pytest

from namndbok.facts.models import explain_fees
from namndbok.show import tables
from typed import SOUND, unchecked

TABLES = [name for name in tables.__all__ if name.startswith(("table_", "list_"))]
EMPTY = {name: text.strip().splitlines()[0] for name, text in SOUND.items()}
CALLS = {
    "table_activities": [("project",), ("administration",), ("running",)],
    "table_concerns": [("goals",)],
    "table_reperformed": [("utfallet", {"economy.income": 0})],
    "table_goals": [("annual",), ("indicator",)],
}
# Made of a part of a year or of a municipality's sheet: see test_table_interim and test_table_sheet.
OF_OTHERS = {
    "list_cases",
    "table_agenda",
    "table_interim",
    "table_interim_lines",
    "table_notes",
    "table_outlook",
    "table_to_do",
    "table_municipality_fees",
    "table_municipality_reviews",
    "table_municipality_services",
    "table_municipality_shares",
}
# What there is something to say of in any year.
ALWAYS = {"list_sources", "list_trace", "table_checks", "table_documents", "table_missing"}


# Tables of what has been explained, not of the book.
EXPLAINED = ("table_fee_models", "table_fee_residuals")


def test_every_table_says_in_its_first_line_what_it_does():
    lines = [inspect.getdoc(getattr(tables, name)).split()[0].strip(",") for name in TABLES]
    assert set(lines) == {"Show", "List"}


@pytest.mark.parametrize("name", sorted(set(TABLES) - OF_OTHERS))
def test_every_table_can_be_made_of_a_board_without_rows_and_shows_nothing_or_why(name):
    function = getattr(tables, name)
    for arguments in CALLS.get(name, [()]):
        book = unchecked(**EMPTY)
        shown = function(explain_fees(book.facts) if name in EXPLAINED else book, *arguments)
        for item in shown if isinstance(shown, tuple) else [shown]:
            assert not re.search("<t[hd]|underlaget|saknas", item._repr_html_()) or name in ALWAYS
