"""The sentences of the interim report, read by eye: surplus, deficit, zero, one and many."""

from datetime import date

import pytest

from namndbok.books.spans import period_book
from namndbok.facts.periods import Period
from namndbok.show.narrative import narrate
from typed import spaced, typed, unchecked_book

JUNE = Period(date(2031, 6, 30))
HELD = {1: "board | 2031-02-01 | 6 | 10"}
HELD[2] = HELD[1] + "\nboard | 2031-05-01 | 8 | 10"
DAYS = ("2031-02-01", "2031-05-01", "2031-09-01", "2031-11-01")
ON_AVERAGE = "g | annual | attendance.board.share | {} | percent | average"
EVERY_TIME = "g | annual | attendance.board.minimum | {} | percent | every_meeting"


def interim(name: str, **tables: str) -> str:
    """Return a text of the interim report of a board with one line, as typed on a keyboard."""
    given = {"outcome_lines": "line | name\n a | A", "outcome": outcome(9, 5)}
    return spaced(
        narrate(f"interim_report/{name}", period_book(unchecked_book(typed(**given | tables)), JUNE)).text
    )


def outcome(income: int, cost: int) -> str:
    return f"through | line | income | cost\n 2031-06-30 | a | {income} | {cost}"


def forecast(income: int, cost: int) -> str:
    return f"as_of | line | income | cost\n 2031-06-30 | a | {income} | {cost}"


@pytest.mark.parametrize(
    ("income", "cost", "summary", "economy"),
    [
        (9, 5, "har nämnden ett överskott på 4 kr.", "Det är ett överskott på 4 kr."),
        (5, 9, "har nämnden ett underskott på 4 kr.", "Det är ett underskott på 4 kr."),
        (5, 5, "har nämnden ett resultat på 0 kr.", "De är lika stora."),
    ],
)
def test_the_result_so_far_is_a_surplus_a_deficit_or_zero(income, cost, summary, economy):
    book = {"outcome": outcome(income, cost)}
    assert interim("summary", **book) == f"Till och med juni 2031 {summary}"
    amounts = f"intäkterna {income} kr och kostnaderna {cost} kr"
    assert interim("economy", **book) == f"Till och med juni 2031 var {amounts}. {economy}"


@pytest.mark.parametrize(
    ("income", "cost", "words"),
    [(9, 5, "ett överskott på 4 kr"), (5, 9, "ett underskott på 4 kr"), (5, 5, "ett resultat på 0 kr")],
)
def test_the_forecast_is_a_surplus_a_deficit_or_zero(income, cost, words):
    text = interim("summary", forecast=forecast(income, cost))
    assert text.endswith(f"För hela året väntar den sig {words}.")


@pytest.mark.parametrize(
    ("goals", "words"),
    [
        ({}, ""),
        ({"annual": "-"}, ""),
        ({"annual": "e"}, "Nämnden väntar sig att årets enda mål nås."),
        ({"annual": "r"}, "Nämnden väntar sig inte att årets enda mål nås."),
        ({"annual": "ee"}, "Nämnden väntar sig att årets båda mål nås."),
        ({"annual": "e-"}, "Nämnden väntar sig att ett av årets två mål nås."),
        ({"annual": "eee"}, "Nämnden väntar sig att alla årets tre mål nås."),
        ({"annual": "rr"}, "Nämnden väntar sig att inget av årets två mål nås."),
        ({"indicator": "eer"}, "Nämnden väntar sig att två av årets tre indikatorer nås."),
        (
            {"annual": "e", "indicator": "ee"},
            "Nämnden väntar sig att årets enda mål nås. Den väntar sig att årets båda indikatorer nås.",
        ),
    ],
)
def test_forecasts_of_goals_are_told_in_number_and_gender(goals, words):
    assessments = {"e": "expected", "r": "at_risk"}
    listed = [
        (f"{level}{at}", level, letter) for level, all in goals.items() for at, letter in enumerate(all)
    ]
    rows = [f"{goal} | {level}" for goal, level, _ in listed]
    reviews = [
        f"{goal} | 2031-06-30 | forecast | {assessments[letter]}"
        for goal, _, letter in listed
        if letter in assessments
    ]
    text = interim(
        "goals_forecast",
        goals="\n".join(["goal | level", *rows]),
        goal_reviews="\n".join(["goal | through | kind | assessment", *reviews]),
    )
    assert text == words


TWO = (
    "Nämnden har hållit två sammanträden{}. I snitt deltog 70,0 % av kommunerna, "
    "och vid det sammanträde som hade lägst närvaro 60,0 %."
)
REST = "För att nå 75 % i snitt över året måste {} platserna vid återstående sammanträden fyllas."
ONE_LEFT = TWO.format(" och har ett sammanträde kvar i planen")
TWO_LEFT = TWO.format(" och har två sammanträden kvar i planen")
ONE = "Nämnden har hållit ett sammanträde. 60,0 % av kommunerna deltog."


@pytest.mark.parametrize(
    ("held", "planned", "goal", "words"),
    [
        (0, 4, "", ""),
        (1, 1, "", ONE),
        (1, 1, ON_AVERAGE.format(75), f"{ONE} Målet på 75 % i snitt kan inte längre nås."),
        (1, 1, ON_AVERAGE.format(50), f"{ONE} Målet på 50 % i snitt är nått."),
        # Three quarters of 40 are 30, and 14 have come.
        (2, 4, ON_AVERAGE.format(75), f"{TWO_LEFT} {REST.format('16 av de 20')}"),
        (2, 3, ON_AVERAGE.format(75), f"{ONE_LEFT} {REST.format('9 av de 10')}"),
        (2, 4, ON_AVERAGE.format(99), f"{TWO_LEFT} Målet på 99 % i snitt kan inte längre nås "
         "med de sammanträden som är kvar i planen."),
        (2, 4, ON_AVERAGE.format(30), f"{TWO_LEFT} Målet på 30 % i snitt är redan nått för året, "
         "om planen följs."),
        (2, 4, EVERY_TIME.format(75), f"{TWO_LEFT} Målet på 75 % vid varje sammanträde kan inte längre nås."),
        (2, 4, EVERY_TIME.format(50), f"{TWO_LEFT} Målet på 50 % vid varje sammanträde har nåtts hittills."),
    ],
)  # fmt: skip
def test_attendance_so_far_and_what_the_goal_asks_of_the_rest(held, planned, goal, words):
    text = interim(
        "attendance",
        meetings=f"body | date | present | entitled\n{HELD.get(held, '')}",
        meeting_plan="\n".join(["date", *DAYS[:planned]]),
        goals=f"goal | level | measure | threshold | unit | reading\n{goal}",
    )
    assert text == words
