"""A column of decided fees, and the trials it gives rise to: population date, step and who takes part."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from namndbok.splits.errors import AllocationError
from namndbok.splits.exact import checked_step, is_missing, listed, whole
from namndbok.splits.key import check_known, check_once

# Steps that boards round a year's fee to, and steps of a monthly fee times twelve.
STEPS = (1, 10, 50, 100, 500, 1000, 12, 120, 600, 1200, 6000, 12000)


@dataclass(frozen=True)
class Column:
    """Hold the fees that are known, in whole kronor without sign, by municipality; `sign` is −1 for a refund.

    `zero` are those whose fee is 0, `unknown` those who have none in the document.
    """

    fees: dict[Hashable, int]
    sign: int
    zero: tuple[Hashable, ...]
    unknown: tuple[Hashable, ...]
    all_steps: tuple[int, ...] = STEPS

    @property
    def left_out(self) -> list[tuple[Hashable, ...]]:
        """List whom to leave out: those without a fee, and then only some of them, and nobody."""
        return list(dict.fromkeys([self.zero + self.unknown, self.zero, self.unknown, ()]))

    @property
    def steps(self) -> list[int]:
        """List the coarsest steps that every fee is a multiple of.

        What a finer step reproduces, a coarser one does too, so the others need no trial of their own.
        """
        fitting = [step for step in self.all_steps if not any(fee % step for fee in self.fees.values())]
        return [step for step in fitting if not any(other > step and other % step == 0 for other in fitting)]

    def payers(self, left_out: tuple[Hashable, ...]) -> dict[Hashable, int]:
        """Return the known fees of those who take part."""
        return {label: fee for label, fee in self.fees.items() if label not in left_out}


@dataclass(frozen=True, eq=False)
class Trial:
    """Hold one population date, step and set of participants to try a column against.

    `date` is None when all fees are equal, so that no population has to do with them.
    `population`: inhabitants of all who take part; `fees`: what is known of their fees, in whole kronor
    without sign.
    """

    date: Hashable | None
    step: int
    left_out: tuple[Hashable, ...]
    population: pd.Series
    fees: dict[Hashable, int]
    sign: int

    @cached_property
    def people(self) -> list[int]:
        """Return the inhabitants of those whose fee is known, in the order of the fees."""
        stated = self.population.to_dict()
        return [stated[label] for label in self.fees]

    @property
    def is_alike(self) -> bool:
        """Tell whether all pay the same."""
        return len(set(self.fees.values())) == 1

    @property
    def is_complete(self) -> bool:
        """Tell whether everyone who takes part has a known fee, so that their sum is what was split."""
        return len(self.fees) == len(self.population)


def column_of(fees: pd.Series, populations: pd.DataFrame, steps: Iterable[int] = STEPS) -> Column:
    """Read a column of fees; raise AllocationError, in Swedish, for what cannot be a column of fees.

    `fees`: whole kronor by municipality, empty where there is none. `populations`: a row a municipality, a
    column a date.
    """
    check_once(fees.index, "Avgifterna")
    check_once(populations.index, "Folkmängden")
    check_known(fees.index, populations.index, "Avgifter")
    stated = fees.to_dict()
    known = {
        label: whole(stated[label], "Avgiften")
        for label in populations.index
        if not is_missing(stated.get(label))
    }
    if populations.columns.empty:
        raise AllocationError("Det finns ingen folkmängd att pröva avgifterna mot.")
    if not any(known.values()):
        raise AllocationError("Kolumnen har ingen avgift att förklara.")
    sign = -1 if all(fee <= 0 for fee in known.values()) else 1
    zero = tuple(label for label, fee in known.items() if not fee)
    unknown = tuple(label for label in populations.index if label not in known)
    column = Column({label: sign * fee for label, fee in known.items()}, sign, zero, unknown, _all(steps))
    if not column.steps:
        raise AllocationError(
            f"Avgifterna är inte jämnt delbara med något av stegen {listed(column.all_steps)} kr."
        )
    return column


def _all(steps: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted({checked_step(step) for step in steps}))


def trials_of(column: Column, populations: pd.DataFrame) -> Iterator[Trial]:
    """Go through who may have been left out, the population dates and the steps."""
    for left_out in column.left_out:
        takes_part = [label for label in populations.index if label not in left_out]
        fees = column.payers(left_out)
        for date in populations.columns:
            population = _inhabitants(populations[date].to_dict(), takes_part, date)
            trials = [Trial(date, step, left_out, population, fees, column.sign) for step in column.steps]
            if trials[0].is_alike:
                yield from [replace(trial, date=None) for trial in trials if trial.is_complete]
                break
            yield from trials


def _inhabitants(counted: dict[Hashable, Any], takes_part: list[Hashable], date: Hashable) -> pd.Series:
    missing = [label for label in takes_part if is_missing(counted[label])]
    if missing:
        raise AllocationError(f"Folkmängden {date} saknas för {listed(missing)}.")
    numbers = [whole(counted[label], "Folkmängden") for label in takes_part]
    return pd.Series(numbers, index=pd.Index(takes_part, tupleize_cols=False), dtype="int64")
