"""Compose one accessible page of an executed notebook: title, sections, and panels with figures' sources.

The template lays it out. Every part of a page is read once, by lxml, and written anew. A figure is a link in
the notebook; on the page it is a button that opens the panel with its source. Nothing that could run, fetch
or send anything gets in.
"""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from itertools import chain, count, takewhile
from typing import Any

import nbformat
from jinja2 import Environment, FileSystemLoader
from lxml.etree import SubElement
from lxml.html import HtmlElement, fragment_fromstring
from lxml.html.defs import empty_tags
from markdown_it import MarkdownIt
from nbformat import NotebookNode

from namndbok.errors import quoted
from namndbok.show.notebook import TEMPLATE, page_error, page_style
from namndbok.swedish import slug

ENVIRONMENT = Environment(loader=FileSystemLoader(TEMPLATE), trim_blocks=True)
# Stands around what is read together, and is not written.
PART = "part"
# What a cell may show: elements of text and drawing, and where links lead. What is `unstyled` is for the
# style sheet, the security policy shows no other; what is `fetching` would fetch something, or send it.
SAFE = json.loads((TEMPLATE / "safe.json").read_text(encoding="utf-8"))
ELEMENTS, FETCHING = {*SAFE["text"], *SAFE["drawing"]}, {*SAFE["fetching"]}
REFERENCE = re.compile(r"url\(\s*['\"]?(?!['\"]?#)|\\", re.IGNORECASE)
MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")
HIDDEN, ABOUT = {"parameters", "injected-parameters", "setup"}, {"about"}
RE_PERFORMED, SOURCE = "re-performed", "source"
# The ids that the template itself gives to its parts.
TEMPLATE_IDS = ("innehall", "toc")
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
COLOUR = re.compile(r"\x1b\[.*?[@-~]")
NO_SLIDERS = '<p class="empty">Reglagen går att använda när arbetsboken är öppen i JupyterLab.</p>'
WIDGET = "application/vnd.jupyter.widget-view+json"

# A cell of a notebook with its tags and what it shows.
Cell = tuple[NotebookNode, set[str], list[HtmlElement]]
text_html = partial(escape, quote=False)


def write_html(element: HtmlElement, *, verbatim: bool = False) -> str:
    """Write an element, or what a part holds, in the only way that pages are written.

    White space alone is a space or a line break, as when nbconvert reads it, unless it stands `verbatim`.
    """

    def text(content: str | None) -> str:
        if content and not verbatim and not content.strip(" \t\n\r\f"):
            return "\n" if "\n" in content else " "
        return text_html(content or "")

    verbatim = verbatim or element.tag == "pre"
    inner = (write_html(child, verbatim=verbatim) + text(child.tail) for child in element)
    content = "".join([text(element.text), *inner])
    marks = "".join(f" {name}={_quoted(name, value)}" for name, value in sorted(element.items()))
    if element.tag in empty_tags:
        return f"<{element.tag}{marks}/>"
    return content if element.tag == PART else f"<{element.tag}{marks}>{content}</{element.tag}>"


def _quoted(name: str, value: str) -> str:
    value = text_html(" ".join(value.split()) if name == "class" else value)
    return f"'{value}'" if '"' in value and "'" not in value else f'"{value.replace(chr(34), "&quot;")}"'


@dataclass
class PageSection:
    """One part of the page under an h2."""

    id: str
    title: str
    parts: list[HtmlElement] = field(default_factory=list)


@dataclass
class ComposedPage:
    """Everything that the template lays out.

    `opening` is code that is shown and runs before any section, `sources` are the panels of figures.
    """

    lead: list[HtmlElement] = field(default_factory=list)
    opening: list[HtmlElement] = field(default_factory=list)
    sections: list[PageSection] = field(default_factory=list)
    sources: list[HtmlElement] = field(default_factory=list)
    footer: list[HtmlElement] = field(default_factory=list)
    style: str = field(default_factory=page_style)
    write, text = staticmethod(write_html), staticmethod(text_html)

    @property
    def title(self) -> str:
        """Return the words of the h1 in the lead, as HTML."""
        headings = (heading for part in self.lead for heading in part.iter("h1"))
        return next((text_html(_words(heading)) for heading in headings), "Rapport")

    @property
    def policy(self) -> str:
        """Return the Content-Security-Policy: no script, no request, only the page's own style."""
        digest = base64.b64encode(hashlib.sha256(self.style.encode()).digest()).decode()
        return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"

    @property
    def last(self) -> list[HtmlElement]:
        """Return the list that the next part belongs to."""
        return self.sections[-1].parts if self.sections else self.lead


