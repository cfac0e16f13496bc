"""Check what people give: numbers as the decimals that they write, and labels that municipalities have."""

import math
import numbers
from collections.abc import Hashable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from namndbok.errors import InvalidSplit
from namndbok.swedish import listing


def fraction(value: Any, name: str) -> Fraction:
    """Read a number as the decimal a person sees: 0.35 is 35/100, not the nearest binary float.

    `name` is the Swedish name of the number for the message. Raises InvalidSplit for what is no finite
    number.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, str | Decimal):
        try:
            return Fraction(str(value))
        except (ValueError, ZeroDivisionError):
            raise InvalidSplit(f"{name} ska vara ett tal, men är {str(value)!r}.") from None
    if isinstance(value, bool) or not isinstance(value, numbers.Real) or not math.isfinite(value):
        raise InvalidSplit(f"{name} ska vara ett tal, men är {value!r}.")
    return Fraction(int(value)) if isinstance(value, numbers.Integral) else Fraction(repr(float(value)))


def whole_kronor(value: Any, name: str) -> int:
    """Read a whole number of kronor; raises InvalidSplit for öre, text and missing values."""
    if type(value) is int:
        return value
    amount = fraction(value, name)
    if amount.denominator != 1:
        raise InvalidSplit(f"{name} ska vara hela kronor, men är {value}.")
    return amount.numerator


def rounding_step(step: Any) -> int:
    """Read the step of rounding, a positive whole number of kronor."""
    kronor = whole_kronor(step, "Avrundningssteget")
    if kronor < 1:
        raise InvalidSplit(f"Avrundningssteget ska vara minst 1 kr, men är {step}.")
    return kronor


def is_missing(value: Any) -> bool:
    """Tell whether a cell is empty (None, NaN, NA)."""
    return value is None or value is pd.NA or value != value


def label_list(labels: Iterable[Any]) -> str:
    """Write labels as a sentence does: a, b och c."""
    return listing([str(label) for label in labels])


def check_once(index: pd.Index, name: str) -> None:
    """Raise InvalidSplit when a municipality stands twice."""
    if not index.is_unique:
        repeated = index[index.duplicated()].unique()
        raise InvalidSplit(f"{name} har flera rader för {label_list(repeated)}.")


def check_known(labels: Iterable[Hashable], everyone: pd.Index, name: str) -> None:
    """Raise InvalidSplit for labels that no municipality has."""
    known = set(everyone.tolist())
    unknown = [label for label in labels if label not in known]
    if unknown:
        advice = f"Kommunerna är {label_list(everyone)}."
        raise InvalidSplit(f"{name}: okänd kommun {label_list(unknown)}. {advice}")
