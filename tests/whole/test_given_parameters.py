"""Forty parameters as people write them: through plain papermill and the command each is right or refused."""

import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat
import papermill.cli
import pytest
from click.testing import CliRunner
from IPython.core.interactiveshell import InteractiveShell
from papermill import PapermillExecutionError, execute_notebook
from traitlets.config import Config

from boards import REAL
from namndbok.data import json_value, load_data
from namndbok.errors import NamndbokError
from namndbok.publish.papers import Request
from namndbok.publish.report import read
from workbook import ROOT

pytest_plugins = "desks"

DATA = load_data(REAL)
YEARS = {"annual_report": 2024, "interim_report": 2022, "budget": 2025, "cost_split": 2024}
COMMANDS = {"annual_report": "report", "interim_report": "interim", "budget": "budget"}
COMMANDS |= {"cost_split": "scenario"}
# What is given to papermill; what is typed after the command (None where the command has no such parameter);
# what is meant by it, or the words of a refusal.
TABLE: dict[str, list[tuple[str, str | None, dict[str, Any] | str]]] = {
    "annual_report": [
        ("year 2022", None, {"year": 2022}),
        ('year "2 022"', None, {"year": 2022}),
        ("year 22", None, "Parametern year är ”22” men ska vara ett årtal"),
        ("year nyss", None, "Parametern year är ”nyss” men ska vara ett årtal"),
        ("year True", None, "Parametern year är ”True” men ska vara ett årtal"),
        ("yaer 2023", "-p yaer=2023", "Parametern yaer finns inte. Menade du year?"),
        ("through 2022-05", "-p through=2022-05", "Parametern through finns inte."),
        ("equalshare 0.35", "-p equalshare=0.35", "Parametern equalshare finns inte."),
    ],
    "interim_report": [
        ("through 2022-05", "--through 2022-05", {"through": "2022-05"}),
        ("through 5", "--through 5", {"through": "2022-05"}),
        ("through 05", "--through 05", {"through": "2022-05"}),
        ("through maj", "--through maj", {"through": "2022-05"}),
        ('through "Maj 2022"', '--through "Maj 2022"', {"through": "2022-05"}),
        ("through 2022-05-31", "--through 2022-05-31", {"through": "2022-05"}),
        ("through 13", "--through 13", "är ”13” men ska vara en månad"),
        ("through vår", "--through vår", "är ”vår” men ska vara en månad"),
        ("through 2021-05", "--through 2021-05", "är ”2021-05” men ska vara en månad under 2022"),
        ("trough maj", None, "Parametern trough finns inte. Menade du through?"),
    ],
    "budget": [
        ("percent 2.5", "--percent 2.5", {"percent": 2.5}),
        ("percent 2,5", "--percent 2,5", {"percent": 2.5}),
        ('percent "2,5 %"', '--percent "2,5 %"', {"percent": 2.5}),
        ("percent -1", "--percent -1", {"percent": -1.0}),
        ("percent tre", "--percent tre", "är ”tre” men ska vara procent, från -100 till 100"),
        ("percent 1000", "--percent 1000", "men ska vara procent, från -100 till 100"),
        ("precent 2", "--precent 2", "Menade du"),
        ("keep true", "--keep", {"keep": True}),
        ("keep ja", "--keep", {"keep": True}),
        ("keep false", "", {"keep": False}),
        ("keep nej", "", {"keep": False}),
        ("keep kanske", "--keep kanske", "Parametern keep är ”kanske” men ska vara ja eller nej"),
        ("population_date 20231231", "--population-date 20231231", {"population_date": "2023-12-31"}),
        ("population_date 2023-02-30", "--population-date 2023-02-30", "men ska vara ett datum som finns"),
    ],
    "cost_split": [
        ("max_change 0.1", "--max-change 0.1", {"max_change": 0.1}),
        ("max_change 0,1", "--max-change 0,1", {"max_change": 0.1}),
        ('max_change "10 %"', '--max-change "10 %"', {"max_change": 0.1}),
        ("max_change 10", "--max-change 10", "”10”"),
        ('key "35 % lika + invånare"', '--key "35 % lika + invånare"', {"key": "35 % lika + invånare"}),
        ('key "40 % lika"', '--key "40 % lika"', "tillsammans 40\u00a0%, inte 100"),
        ("years 4", "--years 4", {"years": 4}),
        ('floor "10 000"', '--floor "10 000"', {"floor": 10_000}),
        ("floor -5", "--floor -5", "är ”-5” men ska vara hela kronor, minst 0"),
        ('cap "5 %"', '--cap "5 %"', "är ”5 %” men ska vara hela kronor"),
        ('step "1 000"', '--step "1 000"', {"step": 1_000}),
        ("step 0", "--step 0", "ett heltal, minst 1"),
        ("services vatten", "--service vatten", "”vatten”"),
        ("without Lulea", "--without Lulea", "”Lulea”"),
        ("flor 9000", "--flor 9000", "Menade du"),
    ],
}  # fmt: skip
ROWS = [(name, *row) for name, rows in TABLE.items() for row in rows]


