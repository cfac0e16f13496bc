"""What this year's amounts are raised by."""

from fractions import Fraction

import pytest

from namndbok.errors import InvalidParameter
from namndbok.proposals.budget.proposal_facts import BY_INDEX, CHOSEN, NONE, Increase, increase_of
from typed import typed

YEARS = (2031, 2032)
WAGES = """
    series | year | name | level | decision
    wages  | 2031 | Lön  | 200   |
    wages  | 2032 | Lön  | 206   | d1
    prices | 2032 | Pris | 110   |
"""
DECISIONS = "decision | date | title | outcome\n d1 | 2030-11-05 | Budget | Antogs"


def indexes(text: str = WAGES):
    return typed(price_index=text, decisions=DECISIONS)


def test_a_percentage_is_read_as_it_is_written():
    assert increase_of(typed(), YEARS, 3.2, "") == Increase(Fraction(32, 1000), CHOSEN)


def test_an_index_raises_by_the_ratio_of_its_levels_and_names_rows_and_decision():
    increase = increase_of(indexes(), YEARS, 0.0, "")
    assert increase == Increase(
        Fraction(206, 200) - 1, BY_INDEX, ("price_index:2", "price_index:3", "decisions:2")
    )


def test_without_percentage_and_index_nothing_is_raised():
    assert increase_of(typed(), YEARS, 0.0, "") == Increase(Fraction(0), NONE)
    assert increase_of(indexes(), (2031, 2033), 0.0, "").formula == NONE


def test_a_percentage_stands_above_an_index_that_is_not_asked_for():
    assert increase_of(indexes(), YEARS, -1, "").share == Fraction(-1, 100)


@pytest.mark.parametrize(
    ("percent", "series", "said"),
    [
        (1.0, "wages", "Ange antingen percent eller series, inte båda."),
        (0.0, "prices", "Prisindexet prices saknas för 2031 eller 2032. Det finns wages."),
        (0.0, "wagse", "Prisindexet wagse saknas för 2031 eller 2032. Det finns wages."),
    ],
)
def test_a_choice_that_cannot_be_followed_is_refused(percent: float, series: str, said: str):
    with pytest.raises(InvalidParameter) as error:
        increase_of(indexes(), YEARS, percent, series)
    assert str(error.value) == said


def test_an_index_that_nobody_has_is_refused():
    with pytest.raises(InvalidParameter, match=r"saknas för 2031 eller 2032\. Inget index har båda åren\."):
        increase_of(typed(), YEARS, 0.0, "wages")


def test_among_several_indexes_one_must_be_chosen():
    both = indexes(WAGES + "prices | 2031 | Pris | 100 |")
    with pytest.raises(
        InvalidParameter, match=r"flera prisindex: ange series\. Det finns prices och wages\."
    ):
        increase_of(both, YEARS, 0.0, "")
    assert increase_of(both, YEARS, 0.0, "prices").share == Fraction(1, 10)


@pytest.mark.parametrize(
    ("share", "amount", "raised"),
    [
        (Fraction(3, 100), 240, 247),  # 247,2
        (Fraction(1, 100), 50, 51),  # 50,5: a half away from zero
        (Fraction(0), 7, 7),
        (Fraction(-1, 4), 200, 150),
    ],
)
def test_amounts_are_raised_to_whole_kronor(share: Fraction, amount: int, raised: int):
    assert Increase(share, CHOSEN).raised(amount) == raised


def test_more_than_everything_cannot_be_taken_away():
    with pytest.raises(InvalidParameter, match="minst −100"):
        increase_of(typed(), YEARS, -101.0, "")
