"""Fees say who pays the most and the least, in all and per inhabitant."""

from namndbok.show.charts import chart_fees, chart_fees_per_inhabitant
from small_board import board, municipalities

KR = "\u00a0kr"


def test_the_highest_and_the_lowest_fee_are_told(tmp_path) -> None:
    chart = chart_fees(
        board(tmp_path, **municipalities(("Alby", 3000, 10), ("Berga", 9000, 90), ("Celsby", 5000, 50)))
    )
    assert chart.description == (
        "Liggande stapeldiagram över kommunernas avgifter i nämndens budget 2031: tre kommuner. "
        f"Högst är Berga med 9\u00a0000{KR}, lägst Alby med 3\u00a0000{KR}."
    )
    assert [row.cells[0] for row in chart.table.rows] == ["Berga", "Celsby", "Alby"]
    assert [row.cells[1].id for row in chart.table.rows][-1] == "fees.budgeted.9000"


def test_per_inhabitant_the_order_may_be_another(tmp_path) -> None:
    # 3000 ÷ 10 = 300; 9000 ÷ 90 = 100
    chart = chart_fees_per_inhabitant(
        board(tmp_path, **municipalities(("Alby", 3000, 10), ("Berga", 9000, 90)))
    )
    assert chart.description == (
        "Liggande stapeldiagram över kommunernas avgifter per invånare i nämndens budget 2031: två kommuner. "
        f"Högst är Alby med 300,0{KR}, lägst Berga med 100,0{KR}."
    )


def test_the_same_fee_for_all_is_told(tmp_path) -> None:
    chart = chart_fees(board(tmp_path, **municipalities(("Alby", 84_100, 1), ("Berga", 84_100, 2))))
    assert chart.description.endswith(f"Lika för alla: 84\u00a0100{KR}.")


def test_municipalities_that_share_the_lowest_fee_are_named_together(tmp_path) -> None:
    chart = chart_fees(board(tmp_path, **municipalities(("Alby", 1, 1), ("Berga", 1, 1), ("Celsby", 2, 1))))
    assert f"lägst Alby och Berga med 1{KR}" in chart.description


def test_of_many_municipalities_ten_at_each_end_are_shown_and_all_are_in_the_table(tmp_path) -> None:
    chart = chart_fees(board(tmp_path, **municipalities(*((f"Ort {n}", n, 1) for n in range(31)))))
    assert chart.title.endswith("(de tio högsta och de tio lägsta)?")
    assert ": 31 kommuner, de tio högsta och de tio lägsta." in chart.description
    assert len(chart.table.rows) == 31
    assert ">Ort 15</text>" not in chart.svg
