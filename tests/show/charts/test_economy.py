"""The result by line says who had a surplus, who a deficit, and how much."""

from namndbok.show.charts import chart_result
from small_board import board, lines

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
