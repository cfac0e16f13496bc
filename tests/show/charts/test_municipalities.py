"""One bar for each municipality that has an amount, the highest first, and who has the most and the least."""

from typing import Any

from namndbok.show.charts.municipalities import Amounts, Subject, amounts, chart_municipalities
from small_board import board, municipalities

FEES = Subject(
    "c-test",
    "Vem betalar?",
    "kommunernas avgifter",
    "Kommunernas avgifter",
    "Avgift",
    "fees.budgeted.{}",
    "t-test",
)


def of(folder: Any, *fees: tuple[str, int]) -> Amounts:
    book = board(folder, **municipalities(*((name, fee, 1) for name, fee in fees)))
    return amounts(book.data, book.facts, FEES, lambda fact: f"{fact.value} k")


def ends(fees: Amounts) -> str:
    return f"{fees.who(fees.highest)}; {fees.who(fees.lowest)}."


def test_the_highest_stands_first_and_those_alike_are_named_together(tmp_path):
    fees = of(tmp_path, ("Alby", 10), ("Berga", 30), ("Celsby", 10))
    chart = chart_municipalities(FEES, fees, ends)
    told = "Berga med 30 k; Alby och Celsby med 10 k."
    assert chart.description == f"Liggande stapeldiagram över kommunernas avgifter: tre kommuner. {told}"
    assert [row.cells[0] for row in chart.table.rows] == ["Berga", "Alby", "Celsby"]
    assert ">30 k</text>" in chart.svg


def test_where_all_are_alike_there_are_no_ends(tmp_path):
    chart = chart_municipalities(FEES, of(tmp_path, ("Alby", 10), ("Berga", 10)), ends)
    assert chart.description.endswith(": två kommuner. Lika för alla: 10 k.")


def test_without_amounts_there_is_no_chart(tmp_path):
    book = board(tmp_path, **municipalities(("Alby", 10, 1)))
    nobody = amounts(book.data, book.facts, Subject(**{**vars(FEES), "facts": "fees.none.{}"}))
    assert "Det finns inga uppgifter" in str(chart_municipalities(FEES, nobody, ends))
