"""Read a figure as Swedish writes it, `1 234,5 kr`, `−3,2 %`, `två möten`, and compare it with a value.

Rounding is half away from zero, to as many decimals as the text shows.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import NamedTuple

SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} "
NUMBER = re.compile(
    rf"(?<!\d)([-+\N{{MINUS SIGN}}]?)(0|[1-9]\d{{0,2}}(?:[{SPACES}]\d{{3}})+|[1-9]\d*)(?:,(\d+))?(?![\d,])"
)
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
SIZES = {
    "noll": 0, "inga": 0, "ingen": 0, "inget": 0, "precis": 0, "en": 1, "ett": 1, "två": 2, "tre": 3,
    "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12,
}  # fmt: skip
SCALES = {"tkr": 1000, "tusen": 1000, "mnkr": 10**6, "miljoner": 10**6, "miljon": 10**6}
SIGNS = {"+": 1, "-": -1, "\N{MINUS SIGN}": -1}
HIGHER, LOWER = {"högre", "fler", "mer"}, {"lägre", "färre", "mindre"}
EXACT = re.compile(r"-?(?:0|[1-9]\d*)(?:/[1-9]\d*)?")
# Nobody writes a figure that is longer, and a number of many thousand digits takes long to read.
LONGEST, LONGEST_EXACT = 200, 60
OPERATIONS: dict[str, Callable[[Fraction, Fraction], Fraction | None]] = {
    "÷": lambda first, second: first / second if second else None,
    "−": lambda first, second: first - second,
    "×": lambda first, second: first * second,
}


class Numeral(NamedTuple):
    """A number as a text shows it: its size, its decimals, what it is counted in, and its sign.

    `sign` is -1 or 1 where a minus or a word such as `lägre` gives it, and 0 where nothing does.
    """

    size: Fraction
    decimals: int = 0
    percent: bool = False
    scale: int = 1
    sign: int = 0


def read_numeral(text: str) -> Numeral | None:
    """Read the only number in a text, in digits or as a word; None where there is none, or more than one."""
    if len(text) > LONGEST:
        return None
    numbers, words = list(NUMBER.finditer(text)), re.findall(r"\w+|%", text.casefold())
    sign = 1 if HIGHER.intersection(words) else -1 if LOWER.intersection(words) else 0
    if not any(map(str.isdigit, text)):
        sizes = [SIZES[word] for word in words if word in SIZES]
        return Numeral(Fraction(sizes[0]), sign=sign) if sizes else None
    if len(numbers) != 1 or any(map(str.isdigit, text.replace(numbers[0][0], "", 1))):
        return None
    mark, whole, decimals = numbers[0].groups(default="")
    size = Fraction(int(re.sub(rf"[{SPACES}]", "", whole) + decimals), 10 ** len(decimals))
    scale = next((SCALES[word] for word in words if word in SCALES), 1)
    percent = "%" in words or "procent" in words
    return Numeral(size, len(decimals), percent, scale, SIGNS.get(mark, sign))


def read_exact(value: object) -> Fraction | None:
    """Read an exact value: a whole number, or a ratio in lowest terms such as 39/56; else None."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not EXACT.fullmatch(text) or len(text) > LONGEST_EXACT:
        return None
    exact = Fraction(text)
    return exact if str(exact) == text else None


def shows(text: str, exact: Fraction, *, share: bool | None = None, signed: bool = False) -> bool:
    """Return whether a text shows an exact value.

    `share` says whether the value is a share of 1, shown in percent; None where that is not known. With
    `signed` a negative value has to be shown with its sign.
    """
    numeral = read_numeral(text)
    if numeral is None or (signed and exact < 0 and not numeral.sign) or numeral.sign * exact < 0:
        return False
    factors = {None: (1, 100), True: (100,), False: (1,)}[share] if numeral.percent else (1,)
    unit = 10**numeral.decimals
    sizes = (floor(abs(exact) * factor / numeral.scale * unit + Fraction(1, 2)) for factor in factors)
    return numeral.size * unit in sizes


def write_exact(value: Fraction) -> str:
    """Write an exact value for a message: `1 234 567`, or `39/56`."""
    return f"{value.numerator:,}".replace(",", SPACES[0]) if value.denominator == 1 else str(value)


def whole_numbers(text: str) -> set[int]:
    """Return the whole numbers in a text, groups of thousands joined."""
    joined = re.sub(rf"(?<=\d)[{SPACES}](?=\d{{3}}(?!\d))", "", text)
    return {int(number) for number in re.findall(r"(?<![\d,])\d{1,30}(?![\d,])", joined)}
