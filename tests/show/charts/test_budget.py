"""Outcome against budget says which line moved the most and what it comes to in all."""

from drawn import texts
from namndbok.show.charts import MUTED, NoChart, chart_budget_outcome
from small_board import board, lines

KR = "\u00a0kr"


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
