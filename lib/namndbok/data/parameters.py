"""Read what a notebook or a command is given, as people write it: years, months, kronor, shares, yes or no.

A parameter means the same in every notebook and command, so its kind follows from its name, in
`parameters.json`; one that only an analyst's own notebook has is read as the type of its default. Papermill
makes numbers and truth values of what looks like them and leaves the rest as text; both are read alike.
"""

import ast
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

from namndbok.data.cells import FALSE, MONTHS, TRUE, Unreadable, read_date, read_number
from namndbok.errors import InvalidParameter, closest, quoted
from namndbok.swedish import Number

# How papermill begins the cell that it adds.
INJECTED = "# Parameters"
MONTH = re.compile(
    r"(?:(?P<year>\d{4})-(?P<number>\d{1,2})(?:-\d{1,2})?|(?P<name>[a-zåäö]+\.?|\d{1,2})(?: (?P<of>\d{4}))?)"
)
RATIO = re.compile(r"\d+/[1-9]\d*", re.ASCII)


@dataclass(frozen=True)
class Kind:
    """A kind of parameter: what reads it, what messages call it, what is allowed, and what to do otherwise.

    An `optional` one may be left as "". `whole` numbers have no decimals and no percent sign.
    """

    read: str
    word: str
    allowed: str = ""
    action: str = ""
    low: float = -math.inf
    high: float = math.inf
    whole: bool = True
    optional: bool = False


_SETTINGS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
_ALL = {name: Kind(**settings) for name, settings in _SETTINGS["kinds"].items()}
KINDS = {name: _ALL[kind] for name, kind in _SETTINGS["names"].items()}
TYPES = {type_name: _ALL[kind] for type_name, kind in _SETTINGS["types"].items()}


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
        listed = ", ".join(f"{name} ({kind.word})" if kind.word else name for name, kind in kinds.items())
        raise InvalidParameter("\n".join([*faults, f"Det finns: {listed or 'inga'}."]))
    return values


def read_option(option: str, value: Any, year: Any = None, *, kind: str = "") -> Any:
    """Read what was typed for a command's option as the parameter of that name, or of the one that is named.

    Raises `InvalidParameter`.
    """
    return _read(KINDS[kind or option.removeprefix("--").replace("-", "_")], option, value, year)


def json_value(value: Any) -> Any:
    """Return a value as JSON and papermill have it, which is read as the same value again."""
    if not isinstance(value, Fraction):
        return value
    return float(value) if Fraction(repr(float(value))) == value else str(value)


def _kind_like(default: Any) -> Kind:
    """Return the kind of a parameter that is known by its default alone; None is no default."""
    name = "" if default is None else type(default).__name__
    return TYPES.get(name) or Kind("same", name, f"av typen {name}", "ändra den i arbetsboken")


def _read(kind: Kind, place: str, value: Any, year: Any) -> Any:
    """Read a value; `InvalidParameter` says what it should be. A month may leave out its year."""
    try:
        return "" if kind.optional and value == "" else READERS[kind.read](value, kind, year)
    except (Unreadable, ValueError) as error:
        reason = error if isinstance(error, Unreadable) else kind
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


# Readers raise `Unreadable`, or ValueError where their kind says all that is to be said.


def _exact(value: Any) -> Fraction:
    if type(value) in (int, Fraction):
        return Fraction(value)
    try:
        # A small float is written with an exponent, which no person writes.
        return read_number(format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value))
    except Unreadable:
        raise ValueError(value) from None


def _number(value: Any, kind: Kind, _year: Any) -> Number:
    number = _exact(value)
    is_whole = number.denominator == 1 and not str(value).strip().endswith("%")
    if not kind.low <= number <= kind.high or (kind.whole and not is_whole):
        raise ValueError(value)
    return int(number) if kind.whole else number


def _share(value: Any, kind: Kind, _year: Any) -> Fraction:
    """Read a share from 0 to 1: 0.35, `0,35`, `35 %` or `1/3`."""
    text = str(value).strip()
    if text.endswith("%"):
        share = _exact(text.removesuffix("%").strip()) / 100
    else:
        share = Fraction(text) if RATIO.fullmatch(text) else _exact(value)
        if 1 < share <= 100:
            raise Unreadable(kind.allowed, f"menade du {value} %?")
    if not 0 <= share <= 1:
        raise ValueError(value)
    return share


def _month(value: Any, _kind: Kind, year: Any) -> str:
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


def _day(value: Any, _kind: Kind, _year: Any) -> str:
    """Read a day as `2031-12-31`; no text is no day."""
    text = re.sub(r"(\d{4})(\d\d)(\d\d)", r"\1-\2-\3", str(value or "").strip())
    return read_date(text).isoformat() if text and not isinstance(value, bool) else ""


def _flag(value: Any, _kind: Kind, _year: Any) -> bool:
    """Read yes or no: True, 1, `ja`, `true`, `sant`, and what is against them."""
    text = str(value).strip().lower()
    if text not in TRUE + FALSE:
        raise ValueError(value)
    return text in TRUE


def _text(value: Any, kind: Kind, _year: Any) -> str:
    """Read a text; of a number that papermill made of one, its digits, and the zeros of a code."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise Unreadable("text", "skriv den inom citattecken")
    is_short = kind.read == "code" and isinstance(value, int) and value >= 0
    return f"{value:04d}" if is_short else str(value).strip()


def _same(value: Any, kind: Kind, _year: Any) -> Any:
    if kind.word not in ("", type(value).__name__):
        raise ValueError(value)
    return value


READERS: Mapping[str, Callable[[Any, Kind, Any], Any]] = {
    "number": _number,
    "seconds": lambda *given: float(_number(*given)),
    "share": _share,
    "month": _month,
    "day": _day,
    "flag": _flag,
    "text": _text,
    "code": _text,
    "same": _same,
}
