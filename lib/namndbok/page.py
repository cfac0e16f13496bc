"""From an executed notebook to one accessible page: what the nbconvert template `namndbok` is given.

The preprocessor reads the notebook's headings and HTML outputs and hands title, contents and sections to the
template, so `jupyter nbconvert --to html --template namndbok` and the command line give the same bytes.
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

STYLE = Path(__file__).parent / "template" / "namndbok.css"
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
HIDDEN = {"parameters", "injected-parameters", "setup", "about"}


@dataclass
class Section:
    """One part of the page under an h2."""

    id: str
    title: str
    parts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """Everything that the template lays out."""

    title: str
    lead: list[str]
    sections: list[Section]
    footer: list[str]
    style: str

    @property
    def policy(self) -> str:
        """Return the Content-Security-Policy: no script, no request, only the page's own style."""
        digest = base64.b64encode(hashlib.sha256(self.style.encode()).digest()).decode()
        return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


class PagePreprocessor(Preprocessor):
    """Give the template a `Page` in its resources."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Compose the page; the notebook itself is left as it is."""
        resources["page"] = compose(nb)
        return nb, resources


def compose(nb: NotebookNode) -> Page:
    """Compose a page from an executed notebook."""
    lead, sections, footer = [], [], []
    for cell in nb.cells:
        tags = set(cell.metadata.get("tags", []))
        if tags & HIDDEN:
            continue
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            sections.append(_section(cell.source))
            continue
        target = footer if "footer" in tags else sections[-1].parts if sections else lead
        target += list(_shown(cell, bool(nb.metadata.get("namndbok", {}).get("show_code"))))
    return Page(_title(lead), lead, sections, footer, " ".join(STYLE.read_text(encoding="utf-8").split()))


def _section(source: str) -> Section:
    title, _, text = source.removeprefix("## ").partition("\n")
    return Section(slug(title), title.strip(), [_markdown(text)] if text.strip() else [])


def _shown(cell: NotebookNode, code: bool) -> Iterator[str]:
    if cell.cell_type == "markdown":
        yield _markdown(cell.source)
        return
    if code and cell.cell_type == "code" and cell.source.strip():
        yield f"<pre><code>{escape(cell.source)}</code></pre>"
    for output in cell.get("outputs", []):
        if output.output_type in ("execute_result", "display_data") and "text/html" in output.data:
            yield output.data["text/html"]
        elif output.output_type == "error":
            yield f'<p class="failed">Cellen stannade: {escape(output.ename)}: {escape(output.evalue)}</p>'


def _markdown(source: str) -> str:
    rendered = MarkdownIt("commonmark", {"html": False}).disable("image").render(source)
    return re.sub(r"<h([345])>(.*?)</h\1>", lambda found: f'<h{found[1]} id="{slug(unescape(found[2]))}">{found[2]}</h{found[1]}>', rendered)


def _title(lead: list[str]) -> str:
    found = HEADING.search("".join(lead))
    return unescape(re.sub(r"<[^>]+>", "", found[1])) if found else "Rapport"


def slug(title: str) -> str:
    """Make an anchor of a heading: `Mål och indikatorer` gives `mal-och-indikatorer`."""
    ascii_only = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
