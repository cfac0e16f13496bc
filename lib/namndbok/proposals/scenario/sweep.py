"""A sweep over the equal share, from nothing alike to everything alike, and where each breaks even."""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

import pandas as pd

from namndbok.proposals.scenario.result import Result, compute
from namndbok.proposals.scenario.scenario import Scenario

STEPS = 20
QUARTERS = tuple(Fraction(number, 4) for number in range(5))


@dataclass(frozen=True, eq=False)
class Sweep:
    """Hold the change in kronor at each equal share: a row a municipality, a column a share (Fraction).

    Before rounding to the scenario's step, so that a line is straight where no floor or cap bends it.
    `quarters`: the fees at none, a quarter, half, three quarters and all alike, rounded as in the scenario.
    """

    result: Result
    change: pd.DataFrame
    quarters: pd.DataFrame

    @property
    def shares(self) -> list[Fraction]:
        """List the shares from 0 to 1."""
        return list(self.change.columns)

    def breaks_even(self, name: str) -> Fraction | None:
        """Return the first equal share at which a municipality pays what it pays today.

        None where there is no such share, and where every share is one.
        """
        line = self.change.loc[name]
        if not line.any():
            return None
        for (low, before), (high, after) in pairwise(line.items()):
            if before == 0:
                return low
            if before * after < 0:
                return low + (high - low) * Fraction(int(before), int(before - after))
        return self.shares[-1] if line.iloc[-1] == 0 else None


def sweep(result: Result) -> Sweep:
    """Compute a result's scenario for equal shares from 0 to 1; raises `AllocationError`."""
    shares = [Fraction(number, STEPS) for number in range(STEPS + 1)]
    plain = replace(result.scenario, step=1)
    changes = {share: _change(result, replace(plain, equal_share=share)) for share in shares}
    return Sweep(result, pd.DataFrame(changes), _quarters(result))


def _quarters(result: Result) -> pd.DataFrame:
    fees = {
        share: compute(result.data, replace(result.scenario, equal_share=share)).fees for share in QUARTERS
    }
    return pd.DataFrame({share: table.sum(axis="columns") for share, table in fees.items()})


def _change(result: Result, scenario: Scenario) -> pd.Series:
    fees = compute(result.data, scenario).fees
    return fees.sum(axis="columns") - result.decided.sum(axis="columns")
