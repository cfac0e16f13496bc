"""The text of a document, line by line with the place of each; cells of a table are parted by tabs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from bs4 import BeautifulSoup, NavigableString

from namndbok.data.cells import refused
from namndbok.data.files import read_text
from namndbok.data.office.office_file import open_office_file
from namndbok.data.office.spreadsheet import BROKEN, events, open_container

WORD_PART = re.compile(r"word/(document|footnotes|endnotes|(header|footer)\d*)\.xml")
BLOCKS = [
    "p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "caption", "figcaption", "text",
    "div", "section", "article", "nav", "header", "footer", "main", "pre", "blockquote",
]  # fmt: skip
UNSEEN, FOLDED = ("script", "style", "head", "template", "svg"), ("popover", "hidden")
MOST_PAGES, MOST_PAGE, LONGEST_LINE = 1000, 4_000_000, 4000

Line = tuple[str, str]


def read_document(path: Path, encoding: str | None = None) -> list[Line]:
    """Return each line of a PDF, Word file, web page or text that is not empty, after its place.

    Raises `InvalidData` for a file of another kind, one that is broken, locked or hostile, or has no text.
    """
    file = path.name
    content, kind = open_office_file(path, "document")
    match kind:
        case "pdf":
            lines = _pages(content)
        case "word":
            lines = _paragraphs(content, file)
        case "markup" if len(content) > MOST_PAGE:
            raise refused(file, "too_large", most=MOST_PAGE // 1_000_000)
        case "markup":
            lines = _web_page(read_text(path, file, encoding))
        case _:
            text = read_text(path, file, encoding).split("\n")
            lines = ((f"rad {number}", line) for number, line in enumerate(text, 1))
    try:
        filled = [(place, line.rstrip()) for place, line in lines if line.strip()]
    except (*BROKEN, pypdfium2.PdfiumError) as error:
        raise refused(file, "encrypted" if "assword" in str(error) else "broken") from None
    if not filled:
        raise refused(file, "no_text")
    if sum(len(line) for _, line in filled) > MOST_PAGE:
        raise refused(file, "too_large", most=MOST_PAGE // 1_000_000)
    starts = ((place, line, start) for place, line in filled for start in range(0, len(line), LONGEST_LINE))
    return [(place, line[start : start + LONGEST_LINE]) for place, line, start in starts]


def _pages(content: bytes) -> Iterator[Line]:
    document = pypdfium2.PdfDocument(content)
    for page in range(min(len(document), MOST_PAGES)):
        text = document[page].get_textpage().get_text_range().replace("\ufffe", "")
        yield from ((f"sidan {page + 1}, rad {row}", line) for row, line in enumerate(text.splitlines(), 1))


def _paragraphs(content: bytes, file: str) -> Iterator[Line]:
    container, number = open_container(content, file), 0
    for name in sorted(container.namelist()):
        line, copied, within = "", False, 0
        for tag, given, text in events(container, name) if WORD_PART.fullmatch(name) else ():
            copied = given is not None if tag == "Fallback" else copied
            within += (1 if given is not None else -1) if tag == "tc" else 0
            if tag == "t" and given is None and not copied:
                line += text
            elif tag in ("tab", "tc") and given is None:
                line = line.rstrip("\n ") + "\t"
            elif tag in ("p", "tr", "br") and given is None and (tag == "tr" or not within):
                number += 1
                yield f"stycke {number}", line
                line = ""


def _web_page(text: str) -> Iterator[Line]:
    """Yield what is seen of each block as a line, and a row of a table as one."""
    page = BeautifulSoup(text, "html.parser")
    for element in page.find_all(lambda tag: tag.name in UNSEEN or any(map(tag.has_attr, FOLDED))):
        element.extract()
    line, number, before = "", 1, None
    for string in page.find_all(string=lambda string: type(string) is NavigableString):
        block = string.find_parent(BLOCKS)
        if block is not before:
            row = block.find_parent("tr") if block else None
            if row and before and row is before.find_parent("tr"):
                line += "\t"
            else:
                yield f"stycke {number}", line
                line, number = "", number + 1
            before = block
        line += string.replace("\n", " ")
    yield f"stycke {number}", line
