from namndbok.show.tables import table_readings
from typed import spaced, unchecked

MEETINGS = """
    date       | present | entitled
    2031-03-01 | 9       | 14
    2031-06-01 | 11      | 14
"""
GOAL = """
    goal  | measure                | threshold | reading | text
    there | attendance.board.share | 75        | average | Kommunerna deltar.
"""


def lines(**tables: str) -> list[str]:
    return spaced(str(table_readings(unchecked(**tables)))).splitlines()[2:]


def test_a_goal_is_read_on_average_and_at_each_meeting():
    """75 % of 28 is 21, of 14 it is 10,5 and so 11 whole attendances; 20 of 28 is 71,4 %."""
    assert lines(meetings=MEETINGS, goals=GOAL, goal_reviews="goal | assessment\n there | met") == [
        "Kommunerna deltar. | i snitt, så som målet läses | 71,4 % | -1",
        "Kommunerna deltar. | mötet 1 mars 2031 | 64,3 % | -2",
        "Kommunerna deltar. | mötet 1 juni 2031 | 78,6 % | 0",
    ]


def test_a_goal_for_anything_else_is_not_read():
    goals = "goal | measure | threshold | unit\n one | events.competence.held | 1 | count"
    assert lines(meetings=MEETINGS, goals=goals, goal_reviews="goal | assessment\n one | met") == []
