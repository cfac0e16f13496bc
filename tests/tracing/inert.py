"""List the cells that change no figure, with the reason: by column where no cell does, else row by row."""

import json
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

from namndbok.data.load import Data, load_data
from namndbok.swedish import listing
from planting.board import REAL
from tracing.change import Cell, Computed, cells, changes, compute, value_of

# Facts of the largest, smallest or middle of others rest on all of them, also those that move nothing now.
EXTREMES = {"det största av riskvärdena", "den lägsta andelen", "medianen av kommunernas avgift per invånare"}
PAGE = Path("docs/inert.md")
REASONS = Path(__file__).with_name("inert.json")
TEXT = """# Uppgifter som inte ändrar någon siffra

Den här sidan skrivs av `PYTHONPATH=lib:tests python -m tracing` och ändras inte för hand.

Varje uppgift i tabellerna ändras lite, en i taget, så som inläsningen tillåter: ett mer eller ett mindre, en
annan dag, en annan kod, en annan hänvisning eller en tom ruta. Sedan räknas alla siffror för {years} om. En
siffra som ändras ska ha uppgiftens rad bland det som den är räknad ur, direkt eller genom andra siffror;
`make bench` prövar det för alla uppgifter, testerna för 300. En siffra som tillkommer eller försvinner gör
det med sin grupp: ett år, en period, en modell. Här står de uppgifter som inte ändrar någon siffra.

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


def live_cells(data: Data, years: list[int], chosen: list[Cell]) -> dict[Cell, bool | None]:
    """Tell for each cell whether it changes a figure; None for one that cannot be changed alone.

    The last year is tried first, and the others only where nothing has changed in it.
    """
    before = {year: compute(data, [year]) for year in sorted(years, reverse=True)}
    found: dict[Cell, bool | None] = {}
    for cell in chosen:
        others = list(changes(data, cell))
        pairs = ((year, changed) for year in before for changed in others)
        found[cell] = any(differs(before[year], compute(changed, [year])) for year, changed in pairs)
        found[cell] = found[cell] if others else None
    return found


def differs(before: Computed, after: Computed) -> bool:
    """Tell whether any fact came, went or has another value."""
    return any(value_of(before, key) != value_of(after, key) for key in {**before, **after})


def write_page() -> str:
    """Return the whole page as Markdown; takes some ten minutes."""
    data = load_data(REAL)
    years = sorted(set(data["budget"]["year"]) & set(data.years_with_outcome))
    known = cells(data)
    dead = [cell for cell in known if reason_of(column_of(cell))]
    live = live_cells(data, years, [cell for cell in known if cell not in set(dead)])
    inert = [cell for cell, changes_figure in live.items() if changes_figure is False]
    return TEXT.format(
        years=listing([*map(str, years)]),
        total=len(known),
        live=sum(value is True for value in live.values()),
        inert=len(dead) + len(inert),
        refused=sum(value is None for value in live.values()),
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
