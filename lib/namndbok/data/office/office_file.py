"""A file that somebody has, read into grids by what it holds: a workbook, a SIE file, or text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from namndbok.data.files import read_text, split_rows
from namndbok.data.office.container import open_office_file
from namndbok.data.office.encoding import refused
from namndbok.data.office.grid import Grid, rectangle
from namndbok.data.office.sie import read_sie
from namndbok.data.office.spreadsheet import read_workbook
from namndbok.errors import InvalidData

# Separators, and the least share of lines that each must part: prose is full of commas.
SEPARATORS = {";": 0.3, "\t": 0.3, "|": 0.3, ",": 0.6}
# Excel's own first line, which tells the separator and is no row.
TOLD = re.compile(r'"?sep=(.)"?\n', re.IGNORECASE)
# Columns of a table pasted as text.
GAP = re.compile(r"\t| {2,}")
SAMPLE_LINES, COMMA = 200, 1.5


def read_grids(path: Path, encoding: str | None = None) -> list[Grid]:
    """Read the sheets of a workbook, or a text or SIE file, as grids of what was saved.

    `encoding` answers `AmbiguousEncoding`. Raises that, or `InvalidData` for a file that is hostile, broken,
    locked, too large, of another kind or without content.
    """
    content, kind = open_office_file(path, "grid")
    match kind:
        case "text":
            grids = [_text_grid(path, encoding)]
        case "sie":
            grids = read_sie(path, encoding)
        case _:
            grids = read_workbook(content, path.name)
    if filled := [grid for grid in grids if grid.rows]:
        return filled
    raise refused(path.name, "no_cells")


def _text_grid(path: Path, encoding: str | None) -> Grid:
    text = read_text(path, path.name, encoding)
    told = TOLD.match(text)
    text = text[told.end() :] if told else text
    separator = told[1] if told else _separator(text)
    if separator:
        try:
            return Grid(path.name, "", rectangle(path.name, _every_row(text, separator, path.name)))
        except InvalidData:
            if separator != "\t" or '"' not in text:
                raise
    lines = (GAP.split(line.rstrip()) for line in text.split("\n"))
    return Grid(path.name, "", rectangle(path.name, ([cell.strip() for cell in line] for line in lines)))


def _separator(text: str) -> str | None:
    """Return the separator that gives most lines the same number of cells; None where none does."""
    lines = [line for line in text[: SAMPLE_LINES * 1000].split("\n")[:SAMPLE_LINES] if line.strip()]
    alike: dict[str, int] = {}
    for mark, share in SEPARATORS.items():
        widths = Counter(len(re.sub(r'"[^"]*"', "", line).split(mark)) for line in lines)
        del widths[1]
        if widths.total() >= share * len(lines) and widths and max(widths.values()) * 2 >= widths.total():
            alike[mark] = max(widths.values())
    # A decimal comma stands on as many lines as a separator does.
    return max(alike, key=lambda mark: alike[mark] / (COMMA if mark == "," else 1), default=None)


def _every_row(text: str, separator: str, name: str) -> Iterator[Sequence[str]]:
    """Yield the rows of a delimited text, empty ones as well, so that each keeps its number."""
    number = 0
    for row in split_rows(text, separator, name):
        yield from ([] for _ in range(number + 1, row.number))
        number = row.number
        yield row.cells
