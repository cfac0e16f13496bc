"""List the cells that change no figure, with the reason: by column where no cell does, else row by row."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from namndbok.data.load import Data
from namndbok.swedish import listing
from planting.edit import faults, without
from tracing.change import Cell, Key, cells, changes, compute, declarations, effects
from tracing.reach import read_cells

# What is chosen among others rests on all of them, also those that move nothing now: formulas of such facts.
CHOSEN = {
    "det största av riskvärdena",
    "den lägsta andelen",
    "medianen av kommunernas avgift per invånare",
    "avgifter som modellen ger på kronan",
    "ur den modell, av dem som ger avgifterna, som är enklast att säga",
}
PAGE = Path("docs/inert.md")
REASONS = Path(__file__).with_name("inert.json")
TEXT = """# Uppgifter som inte ändrar någon siffra

Den här sidan skrivs av `PYTHONPATH=lib:tests python -m tracing` och ändras inte för hand.

Varje uppgift i tabellerna ändras lite, en i taget, så som inläsningen tillåter: ett mer eller ett mindre, en
annan dag, en annan kod, en annan hänvisning eller en tom ruta. Sedan räknas alla siffror för {years} om. En
siffra som ändras ska ha uppgiftens rad bland det som den är räknad ur, direkt eller genom andra siffror;
`make bench` prövar det för alla uppgifter, testerna för 300. En siffra som tillkommer eller försvinner gör
det med sin grupp: ett år, en period, en modell. Här står de uppgifter som inte ändrar någon siffra.

Åt andra hållet prövas att varje rad och siffra som en siffra säger sig vara räknad ur kan ändra den. En rad
som andra hänvisar till tas då bort med dem. Det som väljs bland flera vilar på alla, också dem som inte
ändrar något nu: det största, minsta och mellersta av flera tal, och den enklaste av de modeller som ger
avgifterna.

{total} uppgifter har ett värde. Av dem ändrar {live} en siffra, och {inert} gör det inte. {refused} kan inte
ändras för sig, eftersom inläsningen vägrar; de flesta är nycklar som andra rader hänvisar till.

## Hela kolumner, med skälet

{columns}

## Enstaka uppgifter i kolumner som annars ändrar siffror

De här raderna gäller något som ingen siffra för {years} räknar med: ett annat år, en dag som inte används,
ett mål som inte har bedömts, eller en rad som en annan redan gör onödig. Rader inom parentes.

{rows}
"""


def reason_of(column: str) -> str:
    """Return why no cell of a column such as `goals.text` changes a figure; nothing if some are to."""
    reasons = json.loads(REASONS.read_text(encoding="utf-8"))
    found = (reason for reason, names in reasons.items() for name in names if fnmatch(column, name))
    return next(found, "")


@dataclass(frozen=True)
class Trace:
    """What all changed cells and left out rows did to the facts of some years.

    `live` tells for each cell whether it changes a figure, None for one that cannot be changed alone;
    `undeclared` are figures that changed without naming the row, `dead` the rows and figures that a figure
    names and that nothing changes it by.
    """

    live: Mapping[Cell, bool | None]
    undeclared: frozenset[tuple[Cell, Key]]
    dead: frozenset[tuple[Key, str]]


def trace(data: Data, years: Sequence[int]) -> Trace:
    """Change every cell in every way that loading takes, and leave every row out; takes a quarter of an hour.

    Cells that the facts of a year do not read are left as they are.
    """
    before, known = compute(data, years), cells(data)
    reach: dict[int, frozenset[Cell]] = {}
    for year in years:
        read = read_cells(data, year)
        tables = {cell.table for cell in read}
        rows = {Cell(cell.table, cell.row, "") for cell in known if cell.table in tables}
        reach[year] = read | rows
    live = {cell: None if next(changes(data, cell), None) is None else False for cell in known}
    rows = dict.fromkeys(Cell(cell.table, cell.row, "") for cell in known)
    # A row that others refer to is left out with them: that tells only whether anything rests on it.
    with_others = {row for row in rows if next(faults(without(data, row.table, row.row), data), None)}
    ways = {cell: changes(data, cell) for cell in known} | {row: _left_out(data, row) for row in rows}
    reached = frozenset().union(*reach.values())
    tried = ((cell, changed) for cell, others in ways.items() if cell in reached for changed in others)
    undeclared, moved = set(), set()
    for effect in effects(data, years, tried, reach):
        if effect.cell.column and effect.changed:
            live[effect.cell] = True
        if effect.cell not in with_others:
            undeclared |= {(effect.cell, key) for key in effect.undeclared}
        moved |= {(key, effect.cell.id) for key in effect.changed}
        moved |= {
            (key, name)
            for key in effect.changed & before.keys()
            for name in before[key][0].facts
            if (key[0], name) in effect.changed
        }
    dead = frozenset(pair for pair in declarations(before) if pair not in moved)
    dead = frozenset((key, name) for key, name in dead if before[key][0].formula not in CHOSEN)
    return Trace(live, frozenset(undeclared), dead)


def _left_out(data: Data, row: Cell) -> Iterator[Data]:
    """Yield the data without a row and all that refers to it."""
    names = {table.path: name for name, table in data.package.tables.items()}
    rest = without(data, row.table, row.row)
    while lost := {(names[fault.file], fault.row) for fault in faults(rest, data)}:
        for table, number in lost:
            rest = without(rest, table, number)
    yield rest


def traced_years(data: Data) -> list[int]:
    """List the years that have both budget and outcome."""
    return sorted(set(data["budget"]["year"]) & set(data.years_with_outcome))


def write_page(data: Data, years: Sequence[int], live: Mapping[Cell, bool | None]) -> str:
    """Return the page of the cells that change nothing, as Markdown."""
    dead = [cell for cell in live if reason_of(column_of(cell))]
    others = {cell: changes_figure for cell, changes_figure in live.items() if cell not in set(dead)}
    inert = [cell for cell, changes_figure in others.items() if changes_figure is False]
    return TEXT.format(
        years=listing([*map(str, years)]),
        total=len(live),
        live=sum(value is True for value in others.values()),
        inert=len(dead) + len(inert),
        refused=sum(value is None for value in others.values()),
        columns="\n\n".join(_columns(dead)),
        rows="\n".join(_rows(inert)),
    )


def column_of(cell: Cell) -> str:
    """Name a cell's column with its table."""
    return f"{cell.table}.{cell.column}"


def _columns(dead: list[Cell]) -> list[str]:
    counts = Counter(map(column_of, dead))
    by_reason: dict[str, list[str]] = {}
    for name, count in counts.items():
        by_reason.setdefault(reason_of(name), []).append(f"`{name}` ({count})")
    return [f"{reason} Uppgifter inom parentes: {listing(names)}." for reason, names in by_reason.items()]


def _rows(inert: list[Cell]) -> list[str]:
    by_column: dict[str, list[str]] = {}
    for cell in inert:
        by_column.setdefault(column_of(cell), []).append(str(cell.row))
    return [f"- `{name}` ({', '.join(rows)})" for name, rows in by_column.items()]
