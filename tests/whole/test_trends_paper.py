"""The page of several years: small charts with their numbers, gaps told as gaps."""

import re

import pytest

from boards import REAL, invented_board
from namndbok.verify.coverage import count_figures
from pages import page, words


@pytest.fixture(scope="module")
def html() -> str:
    return page(REAL, 2024, "trends")


def test_whole_years_parts_and_gaps_are_told_apart(html):
    text = words(html)
    assert "Siffrorna gäller hela 2024." in text
    assert "Dessutom visas januari–maj 2022, som inte går att jämföra med ett helt år" in text
    assert "För 2023 finns inga uppgifter, vilket inte betyder noll." in text


@pytest.mark.parametrize(
    "row",
    [
        "2022 | 1 792 tkr | januari–maj |",
        "2023 | | ingen uppgift |",
        # The five lines' income in 2024 add up to this.
        "2024 | 18 887 406 kr | hela året |",
        "2022 | 64,3 % | januari–maj |",
        # 9 + 11 + 9 + 10 = 39 of 4 · 14 = 56.
        "2024 | 69,6 % | hela året |",
        "2024 | 1 | 5 | hela året |",
    ],
)
def test_the_numbers_of_every_chart_stand_in_its_table(html, row):
    assert row in words(html)


def test_a_year_that_has_not_been_judged_is_a_gap(html):
    table = re.search(r'<table id="c-trend-goals-table">.*?</table>', html, re.DOTALL)[0]
    assert "2022 | | | ingen uppgift |" in words(table)


def test_figures_of_other_years_say_their_year(html):
    assert 'data-fact="years.2022.attendance.board.share"' in html
    assert 'data-fact="attendance.board.share"' in html


def test_every_figure_has_its_source_and_every_link_leads_somewhere(html, tmp_path):
    for one in (html, page(invented_board(tmp_path), 2031, "trends")):
        assert count_figures(one).untraced == ()
        anchors = re.findall(r'\sid="([^"]+)"', one)
        assert len(anchors) == len(set(anchors))
        assert set(re.findall(r'href="#([^"]+)"', one)) <= set(anchors)


def test_a_year_of_which_only_a_part_is_known_can_be_the_last(tmp_path):
    text = words(page(REAL, 2022, "trends"))
    assert "Utvecklingen till och med 2022" in text
    assert "2022 | 119 tkr | januari–maj |" in text
