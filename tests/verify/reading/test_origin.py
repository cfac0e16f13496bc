import json

import pytest

from namndbok.verify import verify


@pytest.mark.parametrize(
    ("resources", "names"),
    [
        ([{"name": "wells", "path": "wells.csv"}], {"goals.csv", "wells.csv"}),
        ([{"name": "goals"}], {"goals.csv"}),
        (7, {"goals.csv"}),
    ],
)
def test_a_table_that_has_come_since_is_named_and_a_file_that_is_none_is_not(small, resources, names):
    """`goals` is a table of the library's, `wells` one that the descriptor tells of, `copy` neither."""
    data = small.parent / "data"
    data.mkdir()
    (data / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    for name in ("goals.csv", "wells.csv", "copy.csv"):
        (data / name).write_text("year\n", encoding="utf-8")
    mismatches = verify(small, data=data, quick=True)
    assert {one.file for one in mismatches if one.found == "en fil till"} == {
        f"data/{name}" for name in names
    }
