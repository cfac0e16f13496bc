"""The budget's workbook: every formula has its value, and LibreOffice comes to the library's figures."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from boards import REAL
from namndbok.data import check_new_workbook
from namndbok.errors import InvalidParameter
from namndbok.proposals.budget import Proposal, budget_workbook, open_proposal
from office import recalculated
from small_proposal import small_proposal

SHEETS, PERCENT = ("Budget", "Avgifter"), "B4"


def figures(workbook) -> tuple[list[tuple], list[tuple]]:
    """Return the lines of the budget and the fees by municipality, sums included."""
    budget, fees = (list(workbook[title].iter_rows(min_row=7, values_only=True)) for title in SHEETS)
    return [row[:7] for row in budget], fees


def expected(proposal: Proposal) -> dict[str, int]:
    """Return what each municipality pays in all, by name."""
    names = proposal.data.lookup("municipalities", "code", "name")
    return {name: proposal.facts[f"proposal.pays.{code}.next"].value for code, name in names.items()}


def test_stored_values_and_libreoffice_agree_with_the_library(tmp_path):
    proposal = open_proposal(REAL, 2025, percent=2.5, keep=True)
    (tmp_path / "budget.xlsx").write_bytes(budget_workbook(proposal))
    changed = load_workbook(tmp_path / "budget.xlsx")
    changed["Budget"][PERCENT] = 3.7
    changed.save(tmp_path / "changed.xlsx")
    stored = load_workbook(tmp_path / "budget.xlsx", data_only=True)
    books = recalculated(tmp_path)
    assert figures(stored) == figures(books["budget.xlsx"])
    higher = open_proposal(REAL, 2025, percent=3.7, keep=True)
    for book, other in ((stored, proposal), (books["changed.xlsx"], higher)):
        lines, fees = figures(book)
        assert lines[-1][2] == fees[-1][-1] == other.facts["proposal.income"].value
        assert {row[0]: row[-1] for row in fees[:-1]} == expected(other)


def test_no_formula_is_without_its_value(tmp_path):
    (tmp_path / "b.xlsx").write_bytes(budget_workbook(small_proposal(percent=2.0)))
    formulas, values = (load_workbook(tmp_path / "b.xlsx", data_only=only) for only in (False, True))
    cells = [(sheet.title, cell) for sheet in formulas for row in sheet.iter_rows() for cell in row]
    found = [(title, cell.coordinate) for title, cell in cells if str(cell.value).startswith("=")]
    assert len(found) > 20
    assert [name for name in found if values[name[0]][name[1]].value is None] == []


def test_the_same_proposal_gives_the_same_bytes():
    assert budget_workbook(small_proposal()) == budget_workbook(small_proposal())


@pytest.mark.parametrize(("name", "reason"), [("a.xls", r"ska sluta på \.xlsx"), ("a.xlsx", "finns redan")])
def test_a_name_that_cannot_be_used_is_refused(tmp_path: Path, name: str, reason: str):
    (tmp_path / "a.xlsx").write_text("mitt")
    with pytest.raises(InvalidParameter, match=reason):
        check_new_workbook(tmp_path / name)
    assert (tmp_path / "a.xlsx").read_text() == "mitt"


def test_fees_that_are_rounded_another_way_are_not_computed_wrongly():
    models = "component | from_year | equal_share | rounding\n basic | 2031 | 100 | largest_remainder"
    with pytest.raises(InvalidParameter, match="uddatalsmetoden"):
        budget_workbook(small_proposal(split_models=models))
