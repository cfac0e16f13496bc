"""Names, amounts and dates as offices write them, and which value of a column each means.

A name is compared by its letters and digits alone, so that `E-arkiv`, `Earkiv` and `E arkiv (kr)` are one.
An exact match is certain; a slip of spelling or a shortened name is a likeness, which is asked about.

`(46 297)`, `46 297-`, `1 177 400:-`, `SEK`, `tkr`, `1.177.400` and `*184 800` have one meaning each. `1.177`
and `3/4/2024` have two, and are refused by the readers of `cells` with their own advice.
"""

import calendar
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from namndbok.data.cells import MINUS, MONTHS, SPACES, Unreadable, likely_date, read_number
from namndbok.data.load import Data
from namndbok.data.schema import TableSchema
from namndbok.swedish import month

FOLDER = Path(__file__).parent
VOCABULARY: dict[str, Any] = json.loads((FOLDER / "vocabulary.json").read_text(encoding="utf-8"))
SKIP = VOCABULARY["skip"]
IN_HEADS = re.compile(r"\((?:kr|tkr|sek|st|antal|%)\)|\b(?:kr|tkr|sek|mkr|mnkr)\b|[*†‡¹²³⁴⁵]")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
WORD = re.compile(r"[^\W_]+")
# Names are alike from so many of a hundred points on.
LIKE = 82
CODED = re.compile(r"(\d{1,4})[ .:,-]+(\D.*)")
CODE_WIDTH, REGION_WIDTHS, SHORTEST = 4, (2, 4), 4
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


@dataclass(frozen=True)
class Match:
    """What a text means, and whether that is certain."""

    value: str
    certain: bool = True


@dataclass
class Catalogue:
    """What a column may hold: any value of its kind or, where they are listed, those in `names`.

    `names` has what each value is called, `spellings` the value of each way to write one, made compact.
    """

    kind: str
    year: int | None = None
    names: Mapping[str, str] | None = None
    spellings: dict[str, str] = field(default_factory=dict)
    codes: bool = False
    likenesses: dict[str, Match | None] = field(default_factory=dict)

    def match(self, text: str) -> Match | None:
        """Return what a text means, None where it is like nothing; codes may have lost their first zero."""
        name = compact(text)
        if name in self.spellings:
            return Match(self.spellings[name])
        if self.names is None:
            return self._value(text)
        if self.codes and name.isdigit():
            return Match(name.zfill(CODE_WIDTH)) if name.zfill(CODE_WIDTH) in self.names else None
        if self.codes and (coded := CODED.fullmatch(text.strip())):
            code, meant = coded[1].zfill(CODE_WIDTH), self.match(coded[2])
            if code in self.names:
                return Match(code, bool(meant and meant.value == code))
            if meant and meant.value != SKIP:
                return Match(meant.value, False)  # its number in a list, or a code that is wrong
            return Match(SKIP) if len(coded[1]) in REGION_WIDTHS else None
        if name not in self.likenesses:
            self.likenesses[name] = self._likeness(name)
        return self.likenesses[name]

    def _value(self, text: str) -> Match | None:
        years, day = YEAR.findall(text), read_office_date(text, self.year) if self.kind == "date" else None
        match self.kind:
            case "date":
                return Match(day.isoformat()) if day else None
            case "year":
                return Match(years[0]) if len(years) == 1 else None
            case "integer" | "number":
                return Match(text) if is_amount(text) else None
        return Match(text) if text and not is_sum(text) else None

    def _likeness(self, name: str) -> Match | None:
        if len(name) < SHORTEST or name.isdigit():
            return None
        if found := process.extractOne(name, [*self.spellings], scorer=fuzz.ratio, score_cutoff=LIKE):
            return Match(self.spellings[found[0]], False)
        begun = (text for text in self.spellings if text.startswith(name) or name.startswith(text))
        longer = (text for text in begun if min(len(text), len(name)) > SHORTEST and not text.isdigit())
        likely = min((self.spellings[text] for text in longer), default="")
        return Match(likely, False) if likely else None

    def options(self, text: str) -> dict[str, str]:
        """Return what may be answered of a text: the likeliest first, and last that it is not taken in."""
        match, words = self.match(text), words_of(text)
        alike = {value: fuzz.token_set_ratio(words, words_of(name)) for value, name in self.names.items()}
        likely = sorted(alike, key=lambda value: (not match or match.value != value, -alike[value]))
        return {value: self.names[value] for value in likely} | {SKIP: VOCABULARY["skipped"]}

    def values_in(self, title: str) -> set[str]:
        """Return the values that a title names, as words of their own or in the genitive."""
        words = {self.spellings.get(word) for word in map(compact, title.split()) if not word.isdigit()}
        return words & {*(self.names or ())}


class Lexicon:
    """Know what the columns of a board's tables are called, and what may stand in them.

    What was answered about a text (`answers`, compact) is what it means. `year` is that of dates without one.
    """

    def __init__(self, data: Data, answers: Mapping[str, str], year: int | None) -> None:
        self.data, self.answers, self.year = data, answers, year
        self.kept: dict[tuple[str, str], Catalogue] = {}

    def catalogue(self, schema: TableSchema, name: str = "") -> Catalogue:
        """Return what may stand in a column; without a name, what the columns are called."""
        key = (schema.name, name)
        if key not in self.kept:
            catalogue = self._catalogue(schema, name)
            values = (SKIP, *(catalogue.names or ()))
            answers = {about: answer for about, answer in self.answers.items() if about and answer in values}
            catalogue.spellings |= answers
            self.kept[key] = catalogue
        return self.kept[key]

    def _catalogue(self, schema: TableSchema, name: str) -> Catalogue:
        column, codes, names = schema.field(name) if name else None, False, {}
        # Values and what they are called; the first of several values that are called the same is meant.
        called: list[tuple[str, str]] = []
        key = next((key for key in schema.foreign_keys if key.columns == (name,)), None)
        if column is None:
            heads, names = VOCABULARY["heads"], {field.name: field.title for field in schema.fields}
            called = [(field.name, text) for field in schema.fields for text in (field.title, field.name)]
            called += [(field, text) for field in schema.columns for text in heads.get(field, ())]
            called += [(SKIP, text) for text in heads["not_taken"]]
        elif column.kind == "boolean":
            names, spellings = {"true": "ja", "false": "nej"}, VOCABULARY["spellings"]
            called = [(value, word) for value, words in spellings.items() for word in words]
        elif "enum" in column.constraints:
            names = {code: column.labels.get(code, code) for code in column.constraints["enum"]}
            called = [*names.items(), *zip(names, names, strict=True)]
        elif key is None:
            return Catalogue(column.kind, self.year)
        else:
            for row in self.data[key.table].to_dict("records"):
                value = row[key.targets[0]]
                texts = [row[name] for name in ("name", "official_name", "title") if row.get(name)]
                names[value] = [*texts, value][0]
                called += [(value, f"{text}{ending}") for text in (value, *texts) for ending in ("", "s")]
            if codes := key.table == "municipalities":
                endings = VOCABULARY["of_municipalities"]
                called += [(value, text + ending) for value, text in called for ending in endings]
                called += [(SKIP, text) for text in VOCABULARY["regions"]]
        spellings = {compact(text): value for value, text in reversed(called)}
        return Catalogue(column.kind if column else "string", None, names, spellings, codes)
