"""The way back from what one page shows, and from nothing else: derivations, rows and documents."""

import re
from typing import Protocol

from namndbok.books import Book
from namndbok.show.tables.derivations import derivations_of
from namndbok.show.tables.origins import documents_of, rows_of, used_in
from namndbok.show.tables.table import GroupedList, Table

TARGET = re.compile(r'(?:href="#|data-fact="|data-row=")([^"]+)"')
ANCHOR = re.compile(r'\sid="([^"]+)"')


class Shown(Protocol):
    """What a notebook shows: a text, a table or a chart."""

    def _repr_html_(self) -> str: ...


def list_traced(book: Book, *shown: Shown) -> tuple[GroupedList | Table, ...]:
    """List derivations, rows and documents of what a page shows.

    `shown` is everything that the page shows before. What has its anchor there, such as a row that tells how
    a figure was computed, is not told again.
    """
    page = "\n".join(one._repr_html_() for one in shown)
    anchors = set(ANCHOR.findall(page))
    named = {source for target in TARGET.findall(page) for source in target.split()} - anchors
    facts = book.facts.with_inputs(named, known=anchors)
    told = [*facts, *book.facts.in_order(anchors)]
    rows = {name for name in named if ":" in name} | {row for fact in facts for row in fact.rows}
    derived, listed = derivations_of(book, facts), rows_of(book, rows - anchors, used_in(book.facts, told))
    documents = book.data["documents"]
    sources = {book.facts.source(row) for row in rows if not row.startswith("documents:")}
    used = documents_of(book, documents[documents["document"].isin(sources)])
    return (*([derived] if derived.groups else []), *listed, used)
