"""Numbers, dates and words as a Swedish reader expects them.

Rules: Språkrådet's *Myndigheternas skrivregler*: no-break space between groups of thousands and before a unit,
decimal comma, U+2212 as minus. Babel's locale data for `sv_SE` supplies the forms.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = "sv_SE"
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
WORDS = "noll ett två tre fyra fem sex sju åtta nio tio elva tolv".split()
SUFFIX = {"kr": "kr", "ratio": "%", "percent": "%", "points": "procentenheter", "kr_per_inhabitant": "kr"}
DECIMALS = {"ratio": 1, "points": 1, "kr_per_inhabitant": 1}

Number = int | Fraction


def rounded(value: Number, decimals: int = 0) -> Decimal:
    """Round an exact number half away from zero, as the sources do."""
    exact = Fraction(value) * 10**decimals
    whole = (abs(exact) + Fraction(1, 2)).__floor__() * (-1 if exact < 0 else 1)
    return Decimal(whole).scaleb(-decimals)


def number(value: Number, decimals: int = 0) -> str:
    """Write `1 234 567` or `12,5`, with `decimals` digits after the comma."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return _signed(format_decimal(rounded(value, decimals), format=pattern, locale=LOCALE))


def plain(value: Number) -> str:
    """Write a number with as many decimals as it needs, at most two: 64 or 64,5."""
    exact = Decimal(Fraction(value).numerator) / Decimal(Fraction(value).denominator)
    return _signed(format_decimal(exact.quantize(Decimal("0.01"), ROUND_HALF_UP), format="#,##0.##", locale=LOCALE))


def _signed(text: str) -> str:
    return text.replace("-", MINUS)


def display(value: Number, unit: str) -> str:
    """Write a value with its unit: `336 035 kr`, `69,6 %`, `14`."""
    if unit in DECIMALS or unit == "kr":
        scaled = value * 100 if unit in ("ratio", "points") else value
        text = number(scaled, DECIMALS.get(unit, 0))
    else:
        text = plain(value)
    return f"{text}{NBSP}{SUFFIX[unit]}" if unit in SUFFIX else text


def words(count: int) -> str:
    """Write a small count as a word, a larger one in digits: ett, två, … tolv, 13."""
    return WORDS[count] if 0 <= count < len(WORDS) else number(count)


def plural(count: Number, one: str, many: str) -> str:
    """Choose the form that agrees with the count: ett möte, två möten."""
    return one if count == 1 else many


def day(value: date) -> str:
    """Write a date in words: 22 februari 2024."""
    return format_date(value, "d MMMM y", locale=LOCALE)


def short_day(value: date) -> str:
    """Write a date for a chart's axis: 22 feb."""
    return format_date(value, "d MMM", locale=LOCALE).rstrip(".")


def listing(items: list[str]) -> str:
    """Join words as a sentence does: a, b och c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} och {items[-1]}" if items else ""
