"""Write a figure, a text from a table or a date as HTML, so that nothing shown loses its source.

Cells and rows of the board's tables keep theirs from `SourcedRow` on. A fact becomes a `<data>` element with
its id and exact value, linked to its source; what stands in a table row names that row. A bare number is
refused: every figure that a reader sees has come through here. So has every text from the data: it is
escaped, and characters that nobody sees but that could turn the text around are left out.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from html import escape
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from namndbok.data import Data, Field
from namndbok.facts import UNDECIDED, Fact
from namndbok.swedish import Number, capital, day, display, listing, plain

# Control characters, those that turn the direction of text, and private use, where the report has its marks.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]"
)
PAGE = re.compile(r"([a-z0-9_-]+/)*[a-z0-9_-]+\.(html|json)")
DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"\d+(?:[ \u00a0.,:/-]?\d+)*")
UNITS, YEARS = ("kr", "percent"), (1900, 2200)


@dataclass(frozen=True)
class SourcedText:
    """A text or an amount from a table row (`row` is `goals:3`); `value` is exact for an amount."""

    text: str
    row: str
    value: Number | None = None

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class WordedFact:
    """A fact in other words than its display form: `två möten` for a count of 2."""

    fact: Fact
    text: str

    @property
    def capital(self) -> "WordedFact":
        """Return the words with a capital letter, to begin a sentence with."""
        return replace(self, text=capital(self.text))


@dataclass(frozen=True)
class UnlinkedFact:
    """A fact in the very row that derives it, where a link would lead nowhere else."""

    fact: Fact


@dataclass(frozen=True)
class ComputedFigure:
    """A figure computed on the page and nowhere else; `target` is the row or fact that it is about."""

    text: str
    value: Number
    target: str


@dataclass(frozen=True)
class AnchorLink:
    """A link to a row or a derivation on the same page."""

    content: "Content"
    target: str


@dataclass(frozen=True)
class PageLink:
    """A link to another published page, by its file's name."""

    content: "Content"
    page: str


@dataclass(frozen=True)
class CalendarYear:
    """A year; a date to the reader, not a figure."""

    value: int

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True)
class Enumeration:
    """Contents listed as in a sentence: a, b och c."""

    items: tuple["Content", ...]


@dataclass(frozen=True)
class Sentence:
    """Words and figures one after the other."""

    parts: tuple["Content", ...]


# Everything that a cell of a table or a place in a sentence may hold.
Content = (
    str | date | CalendarYear | Fact | WordedFact | UnlinkedFact | SourcedText | ComputedFigure
    | AnchorLink | PageLink | Enumeration | Sentence | tuple["Content", ...] | None
)  # fmt: skip


def sourced_amount(value: Number, unit: str, row: str) -> SourcedText:
    """Write an amount from a row in its unit."""
    return SourcedText(display(value, unit), row, value)


def escaped(text: str) -> str:
    """Write a text as HTML that shows it in an element or between double quotes: nothing in it is markup."""
    return escape(INVISIBLE.sub("", text), quote=False).replace('"', "&quot;")


def as_html(content: Content) -> str:
    """Write anything that may be shown as HTML; raises TypeError for a bare number."""
    match content:
        case None | "" | ():
            return ""
        case str():
            return escaped(content)
        case Fact():
            return _fact_link(content, content.display)
        case WordedFact(fact, words):
            return _fact_link(fact, words)
        case UnlinkedFact(fact):
            return _data(fact.exact, fact.display)
        case SourcedText(words, row, None) if DIGIT.search(words):
            linked = NUMBER.sub(lambda number: _link(row, number[0], "count"), escaped(words))
            return f'<span data-row="{escaped(row)}">{linked}</span>'
        case SourcedText(words, _, None):
            return escaped(words)
        case SourcedText(words, row, value):
            return _link(row, _data(value, words))
        case ComputedFigure(words, value, target):
            return f'<data value="{escaped(str(value))}">{_link(target, escaped(words))}</data>'
        case AnchorLink(inner, target):
            return _link(target, as_html(inner))
        case PageLink(inner, page) if PAGE.fullmatch(page):
            return f'<a href="{page}">{as_html(inner)}</a>'
        case CalendarYear(value):
            return f'<time datetime="{value:d}">{value:d}</time>'
        case date():
            return f'<time datetime="{content.isoformat()}">{day(content)}</time>'
        case tuple():
            return ", ".join(map(as_html, content))
        case Enumeration(items):
            return listing(list(map(as_html, items)))
        case Sentence(parts):
            return f"<span>{''.join(map(as_html, parts))}</span>"
    raise TypeError(f"{content!r} saknar källa: visa ett faktum eller en uppgift ur en rad")


def as_text(content: Content) -> str:
    """Write anything that may be shown as text without markup; raises TypeError for a bare number."""
    match content:
        case None | "" | ():
            return ""
        case str():
            return INVISIBLE.sub("", content)
        case (Fact() as fact) | UnlinkedFact(fact):
            return fact.display
        case WordedFact() | SourcedText() | ComputedFigure():
            return INVISIBLE.sub("", content.text)
        case AnchorLink(inner) | PageLink(inner):
            return as_text(inner)
        case CalendarYear(value):
            return str(value)
        case date():
            return day(content)
        case tuple():
            return ", ".join(map(as_text, content))
        case Enumeration(items):
            return listing(list(map(as_text, items)))
        case Sentence(parts):
            return "".join(map(as_text, parts))
    raise TypeError(f"{content!r} saknar källa: visa ett faktum eller en uppgift ur en rad")


