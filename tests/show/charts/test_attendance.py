"""Attendance is told for each body, against the goal where there is one."""

from namndbok.show.charts import chart_attendance
from small_board import board, goal, held

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
    assert chart.title == (
        "Hur stor del av kommunerna deltog i mötena (högst tolv möten per organ, de med lägst närvaro)?"
    )
    marks = chart.svg.partition("<g ")[2]
    assert marks.count(" mars</text>") == 12
    assert marks.index(">3 mars<") < marks.index(">30 mars<")
