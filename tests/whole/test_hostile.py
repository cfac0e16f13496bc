"""Text cells that try to be markup, script, template or formula are shown as the text that they are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import cycle
from string import ascii_lowercase

import pandas as pd
import pytest

from boards import REAL
from namndbok.books.commentary import Comment
from namndbok.data.load import Data, load_data
from namndbok.show.narrative import narrate_comment
from pages import shown
from typed import unchecked

HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "{{ 9876*4321 }}",
    "{% include 'footer.md' %}",
    "](javascript:alert(1))",
    "[x](javascript:alert(1))",
    "=cmd()|' /C calc'!A0",
    "\ue0000\ue001",
    "&amp;&lt;b&gt;",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "__import__('os').system('id')",
    "**bold** _x_ `y` # z",
    "| pipe | pipe |",
    "x" * 400,
    "abc\u202efdp.exe\u2066",
    "line\n\n# break\r\n- list",
    "</td></tr></table></section>",
    "<!-- comment",
    "<![CDATA[",
    "${9876*4321} #{9876*4321} <%= 9876*4321 %>",
]
# As many, each different, of the same length and with the same figures, so that the checks find the same in
# both, and as many rows are short enough to share a source.
PLAIN = [
    "; ".join([letter, *re.findall(r"(?<!\ue000)\d+(?: %(?=>))?", text)]).ljust(len(text), letter)
    for letter, text in zip(ascii_lowercase, HOSTILE, strict=False)
]


def rewritten(data: Data, texts: Iterator[str]) -> Data:
    """Put another text into every cell that may hold any text, also in the names of things."""
    tables = {}
    for name, table in data.tables.items():
        schema = data.package.tables[name]
        linked = {column for key in schema.foreign_keys for column in key.columns} | set(schema.primary_key)
        free = [
            column.name
            for column in schema.fields
            if column.kind == "string" and not column.constraints.keys() & {"enum", "pattern"}
        ]
        new = table.copy()
        for column in free:
            if column not in linked and column != "source":
                cells = [next(texts) if cell else cell for cell in table[column]]
                new[column] = pd.Series(cells, index=table.index, dtype=object)
        tables[name] = new
    return replace(data, tables=tables, package=replace(data.package, title=next(texts)))


def numbered(texts: Iterable[str]) -> Iterator[str]:
    """Begin each text with a number of its own, so that texts are sorted and told apart alike."""
    return (f"{number:04} {text}" for number, text in enumerate(cycle(texts)))


@pytest.fixture(scope="module")
def pages() -> tuple[str, str]:
    data = load_data(REAL)
    hostile, plain = (rewritten(data, numbered(texts)) for texts in (HOSTILE, PLAIN))
    return shown(hostile, 2024), shown(plain, 2024)


class Structure(HTMLParser):
    """Read the elements of a page with the names of their attributes, in order, and the words between them.

    Left out is what depends on the text itself: how many lines it has in a picture, and whether it has
    figures and so stands in a `span` that names its row, to which each of them leads.
    """

    def __init__(self, page: str):
        super().__init__()
        self.elements: list[str] = []
        self.attributes: set[tuple[str, str]] = set()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.pictures = self.spans = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.pictures += tag == "svg"
        self.spans += tag == "span"
        if not self.pictures and tag != "span" and not (self.spans and tag == "a"):
            self.elements.append(" ".join([tag, *sorted(name for name, _ in attrs)]))

    def handle_endtag(self, tag):
        if not self.pictures and tag != "span" and not (self.spans and tag == "a"):
            self.elements.append(f"/{tag}")
        self.spans -= tag == "span"
        self.pictures -= tag == "svg"

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        self.elements.append("comment")

    def handle_decl(self, decl):
        self.elements.append("declaration")

    unknown_decl = handle_pi = handle_decl


def test_the_page_has_the_same_structure_whatever_the_texts_say(pages):
    hostile, plain = map(Structure, pages)
    assert hostile.elements == plain.elements
    assert hostile.tags == plain.tags
    assert hostile.attributes == plain.attributes


def test_there_is_neither_script_nor_handler_nor_address_outside_the_page(pages):
    page = pages[0]
    assert not re.search(r"<script|<img|<iframe|<!--|<style", page)
    assert not [name for _, name in Structure(page).attributes if name.startswith("on")]
    assert re.findall(r'href="(?!#)[^"]*"', page) == ['href="audit.html"']


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isprintable() and len(text) < 60])
def test_each_text_is_shown_as_it_was_typed(pages, text):
    words = "".join(Structure(pages[0]).words)
    assert re.search(rf"\d{{4}} {re.escape(text)}", words)


def test_nothing_is_evaluated(pages):
    assert str(9876 * 4321) not in pages[0]


def test_text_is_not_turned_around_and_the_reports_own_marks_cannot_be_typed(pages):
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]", pages[0])
    assert "abcfdp.exe" in pages[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_comment_is_markdown_and_nothing_else(text):
    comments = {"Ekonomi": Comment("Ekonomi", text.replace("{{", "{ {"), "2031.md", 1)}
    page = narrate_comment("Ekonomi", replace(unchecked(), comments=comments)).html
    read = Structure(page)
    assert read.tags <= {"div", "p", "strong", "em", "code", "ul", "li", "h3", "blockquote", "pre"}
    assert {name for _, name in read.attributes} <= {"class"}
