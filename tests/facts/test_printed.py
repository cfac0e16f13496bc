from fractions import Fraction

import pytest

from namndbok.facts.printed import count_terms, printed_figures, rounded_to
from typed import facts_of, sound, spaced

COLUMNS = "id | fact | kind | value | unit | precision | label"


def printed(row: str, **changes):
    facts = facts_of(sound(printed=f"{COLUMNS}\n {row}", **changes))
    return next(
        printed_figures(facts, "total", "difference", "share", "average", "product", "count", "fee", "other")
    )


@pytest.mark.parametrize(
    ("value", "step", "rounded"),
    [
        ("64.5", 1, 65),
        ("-64.5", 1, -65),
        ("64.49", 1, 64),
        ("64.25", "0.1", "64.3"),
        ("1500", 1000, 2000),
        ("-1499", 1000, -1000),
        ("64.5", 0, "64.5"),
    ],
)
def test_halves_are_rounded_away_from_zero_to_the_printed_step(value, step, rounded):
    assert rounded_to(Fraction(value), Fraction(step)) == Fraction(rounded)


@pytest.mark.parametrize(
    ("value", "agrees", "cut"),
    [(67, True, False), (66, False, True), (68, False, False), (65, False, False)],
)
def test_two_of_three_is_67_per_cent_and_66_is_cut_off(value, agrees, cut):
    one = printed(f"march | attendance.board.2031-03-01.share | share | {value} | percent | 1 | ca")
    assert (one.computed, one.agrees, one.truncated) == (Fraction(200, 3), agrees, cut)


def test_a_negative_figure_is_cut_off_toward_zero():
    """Income 900 and cost 951: −51 of 900."""
    outcome = "line | income | cost\n office | 600 | 500\n archive | 300 | 451"
    one = printed("margin | economy.margin | share | -5 | percent | 1 |", outcome=outcome)
    assert (one.computed, one.agrees, one.truncated) == (Fraction(-5100, 900), False, True)  # 5,67


def test_a_figure_without_precision_must_be_exact():
    one = printed("average | attendance.board.share | average | 83 | percent | 0 |")
    assert (one.agrees, one.truncated, one.may_be_rounding) == (False, False, False)


def test_only_a_share_is_multiplied_to_per_cent():
    assert printed("held | meetings.board.held | count | 2 | percent | 1 |").computed == 2


@pytest.mark.parametrize(
    ("value", "explained"),
    [(1000, True), (2000, True), (-1000, True), (3000, False), (-2000, False)],
)
def test_rounded_terms_explain_half_a_step_each_and_half_for_the_printed_figure(value, explained):
    # 1 000 − 500 = 500: two amounts and the printed figure itself, so at most 1,5 steps of 1 000.
    outcome = "line | income | cost\n office | 2000 | 2000\n archive | 1000 | 500"
    one = printed(f"r | economy.line.archive.result | difference | {value} | kr | 1000 |", outcome=outcome)
    assert (one.terms, one.computed) == (2, 500)
    assert one.may_be_rounding == explained


def test_terms_are_the_amounts_in_rows():
    facts = facts_of(sound())
    assert count_terms(facts, facts["economy.income"]) == 2
    assert count_terms(facts, facts["economy.result"]) == 4
    assert count_terms(facts, facts["fees.archive.total"]) == 2


def test_what_differs_is_reported_with_the_name_that_the_document_has():
    one = printed("cost | economy.cost | total | 831 | kr | 1 | SUMMA")
    assert spaced(one.comparison_with("raderna")) == (
        "Summa kostnader (”SUMMA”): dokumentet har 831 kr, men raderna ger 830 kr."
    )
    one = printed("cost | economy.cost | total | 831 | kr | 1 |")
    assert (
        spaced(one.comparison_with("raderna"))
        == "Summa kostnader: dokumentet har 831 kr, men raderna ger 830 kr."
    )


def test_only_kinds_that_are_asked_for_and_facts_that_exist_are_compared():
    rows = "a | economy.cost | total | 830 | kr | 1 |\n b | economy.kost | total | 1 | kr | 1 |"
    facts = facts_of(sound(printed=f"{COLUMNS}\n {rows}"))
    assert [one.key for one in printed_figures(facts, "total")] == ["a"]
    assert list(printed_figures(facts, "share")) == []
