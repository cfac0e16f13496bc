"""What is to be reported: late, due, coming or done, seen on the morning of a day."""

from datetime import date

import pytest

from boards import INVENTED, REAL
from namndbok.data.load import load_data
from namndbok.errors import InvalidParameter
from namndbok.facts.commitments import Commitment, closing_day, commitments_on
from namndbok.facts.follow_up import cases_on, find_meeting, meeting_years
from namndbok.facts.year_facts import compute_years

MEETING = date(2031, 10, 7)


def state(day: date = MEETING, **cells: object) -> str:
    return Commitment("year_wheel:2", "Rapport", "årshjul", date(2030, 12, 31), **cells).state(day)


@pytest.mark.parametrize(
    ("due", "reported", "expected"),
    [
        (date(2031, 10, 6), None, "late"),
        (date(2031, 10, 7), None, "due"),
        (date(2031, 10, 31), None, "due"),
        (date(2031, 11, 1), None, "coming"),
        (None, None, "open"),
        (None, date(2031, 10, 6), "done"),
        (date(2031, 10, 6), date(2031, 10, 6), "done"),
        (date(2031, 10, 5), date(2031, 10, 6), "done_late"),
        (date(2031, 10, 7), date(2031, 10, 7), "due"),
        (date(2031, 9, 1), date(2031, 10, 7), "late"),
    ],
)
def test_a_state_is_that_of_the_morning_before_what_is_reported_that_day(due, reported, expected):
    assert state(due=due, reported=reported) == expected


def texts(data, day: date, *states: str) -> list[str]:
    return [commitment.text for commitment in commitments_on(data, day, *states)]


def test_the_invented_boards_year_wheel_is_due_late_and_done_where_it_belongs():
    data = load_data(INVENTED)
    spring, autumn, after = date(2031, 3, 4), MEETING, closing_day(data, 2031)
    assert texts(data, spring, "late") == []
    assert texts(data, spring, "due") == ["Uppföljning av stickprov", "Attestordningen"]
    assert texts(data, autumn, "late") == ["Attestordningen", "Avtal med laboratoriet prövas på nytt."]
    assert texts(data, autumn, "due") == ["Delårsrapport"]
    assert texts(data, after, "late") == ["Avtal med laboratoriet prövas på nytt.", "Plan för nödvatten"]
    assert texts(data, after, "done_late") == ["Attestordningen"]


def test_what_a_meeting_decides_is_known_after_it():
    data, day = load_data(REAL), date(2022, 6, 22)
    supplement = "Protokollet kompletteras med kostnaden per kommun för Verksamhetsutvecklare e-tjänster."
    assert supplement not in texts(data, day)
    assert supplement in texts(data, date(2022, 6, 23))


def test_results_of_controls_and_verdicts_are_due_when_the_report_is_dealt_with():
    due = commitments_on(load_data(REAL), date(2025, 3, 18), "due")
    kinds = [commitment.kind for commitment in due]
    assert kinds.count("resultat av kontroll") == 4  # no control of 2024 has a result
    assert kinds.count("bedömning av mål") == 4  # one of the five goals of 2024 is judged
    assert {commitment.due for commitment in due} == {date(2025, 3, 18)}


def test_a_year_counts_what_is_late_and_due_at_its_meetings():
    [facts] = compute_years(load_data(REAL), [2024])
    assert [facts[f"commitments.2025-03-18.{word}"].value for word in ("late", "due")] == [4, 9]
    assert facts["commitments.2025-03-18.late"].rows[0] == "year_wheel:2"
    assert facts["decisions.2025-03-18.cases"].value == 2


def test_a_board_without_these_tables_counts_nothing():
    [facts] = compute_years(load_data(REAL), [2019])
    assert facts.under("commitments") == []


def test_a_meeting_belongs_to_the_year_whose_report_it_deals_with_or_to_its_own():
    assert meeting_years(load_data(REAL)) == {date(2022, 6, 22): 2022, date(2025, 3, 18): 2024}


def test_cases_come_in_the_order_of_the_agenda():
    paragraphs = list(cases_on(load_data(REAL), date(2022, 6, 22))["paragraph"])
    assert paragraphs == [f"§ {number}" for number in range(8, 17)]


def test_an_unknown_day_is_answered_with_the_days_that_there_are():
    with pytest.raises(InvalidParameter, match="Det finns: 2022-06-22 och 2025-03-18"):
        find_meeting(load_data(REAL), "2022-06-23")
    with pytest.raises(InvalidParameter, match="hör till 2024, inte till 2025"):
        find_meeting(load_data(REAL), "2025-03-18", 2025)
