"""What must hold for any split."""

from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namndbok.errors import ImpossibleLimits
from namndbok.splits import ROUNDINGS, Split, split
from samples import sample

# Each example is split in sixteen ways.
EXAMPLES = sample(75, 300)
LABELS = [f"Ort {letter}" for letter in "ABCDEFGHIJ"]


@dataclass(frozen=True)
class Case:
    total: int
    inhabitants: tuple[int, ...]
    share: int
    taking_part: tuple[str, ...]
    step: int
    floor: int | None
    cap: int | None

    @property
    def population(self) -> pd.Series:
        return pd.Series(self.inhabitants, index=LABELS[: len(self.inhabitants)])

    def split(self, rounding: str = "largest_remainder", population: pd.Series | None = None) -> Split | None:
        """Split; None when floor and cap are impossible."""
        try:
            return split(
                self.total,
                self.population if population is None else population,
                equal_share=self.share / 100,
                participants=self.taking_part,
                step=self.step,
                rounding=rounding,
                floor=self.floor,
                cap=self.cap,
            )
        except ImpossibleLimits:
            return None


@st.composite
def cases(draw: st.DrawFn) -> Case:
    inhabitants = draw(
        st.lists(st.integers(1, 12) | st.integers(1, 90_000), min_size=1, max_size=len(LABELS))
    )
    labels = LABELS[: len(inhabitants)]
    taking_part = draw(st.lists(st.sampled_from(labels), min_size=1, unique=True) | st.just(labels))
    total = draw(st.integers(-300_000, 3_000_000))
    mean = total // len(taking_part)
    near = st.none() | st.integers(0, 150).map(lambda part: mean * part // 100)
    far = st.none() | st.integers(70, 400).map(lambda part: mean * part // 100)
    floor, cap = (draw(near), draw(far)) if total >= 0 else (draw(far), draw(near))
    step = draw(st.sampled_from([1, 10, 12, 100, 1_000, 1_200]))
    return Case(total, tuple(inhabitants), draw(st.integers(0, 100)), tuple(taking_part), step, floor, cap)


def paid(case: Case, result: Split) -> list[tuple[int, int]]:
    """Return inhabitants and fee, both without sign, of those who take part, in rising order."""
    sign, fees, people = -1 if case.total < 0 else 1, result.fees.to_dict(), case.population.to_dict()
    return sorted((people[label], sign * fees[label]) for label in case.taking_part)


def check_laws(case: Case, result: Split) -> None:
    rising = paid(case, result)
    fees = [fee for _, fee in rising]
    outside = [fee for label, fee in result.fees.items() if label not in case.taking_part]
    assert not any(outside), "someone outside pays"
    assert min(fees) >= 0, "a fee of the wrong sign"
    pairs = list(pairwise(rising))
    assert all(less[1] <= more[1] for less, more in pairs if less[0] < more[0]), "more inhabitants pay less"
    assert all(more[1] - less[1] <= case.step for less, more in pairs if less[0] == more[0]), "equals differ"


def check_limits(case: Case, result: Split) -> None:
    fees = [fee for label, fee in result.fees.items() if label in case.taking_part]
    assert case.floor is None or min(fees) >= case.floor
    assert case.cap is None or max(fees) <= case.cap


@pytest.mark.sampled
@settings(max_examples=EXAMPLES)
@given(cases(), st.randoms(use_true_random=False))
def test_any_split_keeps_the_laws(case: Case, order: object) -> None:
    for wanted in (
        case,
        replace(case, floor=None, cap=None),
        replace(case, share=100),
        replace(case, share=0),
    ):
        for rounding in ROUNDINGS:
            result = wanted.split(rounding)
            if result is None:
                continue
            check_laws(wanted, result)
            check_limits(wanted, result)
            if rounding not in ("independent", "up"):
                assert result.fees.sum() == wanted.total
                assert sum(fee % wanted.step != 0 for fee in result.fees) <= 1, "two carry the remainder"
    shuffled = case.population.sample(frac=1, random_state=order.randrange(2**32))
    first, second = case.split(), case.split(population=shuffled)
    assert (first is None) == (second is None)
    assert first is None or first.fees.equals(second.fees.reindex(first.fees.index))


@pytest.mark.sampled
@settings(max_examples=EXAMPLES)
@given(cases())
def test_floors_and_caps_are_refused_only_when_they_are_impossible(case: Case) -> None:
    sign, count, step = (-1 if case.total < 0 else 1), len(case.taking_part), case.step
    low, high = (case.floor, case.cap) if sign > 0 else (case.cap, case.floor)
    least = max(0, -(-(sign * low if low is not None else 0) // step) * step)
    top = sign * high if high is not None else abs(case.total)
    whole, rest = divmod(abs(case.total), step)
    fits = least <= top and count * least <= whole * step
    # One also carries the rest: there is a step to spare below the caps, or the cap itself has room for it.
    room = top // step * count - whole
    possible = fits and (
        room >= 0 if not rest else room > 0 or (room == 0 and top // step * step + rest <= top)
    )
    assert (case.split() is not None) == possible