def targets(content: Content) -> frozenset[str]:
    """Name the facts, rows and pages that the HTML of a content leads to or names."""
    match content:
        case (Fact() as fact) | WordedFact(fact):
            return frozenset({fact.id, fact.target})
        case SourcedText(words, row, value) if value is not None or DIGIT.search(words):
            return frozenset({row})
        case ComputedFigure(target=target) | AnchorLink(target=target):
            return frozenset({target})
        case PageLink(inner, page):
            return targets(inner) | {page}
        case tuple(parts) | Enumeration(parts) | Sentence(parts):
            return frozenset().union(*map(targets, parts))
    return frozenset()


class Shown:
    """What a cell of a notebook shows: as HTML, by the template of its kind, or else as text."""

    def _repr_html_(self) -> str:
        template = _templates().get_template(f"{type(self).__name__.lower()}.html.j2")
        return template.render(shown=self).strip()

    def __repr__(self) -> str:
        return str(self)


@cache
def _templates() -> Environment:
    """Return the templates of what is shown; `as_html` writes all that is not HTML of our own (`safe`)."""

    def write(content: Any) -> str:
        return content if isinstance(content, Markup) else as_html(content)

    loader = PackageLoader("namndbok", "show/template")
    return Environment(loader=loader, finalize=write, trim_blocks=True, lstrip_blocks=True)


def _fact_link(fact: Fact, words: str) -> str:
    """Link a fact to its source; a plain count is marked, for pages do not underline it in running text."""
    return _link(fact.target, _data(fact.exact, words, fact.id), "count" if fact.unit == "count" else "")


def _link(target: str, html: str, kind: str = "") -> str:
    marked = f'class="{kind}" ' if kind else ""
    return f'<a {marked}href="#{escaped(target)}">{html}</a>'


def _data(value: Any, words: str, fact: str = "") -> str:
    named = f'data-fact="{escaped(fact)}" ' if fact else ""
    return f'<data {named}value="{escaped(str(value))}">{escaped(words)}</data>'


@dataclass(frozen=True)
class SourcedRow:
    """A row whose columns are attributes: `row.text` is the cell, ready to be shown."""

    data: Data
    table: str
    row_number: int

    @property
    def ref(self) -> str:
        """Name the row: `goals:3`."""
        return f"{self.table}:{self.row_number}"

    def raw(self, column: str) -> Any:
        """Return a cell's value as it was loaded."""
        return self.data.column(self.table, column)[self.row_number]

    def named(self, column: str) -> Content:
        """Return a cell; in the place of a code that stands for a row of another table, that row's name."""
        keys = self.data.package.tables[self.table].foreign_keys
        for key in keys if self.raw(column) is not None else ():
            if key.columns == (column,) and "name" in self.data[key.table]:
                number = self.data.row_number(key.table, key.targets[0], self.raw(column))
                return self.data.column(key.table, "name")[number]
        return getattr(self, column)

    def __getattr__(self, column: str) -> Content:
        if column not in self.data[self.table].columns:
            raise AttributeError(column)
        return sourced_cell(self.data, self.table, self.row_number, column)


def sourced_cell(data: Data, table: str, number: int, column: str) -> Content:
    """Return a cell as it may be shown; None where it is empty."""
    field, value = data.package.tables[table].field(column), data.column(table, column)[number]
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nej"
    row = f"{table}:{number}"
    if field.kind == "string":
        mark = UNDECIDED if field.carried == "marked" and number in data.undecided(table) else ""
        return SourcedText(f"{field.labels.get(value, value)}{mark}", row)
    if _is_year(field, data, table, number):
        return CalendarYear(int(value))
    return SourcedText(display(value, field.unit) if field.unit in UNITS else plain(value), row, value)


def frame_rows(data: Data, frame: pd.DataFrame) -> list[SourcedRow]:
    """Return the rows of a (filtered, sorted) frame of one of the tables."""
    return [SourcedRow(data, frame.index.name, number) for number in frame.index]


def sourced_rows(data: Data, table: str, **values: Any) -> list[SourcedRow]:
    """Return the rows whose columns have the given values, by `number`, `order` or `date` if there is one."""
    frame = data[table]
    for column, value in values.items():
        frame = frame[frame[column] == value]
    order = [column for column in ("number", "order", "date") if column in frame][:1]
    return frame_rows(data, frame.sort_values(order, kind="stable") if order else frame)


def _is_year(field: Field, data: Data, table: str, number: int) -> bool:
    """Tell whether a number is a year: by its type, by the limits of its column, or by the row's unit."""
    limits = field.constraints.get("minimum"), field.constraints.get("maximum")
    if field.kind == "number" and "unit" in data[table]:
        return data.column(table, "unit")[number] == "year" or limits == YEARS
    return field.kind == "year" or limits == YEARS
