from typed import said

GOALS = "goal | level | rule | threshold | measure | reading | unit\n"
COURSE = "course | annual | {rule} | {limit} | events.competence.held | total | count"
TOGETHER = "together | annual | | | | |"
REVIEW = "goal | assessment | measured | measured_unit\n"


def test_a_goal_has_a_rule_or_a_limit():
    for goal in (COURSE.format(rule="Minst en.", limit=""), COURSE.format(rule="", limit=1)):
        assert said("missing.measure", goals=GOALS + goal, goal_reviews="goal\ncourse") == []
    found = said("missing.measure", goals=GOALS + TOGETHER, goal_reviews="goal\ntogether")
    assert found == [("en regel eller gräns", "saknas", ("goals:2", "goal_reviews:2"))]


def test_a_goal_that_nothing_measures_has_a_verdict():
    """After the year; a year without an outcome is not over."""
    goals, empty = GOALS + TOGETHER, REVIEW + "together | | |"
    assert said("missing.verdict", goals=goals, goal_reviews=REVIEW + "together | met | |") == []
    assert said("missing.verdict", "outcome", goals=goals, goal_reviews=empty) == []
    found = said("missing.verdict", goals=goals, goal_reviews=empty)
    assert found == [("en bedömning", "saknas", ("goals:2", "goal_reviews:2"))]


def test_a_goal_with_a_limit_that_the_tables_cannot_measure_needs_a_verdict_too():
    goals = GOALS + "far | annual | Minst tio. | 10 | nothing.at.all | total | count"
    assert said("missing.verdict", goals=goals, goal_reviews=REVIEW + "far | | |") == [
        ("en bedömning", "saknas", ("goals:2", "goal_reviews:2"))
    ]


def test_a_verdict_is_told_with_its_value():
    """One course is held; the figure stands in no printed row and is measured or not."""
    goals = GOALS + COURSE.format(rule="", limit=1)
    assert said("missing.measured", goals=goals, goal_reviews=REVIEW + "course | met | 1 | count") == []
    found = said("missing.measured", goals=goals, goal_reviews=REVIEW + "course | met | |")
    assert found == [("värdet som avgör", "saknas", ("goals:2", "goal_reviews:2"))]
    printed = "id | fact | kind | value | unit\nheld | events.competence.held | count | 1 | count"
    more = {"goals": goals, "goal_reviews": REVIEW + "course | met | |", "printed": printed}
    assert said("missing.measured", **more) == []
