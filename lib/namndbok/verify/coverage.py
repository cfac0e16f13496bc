"""Count the figures of a page that name the fact or row they come from; reads finished HTML and nothing else.

It knows nothing of how the page was made. A figure is a run of digits in running text or a table cell. It is
traced if it stands in an element that names a source which the page holds: a table row or list entry whose
id is a fact (`economy.result`) or a data row (`outcome:5`). `data` names one by `data-fact`, `tr` and `span`
by `data-row`, a link by leading to it, and a source names itself.

No figures are: dates (a day, with month or in ISO form, with or without year), years in a `time` element,
code, pictures, and the contents list.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

FIGURE = re.compile(r"(?<![\w§-])[-\N{MINUS SIGN}+*]?\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?")
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".replace(
    " ", "|"
)
DATE = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}\s(?:{MONTHS})\b(?:\s\d{{4}}\b)?|\b(?:{MONTHS})\s\d{{4}}\b"
)
YEAR = re.compile(r"\b\d{4}\b")
SOURCE = re.compile(r"[a-z_]+(\.[a-z0-9_-]+)+|[a-z_]+:\d+")
IGNORED = {"code", "svg", "style", "script", "title", "nav", "head"}
NAMING = {
    "a": ["href"],
    "data": ["data-fact"],
    "li": ["id"],
    "span": ["data-row"],
    "tr": ["data-row", "id"],
}
VOID = {"meta", "br", "hr", "img", "link", "input", "wbr", "col"}

Attributes = dict[str, str | None]


@dataclass(frozen=True)
class Coverage:
    """How many figures a page holds, and those that name no source, each with the text around it."""

    total: int
    untraced: tuple[str, ...]

    @property
    def traced(self) -> int:
        """Return how many figures name their source."""
        return self.total - len(self.untraced)


def coverage(page: str) -> Coverage:
    """Read a page and count its figures."""
    anchors = _Anchors()
    anchors.feed(page)
    anchors.close()
    figures = _Figures(anchors.sources)
    figures.feed(page)
    figures.close()
    return Coverage(figures.total, tuple(figures.untraced))


def read_coverage(path: Path) -> Coverage:
    """Read a page from a file and count its figures."""
    return coverage(path.read_text(encoding="utf-8"))


class _Anchors(HTMLParser):
    """Collect the sources that a page holds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sources: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        id = dict(attrs).get("id") or ""
        if tag in ("li", "tr") and SOURCE.fullmatch(id):
            self.sources.add(id)


class _Figures(HTMLParser):
    """Count figures, and keep those that stand in no element that names a source."""

    def __init__(self, sources: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.sources = sources
        self.open: list[tuple[str, Attributes]] = []
        self.total = 0
        self.untraced: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._tags():
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._tags() & IGNORED:
            return
        data = DATE.sub("", data)
        data = YEAR.sub("", data) if "time" in self._tags() else data
        traced = any(self._names_source(tag, attributes) for tag, attributes in self.open)
        for found in FIGURE.finditer(data):
            self.total += 1
            if not traced:
                around = data[max(found.start() - 30, 0) : found.end() + 30]
                self.untraced.append(" ".join(around.split()))

    def _tags(self) -> set[str]:
        return {tag for tag, _ in self.open}

    def _names_source(self, tag: str, attributes: Attributes) -> bool:
        named = [_named(name, attributes.get(name) or "") for name in NAMING.get(tag, ())]
        return any(names and self.sources.issuperset(names) for names in named)


def _named(attribute: str, value: str) -> list[str]:
    if attribute == "href":
        return [value[1:]] if value.startswith("#") else []
    return value.split()
