"""Write a figure, a text from a table or a date as HTML, so that nothing shown loses its source.

Cells and rows of the board's tables keep theirs from `SourcedRow` on. A fact becomes a `<data>` element with
its id and exact value, linked to its source; what stands in a table row names that row. A bare number is
refused: every figure that a reader sees has come through here. So has every text from the data: it is
escaped, and characters that nobody sees but that could turn the text around are left out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from html import escape
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from namndbok.data import Data
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


def escaped(text: str) -> str:
    """Write a text as HTML that shows it in an element or between double quotes: nothing in it is markup."""
    return escape(INVISIBLE.sub("", text), quote=False).replace('"', "&quot;")


def as_html(content: Content) -> str:
    """Write anything that may be shown as HTML; raises TypeError for a bare number."""

    def tag(name: str, inner: str, **attributes: object) -> str:
        named = {key.strip("_").replace("_", "-"): str(value) for key, value in attributes.items()}
        marks = "".join(f' {key}="{escaped(value)}"' for key, value in sorted(named.items()) if value)
        return f"<{name}{marks}>{inner}</{name}>"

    return _write(content, escaped, tag)


def as_text(content: Content) -> str:
    """Write anything that may be shown as text without markup; raises TypeError for a bare number."""
    return _write(content, lambda text: INVISIBLE.sub("", text), lambda _name, inner, **_attributes: inner)


def targets(content: Content) -> frozenset[str]:
    """Name the facts, rows and pages that the HTML of a content leads to or names."""
    named: set[str] = set()

    def tag(_name: str, inner: str, *, href: str = "", data_fact: str = "", **_attributes: object) -> str:
        named.update(filter(None, (href.removeprefix("#"), data_fact)))
        return inner

    _write(content, str, tag)
    return frozenset(named)


def _write(content: Content, text: Callable[[str], str], tag: Callable[..., str]) -> str:
    """Write a content by two functions: one for a text, one for an element by its name and what is in it."""

    def write(inner: Content) -> str:
        return _write(inner, text, tag)

    match content:
        case None | "" | ():
            return ""
        case str():
            return text(content)
        case Fact():
            return write(WordedFact(content, content.display))
        case WordedFact(fact, words):
            # A plain count is marked, for pages do not underline it in running text.
            mark = "count" if fact.unit == "count" else ""
            data = tag("data", text(words), data_fact=fact.id, value=fact.exact)
            return tag("a", data, class_=mark, href=f"#{fact.target}")
        case UnlinkedFact(fact):
            return tag("data", text(fact.display), value=fact.exact)
        case SourcedText(words, row, None) if DIGIT.search(words):
            link = partial(tag, "a", class_="count", href=f"#{row}")
            return tag("span", NUMBER.sub(lambda number: link(number[0]), text(words)), data_row=row)
        case SourcedText(words, _, None):
            return text(words)
        case SourcedText(words, row, value):
            return tag("a", tag("data", text(words), value=value), href=f"#{row}")
        case ComputedFigure(words, value, target):
            return tag("data", tag("a", text(words), href=f"#{target}"), value=value)
        case AnchorLink(inner, target):
            return tag("a", write(inner), href=f"#{target}")
        case PageLink(inner, page) if PAGE.fullmatch(page):
            return tag("a", write(inner), href=page)
        case CalendarYear(value):
            return tag("time", f"{value:d}", datetime=value)
        case date():
            return tag("time", day(content), datetime=content.isoformat())
        case tuple():
            return ", ".join(map(write, content))
        case Enumeration(items):
            return listing(list(map(write, items)))
        case Sentence(parts):
            return tag("span", "".join(map(write, parts)))
    raise TypeError(f"{content!r} saknar källa: visa ett faktum eller en uppgift ur en rad")


class Shown:
    """What a cell of a notebook shows: as HTML, by the template of its kind, or else as text."""

    def _repr_html_(self) -> str:
        template = frame_templates().get_template(f"{type(self).__name__.lower()}.html.j2")
        return template.render(shown=self).strip()

    def __repr__(self) -> str:
        return str(self)


@cache
def frame_templates() -> Environment:
    """Return the templates of what is shown; `as_html` writes all that is not HTML of our own (`safe`)."""

    def write(content: Any) -> str:
        return content if isinstance(content, Markup) else as_html(content)

    loader = PackageLoader("namndbok", "show/template")
    return Environment(loader=loader, finalize=write, trim_blocks=True, lstrip_blocks=True)


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

    def __getattr__(self, column: str) -> Content:
        """Return a cell as it may be shown; None where it is empty.

        In the place of a code that stands for a row of another table it is that row's name.
        """
        if column not in self.data[self.table].columns:
            raise AttributeError(column)
        field, value = self.data.package.tables[self.table].field(column), self.raw(column)
        if value is None or isinstance(value, date):
            return value
        for key in self.data.package.tables[self.table].foreign_keys:
            if key.columns == (column,) and "name" in self.data[key.table]:
                number = self.data.row_number(key.table, key.targets[0], value)
                return self.data.column(key.table, "name")[number]
        if isinstance(value, bool):
            return "ja" if value else "nej"
        if field.kind == "string":
            is_marked = field.carried == "marked" and self.row_number in self.data.undecided(self.table)
            return SourcedText(f"{field.labels.get(value, value)}{UNDECIDED if is_marked else ''}", self.ref)
        # A number is a year by its type, by the limits of its column, or by the row's unit.
        limits = (field.constraints.get("minimum"), field.constraints.get("maximum"))
        has_unit = field.kind == "number" and "unit" in self.data[self.table]
        if limits == YEARS or (self.raw("unit") == "year" if has_unit else field.kind == "year"):
            return CalendarYear(int(value))
        text = display(value, field.unit) if field.unit in UNITS else plain(value)
        return SourcedText(text, self.ref, value)


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
