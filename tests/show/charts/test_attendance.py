"""Attendance is described for each body, against its goal; so are planned and held meetings."""

import pytest

from drawn import dots
from namndbok.show.charts import ACCENT, MAIN, chart_attendance, chart_meetings
from namndbok.show.charts.drawing import PAPER
from namndbok.show.markup import as_text
from small_board import board, goal, held, planned

PERCENT = "\u00a0%"
FEB, JUNE = "2031-02-22", "2031-06-20"


def test_total_goal_and_lowest_are_described_for_each_body(tmp_path) -> None:
    # Board: 6/10 and 8/10, together 14/20 = 70 %. Preparatory: 8/10 and 8/10, together 16/20 = 80 %.
    meetings = held("board", (FEB, 6), (JUNE, 8)) + held("preparatory", (FEB, 8), (JUNE, 8))
    goals = [goal("attendance.board.share", 75), goal("attendance.preparatory.share", 80)]
    chart = chart_attendance(board(tmp_path, meetings=meetings, goals=goals))
    assert chart.description == (
        "Liggande stapeldiagram över andelen närvarande kommuner vid fyra möten 2031. "
        f"Nämnden: 70,0{PERCENT} närvaro totalt, vilket inte når målet 75{PERCENT}; 1 av 2 möten når det. "
        f"Lägst är 60,0{PERCENT} (22 februari 2031). "
        f"Beredningsgruppen: 80,0{PERCENT} närvaro totalt, vilket når målet 80{PERCENT}; "
        f"2 av 2 möten når det. Lägst är 80,0{PERCENT} (22 februari 2031 och 20 juni 2031)."
    )
    assert f">mål 75{PERCENT}</text>" in chart.svg and f">mål 80{PERCENT}</text>" in chart.svg


def test_without_a_goal_there_is_no_line(tmp_path) -> None:
    chart = chart_attendance(board(tmp_path, meetings=held("board", (FEB, 6), (JUNE, 8))))
    assert f"Nämnden: 70,0{PERCENT} närvaro totalt. Lägst" in chart.description
    assert "mål" not in chart.svg.partition("<g ")[2]


def test_a_goal_that_nobody_can_reach_is_described_but_not_drawn(tmp_path) -> None:
    meetings, goals = held("board", (FEB, 6)), [goal("attendance.board.share", 175)]
    chart = chart_attendance(board(tmp_path, meetings=meetings, goals=goals))
    assert f"vilket inte når målet 175{PERCENT}" in chart.description
    assert "mål" not in chart.svg.partition("<g ")[2]


def test_a_single_meeting_is_its_own_total(tmp_path) -> None:
    chart = chart_attendance(board(tmp_path, meetings=held("board", (FEB, 6))))
    assert chart.description.endswith(f"vid ett möte 2031. Nämnden: 60,0{PERCENT} närvaro totalt.")
    assert ">Totalt</text>" not in chart.svg


def test_of_many_meetings_those_with_the_lowest_attendance_are_shown_in_order(tmp_path) -> None:
    days = [(f"2031-03-{day:02}", 4 if day in (3, 30) else 9) for day in range(1, 32)]
    chart = chart_attendance(board(tmp_path, meetings=held("board", *days)))
    assert (chart.question or chart.title) == (
        "Hur stor del av kommunerna deltog i mötena (högst tolv möten per organ, de med lägst närvaro)?"
    )
    marks = chart.svg.partition("<g ")[2]
    assert marks.count(" mars</text>") == 12
    assert marks.index(">3 mars<") < marks.index(">30 mars<")


def test_plan_and_outcome_are_compared_by_body(tmp_path) -> None:
    plan = planned("board", "2031-02-22", "2031-06-20") + planned("preparatory", "2031-06-04")
    meetings = held("board", ("2031-02-22", 5), ("2031-06-20", 5)) + held("preparatory", ("2031-06-11", 5))
    chart = chart_meetings(board(tmp_path, meeting_plan=plan, meetings=meetings))
    assert chart.description == (
        "Kalender över planerade och hållna möten 2031, månad för månad. "
        "Nämnden: två möten planerade, två hölls på planerad dag. "
        "Beredningsgruppen: ett möte planerat, inga hölls på planerad dag. "
        "Planerat utan redovisat möte: 4 juni. Hölls på annan dag: 11 juni."
    )
    cells = [tuple(map(as_text, row.cells)) for row in chart.numbers.rows]
    assert cells[1:3] == [
        ("4 juni 2031, beredningsgruppen", "ja", "nej"),
        ("11 juni 2031, beredningsgruppen", "nej", "ja"),
    ]
    assert [row.source for row in chart.numbers.rows] == [
        "meeting_plan:2",
        "meeting_plan:4",
        "meetings:4",
        "meeting_plan:3",
    ]


