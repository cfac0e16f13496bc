import pytest

from namndbok.checks.check import findings_of
from typed import facts_of, said, sound, typed

VOLUMES = "year | service | measure | value\n2029 | archive | filer | 1\n2030 | archive | filer | 400\n"
PEOPLE = "municipality | date | population\n9901 | 2029-12-31 | 1000\n9901 | 2030-12-31 | {}"


@pytest.mark.parametrize(("value", "reported"), [(299, True), (300, False), (500, False), (501, True)])
def test_a_volume_a_quarter_from_the_last_year_is_reported(value: int, reported: bool):
    """400 ± 100; the year before that does not matter."""
    found = said("change.volume", service_volumes=VOLUMES + f"2031 | archive | filer | {value}")
    assert found == ([("400", str(value), ("service_volumes:4", "service_volumes:3"))] if reported else [])


@pytest.mark.parametrize(("people", "reported"), [(899, True), (900, False), (1100, False), (1101, True)])
def test_inhabitants_a_tenth_from_the_year_before_are_reported(people: int, reported: bool):
    """1 000 ± 100."""
    found = said("change.population", population=PEOPLE.format(people))
    assert [row for *_, rows in found for row in rows] == (
        ["population:3", "population:2"] if reported else []
    )


@pytest.mark.parametrize(("forecast", "reported"), [(990, False), (991, True), (809, True)])
def test_a_forecast_a_tenth_from_the_budget_is_reported(forecast: int, reported: bool):
    """The budget is 900, so 810 to 990 is near."""
    found = said("change.forecast", forecast=f"line | income | cost\noffice | {forecast} | 0")
    rows = ("budget:2", "budget:3", "forecast:2")
    assert found == ([("900 kr", f"{forecast} kr", rows)] if reported else [])


GOALS = """
    year | goal   | level  | text   | rule   | measure                | threshold
    2030 | course | annual | Kurser | Två    | events.competence.held | 2
    2031 | {goal} | annual | {text} | {rule} | events.competence.held | {limit}
"""
SAME = {"goal": "course", "text": "Kurser", "rule": "Två", "limit": 2}
REVIEWS = "year | goal | through | comment\n2030 | course | 2030-12-31 | Bra\n2031 | course | 2031-12-31 | {}"


def said_of(check: str, **tables: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return expected, found and rows of what a check says of a board of some tables."""
    return [(one.expected, one.found, one.rows) for one in findings_of(facts_of(typed(**tables)), check)]


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({}, None),
        ({"limit": 1}, ("2", "1")),
        ({"text": "Resor"}, ("Kurser", "Resor")),
        ({"rule": ""}, ("Två", "ingen regel")),
        ({"rule": "En", "limit": 1}, ("Två", "En")),
    ],
)
def test_a_goal_that_is_another_than_the_last_time_is_reported(change, shown):
    found = said_of("change.goal", goals=GOALS.format(**SAME | change))
    assert found == ([(*shown, ("goals:3", "goals:2"))] if shown else [])


def test_what_decides_whether_a_goal_is_met_is_told_in_words():
    goals = """
        year | goal | level  | text  | measure             | operator | threshold | reading | unit
        2030 | meet | annual | Möten | meetings.board.held | >=       | 4         | total   | count
        2031 | meet | annual | Möten |                     | <=       |           |         |
    """
    (one,) = findings_of(facts_of(typed(goals=goals)), "change.goal")
    assert (one.title, one.expected, one.found) == (
        "Målet är ett annat än förr: Möten",
        "Genomförda möten i nämnden minst 4 sammanlagt",
        "högst",
    )


@pytest.mark.parametrize("own", ["before", "now"])
def test_own_words_are_not_compared_but_limits_are(own: str):
    """A sentence of ours may be written anew each year; what the goal is measured by may not."""
    head, before, now = GOALS.format(**SAME | {"text": "Resor", "limit": 1}).strip().splitlines()
    words = {"before": ("own", "decided"), "now": ("decided", "own")}[own]
    rows = [f"{head} | wording", f"{before} | {words[0]}", f"{now} | {words[1]}"]
    assert said_of("change.goal", goals="\n".join(rows)) == [("2", "1", ("goals:3", "goals:2"))]


def test_a_goal_that_names_its_own_year_is_the_same():
    goals = GOALS.format(**SAME | {"text": "Kurser 2031"}).replace("| Kurser |", "| Kurser 2030 |")
    assert said_of("change.goal", goals=goals) == []


def test_goals_that_are_gone_are_reported_together():
    more = "2030 | other | annual | Annat | Två | |"
    assert said_of("change.vanished", goals=GOALS.format(**SAME)) == []
    gone = said_of("change.vanished", goals=GOALS.format(**SAME | {"goal": "new"}) + more)
    assert gone == [("Kurser och Annat", "saknas", ("goals:2", "goals:4"))]


def test_a_comment_that_is_last_years_is_reported():
    goals = GOALS.format(**SAME)
    assert said_of("change.same_comment", goals=goals, goal_reviews=REVIEWS.format("Bättre")) == []
    same = said_of("change.same_comment", goals=goals, goal_reviews=REVIEWS.format("Bra"))
    assert same == [("en ny text", "samma text", ("goal_reviews:3", "goal_reviews:2"))]


def test_goals_on_the_long_view_are_not_compared():
    assert findings_of(facts_of(sound()), "change.vanished") == []


SERVICES = "service | name\narchive | E-arkiv\nother | Systemet för annat\nthird | Systemet för mer"
STATUSES = "date | service | year\n2030-12-31 | other | 2030\n2031-12-31 | archive | 2031"


def test_a_service_that_is_no_longer_mentioned_is_reported():
    assert said("change.service") == []
    assert said("change.service", services=SERVICES, service_status=STATUSES) == [
        ("en redovisning", "saknas", ("service_status:2",))
    ]


def test_a_service_can_be_mentioned_as_an_activity_or_a_study():
    """ "Annat" stands in no other service's name; "systemet" and "för" do."""
    for name, reported in (("Annat på prov", True), ("Systemet för mer", False)):
        activities = f"name | status\n{name} | pågår"
        found = said("change.service", services=SERVICES, service_status=STATUSES, activities=activities)
        assert bool(found) is not reported
    studies = "prestudy | name | status\nother | Annat | pågår"
    assert said("change.service", services=SERVICES, service_status=STATUSES, prestudies=studies) == []


def test_a_service_that_is_paid_for_is_reported_once():
    reported = "date | service | year\n2030-12-31 | archive | 2030\n2031-12-31 | other | 2031"
    assert said("change.service", services=SERVICES, service_status=reported) == []
    assert said("missing.service_status", services=SERVICES, service_status=reported)