class Taken(NamndbokError):
    """What was taken, where a notebook or command would have gone on with it."""


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Stop notebooks and commands when they have read their parameters, which are put here."""
    taken: dict[str, Any] = {}

    def take(**parameters: Any) -> None:
        taken.update({name: json_value(value) for name, value in parameters.items()})
        raise Taken("taken")

    def take_scenario(start: Any, scenario: Any) -> None:
        take(**asdict(scenario))

    def take_papers(title: str, name: str, options: Any, papers: Callable, *, ongoing: bool = False) -> None:
        folders = (options.data, options.out, options.notebooks)
        _, [paper] = read(Request(name, options.year, papers, *folders, ongoing))
        take(year=options.year, **paper.parameters)

    for opened in ("books.open_book", "books.open_period", "proposals.budget.open_proposal"):
        monkeypatch.setattr(f"namndbok.{opened}", take)
    for name, stand_in in {"redistribute": take_scenario, "load_data": lambda folder: DATA}.items():
        monkeypatch.setattr(f"namndbok.proposals.scenario.redistribution.{name}", stand_in)
    monkeypatch.setattr("namndbok.publish.report.load_data", lambda folder: DATA)
    monkeypatch.setattr("namndbok.cli.paper_commands.carry_out", take_papers)
    return taken


@pytest.fixture(scope="module")
def shell() -> Iterator[InteractiveShell]:
    """Give what a kernel runs cells in; it takes the place of the main module while it is used."""
    main = sys.modules["__main__"]
    plain = {"xmode": "Minimal", "colors": "nocolor"}
    yield InteractiveShell(config=Config({"HistoryManager": {"enabled": False}, "InteractiveShell": plain}))
    sys.modules["__main__"] = main


def run_setup(shell: InteractiveShell, notebook: Path) -> str:
    """Run a notebook until its parameters are read, and return what stops it."""
    with patch("gc.collect"):  # which takes longer than all the rest
        shell.reset()
    for cell in nbformat.read(notebook, as_version=4).cells:
        if {"parameters", "injected-parameters", "setup"} & {*cell.metadata.get("tags", [])}:
            result = shell.run_cell(cell.source, store_history=True)
            if result.error_in_exec:
                return str(result.error_in_exec)
    raise AssertionError("the setup cell takes no parameters")


def check(taken: dict[str, Any], said: str, meant: dict[str, Any] | str) -> None:
    """Check that parameters were taken as they are meant, or refused with the right words."""
    if isinstance(meant, str):
        assert taken == {} and meant in said
    else:
        assert {name: taken.get(name) for name in meant} == meant, said


def test_there_are_forty_and_more():
    assert len(ROWS) >= 40


@pytest.mark.parametrize(
    ("name", "given", "typed", "meant"), ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS]
)
def test_plain_papermill_gives_what_is_meant_or_a_refusal(shell, taken, tmp_path, name, given, typed, meant):
    out = tmp_path / "out.ipynb"
    words = [str(ROOT / "notebooks" / f"{name}.ipynb"), str(out), "--prepare-only", "-p", *shlex.split(given)]
    assert CliRunner().invoke(papermill.cli.papermill, words).exit_code == 0
    check(taken, run_setup(shell, out), meant)


TYPED = [row for row in ROWS if row[2] is not None]


@pytest.mark.parametrize(
    ("name", "given", "typed", "meant"), TYPED, ids=[f"{row[0]}: {row[2]}" for row in TYPED]
)
def test_the_command_gives_what_is_meant_or_a_refusal(tell, taken, monkeypatch, name, given, typed, meant):
    monkeypatch.chdir(ROOT)
    done = tell(COMMANDS[name], str(YEARS[name]), *shlex.split(typed))
    refused = "" if "Parametern keep" in str(meant) else meant  # a flag takes no value
    check(taken, done.err, refused if isinstance(meant, str) else meant)
    assert done.status == 2


def test_a_real_run_by_papermill_stops_in_its_setup_cell(tmp_path):
    notebook, out = ROOT / "notebooks" / "budget.ipynb", tmp_path / "out.ipynb"
    with pytest.raises(
        PapermillExecutionError, match="Parametern keep är ”kanske” men ska vara ja eller nej"
    ):
        execute_notebook(notebook, out, {"keep": "kanske"}, cwd=ROOT, progress_bar=False)
