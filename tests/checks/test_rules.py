import pytest

from typed import found, said, spaced

GOAL = "goal | measure | threshold | unit | reading | text\n one | {} | {} | percent | {} | Alla är med."
REVIEW = "goal | through | kind | assessment\n one | {} | {} | {}"


GOALS = """
    goal     | measure                | threshold | unit    | reading
    course   | events.competence.held | 1         | count   | total
    present  | attendance.board.share | {}        | percent | average
    together |                        |           |         |
"""
REVIEWS = """
    goal     | assessment | comment
    course   | {}         | En kurs hölls
    present  | {}         |
"""
CONTROLS = """
    control | probability | consequence | risk_value
    leak    | 2           | 3           | 6
    invoice | 1           | 4           | {}
"""
EXPLANATIONS = """
    text                | line   | direction
    En tjänst var ledig | office | surplus
"""


def judged(*, limit: int = 80, course: str = "met", present: str = "met") -> dict[str, str]:
    """Type goals with their reviews: one course was held, and 5 of 6 were present at meetings."""
    return {"goals": GOALS.format(limit), "goal_reviews": REVIEWS.format(course, present)}


def test_a_verdict_that_the_measure_contradicts_is_an_error():
    (one,) = found(**judged(present="not_met"))
    assert (one.check, one.severity, one.title) == (
        "rules.verdict",
        "error",
        "Bedömningen följer inte av regeln: Ett mål",
    )
    assert spaced(one.detail) == "Uppmätt 83,3 % når gränsen 80 %. Nämndens bedömning: inte uppnått."
    assert (spaced(one.expected), spaced(one.found)) == ("80 %", "83,3 %")
    assert one.rows == ("goals:3", "goal_reviews:3", "meetings:2", "meetings:3")


def test_a_goal_met_without_reaching_its_threshold_is_an_error():
    (one,) = found(**judged(limit=84))
    assert spaced(one.detail) == "Uppmätt 83,3 % når inte gränsen 84 %. Nämndens bedömning: uppnått."


def test_a_goal_for_every_meeting_is_not_met_by_its_average():
    """2 of 3 and 3 of 3 are 83 % on average, but 67 % at the first."""
    goal, review = (
        GOAL.format("attendance.board.share", 80, "every_meeting"),
        REVIEW.format("2031-12-31", "verdict", "met"),
    )
    (one,) = found(goals=goal, goal_reviews=review)
    assert (one.check, spaced(one.found), one.rows) == (
        "rules.verdict",
        "66,7 %",
        ("goals:2", "goal_reviews:2", "meetings:2"),
    )
    assert found(goals=GOAL.format("attendance.board.share", 80, "average"), goal_reviews=review) == ()


def test_a_measurable_goal_without_verdict_is_a_warning():
    (one,) = found(**judged(course=""))
    assert (one.check, one.severity) == ("rules.missing_verdict", "warning")
    assert one.detail == "Uppmätt 1 når gränsen 1. Nämndens bedömning: ingen."
    assert one.rows == ("goals:2", "goal_reviews:2", "events:2")


def test_a_goal_that_nobody_reviewed_is_a_warning_too():
    (one,) = found(goals=GOALS.format(80), goal_reviews="goal | assessment\n present | met")
    assert (one.check, one.rows) == ("rules.missing_verdict", ("goals:2", "events:2"))


def test_a_year_that_is_over_without_any_review_lacks_every_verdict():
    assert [one.rows[0] for one in found("goal_reviews")] == ["goals:2", "goals:4", "goals:5"]


def test_a_goal_that_cannot_be_measured_needs_no_verdict():
    """Nothing measures that all hold together, and nobody has reviewed it."""
    assert found(**judged()) == ()


def test_when_the_year_is_over_a_forecast_is_no_verdict():
    goal, review = (
        GOAL.format("attendance.board.share", 80, "average"),
        REVIEW.format("2031-06-30", "forecast", "expected"),
    )
    (one,) = found(goals=goal, goal_reviews=review)
    assert (one.check, one.detail.rsplit(". ", 1)[1]) == (
        "rules.missing_verdict",
        "Nämndens bedömning: väntas nås.",
    )


def test_before_the_year_is_over_a_forecast_is_enough_and_no_review_at_all_is_no_finding():
    half = {
        "outcome": "through | line | income | cost\n 2031-06-30 | office | 1 | 1",
        "goals": GOAL.format("attendance.board.share", 80, "average"),
    }
    reviews = (REVIEW.format("2031-06-30", "forecast", "expected"), "goal | assessment")
    for review in reviews:
        assert found("printed", "budget", goal_reviews=review, **half) == ()


