"""The interim report says what the board's own says, of January to May 2022, and what is known beside it."""

import re
from pathlib import Path

import pytest

from boards import REAL, invented_board
from namndbok.verify.coverage import count_figures
from pages import page, words


@pytest.fixture(scope="module")
def html() -> str:
    return page(REAL, 2022, "interim_report", through="2022-05")


@pytest.fixture(scope="module")
def text(html) -> str:
    return words(html)


@pytest.fixture(scope="module")
def invented(tmp_path_factory) -> str:
    folder = invented_board(tmp_path_factory.mktemp("interim"))
    return page(folder, 2031, "interim_report", through="2031-06")


def test_it_says_which_part_of_the_year_it_covers(text):
    assert "Delårsrapport januari–maj 2022, Norrbottens e-nämnd" in text
    assert "Rapporten gäller januari–maj 2022, fem av årets tolv månader." in text


def test_the_economy_is_that_of_the_document_in_thousands(text):
    # 1 792 − 1 673 = 119, where the document has 120; budget 5 034 − 5 034; forecast 6 193 − 6 193.
    assert "Utfall januari–maj | 119 tkr | 1 792 tkr | 1 673 tkr |" in text
    assert "Budget hela året | 0 tkr | 5 034 tkr | 5 034 tkr |" in text
    assert "Prognos hela året | 0 tkr | 6 193 tkr | 6 193 tkr |" in text
    assert "skriver resultatet" not in text


def test_it_says_how_precise_the_amounts_are(text):
    assert "avrundade till hela tusental kronor (tkr)" in text


def test_the_forecast_is_held_against_the_budget(text):
    # 6 193 − 5 034 = 1 159.
    assert "Intäkterna väntas bli 1 159 tkr högre än budgeterat" in text


@pytest.mark.parametrize(
    "row",
    [
        "16 mars 2022 | nämnden | 64,3 % | 9 | 14 |",
        "26 januari 2022 | beredningsgruppen | 78,6 % | 11 | 14 |",
        "23 februari 2022 | beredningsgruppen | 92,9 % | 13 | 14 |",
        "23 mars 2022 | beredningsgruppen | 71,4 % | 10 | 14 |",
        "27 april 2022 | beredningsgruppen | 71,4 % | 10 | 14 |",
        "25 maj 2022 | beredningsgruppen | 78,6 % | 11 | 14 |",
        # 11 + 13 + 10 + 10 + 11 = 55, of 5 · 14 = 70.
        "Alla möten | beredningsgruppen | 78,6 % | 55 | 70 |",
    ],
)
def test_the_attendance_is_that_of_the_document(text, row):
    assert row in text


def test_a_forecast_that_a_held_meeting_has_broken_is_said_to_be_broken(text):
    assert (
        "Kommunerna deltar i beredningsgruppens möten. | väntas nås | Kan inte längre nås | 71,4 % |" in text
    )
    assert "Målet på 75 % vid varje möte kan inte längre nås." in text


def test_what_the_boards_attendance_needs_is_worked_out(text):
    # Four meetings of 14 are 56; three quarters are 42; 9 have come, so 33 of the 3 · 14 = 42 left.
    assert "måste 33 av de 42 platserna vid återstående sammanträden fyllas" in text


def test_forecasts_are_the_documents(text):
    assert "Nämnden väntar sig att fyra av årets sex mål nås." in text
    assert "| risk att inte nås | Under gränsen hittills, kan ännu nås | 64,3 % |" in text
    assert "| väntas nås delvis | |" in text


def test_the_plan_tells_whether_meetings_will_do(text):
    # One of four meetings held and three left; five of ten held and six left.
    assert "| Inte nått än; planen räcker | 1 | Minst fyra sammanträden." in text
    assert "| Inte nått än; planen räcker | 5 | Minst 10 möten." in text


def test_every_figure_has_its_source_and_every_link_leads_somewhere(html, invented):
    for one in (html, invented):
        assert count_figures(one).untraced == ()
        anchors = re.findall(r'\sid="([^"]+)"', one)
        assert len(anchors) == len(set(anchors))
        assert set(re.findall(r'href="#([^"]+)"', one)) <= set(anchors)


def test_another_board_and_another_part_of_the_year(invented):
    text = words(invented)
    assert "Delårsrapport januari–juni 2031, Sjödalens vattennämnd" in text
    # 450 + 300 + 120 − (480 + 300 + 100), in kronor.
    assert "Utfall januari–juni | -10 kr | 870 kr | 880 kr |" in text
    assert "Kansli, utfall | 450 kr | 480 kr |" in text
    assert "tkr" not in text.split("Så är siffrorna")[0]


def test_what_happened_later_that_year_is_not_known_yet(invented):
    text = words(invented)
    assert "4 mars 2031 | nämnden | 100,0 % | 3 | 3 |" in text
    assert "7 oktober 2031 |" not in text.split("Uträkningar")[0]
    # The verdict came with the year's end; in June there was a forecast.
    assert "Ekonomin är i balans. | risk att inte nås | Går inte att mäta än |" in text


def test_a_period_without_outcome_is_refused(tmp_path: Path):
    from namndbok.errors import InvalidParameter

    with pytest.raises(InvalidParameter, match="Perioder i underlaget: 2031-06"):
        page(invented_board(tmp_path), 2031, "interim_report", through="2031-03")
