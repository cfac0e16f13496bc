import json
import shutil

import frictionless
import pytest

from boards import INVENTED, REAL, invented_board, put
from namndbok.books.book import make_book
from namndbok.data.load import load_data, write_complete_package
from namndbok.data.package import DESCRIPTOR, joined_resource, load_package
from namndbok.data.schema import PATTERNS, library_resources, library_tables
from namndbok.errors import InvalidData, InvalidParameter

pytest_plugins = "desks"

BOARD = {"title": "Provnämnden", "board": {"host": "9902"}}
WELLS = {
    "name": "wells",
    "path": "wells.csv",
    "title": "Brunnar",
    "schema": {"fields": [{"name": "depth", "type": "number"}, {"name": "place", "type": "string"}]},
}


@pytest.fixture
def load(tmp_path):
    def written(described: object):
        (tmp_path / DESCRIPTOR).write_text(json.dumps(described), encoding="utf-8")
        return load_package(tmp_path)

    return written


def faults(load, described) -> list[tuple[str | None, str, str]]:
    with pytest.raises(InvalidData) as error:
        load(described)
    assert {fault.file for fault in error.value.faults} == {DESCRIPTOR}
    return [(fault.column, fault.found, fault.allowed) for fault in error.value.faults]


def with_table(name: str, **schema):
    return BOARD | {"resources": [{"name": name, "schema": schema}]}


def with_column(table: str, **column):
    return with_table(table, fields=[column])


def test_a_board_that_adds_nothing_has_the_tables_of_the_library(load):
    package = load(BOARD)
    assert (package.title, package.described["board"]["host"]) == ("Provnämnden", "9902")
    assert package.tables == library_tables()


@pytest.mark.parametrize("folder", [REAL, INVENTED])
def test_the_descriptor_of_a_board_is_short(folder):
    assert len((folder / DESCRIPTOR).read_text(encoding="utf-8").splitlines()) < 60
    assert load_package(folder).tables == library_tables()


def test_a_board_may_have_a_table_of_its_own(load):
    tables = load(BOARD | {"resources": [WELLS]}).tables
    assert list(tables) == [*library_tables(), "wells"]
    assert (tables["wells"].columns, tables["wells"].optional) == (("depth", "place"), False)


def test_a_board_may_have_a_column_of_its_own(load):
    account = {"name": "account", "type": "string", "title": "Konto", "constraints": {"required": True}}
    outcome = load(with_column("outcome", **account)).tables["outcome"]
    assert outcome.columns == (*library_tables()["outcome"].columns, "account")
    assert (outcome.field("account").title, outcome.field("account").required) == ("Konto", True)
    assert outcome.foreign_keys == library_tables()["outcome"].foreign_keys


def test_a_board_may_have_its_own_words_for_what_the_library_has(load):
    labels = {"trip": "resor"}
    kind = (
        load(with_column("events", name="kind", title="Insatsens slag", labels=labels))
        .tables["events"]
        .field("kind")
    )
    words = {"competence": "kompetenshöjande insatser", "trip": "resor"}
    assert (kind.title, kind.labels) == ("Insatsens slag", words)
    assert kind.constraints == library_tables()["events"].field("kind").constraints


def test_a_board_may_let_a_column_refer_to_a_table_of_its_own(load):
    key = {"fields": "place", "reference": {"resource": "wells", "fields": "place"}}
    resource = {"name": "prestudies", "schema": {"foreignKeys": [key]}}
    keys = load(BOARD | {"resources": [WELLS, resource]}).tables["prestudies"].foreign_keys
    assert [key.table for key in keys] == ["decisions", "documents", "wells"]


def test_a_descriptor_that_lists_the_librarys_tables_whole_says_nothing_new(load):
    assert load(BOARD | {"resources": list(library_resources().values())}).tables == library_tables()


