"""One bar for each municipality that has an amount, the highest first, and who has the most and the least."""

import pytest
from bs4 import BeautifulSoup

from drawn import texts
from namndbok.books.municipality import municipality_book
from namndbok.show.charts import (
    MAIN,
    chart_fees,
    chart_fees_per_inhabitant,
    chart_municipalities,
    chart_own_fees,
    chart_own_shares,
    chart_place,
)
from namndbok.show.narrative import NOTHING
from small_board import board, municipalities

KR = "\u00a0kr"


def test_the_highest_stands_first_and_those_alike_are_named_together(tmp_path):
    chart = chart_fees(
        board(tmp_path, **municipalities(("Alby", 10, 1), ("Berga", 30, 1), ("Celsby", 10, 1)))
    )
    assert chart.description.endswith(f"Högst är Berga med 30{KR}, lägst Alby och Celsby med 10{KR}.")
    assert texts(chart.svg) == ["Berga", f"30{KR}", "Alby", f"10{KR}", "Celsby", f"10{KR}"]


def test_without_amounts_there_is_no_chart(tmp_path):
    book = board(tmp_path, **municipalities(("Alby", 10, 1)))
    assert chart_municipalities("change", book) is NOTHING


def test_the_highest_and_the_lowest_fee_are_described(tmp_path) -> None:
    chart = chart_fees(
        board(tmp_path, **municipalities(("Alby", 3000, 10), ("Berga", 9000, 90), ("Celsby", 5000, 50)))
    )
    assert chart.description == (
        "Liggande stapeldiagram över kommunernas avgifter i nämndens budget 2031: tre kommuner. "
        f"Högst är Berga med 9\u00a0000{KR}, lägst Alby med 3\u00a0000{KR}."
    )
    assert texts(chart.svg)[::2] == ["Berga", "Celsby", "Alby"]


def test_per_inhabitant_the_order_may_be_another(tmp_path) -> None:
    # 3000 ÷ 10 = 300; 9000 ÷ 90 = 100
    chart = chart_fees_per_inhabitant(
        board(tmp_path, **municipalities(("Alby", 3000, 10), ("Berga", 9000, 90)))
    )
    assert chart.description == (
        "Liggande stapeldiagram över kommunernas avgifter per invånare i nämndens budget 2031: två kommuner. "
        f"Högst är Alby med 300,0{KR}, lägst Berga med 100,0{KR}."
    )


def test_a_municipality_is_shown_among_the_others(tmp_path) -> None:
    # 3000 ÷ 10 = 300; 9000 ÷ 90 = 100; 1000 ÷ 50 = 20
    book = board(tmp_path, **municipalities(("Alby", 3000, 10), ("Berga", 9000, 90), ("Celsby", 1000, 50)))
    for name, words in (
        ("Alby", f"Alby betalar 300,0{KR}: ingen betalar mer per invånare."),
        ("Berga", f"Berga betalar 100,0{KR}: en kommun betalar mer per invånare."),
        ("Celsby", f"Celsby betalar 20,0{KR}: två kommuner betalar mer per invånare."),
    ):
        chart = chart_place(municipality_book(book, name))
        assert chart.description.endswith(f"i nämndens budget 2031: tre kommuner. {words}")
        filled = BeautifulSoup(chart.svg, "html.parser").find_all("path", fill=MAIN)
        assert len(filled) == 1


def test_the_same_fee_for_all_is_described(tmp_path) -> None:
    chart = chart_fees(board(tmp_path, **municipalities(("Alby", 84_100, 1), ("Berga", 84_100, 2))))
    assert chart.description.endswith(f"Lika för alla: 84\u00a0100{KR}.")


def test_municipalities_that_share_the_lowest_fee_are_named_together(tmp_path) -> None:
    chart = chart_fees(board(tmp_path, **municipalities(("Alby", 1, 1), ("Berga", 1, 1), ("Celsby", 2, 1))))
    assert f"lägst Alby och Berga med 1{KR}" in chart.description


