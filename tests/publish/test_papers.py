"""A year's folder has one seal: what was made from something else is made again with what is asked for."""

import json
from pathlib import Path

import pytest

from namndbok.books.seal import sha256
from namndbok.errors import InvalidParameter
from namndbok.publish.papers import Paper, all_to_make, left_out, manifest, read_folder, read_parameter

REPORT, AUDIT = Paper("annual_report", "annual_report"), Paper("audit", "audit")
SHEET = Paper("sheet-alvik", "sheet", {"municipality": "alvik"})
NOTEBOOKS = {"annual_report": "1", "sheet": "2"}
SEAL, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder in which the yearly report and a sheet stand."""
    papers = (REPORT, SHEET)
    names = [name for paper in papers for name in (paper.page, paper.workbook)]
    for name in names:
        (tmp_path / name).write_text(name)
    outputs = {name: sha256(name.encode()) for name in names}
    made = {paper.name: paper.made_by for paper in papers}
    content = {"seal": SEAL, "papers": made, "notebooks": NOTEBOOKS, "outputs": outputs}
    (tmp_path / "manifest.json").write_text(json.dumps(content))
    return tmp_path


def test_with_the_same_seal_only_what_is_asked_for_is_made(folder: Path):
    assert all_to_make([AUDIT], folder, SEAL) == [AUDIT]


def test_with_another_seal_what_stands_there_is_made_too_as_it_was(folder: Path):
    assert all_to_make([AUDIT], folder, OTHER) == [AUDIT, REPORT, SHEET]


def test_what_is_asked_for_is_made_as_it_is_asked_for(folder: Path):
    report = Paper("annual_report", "annual_report", {"brief": True})
    assert all_to_make([report], folder, OTHER) == [report, SHEET]


@pytest.mark.parametrize("name", ["sheet-alvik.html", "sheet-alvik.ipynb"])
def test_a_paper_whose_file_was_changed_or_taken_away_is_made_again(folder: Path, name: str):
    (folder / name).write_text("ändrad")
    assert all_to_make([REPORT], folder, SEAL) == [REPORT, SHEET]
    (folder / name).unlink()
    assert all_to_make([REPORT], folder, SEAL) == [REPORT, SHEET]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"seal": "a", "papers": {"x": 7}, "outputs": {}}'])
def test_a_folder_without_a_readable_manifest_has_no_papers(folder: Path, content: str):
    (folder / "manifest.json").write_text(content)
    assert all_to_make([REPORT], folder, SEAL) == [REPORT]
    assert not read_folder(folder).papers


@pytest.fixture
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notebooks")
    for name in ("annual_report", "audit", "sheet"):
        (folder / f"{name}.ipynb").write_text(name)
    return folder


def test_the_manifest_keeps_the_files_of_papers_that_were_not_made(folder: Path, notebooks: Path):
    told = manifest({"seal": SEAL}, [AUDIT, REPORT], folder, notebooks)
    assert list(told["papers"]) == ["annual_report", "audit", "sheet-alvik"]
    assert told["papers"]["sheet-alvik"] == {"notebook": "sheet", "parameters": {"municipality": "alvik"}}
    assert sorted(told["outputs"]) == ["sheet-alvik.html", "sheet-alvik.ipynb"]
    assert told["notebooks"] == {
        "annual_report": sha256(b"annual_report"), "audit": sha256(b"audit"), "sheet": "2"
    }  # fmt: skip
    assert left_out(told, folder) == []


def test_a_paper_that_could_not_be_made_again_is_left_out(folder: Path, notebooks: Path):
    told = manifest({"seal": OTHER}, [REPORT], folder, notebooks)
    assert (list(told["papers"]), told["outputs"]) == (["annual_report"], {})
    assert left_out(told, folder) == ["sheet-alvik.html", "sheet-alvik.ipynb"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("7", 7), ("0.5", 0.5), ("true", True), ('"7"', "7"), ("tjugo", "tjugo"), ("a=b", "a=b"), ("", "")],
)
def test_a_parameter_is_read_as_it_is_typed(text: str, value: object):
    assert read_parameter(f"name={text}") == ("name", value)


@pytest.mark.parametrize("text", ["year", "=2024", ""])
def test_a_parameter_needs_a_name_and_a_value(text: str):
    with pytest.raises(InvalidParameter, match=f"Skriv parametern som NAMN=VÄRDE, inte ”{text}”."):
        read_parameter(text)
