"""A sweep over the equal share, from nothing alike to everything alike, and where each breaks even."""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

import pandas as pd

from namndbok.proposals.scenario.redistribution import Redistribution, redistribute

STEPS = 20
QUARTERS = tuple(Fraction(number, 4) for number in range(5))


@dataclass(frozen=True, eq=False)
class Sweep:
    """Hold the change in kronor at each equal share: a row a municipality, a column a share (Fraction).

    Before rounding to the scenario's step, so that a line is straight where no floor or cap bends it.
    `quarters`: the fees at none, a quarter, half, three quarters and all alike, rounded as in the scenario.
    """

    redistribution: Redistribution
    change: pd.DataFrame
    quarters: pd.DataFrame

    def breaks_even(self, name: str) -> Fraction | None:
        """Return the first equal share at which a municipality pays what it pays today.

        None where there is no such share, and where every share is one.
        """
        changes = self.change.loc[name]
        if not changes.any():
            return None
        for (low, before), (high, after) in pairwise(changes.items()):
            if before == 0:
                return low
            if before * after < 0:
                return low + (high - low) * Fraction(int(before), int(before - after))
        return changes.index[-1] if changes.iloc[-1] == 0 else None


def sweep(redistribution: Redistribution) -> Sweep:
    """Compute a scenario for equal shares from 0 to 1; raises `InvalidSplit`."""
    decided = redistribution.decided.sum(axis="columns")
    shares = [Fraction(number, STEPS) for number in range(STEPS + 1)]
    changes = {share: _fees(redistribution, equal_share=share, step=1) - decided for share in shares}
    quarters = {share: _fees(redistribution, equal_share=share) for share in QUARTERS}
    return Sweep(redistribution, pd.DataFrame(changes), pd.DataFrame(quarters))


def _fees(redistribution: Redistribution, **parameters: object) -> pd.Series:
    """Return what each municipality pays in all with other parameters, kronor."""
    scenario = replace(redistribution.scenario, **parameters)
    return redistribute(redistribution.data, scenario).fees.sum(axis="columns")
