"""The result by line, the outcome against the budget and a part of the year are described in words."""

from datetime import date

from drawn import texts
from namndbok.books.book import make_book
from namndbok.books.spans import period_book
from namndbok.facts.periods import Period
from namndbok.show.charts import MUTED, NoChart, chart_budget_outcome, chart_result
from namndbok.show.charts.economy import chart_interim
from small_board import board, lines
from typed import sound

KR = "\u00a0kr"


def test_the_largest_surplus_and_deficit_are_described(tmp_path) -> None:
    # 500 − 200 = 300; 100 − 150 = −50; 10 − 30 = −20; 300 − 50 − 20 = 230
    chart = chart_result(board(tmp_path, **lines(("Drift", 500, 200), ("Arkiv", 100, 150), ("Plan", 10, 30))))
    assert chart.title == "Vilka verksamheter gick med överskott och vilka med underskott?"
    assert chart.description == (
        "Liggande stapeldiagram över resultatet 2031 för tre verksamheter. "
        f"Störst överskott har Drift med 300{KR}. Störst underskott har Arkiv med 50{KR}. "
        f"Tillsammans blir det 230{KR}."
    )
    for label in (f"+300{KR}", f"\u221250{KR}", f"\u221220{KR}"):
        assert f">{label}</text>" in chart.svg


def test_one_line_that_breaks_even_has_neither(tmp_path) -> None:
    chart = chart_result(board(tmp_path, **lines(("Drift", 7, 7))))
    assert (
        "för en verksamhet. Ingen verksamhet har överskott. Ingen verksamhet har underskott."
        in chart.description
    )


def test_lines_that_share_the_largest_deficit_are_named_together(tmp_path) -> None:
    chart = chart_result(board(tmp_path, **lines(("Drift", 0, 5), ("Arkiv", 0, 5))))
    assert (
        f"Ingen verksamhet har överskott. Störst underskott har Drift och Arkiv med 5{KR}."
        in chart.description
    )


def test_the_largest_move_and_the_totals_are_described(tmp_path) -> None:
    # Drift: 500 − 400 = +100 and 250 − 400 = −150. Arkiv: 90 − 90 = 0 twice. Totals: +100 and −150.
    tables = lines(("Drift", 500, 250), ("Arkiv", 90, 90), budget=(400, 90))
    chart = chart_budget_outcome(board(tmp_path, **tables))
    assert chart.description == (
        "Punktdiagram med intäkter och kostnader 2031, från budget till utfall, för två verksamheter. "
        f"Störst är skillnaden för Drift: kostnaderna blev 150{KR} lägre än budgeterat. "
        f"Sammanlagt blev intäkterna 100{KR} högre än budgeterat och kostnaderna 150{KR} lägre än budgeterat."
    )
    assert chart.svg.count(f">+100{KR}</text>") == 1
    assert chart.svg.count(f">0{KR}</text>") == 2


def test_an_outcome_that_follows_the_budget_is_described(tmp_path) -> None:
    chart = chart_budget_outcome(board(tmp_path, **lines(("Drift", 5, 5), budget=(5,))))
    assert chart.description.endswith(
        "Sammanlagt blev intäkterna som budgeterat och kostnaderna som budgeterat."
    )
    assert "Störst" not in chart.description


def test_of_many_lines_those_that_moved_the_most_are_shown(tmp_path) -> None:
    named = [(f"Rad {number}", 100 + number, 100) for number in range(10)]
    chart = chart_budget_outcome(board(tmp_path, **lines(*named, budget=(100,) * 10)))
    assert chart.title.endswith("(de åtta verksamheter där skillnaden är störst)?")
    assert "för de åtta verksamheter där skillnaden är störst" in chart.description
    assert ">Rad 1</text>" not in chart.svg and ">Rad 2</text>" in chart.svg


def test_where_marks_stand_close_the_first_and_the_last_have_labels(tmp_path) -> None:
    chart = chart_budget_outcome(board(tmp_path, **lines(("Drift", 1_500_000_000, 0), budget=(1,))))
    assert texts(chart.svg, fill=MUTED, text_anchor="middle") == [
        "0",
        "1\u00a0500",
    ]  # of 0, 500, 1 000 and 1 500 million


def test_without_a_budget_there_is_no_chart(tmp_path) -> None:
    assert isinstance(chart_budget_outcome(board(tmp_path, **lines(("Drift", 5, 5)))), NoChart)


OUTCOME = "through | line | income | cost\n 2031-04-30 | office | 300 | 250"


def test_the_description_says_how_much_has_come_of_the_years_budget():
    book = period_book(make_book(sound(outcome=OUTCOME), 2031), Period(date(2031, 4, 30)))
    # The budget is 900 in and 900 out.
    assert chart_interim(book).description.replace("\u00a0", " ") == (
        "Liggande stapeldiagram över intäkter och kostnader januari–april 2031 och hela året. "
        "Intäkter hittills är 300 kr, 33,3 % av årets budget. "
        "Kostnader hittills är 250 kr, 27,8 % av årets budget."
    )


def test_its_numbers_are_those_of_the_table():
    book = period_book(make_book(sound(outcome=OUTCOME), 2031), Period(date(2031, 4, 30)))
    assert 'href="#t-interim"' in chart_interim(book)._repr_html_()
