"""Files in the shapes that offices have become the rows written by hand, or are refused with the cause."""

import tomllib
from datetime import date
from pathlib import Path
from time import monotonic

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from boards import INVENTED
from namndbok.data import read_grids
from namndbok.data.cells import write_cell
from namndbok.data.intake.plan import ImportPlan, plan_import
from namndbok.data.load import load_data

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def board():
    return load_data(INVENTED)


def typed(cell):
    """Return what a cell of a workbook holds: a number, a day or text."""
    if cell.lstrip("-").replace(".", "", 1).isdigit():
        return float(cell) if "." in cell else int(cell)
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return cell


def sheets(text):
    """Part a text into the sheets of a workbook; a line that begins with # names one."""
    found = {}
    for line in text.splitlines():
        if line.startswith("# "):
            found[line[2:]] = []
        else:
            found.setdefault("Blad1", []) if not found else None
            found[list(found)[-1]].append([typed(cell) for cell in line.split("|")] if line else [])
    return found


def written_by_xlsxwriter(path, text):
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets(text).items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value != "":
                        sheet.write(number, column, value)


def written_by_openpyxl(path, text):
    book = openpyxl.Workbook()
    for row in sheets(text)["Blad1"]:
        book.active.append([None if value == "" else value for value in row])
    book.save(path)


def written_by_pandas(path, text):
    heads, *rows = sheets(text)["Blad1"]
    pd.DataFrame(rows, columns=heads).to_excel(path, index=False)


def write_file(case, folder):
    path, text = folder / case["file"], case["text"].removeprefix("\n")
    if path.suffix == ".xlsx":
        globals()[f"written_by_{case.get('writer', 'xlsxwriter')}"](path, text)
    else:
        path.write_bytes(text.encode(case.get("encoding", "utf-8")))
    return path


def planned(case, folder, board) -> ImportPlan:
    grids = read_grids(write_file(case, folder))
    return plan_import(grids, board, case.get("as"), case.get("year"), case.get("answers"))


def expected_rows(text):
    """Read the rows of a case by table; `-` stands for an empty cell, `_` for a space within one."""
    tables = {}
    for part in text.strip().split("\n\n"):
        (name, *columns), *rows = (line.split() for line in part.splitlines())
        cells = (["" if c == "-" else c.replace("_", " ") for c in row] for row in rows)
        tables[name] = [dict(zip(columns, row, strict=True)) for row in cells]
    return tables


@pytest.mark.parametrize("case", [c for c in CASES if "rows" in c], ids=lambda case: case["name"])
def test_a_file_becomes_the_rows_that_were_written_by_hand(case, tmp_path, board):
    plan = planned(case, tmp_path, board)
    assert [str(fault) for fault in plan.faults] == []
    assert [question.text for question in plan.questions] == []
    expected = expected_rows(case["rows"])
    tables = set(plan.changes) - {"documents", "import_mappings"}
    assert tables == set(expected)
    for name, rows in expected.items():
        change = plan.changes[name]
        added = [{c: write_cell(row.get(c)) for c in rows[0]} for row in change.added]
        assert sorted(map(str, added)) == sorted(map(str, rows))
    if "says" in case:
        assert any(case["says"] in remark for remark in plan.remarks), plan.remarks


@pytest.mark.parametrize("case", [c for c in CASES if "asks" in c], ids=lambda case: case["name"])
def test_what_is_not_certain_is_asked_about(case, tmp_path, board):
    plan = planned(case, tmp_path, board)
    assert plan.faults == []
    assert [question.about for question in plan.questions] == case["asks"]
    assert len({question.kind for question in plan.questions}) <= 3


@pytest.mark.parametrize("case", [c for c in CASES if "refused" in c], ids=lambda case: case["name"])
def test_what_cannot_be_read_is_refused_with_its_true_cause(case, tmp_path, board):
    plan = planned(case, tmp_path, board)
    assert len(plan.faults) == 1
    for words in case["refused"]:
        assert words in str(plan.faults[0])


def test_what_is_most_like_a_name_is_offered_first(tmp_path, board):
    text = "Rad;Intäkter;Kostnader\nKansli;3;4\nMätning av vatten;600;580\nProver i laboratorium;1;2\n"
    plan = planned({"file": "utfall 2032.csv", "text": text}, tmp_path, board)
    assert [next(iter(question.options)) for question in plan.questions] == ["meters", "laboratory"]


def test_a_line_that_can_be_parted_in_countless_ways_is_left_at_once(tmp_path, board):
    text = "Avgift Belopp Pris Kostnad Utfall Budget Kommun Rad Post Intäkter\nA 1 " + "000 " * 80 + "1234\n"
    started = monotonic()
    assert planned({"file": "avgifter 2032.txt", "text": text}, tmp_path, board).changes == {}
    assert monotonic() - started < 10


def test_there_are_at_least_eighty_files():
    assert len(CASES) >= 80


def test_the_ten_likeliest_slips_of_an_excel_user_are_among_them():
    slips = {case["slip"] for case in CASES if "slip" in case}
    assert slips == {
        *("separator", "code page", "date forms", "spaces in numbers", "trailing rows", "missing column"),
        *("renamed column", "extra column", "sum row left in", "per cent"),
    }
