import pytest

from namndbok.checks.check import findings_of
from typed import facts_of, said, sound

CONTROLS = "control | probability | consequence | result | result_date | evidence\n"
DONE, BARE, UNPROVED = (
    "a | 2 | 3 | ok | 2031-11-01 | Lista",
    "{} | 1 | 1 | | |",
    "{} | 1 | 1 | ok | 2031-11-01 |",
)
ADVICE = "number | municipality | kind | text | status | year | decision\n"
DECISIONS = "decision | date | title | outcome" + "".join(
    f"\n{name} | {year}-05-05 | Granskning | Ja." for name, year in (("then", 2030), ("now", 2031))
)


def test_a_control_has_result_date_and_evidence():
    assert said("missing.control_result", controls=CONTROLS + DONE) == []
    lacking = said("missing.control_result", controls=CONTROLS + UNPROVED.format("b"))
    assert lacking == [("underlag", "saknas", ("controls:2",))]


def test_controls_that_lack_the_same_are_told_in_one():
    rows = "\n".join((DONE, BARE.format("b"), BARE.format("c"), UNPROVED.format("d")))
    found = findings_of(facts_of(sound(controls=CONTROLS + rows)), "missing.control_result")
    assert [(one.title, one.rows) for one in found] == [
        ("Kontrollmomenten 2 och 3 är inte redovisade", ("controls:3", "controls:4")),
        ("Kontrollmoment 4 är inte redovisat", ("controls:5",)),
    ]


@pytest.mark.parametrize(
    ("kind", "status", "severity"),
    [
        ("recommendation", "open", "warning"),
        ("recommendation", "answered", "warning"),
        ("remark", "noted", "info"),
        ("recommendation", "done", None),
    ],
)
def test_what_auditors_said_has_led_to_something(kind: str, status: str, severity: str | None):
    advice = ADVICE + f"1 | 9901 | {kind} | Följ upp. | {status} | 2030 |"
    found = findings_of(facts_of(sound(recommendations=advice)), "missing.recommendation")
    assert [(one.severity, one.rows) for one in found] == (
        [(severity, ("recommendations:2",))] if severity else []
    )


@pytest.mark.parametrize(("decision", "told"), [("then", True), ("now", False)])
def test_the_year_of_the_answer_is_too_early_to_ask(decision: str, told: bool):
    advice = ADVICE + f"1 | 9901 | recommendation | Följ upp. | answered | 2030 | {decision}"
    assert bool(said("missing.recommendation", recommendations=advice, decisions=DECISIONS)) is told
