import inspect

import pytest

from namndbok import tables
from typed import SOUND, unchecked

EMPTY = {name: text.strip().splitlines()[0] for name, text in SOUND.items()}
CALLS = {
    "table_activities": [("project",), ("administration",), ("running",)],
    "table_attendance": [("board",), ("preparatory",)],
    "table_plan": [("board",), ("preparatory",)],
    "table_reviewed": [("annual",), ("indicator",)],
}


@pytest.mark.parametrize("name", tables.__all__)
def test_every_table_can_be_made_of_a_board_without_rows_and_explains_itself(name):
    function = getattr(tables, name)
    assert inspect.getdoc(function).split()[0].strip(",") in ("Show", "List")
    for arguments in CALLS.get(name, [()]):
        made = function(unchecked(**EMPTY), *arguments)
        for one in made if isinstance(made, tuple) else [made]:
            assert one._repr_html_()
