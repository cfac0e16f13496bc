"""One cell of a table: from the text that somebody typed to an exact value, or a reason why not.

Excel and people write `1 177 400,50`, U+00A0, U+202F, U+2212 and `kr`; these are understood. A comma is the
decimal sign, as in Swedish. What could mean two things (`1.177.400`, `1.177`, `*184 800`, `(46 297)`) is
refused with advice, never guessed.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from namndbok.errors import Fault, InvalidData

SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"), " ")
MINUS = dict.fromkeys(map(ord, "\u2212\u2013\ufe63\uff0d"), "-")
NUMBER = re.compile(r"([-+]?) ?(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d+))? ?(kr|%)?", re.ASCII)
THOUSANDS = re.compile(r"[-+]? ?[1-9]\d{0,2}\.\d{3}( ?(kr|%))?", re.ASCII)
MOST_DIGITS = 15
ADVICE = {
    r".*\*.*": "ta bort stjärnan ur talet; skriv den i kolumnen mark om tabellen har en sådan",
    r"\(.*\)": "skriv negativa tal med minustecken i stället för parentes",
    r".*\d ?-": "skriv minustecknet före talet",
    r"-?\d{1,3}([.,]\d{3})+([.,]\d+)?( ?kr)?": "skriv tusental med mellanslag, och decimaler med komma",
    r".*\d[Ee][-+]?\d+": "Excel har förkortat talet: ge cellerna formatet Tal och spara igen",
    r".* ?(tkr|mkr|mnkr)": "skriv hela kronor; källans noggrannhet står i kolumnen precision",
    r"[-+]?[0-9][0-9 ,.]*": "kontrollera siffrorna: mellanslag mellan grupper om tre, siffror runt kommat",
}
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
TRUE, FALSE = ("true", "sant", "ja", "yes", "on", "1"), ("false", "falskt", "nej", "no", "off", "0")
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_ERROR = re.compile(r"#([A-ZÅÄÖ/0]+[!?]|N/A)|#{3,}")
# Control characters, halves of characters, private use (the report's own marks), traces of a wrong encoding.
ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\uf8ff\ufffd-\uffff\U000f0000-\U0010ffff]")

# Found, allowed and what to do, for what is wrong in cells, tables, descriptors and files.
REFUSALS = json.loads(Path(__file__).with_name("refusals.json").read_text(encoding="utf-8"))

Value = str | int | Fraction | date | bool


@dataclass(frozen=True)
class Unreadable(Exception):
    """Say what a cell may hold and what to do about it."""

    allowed: str
    action: str


def refusal(name: str, /, **values: object) -> list[str]:
    """Return what a fault says: what was found, what is allowed, and what to do."""
    return [text.format(**values) for text in REFUSALS[name]]


def refused(file: str, name: str, row: int | None = None, /, **values: object) -> InvalidData:
    """Return the error for a file that cannot be read."""
    return InvalidData([Fault(file, row, None, *refusal(name, **values))])


def read_string(text: str) -> str:
    """Read text; an error value that Excel left behind is no text."""
    if EXCEL_ERROR.fullmatch(text):
        action = "skriv texten igen, med en apostrof först i Excel"
        raise Unreadable("text, inte ett felvärde ur Excel", action)
    return text


def read_number(text: str) -> Fraction:
    """Read a number exactly; spaces group thousands, comma or point is the decimal sign."""
    cleaned = text.translate(SPACES).translate(MINUS).strip()
    found = NUMBER.fullmatch(cleaned)
    if not found or THOUSANDS.fullmatch(cleaned):
        fitting = (advice for pattern, advice in ADVICE.items() if re.fullmatch(pattern, cleaned))
        action = next(fitting, "skriv ett tal, eller lämna rutan tom om kolumnen tillåter det")
        raise Unreadable("ett tal, till exempel 1 177 400 eller 12,5", action)
    sign, whole, part, _ = found.groups(default="")
    whole = whole.replace(" ", "")
    if len((whole + part).lstrip("0")) > MOST_DIGITS:
        raise Unreadable(f"ett tal med högst {MOST_DIGITS} siffror", "kontrollera talet mot källan")
    return Fraction(f"{sign}{whole}.{part or 0}")


def read_integer(text: str) -> int:
    """Read a whole number; `184 800,00` is whole, `184 800,50` and `18 %` are not."""
    value = read_number(text)
    if value.denominator != 1:
        raise Unreadable("ett heltal", "avrunda inte på egen hand: kontrollera talet mot källan")
    if text.rstrip().endswith("%"):
        raise Unreadable("ett heltal", "ta bort procenttecknet, eller flytta talet till rätt kolumn")
    return int(value)


def read_year(text: str) -> int:
    """Read a year of four digits, 1900-2099."""
    if not re.fullmatch(r"(19|20)\d\d", text, re.ASCII):
        likely = re.fullmatch(r"((?:19|20)\d\d)([.,]0+)?", re.sub(r"\s", "", text), re.ASCII)
        action = f"skriv {likely[1]}" if likely else "skriv årtalet med siffror"
        raise Unreadable("ett årtal med fyra siffror", action)
    return int(text)


def read_date(text: str) -> date:
    """Read an ISO date of 1900-2099; the midnight that Excel adds is dropped."""
    cleaned = re.sub(r"[T ]00:00(:00(\.0+)?)?$", "", text)
    try:
        if not re.fullmatch(r"(19|20)\d\d-\d\d-\d\d", cleaned, re.ASCII):
            raise ValueError
        return date.fromisoformat(cleaned)
    except ValueError:
        meant = likely_date(cleaned.lower())
        number = " (talet är Excels dagnummer)" if cleaned.isdigit() and len(cleaned) == len("45000") else ""
        example = "dagen på det sättet, till exempel 2031-02-22"
        action = f"skriv {f'{meant}{number}' if meant else example}"
        raise Unreadable("ett datum som finns, skrivet ÅÅÅÅ-MM-DD", action) from None


def likely_date(text: str) -> date | None:
    """Return the day that a text in small letters means: 22 feb 2031, 20310222, 2031/2/22, 47906."""
    spelled = re.fullmatch(r"(\d{1,2}) ([a-z]{3})[a-z]*\.?,? ((?:19|20)\d\d)", text, re.ASCII)
    numbers = re.fullmatch(r"((?:19|20)\d\d)(?:(\d\d)(\d\d)|([-/. ])(\d{1,2})\4(\d{1,2}))", text, re.ASCII)
    try:
        if spelled and spelled[2] in MONTHS:
            return date(int(spelled[3]), MONTHS.index(spelled[2]) + 1, int(spelled[1]))
        if re.fullmatch(r"[3-5]\d{4}", text, re.ASCII):
            return EXCEL_EPOCH + timedelta(int(text))
        return date(*map(int, filter(str.isdigit, filter(None, numbers.groups())))) if numbers else None
    except ValueError:
        return None


def read_boolean(text: str) -> bool:
    """Read true or false, sant or falskt, ja or nej."""
    if text.lower() not in TRUE + FALSE:
        raise Unreadable("true eller false (ja eller nej går också)", "skriv true eller false")
    return text.lower() in TRUE


READERS: dict[str, Callable[[str], Value]] = {
    "string": read_string,
    "integer": read_integer,
    "number": read_number,
    "year": read_year,
    "date": read_date,
    "boolean": read_boolean,
}


@lru_cache(maxsize=50_000)  # the same few texts fill most of a table
def read_cell(text: str, kind: str) -> Value:
    """Read a cell of a Table Schema type; raises `Unreadable`."""
    if odd := ODD.search(text):
        raise Unreadable("tecken som går att läsa", f"skriv om rutan utan tecknet U+{ord(odd[0]):04X}")
    return READERS[kind](text)


def write_cell(value: Value | None) -> str:
    """Return a value as `read_cell` and other programs read it: 1177400, 12.5, 2031-02-22, true."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Fraction():
            return format(Decimal(value.numerator) / value.denominator, "f")
    return str(value)
