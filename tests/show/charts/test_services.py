"""Adoption says which services most and fewest municipalities use."""

from drawn import texts
from namndbok.show.charts import chart_adoption
from small_board import board, services


def test_the_most_and_the_least_used_are_described(tmp_path) -> None:
    chart = chart_adoption(board(tmp_path, **services(("Arkiv", 3, 14), ("Skola", 13, 14), ("Vård", 13, 14))))
    assert chart.description == (
        "Liggande stapeldiagram över hur många kommuner som använde tre gemensamma tjänster 2031. "
        "Störst andel, 13 av 14 kommuner, använder Skola och Vård. "
        "Minst andel, 3 av 14 kommuner, använder Arkiv."
    )
    assert texts(chart.svg)[::2] == ["Skola", "Vård", "Arkiv"]
    assert texts(chart.svg)[1::2] == ["13 av 14", "13 av 14", "3 av 14"]


def test_shares_are_ranked_and_not_counts(tmp_path) -> None:
    # 2 of 2 is more than 9 of 10
    chart = chart_adoption(board(tmp_path, **services(("Arkiv", 9, 10), ("Skola", 2, 2))))
    assert "Störst andel, 2 av 2 kommuner, använder Skola. Minst andel, 9 av 10" in chart.description


def test_a_service_nobody_uses_is_shown(tmp_path) -> None:
    chart = chart_adoption(board(tmp_path, **services(("Arkiv", 0, 14), ("Skola", 14, 14))))
    assert ">0 av 14</text>" in chart.svg


def test_services_used_alike_are_described_once(tmp_path) -> None:
    chart = chart_adoption(board(tmp_path, **services(("Arkiv", 7, 14), ("Skola", 7, 14))))
    assert chart.description.endswith("Störst andel, 7 av 14 kommuner, använder Arkiv och Skola.")


def test_a_service_without_a_number_of_users_is_left_out(tmp_path) -> None:
    typed = services(("Arkiv", 3, 14), ("Nycklar", 0, 1))
    typed["service_status"][1] |= {"users": "", "of": ""}
    chart = chart_adoption(board(tmp_path, **typed))
    assert "använde en gemensam tjänst 2031" in chart.description
    assert ">Nycklar</text>" not in chart.svg