def compose(nb: NotebookNode) -> ComposedPage:
    """Compose a page of an executed notebook; raises `NamndbokError` for a picture that no words describe.

    Code is shown only where the notebook's metadata has `namndbok.show_code`, outputs always. It is folded
    after what it gave, but for the code of a cell tagged `re-performed`: that is open and stands before.
    """
    show_code = nb.metadata.get("namndbok", {}).get("show_code") is True
    hidden, cells = ABOUT if show_code else ABOUT | HIDDEN, []
    for cell in nb.cells:
        if not hidden & (tags := set(cell.metadata.get("tags", []))):
            cells.append((cell, tags, [part for part in _outputs(cell) if len(part) or _words(part)]))
    taken = {*TEMPLATE_IDS, *(id for *_, parts in cells for part in parts for id in part.xpath(".//@id"))}
    page = ComposedPage()
    for place, (cell, tags, parts) in enumerate(cells):
        if cell.cell_type == "markdown":
            if show_code or not _is_empty(cells[place:]):
                _add_prose(cell.source, page, taken)
            continue
        source = cell.source if show_code and cell.source.strip() else ""
        code = _read(f'<pre class="cell"><code>{text_html(source)}</code></pre>')
        with_code = page.last if page.sections else page.opening
        if source and RE_PERFORMED in tags:
            with_code.append(code)
        for part in parts:
            shown = page.footer if "footer" in tags else page.last
            (page.sources if part.find_class(SOURCE) else shown).append(part)
        if source and RE_PERFORMED not in tags:
            if not (with_code and with_code[-1].find_class("code")):
                with_code.append(_read('<details class="code"><summary>Kod</summary></details>'))
            with_code[-1].find("details").extend(code)
    _open_in_place(page)
    return page


def _open_in_place(page: ComposedPage) -> None:
    """Make the source of every figure a panel that it opens; a source that nothing opens is left out."""
    panels = {panel.get("id"): panel for part in page.sources for panel in part.find_class(SOURCE)}
    # Rows that are alike share a panel, in which each has its own anchor.
    panel_ids = {row: id for id, panel in panels.items() for row in panel.xpath(".//@id")}
    unread, page.sources = [*page.lead, *chain.from_iterable(section.parts for section in page.sections)], []
    while unread:
        for link in unread.pop().xpath('.//a[starts-with(@href, "#")]'):
            target = link.get("href").removeprefix("#")
            if (id := panel_ids.get(target, target)) not in panels:
                continue
            link.tag = "button"
            del link.attrib["href"]
            link.attrib.update(({"data-row": target} if target != id else {}) | {"popovertarget": id})
            if "popover" not in panels[id].attrib:
                panels[id].set("popover", "")
                unread.append(panels[id])
    page.sources = [panel for panel in panels.values() if "popover" in panel.attrib]
    for panel in page.sources:
        del panel.attrib["class"]
        SubElement(panel, "button", popovertarget=panel.get("id")).text = "Stäng"


def _is_empty(cells: Sequence[Cell]) -> bool:
    """Tell whether the part that the first cell, in Markdown, begins has code but shows nothing.

    The part ends with the next heading that is as large, or with the footer.
    """
    level = _level(cells[0][0])
    part = [*takewhile(lambda item: "footer" not in item[1] and _level(item[0]) > level, cells[1:])]
    has_code = any(cell.cell_type == "code" for cell, *_ in part)
    return has_code and not any(parts for *_, parts in part)


