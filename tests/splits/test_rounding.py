"""Ways of rounding: the laws that each keeps, and the steps that Sainte-Laguë's method gives."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
from laws import LAWS, PAGE, Question
from namndbok.errors import ImpossibleLimits
from namndbok.splits import ROUNDINGS, SAINTE_LAGUE
from namndbok.splits.rounding import odd_numbers
from samples import sample

EXAMPLES = sample(15, 40)
NAMES = [f"Ort {letter}" for letter in "ABCDEFGHIJKLMN"]
KEPT = [(law, rounding) for law in LAWS for rounding in ROUNDINGS]


@st.composite
def questions(draw: st.DrawFn) -> Question:
    people = draw(st.lists(st.integers(1, 9) | st.integers(1, 90_000), min_size=2, max_size=len(NAMES)))
    share = draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(7, 20)]))
    step = draw(st.sampled_from([1, 100, 1200]))
    total = draw(st.integers(1, 60) | st.integers(1, 12_000)) * step
    return Question(total, pd.Series(people, index=NAMES[: len(people)]), share, SAINTE_LAGUE, step)


def test_the_page_says_what_holds_today():
    assert PAGE.read_text(encoding="utf-8") == laws.page()


def test_no_cell_of_the_table_is_empty_and_each_that_fails_has_its_example():
    rows = [
        line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if "|" in line
    ]
    assert [len(row) for row in rows if row[0] in LAWS] == [1 + len(ROUNDINGS)] * len(LAWS)
    cells = [cell for row in rows if row[0] in LAWS for cell in row[1:]]
    assert all(cell == "✔" or (cell.startswith("✘ ") and "kr" in cell) for cell in cells)


@pytest.mark.sampled
@pytest.mark.parametrize(("law", "rounding"), KEPT)
def test_a_law_that_the_page_says_is_kept_is_kept_by_any_split(law: str, rounding: str):
    if laws.examples()[law, rounding]:
        return  # the page shows where it breaks

    @settings(max_examples=EXAMPLES)
    @given(questions())
    def holds(question: Question) -> None:
        assert not list(LAWS[law](replace(question, rounding=rounding)))

    holds()


@settings(max_examples=100)
@given(questions(), st.integers(0, 1_199), st.integers(1, 1_500), st.integers(0, 99), st.integers(100, 400))
def test_no_fee_falls_when_the_total_rises_within_floor_and_cap(question, rest, more, low, high):
    mean = question.total // len(question.people)
    limited = replace(
        question, total=question.total + rest, floor=mean * low // 100, cap=mean * high // 100 + 1
    )
    try:
        assert not list(laws.sums(limited))
        assert not list(laws.rises(limited, more))
        assert not list(laws.grows(limited))
        assert not list(laws.ignores_order(limited))
    except ImpossibleLimits:
        return


@settings(max_examples=100)
@given(questions(), st.sampled_from([0, 1]))
def test_with_one_key_alone_nobody_pays_more_when_another_joins(question: Question, share: int):
    assert not list(laws.joins(replace(question, share=Fraction(share))))


def test_no_fee_falls_in_3000_steps_of_100_kr_on_the_real_service():
    # E-services: half alike; around the 1 046 900 kr of 2024. The largest remainder lowers a fee in 93 steps.
    _, people = laws.people_of_the_board()
    for rounding, expected in {"largest_remainder": 93, "sainte_lague": 0}.items():
        totals = range(1_046_900 - 150_000, 1_046_900 + 150_001, 100)
        fees = [Question(total, people, Fraction(1, 2), rounding).fees.to_numpy() for total in totals]
        assert sum((after < before).any() for before, after in pairwise(fees)) == expected


def test_100_kr_more_for_the_real_service_lowers_a_fee_only_by_the_largest_remainder():
    _, people = laws.people_of_the_board()
    question = Question(1_053_900, people, Fraction(1, 2), "largest_remainder")
    assert [text.split(": ")[1].split()[0] for text in laws.rises(question)] == ["Överkalix"]
    assert not list(laws.rises(replace(question, rounding=SAINTE_LAGUE)))


# Steps given out by hand: 7 steps by 53, 24 and 23. Quotients 53, 24, 23, 53/3 = 17.7, 53/5 = 10.6, 24/3 = 8,
# 23/3 = 7.67, 53/7 = 7.57: so 3, 2 and 2, and the first is next in turn.
def test_steps_are_given_out_by_the_largest_quotient():
    precedence = [(-53, "a"), (-24, "b"), (-23, "c")]
    assert odd_numbers(7, [53, 24, 23], [0, 0, 0], [7, 7, 7], precedence) == ([3, 2, 2], 0)


def test_equal_quotients_go_to_the_larger_and_then_by_label():
    precedence = [(-5, "b"), (-5, "a"), (-9, "c")]
    assert odd_numbers(1, [1, 1, 1], [0, 0, 0], [9, 9, 9], precedence) == ([0, 0, 1], 1)


@st.composite
def limited_steps(draw: st.DrawFn) -> tuple[int, list[int], list[int], list[int]]:
    weights = draw(st.lists(st.integers(0, 30) | st.integers(0, 10**9), min_size=1, max_size=7))
    lows = [draw(st.integers(0, 4)) for _ in weights]
    highs = [low + draw(st.integers(0, 25)) for low in lows]
    return draw(st.integers(sum(lows), sum(highs))), weights, lows, highs


@settings(max_examples=200)
@given(limited_steps())
def test_steps_within_limits_are_those_given_out_one_by_one(case):
    count, weights, lows, highs = case
    precedence = [(-weight, str(place)) for place, weight in enumerate(weights)]
    steps = list(lows)

    def quotient(place: int) -> tuple:
        weight = weights[place]
        return (weight > 0, Fraction(weight or 1, 2 * steps[place] + 1), weight, -place)

    for _ in range(count - sum(lows)):
        steps[max((place for place in range(len(weights)) if steps[place] < highs[place]), key=quotient)] += 1
    assert odd_numbers(count, weights, lows, highs, precedence)[0] == steps
