"""What a cell must fulfil beyond its type, and what the cells of one row must fulfil together."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from namndbok.data.cells import Unreadable, Value
from namndbok.data.schema import Field, TableSchema
from namndbok.errors import Fault, closest, quoted
from namndbok.swedish import Number, plain

Record = Mapping[str, Value | None]

SOURCE = "kontrollera värdet mot källan"

PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "små bokstäver a-z, siffror och bindestreck mellan orden",
    r"^[0-9]{4}$": "fyra siffror",
    r"^[0-9]{4}/[0-9]+(-[0-9.]+)?$": "ett ärendenummer som 2031/7-1.2",
    r"^[a-z][a-z0-9_]*(\.[a-z0-9_-]+)+$": "id för ett faktum, ord med punkt emellan som economy.result",
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$": "ett klockslag som 09:30",
    r"^[0-9A-Fa-f]{64}$": "en kontrollsumma: 64 tecken 0-9 och a-f",
    r"^[0-9a-f]{64}$": "en kontrollsumma: 64 tecken 0-9 och a-f, små bokstäver",
    r"^§ [0-9]+[a-z]?$": "en paragraf som § 12",
    r"^[0-9]{4}-(0[1-9]|1[0-2])$": "år och månad som 2031-05",
}
# Where the first column has a value, the others must have one too: alone it cannot be understood.
TOGETHER = {
    "answers": {"answer": ("role", "date")},
    "goals": {"threshold": ("operator", "unit"), "operator": ("threshold",)},
    "goal_reviews": {"measured": ("measured_unit",)},
    "initiative_programs": {"joined": ("of",)},
    "service_status": {"users": ("of",)},
}
# The day that ends a period lies in the row's own year; otherwise the row would belong to no report.
ENDS = {"explanations": "through", "forecast": "as_of", "goal_reviews": "through", "outcome": "through"}


def check_value(column: Field, value: Any) -> None:
    """Hold a value against its column's constraints; raises `Unreadable`."""
    for name, limit in column.constraints.items():
        match name:
            case "enum" if value not in limit:
                listed = ", ".join(_named(column, one) for one in limit)
                raise Unreadable(f"något av {listed}", _closest(column, value))
            case "minimum" if value < _exact(limit):
                raise Unreadable(f"minst {plain(_exact(limit))}", SOURCE)
            case "maximum" if value > _exact(limit):
                raise Unreadable(f"högst {plain(_exact(limit))}", SOURCE)
            case "pattern" if not re.fullmatch(limit, value):
                raise Unreadable(PATTERNS.get(limit, f"text efter mönstret {limit}"), _padded(limit, value))


@cache
def _exact(limit: int | float | str) -> Number:
    exact = Fraction(str(limit))
    return int(exact) if exact.denominator == 1 else exact


def _named(column: Field, value: Value) -> str:
    return f"{value} ({column.labels[value]})" if value in column.labels else str(value)


def _closest(column: Field, value: Value) -> str:
    words = {str(one): str(one) for one in column.constraints["enum"]}
    close = closest(str(value), {word: one for one, word in column.labels.items()} | words)
    return f"menade du {close}?" if close else "välj ett av värdena"


def _padded(pattern: str, value: str) -> str:
    for longer in ("0" + value, "00" + value):
        if value.isdigit() and re.fullmatch(pattern, longer):
            return f"menade du {longer}? Excel tar bort nollor i början"
    return "jämför med raderna ovanför"


def check_row(schema: TableSchema, number: int, record: Record) -> Iterator[Fault]:
    """Yield a fault for a cell that is empty though another needs it, and for a period of another year."""
    for first, others in TOGETHER.get(schema.name, {}).items():
        for other in others:
            if record.get(first) is not None and record.get(other, "") is None:
                allowed, action = f"ett värde när {first} har ett", f"fyll i {other}, eller töm {first}"
                yield Fault(schema.path, number, other, "en tom ruta", allowed, action)
    column = ENDS.get(schema.name, "")
    end, year = record.get(column), record.get("year")
    if isinstance(end, date) and year is not None and end.year != year:
        action = "rätta datumet eller året, så att raden hör till ett enda år"
        yield Fault(schema.path, number, column, quoted(str(end)), f"en dag under {year}", action)