def test_planned_is_hollow_held_is_filled_and_another_day_is_a_diamond(tmp_path) -> None:
    plan = planned("board", "2031-02-22", "2031-06-20")
    meetings = held("board", ("2031-02-22", 5), ("2031-06-21", 5))
    svg = chart_meetings(board(tmp_path, meeting_plan=plan, meetings=meetings)).svg
    # each mark once in the key and once in its month
    assert [len(dots(svg, colour)) for colour in (MAIN, PAPER, ACCENT)] == [2, 2, 2]


def test_a_meeting_on_any_of_several_planned_days_is_held_as_planned(tmp_path) -> None:
    plan = planned("board", ("2031-09-21", "2031-09-22"))
    chart = chart_meetings(board(tmp_path, meeting_plan=plan, meetings=held("board", ("2031-09-22", 5))))
    assert chart.description.endswith("Nämnden: ett möte planerat, ett hölls på planerad dag.")
    assert ">21–22</text>" in chart.svg


def test_days_in_two_months_name_the_second(tmp_path) -> None:
    chart = chart_meetings(board(tmp_path, meeting_plan=planned("board", ("2031-01-31", "2031-02-01"))))
    assert ">31–1 feb</text>" in chart.svg


def test_without_a_plan_meetings_are_not_said_to_break_it(tmp_path) -> None:
    chart = chart_meetings(board(tmp_path, meetings=held("board", ("2031-02-22", 5), ("2031-06-20", 5))))
    assert chart.description.endswith("Nämnden: två möten hölls, utan mötesplan.")
    assert "planerad dag" not in chart.svg.partition("<g ")[2]


BOTH = "I snitt nådde nämnden inte sitt närvaromål, men beredningsgruppen nådde sitt"
TITLES = [
    ({"board": 75, "preparatory": 80}, BOTH),
    ({"board": 75, "preparatory": 90}, "I snitt nådde nämnden och beredningsgruppen inte sina närvaromål"),
    ({"board": 70, "preparatory": 80}, "I snitt nådde nämnden och beredningsgruppen sina närvaromål"),
    ({"board": 75}, "I snitt nådde nämnden inte sitt närvaromål"),
    ({"board": 70}, "I snitt nådde nämnden sitt närvaromål"),
    ({}, "Hur stor del av kommunerna deltog i mötena?"),
]


@pytest.mark.parametrize(("limits", "title"), TITLES)
def test_the_title_says_who_reached_their_goal_of_attendance(tmp_path, limits, title) -> None:
    meetings = held("board", (FEB, 6), (JUNE, 8)) + held("preparatory", (FEB, 8), (JUNE, 8))
    goals = [goal(f"attendance.{body}.share", limit) for body, limit in limits.items()]
    chart = chart_attendance(board(tmp_path, meetings=meetings, goals=goals))
    assert chart.title == title


DAYS = [
    ([FEB, JUNE], [FEB, JUNE], "Alla möten hölls på planerad dag"),
    ([FEB], [FEB], "Mötet hölls på planerad dag"),
    ([FEB, JUNE], [FEB], "Ett planerat möte är inte redovisat"),
    ([FEB], [FEB, JUNE], "Ett möte hölls utöver planen"),
    ([FEB], [JUNE], "Ett möte hölls inte på planerad dag, och ett möte hölls en annan dag"),
    ([], [FEB, JUNE], "Två möten hölls 2031"),
]


@pytest.mark.parametrize(("plan", "days", "title"), DAYS)
def test_the_title_says_whether_meetings_were_held_when_planned(tmp_path, plan, days, title) -> None:
    meetings = held("board", *((day, 5) for day in days))
    book = board(tmp_path, meeting_plan=planned("board", *plan), meetings=meetings)
    assert chart_meetings(book).title == title
