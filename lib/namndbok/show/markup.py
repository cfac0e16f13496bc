"""How a figure, a text from a table and a date are written in HTML, so that nothing shown loses its source.

A fact becomes a `<data>` element with its id and exact value, linked to its derivation; what stands in a
table row names that row. A bare number is refused: every figure that a reader sees has come through here. So
has every text from the data: it is escaped, and characters that nobody sees but that could turn the text
around are left out.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any

from namndbok.facts import Fact
from namndbok.swedish import Number, capital, day, display, listing

# Control characters, those that turn the direction of text, and private use, where the report has its marks.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]"
)
PAGE = re.compile(r"([a-z0-9_-]+/)*[a-z0-9_-]+\.(html|json)")
DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"(\d+(?:[ \u00a0.,:/-]?\d+)*)")


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

    @property
    def capital(self) -> "Phrase":
        """Return the phrase with a capital letter, to begin a sentence with."""
        return replace(self, text=capital(self.text))


@dataclass(frozen=True)
class Link:
    """A link to a row or a derivation in the same document."""

    text: str
    target: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Elsewhere:
    """A link to another page of what is published, by its file's name."""

    item: "Item"
    page: str

    def __str__(self) -> str:
        return plain(self.item)


@dataclass(frozen=True)
class Value:
    """A fact's own value in the row that derives it, where a link would lead nowhere else."""

    fact: Fact

    def __str__(self) -> str:
        return self.fact.display


@dataclass(frozen=True)
class Computed:
    """A figure computed on the page and nowhere else, about a row or a fact, to which it leads (`target`)."""

    text: str
    value: Number
    target: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Year:
    """A year; a date to the reader, not a figure."""

    value: int

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True)
class Joined:
    """Items as a sentence joins them: a, b och c."""

    items: tuple["Item", ...]

    def __str__(self) -> str:
        return listing([plain(item) for item in self.items])


@dataclass(frozen=True)
class Said:
    """Words and figures one after the other, as in a sentence."""

    parts: tuple["Item", ...]

    def __str__(self) -> str:
        return "".join(map(plain, self.parts))


Figures = Fact | Quoted | Phrase | Value | Computed
Item = str | Figures | Link | Elsewhere | Year | Joined | Said | date | tuple["Item", ...] | None


def amount(value: Number, unit: str, row: str) -> Quoted:
    """Quote an amount from a row in its unit."""
    return Quoted(display(value, unit), row, value)


def text(value: str) -> str:
    """Write a text as HTML that shows it in an element: nothing in it is markup."""
    return escape(UNSEEN.sub("", value), quote=False)


def attribute(value: str) -> str:
    """Write a text as the value of an attribute, between quotes."""
    return escape(UNSEEN.sub("", value))


def html(item: Item) -> str:
    """Write anything that may be shown as HTML; raises TypeError for a bare number."""
    match item:
        case None | "" | ():
            return '<span class="none">saknas</span>'
        case tuple():
            return ", ".join(map(html, item))
        case Joined(items):
            return listing([html(one) for one in items])
        case Said(parts):
            return f"<span>{''.join(map(html, parts))}</span>"
        case Fact():
            return _figure(item.target, item.exact, item.display, fact=item.id)
        case Phrase(fact, words):
            return _figure(fact.target, fact.exact, words, fact=fact.id)
        case Quoted(words, row, None):
            return (
                f'<span data-row="{attribute(row)}">{_linked(words, row)}</span>'
                if DIGIT.search(words)
                else text(words)
            )
        case Quoted(words, row, value):
            return _figure(row, value, words)
        case Link(words, target):
            return f'<a href="#{attribute(target)}">{text(words)}</a>'
        case Elsewhere(shown, page) if PAGE.fullmatch(page):
            return f'<a href="{page}">{html(shown)}</a>'
        case Value(fact):
            return _data(fact.exact, fact.display)
        case Computed(words, value, target):
            link = f'<a href="#{attribute(target)}">{text(words)}</a>'
            return f'<data value="{attribute(str(value))}">{link}</data>'
        case Year(value):
            return f'<time datetime="{value:d}">{value:d}</time>'
        case date():
            return f'<time datetime="{item.isoformat()}">{day(item)}</time>'
        case str():
            return text(item)
    raise TypeError(f"{item!r} saknar källa: visa ett faktum eller en uppgift ur en rad")


def plain(item: Item) -> str:
    """Write anything that may be shown as text without markup; raises TypeError for a bare number."""
    match item:
        case None | "" | ():
            return "saknas"
        case tuple():
            return ", ".join(map(plain, item))
        case Fact():
            return item.display
        case date():
            return day(item)
        case str() | Quoted() | Phrase() | Value() | Computed() | Year() | Joined() | Said():
            return UNSEEN.sub("", str(item))
        case Link() | Elsewhere():
            return UNSEEN.sub("", str(item))
    raise TypeError(f"{item!r} saknar källa: visa ett faktum eller en uppgift ur en rad")


def _linked(words: str, row: str) -> str:
    """Let each number in a text lead to the row that the text stands in."""
    pieces = NUMBER.split(UNSEEN.sub("", words))
    pieces[::2] = map(text, pieces[::2])
    pieces[1::2] = [f'<a href="#{attribute(row)}">{number}</a>' for number in pieces[1::2]]
    return "".join(pieces)


def _figure(target: str, value: Any, words: str, *, fact: str = "") -> str:
    return f'<a href="#{attribute(target)}">{_data(value, words, fact)}</a>'


def _data(value: Any, words: str, fact: str = "") -> str:
    named = f'data-fact="{attribute(fact)}" ' if fact else ""
    return f'<data {named}value="{attribute(str(value))}">{text(words)}</data>'
