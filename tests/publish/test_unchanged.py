"""What has not changed is not run again; what has changed always is."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from boards import invented_board, put
from namndbok.publish import workers
from namndbok.publish.edition import find_unchanged
from namndbok.publish.papers import Paper, Request
from namndbok.publish.report import publish_papers
from workbook import YEAR, Desk, contents

pytest_plugins = "desks"


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the names of the papers that are run."""
    names, do_job = [], workers.do_job

    def noted(job, *words, **options):
        names.append(job.name)
        return do_job(job, *words, **options)

    monkeypatch.setattr(workers, "do_job", noted)
    return names


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the report of an invented board once, and give the folder of reports."""
    desk = Desk(tmp_path_factory.mktemp("first"), Path("/tmp"))
    invented_board(desk.folder)
    desk.notebooks.mkdir()
    desk.uses("sound")
    publish_papers(request(desk))
    return desk.out


@pytest.fixture
def made(reports: Path, desk: Desk) -> Desk:
    """Give a desk on which the report has been made, of the same as there."""
    shutil.copytree(reports, desk.out)
    return desk


def request(desk: Desk) -> Request:
    paper = Paper("annual_report", "annual_report")
    return Request("report", YEAR, lambda tables: [paper], desk.data, desk.out, desk.notebooks)


def test_nothing_is_run_again_when_nothing_has_changed(made: Desk, tell: Callable, runs: list[str]):
    before = contents(made.year)
    assert tell(*made.words).status == 0
    assert runs == []
    assert contents(made.year) == before


def test_everything_is_run_again_when_forced(made: Desk, tell: Callable, runs: list[str]):
    assert tell(*made.words, "--force").status == 0
    assert runs == ["annual_report"]


def test_a_change_of_the_tables_runs_it_again(made: Desk, tell: Callable, runs: list[str]):
    put(made.data / "outcome.csv", 5, "cost", "1")
    assert tell(*made.words).status == 0
    assert runs == ["annual_report"]


def test_a_changed_notebook_is_run_again(made: Desk, tell: Callable, runs: list[str]):
    made.uses("slow")
    assert tell(*made.words).status == 0
    assert runs == ["annual_report"]


@pytest.mark.parametrize(
    ("name", "other"),
    [("versions", {"python": "2.7"}), ("folder_digests", {"facts.py": "0"})],
    ids=["other versions", "another library"],
)
def test_with_other_versions_or_another_library_it_is_not_called_unchanged(
    made: Desk, tell: Callable, runs: list[str], monkeypatch: pytest.MonkeyPatch, name: str, other: object
):
    monkeypatch.setattr(f"namndbok.publish.edition.{name}", lambda *folder: other)
    assert find_unchanged(request(made)) is None


def test_a_comment_that_is_new_runs_it_again(made: Desk, tell: Callable, runs: list[str]):
    (made.data / "commentary" / f"{YEAR}.md").unlink()
    assert tell(*made.words).status == 0
    assert runs == ["annual_report"]
    (made.data / "commentary" / f"{YEAR}.md").write_text("# resultat\n\nNytt.\n", encoding="utf-8")
    assert find_unchanged(request(made)) is None


@pytest.mark.parametrize("name", ["annual_report.html", "facts.json", "index.html"])
def test_a_folder_that_is_not_whole_is_not_called_unchanged(made: Desk, name: str):
    assert find_unchanged(request(made))
    (made.year / name).write_text("skadad")
    assert find_unchanged(request(made)) is None


def test_a_folder_halfway_through_a_swap_is_not_called_unchanged(made: Desk):
    (made.out / f".{YEAR}.swap").mkdir()
    (made.out / f".{YEAR}.swap" / "undo.json").touch()
    assert find_unchanged(request(made)) is None


def test_an_edition_that_was_fetched_is_run_and_said_to_be_the_same(
    made: Desk, tell: Callable, runs: list[str]
):
    before = contents(made.year)
    (made.out / "run.log").unlink()
    done = tell(*made.words)
    assert (done.status, len(runs)) == (0, 1)
    said = "Sidan, arbetsboken, fakta och iakttagelser är desamma som de publicerade, byte för byte.\n"
    assert said in done.out and "Inget har ändrats" not in done.out
    assert contents(made.year) == before
    assert "Inget har ändrats sedan sist, så inget är omkört.\n" in tell(*made.words).out


def test_an_edition_made_on_another_computer_is_run(made: Desk, tell, runs: list[str], monkeypatch):
    monkeypatch.setattr("platform.node", lambda: "en annan dator")
    assert tell(*made.words).status == 0
    assert runs == ["annual_report"]


def test_files_that_differ_from_those_that_were_published_are_named(made: Desk, tell: Callable):
    put(made.data / "texts.csv", 2, "text", "Något annat.")
    files = "annual_report.html, annual_report.ipynb och index.html"
    assert f"Ändrat sedan det publicerades förra gången: {files}.\n" in tell(*made.words).out


def test_what_is_made_with_other_parameters_is_another_request(made: Desk, tell: Callable):
    assert find_unchanged(request(made))
    assert find_unchanged(replace(request(made), name="report year=2030")) is None


def test_nothing_heavy_is_imported_to_see_that_nothing_has_changed(made: Desk):
    code = (
        "import sys; from namndbok.cli.app import main\n"
        "try: main()\n"
        "finally: print(*{'matplotlib', 'numpy', 'pandas', 'papermill', 'nbconvert'} & sys.modules.keys())"
    )
    words = [sys.executable, "-c", code, *made.words]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=True)
    assert "Inget har ändrats sedan sist" in done.stdout and done.stdout.endswith("\n\n")
