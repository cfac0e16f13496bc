"""What stands in a folder by its manifest, and the manifest of the next edition."""

import json
from pathlib import Path

import pytest

from namndbok.data.files import sha256
from namndbok.publish.edition import read_standing, seal_edition
from namndbok.publish.papers import Paper

REPORT, SHEET = Paper("annual_report", "annual_report"), Paper("sheet-alvik", "sheet", {"municipality": "1"})
NOTEBOOKS = {"annual_report": "1" * 64, "sheet": "2" * 64}
FILES = {name: name.encode() for paper in (SHEET, REPORT) for name in paper.files}
BASIS = "a" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder in which the yearly report and a sheet stand."""
    for name, content in seal_edition({"basis": BASIS}, [SHEET, REPORT], NOTEBOOKS, FILES)[1].items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_the_manifest_has_papers_notebooks_and_the_hash_of_every_file_by_name(folder: Path):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert list(manifest) == ["seal", "basis", "papers", "notebooks", "outputs"]
    assert list(manifest["papers"]) == ["annual_report", "sheet-alvik"]
    assert manifest["papers"]["sheet-alvik"] == {"notebook": "sheet", "parameters": {"municipality": "1"}}
    assert list(manifest["outputs"].items()) == [(name, sha256(name.encode())) for name in sorted(FILES)]


def test_a_paper_stands_if_it_is_whole_and_made_in_the_same_way_of_the_same(folder: Path):
    standing = read_standing(folder)
    assert standing.has(REPORT, BASIS, NOTEBOOKS["annual_report"])
    assert not standing.has(REPORT, "b" * 64, NOTEBOOKS["annual_report"])
    assert not standing.has(REPORT, BASIS, "3" * 64)
    assert not standing.has(Paper("annual_report", "annual_report", {"brief": True}), BASIS, "1" * 64)
    assert not standing.has(Paper("audit", "audit"), BASIS, "1" * 64)


@pytest.mark.parametrize("name", SHEET.files)
def test_a_paper_whose_file_was_changed_or_taken_away_does_not(folder: Path, name: str):
    (folder / name).write_text("ändrad")
    assert not read_standing(folder).has(SHEET, BASIS, NOTEBOOKS["sheet"])
    (folder / name).unlink()
    assert not read_standing(folder).has(SHEET, BASIS, NOTEBOOKS["sheet"])
    assert read_standing(folder).has(REPORT, BASIS, NOTEBOOKS["annual_report"])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"seal": "a", "papers": {"x": 7}, "outputs": {}}'])
def test_in_a_folder_without_a_readable_manifest_nothing_stands(folder: Path, content: str):
    (folder / "manifest.json").write_text(content)
    standing = read_standing(folder)
    assert (standing.seal, standing.papers) == ("", {})
    assert standing.others() == sorted(FILES)


def test_what_others_have_put_in_the_folder_is_what_the_manifest_does_not_name(folder: Path):
    assert read_standing(folder).others() == []
    (folder / "anteckning.txt").touch()
    (folder / ".ipynb_checkpoints").mkdir()
    assert read_standing(folder).others() == [".ipynb_checkpoints", "anteckning.txt"]


def test_files_that_differ_from_those_that_stand_are_named(folder: Path):
    same = {"annual_report.html": b"annual_report.html"}
    assert read_standing(folder).differing(same) == ()
    assert read_standing(folder).differing(same | {"facts.json": b"ny"}) == ("facts.json",)
    assert read_standing(folder / "ingen").differing(same) is None
