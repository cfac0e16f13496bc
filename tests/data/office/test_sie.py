"""Amounts of SIE files, added by hand: income stays negative, and nothing is counted twice."""

import pytest

from namndbok.data import read_grids
from namndbok.errors import InvalidData

HEAD = """#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#PROGRAM "Bokföring" 1.0
#FNAMN "Nämnden"
#RAR 0 20240101 20241231
#RAR -1 20230101 20231231
#KONTO 1930 "Bank"
#KONTO 3011 "Årsavgifter"
#KONTO 4010 "Köp av tjänst"
#KTYP 3011 I
"""
OBJECTS = """#DIM 1 "Verksamhet"
#OBJEKT 1 "E 1" "E-arkiv"
#OBJEKT 1 20 "Grundfinansiering"
"""
VOUCHERS = """#VER A 1 20240115 "Faktura" 20240116
{
#TRANS 1930 {} 313000.00
#TRANS 3011 {1 "E 1"} -313000.00
}
#VER A 2 20240630 ""
{
   #TRANS 4010 {"1" "E 1" "6" "P\\"1"} 100000.50 20240630 "text {med} klamrar"
   #RTRANS 4010 {1 20} 5 20240630
   #TRANS 4010 {1 20} 5 20240630
   #BTRANS 4010 {1 20} 77
   #TRANS 4010 {1 "E 1" 6 "P\\"1"} 163195.50
   #TRANS 1930 {} -263201.00
}
#VER B 1 20231230
{
#TRANS 4010 {} 9
#TRANS 1930 {} -9
}
"""
COLUMNS = ["Konto", "Kontonamn"]
END = ["Belopp", "År", "Till och med"]


@pytest.fixture
def grids(tmp_path):
    def read(text: str, encoding: str = "cp437", name: str = "utfall.se"):
        (tmp_path / name).write_bytes(text.encode(encoding))
        return read_grids(tmp_path / name)

    return read


def cells(grid) -> list[list[str]]:
    return [list(row) for row in grid.rows]


@pytest.mark.parametrize("encoding", ["cp437", "utf-8", "cp1252"])
def test_vouchers_are_summed_by_account_and_object(grids, encoding):
    (grid,) = grids(HEAD + OBJECTS + VOUCHERS, encoding)
    assert cells(grid) == [
        [*COLUMNS, "Verksamhet", "Verksamhet, namn", "Projekt", "Projekt, namn", *END],
        ["3011", "Årsavgifter", "E 1", "E-arkiv", "", "", "-313000,00", "2024", "2024-12-31"],
        ["4010", "Köp av tjänst", "", "", "", "", "9", "2023", "2023-12-31"],
        ["4010", "Köp av tjänst", "20", "Grundfinansiering", "", "", "5", "2024", "2024-12-31"],
        ["4010", "Köp av tjänst", "E 1", "E-arkiv", 'P"1', "", "263196,00", "2024", "2024-12-31"],
    ]
    assert list(grid.remarks) == ["Balanskonton är inte med, bara resultatkonton."]


def test_periods_are_summed_and_what_lies_outside_objects_is_a_row(grids):
    periods = """#OMFATTN 20240229
#PSALDO 0 202401 4010 {} 100.00
#PSALDO 0 202402 4010 {} 50.00
#PSALDO 0 202401 4010 {1 20} 70.00
#PSALDO 0 202402 4010 {1 20} 50.00
#PSALDO 0 202401 4010 {6 P1} 10.00
#RES 0 4010 150.00
"""
    by_line, by_project = grids(HEAD + OBJECTS + periods, name="u.SI")
    assert cells(by_line)[1:] == [
        ["4010", "Köp av tjänst", "", "", "30,00", "2024", "2024-02-29"],
        ["4010", "Köp av tjänst", "20", "Grundfinansiering", "120,00", "2024", "2024-02-29"],
    ]
    assert [row[4] for row in cells(by_project)[1:]] == ["140,00", "10,00"]
    assert not by_line.remarks


def test_balances_of_the_year_are_read_where_there_is_nothing_more(grids):
    (grid,) = grids(HEAD + "#RES 0 3011 -313000.00\n#RES -1 3011 -300000\n#RES 0 4010 0\n#UB 0 1930 7\n")
    assert cells(grid) == [
        [*COLUMNS, *END],
        ["3011", "Årsavgifter", "-300000", "2023", "2023-12-31"],
        ["3011", "Årsavgifter", "-313000,00", "2024", "2024-12-31"],
        ["4010", "Köp av tjänst", "0", "2024", "2024-12-31"],
    ]


def test_vouchers_that_do_not_come_to_the_balance_are_said(grids):
    (grid,) = grids(HEAD + OBJECTS + VOUCHERS + "#RES 0 3011 -313000\n#RES 0 4010 263202\n")
    assert "konto 4010." in grid.remarks[-1]


def test_a_chart_of_accounts_has_names_and_no_amounts(grids):
    (grid,) = grids('#SIETYP 1\n#KONTO 3011 "Avgifter"\n')
    assert cells(grid) == [[*COLUMNS, *END], ["3011", "Avgifter", "", "", ""]]
    assert list(grid.remarks) == ["Filen anger inget räkenskapsår; året är tomt."]


@pytest.mark.parametrize(
    "line",
    [
        "#TRANS 3011 {} abc", "#TRANS 3011 {}", "#TRANS 3011 100 5", "#TRANS 3011 {1} 100", "#RES 0 3011 1e9",
        "#RES 0 3011 NaN", "#KONTO 3011", "#RES 0 3011 1 177 400",
    ],
)  # fmt: skip
def test_a_line_that_does_not_follow_the_format_is_refused(grids, line):
    with pytest.raises(InvalidData, match="följer SIE"):
        grids(HEAD + line + "\n")


def test_a_text_that_is_no_sie_file_is_refused(grids):
    with pytest.raises(InvalidData, match="följer SIE"):
        grids("Konto;Belopp\n3011;5\n")
