"""Count the figures of a page that name the fact or row they come from; an independent reader of finished HTML.

It knows nothing of how the page was made. A figure is a run of digits in running text or a table cell. It is traced
if it stands in an element with `data-fact` or `data-row`, in a table row or list entry whose id is a fact or data row, or in a link
to one that the page holds. Dates (`time`, or written as such), code, pictures and the contents list are no figures.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

FIGURE = re.compile(r"(?<![\w§-])[-\N{MINUS SIGN}+*]?\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?")
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".replace(" ", "|")
DATE = re.compile(rf"\d{{4}}-\d\d-\d\d|\d{{1,2}} (?:{MONTHS}) \d{{4}}")
IGNORED = {"time", "code", "svg", "style", "script", "title", "nav", "head"}
VOID = {"meta", "br", "hr", "img", "link", "input", "wbr", "col"}


@dataclass(frozen=True)
class Coverage:
    """How many figures a page holds, and those that name no source, each with the text around it."""

    total: int
    untraced: tuple[str, ...]

    @property
    def traced(self) -> int:
        """Return how many figures name their source."""
        return self.total - len(self.untraced)


class _Reader(HTMLParser):
    def __init__(self, anchors: set[str]):
        super().__init__(convert_charrefs=True)
        self.anchors, self.open = anchors, []
        self.total, self.untraced = 0, []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if any(tag in IGNORED for tag, _ in self.open):
            return
        data = DATE.sub("", data)
        for found in FIGURE.finditer(data):
            self.total += 1
            if not any(self._names_source(tag, attributes) for tag, attributes in self.open):
                around = data[max(found.start() - 30, 0) : found.end() + 30]
                self.untraced.append(" ".join(around.split()))

    def _names_source(self, tag, attributes):
        target = attributes.get("href", "")
        own = attributes.get("id", "") if tag in ("tr", "li") else ""
        source = attributes.get("data-fact") or attributes.get("data-row") or own
        source = source or (target[1:] if tag == "a" and target[:1] == "#" else "")
        return bool(source) and any(name in self.anchors for name in source.split())


def coverage(page: str) -> Coverage:
    """Read a page and count its figures."""
    reader = _Reader(set(re.findall(r'\bid="([^"]+)"', page)))
    reader.feed(page)
    reader.close()
    return Coverage(reader.total, tuple(reader.untraced))


def read_coverage(path: Path) -> Coverage:
    """Read a page from a file and count its figures."""
    return coverage(path.read_text(encoding="utf-8"))
