"""Print a page as a PDF for archives and for every reader: PDF/A-3 and PDF/UA-1 at once, with files in it.

WeasyPrint makes it, with matplotlib's DejaVu and none of the computer's own fonts. What it has no option for
is put right before it writes: PDF/UA-1 is declared beside PDF/A-3, tables and links are tagged as both ask.
"""

import base64
import os
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from matplotlib import get_data_path

from namndbok.errors import NamndbokError
from namndbok.show.notebook import TEMPLATE

STYLE, ACCESSIBLE, NO_PANGO = (TEMPLATE / name for name in ("print.css", "pdfua.xmp", "pango.txt"))
FONT, FONTS = "DejaVu Sans", Path(get_data_path()) / "fonts" / "ttf"
FONT_SETTINGS = "<fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>"
SOURCES = "Så är siffrorna räknade"
# The earliest time that files in a zip can have says here too that it means nothing.
EPOCH = datetime(1980, 1, 1)


def pdf_identity(seal: str, *, trace: bool = False) -> str:
    """Name what a PDF is made of and by: the same page and the same name give the same bytes.

    It stands first in the file's /ID. Raises `NamndbokError` where Pango cannot be loaded.
    """
    try:
        with _fonts():
            from weasyprint.text.ffi import pango
    except (ImportError, OSError) as error:
        raise NamndbokError(NO_PANGO.read_text(encoding="utf-8")) from error
    packages = [version(name) for name in ("weasyprint", "pydyf", "fonttools", "matplotlib")]
    code = b"".join(path.read_bytes() for path in (Path(__file__), STYLE, ACCESSIBLE))
    makers = sha256(f"{pango.pango_version()} {packages} {sha256(code).hexdigest()}".encode())
    return f"{seal} {makers.hexdigest()[:16]}{' trace' if trace else ''}"


def to_pdf(page: str, files: Mapping[str, bytes], *, seal: str, board: str, trace: bool = False) -> bytes:
    """Print a page, with files attached to it; with `trace` the sources of its figures stand at the end.

    Raises `NamndbokError` where Pango cannot be loaded.
    """
    identity, html = pdf_identity(seal, trace=trace), BeautifulSoup(page, "html.parser")
    words = _lay_out(html, board, trace)
    from weasyprint import HTML, Attachment
    from weasyprint.urls import URLFetcher

    known = {"relationship": "Data", "created": EPOCH, "modified": EPOCH}
    attachments = [
        Attachment(string=files[name], name=name, description=name, **known) for name in sorted(files)
    ]
    options = {"pdf_variant": "pdf/a-3a", "pdf_identifier": identity, "attachments": attachments}
    with _fonts():
        source = HTML(string=str(html), url_fetcher=URLFetcher(allowed_protocols=["data"]))
        return source.write_pdf(finisher=lambda _, pdf: _declare_accessible(pdf, words), **options)


@contextmanager
def _fonts() -> Iterator[None]:
    """Let fontconfig find matplotlib's fonts and no others, and nothing warn of what we cannot change."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(action="ignore"):
        settings = Path(folder, "fonts.conf")
        settings.write_text(FONT_SETTINGS.format(FONTS, folder), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(settings)
        try:
            yield
        finally:
            del os.environ["FONTCONFIG_FILE"]


def _lay_out(html: BeautifulSoup, board: str, trace: bool) -> dict[str, str]:
    """Make a page for screens one for paper, in a style of its own; return the words of links by target.

    A picture of a bar, which says nothing new, becomes a background.
    """
    html.body["data-running"] = " ".join(html.h1.get_text().split()).partition(": ")[0]
    panels = html.find_all(popover=True)
    if trace and panels:
        html.main.append(html.new_tag("section", attrs={"class": "sources"}))
        html.main.contents[-1].extend([html.new_tag("h2", string=SOURCES), *panels])
    for unseen in html.select(f"style, .skip, [popover]{' > button:last-child' if trace else ''}"):
        unseen.decompose()
    html.head.append(html.new_tag("style", string=STYLE.read_text(encoding="utf-8")))
    html.head.append(html.new_tag("meta", attrs={"name": "author", "content": board}))
    targets, words = {tag["id"] for tag in html.find_all(id=True)}, {}
    for link in html.find_all(["a", "button"]):
        target = link.get("popovertarget") or link["href"].removeprefix("#")
        if target in targets:
            link.name, link.attrs = "a", {"href": f"#{target}"}
            words[target] = " ".join(link.get_text().split())
        else:
            link.unwrap()
    for picture in html.find_all("svg"):
        if picture.get("aria-hidden"):
            drawn = base64.b64encode(str(picture).encode()).decode()
            style = f"background-image: url(data:image/svg+xml;base64,{drawn})"
            picture.replace_with(html.new_tag("div", attrs={"class": "bar", "style": style}))
        else:
            picture.title.string = picture.desc.extract().get_text()
            picture["font-family"] = FONT
    return words


def _declare_accessible(pdf: Any, words: Mapping[str, str]) -> None:
    """Declare PDF/UA-1, give header cells their scope, and links the words that they are.

    WeasyPrint tells header cells from each other by ids, which are the same on each page that a table goes on
    to; with a scope none is needed.
    """
    objects, close = {item.reference: item for item in pdf.objects}, b"</rdf:RDF>"
    metadata, declared = objects[pdf.catalog["Metadata"]], ACCESSIBLE.read_bytes() + close
    metadata.stream = [part.replace(close, declared) for part in metadata.stream]
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])  # where each file is named twice
    for item in filter(lambda item: isinstance(item, dict), pdf.objects):
        match item.get("S"), item.get("Subtype"):
            case "/TH", _:
                head = objects[objects[item["P"]]["P"]]["S"] == "/THead"
                item.pop("ID", None)
                item["A"]["Scope"] = "/Column" if head else "/Row"
            case "/TD", _:
                item["A"].pop("Headers", None)
            case _, "/Link":
                item["Contents"].string = words[item["Dest"].string]
