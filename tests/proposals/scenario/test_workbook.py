"""The Excel workbook: changed yellow cells give the library's fees, and nothing in it can run."""

import random
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from boards import REAL
from excel_cases import check_recalculated, random_scenario, write_workbooks
from namndbok.data.load import load_data
from namndbok.proposals.scenario import MARK, Baseline, Redistribution, read_scenario, redistribute
from namndbok.proposals.scenario.workbook import scenario_workbook
from office import recalculated
from small_scenario import HOSTILE, hostile_names, redistribution_of

FORBIDDEN = re.compile("FILTER|SORT|LET|LAMBDA|XLOOKUP|SEQUENCE|UNIQUE|INDIRECT|WEBSERVICE|HYPERLINK|_xlfn")
FIRST, SERVICE_FIRST = 8, 16  # rows of the first municipality
CASES = 3


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


@pytest.fixture(scope="module")
def real() -> Baseline:
    return Baseline(load_data(REAL), 2024)


@pytest.fixture(scope="module")
def cases(real) -> list[Redistribution]:
    chance = random.Random(14)
    return [random_scenario(real, chance) for _ in range(CASES)]


@pytest.fixture(scope="module")
def books(real, cases, tmp_path_factory) -> dict[str, Workbook]:
    """Let LibreOffice, which takes long to start, recompute all workbooks of this module by name."""
    folder = tmp_path_factory.mktemp("books")
    write_workbooks(folder, cases)
    for name, cells in [*((name, cells) for name, (cells, _) in TYPED.items()), *WRONG.items()]:
        book = opened(scenario_workbook(eservices(real)))
        for cell, value in cells.items():
            book.worksheets[2][cell] = value
        book.save(folder / f"{name}.xlsx")
    return recalculated(folder)


def eservices(real: Baseline, **given: object) -> Redistribution:
    usual = {"services": "eservices", "key": "50 % lika + invånare"}
    return redistribute(real, read_scenario(real, usual | given, str))


def test_stored_values_libreoffice_and_the_library_agree_in_random_scenarios(books, cases):
    check_recalculated(books, cases)


# What is typed into the yellow cells of the only service's sheet, and the scenario that it makes.
TYPED = {
    "a share": ({"H13": 0.6, "I13": 0.4}, {"key": "60 % lika + invånare"}),
    "a floor and a cap": ({"B6": 60_000, "B7": 150_000}, {"floor": 60_000, "cap": 150_000}),
    "a greatest change": ({"B8": 0.1}, {"max_change": "10 %"}),
    "a step": ({"B5": 7}, {"step": 7}),
    "one who leaves": ({f"B{SERVICE_FIRST + 6}": "Nej "}, {"without": "Kalix"}),
}


WRONG = {"step": {"B5": 0}, "shares": {"H13": 0.7}, "floor": {"B6": 90_000}, "cap": {"B7": 60_000}}


def test_what_is_typed_gives_what_the_library_gives_or_says_why_not(real, books):
    assert list(real.names.values())[6] == "Kalix"
    for name, (_, given) in TYPED.items():
        sheet = books[f"{name}.xlsx"].worksheets[0]
        fees = [sheet[f"C{FIRST + number}"].value for number in range(14)]
        assert fees == eservices(real, **given).fees["eservices"].tolist(), name
        assert sheet["B4"].value == "ja" and sheet["B5"].value.startswith("nej")
    said = [books[f"{name}.xlsx"].worksheets[2]["B9"].value for name in WRONG]
    assert said == [
        "steget ska vara hela kronor, minst 1",
        "andelarna ska vara 100 % tillsammans",
        "golvet ger mer än det som ska fördelas",
        "taket ger mindre än det som ska fördelas",
    ]
    first_fee = books["floor.xlsx"].worksheets[2][f"C{SERVICE_FIRST}"].value
    assert first_fee == "#N/A"  # better than a wrong figure


def test_every_formula_has_its_value_so_that_pandas_reads_it(board):
    content = scenario_workbook(redistribution_of(board, years=2, key="60 % mätare + invånare", floor=20))
    stored = load_workbook(BytesIO(content), data_only=True)
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in opened(content)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 400
    assert [place for place in formulas if stored[place[0]][place[1]].value is None] == []
    read = pd.read_excel(BytesIO(content), header=FIRST - 2, engine="openpyxl").iloc[:3]
    assert read["Scenariot, kr"].tolist() == [57, 143, 200]


def test_the_sheet_in_order_has_the_largest_rise_first(board):
    book = load_workbook(BytesIO(scenario_workbook(redistribution_of(board))), data_only=True)
    sheet = book["Störst ökning först"]
    rows = [[sheet[f"{column}{FIRST + number}"].value for column in "BC"] for number in range(3)]
    assert rows == [["Bergsta", 33], ["Alvik", 0], ["Ödeby", -33]]


def test_hostile_names_stay_text(board, tmp_path: Path):
    data = hostile_names(board)
    start = Baseline(replace(data), 2031)
    given = {"services": "basic, meters", "key": "lika", "name": "=1+1"}
    redistribution = redistribute(start, read_scenario(start, given, str))
    content = scenario_workbook(redistribution)
    names = [opened(content).worksheets[0][f"A{FIRST + number}"] for number in range(3)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in names] == [
        (text, "s", True) for text in HOSTILE[:3]
    ]
    titles = [sheet.title for sheet in opened(content)]
    assert titles == ["Scenario", "Störst ökning först", "1 SUM A1", "2 a b c d", "Så räknar boken"]


def test_formulas_are_plain_and_there_are_no_macros(board):
    content = scenario_workbook(redistribution_of(board))
    cells = (cell for sheet in opened(content) for row in sheet.iter_rows() for cell in row)
    texts = [cell.value for cell in cells if cell.data_type == "f"]
    assert [text for text in texts if FORBIDDEN.search(text)] == []
    archive = zipfile.ZipFile(BytesIO(content))
    assert [name for name in archive.namelist() if "vba" in name.lower()] == []
    assert 't="array"' not in archive.read("xl/worksheets/sheet3.xml").decode()


def test_every_sheet_says_that_nothing_is_decided_and_by_which_parameters(board):
    book = opened(scenario_workbook(redistribution_of(board, without="Ödeby")))
    for sheet in book:
        assert sheet["A1"].value.startswith(f"{MARK}: ")
        assert sheet.oddHeader.center.text == MARK
        assert "50\u00a0% lika" in sheet["A2"].value and "Utan Ödeby" in sheet["A2"].value
    [chart] = book["Störst ökning först"]._charts
    assert "".join(run.t for run in chart.title.tx.rich.p[0].r).startswith(MARK)


def test_the_same_scenario_gives_the_same_bytes(board):
    first, second = (scenario_workbook(redistribution_of(board)) for _ in range(2))
    assert first == second
    times = re.findall(
        r"\d{4}-\d\d-\d\dT[\d:]+Z", zipfile.ZipFile(BytesIO(first)).read("docProps/core.xml").decode()
    )
    assert times == ["1980-01-01T00:00:00Z"] * 2
