"""A published folder made again from its data, and what is said when the second one is another."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from boards import REAL, invented_board, put
from forgery import replaced, seal_again
from namndbok import publish
from namndbok.errors import NotebookFailed
from namndbok.publish.papers import Paper, Request
from namndbok.publish.report import Published, publish_papers
from namndbok.verify import verify
from small_folder import NBSP, RESULT

NOTEBOOKS = REAL.parent / "notebooks"
REPORT = Paper("annual_report", "annual_report")


@dataclass
class Again:
    """Stand in for a run: copy a folder, changed or not, as if it had just been made."""

    source: Path

    def __call__(self, request, **how):
        made = Path(shutil.copytree(self.source, request.folder))
        manifest = (made / "manifest.json").read_text(encoding="utf-8")
        pages = tuple(made / paper.page for paper in request.papers(None))
        return Published(None, manifest.split('"seal": "')[1][:64], pages, (), frozenset(pages), None, 0)


@pytest.fixture
def again(small, tmp_path, monkeypatch):
    """Let a rerun give a copy of the published folder, which a test may change first; return the copy."""
    copy = Path(shutil.copytree(small, tmp_path / "again"))
    monkeypatch.setattr(publish, "publish_papers", Again(copy))
    return copy


def rerun(folder, **how):
    """Keep what the rerun says."""
    found = verify(folder, data=REAL, notebooks=NOTEBOOKS, **how)
    return [one for one in found if one.place.startswith("omkörningen")]


def test_folder_made_again_from_its_data_is_the_same(tmp_path):
    data = invented_board(tmp_path)
    request = Request("report", 2031, lambda tables: [REPORT], data, tmp_path / "out", NOTEBOOKS)
    done = publish_papers(request)
    assert verify(done.page.parent, data=data, notebooks=NOTEBOOKS) == ()
    put(data / "outcome.csv", 2, "income", "1")
    (found,) = verify(done.page.parent, data=data, quick=True)
    assert (found.file, found.place) == ("sjodalen/outcome.csv", "underlaget som rapporten gjordes av")


def test_same_files_again_are_no_mismatch(small, again):
    assert rerun(small) == []


def test_first_line_that_differs_is_named_with_its_fact(small, again, monkeypatch):
    monkeypatch.setattr("namndbok.verify.rerun.library_differs", lambda manifest: ())
    names = "annual_report.html", "annual_report.ipynb", "facts.json"
    for name in names:
        replaced(small / name, RESULT, f"336{NBSP}036{NBSP}kr")
    seal_again(small)
    found = {one.file: one for one in rerun(small)}
    assert found.pop("manifest.json").place == "omkörningen, sigillet"
    assert sorted(found) == sorted(names)
    for one in found.values():
        first = "outcome.drift" if one.file == "facts.json" else "economy.result"
        assert one.place.endswith(f", faktum {first}")
        assert f"336{NBSP}035" in one.expected
        assert f"336{NBSP}036" in one.found


def test_other_seal_is_a_mismatch(small, again, monkeypatch):
    monkeypatch.setattr("namndbok.verify.rerun.library_differs", lambda manifest: ())
    replaced(again / "manifest.json", '"seal": "', '"seal": "0', times=1)
    assert [one.place for one in rerun(small)] == ["omkörningen, sigillet"]


def test_seal_of_another_library_is_no_mismatch_if_that_is_all(small, again, monkeypatch):
    monkeypatch.setattr("namndbok.verify.rerun.library_differs", lambda manifest: ("Nämndboks egna filer",))
    replaced(again / "manifest.json", '"facts.py": "', '"facts.py": "0', times=1)
    seal_again(again)
    assert rerun(small) == []
    replaced(again / "annual_report.html", f"336{NBSP}035", f"336{NBSP}036", times=1)
    assert [one.file for one in rerun(small)] == ["annual_report.html"]


def test_run_that_stops_is_told(small, monkeypatch):
    def stop(*args, **how):
        raise NotebookFailed("En cell stannade.\nMer om det.")

    monkeypatch.setattr(publish, "publish_papers", stop)
    assert [one.found for one in rerun(small)] == ["En cell stannade."]


def test_file_that_the_rerun_gives_and_the_folder_lacks_is_told(small, again):
    (small / "findings.json").unlink()
    found = verify(small, data=REAL, notebooks=NOTEBOOKS)
    assert any(one.file == "findings.json" and one.found == "saknas" for one in found)


def test_nothing_is_run_without_folders_and_that_is_told(small):
    (found,) = verify(small)
    assert found.place == "omkörningen"


def test_nothing_is_run_when_quick(small, monkeypatch):
    monkeypatch.setattr(publish, "publish_papers", None)
    assert rerun(small, quick=True) == []


@pytest.mark.parametrize("key", ["notebook", "annual_report"])
def test_only_a_workbook_of_ones_own_is_run(small, monkeypatch, key):
    """The manifest is somebody else's: it must not choose what code runs."""
    monkeypatch.setattr(publish, "publish_papers", None)
    old = '"notebook": "annual_report"' if key == "notebook" else '"annual_report": {'
    replaced(small / "manifest.json", old, old.replace("annual_report", "../reports/annual_report"))
    assert "../reports/annual_report" in [one.found for one in rerun(small)]


@pytest.mark.parametrize(
    ("old", "new"),
    [('"notebook": "annual_report"', '"notebook": "audit"'), ('"parameters": {}', '"parameters": {"a": 1}')],
)
def test_paper_made_in_another_way_than_its_workbook_says_is_told(small, old, new):
    replaced(small / "manifest.json", old, new)
    assert "papers, annual_report" in [one.place for one in verify(small, quick=True)]
