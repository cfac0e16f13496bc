"""What is written for others is valid by Frictionless' own test, and loads as what it was written from."""

import json

import frictionless
import pytest

from boards import INVENTED, REAL, invented_board, put
from namndbok.data.complete_package import write_complete_package
from namndbok.data.descriptor import DESCRIPTOR
from namndbok.data.load import load_data
from namndbok.errors import InvalidParameter
from workbook import run

WELLS = {
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
    assert (report.valid, report.stats["tasks"]) == (True, 39), report.to_summary()


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
    own = [WELLS, {"name": "outcome", "schema": {"fields": [account]}}]
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
    assert (described["title"], len(tables)) == ("Sjödalens vattennämnd", 40)
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


def test_the_command_says_where_it_is(tmp_path):
    done = run("package", str(tmp_path / "ut" / "paket"), "--data", str(INVENTED))
    assert (done.status, done.out) == (0, f"Datapaketet finns i {tmp_path / 'ut' / 'paket'}\n")
    assert len(list((tmp_path / "ut" / "paket").iterdir())) == 40
