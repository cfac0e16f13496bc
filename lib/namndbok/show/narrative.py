"""Running text from Markdown templates and facts; nothing that comes from data can become markup.

Templates (`narrative/*.md`) are Jinja. Whatever an expression yields is set aside under a mark before
Markdown is read, and written as HTML afterwards, so a cell with `<script>`, `](javascript:…)` or `{{ 7*7 }}`
is only text.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markdown_it import MarkdownIt
from markdown_it.token import Token

from namndbok.books import REFERENCE, Book, proof
from namndbok.errors import NamndbokError
from namndbok.facts import Fact, Facts, component_codes, line_name, outcome_rows
from namndbok.show.markup import (
    INVISIBLE,
    Content,
    Enumeration,
    PageLink,
    SourcedText,
    WordedFact,
    Year,
    as_html,
    as_text,
    sourced_amount,
)
from namndbok.show.sourced import SourcedRow, sourced_rows
from namndbok.swedish import MINUS, NBSP, words

MARK = re.compile("\ue000(\\d+)\ue001")
# A comment stands under the report's own section heading (h2).
LOWERED = {"h1": "h3", "h2": "h3"}


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


class Placeholders:
    """Set items aside while Markdown is read, and put them back as HTML."""

    def __init__(self) -> None:
        self.items: list[Content] = []

    def put(self, item: Any) -> str:
        """Keep an item and return the mark that stands for it."""
        self.items.append(item)
        return f"\ue000{len(self.items) - 1}\ue001"

    def prose(self, markdown: str, *, lowered: bool = False) -> Prose:
        """Read Markdown whose figures and quotations are marks; `lowered` makes headings fit under an h2."""
        reader = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])
        tokens = reader.parse(markdown)
        for token in tokens:
            token.tag = LOWERED.get(token.tag, token.tag) if lowered else token.tag
            for part in (token, *(token.children or ())):
                self._settle(part)
        shown = self._filled(reader.renderer.render(tokens, reader.options, {}), as_html)
        return Prose(shown.strip(), self._filled("\n\n".join(_texts(tokens)), as_text))

    def _settle(self, token: Token) -> None:
        """Put sentences on one line, and write what stands in an attribute as text."""
        if token.type == "softbreak":
            token.type, token.content = "text", " "
        token.info = self._filled(token.info, as_text)
        token.attrs = {name: self._filled(str(value), as_text) for name, value in token.attrs.items()}

    def _filled(self, text: str, write: Callable[[Content], str]) -> str:
        return MARK.sub(lambda mark: write(self.items[int(mark[1])]), text)


def narrate(name: str, book: Book, **more: Any) -> Prose:
    """Write the text `narrative/<name>.md` for a book; `more` is what only this text may speak of."""
    return _written(name, _context(book) | more)


def narrate_footer(book: Book) -> Prose:
    """Write the footer with the seal, which minutes can quote."""
    return _written("footer", _context(book) | {"seal": proof(book)["seal"]})


def narrate_comment(section: str, book: Book) -> Prose:
    """Write the coordinator's own comment on a section; empty where there is none."""
    if section not in book.comments:
        return Prose("", "")
    marks, pieces = Placeholders(), REFERENCE.split(INVISIBLE.sub("", book.comments[section].text))
    pieces[1::2] = [marks.put(book.facts[name.strip()]) for name in pieces[1::2]]
    prose = marks.prose("".join(pieces), lowered=True)
    label = '<p class="label">Samordnarens kommentar</p>'
    return Prose(f'<div class="comment">\n{label}\n{prose.html}\n</div>', prose.text)


def counted(fact: Fact, one: str, many: str, none: str = "inga") -> WordedFact:
    """Say a count in words that agree with it: inga möten, ett möte, två möten; `one` has its own article."""
    if fact.unit != "count":
        raise NamndbokError(f"{fact.id} är inget antal.")
    if fact.value == 1:
        return WordedFact(fact, one)
    number = words(int(fact.value)) if fact.value else none
    return WordedFact(fact, f"{number}{NBSP if number[0].isdigit() else ' '}{many}")


def number_of(fact: Fact, none: str = "", *, neuter: bool = False) -> WordedFact:
    """Say a count without its noun: ingen, en, två (or inget, ett, två, if neuter)."""
    none = none or ("inget" if neuter else "ingen")
    return WordedFact(fact, words(int(fact.value), neuter=neuter) if fact.value else none)


def unsigned(fact: Fact) -> WordedFact:
    """Say a figure without its sign, where the words around it carry the sign."""
    return WordedFact(fact, fact.display.lstrip(MINUS))


def compared(fact: Fact) -> WordedFact:
    """Say a deviation from budget: `1 000 kr högre än budgeterat`, `precis som budgeterat`."""
    if fact.value == 0:
        return WordedFact(fact, "precis som budgeterat")
    return WordedFact(fact, f"{unsigned(fact).text} {'högre' if fact.value > 0 else 'lägre'} än budgeterat")


def _written(name: str, context: Mapping[str, Any]) -> Prose:
    known = sorted(file.removesuffix(".md") for file in _templates().list_templates())
    if name not in known:
        raise NamndbokError(f"Det finns ingen text som heter {name}. Det finns: {', '.join(known)}.")
    marks = Placeholders()
    return marks.prose(_templates().get_template(f"{name}.md").render(context, marks=marks))


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("namndbok", "show/texts"),
        finalize=_set_aside,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )


@pass_context
def _set_aside(context: Context, item: Any) -> str:
    return context["marks"].put(item)


def _context(book: Book) -> dict[str, Any]:
    facts, rows = book.facts, partial(sourced_rows, book.data, year=book.year)
    return {
        "book": book,
        "board": book.data.board,
        "year": Year(book.year),
        "facts": facts,
        "fact": facts.__getitem__,
        "rows": rows,
        "row": partial(SourcedRow, book.data),
        "amount": sourced_amount,
        "listed": lambda contents: Enumeration(tuple(contents)),
        "listed_years": lambda years: Enumeration(tuple(map(Year, years))),
        "rows_before": lambda table: book.data[table]["year"].lt(book.year).any(),
        "page": lambda name, item: PageLink(item, name),
        "texts": lambda section: rows("texts", section=section),
        "count": lambda id, one, many, none="inga": counted(facts[id], one, many, none),
        "number_of": lambda id, none="", neuter=False: number_of(facts[id], none, neuter=neuter),
        "unsigned": lambda id: unsigned(facts[id]),
        "compared": lambda id: compared(facts[id]),
        "lines": lambda sign: _lines(facts, sign),
        "outside": lambda: component_codes(facts, budgeted=False),
    }


def _lines(facts: Facts, sign: int) -> Enumeration:
    """Name the outcome lines whose result has a sign: 1 for a surplus, -1 for a deficit, 0 for neither."""
    named = []
    for number, line in outcome_rows(facts)["line"].items():
        result = facts[f"economy.line.{line}.result"].value
        if (result > 0) - (result < 0) == sign:
            named.append(SourcedText(line_name(facts, line), f"outcome:{number}"))
    return Enumeration(tuple(named))


def _texts(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join("\n" if part.type == "hardbreak" else part.content for part in token.children or ())
        elif token.type in ("fence", "code_block"):
            yield token.content
