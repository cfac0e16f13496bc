"""Read a finished page: its figures, tables, anchors and links, knowing nothing of how it was made.

A page is whole, and its links lead somewhere.
"""

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from namndbok.verify.reading.html_tree import LEADING, Element, read_tree, write_tree
from namndbok.verify.reading.numerals import read_exact
from namndbok.verify.reading.verdict import (
    Comparisons,
    Mismatch,
    common_length,
    compare,
    expect,
    first_difference,
)

ROW = re.compile(r"[a-z_]+:\d+")
LONGEST_HEADING = 40
DOCTYPE = "<!DOCTYPE html>"
RUNS = re.compile(r"\d{1,7}(?:–\d{1,7})?(?:, \d{1,7}(?:–\d{1,7})?)*$")
LONGEST_RUN = 10_000


@dataclass(frozen=True, eq=False)
class ReadFigure:
    """A `data` element: the fact that it names, its exact value, and the text that a reader sees."""

    element: Element
    fact: str
    value: str
    text: str

    @cached_property
    def target(self) -> str:
        """Return the anchor that the figure leads to."""
        link = self.element.ancestor(*LEADING)
        return link.target if link else ""

    @cached_property
    def entry(self) -> str:
        """Return the anchor of the panel or table row whose first figure this is, if any."""
        entry = self.element.ancestor("div", "tr")
        first = entry is not None and next(entry.descendants("data"), None) is self.element
        return entry.id if entry and first and not ROW.fullmatch(entry.id) else ""

    @property
    def paragraph(self) -> str:
        """Return the paragraph or title around the figure; nothing for a figure in a table or a list."""
        block = self.element.ancestor("p", "h1", "td", "th", "li")
        return block.words if block and block.tag in ("p", "h1") else ""

    @property
    def place(self) -> str:
        """Say where a reader finds the figure."""
        fact = self.fact or self.entry
        source = f"faktum {fact}" if fact else f"raden {self.target}"
        row, table = self.element.ancestor("tr"), self.element.ancestor("table")
        heading = next(row.descendants("th"), None) if row else None
        within_table = f", tabellen {table.id}" if table and table.id else ""
        within_row = f", raden {heading.words[:LONGEST_HEADING]}" if heading else ""
        return f"rad {self.element.line}, {source}{within_table}{within_row}"


@dataclass(frozen=True, eq=False)
class ReadCell:
    """A cell of a table."""

    element: Element

    @cached_property
    def words(self) -> str:
        """Return the words in the cell."""
        return self.element.words

    @cached_property
    def figure(self) -> ReadFigure | None:
        """Return the cell's only figure; None where it has none, or several."""
        figures = [*self.element.descendants("data")]
        return read_figure(figures[0]) if len(figures) == 1 else None

    @cached_property
    def exact(self) -> Fraction | None:
        """Return the exact value of the cell's figure."""
        return read_exact(self.figure.value) if self.figure else None


