"""Which model a fee is split by, and who says so."""

from datetime import date
from fractions import Fraction

import pytest

from boards import REAL
from namndbok.data.load import Data, load_data
from namndbok.proposals.budget.proposed_fee import (
    NO_FEES,
    NO_POPULATION,
    NOT_FOUND,
    SplitModel,
    payers_of,
    split_model_of,
)
from typed import typed

DECISIONS = "decision | date | title | outcome\n d1 | 2030-11-05 | Budget | Antogs"
MODELS = """
    component | from_year | equal_share | step | decision
    water     | 2029      | 100         |      | d1
    water     | 2031      | 12,5        | 50   | d1
    water     | 2033      | 0           |      | d1
    air       | 2031      | 50          |      |
"""
PLACES = "\n".join(["code | name", *(f"99{n:02d} | Ort {n}" for n in range(1, 9))])
PEOPLE = (1000, 2100, 3300, 4200, 5700, 6100, 7500, 9400)
# 100 kr each and 0,25 kr an inhabitant
FEES = (350, 625, 925, 1150, 1525, 1625, 1975, 2450)


def town(fees: tuple[object, ...], people: tuple[int, ...] = PEOPLE) -> Data:
    """Return eight municipalities with inhabitants and a fee for water; None is an empty cell."""
    rows = [f"water | 99{n:02d} | {'' if fee is None else fee}" for n, fee in enumerate(fees, 1)]
    counted = [f"99{n:02d} | 2030-12-31 | {number}" for n, number in enumerate(people, 1)]
    return typed(
        municipalities=PLACES,
        fees="\n".join(["component | municipality | fee", *rows]),
        population="\n".join(["municipality | date | population", *counted]),
    )


def model_of(data: Data, component: str = "water", *, year: int = 2032, keep: bool = False) -> SplitModel:
    fees = data["fees"]
    return split_model_of(data, component, fees[fees["component"] == component], year, keep=keep)


def test_the_last_decided_model_before_the_year_is_used_with_its_decision():
    model = model_of(typed(split_models=MODELS, decisions=DECISIONS))
    assert (model.basis, model.share, model.step) == ("decided", Fraction(1, 8), 50)
    assert model.rows == ("split_models:3", "decisions:2")


def test_a_model_holds_until_a_later_one_takes_over():
    data = typed(split_models=MODELS, decisions=DECISIONS)
    assert [model_of(data, year=year).share for year in (2030, 2031, 2034)] == [1, Fraction(1, 8), 0]


def test_a_model_without_a_decision_is_only_stated():
    model = model_of(typed(split_models=MODELS, decisions=DECISIONS), "air")
    assert (model.basis, model.share, model.step, model.rows) == (
        "stated",
        Fraction(1, 2),
        1,
        ("split_models:5",),
    )


def test_fees_that_a_model_gives_have_that_model():
    model = model_of(town(FEES))
    assert (model.basis, model.population_date) == ("reproduced", date(2030, 12, 31))
    # 8 × 100 is 800 of the fees, which are 10 625
    assert model.share_among(8, 39_300) == Fraction(800, 10_625)
    assert model.rows[0] == "fees:2" and model.rows[-1] == "population:9"


def test_a_base_fee_and_an_amount_per_inhabitant_keep_their_ratio_when_people_move():
    model = SplitModel("reproduced", ratio=(Fraction(100), Fraction(1, 4)))
    assert model.share_among(8, 40_000) == Fraction(800, 800 + 10_000)
    assert SplitModel("reproduced", ratio=(Fraction(0), Fraction(1))).share_among(8, 0) == 0


def test_fees_that_follow_no_model_have_none():
    model = model_of(town((350, 900, 100, 1100, 40, 1600, 1850, 2350)))
    assert (model.basis, model.obstacle) == ("none", NOT_FOUND)


def test_a_model_is_of_those_who_pay():
    without = model_of(town((*FEES[:2], None, *FEES[3:])))
    assert (without.basis, without.share_among(7, 36_000)) == ("reproduced", Fraction(700, 9700))


def test_a_model_by_which_others_would_pay_too_is_passed_over():
    # half of 786 000 alike on eight and half on 39 300 inhabitants: 49 125 kr each and 10 kr an inhabitant
    fees = [49_125 + 10 * people for people in PEOPLE]
    assert model_of(town(tuple(fees))).share == Fraction(1, 2)
    of_seven = model_of(town((*fees[:2], None, *fees[3:])))
    assert of_seven.share_among(7, 36_000) == Fraction(7 * 49_125, 7 * 49_125 + 360_000)


def test_without_fees_or_population_nothing_is_made_up():
    assert model_of(town(())).obstacle == NO_FEES
    assert model_of(town((0, None, 0))).obstacle == NO_FEES
    assert model_of(town((350, 600, 850), people=PEOPLE[:7])).obstacle == NO_POPULATION


def test_fees_without_a_model_are_kept_only_if_asked():
    odd = town((350, 900, 100, 1100, 40, 1600, 1850, 2350))
    kept = model_of(odd, keep=True)
    assert (kept.basis, kept.step, kept.rows) == ("kept", 10, tuple(f"fees:{n}" for n in range(2, 10)))
    assert model_of(town((0,)), keep=True).basis == "none"
    assert model_of(town(FEES), keep=True).basis == "reproduced"


def test_those_pay_who_have_a_fee():
    assert payers_of(town((0, 5, None, 7))["fees"]) == ["9902", "9904"]


@pytest.mark.parametrize(
    ("component", "basis"),
    [
        ("basic", "stated"),
        ("developer", "reproduced"),
        ("eservices", "none"),
        ("rescue", "none"),
        ("earchive", "reproduced"),
        ("social-platform", "reproduced"),
        ("social-management", "reproduced"),
    ],
)
def test_the_real_boards_fees_have_the_models_that_can_be_shown(component: str, basis: str):
    data = load_data(REAL)
    fees = data.of_year("fees", 2024)
    model = split_model_of(data, component, fees[fees["component"] == component], 2025, keep=False)
    assert model.basis == basis
    assert model.is_only == (component not in ("earchive", "social-platform", "social-management"))
