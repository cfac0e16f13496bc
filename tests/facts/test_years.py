"""Facts of other years and of parts of the year, told among a year's own."""

from datetime import date

import pytest

from namndbok.errors import UnknownFact
from namndbok.facts.fact import Facts
from namndbok.facts.periods import YearView, include_facts
from typed import book_of, sound, typed

DATA = typed(outcome="line | income | cost\n a | 5 | 3", outcome_lines="line | name\n a | A")


@pytest.fixture
def facts() -> Facts:
    other, own = Facts(DATA, 2030), Facts(DATA, 2031)
    other.add_cell("a.part", "Del", 5, "kr", "outcome:2")
    other.add_cell("b.part", "Annan del", 3, "kr", "outcome:2")
    other.add_difference("a.all", "Allt 2030", "del − annan del", "a.part", "b.part")
    other.add_cell("c.part", "Ovidkommande", 1, "kr", "outcome:2")
    own.add_cell("a.part", "Del", 7, "kr", "outcome:2")
    include_facts(own, other, "years.2030", "2030", ["a.all"])
    return own


def test_a_fact_of_another_year_says_its_year_and_keeps_value_formula_and_rows(facts):
    fact = facts["years.2030.a.all"]
    assert (fact.value, fact.formula, fact.facts) == (
        2,
        "del − annan del",
        ("years.2030.a.part", "years.2030.b.part"),
    )
    assert facts.rows_behind("years.2030.a.all") == ("outcome:2",)


def test_only_what_is_asked_for_is_included_and_what_it_uses(facts):
    assert list(facts) == ["a.part", "years.2030.a.part", "years.2030.b.part", "years.2030.a.all"]


def test_a_label_says_the_year_once(facts):
    labels = [fact.label for fact in facts.under("years.2030")]
    assert labels == ["Del, 2030", "Annan del, 2030", "Allt 2030"]


def test_a_view_answers_to_short_ids_with_facts_that_keep_their_whole_id(facts):
    view = YearView(facts, "years.2030", DATA, 2030)
    assert view["a.part"] is facts["years.2030.a.part"]
    assert (view["a.part"].value, facts["a.part"].value) == (5, 7)
    assert view.rows_behind("a.all") == ("outcome:2",)
    assert view.get("c.part") is None and "c.part" not in view
    with pytest.raises(UnknownFact, match=r"c\.part för 2030"):
        view["c.part"]


def test_a_year_is_compared_with_what_is_known_of_the_years_before_it():
    outcome = """
        year | through    | line   | income | cost
        2030 | 2030-12-31 | office | 500    | 450
        2031 | 2031-12-31 | office | 600    | 500
        2032 | 2032-12-31 | office | 700    | 500
    """
    facts = book_of(sound(outcome=outcome)).facts
    assert facts["years.2030.economy.result"].value == 500 - 450
    assert not [id for id in facts if id.startswith("years.2032")]


def test_a_part_of_the_year_has_facts_of_its_own_beside_the_years():
    outcome = "through | line | income | cost\n 2031-06-30 | office | 9 | 5\n 2031-12-31 | office | 600 | 500"
    facts = book_of(sound(outcome=outcome)).facts
    at = f"periods.{date(2031, 6, 30)}"
    # Two of three municipalities came in March; in September, after the period, all three did.
    assert (facts[f"{at}.attendance.board.present"].value, facts["attendance.board.present"].value) == (
        2,
        2 + 3,
    )
    assert facts[f"{at}.interim.result"].value == 9 - 5
    assert f"{at}.economy.result" not in facts