def test_what_a_whole_descriptor_leaves_out_is_as_in_the_library(load):
    some = [table for name, table in library_resources().items() if name not in ("goals", "goal_reviews")]
    fewer = {"name": "outcome", "schema": {"fields": library_resources()["outcome"]["schema"]["fields"][:3]}}
    assert load(BOARD | {"resources": some}).tables == library_tables()
    assert load(BOARD | {"resources": [fewer]}).tables == library_tables()


BUDGET = {"name": "budget"}


def income(**said):
    return with_column("outcome", name="income", **said)


def fee(**said):
    return with_column("fees", name="fee", **said)


@pytest.mark.parametrize(
    ("described", "place", "found", "allowed"),
    [
        (income(type="number"), "outcome].schema.fields[income].type", "”number”", "”integer”"),
        (income(unit="tkr"), "outcome].schema.fields[income].unit", "”tkr”", "”kr”"),
        (income(needs=["cost"]), "outcome].schema.fields[income].needs", '”["cost"]”', "inget"),
        (
            fee(constraints={"minimum": 5}),
            "fees].schema.fields[fee].constraints",
            '”{"minimum": 5}”',
            '”{"minimum": 0}”',
        ),
        (
            with_column("fees", name="mark", constraints={"required": True}),
            "fees].schema.fields[mark].constraints",
            '”{"required": true}”',
            "inget",
        ),
        (
            with_table("outcome", primaryKey=["year"]),
            "outcome].schema.primaryKey",
            '”["year"]”',
            '”["year", "through", "line"]”',
        ),
        (
            BOARD | {"resources": [{"name": "budget", "optional": True}]},
            "budget].optional",
            "”true”",
            "inget",
        ),
        (
            with_column("meeting_plan", name="kind", labels={"trip": "resa"}),
            "meeting_plan].schema.fields[kind].labels",
            '”{"meeting": "möte", "whole_day": "heldagsmöte", "strategy_da …”',
            "ord för meeting, whole_day, strategy_day",
        ),
    ],
)
def test_what_disagrees_with_the_library_is_told(load, described, place, found, allowed):
    assert faults(load, described) == [(f"paketet.resources[{place}", found, allowed)]


TABLES, LABELS = "paketet.resources", '”{"a": "b"}”'
WELL, OUTCOME = "paketet.resources[wells].schema", "paketet.resources[outcome].schema"


def well(**said):
    fields = [{"name": "depth", "type": "string"} | said]
    return BOARD | {"resources": [WELLS | {"schema": {"fields": fields}}]}


