"""Facts made again from the words of their formulas; what the words do not decide is left alone."""

from fractions import Fraction

import pytest

from namndbok.verify.reading.formulas import check_formulas, recomputed
from namndbok.verify.reading.record import AS_IT_STANDS, Record, behind, check_records


def fact(id, value, formula=AS_IT_STANDS, *, facts=(), rows=(), unit="count", display="", sources=()):
    exact = Fraction(value)
    return Record(
        id, id, str(exact), unit, display, formula, tuple(rows), tuple(facts), tuple(sources), exact
    )


def by_id(*records):
    return {record.id: record for record in records}


A, B, C = fact("a", 10), fact("b", -4), fact("c", 20, rows=["fees:2", "fees:3"])


@pytest.mark.parametrize(
    ("formula", "facts", "value"),
    [
        ("summan av radernas intäkter", "ab", 6),
        ("summan av radernas resultat, alla räknade som positiva", "ab", 14),
        ("utfall − budget", "ab", 14),
        ("summa närvarande ÷ summa kallade", "ac", Fraction(1, 2)),
        ("förklarade resultat ÷ alla resultat, utan tecken", "ac", Fraction(1, 2)),
        ("sannolikhet × konsekvens", "ac", 200),
        ("det största av riskvärdena", "abc", 20),
        ("den lägsta andelen", "abc", -4),
        ("antal kommuner med avgift", "c", 2),
        ("avgiften, lika för alla", "c", 10),
        ("minsta antal närvarande som når målet − summa närvarande, minst noll", "act", 5),
    ],
)
def test_formula_gives_the_value(formula, facts, value):
    records = by_id(A, B, C, fact("t", Fraction(3, 4)), fact("x", value, formula, facts=facts))
    assert recomputed(records["x"], records) == value


@pytest.mark.parametrize("formula", ["a − b − c", "enligt beslut", "a ÷ b × c", "skillnaden"])
def test_formula_that_the_words_do_not_decide_is_left_alone(formula):
    records = by_id(A, B, C, fact("x", 0, formula, facts="abc"))
    assert recomputed(records["x"], records) is None


def test_wrong_value_is_named_with_what_the_formula_gives():
    records = by_id(A, B, fact("x", 13, "utfall − budget", facts="ab"))
    (found,) = [one for one in check_formulas(records) if one]
    assert (found.place, found.expected, found.found) == ("faktum x, utfall − budget", "14", "13")


def test_nothing_is_divided_by_zero():
    records = by_id(A, fact("zero", 0), fact("x", 0, "a ÷ b", facts=["a", "zero"]))
    assert list(check_formulas(records)) == []


def test_facts_in_a_circle_are_followed_once():
    records = by_id(
        fact("a", 1, "summan av allt", facts=["b"], rows=["t:2"]),
        fact("b", 1, "x", facts=["a"], rows=["t:3"]),
    )
    assert behind("a", records) == {"t:2", "t:3"}


def test_fact_has_the_documents_of_what_it_is_made_of():
    one = fact("one", 1, rows=["t:2"], display="1", sources=["report"])
    made = fact("made", 1, "summan av ett", facts=["one"], display="1", sources=["minutes"])
    assert [(found.expected, found.found) for found in check_records(by_id(one, made)) if found] == [
        ("report", "minutes")
    ]
