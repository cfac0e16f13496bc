"""Read a figure as Swedish writes it, `1 234,5 kr`, `−3,2 %`, `två möten`, and compare it with a value.

Rounding is half away from zero, to as many decimals as the text shows.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} "
NUMBER = re.compile(
    rf"(?<!\d)([-+\N{{MINUS SIGN}}]?)(0|[1-9]\d{{0,2}}(?:[{SPACES}]\d{{3}})+|[1-9]\d*)(?:,(\d+))?(?![\d,])"
)
SIZES = {
    "noll": 0, "inga": 0, "ingen": 0, "inget": 0, "precis": 0, "en": 1, "ett": 1, "två": 2, "tre": 3,
    "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12,
}  # fmt: skip
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
SCALES = {"tkr": 1000, "tusen": 1000, "mnkr": 10**6, "miljoner": 10**6, "miljon": 10**6}
PERCENT = {"%", "procent"}
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


@dataclass(frozen=True)
class Numeral:
    """A number as a text shows it: its size, its decimals, what it is counted in, and its sign.

    `sign` is -1 or 1 where a minus or a word such as `lägre` gives it, and 0 where nothing does.
    """

    size: Fraction
    decimals: int
    percent: bool
    scale: int
    sign: int


def read_numeral(text: str) -> Numeral | None:
    """Read the only number in a text, in digits or as a word; None where there is none, or more than one."""
    if len(text) > LONGEST:
        return None
    numbers = list(NUMBER.finditer(text))
    words = re.findall(r"\w+|%", text.casefold())
    sign = 1 if HIGHER.intersection(words) else -1 if LOWER.intersection(words) else 0
    if not numbers and not any(map(str.isdigit, text)):
        sizes = [SIZES[word] for word in words if word in SIZES]
        return Numeral(Fraction(sizes[0]), 0, False, 1, sign) if sizes else None
    if len(numbers) != 1 or any(map(str.isdigit, text.replace(numbers[0][0], "", 1))):
        return None
    whole, decimals = re.sub(rf"[{SPACES}]", "", numbers[0][2]), numbers[0][3] or ""
    size = Fraction(int(whole + decimals), 10 ** len(decimals))
    scale = next((SCALES[word] for word in words if word in SCALES), 1)
    return Numeral(size, len(decimals), not PERCENT.isdisjoint(words), scale, SIGNS.get(numbers[0][1], sign))


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
    if numeral is None or (numeral.sign and exact and (exact < 0) != (numeral.sign < 0)):
        return False
    if signed and exact < 0 and not numeral.sign:
        return False
    factors = {None: (1, 100), True: (100,), False: (1,)}[share] if numeral.percent else (1,)
    sizes = (round_half_up(abs(exact) * factor / numeral.scale, numeral.decimals) for factor in factors)
    return numeral.size in sizes


def round_half_up(value: Fraction, decimals: int) -> Fraction:
    """Round a value that is not negative; half away from zero."""
    return Fraction((value * 10**decimals + Fraction(1, 2)).__floor__(), 10**decimals)


def write_exact(value: Fraction) -> str:
    """Write an exact value for a message: `1 234 567`, or `39/56`."""
    return f"{value.numerator:,}".replace(",", SPACES[0]) if value.denominator == 1 else str(value)


def digits(text: str) -> str:
    """Keep the digits and decimal comma of a text."""
    return "".join(re.findall(r"\d|(?<=\d),(?=\d)", text))


def whole_numbers(text: str) -> set[int]:
    """Return the whole numbers in a text, groups of thousands joined."""
    joined = re.sub(rf"(?<=\d)[{SPACES}](?=\d{{3}}(?!\d))", "", text)
    return {int(number) for number in re.findall(r"(?<![\d,])\d{1,30}(?![\d,])", joined)}
