"""Exact numbers: what people type becomes fractions and whole kronor, with no float drift on the way."""

import math
import numbers
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from namndbok.splits.errors import AllocationError
from namndbok.swedish import display, listing


def fraction(value: Any, name: str) -> Fraction:
    """Read a number as the decimal a person sees: 0.35 is 35/100, not the nearest binary float.

    `name` is the Swedish name of the number for the message. Raises AllocationError for what is no finite
    number.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, str | Decimal):
        return _parsed(str(value), name)
    if isinstance(value, bool) or not isinstance(value, numbers.Real) or not math.isfinite(value):
        raise AllocationError(f"{name} ska vara ett tal, men är {value!r}.")
    return Fraction(int(value)) if isinstance(value, numbers.Integral) else Fraction(repr(float(value)))


def _parsed(text: str, name: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise AllocationError(f"{name} ska vara ett tal, men är {text!r}.") from None


def whole(value: Any, name: str) -> int:
    """Read a whole number of kronor; raise AllocationError for öre, text and missing values."""
    if type(value) is int:
        return value
    number = fraction(value, name)
    if number.denominator != 1:
        raise AllocationError(f"{name} ska vara hela kronor, men är {value}.")
    return number.numerator


def checked_step(step: Any) -> int:
    """Read the step of rounding, a positive whole number of kronor."""
    kronor_a_step = whole(step, "Avrundningssteget")
    if kronor_a_step < 1:
        raise AllocationError(f"Avrundningssteget ska vara minst 1 kr, men är {step}.")
    return kronor_a_step


def is_missing(value: Any) -> bool:
    """Tell whether a cell is empty (None, NaN, NA)."""
    return value is None or value is pd.NA or value != value


def kronor(amount: int | float | Fraction) -> str:
    """Write whole kronor for a message."""
    return display(fraction(amount, "Beloppet"), "kr")


def listed(labels: Iterable[Any]) -> str:
    """Write labels as a sentence does: a, b och c."""
    return listing([str(label) for label in labels])
