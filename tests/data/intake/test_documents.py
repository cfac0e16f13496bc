"""The tables of both documents, pasted as text, come in equal to the board's data: nothing would change."""

from pathlib import Path

import pytest

from boards import REAL
from namndbok.data import read_grids
from namndbok.data.intake.plan import plan_import
from namndbok.data.load import load_data

DOCUMENTS = Path(__file__).with_name("documents")
# Rows of each table, counted in the documents, and what has to be answered about what is misprinted there.
MISPRINTED = {
    "ECO-system Grundplattform 2 022, 2023, 2024": "social-platform",
    "Uppstartskost nad engångs": "social-startup",
    "Leveranskostnad engångs": "social-delivery",
    "Löpande nyttjande licens * PROGROS*": "social-licence",
}
PASTED = [
    ("outcome-2024.txt", "outcome", 5, {}),
    ("budget-2024.txt", "budget", 14, {"budget-2024.txt!B20": "ja"}),
    ("fees-2024.txt", "fees", 154, MISPRINTED),
    ("board-2024.txt", "meetings", 4, {}),
    ("preparatory-2024.txt", "meetings", 4, {}),
    ("preparatory-2022.txt", "meetings", 5, {}),
    ("outcome-2022.txt", "outcome", 1, {}),
    ("budget-2022.txt", "budget", 2, {}),
    ("forecast-2022.txt", "forecast", 1, {}),
]


@pytest.fixture(scope="module")
def board():
    return load_data(REAL)


@pytest.mark.parametrize(("file", "table", "rows", "answers"), PASTED, ids=[case[0] for case in PASTED])
def test_a_pasted_table_is_equal_to_the_data(file, table, rows, answers, board):
    plan = plan_import(read_grids(DOCUMENTS / file), board, mapping=answers)
    assert (plan.faults, plan.questions) == ([], [])
    assert plan.counts == {table: {"new": 0, "replaced": 0, "same": rows}}
    assert set(plan.changes) <= {"import_mappings"}


@pytest.mark.parametrize(("file", "table", "rows", "answers"), PASTED, ids=[case[0] for case in PASTED])
def test_just_what_is_misprinted_is_asked_about(file, table, rows, answers, board):
    plan = plan_import(read_grids(DOCUMENTS / file), board)
    assert [question.about for question in plan.questions] == list(answers)


def test_the_star_at_a_fee_is_its_mark(board):
    plan = plan_import(read_grids(DOCUMENTS / "fees-2024.txt"), board, mapping=MISPRINTED)
    assert [(cell.found, cell.becomes) for cell in plan.cells if "*" in cell.found] == [
        ("*184 800", "184800 (*)")
    ]


def test_a_printed_total_that_its_rows_do_not_give_is_named_with_both_amounts(board):
    (question,) = plan_import(read_grids(DOCUMENTS / "budget-2024.txt"), board).questions
    assert "7 830 800" in question.text.replace("\xa0", " ") and "5 851 200" in question.text.replace(
        "\xa0", " "
    )
