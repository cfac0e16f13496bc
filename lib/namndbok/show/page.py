"""From an executed notebook to one accessible page: what the nbconvert template `namndbok` is given.

The preprocessor reads the notebook's headings and outputs and hands title, contents and sections to the
template, so `jupyter nbconvert --to html --template namndbok` and the command line give the same bytes.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import chain, count, pairwise
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from nbconvert.filters import strip_ansi
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from namndbok.errors import NamndbokError
from namndbok.show.returns import with_returns
from namndbok.swedish import slug

STYLE = Path(__file__).parent / "template" / "namndbok.css"
MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")
TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
ELEMENT = re.compile(r"<[^>]+>")
ID = re.compile(r'\sid="([^"]+)"')
HIDDEN = {"parameters", "injected-parameters", "setup"}
ABOUT = {"about"}
# What the template itself calls its parts.
TAKEN = ("innehall", "toc")
WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass
class Section:
    """One part of the page under an h2."""

    id: str
    title: str
    parts: list[str] = field(default_factory=list)


@dataclass
class Page:
    """Everything that the template lays out; `opening` is code that is shown and runs before any section."""

    lead: list[str] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return the words of the h1 in the lead."""
        found = TITLE.search("".join(self.lead))
        return _words(found[1]) if found else "Rapport"

    @property
    def style(self) -> str:
        """Return the page's own style sheet on one line."""
        return " ".join(STYLE.read_text(encoding="utf-8").split())

    @property
    def policy(self) -> str:
        """Return the Content-Security-Policy: no script, no request, only the page's own style."""
        digest = base64.b64encode(hashlib.sha256(self.style.encode()).digest()).decode()
        return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"

    @property
    def last(self) -> list[str]:
        """Return the list that the next part belongs to."""
        return self.sections[-1].parts if self.sections else self.lead


class PagePreprocessor(Preprocessor):
    """Give the template a `Page` in its resources."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Compose the page; the notebook itself is left as it is."""
        resources["page"] = compose(nb)
        return nb, resources


class Anchors:
    """Give every heading an id that nothing else on the page has."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken

    def of(self, title: str) -> str:
        """Return a free id: the first `Mål` gets `mal`, the next one `mal-2`."""
        name = slug(title)
        numbered = (f"{name}-{number}" for number in count(2))
        free = next(id for id in chain([name], numbered) if id not in self._taken)
        self._taken.add(free)
        return free


def compose(nb: NotebookNode) -> Page:
    """Compose a page from an executed notebook; raises `NamndbokError` for a picture that no words describe.

    Code is shown only where the notebook's metadata has `namndbok.show_code`, outputs always.
    """
    code = nb.metadata.get("namndbok", {}).get("show_code") is True
    hidden = ABOUT if code else ABOUT | HIDDEN
    shown = [(cell, _tags(cell), list(_outputs(cell))) for cell in nb.cells if not hidden & _tags(cell)]
    page = Page()
    anchors = Anchors({*TAKEN, *(id for _, _, parts in shown for part in parts for id in ID.findall(part))})
    for cell, tags, parts in shown:
        if cell.cell_type == "markdown":
            _add_prose(cell.source, page, anchors)
        elif code and cell.cell_type == "code" and cell.source.strip():
            shown_in = page.last if page.sections else page.opening
            shown_in.append(f"<pre><code>{escape(cell.source, quote=False)}</code></pre>")
        (page.footer if "footer" in tags else page.last).extend(parts)
    return _with_returns(page)


def _with_returns(page: Page) -> Page:
    """Lay a way back from every source to the first figure that leads to it."""
    places = [page.lead, *(section.parts for section in page.sections)]
    returned = iter(with_returns(part for parts in places for part in parts))
    for parts in places:
        parts[:] = [next(returned) for _ in parts]
    return page


def _tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", []))


def _add_prose(source: str, page: Page, anchors: Anchors) -> None:
    """Add a Markdown cell; each h2 in it begins a section."""
    for tokens in _pieces(MARKDOWN.parse(source)):
        if _opens(tokens[0], "h2"):
            title = _words(_html(tokens[1:2]))
            page.sections.append(Section(anchors.of(title), title))
            tokens = tokens[3:]
        for opening, inline in pairwise(tokens):
            if opening.type == "heading_open" and opening.tag > "h2":
                opening.attrSet("id", anchors.of(_words(_html([inline]))))
        if tokens:
            page.last.append(_html(tokens))


def _pieces(tokens: list[Token]) -> Iterator[list[Token]]:
    starts = [place for place, token in enumerate(tokens) if _opens(token, "h2") and token.level == 0]
    edges = [0, *starts, len(tokens)]
    return (tokens[start:end] for start, end in pairwise(edges) if start < end)


def _opens(token: Token, tag: str) -> bool:
    return token.type == "heading_open" and token.tag == tag


def _html(tokens: list[Token]) -> str:
    return MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})


def _words(html: str) -> str:
    return unescape(ELEMENT.sub("", html)).strip()


def _outputs(cell: NotebookNode) -> Iterator[str]:
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            yield _text(output.text)
        elif output.output_type == "error":
            said = strip_ansi(f"{output.ename}: {output.evalue}")
            yield f'<p class="failed">Cellen stannade: {escape(said, quote=False)}</p>'
        elif shown := _displayed(output.data, cell):
            yield shown


def _displayed(data: NotebookNode, cell: NotebookNode) -> str:
    if "text/html" in data:
        return data["text/html"]
    if any(kind.startswith("image/") for kind in data):
        advice = "Visa ett diagram ur namndbok.show.charts: det har en beskrivning för den som inte ser."
        raise NamndbokError(f"Cellen {cell.get('id', cell.source)} visar en bild utan ord. {advice}")
    if WIDGET in data:
        return '<p class="empty">Reglagen går att använda när arbetsboken är öppen i JupyterLab.</p>'
    return _text(data.get("text/plain", ""))


def _text(text: str) -> str:
    return f"<pre>{escape(strip_ansi(text), quote=False)}</pre>"
