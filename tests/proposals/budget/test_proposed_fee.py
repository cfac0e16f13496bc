"""The parts of a proposed budget: amount, model and split of each component."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from namndbok.proposals.budget.proposed_fee import MIXED, NEGATIVE, NO_FEES, NOT_FOUND, UNCOUNTED
from small_proposal import small_proposal, values

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
    assert obstacles(proposal) == {"archive": MIXED, "start": MIXED}


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
    assert obstacles(small_proposal("split_models")) == {"basic": NOT_FOUND, "archive": NOT_FOUND}
    empty = "component | municipality | fee\n basic | 9901 | 0\n basic | 9902 |"
    assert obstacles(small_proposal("split_models", fees=empty)) == {"basic": NO_FEES}


def test_a_line_below_zero_is_not_split():
    assert obstacles(small_proposal(budget=BUDGET.format(office=-600, archive=300))) == {"basic": NEGATIVE}


def test_a_line_of_nothing_costs_nobody_anything():
    proposal = small_proposal(budget=BUDGET.format(office=600, archive=0))
    assert values(proposal, "proposal.fee.archive") == {"9901": 0, "9902": 0}


def test_who_is_not_counted_can_only_pay_alike():
    two = "municipality | date | population\n 9901 | 2030-12-31 | 1000\n 9903 | 2030-12-31 | 3000"
    proposal = small_proposal(population=f"{two}\n 9902 | 2029-12-31 | 2000")
    assert obstacles(proposal) == {"archive": UNCOUNTED}
    assert fees(proposal) == {"basic.9901": 200, "basic.9902": 200, "basic.9903": 200}
    nobody = small_proposal("population", counted=date(2030, 12, 31))
    assert obstacles(nobody) == {"archive": UNCOUNTED}


def test_fees_cannot_follow_inhabitants_where_none_live():
    empty = "municipality | date | population\n" + "\n".join(
        f"{code} | 2030-12-31 | 0" for code in range(9901, 9904)
    )
    assert obstacles(small_proposal(population=empty)) == {"archive": UNCOUNTED}


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
