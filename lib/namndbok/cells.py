"""One cell of a table: from the text that somebody typed to an exact value, or a reason why not.

Excel and people write `1 177 400,50`, U+00A0, U+202F, U+2212 and `kr`; these are understood. What could mean two
things (`1.177.400`, `*184 800`, `(46 297)`) is refused with advice, never guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"), " ")
MINUS = dict.fromkeys(map(ord, "\u2212\u2013\ufe63\uff0d"), "-")
DIGITS = re.compile(r"-?(\d{1,3}( \d{3})+|\d+)([.,]\d+)?")
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
TRUTH = {"true": True, "sant": True, "ja": True, "1": True, "false": False, "falskt": False, "nej": False, "0": False}
EXCEL_EPOCH = date(1899, 12, 30)

Value = str | int | Fraction | date | bool


@dataclass(frozen=True)
class Unreadable(Exception):
    """Say what a cell may hold and what to do about it."""

    allowed: str
    action: str


def read_number(text: str) -> Fraction:
    """Read a number exactly; spaces group thousands, comma or point is the decimal sign."""
    cleaned = text.translate(SPACES).translate(MINUS).strip()
    cleaned = re.sub(r"\s*(kr|%)$", "", re.sub(r"^([-+])\s+", r"\1", cleaned)).lstrip("+")
    if not DIGITS.fullmatch(cleaned) or re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", cleaned):
        raise Unreadable("ett tal, till exempel 1 177 400 eller 12,5", _advice(cleaned))
    return Fraction(cleaned.replace(" ", "").replace(",", "."))


def _advice(text: str) -> str:
    if "*" in text:
        return "ta bort stjärnan ur talet; skriv den i kolumnen mark om tabellen har en sådan"
    if re.fullmatch(r"\(.*\)", text):
        return "skriv negativa tal med minustecken i stället för parentes"
    if re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", text):
        return "skriv tusental med mellanslag eller utan avdelare, och decimaler med komma"
    if re.search(r"\d", text) and " " in text:
        return "kontrollera siffrorna: mellanslag får bara stå mellan grupper om tre"
    return "skriv ett tal, eller lämna rutan tom om kolumnen tillåter det"


def read_integer(text: str) -> int:
    """Read a whole number; `184 800,00` is whole, `184 800,50` is not."""
    value = read_number(text)
    if value.denominator != 1:
        raise Unreadable("ett heltal", "avrunda inte på egen hand: kontrollera talet mot källan")
    return int(value)


def read_year(text: str) -> int:
    """Read a year of four digits."""
    if not re.fullmatch(r"(19|20)\d\d", text):
        raise Unreadable("ett årtal med fyra siffror, till exempel 2024", "skriv årtalet utan mellanslag")
    return int(text)


def read_date(text: str) -> date:
    """Read an ISO date; the midnight that Excel adds is dropped."""
    cleaned = re.sub(r"[T ]00:00(:00(\.0+)?)?$", "", text)
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", cleaned):
            raise ValueError
        return date.fromisoformat(cleaned)
    except ValueError:
        allowed = "ett datum som finns, skrivet ÅÅÅÅ-MM-DD"
        raise Unreadable(allowed, f"skriv {_likely_date(text) or 'till exempel 2024-02-22'}") from None


def _likely_date(text: str) -> str | None:
    spelled = re.fullmatch(r"(\d{1,2}) ([a-zå]+),? (\d{4})", text.lower())
    try:
        if spelled and spelled[2] in MONTHS:
            return date(int(spelled[3]), MONTHS.index(spelled[2]) + 1, int(spelled[1])).isoformat()
        if re.fullmatch(r"[34]\d{4}|5\d{4}", text):
            return f"{(EXCEL_EPOCH + timedelta(int(text))).isoformat()} (talet är Excels dagnummer)"
        if re.fullmatch(r"(19|20)\d{6}", text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        return None
    return None


def read_boolean(text: str) -> bool:
    """Read true or false, sant or falskt, ja or nej."""
    if text.lower() not in TRUTH:
        raise Unreadable("true eller false (ja eller nej går också)", "skriv true eller false")
    return TRUTH[text.lower()]


READERS: dict[str, Callable[[str], Value]] = {
    "string": str,
    "integer": read_integer,
    "number": read_number,
    "year": read_year,
    "date": read_date,
    "boolean": read_boolean,
}


def read_cell(text: str, kind: str) -> Value:
    """Read a cell of a Table Schema type; raises `Unreadable`."""
    return READERS[kind](text)
