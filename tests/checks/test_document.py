"""`docs/checks.md` is what the command writes today, and what it says of the real board is so."""

import re
from pathlib import Path

import pytest

from boards import invented_board
from namndbok.checks import CHECKS
from planting import KINDS
from planting.document import (
    FAMILIES,
    HEAD,
    SEED,
    check_lists,
    objections,
    real_boards,
)
from planting.harness import Board

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
# An objection in words, the finding that says it, without its digest, and a row that it names.
OBJECTION = re.compile(
    r"^\| [^|`]+\. \| `([a-z_]+\.[a-z_]+\.\d{4}\.[a-z0-9_-]+)` \| `([a-z_]+:\d+)` \|$", re.M
)
NUMBER = r"(\d+(?:\u00a0%)?|–)"


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def real() -> list[Board]:
    return real_boards()


def rates(page: str) -> dict[str, list[str]]:
    """Return the numbers of each row in the table of catch rates."""
    rows = re.findall(rf"^\| ([^|]+) \|((?: {NUMBER} \|){{7}})$", page, re.MULTILINE)
    return {name: cells.strip(" |").split(" | ") for name, cells, _ in rows}


def test_the_page_is_what_the_command_writes(page: str):
    """Without measuring all kinds again; `make bench` does that for some."""
    assert page.startswith(HEAD.format(seed=SEED))
    assert "\n".join(check_lists()) in page
    assert page.endswith(objections())


def test_every_kind_has_a_row_and_none_is_noticed_less_than_half(page: str):
    table = rates(page)
    assert [*table] == [kind.name for kind in KINDS.values()] + ["**alla**"]
    shares = {name: int(cells[6].split()[0]) for name, cells in table.items()}
    assert min(shares.values()) >= 50
    assert shares["**alla**"] >= 90


def test_the_page_says_that_there_are_no_false_alarms(page: str):
    assert "Falska larm på 20 genererade nämnder utan fel, två år var: 0." in page


def test_every_kind_that_is_missed_somewhere_is_explained(page: str):
    missed = [name for name, cells in rates(page).items() if cells[6] != "100\u00a0%"]
    told = re.findall(r"^- ([^:\n]+): \S.*\.$", page, re.MULTILINE)
    assert set(missed) - {"**alla**"} <= set(told)


def test_every_family_of_checks_is_listed():
    assert {id.split(".")[0] for id in CHECKS} == set(FAMILIES)


def test_each_objection_is_found_on_the_real_board_at_the_row_that_it_names(real: list[Board]):
    found = {name: rows for board in real for name, rows in board.before.items()}
    named = OBJECTION.findall(objections())
    assert len(named) > 50
    assert len(named) == len(set(named)) == objections().count("\n| ") - 1
    assert [(name, row) for name, row in named if row not in found.get(name, ())] == []


def test_every_finding_on_the_real_board_is_an_objection_or_says_what_could_not_be_checked(real: list[Board]):
    """A remark that is told in two years needs to stand in the list once."""
    named = {name for name, _ in OBJECTION.findall(objections())}
    found = {name for board in real for name in board.before}
    untold = [
        name for name in found - named if not name.startswith(("missing.tables", "missing.recommendation"))
    ]
    assert untold == []


def test_another_board_has_a_page_of_its_own(tmp_path: Path):
    """It has one year with a budget, and nobody has written objections about it.

    Of 400 kr for the meters, a third each is not 100, 100 and 200; of 200 kr for readings, half alike and
    half by inhabitants is 50, 67 and 83, not 50, 50 and 100. Three things in its year wheel and list are
    late or not done.
    """
    folder = invented_board(tmp_path)
    (board,) = real_boards(folder)
    assert (board.year, dict(board.before)) == (
        2031,
        {
            "conflict.split_model.2031.meters": {"split_models:3", "fees:5", "fees:6", "fees:7"},
            "conflict.split_model.2031.readings": {"split_models:5", "fees:8", "fees:9", "fees:10"},
            "time.reporting.2031.2031-03-04-attestordningen": {"year_wheel:3"},
            "time.reporting.2031.2031-06-30-avtal-med-laboratoriet-provas-pa-nytt": {"follow_ups:2"},
            "time.reporting.2031.2031-12-31-plan-for-nodvatten": {"year_wheel:5"},
        },
    )
    assert objections(folder) == ""
