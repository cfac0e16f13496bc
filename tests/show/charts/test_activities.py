"""The timeline says what runs, what is oldest and what has no end; adoption what most and fewest use."""

import pytest

from drawn import spans, texts
from namndbok.show.charts import MAIN, chart_adoption, chart_projects
from namndbok.show.charts.drawing import PAPER
from namndbok.show.narrative import NOTHING
from small_board import activities, board, services

SPANS = (
    ("project", "Skola", 2028, 2031),
    ("project", "Vård", 2029, ""),
    ("administration", "Nycklar", 2027, 2028),
)


def test_what_runs_and_what_has_no_end_is_described(tmp_path) -> None:
    chart = chart_projects(board(tmp_path, activities=activities(*SPANS)))
    assert chart.description == (
        "Tidslinje över tre aktiviteter inom projekt och förvaltning. 2 av 3 pågick 2031. "
        "Först började Nycklar, 2027. Utan slutår: Vård."
    )


def test_bars_cover_whole_years_and_an_open_end_reaches_furthest(tmp_path) -> None:
    chart = chart_projects(board(tmp_path, activities=activities(*SPANS)))
    (school, care), (keys,) = spans(chart.svg, MAIN), spans(chart.svg, PAPER)
    year = (school[1] - school[0]) / 4
    assert school == pytest.approx((keys[0] + year, keys[0] + 5 * year), abs=0.2)
    assert care == pytest.approx((keys[0] + 2 * year, keys[0] + 6 * year), abs=0.2)
    assert keys[1] == pytest.approx(keys[0] + 2 * year, abs=0.2)
    assert [text for text in texts(chart.svg) if "–" in text] == ["2028–2031", "2029–", "2027–2028"]


def test_when_all_have_an_end_it_is_described(tmp_path) -> None:
    chart = chart_projects(board(tmp_path, activities=activities(("project", "Skola", 2020, 2021))))
    assert chart.description.endswith("0 av 1 pågick 2031. Först började Skola, 2020. Alla har ett slutår.")


def test_of_many_the_latest_are_shown(tmp_path) -> None:
    years = [("project", f"Nr {number}", 2000 + number, 2000 + number) for number in range(12)]
    chart = chart_projects(board(tmp_path, activities=activities(*years)))
    assert chart.question == "När pågår projekten och förvaltningen (de tio senaste)?"
    assert ">Nr 1</text>" not in chart.svg and ">Nr 2</text>" in chart.svg


def test_what_has_no_first_year_is_left_out(tmp_path) -> None:
    book = board(tmp_path, activities=activities(("project", "Skola", "", "")))
    assert chart_projects(book) is NOTHING


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


TITLES = [
    (
        (("Arkiv", 3, 3), ("Karta", 3, 3), ("Lön", 1, 3)),
        "Alla kommuner använder Arkiv och Karta, färrest Lön",
    ),
    ((("Arkiv", 2, 3), ("Lön", 1, 3)), "Störst andel av kommunerna använder Arkiv, minst Lön"),
    ((("Arkiv", 2, 3), ("Lön", 2, 3)), "Lika stor andel av kommunerna använder alla tjänster"),
    ((("Arkiv", 2, 3),), "Hur många kommuner använder de gemensamma tjänsterna?"),
]


@pytest.mark.parametrize(("used", "title"), TITLES)
def test_the_title_of_adoption_says_what_most_and_fewest_use(tmp_path, used, title) -> None:
    assert chart_adoption(board(tmp_path, **services(*used))).title == title


RUNNING = [
    (
        (("project", "Skola", 2028, 2031), ("project", "Vård", 2029, "")),
        "Skola har 2031 som slutår, ett arbete fortsätter",
    ),
    ((("project", "Skola", 2028, 2031),), "Arbetet har 2031 som slutår"),
    (
        (("project", "Skola", 2028, ""), ("project", "Vård", 2029, 2033)),
        "Två arbeten pågick 2031, och alla fortsätter",
    ),
    ((("project", "Skola", 2028, 2029),), "Inget av projekten och förvaltningarna pågick 2031"),
]


@pytest.mark.parametrize(("work", "title"), RUNNING)
def test_the_title_of_projects_says_what_ends_and_what_goes_on(tmp_path, work, title) -> None:
    assert chart_projects(board(tmp_path, activities=activities(*work))).title == title
