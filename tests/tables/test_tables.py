import inspect

import pytest

from namndbok import tables
from namndbok.models import explain_fees
from typed import SOUND, unchecked

EMPTY = {name: text.strip().splitlines()[0] for name, text in SOUND.items()}
CALLS = {
    "table_activities": [("project",), ("administration",), ("running",)],
    "table_attendance": [("board",), ("preparatory",)],
    "table_concerns": [("målen", "rules")],
    "table_plan": [("board",), ("preparatory",)],
    "table_reperformed": [("utfallet", {"economy.income": 0})],
    "table_reviewed": [("annual",), ("indicator",)],
}


# Tables of what has been explained, not of the book.
EXPLAINED = ("table_splits", "table_residuals")


@pytest.mark.parametrize("name", tables.__all__)
def test_every_table_can_be_made_of_a_board_without_rows_and_explains_itself(name):
    function = getattr(tables, name)
    assert inspect.getdoc(function).split()[0].strip(",") in ("Show", "List")
    for arguments in CALLS.get(name, [()]):
        book = unchecked(**EMPTY)
        made = function(explain_fees(book) if name in EXPLAINED else book, *arguments)
        for one in made if isinstance(made, tuple) else [made]:
            assert one._repr_html_()
