"""Facts agree with themselves and with what the words of their formulas make of other facts."""

from fractions import Fraction

import pytest

from namndbok.verify.reading.fact_file import (
    QUOTED,
    check_facts,
    check_formulas,
    check_subject,
    recomputed,
)
from reader import by_id, differences, fact, page_of

TEN, MINUS_FOUR = fact("ten", 10), fact("minus_four", -4)
TWENTY = fact("twenty", 20, formula=QUOTED, rows=["fees:2", "fees:3"])
SHARE = fact("share", Fraction(3, 4), unit="ratio")
KNOWN = {"a": "ten", "b": "minus_four", "c": "twenty", "t": "share"}


def value_of(formula, inputs):
    """Make a fact again by its formula; its inputs are named by letters."""
    computed = fact("computed", 0, formula=formula, facts=[KNOWN[letter] for letter in inputs])
    return recomputed(computed, by_id(TEN, MINUS_FOUR, TWENTY, SHARE, computed))


@pytest.mark.parametrize(
    ("formula", "inputs", "value"),
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
def test_formula_gives_the_value(formula, inputs, value):
    assert value_of(formula, inputs) == value


@pytest.mark.parametrize("formula", ["a − b − c", "enligt beslut", "a ÷ b × c", "skillnaden"])
def test_formula_that_the_words_do_not_decide_is_left_alone(formula):
    assert value_of(formula, "abc") is None


def test_formula_of_a_fact_that_does_not_exist_is_left_alone():
    computed = fact("computed", 0, formula="summan av allt", facts=["ten", "gone"])
    assert recomputed(computed, by_id(TEN, computed)) is None


def test_wrong_value_is_named_with_what_the_formula_gives():
    computed = fact("computed", 13, formula="utfall − budget", facts=["ten", "minus_four"])
    (mismatch,) = filter(None, check_formulas(by_id(TEN, MINUS_FOUR, computed)))
    assert mismatch.place == "faktum computed, utfall − budget"
    assert (mismatch.expected, mismatch.found) == ("14", "13")


def test_nothing_is_divided_by_zero():
    computed = fact("computed", 0, formula="a ÷ b", facts=["ten", "zero"])
    assert list(check_formulas(by_id(TEN, fact("zero", 0), computed))) == []


def test_facts_in_a_circle_are_followed_once():
    facts = by_id(fact("a", 1, facts=["b"], rows=["t:2"]), fact("b", 1, facts=["a"], rows=["t:3"]))
    assert facts.rows_behind("a") == {"t:2", "t:3"}


def test_fact_has_the_documents_of_what_it_is_made_of():
    used = fact("used", 1, "1", rows=["t:2"], sources=["report"])
    computed = fact("computed", 1, "1", facts=["used"], sources=["minutes"])
    assert differences(check_facts(by_id(used, computed))) == [("report", "minutes")]


def test_fact_names_only_facts_that_exist():
    computed = fact("computed", 1, "1", rows=["t:2"], facts=["gone"])
    assert differences(check_facts(by_id(computed))) == [("fakta som finns", "gone")]


def test_facts_are_of_the_year_and_board_of_the_page():
    page = page_of("<h1>Berättelse 2024, Sjödalens nämnd</h1>")
    assert differences(check_subject({"year": 2024, "board": "Sjödalens nämnd"}, page)) == []
    assert len(differences(check_subject({"year": 2025, "board": "Sjödalens nämnd"}, page))) == 1
    assert len(differences(check_subject({"year": 2024, "board": "Annan nämnd"}, page))) == 1