def test_a_forecast_that_one_meeting_has_already_broken_is_a_warning():
    half = "through | line | income | cost\n 2031-06-30 | office | 1 | 1"
    goal, review = (
        GOAL.format("attendance.board.minimum", 75, "every_meeting"),
        REVIEW.format("2031-06-30", "forecast", "expected"),
    )
    (one,) = found("printed", "budget", outcome=half, goals=goal, goal_reviews=review)
    assert (one.check, one.severity, one.title) == (
        "rules.every_meeting",
        "warning",
        "Prognosen håller inte: Alla är med",
    )
    assert spaced(one.detail) == "Målet är 75 % vid varje möte, men vid ett möte var närvaron 66,7 %."
    assert one.rows == ("goals:2", "goal_reviews:2", "meetings:2")
    at_risk = REVIEW.format("2031-06-30", "forecast", "at_risk")
    assert found("printed", "budget", outcome=half, goals=goal, goal_reviews=at_risk) == ()


def test_a_risk_value_that_is_not_the_product_is_an_error():
    (one,) = found(controls=CONTROLS.format(5))
    assert (one.check, one.severity, one.rows) == ("rules.risk_value", "error", ("controls:3",))
    assert spaced(one.detail) == "Kontrollmoment 2: 1 × 4 är 4, inte 5."
    assert (one.expected, one.found) == ("4", "5")


def test_a_control_without_printed_risk_value_is_no_finding():
    assert found(controls=CONTROLS.format("")) == ()


@pytest.mark.parametrize(
    "explanation",
    [
        "",
        "Skåpen byttes ut | | deficit",
        "Skåpen byttes ut | archive | surplus",
        " | archive | deficit",
    ],
)
def test_a_deficit_that_no_explanation_is_about_is_a_warning(explanation):
    (one,) = found(explanations=EXPLANATIONS + explanation)
    assert (one.check, one.severity, one.title) == (
        "rules.unexplained",
        "warning",
        "Underskott utan förklaring: Arkiv",
    )
    assert spaced(one.detail) == "Resultatet för Arkiv är -30 kr, och ingen förklaring gäller raden."
    assert one.rows == ("outcome:3",)


def test_a_line_that_breaks_even_needs_no_explanation():
    outcome = "line | income | cost\n office | 600 | 500\n archive | 300 | 300"
    findings = found("explanations", "printed", outcome=outcome)
    assert "rules.unexplained" not in [one.check for one in findings]


def test_a_surplus_needs_no_explanation():
    assert found(explanations="text | line\n Skåpen byttes ut | archive") == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Alla kommuner är med på nämndens möten under hela året 2031.", None),  # 59 letters and a full stop
        ("Alla kommuner är med på alla nämndens möten under hela år 31.", None),  # 60 letters
        (
            "Alla kommuner är med på alla nämndens möten under hela år 310.",
            "Alla kommuner är med på alla nämndens möten under hela …",
        ),
    ],
)
def test_a_long_goal_is_shortened_at_a_word(text, shown):
    goals = f"goal | measure | threshold | text\n one | attendance.board.share | 80 | {text}"
    (one,) = found(goals=goals, goal_reviews="goal | assessment\n one | not_met")
    assert one.title.endswith(f": {shown or text.rstrip('.')}")


GROUP = "goal | rule | measure | threshold | unit\ngroup | {} | meetings.preparatory.held | 1 | count"


@pytest.mark.parametrize(
    ("rule", "assessment", "kind", "reported"),
    [
        ("Ett möte och en strategidag.", "met", "meeting", True),
        ("Ett möte och en strategidag.", "met", "strategy_day", False),
        ("Ett möte och en strategidag.", "not_met", "meeting", False),
        ("Ett möte.", "met", "meeting", False),
    ],
)
def test_a_strategy_day_that_a_met_goal_asks_for_is_in_the_plan(rule, assessment, kind, reported):
    changes = {
        "goals": GROUP.format(rule),
        "goal_reviews": f"goal | assessment\ngroup | {assessment}",
        "meeting_plan": f"body | date | kind\npreparatory | 2031-02-01 | {kind}",
    }
    found = said("rules.strategy_day", **changes)
    assert found == ([("en strategidag", "ingen", ("goals:2", "goal_reviews:2"))] if reported else [])
