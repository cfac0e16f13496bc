"""What a spreadsheet's formula comes to, so that every formula that is written has its value beside it.

The operators and functions are those that our own workbooks use. A cell is a number, a text or None where it
is empty, a range an array; everything is computed in floats, as spreadsheets do.
"""

import math
import operator
import re
from collections import deque
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

TOKEN = re.compile(r"""\s*("[^"]*"|(?:'[^']+'!|\w+!)?[$A-Z]+[$0-9]+(?::[$A-Z0-9]+)?|[\d.]+|\w+|<>|<=|>=|.)""")
# By how loosely they bind, the loosest first.
OPERATORS: tuple[Mapping[str, Callable[[Any, Any], Any]], ...] = (
    {
        "=": operator.eq,
        "<>": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    },
    {"+": operator.add, "-": operator.sub},
    {"*": operator.mul, "/": np.divide},
)


def _rounded(number: float, decimals: float) -> float:
    """Round a half away from zero, by the fifteen digits that a spreadsheet has."""
    return float(Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP))


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "ABS": abs,
    "AND": lambda *tests: all(tests),
    "FALSE": lambda: False,
    "IF": lambda test, then, otherwise: then if test else otherwise,
    "IFERROR": lambda value, otherwise: otherwise if np.isnan(value) else value,
    "INDEX": lambda column, place: column[int(place) - 1],
    "INT": np.floor,
    "LOWER": str.lower,
    "MATCH": lambda value, column, _: np.flatnonzero(column == value)[0] + 1,
    "MAX": max,
    "MIN": min,
    "N": lambda value: value or 0,
    "NA": lambda: "#N/A",
    "NOT": operator.not_,
    "OR": lambda *tests: any(tests),
    "ROUND": _rounded,
    "ROUNDUP": lambda number, _: math.ceil(number),
    "SMALL": lambda column, place: np.sort(np.append(column, np.nan))[int(place) - 1],
    "SUM": np.sum,
    "SUMPRODUCT": lambda *columns: np.sum(np.prod(columns, axis=0)),
    "TRIM": str.strip,
}


def value_of(formula: str, look_up: Callable[[str], Any]) -> Any:
    """Compute a formula, without its equals sign; `look_up` returns a cell or a range of cells by name."""
    tokens = deque([*TOKEN.findall(formula), ""])

    def joined(level: int = 0) -> Any:
        if level == len(OPERATORS):
            return term()
        value, empty = joined(level + 1), 0 if level else ""
        while tokens[0] in OPERATORS[level]:
            operation, other = OPERATORS[level][tokens.popleft()], joined(level + 1)
            value = operation(*(empty if side is None else side for side in (value, other)))
        return value

    def term() -> Any:
        token = tokens.popleft()
        if token == "(":
            value = joined()
            tokens.popleft()
            return value
        if token in FUNCTIONS and tokens[0] == "(":
            terms = []
            while tokens.popleft() != ")":
                if tokens[0] != ")":
                    terms.append(joined())
            return FUNCTIONS[token](*terms)
        if token.startswith('"'):
            return token[1:-1]
        return float(token) if token[0].isdigit() else look_up(token)

    with np.errstate(divide="ignore", invalid="ignore"):
        return joined()
