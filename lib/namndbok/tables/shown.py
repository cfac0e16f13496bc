"""The way back from what one page shows, and from nothing else: derivations, rows and documents."""

import re
from typing import Protocol

from namndbok.book import Book
from namndbok.tables.listing import Listing
from namndbok.tables.table import Table
from namndbok.tables.trace import derivations_of, documents_of, rows_of

TARGET = re.compile(r'(?:href="#|data-fact="|data-row=")([^"]+)"')
ANCHOR = re.compile(r'\sid="([^"]+)"')


class Shown(Protocol):
    """What a notebook shows: a text, a table or a chart."""

    def _repr_html_(self) -> str: ...


def list_traced(book: Book, *shown: Shown) -> tuple[Listing | Table, ...]:
    """List derivations, rows and documents of what a page shows.

    `shown` is everything that the page shows before. What has its anchor there, such as a row that tells how
    a figure was computed, is not told again.
    """
    page = "\n".join(one._repr_html_() for one in shown)
    anchors = set(ANCHOR.findall(page))
    named = {source for target in TARGET.findall(page) for source in target.split()} - anchors
    facts = book.facts.reached(named & set(book.facts), known=anchors)
    rows = {name for name in named if ":" in name} | {row for fact in facts for row in fact.rows}
    names = [name for name in book.data.package.tables if name != "documents"]
    listed = [derivations_of(book, facts), *(rows_of(book, name, rows - anchors) for name in names)]
    documents = book.data["documents"]
    sources = {book.facts.source(row) for row in rows if not row.startswith("documents:")}
    used = documents[documents["document"].isin(sources)]
    return (*(one for one in listed if one.groups), documents_of(book, used))
