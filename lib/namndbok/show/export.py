"""Write an executed notebook: as JSON, and as a page by nbconvert."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets import Bool

TEMPLATE = Path(__file__).parent / "template"
DOCTYPE = "<!DOCTYPE html>"
SIGN = "&(?:amp|lt|gt);"
VALUE = rf"(?:[^\"&<>\s]|{SIGN})+"
# A text, and the tag after it: whether it closes, its name, its attributes, and whether it is empty.
PIECE = re.compile(
    rf'((?:[^<>&\r]|{SIGN})*)<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="(?:{VALUE}(?: {VALUE})*)?")*)(/?)>'
)
NAME = re.compile(r' ([a-z-]+)="')
SPACE = re.compile("[ \n\t\f]*")
SHORTEST = {"", " ", "\n"}
STYLE = re.compile("<style>[^<]*</style>")
EMPTY = {"br", "col", "hr", "img", "input", "meta", "wbr"}
AS_THEY_ARE = {"pre"}  # where space stays as it is
HARD = {"script", "style", "textarea", "area", "base", "embed", "link", "param", "source", "track"}


_OWN = threading.local()


class Exporter(HTMLExporter):
    """Write the same page as nbconvert does, without reading it once more where that would change nothing."""

    optimistic_validation = Bool(True)

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert an executed notebook to a page."""
        if any("<img" in source or "jp-Notebook" in source for source in _sources(nb)):
            return super().from_notebook_node(nb, resources, **options)
        html, resources = super(HTMLExporter, self).from_notebook_node(nb, resources, **options)
        return as_reread(html), resources


def _sources(nb: NotebookNode) -> Iterator[str]:
    for cell in nb.cells:
        yield cell.source
        yield from (output.get("data", {}).get("text/html", "") for output in cell.get("outputs", []))


def as_reread(html: str) -> str:
    """Return a page as Beautiful Soup writes what it has read, which nbconvert does to every page."""
    start, page = html[: len(DOCTYPE)], html[len(DOCTYPE) :]
    if start == DOCTYPE and settled(page):
        return f"{start}\n{page}"
    return str(BeautifulSoup(html, features="html.parser"))


def settled(html: str) -> bool:
    """Tell whether HTML is surely written as Beautiful Soup would write what it has read by `html.parser`.

    Every element is then closed, empty ones by a slash; attributes are in order of name, in double quotes;
    what is only space is one sign, but for that in `pre`. False also where it is too hard to tell.
    """
    html, place, within = STYLE.sub("<hr/>", html), 0, []
    while piece := PIECE.match(html, place):
        text, closes, name, attributes, empty = piece.groups()
        place = piece.end()
        if text not in SHORTEST and SPACE.fullmatch(text) and not AS_THEY_ARE.intersection(within):
            return False
        if closes:
            if attributes or empty or not within or within.pop() != name:
                return False
        elif name in HARD or bool(empty) != (name in EMPTY) or not _sorted(attributes):
            return False
        elif not empty:
            within.append(name)
    return place == len(html) and not within


def _sorted(attributes: str) -> bool:
    names = NAME.findall(attributes)
    return len(names) < 2 or names == sorted(set(names))


def to_html(nb: NotebookNode) -> str:
    """Write an executed notebook as a page, by the template of `jupyter nbconvert --template namndbok`."""
    html, _ = _exporter().from_notebook_node(nb)
    return html


def _exporter() -> Exporter:
    """Return this thread's exporter, which has read its template."""
    if not hasattr(_OWN, "exporter"):
        _OWN.exporter = Exporter(template_paths=[str(TEMPLATE)])
    return _OWN.exporter


def to_ipynb(nb: NotebookNode) -> str:
    """Write a notebook as JSON."""
    return nbformat.writes(nb) + "\n"