@pytest.mark.parametrize(
    ("described", "place", "found"),
    [
        (BOARD | {"resources": [WELLS, WELLS]}, TABLES, "”wells” mer än en gång"),
        (BOARD | {"resources": [WELLS | {"path": "fees.csv"}]}, TABLES, "”fees.csv” mer än en gång"),
        (with_table("outcome", fields=[{"name": "cost"}] * 2), f"{OUTCOME}.fields", "”cost” mer än en gång"),
        (with_table("outcome", fields=[{"name": "x"}] * 2), f"{OUTCOME}.fields", "”x” mer än en gång"),
        (BOARD | {"resources": [{"name": "wells"}]}, f"{WELL}.fields", "inget"),
        (with_table("wells", fields=[{"name": "x"}], primaryKey="y"), f"{WELL}.primaryKey", "”y”"),
        (well(needs=["kind"]), f"{WELL}.fields[depth].needs", "”kind”"),
        (well(within="year"), f"{WELL}.fields[depth].within", "”year”"),
        (well(type="date", within="depth"), f"{WELL}.fields[depth].within", "”depth”"),
        (well(limits={"at_most": "width"}), f"{WELL}.fields[depth].limits", "”width”"),
        (well(labels={"a": "b"}, constraints={"enum": ["b"]}), f"{WELL}.fields[depth].labels", LABELS),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_named(load, described, place, found):
    assert [(where, what) for where, what, _ in faults(load, described)] == [(place, found)]


@pytest.mark.parametrize(
    ("kind", "name", "limit"),
    [
        ("integer", "pattern", "^[0-9]{4}$"),
        ("integer", "minimum", "många"),
        ("number", "minimum", "1e999999999"),
        ("number", "minimum", 1e300),
        ("number", "maximum", 10**400),
        ("number", "maximum", float("inf")),
        ("number", "maximum", float("nan")),
        ("number", "maximum", "1/0"),
        ("date", "minimum", "2020-01-01"),
        ("string", "maximum", 5),
        ("string", "enum", []),
        ("integer", "enum", ["1"]),
    ],
)
def test_a_constraint_that_cannot_be_tested_is_refused(load, kind, name, limit):
    ((place, _, allowed),) = faults(load, well(type=kind, constraints={name: limit}))
    assert place == f"{WELL}.fields[depth].constraints.{name}"
    assert allowed == f"ett villkor som går att pröva på typen {kind}"


@pytest.mark.parametrize("pattern", ["[", "(a+)+$", "(a|aa)+b", ".*"])
def test_a_pattern_that_the_library_does_not_know_is_refused_since_it_could_take_for_ever(load, pattern):
    ((_, found, allowed),) = faults(load, well(constraints={"pattern": pattern}))
    assert (found, allowed) == (f"”{pattern}”", f"ett av mönstren {', '.join(PATTERNS)}")


@pytest.mark.parametrize("kind", ["integer", "number", "year"])
def test_a_number_of_any_kind_may_have_limits(load, kind):
    limits = {"minimum": 1900, "maximum": "2200.5"}
    assert load(well(type=kind, constraints=limits)).tables["wells"].field("depth").constraints == limits


def test_all_that_is_wrong_is_told_at_once(load):
    resources = [WELLS | {"path": "fees.csv"}, *income(unit="tkr", type="number")["resources"]]
    assert [place for place, _, _ in faults(load, BOARD | {"resources": resources})] == [
        f"{OUTCOME}.fields[income].type",
        f"{OUTCOME}.fields[income].unit",
        "paketet.resources",
    ]


@pytest.mark.parametrize(
    "reference",
    [
        {"resource": "outcome_lins", "fields": "line"},
        {"resource": "outcome_lines", "fields": "lin"},
        {"resource": "outcome_lines", "fields": ["line", "name"]},
    ],
)
def test_a_foreign_key_to_nowhere_is_named(load, reference):
    ((place, found, _),) = faults(
        load, with_table("outcome", foreignKeys=[{"fields": "line", "reference": reference}])
    )
    assert place == "paketet.resources[outcome].schema.foreignKeys"
    assert found.startswith(f"”line → {reference['resource']} (")


def test_a_board_with_the_needed_tables_only_has_a_book(tmp_path):
    folder = invented_board(tmp_path)
    needed = [table.path for table in library_tables().values() if not table.optional]
    for path in folder.glob("*.csv"):
        if path.name not in needed:
            path.unlink()
    shutil.rmtree(folder / "commentary")
    book = make_book(load_data(folder), 2031)
    assert book.facts["economy.result"].value == -50
    assert book.facts["goals.annual.total"].value == 0
    assert book.data.title("goals", "threshold") == "Gräns"


def test_a_table_of_the_boards_own_is_loaded_with_the_others(tmp_path):
    folder = invented_board(tmp_path)
    described = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8")) | {"resources": [WELLS]}
    (folder / DESCRIPTOR).write_text(json.dumps(described), encoding="utf-8")
    (folder / "wells.csv").write_text('depth,place\n"12,5",Alvik\n', encoding="utf-8")
    data = load_data(folder)
    assert data["wells"]["depth"].tolist() == [12.5]
    assert "wells.csv" in data.digests


def test_a_resource_of_the_library_is_joined_without_being_changed():
    before = json.dumps(library_resources()["outcome"])
    column = {"name": "account", "type": "string"}
    assert (
        joined_resource({"name": "outcome", "schema": {"fields": [column]}})["schema"]["fields"][-1] == column
    )
    assert json.dumps(library_resources()["outcome"]) == before


OTHER_WELLS = {
    "name": "wells",
    "path": "brunnar/wells.csv",
    "title": "Brunnar",
    "bytes": 7,
    "schema": {"fields": [{"name": "depth", "type": "number"}, {"name": "dry", "type": "boolean"}]},
}


@pytest.mark.parametrize("folder", [REAL, INVENTED])
def test_it_is_valid(folder, tmp_path):
    write_complete_package(load_data(folder), tmp_path / "written")
    report = frictionless.validate(str(tmp_path / "written" / DESCRIPTOR))
    assert (report.valid, report.stats["tasks"]) == (True, len(library_resources())), report.to_summary()


def test_it_is_not_valid_when_a_cell_has_been_spoilt(tmp_path):
    write_complete_package(load_data(INVENTED), tmp_path / "written")
    put(tmp_path / "written" / "outcome.csv", 2, "income", "mycket")
    assert not frictionless.validate(str(tmp_path / "written" / DESCRIPTOR)).valid


@pytest.mark.parametrize("folder", [REAL, INVENTED])
def test_it_loads_as_what_it_was_written_from(folder, tmp_path):
    data = load_data(folder)
    write_complete_package(data, tmp_path / "written")
    again = load_data(tmp_path / "written")
    assert all(
        again[name].reset_index(drop=True).equals(data[name].reset_index(drop=True)) for name in data.tables
    )
    assert again.package.tables == data.package.tables


def test_what_a_board_adds_is_in_it(tmp_path):
    folder = invented_board(tmp_path)
    account = {"name": "account", "type": "string", "title": "Konto"}
    own = [OTHER_WELLS, {"name": "outcome", "schema": {"fields": [account]}}]
    described = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8")) | {"resources": own}
    described["licenses"] = [{"name": "CC0-1.0"}]
    (folder / DESCRIPTOR).write_text(json.dumps(described), encoding="utf-8")
    (folder / "brunnar").mkdir()
    (folder / "brunnar" / "wells.csv").write_text('depth;dry\n12,50;nej\n"1 000";ja\n', encoding="cp1252")
    text = (folder / "outcome.csv").read_text(encoding="utf-8").splitlines()
    (folder / "outcome.csv").write_text("\n".join(f"{line},account" for line in text), encoding="utf-8")

    write_complete_package(load_data(folder), tmp_path / "written")
    assert (
        tmp_path / "written" / "brunnar" / "wells.csv"
    ).read_bytes() == b"depth,dry\n12.5,false\n1000,true\n"
    described = json.loads((tmp_path / "written" / DESCRIPTOR).read_text(encoding="utf-8"))
    tables = {resource["name"]: resource for resource in described["resources"]}
    assert (described["title"], len(tables)) == ("Sjödalens vattennämnd", len(library_resources()) + 1)
    assert tables["outcome"]["schema"]["fields"][-1] == account
    assert frictionless.validate(str(tmp_path / "written" / DESCRIPTOR)).valid


def test_what_is_there_is_not_written_over(tmp_path):
    (tmp_path / "written").mkdir()
    with pytest.raises(InvalidParameter, match="skrivs inte över"):
        write_complete_package(load_data(INVENTED), tmp_path / "written")
    assert list((tmp_path / "written").iterdir()) == []


def test_a_folder_that_cannot_be_written_leaves_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InvalidParameter, match="där finns redan en fil med det namnet"):
        write_complete_package(load_data(INVENTED), tmp_path / "file" / "written")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_command_says_where_it_is(tell, tmp_path):
    done = tell("package", str(tmp_path / "ut" / "paket"), "--data", str(INVENTED))
    assert (done.status, done.out) == (0, f"Datapaketet finns i {tmp_path / 'ut' / 'paket'}\n")
    assert len(list((tmp_path / "ut" / "paket").iterdir())) == len(library_resources()) + 1
