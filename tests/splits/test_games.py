"""Games of cost: the published example, brute force on small ones, and fourteen players within the time."""

import csv
import random
from fractions import Fraction
from itertools import combinations, permutations
from math import factorial
from pathlib import Path
from time import process_time

import pytest

from namndbok.errors import InvalidSplit
from namndbok.splits import CostGame, separable_costs

# Young, Okada and Hashimoto, Cost Allocation in Water Resources Development, IIASA WP-79-77 (1979), tables 7
# and 8: six groups of municipalities in Skåne and their water supply, in millions of kronor.
with (Path(__file__).parent / "skane_1979.csv").open(encoding="utf-8") as file:
    SKANE = {row["actor"]: row for row in csv.DictReader(file)}
TOTAL = Fraction("83.82")


def hundredths(column: str) -> list[int]:
    """Return a column in whole tens of thousands of kronor, as it is printed."""
    return [round(Fraction(row[column]) * 100) for row in SKANE.values()]


def groups(players: tuple) -> list[frozenset]:
    sizes = range(1, len(players) + 1)
    return [frozenset(group) for size in sizes for group in combinations(players, size)]


def random_game(seed: int, size: int) -> CostGame:
    numbers, players = random.Random(seed), tuple("ABCDEFGHIJKLMN"[:size])
    return CostGame(players, {group: numbers.randrange(2_000_000) for group in groups(players)})


def test_scrb_of_the_published_example():
    separable = [Fraction(number, 100) for number in hundredths("marginal")]
    alone = [Fraction(number, 100) for number in hundredths("alone")]
    computed = separable_costs(TOTAL, alone, separable)
    assert sum(computed) == TOTAL
    published = [Fraction(number, 100) for number in hundredths("scrb")]
    assert max(abs(ours - theirs) for ours, theirs in zip(computed, published, strict=True)) <= Fraction(
        1, 100
    )


def test_scrb_of_the_published_example_as_a_game():
    players, whole = tuple(SKANE), round(TOTAL * 100)
    alone = {frozenset([player]): cost for player, cost in zip(players, hundredths("alone"), strict=True)}
    without = {
        frozenset(players) - {player}: whole - part
        for player, part in zip(players, hundredths("marginal"), strict=True)
    }
    game = CostGame(players, {**alone, **without, frozenset(players): whole})
    for ours, theirs in zip(game.scrb(), hundredths("scrb"), strict=True):
        assert abs(ours - theirs) <= 1
    assert (game.unknown, game.shapley()) == (2**6 - 2 - 12, None)


@pytest.mark.parametrize("column", ["population", "demand"])
def test_population_and_demand_charge_m_more_than_alone(column: str):
    alone = {frozenset([player]): cost for player, cost in zip(SKANE, hundredths("alone"), strict=True)}
    game = CostGame(tuple(SKANE), alone)
    payments = dict(zip(SKANE, hundredths(column), strict=True))
    dearer = dict(game.dearer(payments))
    assert frozenset("M") in dearer
    assert dearer[frozenset("M")] == payments["M"] - 2081
    assert not game.dearer(dict(zip(SKANE, hundredths("scrb"), strict=True)))


def test_shapley_is_the_mean_over_all_orders_in_1000_games():
    for seed in range(1000):
        game = random_game(seed, 1 + seed % 4 if seed % 50 else 5 + seed % 3)
        sums = dict.fromkeys(game.players, 0)
        for order in permutations(game.players):
            for place, player in enumerate(order):
                sums[player] += game.costs[frozenset(order[: place + 1])]
                sums[player] -= game.costs.get(frozenset(order[:place]), 0)
        orders = factorial(len(game.players))
        values = game.shapley()
        assert values.to_dict() == {player: Fraction(total, orders) for player, total in sums.items()}
        assert sum(values) == game.cost()


def test_groups_that_pay_more_than_alone_are_those_that_addition_finds():
    for seed in range(200):
        game = random_game(seed, 2 + seed % 6)
        payments = {player: random.Random(seed).randrange(600_000) for player in game.players}
        excess = {group: sum(map(payments.get, group)) - cost for group, cost in game.costs.items()}
        expected = {group: more for group, more in excess.items() if more > 0 and len(group) < len(payments)}
        dearer = game.dearer(payments)
        assert dict(dearer) == expected
        assert [more for _, more in dearer] == sorted(expected.values(), reverse=True)


def test_equally_dear_groups_come_smaller_first_and_then_in_the_order_of_the_players():
    costs = {frozenset("AB"): 1, frozenset("B"): 0, frozenset("A"): 0}
    game = CostGame(("B", "A", "C"), costs)
    assert game.dearer({"A": 1, "B": 1, "C": 9}) == [
        (frozenset("B"), 1), (frozenset("A"), 1), (frozenset("AB"), 1),
    ]  # fmt: skip


def test_fourteen_are_exact_within_the_time():
    game = random_game(14, 14)
    assert game.unknown == 0
    before = process_time()
    values = game.shapley()
    assert process_time() - before <= 2
    assert sum(values) == game.cost()
    assert game.scrb().sum() == game.cost()
    before = process_time()
    game.dearer({player: 150_000 for player in game.players})
    assert process_time() - before <= 1


def test_additive_costs_are_paid_by_those_who_cause_them():
    own = {"A": 5, "B": 7, "C": 11}
    game = CostGame(tuple(own), {group: sum(map(own.get, group)) for group in groups(tuple(own))})
    assert game.shapley().to_dict() == game.scrb().to_dict() == own


def test_where_nobody_saves_anything_the_rest_is_shared_alike():
    assert separable_costs(12, [3, 3], [Fraction(3), Fraction(3)]) == [6, 6]


def test_what_cannot_be_a_game_is_refused():
    with pytest.raises(InvalidSplit, match="Okänd deltagare i en grupp: Z"):
        CostGame(("A",), {frozenset("Z"): 1})