@dataclass(frozen=True, eq=False)
class ReadRow:
    """A row of a table; `name` is its heading."""

    element: Element
    cells: tuple[ReadCell, ...]
    name: str
    is_total: bool

    def cell(self, column: int) -> ReadCell | None:
        """Return the cell in a column; None where the row is too short."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, eq=False)
class ReadTable:
    """A table with the headings of its columns."""

    id: str
    headings: tuple[str, ...]
    rows: tuple[ReadRow, ...]

    def column(self, heading: str) -> int | None:
        """Return the number of the only column under a heading, whatever its capitals."""
        headings = [text.casefold() for text in self.headings]
        heading = heading.casefold()
        return headings.index(heading) if headings.count(heading) == 1 else None


@dataclass(frozen=True, eq=False)
class ReadPage:
    """A page that has been read; `faults` say where it does not hang together."""

    name: str
    root: Element
    faults: tuple[Mismatch, ...]

    @cached_property
    def figures(self) -> tuple[ReadFigure, ...]:
        """List the figures in order."""
        return tuple(map(read_figure, self.root.descendants("data")))

    @cached_property
    def tables(self) -> tuple[ReadTable, ...]:
        """List the tables in order."""
        return tuple(map(read_table, self.root.descendants("table")))

    @cached_property
    def anchors(self) -> dict[str, Element]:
        """Map anchors to what they stand on."""
        return self.root.anchors()


def read_page(name: str, text: str) -> ReadPage:
    """Read a page; one that is written otherwise than pages are, or has been cut off, has a fault."""
    root = read_tree(text)
    written = DOCTYPE + write_tree(root)
    if written == text:
        return ReadPage(name, root, ())
    place = f"rad {text[: common_length(written, text)].count(chr(10)) + 1}, hur sidan är skriven"
    return ReadPage(name, root, (first_difference(name, place, written, text),))


def read_figure(element: Element) -> ReadFigure:
    """Read a `data` element."""
    fact, value = (element.attributes.get(name, "") for name in ("data-fact", "value"))
    return ReadFigure(element, fact, value, element.text.strip())


def read_table(element: Element) -> ReadTable:
    """Read a table; the first row of its head gives the headings."""
    rows = [_read_row(row) for row in element.descendants("tr")]
    heads = [row for row in rows if row.element.ancestor("thead")]
    headings = tuple(cell.words for cell in heads[0].cells) if heads else ()
    return ReadTable(element.id, headings, tuple(row for row in rows if row not in heads))


def _read_row(element: Element) -> ReadRow:
    children = (child for child in element.children if isinstance(child, Element))
    cells = tuple(ReadCell(child) for child in children if child.tag in ("th", "td"))
    name = cells[0].words if cells else ""
    return ReadRow(element, cells, name, "total" in element.attributes.get("class", "").split())


def read_links(element: Element) -> list[tuple[str, str]]:
    """List where the links and buttons in an element lead, each with its words, but for what closes it."""
    return [(link.target, link.words) for link in element.descendants(*LEADING) if not link.closes]


def linked_rows(links: list[tuple[str, str]]) -> list[str]:
    """Name the data rows that links stand for: `Avgifter rad 16–29`, which leads to fees:16, for fourteen."""
    rows: list[str] = []
    for target, words in links:
        table, colon, first = target.partition(":")
        named = RUNS.search(words)
        runs = [run.split("–") for run in named[0].split(", ")] if named else [[""]]
        if colon and runs[0][0] == first:
            for start, *end in runs:
                last = min(int(end[0] if end else start), int(start) + LONGEST_RUN)
                rows += [f"{table}:{number}" for number in range(int(start), last + 1)]
        elif colon:
            rows.append(f"{words} → {target}")
    return rows


def check_links(page: ReadPage) -> Comparisons:
    """Check that a page ends, is titled as its heading, leads somewhere, and has no anchor twice."""
    yield from page.faults
    title, heading = (next(page.root.descendants(tag), page.root) for tag in ("title", "h1"))
    yield compare(page.name, f"rad {title.line}, sidans titel", heading.words, title.words)
    anchored = [element for element in page.root.descendants() if element.id]
    times = Counter(element.id for element in anchored)
    for element in anchored:
        unique = times[element.id] == 1
        yield expect(unique, page.name, f"rad {element.line}", "en egen beteckning", element.id)
    for link in page.root.descendants("a"):
        target = link.attributes.get("href", "")
        leads = not target.startswith("#") or target[1:] in page.anchors
        place = f"rad {link.line}, {link.words}"
        yield expect(leads, page.name, place, "en länk som leder till något", target)
    for button in page.root.descendants("button"):
        source = page.anchors.get(button.target)
        panel = source if source is None or source.is_panel else source.parent
        opens = (
            panel is not None
            and panel.is_panel
            and panel.id == button.attributes.get("popovertarget")
            and {*button.attributes} <= {"class", "data-row", "popovertarget"}
        )
        place = f"rad {button.line}, {button.words}"
        yield expect(opens, page.name, place, "en knapp som öppnar en uträkning eller en rad", button.target)
