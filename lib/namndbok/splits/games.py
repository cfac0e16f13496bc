"""Fair or not: what groups would pay alone, and the splits of a joint cost that follow from it.

Costs are whole numbers, such as kronor, and what comes out is exact. Source: Young, Okada and Hashimoto, Cost
Allocation in Water Resources Development (IIASA WP-79-77, 1979).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import factorial

import numpy as np
import pandas as pd

from namndbok.errors import InvalidSplit

# Shapley's value goes through every group; with more players they are too many.
MOST_PLAYERS = 20


@dataclass(frozen=True, eq=False)
class CostGame:
    """Hold who shares a cost, and what is known of what some of them would pay without the others.

    `costs`: by the members of a group, a frozenset; a group that is not there has an unknown cost.
    """

    players: tuple[Hashable, ...]
    costs: Mapping[frozenset, int]

    def __post_init__(self) -> None:
        unknown = [str(player) for group in self.costs for player in group if player not in self.players]
        if unknown:
            raise InvalidSplit(f"Okänd deltagare i en grupp: {', '.join(sorted(set(unknown)))}.")

    @property
    def unknown(self) -> int:
        """Count the groups, apart from nobody and everybody, whose cost alone is not known."""
        proper = [group for group in self.costs if 0 < len(group) < len(self.players)]
        return 2 ** len(self.players) - 2 - len(proper)

    def cost(self, *left_out: Hashable) -> int | None:
        """Return what everybody but these would pay, None where that is not known."""
        return self.costs.get(frozenset(self.players).difference(left_out))

    def alone(self, player: Hashable) -> int | None:
        """Return what one would pay alone, None where that is not known."""
        return self.costs.get(frozenset([player]))

    def dearer(self, payments: Mapping[Hashable, int]) -> list[tuple[frozenset, int]]:
        """List the groups that pay more together than alone, and how much more; the most first.

        Groups of equal excess follow the smaller one and then the order of the players. Only groups whose
        cost is known can be told.
        """
        places = {player: place for place, player in enumerate(self.players)}
        groups = []
        for group, cost in self.costs.items():
            excess = sum(payments[player] for player in group) - cost
            if excess > 0 and len(group) < len(self.players):
                groups.append((-excess, len(group), sorted(places[player] for player in group), group))
        return [(group, -excess) for excess, _, _, group in sorted(groups, key=lambda entry: entry[:3])]

    def shapley(self) -> pd.Series | None:
        """Return each one's mean addition to the cost over every order of joining.

        None if the cost of a group is unknown. Exact fractions, which add up to the cost of everybody.
        """
        size = len(self.players)
        if size > MOST_PLAYERS or self.unknown or self.cost() is None:
            return None
        bits = {player: 1 << place for place, player in enumerate(self.players)}
        costs = np.zeros(2**size, np.int64)
        for group, cost in self.costs.items():
            costs[sum(bits[player] for player in group)] = cost
        every = np.arange(2**size)
        counts = sum((every >> place) & 1 for place in range(size))
        values = {}
        for place, player in enumerate(self.players):
            without = every[(every >> place) & 1 == 0]
            additions = costs[without | 1 << place] - costs[without]
            sums = [int(additions[counts[without] == before].sum()) for before in range(size)]
            orders = [factorial(before) * factorial(size - 1 - before) for before in range(size)]
            values[player] = Fraction(sum(map(int.__mul__, sums, orders)), factorial(size))
        return pd.Series(values, dtype=object)

    def scrb(self) -> pd.Series | None:
        """Return separable costs and a part of the rest by remaining benefits; None where one is unknown.

        Each pays what the cost falls by without it, and shares the rest by what it saves, alone, beyond that
        (nobody by less than 0; alike, if nobody saves anything).
        """
        whole = self.cost()
        alone = [self.alone(player) for player in self.players]
        others = [self.cost(player) for player in self.players]
        if whole is None or None in alone or None in others:
            return None
        separable = [Fraction(whole - cost) for cost in others]
        return pd.Series(separable_costs(whole, alone, separable), self.players, dtype=object)


def separable_costs(total: int, alone: list[int], separable: list[Fraction]) -> list[Fraction]:
    """Split a total by separable costs and remaining benefits (SCRB), in the order of the lists."""
    benefits = [max(Fraction(cost) - part, Fraction(0)) for cost, part in zip(alone, separable, strict=True)]
    if not sum(benefits):
        benefits = [Fraction(1)] * len(benefits)
    rest = total - sum(separable)
    return [part + rest * benefit / sum(benefits) for part, benefit in zip(separable, benefits, strict=True)]
