"""The page on a new year is run as it stands: from last year's tables and the office's files to a report."""

import re
import shlex
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from boards import real_board
from namndbok.data import load_data
from office_year import FEES, LEDGER, MEETINGS, account_report, attendance_list, fee_list
from workbook import ROOT

pytest_plugins = "desks"

PAGE = (ROOT / "docs" / "new-year.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"^    (namndbok .+)$", PAGE, re.M)]
TYPED = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in re.findall(r"^\| [A-ZÅÄÖ].*\|$", PAGE, re.M)
]
MOST_COMMANDS, MOST_CELLS = 8, 60


def fill_in(path: Path) -> None:
    """Type the cells of the page's table into the workbook, as a person would."""
    book = openpyxl.load_workbook(path)
    for sheet, row, column, text in TYPED:
        cells = [[cell for cell in line] for line in book[sheet].iter_rows()]
        heads = next(line for line in cells if column in [cell.value for cell in line])
        place = next(cell.column for cell in heads if cell.value == column)
        line = next(line for line in cells if any(str(cell.value or "").startswith(row) for cell in line))
        cell = book[sheet].cell(line[0].row, place)
        cell.value = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text
    book.save(path)


def test_the_page_keeps_to_few_commands_and_cells():
    answers = sum(word == "--answer" for command in COMMANDS for word in command)
    assert len(COMMANDS) <= MOST_COMMANDS
    assert len(TYPED) + answers <= MOST_CELLS


@pytest.fixture(scope="module")
def names() -> list[str]:
    return load_data(ROOT / "data")["municipalities"]["name"].tolist()


def test_the_page_leads_to_the_report_of_the_new_year(tell, tmp_path, monkeypatch, names):
    data = real_board(tmp_path)
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    account_report(tmp_path / "resultatrapport-2025.xlsx")
    attendance_list(tmp_path / "närvaro-2025.xlsx", names)
    fee_list(tmp_path / "avgifter-2025.csv", names)
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        if command[:2] == ["import", "nämnden-2025.xlsx"]:
            fill_in(tmp_path / command[1])
        done = tell(*command)
        assert done.status == 0, f"{command}: {done.out[-2000:]}{done.err}"
    assert (tmp_path / "reports" / "2025" / "annual_report.html").is_file()
    tables = load_data(data)
    outcome = tables.of_year("outcome", 2025)
    assert list(zip(outcome["income"], outcome["cost"], strict=True)) == [
        (income, cost) for _, income, cost in LEDGER.values()
    ]
    meetings = tables.of_year("meetings", 2025)
    held = [present for body in MEETINGS.values() for present in body.values()]
    assert meetings["present"].tolist() == held and set(meetings["entitled"]) == {14}
    fees = tables.of_year("fees", 2025)
    assert fees["fee"].sum() == 14 * sum(FEES.values())
    reviews = tables.of_year("goal_reviews", 2025)
    assert sorted(reviews["assessment"]) == ["met"] * 8 + ["not_met"] * 2
    assert tables.of_year("controls", 2025)["result"].tolist() == ["ok", "ok", "ok", "deviation"]
