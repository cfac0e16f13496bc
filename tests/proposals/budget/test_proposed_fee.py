"""The parts of a proposed budget: amount, model and split of each component."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards import REAL
from namndbok.data.load import Data, load_data
from namndbok.proposals.budget.proposed_fee import (
    OBSTACLES,
    SplitModel,
    payers_of,
    split_model_of,
)
from small_proposal import small_proposal, values
from typed import typed

TWO = """
    component | name | service | budget_line
    basic     | Grundavgift | | office
    archive   | Arkivavgift | archive | archive
    start     | Startavgift | archive | archive
"""
BUDGET = """
    side   | line    | amount
    income | office  | {office}
    income | archive | {archive}
    cost   | office  | 600
    cost   | archive | 300
"""
ALL = "component | from_year | equal_share\n basic | 2031 | 100\n archive | 2031 | 0\n start | 2031 | 0"


def fees(proposal) -> dict[str, int]:
    return values(proposal, "proposal.fee")


def obstacles(proposal) -> dict[str, str]:
    return {fee.component: fee.model.obstacle for fee in proposal.fees if fee.split is None}


def test_a_component_has_its_lines_whole_amount_and_those_pay_who_pay_this_year():
    amounts = fees(small_proposal())
    # office 600 alike on three; archive 300 on Alvik with 1 000 inhabitants and Bergsta with 2 000
    assert amounts == {
        "basic.9901": 200, "basic.9902": 200, "basic.9903": 200,
        "archive.9901": 100, "archive.9902": 200,
    }  # fmt: skip


def test_components_on_the_same_line_share_it_as_this_years_fees_do():
    proposal = small_proposal(fee_components=TWO, split_models=ALL)
    # archive is 300 and start 23 of the 323 that are paid: 300 × 300/323 = 278,6
    amounts = {fee.component: fee.amount for fee in proposal.fees}
    assert amounts == {"basic": 600, "archive": 279, "start": 21}
    assert proposal.facts["proposal.part.archive.amount"].formula.endswith("till årets avgifter")


def test_components_on_the_same_line_without_fees_are_not_split():
    proposal = small_proposal(
        fee_components=TWO, split_models=ALL, fees="component | municipality | fee\n basic | 9901 | 600"
    )
    assert obstacles(proposal) == {"archive": OBSTACLES["mixed"], "start": OBSTACLES["mixed"]}


def test_a_new_component_with_a_model_is_paid_by_all():
    rows = "component | municipality | fee\n basic | 9901 | 600"
    proposal = small_proposal(fees=rows)
    # archive: 300 by 1 000, 2 000 and 3 000 inhabitants
    assert values(proposal, "proposal.fee.archive") == {"9901": 50, "9902": 100, "9903": 150}


def test_a_component_outside_the_budget_is_left_alone():
    proposal = small_proposal()
    assert [fee.component for fee in proposal.fees] == ["basic", "archive"]
    assert values(proposal, "proposal.outside") == {"start": 11 + 12}


def test_a_component_that_is_neither_paid_nor_modelled_is_no_part():
    proposal = small_proposal("split_models", fees="component | municipality | fee\n basic | 9901 | 600")
    assert [fee.component for fee in proposal.fees] == ["basic"]
    later = small_proposal(
        split_models="component | from_year | equal_share\n basic | 2033 | 100", fees="component | fee"
    )
    assert later.fees == ()


def test_what_has_no_model_is_not_split():
    assert obstacles(small_proposal("split_models")) == {
        "basic": OBSTACLES["not_found"],
        "archive": OBSTACLES["not_found"],
    }
    empty = "component | municipality | fee\n basic | 9901 | 0\n basic | 9902 |"
    assert obstacles(small_proposal("split_models", fees=empty)) == {"basic": OBSTACLES["no_fees"]}


def test_a_line_below_zero_is_not_split():
    assert obstacles(small_proposal(budget=BUDGET.format(office=-600, archive=300))) == {
        "basic": OBSTACLES["negative"]
    }


def test_a_line_of_nothing_costs_nobody_anything():
    proposal = small_proposal(budget=BUDGET.format(office=600, archive=0))
    assert values(proposal, "proposal.fee.archive") == {"9901": 0, "9902": 0}


def test_who_is_not_counted_can_only_pay_alike():
    two = "municipality | date | population\n 9901 | 2030-12-31 | 1000\n 9903 | 2030-12-31 | 3000"
    proposal = small_proposal(population=f"{two}\n 9902 | 2029-12-31 | 2000")
    assert obstacles(proposal) == {"archive": OBSTACLES["uncounted"]}
    assert fees(proposal) == {"basic.9901": 200, "basic.9902": 200, "basic.9903": 200}
    nobody = small_proposal("population", counted=date(2030, 12, 31))
    assert obstacles(nobody) == {"archive": OBSTACLES["uncounted"]}


def test_fees_cannot_follow_inhabitants_where_none_live():
    empty = "municipality | date | population\n" + "\n".join(
        f"{code} | 2030-12-31 | 0" for code in range(9901, 9904)
    )
    assert obstacles(small_proposal(population=empty)) == {"archive": OBSTACLES["uncounted"]}


def test_fees_that_are_kept_stay_in_proportion():
    proposal = small_proposal("split_models", percent=10.0, keep=True)
    # 600 and 300 raised by 10 per cent, in the proportions 200:200:200 and 100:200, in whole hundreds
    assert values(proposal, "proposal.fee.archive") == {"9901": 100, "9902": 230}
    assert values(proposal, "proposal.fee.basic") == {"9901": 260, "9902": 200, "9903": 200}
    assert not values(proposal, "proposal.part.archive").keys() & {"equal_share", "base_fee"}


@given(
    percent=st.decimals(-50, 50, places=1).map(float),
    people=st.lists(st.integers(1, 99_999), min_size=3, max_size=3),
    share=st.integers(0, 100),
    step=st.sampled_from([1, 10, 100, 1000]),
)
def test_fees_always_add_up_to_their_line(percent: float, people: list[int], share: int, step: int):
    counted = [f"99{n:02d} | 2030-12-31 | {number}" for n, number in enumerate(people, 1)]
    proposal = small_proposal(
        percent=percent,
        population="\n".join(["municipality | date | population", *counted]),
        split_models=f"component | from_year | equal_share | step\n basic | 2031 | {share} | {step}\n"
        f" archive | 2031 | {share} | {step}",
    )
    assert len(proposal.fees) == 2
    for fee in proposal.fees:
        paid = values(proposal, f"proposal.fee.{fee.component}")
        assert sum(paid.values()) == proposal.facts[f"proposal.line.{fee.line}.income"].value
        assert proposal.facts[f"{fee.prefix}.difference"].value == 0
        assert sum(fee % step != 0 for fee in paid.values()) <= 1


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
    assert (model.basis, model.obstacle) == ("none", OBSTACLES["not_found"])


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
    assert model_of(town(())).obstacle == OBSTACLES["no_fees"]
    assert model_of(town((0, None, 0))).obstacle == OBSTACLES["no_fees"]
    assert model_of(town((350, 600, 850), people=PEOPLE[:7])).obstacle == OBSTACLES["no_population"]


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
