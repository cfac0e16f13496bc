"""The sweep over the equal share: straight lines, and where each municipality pays what it pays today."""

from fractions import Fraction

from namndbok.proposals.scenario.sweep import sweep
from small_scenario import redistribution_of


def test_a_line_goes_from_nothing_alike_to_everything_alike(board):
    # 400 kr by inhabitants: 67, 133, 200; alike: 133, 133, 134. Today: 100, 100, 200.
    change = sweep(redistribution_of(board)).change
    assert change[Fraction(0)].to_dict() == {"Alvik": -33, "Bergsta": 33, "Ödeby": 0}
    assert change[Fraction(1)].to_dict() == {"Alvik": 33, "Bergsta": 33, "Ödeby": -66}
    assert (change.sum() == 0).all()


def test_the_break_even_point_is_where_the_line_crosses_nothing(board):
    # Alvik pays 66.67 + share × 66.67, which is 100 at a half. Bergsta never pays 100. Ödeby does at none.
    swept = sweep(redistribution_of(board))
    points = [swept.breaks_even(name) for name in ("Alvik", "Bergsta", "Ödeby")]
    assert points == [Fraction(1, 2), None, Fraction(0)]


def test_one_who_pays_the_same_whatever_the_share_has_no_point(board):
    assert sweep(redistribution_of(board, services="laboratory")).breaks_even("Ödeby") is None


def test_between_two_shares_the_line_is_straight(board):
    swept = sweep(redistribution_of(board, services="basic", equal_share=1))
    # Basic fee 900, 300 each today: Alvik pays 150 + share × 150, which is 300 only when all is alike.
    assert swept.breaks_even("Alvik") == 1
    assert sweep(redistribution_of(board, services="readings")).breaks_even("Alvik") == Fraction(1, 2)


def test_the_table_of_quarters_is_rounded_as_the_scenario_is(board):
    # Rounded to 100: by inhabitants 66.7, 133.3, 200 become 100, 100, 200.
    swept = sweep(redistribution_of(board, step=100))
    assert swept.quarters[Fraction(0)].tolist() == [100, 100, 200]
    assert list(swept.quarters) == [Fraction(number, 4) for number in range(5)]
