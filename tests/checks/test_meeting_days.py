from typed import said

MEETING = "board       | 2031-03-01 | 2       | 3"
PLANNED = "board       | 2031-03-01\n"


def test_a_meeting_on_another_day_than_planned_is_told_with_both_days():
    """Planned 1 March, held 4 March."""
    moved = said("time.meetings", meetings=(MEETING, MEETING.replace("03-01", "03-04")))
    assert moved == [("1 mars 2031", "4 mars 2031", ("meeting_plan:2", "meetings:2"))]


def test_a_meeting_on_the_second_of_two_planned_days_is_held_as_planned():
    plan = "date | end_date\n2031-03-01 | {}\n2031-09-01 |"
    assert said("time.meetings", meeting_plan=plan.format("2031-03-02")) == []
    moved = (MEETING, MEETING.replace("03-01", "03-02"))
    assert said("time.meetings", meeting_plan=plan.format("2031-03-02"), meetings=moved) == []
    assert said("time.meetings", meeting_plan=plan.format(""), meetings=moved) != []


def test_a_meeting_without_a_plan_is_told():
    more = (MEETING, f"{MEETING}\nboard | 2031-05-01 | 3 | 3")
    assert said("time.meetings", meetings=more) == [("inget möte", "1 maj 2031", ("meetings:3",))]


def test_a_meeting_that_is_planned_after_what_is_told_is_not_missed():
    """Nothing is held after 1 September and the year's outcome is not there, so December is to come."""
    plan = ("board       | 2031-09-01", "board | 2031-09-01\nboard | 2031-12-01")
    assert said("time.meetings", "outcome", meeting_plan=plan) == []
    assert said("time.meetings", meeting_plan=plan) == [
        ("1 december 2031", "inget möte", ("meeting_plan:4",))
    ]


def test_a_list_of_meetings_that_lacks_one_is_told():
    listed = "body | date\nboard | 2031-03-01"
    assert said("time.held_list", held_list=listed) == [("i båda", "bara i närvarotabellen", ("meetings:3",))]
    more = listed + "\nboard | 2031-09-01\nboard | 2031-10-01"
    assert said("time.held_list", held_list=more) == [("i båda", "bara i möteslistan", ("held_list:4",))]