def _level(cell: NotebookNode) -> int:
    """Return the size of the heading that a cell begins with, 1 for the largest; 9 where it has none."""
    heading = re.match(r"#{1,6}(?= )", cell.source) if cell.cell_type == "markdown" else None
    return len(heading[0]) if heading else 9


def _add_prose(source: str, page: ComposedPage, taken: set[str]) -> None:
    """Add a Markdown cell: each h2 in it begins a section, and each smaller heading gets an id.

    No other part of the page has that: the first `Mål` gets `mal`, the next one `mal-2`.
    """
    prose = _read(MARKDOWN.render(source))
    for heading in prose.iter(*HEADINGS):
        if heading.tag != "h2" or heading.getparent() is prose:
            name = slug(_words(heading))
            ids = chain([name], (f"{name}-{number}" for number in count(2)))
            heading.set("id", next(id for id in ids if id not in taken))
            taken.add(heading.get("id"))
    for element in prose:
        if element.tag == "h2":
            page.sections.append(PageSection(element.get("id"), _words(element)))
        else:
            page.last.append(element)


def _read(html: str) -> HtmlElement:
    return fragment_fromstring(html, create_parent=PART)


def _words(element: HtmlElement) -> str:
    return element.text_content().strip()


def _outputs(cell: NotebookNode) -> Iterator[HtmlElement]:
    """Yield what a cell shows; raises `NamndbokError` for what is unsafe or a picture without words."""
    name = cell.get("id", cell.source)
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if output.output_type == "error":
            reason = COLOUR.sub("", f"{output.ename}: {output.evalue}")
            yield _read(f'<p class="failed">Cellen stannade: {text_html(reason)}</p>')
        elif "text/html" in data:
            html = _read(data["text/html"])
            if any(image.get("alt") is None for image in html.iter("img")):
                raise page_error("picture_without_words", cell=name)
            check_safe(html, name)
            yield html
        elif any(kind.startswith("image/") for kind in data):
            raise page_error("picture_without_words", cell=name)
        elif WIDGET in data:
            yield _read(NO_SLIDERS)
        else:
            text = output.text if output.output_type == "stream" else data.get("text/plain", "")
            yield _read(f"<pre>{text_html(COLOUR.sub('', text))}</pre>")


def to_html(nb: NotebookNode) -> str:
    """Write an executed notebook as a page, with the bytes of `jupyter nbconvert --template namndbok`.

    Nbconvert reads a page once more, by Beautiful Soup, and changes nothing in what is written in its way.
    """
    return ENVIRONMENT.get_template("index.html.j2").render(resources={"page": compose(nb)})


def page_preprocessor(**_options: Any) -> Callable[[NotebookNode, dict[str, Any]], tuple[NotebookNode, dict]]:
    """Return what gives nbconvert's template the page in its resources; see `template/conf.json`."""
    return lambda nb, resources: (nb, resources | {"page": compose(nb)})


def to_ipynb(nb: NotebookNode) -> str:
    """Write a notebook as JSON."""
    return nbformat.writes(nb) + "\n"


def check_safe(html: HtmlElement, cell: str) -> None:
    """Take comments and styles out of what a cell shows; raises `NamndbokError` for what no page may hold."""
    for element in list(html.iterdescendants()):
        if element.tag == "style" or not isinstance(element.tag, str):  # a comment and its like
            element.drop_tree()
            continue
        for name in {*element.keys()}.intersection(SAFE["unstyled"]):
            del element.attrib[name]
        if wrong := _unsafe(element):
            raise page_error("unsafe", cell=cell, wrong=wrong)


def _unsafe(element: HtmlElement) -> str:
    """Say what is unsafe about an element; nothing, where all is well."""
    if element.tag not in ELEMENTS:
        return f"elementet <{element.tag}>"
    for name, text in element.items():
        allowed = SAFE["links"].get(name)
        if name.startswith("on") or name in FETCHING or REFERENCE.search(text):
            return f"attributet {name}={quoted(text)}"
        if allowed and not re.fullmatch(allowed, text.strip(), re.IGNORECASE | re.DOTALL):
            return f"hänvisningen {name}={quoted(text)}"
    return ""
