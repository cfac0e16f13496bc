"""Running text from Markdown templates and facts; nothing that comes from data can become markup.

Templates (`narrative/*.md`) are Jinja. Whatever an expression yields is set aside under a mark before Markdown is
read, and written as HTML afterwards, so a table cell with `<script>`, `](javascript:…)` or `{{ 7*7 }}` is only text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt

from namndbok.book import Book
from namndbok.commentary import REFERENCE
from namndbok.errors import NamndbokError
from namndbok.facts import Fact
from namndbok.markup import Item, Phrase, Year, html, plain
from namndbok.quote import QuotedRow, rows_where
from namndbok.seal import proof
from namndbok.swedish import MINUS, listing, words

MARK = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True)
class Prose:
    """A piece of running text, as HTML and as plain text."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__


class Marks:
    """Set items aside while Markdown is read, and put them back as HTML."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def put(self, item: Any) -> str:
        """Keep an item and return the mark that stands for it."""
        self.items.append(item)
        return f"\ue000{len(self.items) - 1}\ue001"

    def prose(self, markdown: str) -> Prose:
        """Read Markdown whose figures and quotations are marks."""
        reader = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])
        shown = MARK.sub(lambda mark: html(self.items[int(mark[1])]), reader.render(markdown))
        return Prose(shown.strip(), MARK.sub(lambda mark: plain(self.items[int(mark[1])]), markdown).strip())


def narrate(name: str, book: Book) -> Prose:
    """Write the text `narrative/<name>.md` for a book."""
    return _written(name, _context(book))


def _written(name: str, context: Mapping[str, Any]) -> Prose:
    marks = Marks()
    templates = Environment(
        loader=PackageLoader("namndbok", "narrative"), finalize=marks.put, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, autoescape=False,
    )  # fmt: skip
    templates.tests["match"] = lambda text, pattern: re.fullmatch(pattern, text) is not None
    return marks.prose(templates.get_template(f"{name}.md").render(context))


def narrate_footer(book: Book) -> Prose:
    """Write the footer with the seal, which minutes can quote."""
    return _written("footer", _context(book) | {"seal": proof(book)["seal"]})


def narrate_comment(section: str, book: Book) -> Prose:
    """Write the coordinator's own comment on a section; empty where there is none."""
    if section not in book.comments:
        return Prose("", "")
    marks, pieces = Marks(), REFERENCE.split(book.comments[section].text)
    pieces[1::2] = [marks.put(book.facts[name.strip()]) for name in pieces[1::2]]
    prose = marks.prose("".join(pieces))
    return Prose(f'<div class="comment">\n<p class="label">Samordnarens kommentar</p>\n{prose.html}\n</div>', prose.text)


def _context(book: Book) -> dict[str, Any]:
    facts = book.facts

    def rows(table: str, **values: Any) -> list[QuotedRow]:
        return rows_where(book.data, table, year=book.year, **values)

    return {
        "fact": facts.__getitem__,
        "facts": facts,
        "rows": rows,
        "texts": lambda section: rows("texts", section=section),
        "year": Year(book.year),
        "board": book.data.board,
        "count": lambda id, one, many, none="inga": counted(facts[id], one, many, none),
        "number_of": lambda id, none, neuter=False: number_of(facts[id], none, neuter),
        "size": lambda id: Phrase(facts[id], unsigned(facts[id])),
        "more": lambda id: more(facts[id]),
        "names": lambda results: listing([fact.label.rsplit(",", 1)[0] for fact in results]),
    }


def counted(fact: Fact, one: str, many: str, none: str = "inga") -> Phrase:
    """Say a count in words that agree with it: inga möten, ett möte, två möten; `one` holds its own article."""
    if fact.unit != "count":
        raise NamndbokError(f"{fact.id} är inget antal.")
    if fact.value == 1:
        return Phrase(fact, one)
    return Phrase(fact, f"{none if fact.value == 0 else words(int(fact.value))} {many}")


def number_of(fact: Fact, none: str, neuter: bool = False) -> Phrase:
    """Say a count without its noun: ingen, en, två (or inget, ett, två)."""
    return Phrase(fact, none if fact.value == 0 else "en" if fact.value == 1 and not neuter else words(int(fact.value)))


def unsigned(fact: Fact) -> str:
    """Write a figure without its sign, where the words around it carry the sign."""
    return fact.display.lstrip(MINUS)


def more(fact: Fact) -> Phrase:
    """Say a deviation from budget: `1 000 kr högre än budget`, `som budgeterat`."""
    if fact.value == 0:
        return Phrase(fact, "som budgeterat")
    return Phrase(fact, f"{unsigned(fact)} {'högre' if fact.value > 0 else 'lägre'} än budget")
