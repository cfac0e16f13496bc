"""Count the figures of a finished page that name the fact or row they come from.

A figure is a run of digits in running text or a table cell. It is traced if it stands in an element that
names a source on the page: a table row or panel whose id is a fact (`economy.result`) or a data row
(`outcome:5`). `data` names one by `data-fact`, `tr` and `span` by `data-row`, a button or a link by leading
to it, and a source names itself.

No figures are: dates (a day, with month or in ISO form, with or without year), years in a `time` element,
code, pictures, and the contents list.
"""

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from namndbok.verify.reading.html_tree import Element, read_tree
from namndbok.verify.reading.numerals import MONTHS

FIGURE = re.compile(r"(?<![\w§-])[-\N{MINUS SIGN}+*]?\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?")
MONTH = "|".join(MONTHS)
DATE = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}\s(?:{MONTH})\b(?:\s\d{{4}}\b)?|\b(?:{MONTH})\s\d{{4}}\b"
)
YEAR = re.compile(r"\b\d{4}\b")
SOURCE = re.compile(r"[a-z_]+(\.[a-z0-9_-]+)+|[a-z_]+:\d+(-\d+)?")
IGNORED = {"code", "svg", "style", "script", "title", "nav", "head"}
# What a chart says in words; the reader holds it against the facts, as it does with the picture.
IN_WORDS = {"figcaption", "p"}
NAMING = {
    "a": ["href"], "button": ["data-row", "popovertarget"], "data": ["data-fact"], "div": ["id"],
    "span": ["data-row"], "tr": ["data-row", "id"],
}  # fmt: skip
AROUND = 30


class Coverage(NamedTuple):
    """How many figures a page holds, and those that name no source, each with the text around it."""

    total: int
    untraced: tuple[str, ...]

    @property
    def traced(self) -> int:
        """Return how many figures name their source."""
        return self.total - len(self.untraced)


def count_figures(page: str) -> Coverage:
    """Read a page and count its figures."""
    root = read_tree(page)
    sources = {element["id"] for element in root.descendants("div", "tr") if SOURCE.fullmatch(element["id"])}
    figures = list(_figures(root, sources))
    return Coverage(len(figures), tuple(text for text, traced in figures if not traced))


def _figures(
    element: Element, sources: Set[str], *, traced: bool = False, dated: bool = False
) -> Iterator[tuple[str, bool]]:
    """Yield each figure in an element, with the text around it and whether it names its source."""
    values = (element[name] for name in NAMING.get(element.tag, ()))
    mark = "#" if element.tag == "a" else ""
    named = (value.removeprefix(mark).split() for value in values if value.startswith(mark))
    traced = traced or any(names and sources.issuperset(names) for names in named)
    dated = dated or element.tag == "time"
    for child in element.children:
        if isinstance(child, str):
            text = DATE.sub("", child)
            text = YEAR.sub("", text) if dated else text
            for figure in FIGURE.finditer(text):
                around = text[max(figure.start() - AROUND, 0) : figure.end() + AROUND]
                yield " ".join(around.split()), traced
        elif child.tag not in IGNORED and not (element.tag == "figure" and child.tag in IN_WORDS):
            yield from _figures(child, sources, traced=traced, dated=dated)
