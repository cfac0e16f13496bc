"""What a cell must fulfil beyond its type, and what the cells of one row must fulfil together."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from namndbok.data.cells import Unreadable, Value
from namndbok.data.schema import Field, TableSchema, known_patterns
from namndbok.errors import Fault, closest, quoted
from namndbok.swedish import Number, plain

Record = Mapping[str, Value | None]
SOURCE = "kontrollera värdet mot källan"


def check_value(column: Field, value: Any) -> None:
    """Hold a value against its column's constraints; raises `Unreadable`."""
    for name, limit in column.constraints.items():
        match name:
            case "enum" if value not in limit:
                words = column.labels
                codes = ", ".join(f"{code} ({words[code]})" if code in words else code for code in limit)
                raise Unreadable(f"något av {codes}", _closest_code(column, value))
            case "minimum" if value < _exact(limit):
                raise Unreadable(f"minst {plain(_exact(limit))}", SOURCE)
            case "maximum" if value > _exact(limit):
                raise Unreadable(f"högst {plain(_exact(limit))}", SOURCE)
            case "pattern" if not re.fullmatch(limit, value):
                raise Unreadable(known_patterns()[limit], _with_zeros(limit, value))


@cache
def _exact(limit: int | float | str) -> Number:
    exact = Fraction(str(limit))
    return int(exact) if exact.denominator == 1 else exact


def _closest_code(column: Field, value: str) -> str:
    codes = {code: code for code in column.constraints["enum"]}
    code = closest(value, {word: code for code, word in column.labels.items()} | codes)
    return f"menade du {code}?" if code else "välj ett av värdena"


def _with_zeros(pattern: str, value: str) -> str:
    for longer in ("0" + value, "00" + value):
        if value.isdigit() and re.fullmatch(pattern, longer):
            return f"menade du {longer}? Excel tar bort nollor i början"
    return "jämför med raderna ovanför"


def check_row(schema: TableSchema, number: int, record: Record) -> Iterator[Fault]:
    """Yield a fault for a cell that is empty though another needs it, and for a date of another year."""
    for column in schema.linked:
        value, year = record.get(column.name), record.get(column.within)
        for other in column.needs if value is not None else ():
            if record.get(other, "") is None:
                allowed = f"ett värde när {column.name} har ett"
                action = f"fyll i {other}, eller töm {column.name}"
                yield Fault(schema.path, number, other, "en tom ruta", allowed, action)
        if isinstance(value, date) and year is not None and value.year != year:
            action = "rätta datumet eller året, så att raden hör till ett enda år"
            yield Fault(schema.path, number, column.name, quoted(str(value)), f"en dag under {year}", action)
