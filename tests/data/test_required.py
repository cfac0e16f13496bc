import json
from dataclasses import replace

import pytest

from boards import REAL, invented_board
from namndbok.books.book import make_book
from namndbok.data.load import load_data
from namndbok.data.required import CORE, NEEDED, complete
from namndbok.data.schema import DESCRIPTOR, ForeignKey, load_package
from namndbok.errors import InvalidData


def without(package, *names):
    return replace(
        package, tables={name: table for name, table in package.tables.items() if name not in names}
    )


def changed(package, name, **values):
    return replace(package, tables=package.tables | {name: replace(package.tables[name], **values)})


def faults(package, folder):
    with pytest.raises(InvalidData) as error:
        complete(package, folder)
    return [(fault.column, fault.found, fault.allowed) for fault in error.value.faults]


@pytest.fixture(scope="module")
def package():
    return load_package(REAL)


def test_the_real_package_is_what_the_library_needs(package, tmp_path):
    described = {
        name: {column.name: column.kind for column in table.fields} for name, table in package.tables.items()
    }
    needed = {
        name: {column.split(":")[0]: [*column.split(":"), "string"][1] for column in columns.split()}
        for name, columns in NEEDED.items()
    }
    assert needed == described
    assert {name for name, table in package.tables.items() if not table.optional} == set(CORE)


def test_a_table_that_is_left_out_has_its_columns_and_no_rows(package, tmp_path):
    goals = complete(without(package, "goals", "goal_reviews"), tmp_path).tables["goals"]
    assert goals.columns == package.tables["goals"].columns
    assert goals.optional


@pytest.mark.parametrize("name", CORE)
def test_a_table_that_every_board_has_may_not_be_left_out(package, tmp_path, name):
    expected = (name, "ingen sådan tabell", f"en resurs med namnet {name}")
    assert faults(without(package, name), tmp_path) == [expected]


def test_a_file_that_the_package_does_not_describe_is_not_left_unread(package, tmp_path):
    (tmp_path / "goals.csv").write_text("year,goal\n", encoding="utf-8")
    expected = ("goals", "ingen sådan tabell", "en resurs med namnet goals")
    assert faults(without(package, "goals", "goal_reviews"), tmp_path) == [expected]


def test_every_column_that_is_lacking_is_named(package, tmp_path):
    fields = tuple(
        column for column in package.tables["outcome"].fields if column.name not in ("income", "cost")
    )
    assert faults(changed(package, "outcome", fields=fields), tmp_path) == [
        ("outcome.income", "ingen sådan kolumn", "en kolumn av typen integer"),
        ("outcome.cost", "ingen sådan kolumn", "en kolumn av typen integer"),
    ]


def test_a_column_of_another_type_is_named(package, tmp_path):
    fields = tuple(replace(column, kind="string") for column in package.tables["outcome_lines"].fields)
    assert faults(changed(package, "outcome_lines", fields=fields), tmp_path) == [
        ("outcome_lines.order", "typen string", "typen integer")
    ]


@pytest.mark.parametrize(
    "key",
    [
        ForeignKey(("lin",), "outcome_lines", ("line",)),
        ForeignKey(("line",), "outcome_lins", ("line",)),
        ForeignKey(("line",), "outcome_lines", ("lin",)),
        ForeignKey(("year", "line"), "outcome_lines", ("line",)),
    ],
)
def test_a_foreign_key_to_nowhere_is_named(package, tmp_path, key):
    ((place, found, _),) = faults(changed(package, "outcome", foreign_keys=(key,)), tmp_path)
    assert place == "outcome.foreignKeys"
    assert found == f"{', '.join(key.columns)} → {key.table} ({', '.join(key.targets)})"


def test_a_primary_key_of_no_column_is_named(package, tmp_path):
    ((place, found, _),) = faults(changed(package, "outcome", primary_key=("yeer",)), tmp_path)
    assert (place, found) == ("outcome.primaryKey", "yeer")


def test_a_board_with_the_core_tables_only_has_a_book(tmp_path):
    folder = invented_board(tmp_path)
    described = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    described["resources"] = [one for one in described["resources"] if one["name"] in CORE]
    (folder / DESCRIPTOR).write_text(json.dumps(described), encoding="utf-8")
    for path in folder.rglob("*.*"):
        if path.stem not in (*CORE, "datapackage"):
            path.unlink()
    book = make_book(load_data(folder), 2031)
    assert book.facts["economy.result"].value == -50
    assert book.facts["goals.annual.total"].value == 0
    assert book.data.title("goals", "threshold") == "threshold"


def test_a_package_may_describe_more_than_is_needed(tmp_path):
    folder = invented_board(tmp_path)
    described = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    wells = {
        "name": "wells",
        "path": "wells.csv",
        "title": "Brunnar",
        "schema": {"fields": [{"name": "depth", "type": "number"}]},
    }
    described["resources"].append(wells)
    (folder / DESCRIPTOR).write_text(json.dumps(described), encoding="utf-8")
    (folder / "wells.csv").write_text('depth\n"12,5"\n', encoding="utf-8")
    assert load_data(folder)["wells"]["depth"].tolist() == [12.5]
