"""The risk matrix says which risk weighs the most and where it stands."""

import pytest

from drawn import dots, texts
from namndbok.show.charts import MAIN, MUTED, chart_risks
from small_board import board, controls


def test_the_highest_risk_is_described_with_its_place(tmp_path) -> None:
    # 4 × 1 = 4, 3 × 3 = 9, 1 × 1 = 1
    risks = controls(("Projekt drar över", 4, 1), ("Folk saknas.", 3, 3), ("Bedrägeri", 1, 1))
    chart = chart_risks(board(tmp_path, controls=risks))
    assert chart.description == (
        "Matris med sannolikhet och konsekvens för tre risker i kontrollplanen 2031. Högst riskvärde, 9, "
        "har nummer 2 (sannolikhet 3, konsekvens 3): Folk saknas. Därefter följer riskvärde 4."
    )
    assert texts(chart.svg, font_weight="700") == ["9", "4", "1"]


def test_risks_that_share_the_highest_value_are_described_together(tmp_path) -> None:
    chart = chart_risks(board(tmp_path, controls=controls(("A", 2, 2), ("B", 4, 1))))
    assert chart.description.endswith("Högst riskvärde, 4, har nummer 1 och nummer 2.")


def test_risks_in_one_cell_stand_side_by_side(tmp_path) -> None:
    chart = chart_risks(board(tmp_path, controls=controls(("A", 2, 2), ("B", 2, 2))))
    (left, row), (right, same_row) = dots(chart.svg, MAIN)[:2]
    assert row == same_row
    assert right - left > 20


def test_the_scale_is_at_least_four_and_grows_with_the_data(tmp_path) -> None:
    small = chart_risks(board(tmp_path, controls=controls(("A", 1, 1))))
    large = chart_risks(board(tmp_path, controls=controls(("A", 1, 6))))
    assert texts(small.svg, fill=MUTED, text_anchor="middle") == list("1234")
    assert texts(large.svg, fill=MUTED, text_anchor="middle") == list("123456")


def test_a_scale_that_cannot_be_drawn_leaves_the_list(tmp_path) -> None:
    chart = chart_risks(board(tmp_path, controls=controls(("Felskriven", 33, 3), ("Rätt", 3, 3))))
    assert chart.description.startswith("Lista efter riskvärde för två risker")
    assert ">Felskriven</text>" in chart.svg and ">99</text>" in chart.svg


def test_more_risks_than_a_cell_holds_are_counted(tmp_path) -> None:
    chart = chart_risks(board(tmp_path, controls=controls(*((f"Risk {n}", 4, 4) for n in range(9)))))
    assert ">+4</text>" in chart.svg
    assert len(dots(chart.svg, MAIN)) == 5 + 9  # five of nine in the cell, all in the list


TITLES = [
    ((("Projekt drar över", 4, 1), ("Folk saknas.", 3, 3)), "Risk 2 väger tyngst: folk saknas"),
    ((("A", 2, 2), ("B", 4, 1), ("C", 1, 1)), "Riskerna 1 och 2 väger tyngst"),
    ((("A", 2, 2), ("B", 4, 1)), "Alla risker väger lika tungt"),
    ((*((name, 2, 2) for name in "ABCD"), ("E", 1, 1)), "Fyra risker väger tyngst, alla lika"),
]


@pytest.mark.parametrize(("risks", "title"), TITLES)
def test_the_title_says_which_risks_weigh_the_most(tmp_path, risks, title) -> None:
    chart = chart_risks(board(tmp_path, controls=controls(*risks)))
    assert (chart.title, chart.question) == (title, "Vilka risker i kontrollplanen väger tyngst?")
