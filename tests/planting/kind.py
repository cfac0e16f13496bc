"""What a kind of error is, and how one is registered."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import pandas as pd

from namndbok.data.load import Data
from planting.edit import put


@dataclass(frozen=True)
class Planted:
    """A changed copy of some data, the rows that are changed, gone or new, and others that it is about."""

    data: Data
    rows: tuple[str, ...]
    about: tuple[str, ...] = ()


Plant = Callable[[Data, int, Random], Planted | None]


@dataclass(frozen=True)
class Kind:
    """A kind of error: what it is called and which of its places no check can tell (both in Swedish)."""

    id: str
    name: str
    missed: str
    plant: Plant


KINDS: dict[str, Kind] = {}


def kind(id: str, name: str, missed: str = "") -> Callable[[Plant], Plant]:
    """Register a function that plants one error at a random place, or returns None where there is none."""

    def register(function: Plant) -> Plant:
        KINDS[id] = Kind(id, name, missed, function)
        return function

    return register


def choose(random: Random, rows: pd.DataFrame) -> tuple[int, pd.Series] | None:
    """Return one row at random with its number, or None where there are none."""
    if rows.empty:
        return None
    number = random.choice(list(rows.index))
    return number, rows.loc[number]


def rewrite(data: Data, table: str, chosen: tuple[int, pd.Series] | None, **cells: Any) -> Planted | None:
    """Change cells of a chosen row, if there is one."""
    return chosen and Planted(put(data, table, chosen[0], **cells), ids(table, chosen[0]))


def ids(table: str, *numbers: int) -> tuple[str, ...]:
    """Name rows of a table as findings do."""
    return tuple(f"{table}:{number}" for number in numbers)
