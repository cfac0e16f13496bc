"""The calendar says which planned meetings were held and which were held on another day."""

from drawn import dots
from namndbok.show.charts import ACCENT, MAIN, chart_meetings
from namndbok.show.charts.style import PAPER
from namndbok.show.markup import as_text
from small_board import board, held, planned


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
    assert chart.description.endswith("Nämnden: två möten hölls, ingen plan i underlaget.")
    assert "planerad dag" not in chart.svg.partition("<g ")[2]
