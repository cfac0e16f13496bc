"""The Excel workbook: changed yellow cells give the library's fees, and nothing in it can run."""

import random
import re
import zipfile
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from boards import REAL
from namndbok.data.load import Data, load_data
from namndbok.errors import InvalidParameter
from namndbok.proposals.scenario import MARK, Redistribution, read_scenario, redistribute
from namndbok.proposals.scenario.excel import excel_workbook
from namndbok.splits import split
from office import recalculated
from small_scenario import HOSTILE, hostile_names, redistribution_of

SERVICE = "developer"
FORBIDDEN = re.compile("FILTER|SORT|LET|LAMBDA|XLOOKUP|SEQUENCE|UNIQUE|INDIRECT|WEBSERVICE|HYPERLINK|_xlfn")
HEAD, FIRST = 18, 19  # of the table on a service's sheet
TABLE = 10  # first row of the table on the first sheet


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


@pytest.fixture(scope="module")
def real() -> Data:
    return load_data(REAL)


def real_redistribution(data: Data, **given: object) -> Redistribution:
    usual = {"services": [SERVICE], "equal_share": "50 %"}
    return redistribute(data, read_scenario(data, usual | given, str))


@dataclass(frozen=True)
class Case:
    """What an economist typed into the yellow cells."""

    share: Fraction
    step: int
    total: int
    people: tuple[int, ...]
    takes_part: tuple[bool, ...]

    def typed(self, content: bytes) -> Workbook:
        """Change the yellow cells of a workbook."""
        book = opened(content)
        first, service = book.worksheets[:2]
        first["B4"], first["B5"], service["B4"] = float(self.share), self.step, self.total
        for number, (people, takes_part) in enumerate(zip(self.people, self.takes_part, strict=True)):
            first[f"B{TABLE + number}"] = people
            service[f"B{FIRST + number}"] = "ja" if takes_part else "nej"
        return book

    def fees(self, names: list[str]) -> list[int]:
        """Return the library's fees."""
        population = pd.Series(self.people, index=names)
        taking_part = [name for name, takes_part in zip(names, self.takes_part, strict=True) if takes_part]
        options = {"equal_share": self.share, "participants": taking_part, "step": self.step}
        return split(self.total, population, **options).fees.tolist()


def random_case(chance: random.Random, count: int) -> Case:
    """Type anything that is allowed: many equal populations, totals that are no whole steps, few who pay."""
    takes_part = [chance.random() < 0.8 for _ in range(count)]
    takes_part[chance.randrange(count)] = True
    people = [
        chance.choice([chance.randint(1, 100), 2_000, 2_000, chance.randint(500, 90_000)]) for _ in takes_part
    ]
    step = chance.choice([1, 10, 100, 500, 1000, 7, 12])
    total = chance.choice(
        [chance.randint(0, 10**4), chance.randint(10**5, 10**7), 1000 * chance.randint(1, 9000)]
    )
    percent = chance.choice([0, 100, 50, chance.randint(0, 100), Fraction(chance.randint(0, 1000), 10)])
    return Case(Fraction(percent) / 100, step, total, tuple(people), tuple(takes_part))


def edge_cases(count: int) -> list[Case]:
    everyone, half = (True,) * count, Fraction(1, 2)
    alike, rising = (5_000,) * count, tuple(range(100, 100 * count + 1, 100))
    return [
        Case(Fraction(1), 100, 1_036_100, alike, everyone),  # everybody has the same remainder
        Case(half, 1000, 999_999, alike, everyone),  # the rest is carried by one of many equally large
        Case(Fraction(0), 1, count * 50 + 1, rising, everyone),
        Case(half, 100, 0, rising, everyone),
        Case(Fraction(3333, 10_000), 1, 9_999_999, rising, everyone),
        Case(half, 100, 99, rising, everyone),  # less than a step
        Case(Fraction(1), 10, 12_345, (0,) * count, everyone),  # nobody lives there, and all is alike
    ]


def test_libreoffice_gives_the_librarys_fees_whatever_is_typed(real, tmp_path: Path):
    redistribution, names = excel_workbook(real_redistribution(real)), list(real["municipalities"]["name"])
    chance, count = random.Random(2), len(names)
    cases = [random_case(chance, count) for _ in range(20)] + edge_cases(count)
    for number, case in enumerate(cases):
        case.typed(redistribution).save(tmp_path / f"{number:02}.xlsx")
    books = list(recalculated(tmp_path).values())
    for case, book in zip(cases, books, strict=True):
        sheet = book.worksheets[1]
        assert [sheet[f"D{FIRST + number}"].value for number in range(count)] == case.fees(names), case
        assert book.worksheets[0]["B6"].value == "ja"
    print(f"{len(cases)} workbooks recomputed by LibreOffice")


