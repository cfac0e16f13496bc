"""Write a page's text, tables and charts as a Word document, for those who are to work on them."""

import io
import re
import zipfile
from math import isqrt

import resvg_py
from bs4 import BeautifulSoup, NavigableString, Tag
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from namndbok.show.pdf import EPOCH, FONT, FONTS

LANGUAGE = "sv-SE"
WIDTH, HEIGHT, MARGIN, PICTURE = Mm(210), Mm(297), Mm(22), Mm(110)
PIXELS, TYPEFACE, SMALL = 1200, "Calibri", Pt(8)
SPACES = re.compile("[ \t\n]+")
STYLES = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3", "li": "List Bullet"}
STYLES |= dict.fromkeys(("figcaption", "summary"), "Caption") | dict.fromkeys(("p", "pre"), "Normal")
# HTML has no upper case in names; a picture by itself does.
CASED = (
    "clipPath feColorMatrix feComposite linearGradient viewBox clipPathUnits gradientTransform gradientUnits"
)
CASES = {name.lower(): name for name in (*CASED.split(), "patternTransform", "patternUnits")}


def to_docx(page: str, *, board: str) -> bytes:
    """Write what a page shows as a Word document: headings, lists, tables with heads, charts with words.

    What opens on a screen only, a figure's source and the contents, is left out. The same page gives the same
    bytes.
    """
    html, document = BeautifulSoup(page, "html.parser"), Document()
    for element in html.select("nav, .skip, [popover], svg[aria-hidden]"):
        element.decompose()
    _prepare(document, html.title.get_text(), board)
    for element in html.body.find_all([*STYLES, "table", "svg"]):
        if element.name == "table":
            _add_table(document, element)
        elif element.name == "svg":
            _add_picture(document, element)
        elif not element.find_parent(["table", "li"]):
            _add_words(document.add_paragraph(style=STYLES[element.name]), element)
    file, content = io.BytesIO(), io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as dated, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in dated.namelist():
            archive.writestr(zipfile.ZipInfo(name), dated.read(name), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _prepare(document: WordDocument, title: str, board: str) -> None:
    """Set what holds for the whole document: its paper, its language and what it is called."""
    section, about = document.sections[0], document.core_properties
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    about.title, about.author, about.language, about.comments = title, board, LANGUAGE, ""
    about.created = about.modified = EPOCH
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    document.styles["Normal"].font.name, document.styles["Table Grid"].font.size = TYPEFACE, SMALL
    document.styles["Caption"].paragraph_format.keep_with_next = True


def _add_words(paragraph: Paragraph, element: Tag) -> None:
    """Add the words of an element, with what is bold in it and its line breaks."""
    for part in element.descendants:
        if isinstance(part, NavigableString) and (part.strip() or not part.find_next_sibling("p")):
            words = str(part) if element.name == "pre" else SPACES.sub(" ", part)
            begins_line = part.previous_sibling and part.previous_sibling.name == "br"
            words = words.lstrip(" ") if begins_line else words
            paragraph.add_run(words).bold = True if part.find_parent(["strong", "thead"]) else None
        elif part.name == "br" or (part.name == "p" and part.find_previous_sibling("p")):
            paragraph.add_run().add_break()


def _add_table(document: WordDocument, element: Tag) -> None:
    """Add a table under its caption; the head comes again on each page, and no row is divided.

    A column is as wide as its longest word asks for, and some more for its longest text.
    """
    caption = element.caption.get_text(strip=True)
    document.add_paragraph(caption, style="Caption")
    lines = [line.find_all(["th", "td"]) for line in element.find_all("tr")]
    table = document.add_table(len(lines), len(lines[0]), style="Table Grid")
    texts = [[cell.get_text() for cell in column] for column in zip(*lines, strict=True)]
    shares = [
        max(map(len, " ".join(column).split(" "))) + isqrt(4 * max(map(len, column))) for column in texts
    ]
    widths = [(WIDTH - 2 * MARGIN) * share // sum(shares) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, line in zip(table.rows, lines, strict=True):
        for cell, width, source in zip(row.cells, widths, line, strict=True):
            cell.width = width
            _add_words(cell.paragraphs[0], source)
            if source.find("data") and not source.find(["p", "span"]):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    *_, grid = document.element.body.iter(qn("w:tbl"))
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), caption)
    grid.tblPr.append(title)
    for line, row in zip(lines, grid.tr_lst, strict=True):
        marks = ["w:cantSplit", *(["w:tblHeader"] if line[0].find_parent("thead") else [])]
        row.get_or_add_trPr().extend(map(OxmlElement, marks))
    document.add_paragraph()


def _add_picture(document: WordDocument, element: Tag) -> None:
    """Add a chart as a picture with the chart's own description."""
    words = element.desc.get_text()
    for tag in (element, *element.find_all(True)):
        tag.name = CASES.get(tag.name, tag.name)
        tag.attrs = {CASES.get(name, name): value for name, value in tag.attrs.items()}
    options = {"skip_system_fonts": True, "font_dirs": [str(FONTS)], "font_family": FONT, "width": PIXELS}
    document.add_picture(io.BytesIO(resvg_py.svg_to_bytes(svg_string=str(element), **options)), PICTURE)
    *_, drawn = document.element.body.iter(qn("wp:docPr"))
    drawn.set("descr", words)
