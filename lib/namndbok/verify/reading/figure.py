"""A figure on a page: its exact value, the text that a reader sees, and the source that it names."""

import re
from dataclasses import dataclass
from functools import cached_property

from namndbok.verify.reading.tree import Element

ROW = re.compile(r"[a-z_]+:\d+")
LONGEST = 40


@dataclass(frozen=True, eq=False)
class Figure:
    """A `data` element and what stands around it."""

    element: Element

    @property
    def named(self) -> str:
        """Return the fact that the figure names itself."""
        return self.element.attributes.get("data-fact", "")

    @cached_property
    def entry(self) -> str:
        """Return the anchor of the entry or table row whose first figure this is, if any."""
        entry = self.element.above("li", "tr")
        first = entry is not None and next(entry.every("data"), None) is self.element
        return entry.id if entry and first and not ROW.fullmatch(entry.id) else ""

    @property
    def value(self) -> str:
        """Return the exact value as the page gives it."""
        return self.element.attributes.get("value", "")

    @property
    def shown(self) -> str:
        """Return the text that a reader sees."""
        return self.element.text.strip()

    @property
    def target(self) -> str:
        """Return the anchor that the figure leads to."""
        link = self.element.above("a")
        return link.attributes.get("href", "").removeprefix("#") if link else ""

    @property
    def prose(self) -> str:
        """Return the paragraph around the figure; nothing for a figure in a table or a list."""
        near = self.element.above("p", "td", "th", "li")
        return near.words if near and near.tag == "p" else ""

    @property
    def place(self) -> str:
        """Say where a reader finds the figure."""
        fact = self.named or self.entry
        named = f"faktum {fact}" if fact else f"raden {self.target}"
        row, table = self.element.above("tr"), self.element.above("table")
        heading = next(row.every("th"), None) if row else None
        inside = f", tabellen {table.id}" if table and table.id else ""
        within = f", raden {heading.words[:LONGEST]}" if heading else ""
        return f"rad {self.element.line}, {named}{inside}{within}"
