"""Charts over the years: a gap is words, a part of a year is an unfilled bar."""

import pytest

from drawn import elements, texts
from namndbok.books.spans import TrendBook
from namndbok.show.charts.drawing import MAIN, PAPER
from namndbok.show.charts.trends import SERIES, chart_adoptions, chart_trend
from namndbok.show.narrative import NOTHING
from typed import unchecked

OUTCOME = """
    year | through    | line   | income | cost
    2029 | 2029-12-31 | office | 100    | 150
    2030 | 2030-06-30 | office | 40     | 45
    2031 | 2031-12-31 | office | 600    | 500
"""
WITHOUT = (
    "outcome",
    "goals",
    "goal_reviews",
    "meetings",
    "fees",
    "printed",
    "explanations",
    "service_status",
)
STATUS = """
    year | date       | service | users | of
    2029 | 2029-12-31 | archive | 1     | 3
    2031 | 2031-12-31 | archive | 2     | 3
"""


@pytest.fixture(scope="module")
def book() -> TrendBook:
    return TrendBook(**unchecked(outcome=OUTCOME, service_status=STATUS).content)


def shown(chart) -> list[str]:
    return [text.replace("\u00a0", " ").replace("\u2212", "-") for text in texts(chart.svg)]


def bars(chart) -> list[str]:
    return [path.get("fill") for path in elements(chart.svg, "path") if path.get("fill") != "none"]


def test_every_year_has_its_figure_beside_it(book):
    assert shown(chart_trend(book, "turnover")) == [
        "2029",
        "100 kr",
        "2030",
        "40 kr, jan–juni",
        "2031",
        "600 kr",
    ]


def test_a_part_of_a_year_is_not_filled(book):
    assert bars(chart_trend(book, "turnover")) == [MAIN, PAPER, MAIN]


def test_a_gap_has_words_and_no_bar():
    outcome = OUTCOME.replace("2030 | 2030-06-30 | office | 40     | 45\n", "")
    book = TrendBook(**unchecked("service_status", outcome=outcome).content)
    chart = chart_trend(book, "result")
    assert shown(chart) == ["2029", "-50 kr", "2030", "ingen uppgift", "2031", "100 kr"]
    assert len(bars(chart)) == 2


def test_the_description_says_every_year(book):
    alt = chart_trend(book, "result").description.replace("\u00a0", " ").replace("\u2212", "-")
    assert alt == (
        "Liggande stapeldiagram över nämndens resultat. "
        "2029: -50 kr; 2030: -5 kr (januari–juni); 2031: 100 kr."
    )


def test_a_count_is_shown_with_what_it_is_a_part_of(book):
    assert shown(chart_trend(book, "goals"))[-2:] == ["2031", "1 av 2"]


def test_each_service_has_its_years(book):
    chart = chart_adoptions(book)
    assert shown(chart) == ["E-arkiv", "2029", "1 av 3", "2030", "ingen uppgift", "2031", "2 av 3"]
    assert [row.cells[0] for row in chart.numbers.rows] == ["E-arkiv"] * 3


@pytest.mark.parametrize("name", SERIES)
def test_a_series_that_no_year_has_gives_no_chart(name):
    empty = TrendBook(**unchecked(*WITHOUT).content)
    assert chart_trend(empty, name) is NOTHING


def test_the_title_says_the_trend_of_whole_years(book):
    assert chart_trend(book, "turnover").title.replace("\u00a0", " ") == (
        "Nämndens intäkter ökade, från 100 kr år 2029 till 600 kr år 2031"
    )
    assert chart_adoptions(book).title == "Användningen av E-arkiv ökade"