def test_of_many_municipalities_ten_at_each_end_are_drawn(tmp_path) -> None:
    chart = chart_fees(board(tmp_path, **municipalities(*((f"Ort {n}", n, 1) for n in range(31)))))
    assert chart.question.endswith("(de tio högsta och de tio lägsta)?")
    assert ": 31 kommuner, de tio högsta och de tio lägsta." in chart.description
    assert ">Ort 15</text>" not in chart.svg


TITLES = [
    ((("Alby", 9), ("Berga", 5), ("Ceby", 5)), "Alby betalar mest, Berga och Ceby minst"),
    ((("Alby", 5), ("Berga", 5)), "Alla kommuner betalar lika mycket"),
    ((("Alby", 9), *((name, 5) for name in "BCDE")), "Alby betalar mest, fyra kommuner minst"),
    ((("Alby", 5), *((name, 9) for name in "BCDE")), "Fyra kommuner betalar mest, Alby minst"),
    ((("Alby", 5),), "Hur mycket betalar varje kommun genom nämndens budget?"),
]


@pytest.mark.parametrize(("fees", "title"), TITLES)
def test_the_title_says_who_pays_the_most_and_the_least(tmp_path, fees, title) -> None:
    chart = chart_fees(board(tmp_path, **municipalities(*((name, fee, 1) for name, fee in fees))))
    assert chart.title == title


def test_the_title_of_fees_per_inhabitant_says_so(tmp_path) -> None:
    chart = chart_fees_per_inhabitant(board(tmp_path, **municipalities(("Alby", 9, 9), ("Berga", 5, 1))))
    assert chart.title == "Berga betalar mest per invånare, Alby minst"


def test_a_fee_per_inhabitant_stands_beside_that_of_all_together(tmp_path) -> None:
    # 3000 ÷ 10 = 300 and 9000 ÷ 90 = 100; together 12 000 ÷ 100 = 120.
    book = board(tmp_path, **municipalities(("Alby", 3000, 10), ("Berga", 9000, 90)))
    more, less = (chart_own_fees(municipality_book(book, name)) for name in ("Alby", "Berga"))
    assert more.title == "Alby betalar mer per invånare än genomsnittet för avgiften"
    assert less.title == "Berga betalar inte mer per invånare än genomsnittet för någon avgift"
    assert texts(more.svg)[1:] == ["Alby", f"300,0{KR}", "Alla kommuner", f"120,0{KR}"]
    assert [row.cells[1].value for row in less.numbers.rows] == [100]


def test_the_part_of_the_fees_stands_beside_the_part_of_the_inhabitants(tmp_path) -> None:
    # 3000 ÷ 12 000 = 25 %; 10 ÷ 100 = 10 %.
    book = board(tmp_path, **municipalities(("Alby", 3000, 10), ("Berga", 9000, 90)))
    chart = chart_own_shares(municipality_book(book, "Alby"))
    assert chart.title == "Alby betalar 25,0\u00a0% av avgifterna och har 10,0\u00a0% av invånarna"
    assert texts(chart.svg)[1::2] == ["25,0\u00a0%", "10,0\u00a0%"]


PLACES = [("Alby", "Ingen kommun betalar mer per invånare än Alby"),
          ("Berga", "En kommun av tre betalar mer per invånare än Berga"),
          ("Celsby", "Alla andra kommuner betalar mer per invånare än Celsby")]  # fmt: skip


@pytest.mark.parametrize(("name", "title"), PLACES)
def test_the_title_of_a_sheets_chart_says_how_many_pay_more(tmp_path, name, title) -> None:
    fees = municipalities(("Alby", 3000, 10), ("Berga", 9000, 90), ("Celsby", 1000, 50))
    assert chart_place(municipality_book(board(tmp_path, **fees), name)).title == title
