"""Tables pasted out of minutes as lines of text: a line becomes cells where it can mean one row only."""

import re
from collections.abc import Iterator, Sequence

from namndbok.data.cells import MINUS, SPACES
from namndbok.data.intake.vocabulary import VOCABULARY, compact
from namndbok.data.office.grid import Grid

ATTENDANCE = re.compile(
    r"\W*((?:19|20)\d\d-\d\d-\d\d|\d{1,2} [a-z]+ \d{4}):?,?\s+(\d+) av (\d+)\b.*", re.IGNORECASE
)
ATTENDANCE_HEADS = ["Datum", "Närvarande", "Möjliga"]
AMOUNTS = re.compile(r"(\D*?[^\d\s-])\s+(-?\d[\d -]*)")
HEADS = {compact(name) for names in VOCABULARY["heads"].values() for name in names} | {*VOCABULARY["results"]}


class PastedGrid(Grid):
    """A grid of lines, whose places are those of the lines."""

    def place(self, row: int, column: int) -> str:
        """Name the line that a cell was read from."""
        return super().place(row, 0)


def parted(grid: Grid) -> Grid:
    """Return a grid whose lines of text are parted into cells; any other grid as it is."""
    rows: list[list[str]] = []
    count, meetings = 0, False
    for row in grid.rows:
        cells = [cell for cell in row if cell]
        line = "  ".join(cells)
        words = line.split() if len(cells) == 1 else []
        if len(cells) == 1 and (meeting := ATTENDANCE.fullmatch(line)):
            title = next((above for above in reversed(rows) if above[0]), [])
            title += [] if meetings else ATTENDANCE_HEADS
            rows.append(["", *meeting.groups()])
            meetings = True
        elif len(words) > 1 and all(compact(word) in HEADS for word in words):
            rows.append(["", *words])
            count = len(words)
        else:
            meetings = meetings and bool(cells)
            rows.append((count and cells and _cells(line, count)) or [*row] or [""])
    changed = count or any(len(row) > max(map(len, grid.rows)) for row in rows)
    return PastedGrid(grid.file, grid.sheet, rows, grid.remarks) if changed else grid


def _cells(line: str, count: int) -> list[str]:
    """Part a line into a name and so many amounts; nothing where that can be done in several ways."""
    named = AMOUNTS.fullmatch(line.translate(SPACES).translate(MINUS).strip())
    if not named:
        return []
    blocks = [block.split() for block in re.split(r"\s{2,}", named[2].strip())]
    ways = list(_ways(blocks, count))
    if len(ways) > 1 and count == len(("income", "cost", "difference")):
        exact = [[int(amount.replace(" ", "")) for amount in way] for way in ways]
        ways = [
            way
            for way, (income, cost, rest) in zip(ways, exact, strict=True)
            if abs(income - cost - rest) <= 1
        ]
    return [named[1], *ways[0]] if len(ways) == 1 else []


def _ways(blocks: Sequence[Sequence[str]], count: int) -> Iterator[list[str]]:
    """Yield the ways in which groups of digits make so many amounts; two spaces part amounts for certain."""
    if not blocks:
        if not count:
            yield []
        return
    (first, *groups), *rest = blocks
    if not re.fullmatch(r"-?\d{1,3}", first):
        return
    for taken in range(len(groups) + 1):
        if taken and len(groups[taken - 1]) != len("000"):
            return
        amount, left = " ".join([first, *groups[:taken]]), groups[taken:]
        yield from ([amount, *way] for way in _ways([left, *rest] if left else rest, count - 1))
