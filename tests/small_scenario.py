"""The invented board's costs, small enough to be split in the head.

Inhabitants before 2031: Alvik 100, Bergsta 200, Ödeby 300. Fees of 2031: meters 100 + 100 + 200 = 400,
laboratory 130 + 110 + 0 = 240.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from boards import invented_board
from namndbok.data.load import Data, load_data
from namndbok.proposals.scenario import Baseline, Redistribution, Scenario, read_scenario, redistribute

STARTS: dict[int, Baseline] = {}
HOSTILE = [
    "=cmd()|' /C calc'!A0",
    "+46",
    "-1+2",
    "@SUM(A1)",
    "a&b<c>\"d'",
    "\t=1",
    "abc\u202efdp\ue000",
    "x" * 60,
]


def small_board(folder: Path) -> Data:
    """Load the invented board."""
    return load_data(invented_board(folder))


def scenario_of(data: Data, **given: Any) -> Scenario:
    """Read a scenario of the meters, half alike, in whole kronor, unless something else is given."""
    usual = {"services": ["meters"], "key": "50 % lika + invånare", "step": 1}
    return read_scenario(start_of(data), usual | given, lambda name: f"parametern {name}")


def start_of(data: Data) -> Baseline:
    """Return the invented board's year, once for each data."""
    return STARTS.setdefault(id(data), Baseline(data, 2031))


def redistribution_of(data: Data, **given: Any) -> Redistribution:
    """Compute such a scenario."""
    return redistribute(start_of(data), scenario_of(data, **given))


def hostile_names(board: Data) -> Data:
    """Give municipalities and services names that a spreadsheet might take for formulas."""
    tables = dict(board.tables)
    for name, texts in (("municipalities", HOSTILE[:3]), ("fee_components", HOSTILE[3:])):
        table = tables[name].copy()
        table["name"] = texts[: len(table)]
        tables[name] = table
    return replace(board, tables=tables)
