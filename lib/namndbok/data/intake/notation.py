"""Names, amounts and dates as offices write them, made into what `cells` reads.

A name is compared by its letters and digits alone, so that `E-arkiv`, `Earkiv` and `E arkiv (kr)` are one.

`(46 297)`, `46 297-`, `1 177 400:-`, `SEK`, `tkr`, `1.177.400` and `*184 800` have one meaning each. `1.177`
and `3/4/2024` have two, and are refused by the readers of `cells` with their own advice.
"""

import calendar
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from namndbok.data.cells import MINUS, MONTHS, SPACES, Unreadable, likely_date, read_number
from namndbok.swedish import month

FOLDER = Path(__file__).parent
VOCABULARY: dict[str, Any] = json.loads((FOLDER / "vocabulary.json").read_text(encoding="utf-8"))
SKIP = VOCABULARY["skip"]
IN_HEADS = re.compile(r"\((?:kr|tkr|sek|st|antal|%)\)|\b(?:kr|tkr|sek|mkr|mnkr)\b|[*†‡¹²³⁴⁵]")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
WORD = re.compile(r"[^\W_]+")
# Names are alike from so many of a hundred points on.
LIKE = 82
MARKS = "*†‡¹²³⁴⁵"
MARKED = re.compile(rf"([{MARKS}]*) ?(.*?) ?([{MARKS}]*|(?<= )\d\))")
UNIT = "|".join(map(re.escape, VOCABULARY["units"]))
WITH_UNIT = re.compile(rf"(?:({UNIT})\b)? ?(.*?) ?\b({UNIT})?(:-|,-|\.-)?", re.IGNORECASE)
GROUPS = (
    re.compile(r"(-?\d{1,3}(?:\.\d{3}){2,}|-?\d{1,3}(?:\.\d{3})+(?=,))(?:,(\d+))?"),
    re.compile(r"(-?\d{1,3}(?:,\d{3}){2,}|-?\d{1,3}(?:,\d{3})+(?=\.))(?:\.(\d+))?"),
    re.compile(r"(-?\d{1,3}(?:['’]\d{3})+)(?:[.,](\d+))?"),
)
FULL_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d|(?<!\d)(?:19|20)\d{6}(?!\d)")
NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in map(month, range(1, 13)))
MONTH = re.compile(rf"\b({NAMES})\b(?:\W+((?:19|20)\d\d))?", re.IGNORECASE)
NUMBERED = re.compile(r"(?<!\d)((?:19|20)\d\d)-?(0[1-9]|1[0-2])(?!\d)")
PLAIN = re.compile(r"-?\d{1,15}", re.ASCII)
DASH = re.compile(r"-{1,3}")
LATER = re.compile(r"(?:(?:mån|tis|ons|tors?|fre|lör|sön)\w*\.? )?(?:den )?(.*?)(?: ?(?:kl|klockan)\b.*)?")


@lru_cache(maxsize=50_000)
def compact(text: str) -> str:
    """Return a text's letters and digits in small letters, without the units and notes that heads have."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("\u00ad", "")
    return "".join(sign for sign in IN_HEADS.sub(" ", plain) if sign.isalnum() or sign in "✓✔")


def words_of(text: str) -> str:
    """Return a text's words in small letters, for finding one of them in a title."""
    return f" {' '.join(WORD.findall(text.casefold()))} "


def is_sum(text: str) -> bool:
    """Tell whether a row or column of that name is a sum of others."""
    first = re.match(r"[^\W\d_]+(?::[^\W\d_]+)?", text.strip().casefold())
    return bool(first) and compact(first[0]) in VOCABULARY["sums"]


def is_result(text: str) -> bool:
    """Tell whether a row of that name is a difference between sums."""
    first = compact(text.split(" ")[0]) if text.strip() else ""
    return any(fuzz.ratio(first, name) > LIKE for name in VOCABULARY["results"])


@dataclass(frozen=True)
class Amount:
    """A number as it was meant: its value (None where it is said to be missing), the sign of a note, the unit
    as a factor (0 where none is typed), and which habits of writing it was understood by."""

    value: Fraction | None
    mark: str = ""
    factor: int = 0
    habits: tuple[str, ...] = ()


def read_amount(text: str) -> Amount:
    """Read an amount as offices write it; raises `Unreadable`."""
    if PLAIN.fullmatch(text):
        return Amount(Fraction(int(text)))
    cleaned = " ".join(text.translate(SPACES).translate(MINUS).split())
    if cleaned.lower() in VOCABULARY["missing"]:
        return Amount(None, habits=("missing",))
    if DASH.fullmatch(cleaned):
        return Amount(Fraction(0), habits=("dash",))
    before, plain, after = MARKED.fullmatch(cleaned).groups()
    habits = ["mark"] if before or after else []
    parts = WITH_UNIT.fullmatch(plain)
    first, plain, last, kronor = parts.groups() if parts else ("", plain, "", "")
    unit = (first or last or "").lower()
    habits += ["unit"] if unit or kronor else []
    if plain.startswith("(") and plain.endswith(")"):
        plain, habits = f"-{plain[1:-1].strip()}", [*habits, "parentheses"]
    elif plain.endswith("-") and not plain.startswith("-"):
        plain, habits = f"-{plain[:-1].strip()}", [*habits, "trailing"]
    for grouped in filter(None, (pattern.fullmatch(plain) for pattern in GROUPS)):
        whole = re.sub(r"[.,'’]", "", grouped[1])
        plain, habits = f"{whole},{grouped[2]}" if grouped[2] else whole, [*habits, "groups"]
    factor = VOCABULARY["units"].get(unit, 1 if kronor else 0)
    return Amount(read_number(plain) * (factor or 1), before or after, factor, tuple(habits))


@lru_cache(maxsize=50_000)
def is_amount(text: str) -> bool:
    """Tell whether a text can be read as an amount."""
    try:
        return bool(read_amount(text))
    except Unreadable:
        return False


def read_office_date(text: str, year: int | None = None) -> date | None:
    """Read a date in a form with one meaning, of `year` where it has none; None where there is none."""
    plain = LATER.fullmatch(" ".join(text.lower().replace(",", " ").split()))[1]
    if found := likely_date(plain) or (likely_date(f"{plain} {year}") if year else None):
        return found
    numbers = re.fullmatch(r"(\d{1,2})([/.])(\d{1,2})\2?((?:19|20)\d\d)?", plain)
    if not numbers or not (year or numbers[4]) or (numbers[2] == "/" and int(numbers[1]) <= len(MONTHS)):
        return None
    return likely_date(f"{numbers[4] or year}-{numbers[3]}-{numbers[1]}")


def years_in(text: str) -> set[int]:
    """Return the years that a text names; those of days only where it names no other."""
    plain = FULL_DATE.sub(" ", text)
    years = [*YEAR.findall(plain), *(year for year, _ in NUMBERED.findall(plain))]
    return {int(year) for year in years or YEAR.findall(text)}


def period_ends(text: str, year: int) -> set[date]:
    """Return the ends of months of a year that a text names as days; else that of the last month it names."""
    ends = [date(year, number, calendar.monthrange(year, number)[1]) for number in range(1, 13)]
    if named := {end for end in ends if end.isoformat() in text}:
        return named
    plain = FULL_DATE.sub(" ", text)
    months = [int(number) for of, number in NUMBERED.findall(plain) if int(of) == year]
    words = [name.lower()[:3] for name, of in MONTH.findall(plain) if of in ("", str(year))]
    months += [MONTHS.index(word) + 1 for word in words]
    return {ends[max(months) - 1]} if months else set()