def test_libreoffice_says_whether_our_values_agree(real, tmp_path: Path):
    redistribution = real_redistribution(
        real, services=["developer", "earchive", "social-startup"], equal_share="35 %", without="Kalix"
    )
    (tmp_path / "same.xlsx").write_bytes(excel_workbook(redistribution))
    other = opened(excel_workbook(redistribution))
    other.worksheets[0]["B4"] = 0.4
    other.save(tmp_path / "other.xlsx")
    wrong = opened(excel_workbook(redistribution))
    wrong.worksheets[0]["B5"] = 0
    wrong.save(tmp_path / "wrong.xlsx")
    books = recalculated(tmp_path)
    first = {name: book.worksheets[0] for name, book in books.items()}
    said = {name: (sheet["B6"].value, sheet["B7"].value) for name, sheet in first.items()}
    assert said == {
        "same.xlsx": ("ja", "ja"),
        "other.xlsx": ("ja", "Gula rutor är ändrade, så avgifterna är andra"),
        "wrong.xlsx": ("Går inte att räkna: se tjänsternas blad",) * 2,
    }
    assert books["wrong.xlsx"].worksheets[1]["B14"].value == "steget ska vara hela kronor"
    assert books["wrong.xlsx"].worksheets[1]["D19"].value == "#N/A"  # no figure is better than a wrong one
    fees = [first["same.xlsx"][f"C{TABLE + number}"].value for number in range(len(redistribution.codes))]
    assert fees == redistribution.fees.sum(axis="columns").tolist()
    decided = redistribution.decided.to_numpy().sum()
    assert sum(fees) == first["same.xlsx"][f"C{TABLE + len(fees)}"].value == decided


def test_hostile_names_stay_text(board, tmp_path: Path):
    data = hostile_names(board)
    services = ["basic", "meters", "readings", "laboratory"]
    content = excel_workbook(redistribution_of(data, services=services, name="=1+1"))
    (tmp_path / "hostile.xlsx").write_bytes(content)
    [computed] = recalculated(tmp_path).values()
    names = [opened(content).worksheets[0][f"A{TABLE + number}"] for number in range(3)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in names] == [
        (text, "s", True) for text in HOSTILE[:3]
    ]
    assert [computed.worksheets[0][f"A{TABLE + number}"].value for number in range(3)] == HOSTILE[:3]
    assert computed.worksheets[0]["B7"].value == "ja"
    assert [sheet.title for sheet in computed.worksheets] == [
        "Scenario", "1 SUM A1", "2 a b c d", "3 1", "4 abc fdp", "Så räknar boken"
    ]  # fmt: skip


def formulas(book: Workbook) -> list[str]:
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return [cell.value for cell in cells if cell.data_type == "f"]


def test_formulas_are_plain_and_there_are_no_macros(board):
    content = excel_workbook(redistribution_of(board))
    texts = formulas(opened(content))
    assert len(texts) > 40
    assert [text for text in texts if FORBIDDEN.search(text)] == []
    assert 't="array"' not in zipfile.ZipFile(BytesIO(content)).read("xl/worksheets/sheet2.xml").decode()
    assert [name for name in zipfile.ZipFile(BytesIO(content)).namelist() if "vba" in name.lower()] == []


def test_every_sheet_says_that_nothing_is_decided_and_by_which_parameters(board):
    book = opened(excel_workbook(redistribution_of(board, without="Ödeby")))
    for sheet in book:
        assert sheet["A1"].value.startswith(f"{MARK}: ")
        assert sheet.oddHeader.center.text == MARK
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    for sheet in book:
        assert "50\u00a0% delas lika" in sheet["A2"].value and "utan Ödeby" in sheet["A2"].value
    [chart] = book["Scenario"]._charts
    assert "".join(run.t for run in chart.title.tx.rich.p[0].r).startswith(MARK)
    assert [sheet.freeze_panes for sheet in book] == ["B10", "B19", None]


def test_the_same_scenario_gives_the_same_bytes(board):
    first, second = (excel_workbook(redistribution_of(board)) for _ in range(2))
    assert first == second
    archive = zipfile.ZipFile(BytesIO(first))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    times = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", archive.read("docProps/core.xml").decode())
    assert times == ["1980-01-01T00:00:00Z"] * 2


@pytest.mark.parametrize("given", [{"floor": 5}, {"cap": 300}, {"equal_share": "33,333 %"}])
def test_what_plain_formulas_cannot_compute_is_refused(board, given):
    with pytest.raises(InvalidParameter, match=r"^Excelboken räknar"):
        excel_workbook(redistribution_of(board, **given))
