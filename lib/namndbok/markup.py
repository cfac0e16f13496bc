"""How a figure, a text from a table and a date are written in HTML, so that nothing shown loses its source.

A fact becomes a `<data>` element with its id and exact value, linked to its derivation; what stands in a table row
names that row. A bare number is refused: every figure that a reader sees has come through here.
"""

import re
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from namndbok.facts import Fact
from namndbok.swedish import Number, day, display


@dataclass(frozen=True)
class Quoted:
    """Text or an amount as it stands in a table row (`row` is `goals:3`); `value` is exact for an amount."""

    text: str
    row: str
    value: Number | None = None

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Phrase:
    """A figure said in other words than its display form: `två möten` for a count of 2."""

    fact: Fact
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Link:
    """A link to a row or a derivation in the same document."""

    text: str
    target: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Value:
    """A fact's own value in the row that derives it, where a link would lead nowhere else."""

    fact: Fact

    def __str__(self) -> str:
        return self.fact.display


@dataclass(frozen=True)
class Year:
    """A year; a date to the reader, not a figure."""

    value: int

    def __str__(self) -> str:
        return str(self.value)


Item = str | Fact | Quoted | Phrase | Link | Value | Year | date | tuple["Item", ...] | None


def amount(value: Number, unit: str, row: str) -> Quoted:
    """Quote an amount from a row in its unit."""
    return Quoted(display(value, unit), row, value)


def html(item: Item) -> str:
    """Write anything that may be shown as HTML; raises TypeError for a bare number."""
    match item:
        case None | "" | ():
            return '<span class="none">saknas</span>'
        case tuple():
            return ", ".join(map(html, item))
        case Fact():
            return _figure(f'data-fact="{item.id}" ', item.target, item.exact, item.display)
        case Phrase(fact, text):
            return _figure(f'data-fact="{fact.id}" ', fact.target, fact.exact, text)
        case Quoted(text, row, None):
            return f'<span data-row="{row}">{escape(text)}</span>' if re.search(r"\d", text) else escape(text)
        case Quoted(text, row, value):
            return _figure("", row, value, text)
        case Link(text, target):
            return f'<a href="#{escape(target)}">{escape(text)}</a>'
        case Value(fact):
            return f'<data value="{fact.exact}">{escape(fact.display)}</data>'
        case Year(value):
            return f'<time datetime="{value}">{value}</time>'
        case date():
            return f'<time datetime="{item.isoformat()}">{day(item)}</time>'
        case str():
            return escape(item)
    raise TypeError(f"{item!r} saknar källa: visa ett faktum eller en uppgift ur en rad")


def plain(item: Item) -> str:
    """Write anything that may be shown as text without markup."""
    match item:
        case None:
            return "saknas"
        case tuple():
            return ", ".join(map(plain, item))
        case Fact():
            return item.display
        case date():
            return day(item)
    return str(item)


def _figure(attribute: str, target: str, value: Any, text: str) -> str:
    return f'<a href="#{target}"><data {attribute}value="{value}">{escape(text)}</data></a>'
