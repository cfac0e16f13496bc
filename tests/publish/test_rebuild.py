"""What has not changed is not run again; what has changed always is."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from boards import put
from namndbok.books.book import open_book
from namndbok.errors import NotebookFailed
from namndbok.publish import workers
from namndbok.publish.papers import Paper
from namndbok.publish.report import publish_papers
from namndbok.publish.workers import Crew
from workbook import ROOT, SMALL, YEAR, Desk, contents

pytest_plugins = "desks"


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the names of the papers that are run."""
    names, do_task = [], workers.do_task

    def noted(task, *words, **options):
        names.append(task.name)
        return do_task(task, *words, **options)

    monkeypatch.setattr(workers, "do_task", noted)
    return names


@pytest.fixture
def made(desk: Desk, tell: Callable, runs: list[str]) -> Desk:
    """Give a desk on which the report has been made once."""
    assert tell(*desk.words).status == 0
    assert runs == ["annual_report"]
    return desk


def test_nothing_is_run_again_when_nothing_has_changed(made: Desk, tell: Callable, runs: list[str]):
    before = contents(made.year)
    assert tell(*made.words).status == 0
    assert len(runs) == 1
    assert contents(made.year) == before


def test_everything_is_run_again_when_forced(made: Desk, tell: Callable, runs: list[str]):
    assert tell(*made.words, "--force").status == 0
    assert len(runs) == 2


def test_a_change_that_the_page_does_not_show_gives_it_a_new_seal_only(made: Desk, tell, runs: list[str]):
    page, seal = made.year / "annual_report.html", sealed(made)
    before = page.read_text(encoding="utf-8")
    put(made.data / "texts.csv", 2, "text", "Något annat.")
    done = tell(*made.words)
    assert (done.status, len(runs)) == (0, 1)
    assert "Inget som visas har ändrats sedan sist" in done.out
    assert page.read_text(encoding="utf-8") == before.replace(seal, sealed(made)) != before
    cached = contents(made.year)
    assert tell(*made.words, "--force").status == 0
    assert contents(made.year) == cached


def sealed(desk: Desk) -> str:
    return json.loads((desk.year / "manifest.json").read_text(encoding="utf-8"))["seal"]


def test_a_change_of_a_figure_on_the_page_runs_it_again(made: Desk, tell: Callable, runs: list[str]):
    put(made.data / "outcome.csv", 5, "cost", "1")
    assert tell(*made.words).status == 0
    assert len(runs) == 2


def test_a_changed_notebook_is_run_again(made: Desk, tell: Callable, runs: list[str]):
    made.uses("slow")
    assert tell(*made.words).status == 0
    assert len(runs) == 2


def test_what_did_not_fail_is_not_run_again(desk: Desk, runs: list[str]):
    for name in ("sound", "cell_fails", "slow"):
        (desk.notebooks / f"{name}.ipynb").write_bytes((SMALL / f"{name}.ipynb").read_bytes())
    book, how = open_book(desk.data, YEAR), {"out": desk.out, "notebooks": desk.notebooks}
    papers = [Paper(name, name) for name in ("sound", "cell_fails", "slow")]
    with pytest.raises(NotebookFailed) as caught:
        publish_papers(book, papers, crew=Crew(cached=True), **how)
    kept = desk.out / "failed" / "cell_fails-1.ipynb"
    told = "Cell [4] i arbetsboken stannade: ValueError: tabellen är tom"
    assert str(caught.value) == f"{told}\nDen avbrutna arbetsboken finns i {kept}"
    assert not desk.year.exists() and kept.is_file()
    runs.clear()
    publish_papers(book, [papers[0], papers[2]], crew=Crew(cached=True), **how)
    assert runs == []
    assert {path.suffix for path in Path(desk.year).iterdir()} == {".html", ".ipynb", ".json"}


@pytest.fixture
def interim(desk: Desk, tell: Callable, runs: list[str]) -> tuple[str, ...]:
    """Make the interim report once, and give the words that make it."""
    name = "interim_report.ipynb"
    (desk.notebooks / name).write_bytes((ROOT / "notebooks" / name).read_bytes())
    words = ("interim", str(YEAR), "--through", f"{YEAR}-06", *desk.words[2:])
    assert tell(*words).status == 0
    assert len(runs) == 1
    return words


def test_a_fee_that_the_interim_report_does_not_show_leaves_it(interim, desk: Desk, tell, runs: list[str]):
    put(desk.data / "fees.csv", 14, "fee", "11")  # outside the budget, where it makes no finding
    assert tell(*interim).status == 0
    assert len(runs) == 1
    cached = contents(desk.year)
    assert tell(*interim, "--force").status == 0
    assert (len(runs), contents(desk.year)) == (2, cached)


@pytest.mark.parametrize(
    ("table", "row", "column", "text"),
    [
        ("outcome", 2, "cost", "1"),  # of the period
        ("meetings", 2, "present", "1"),  # of the period
        ("fees", 2, "fee", "1"),  # makes a finding
    ],
)
def test_what_the_interim_report_shows_makes_it_again(
    interim, desk: Desk, tell, runs: list[str], table: str, row: int, column: str, text: str
):
    put(desk.data / f"{table}.csv", row, column, text)
    assert tell(*interim).status == 0
    assert len(runs) == 2
