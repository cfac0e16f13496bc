"""Read what a notebook or a command is given, as people write it: years, months, kronor, shares, yes or no.

A parameter means the same in every notebook and command, so its kind follows from its name; one that only
an analyst's own notebook has is read as the type of its default. Papermill makes numbers and truth values of
what looks like them and leaves the rest as text; both are read alike.
"""

import ast
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from namndbok.data.cells import MONTHS, Unreadable, read_boolean, read_date, read_number
from namndbok.errors import InvalidParameter, closest, quoted
from namndbok.swedish import Number

# How papermill begins the cell that it adds.
INJECTED = "# Parameters"
YES_AND_NO = {"yes": "true", "on": "true", "no": "false", "off": "false"}
MONTH = re.compile(
    r"(?:(?P<year>\d{4})-(?P<number>\d{1,2})(?:-\d{1,2})?|(?P<name>[a-zåäö]+\.?|\d{1,2})(?: (?P<of>\d{4}))?)"
)
SHARE = re.compile(r"(.*?)\s*%")
RATIO = re.compile(r"\d+/[1-9]\d*", re.ASCII)


def read_parameters(namespace: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return a notebook's parameters by name; `namespace` is its `globals()`.

    Raises `InvalidParameter`, in Swedish and with every fault at once, for a value that its kind does not
    allow and for a name that the notebook does not have.
    """
    known = {name: namespace.get(name) for name in names}
    unknown = dict.fromkeys(name for cell in namespace.get("In", ()) for name in _given(cell, known))
    return checked_parameters({name: None for name in unknown} | known, names)


def checked_parameters(
    given: Mapping[str, Any], names: Iterable[str], defaults: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """Return values as their kinds, or those of `defaults`, read them; `InvalidParameter` has every fault."""
    kinds = {name: KINDS.get(name) or _kind_like(defaults.get(name)) for name in names}
    values: dict[str, Any] = {}
    faults = []
    for name, value in given.items():
        if name not in kinds:
            meant = closest(name, {known: known for known in kinds})
            faults.append(f"Parametern {name} finns inte.{f' Menade du {meant}?' if meant else ''}")
            continue
        try:
            values[name] = _read(kinds[name], f"Parametern {name}", value, values.get("year"))
        except InvalidParameter as fault:
            faults.append(str(fault))
    if faults:
        listed = ", ".join(f"{name} ({word})" if word else name for name, (_, word) in kinds.items())
        raise InvalidParameter("\n".join([*faults, f"Det finns: {listed or 'inga'}."]))
    return values


def read_option(option: str, value: Any, year: Any = None, *, kind: str = "") -> Any:
    """Read what was typed for a command's option as the parameter of that name, or of the kind that is named.

    Raises `InvalidParameter`.
    """
    return _read(KINDS[kind or option.removeprefix("--").replace("-", "_")], option, value, year)


def json_value(value: Any) -> Any:
    """Return a value as JSON and papermill have it, which is read as the same value again."""
    if not isinstance(value, Fraction):
        return value
    return float(value) if Fraction(repr(float(value))) == value else str(value)


def _kind_like(default: Any) -> "Kind":
    """Return the kind of a parameter that is known by its default alone; None is no default."""

    def same(value: Any) -> Any:
        if default is None or type(value) is type(default):
            return value
        raise Unreadable(f"av typen {type(default).__name__}", "ändra den i arbetsboken")

    return TYPES.get(type(default), (same, "" if default is None else type(default).__name__))


def _read(kind: "Kind", place: str, value: Any, year: Any) -> Any:
    """Read a value; `InvalidParameter` says what it should be. A month may leave out its year."""
    read, _ = kind
    try:
        return read(value, year) if read is read_month else read(value)
    except Unreadable as reason:
        message = f"{place} är {quoted(str(value))} men ska vara {reason.allowed}: {reason.action}."
        raise InvalidParameter(message) from None


def _given(cell: str, known: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names that a cell of parameters sets: papermill's, or one that sets a known name."""
    try:
        lines = ast.parse(cell).body
        for line in lines:
            ast.literal_eval(line.value)
        names = [line.targets[0].id if isinstance(line, ast.Assign) else line.target.id for line in lines]
    except (AttributeError, SyntaxError, TypeError, ValueError):
        return  # a cell that does anything else than to set names to literals
    if cell.lstrip().startswith(INJECTED) or known.keys() & names:
        yield from (name for name in names if name not in known)


def number_reader(
    allowed: str, action: str, *, low: float = -math.inf, high: float = math.inf, whole: bool = True
) -> Callable[[Any], Number]:
    """Return what reads a number within limits; a whole number may have no percent sign."""

    def read(value: Any) -> Number:
        number = _number(value, allowed, action)
        if not low <= number <= high or (whole and number.denominator != 1):
            raise Unreadable(allowed, action)
        if whole and str(value).strip().endswith("%"):
            raise Unreadable(allowed, action)
        return int(number) if whole else number

    return read


def read_month(value: Any, year: Any = None) -> str:
    """Read a month as `2031-05`: from 2031-05, 2031-05-31, maj 2031, maj or 5 of the year that is given."""
    found = MONTH.fullmatch(" ".join(str(value).strip().lower().split()))
    name = (found["name"] or found["number"]) if found else ""
    names = {month: number for number, month in enumerate(MONTHS, start=1)}
    number = int(name) if name.isdecimal() else names.get(name[:3], 0)
    of = (found["year"] or found["of"] or year) if found else None
    example = f"skriv till exempel {year or 2031}-05 eller maj"
    if isinstance(value, bool) or not 1 <= number <= 12 or of is None:
        raise Unreadable("en månad", example)
    if year is not None and str(of) != str(year):
        raise Unreadable(f"en månad under {year}", example)
    return f"{of}-{number:02d}"


def read_day(value: Any) -> str:
    """Read a day as `2031-12-31`; no text is no day."""
    text = str(value or "").strip()
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return read_date(text).isoformat() if text and not isinstance(value, bool) else ""


def read_share(value: Any) -> Fraction:
    """Read a share from 0 to 1: 0.35, `0,35`, `35 %` or `1/3`."""
    allowed, action = "en andel från 0 till 1", "skriv till exempel 0,35 eller 35 %"
    if isinstance(value, str) and RATIO.fullmatch(value.strip()):
        value = Fraction(value.strip())
    percent = SHARE.fullmatch(value.strip()) if isinstance(value, str) else None
    share = _number(percent[1], allowed, action) / 100 if percent else _number(value, allowed, action)
    if not 0 <= share <= 1:
        raise Unreadable(
            allowed, f"menade du {value} %?" if 1 < share <= 100 and "%" not in str(value) else action
        )
    return share


def optional(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return what reads a value, or leaves a text with nothing in it."""
    return lambda value: "" if value == "" else read(value)


def read_flag(value: Any) -> bool:
    """Read yes or no: True, 1, `ja`, `true`, `sant`, and what is against them."""
    text = str(value).strip().lower()
    try:
        return read_boolean(YES_AND_NO.get(text, text))
    except Unreadable:
        raise Unreadable("ja eller nej", "skriv ja, nej, true eller false") from None


def read_words(value: Any) -> str:
    """Read a text; of a number that papermill made of one, its digits."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise Unreadable("text", "skriv den inom citattecken")
    return str(value).strip()


def read_code(value: Any) -> str:
    """Read a municipality's name or code; papermill takes the zeros away that a code begins with."""
    return f"{value:04d}" if type(value) is int and value >= 0 else read_words(value)


def _number(value: Any, allowed: str, action: str) -> Fraction:
    if isinstance(value, bool) or value is None:
        raise Unreadable(allowed, action)
    if isinstance(value, int | Fraction):
        return Fraction(value)
    try:
        # A small float is written with an exponent, which no person writes.
        return read_number(format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value))
    except Unreadable:
        raise Unreadable(allowed, action) from None


read_year = number_reader("ett årtal", "skriv till exempel 2031", low=1900, high=2099)
read_kronor = number_reader("hela kronor, minst 0", "skriv till exempel 10 000", low=0)
read_years = number_reader("ett antal år, från 0 till 20", "skriv till exempel 4", low=0, high=20)
read_whole = number_reader("ett heltal", "skriv till exempel 10 000")
read_decimal = number_reader("ett tal", "skriv till exempel 2,5", whole=False)
read_positive = number_reader("ett heltal, minst 1", "skriv till exempel 10", low=1)
read_seconds = number_reader("sekunder, minst 1", "skriv till exempel 600", low=1, whole=False)
read_percent = number_reader(
    "procent, från -100 till 100", "skriv till exempel 2,5", low=-100, high=100, whole=False
)

# How a value is read, and what it is called in messages.
Kind = tuple[Callable[..., Any], str]
TYPES: dict[type, Kind] = {
    bool: (read_flag, "ja eller nej"),
    int: (read_whole, "heltal"),
    float: (read_decimal, "tal"),
    str: (read_words, "text"),
}
KINDS: dict[str, Kind] = {
    "year": (read_year, "årtal"),
    "through": (read_month, "månad"),
    "population_date": (read_day, "dag"),
    "date": (read_day, "dag"),
    "minutes": (read_flag, "ja eller nej"),
    "equal_share": (read_share, "andel"),
    "key": (read_words, "text"),
    "newcomer": (read_words, "kommun"),
    "new_service": (read_words, "tjänst"),
    "among": (read_code, "kommuner"),
    "max_change": (optional(read_share), "andel"),
    "years": (read_years, "antal år"),
    "beside": (read_words, "filer"),
    "percent": (read_percent, "procent"),
    "floor": (read_kronor, "kronor"),
    "cap": (read_kronor, "kronor"),
    "step": (optional(read_positive), "kronor"),
    "jobs": (read_positive, "antal"),
    "time_limit": (lambda value: float(read_seconds(value)), "sekunder"),
    "keep": (read_flag, "ja eller nej"),
    "municipality": (read_code, "kommun"),
    "data": (read_words, "mapp"),
    "services": (read_words, "text"),
    "also": (read_code, "kommuner"),
    "without": (read_code, "kommuner"),
    "series": (read_words, "text"),
    "name": (read_words, "text"),
    "file": (read_words, "fil"),
}
