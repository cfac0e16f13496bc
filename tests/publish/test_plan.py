"""Which papers are made for the next edition and which are kept: a folder has one seal."""

from pathlib import Path

import pytest

from namndbok.data.disk import Disk
from namndbok.data.files import sha256
from namndbok.errors import InvalidParameter
from namndbok.publish.edition import read_standing, seal_edition
from namndbok.publish.in_place import log_run
from namndbok.publish.papers import Paper, Request
from namndbok.publish.plan import Plan, check_paper
from workbook import SMALL

REPORT, AUDIT = Paper("annual_report", "annual_report"), Paper("audit", "audit")
SHEETS = [Paper(f"sheet-{name}", "sheet", {"municipality": name}) for name in ("alvik", "bergsta")]
NOTEBOOKS = ("annual_report", "audit", "sheet")
BASIS, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Give a folder of reports in which the yearly report and two sheets stand, made on this computer."""
    out, folder, papers = tmp_path / "out", tmp_path / "out" / "2031", [REPORT, *SHEETS]
    folder.mkdir(parents=True)
    for name in NOTEBOOKS:
        (tmp_path / f"{name}.ipynb").write_text(name)
    files = {name: name.encode() for paper in papers for name in paper.files}
    hashes = {name: sha256(name.encode()) for name in NOTEBOOKS}
    for name, content in seal_edition({"basis": BASIS}, papers, hashes, files)[1].items():
        (folder / name).write_bytes(content)
    log_run(out, plan(out, papers).entry, disk=Disk())
    return out


def plan(out: Path, asked: list[Paper], basis: str = BASIS, *, force: bool = False) -> Plan:
    request = Request("report", 2031, lambda tables: asked, Path("data"), out, out.parent, force=force)
    return Plan(request, asked, None, {"basis": basis}, read_standing(out / "2031"))


def test_of_the_same_only_what_does_not_stand_is_made(out: Path):
    found = plan(out, [AUDIT])
    assert (found.to_make, found.kept) == ([AUDIT], [REPORT, *SHEETS])
    assert plan(out, [REPORT]).to_make == []


def test_of_something_else_what_stands_is_made_too(out: Path):
    found = plan(out, [AUDIT], OTHER)
    assert (found.to_make, found.kept) == ([AUDIT, REPORT, *SHEETS], [])
    assert found.entry["again"] == ["annual_report", *(sheet.name for sheet in SHEETS)]


def test_what_is_asked_for_is_made_as_it_is_asked_for(out: Path):
    brief = Paper("annual_report", "annual_report", {"brief": True})
    assert plan(out, [brief]).to_make == [brief]


def test_a_paper_that_is_not_whole_is_made_again(out: Path):
    (out / "2031" / "sheet-alvik.html").write_text("ändrad")
    assert plan(out, [REPORT]).to_make == [SHEETS[0]]


def test_all_papers_of_a_changed_notebook_are_made_again(out: Path):
    (out.parent / "sheet.ipynb").write_text("ändrad")
    assert plan(out, [REPORT]).to_make == SHEETS


def test_what_is_asked_for_of_a_fetched_edition_is_made(out: Path):
    (out / "run.log").unlink()
    assert plan(out, [REPORT]).to_make == [REPORT]


def test_what_is_asked_for_with_force_is_made(out: Path):
    assert plan(out, [REPORT], force=True).to_make == [REPORT]


@pytest.mark.parametrize(("name", "how"), [("year", "kommandots ÅR"), ("data", "--data")])
def test_year_and_data_are_not_given_as_parameters(name: str, how: str):
    paper = Paper("sound", "sound", {name: 2031 if name == "year" else "data"})
    request = Request("report", 2031, lambda tables: [paper], Path("data"), Path("out"), SMALL)
    with pytest.raises(InvalidParameter, match=f"Parametern {name} ges som {how}, inte med -p."):
        check_paper(paper, request)
