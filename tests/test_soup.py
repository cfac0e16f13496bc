"""Pages are written as BeautifulSoup writes them, whatever is on them."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from namndbok import soup
from namndbok.soup import like_soup
from workbook import ROOT

NAMES = st.sampled_from(["p", "div", "td", "A", "pre", "data", "svg", "linearGradient", "h1", "styled"])
ODD = st.sampled_from(["br", "meta", "style", "script", "textarea", "template", "rt", "STYLE", "BR"])
WORDS = st.text(st.sampled_from("a1 \n\t\r\f\xa0é\u2028;'=/"), max_size=6)
ENTITIES = st.sampled_from(["&amp;", "&lt;", "&gt;", "&quot;", "&#x27;", "&#39;", "&amp;lt;", '"', ">"])
STRANGE = st.sampled_from(["&", "&nbsp;", "&copy", "&#10;", "<", "<!-- a -->", "<!doctype html>", "&foo;"])
KEYS = st.sampled_from(["id", "class", "href", "viewBox", "hidden", "data-row", "xml:lang"])
ODD_KEYS = st.sampled_from(["rel", "headers", "charset", "content", "accesskey", "@a", "a=b"])


def texts(*more: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(WORDS, ENTITIES, *more), max_size=4).map("".join)


def attributes(keys: st.SearchStrategy[str], values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    stated = st.tuples(keys, values.map(lambda value: value.replace('"', "&quot;")))
    named = stated.map(lambda pair: f'{pair[0]}="{pair[1]}"')
    return st.lists(st.one_of(named, keys), max_size=4).map(lambda all: "".join(f"\n {one}" for one in all))


def elements(names: st.SearchStrategy[str], stated: st.SearchStrategy[str], *more: st.SearchStrategy[str]):
    """Give pages of elements that are opened and closed in order, some of them with `/>`."""
    empty = st.tuples(names, stated).map(lambda part: f"<{part[0]}{part[1]} />")
    void = stated.map(lambda all: f"<br{all}>")

    def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        one = st.tuples(names, stated, inner).map(lambda part: f"<{part[0]}{part[1]}>{part[2]}</{part[0]}>")
        return st.lists(st.one_of(one, inner), max_size=4).map("".join)

    return st.recursive(st.one_of(texts(*more), empty, void), around, max_leaves=12)


OURS = elements(NAMES, attributes(KEYS, texts()))
ANY = elements(NAMES | ODD, attributes(KEYS | ODD_KEYS, texts(STRANGE)), STRANGE)


@given(OURS)
def test_a_page_whose_elements_are_in_order_is_rewritten_as_the_tree_would_be(html: str):
    assert soup._rewritten(html) == str(BeautifulSoup(html, "html.parser"))


@given(ANY, st.integers(0, 40), st.integers(0, 40))
def test_any_other_page_comes_out_the_same_too(html: str, start: int, end: int):
    """Elements that BeautifulSoup treats in its own ways, and what is left when a piece is cut out."""
    for page in (html, html[:start] + html[start + end :]):
        assert like_soup(page) == str(BeautifulSoup(page, "html.parser"))


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<td id="a" class=" n  b ">', '<td class="n b" id="a">'),
        ("<!DOCTYPE html>\n", "<!DOCTYPE html>\n\n"),
        ('<path d="M0 0" />', '<path d="M0 0"></path>'),
        ('<meta charset="utf-8">', '<meta charset="utf-8"/>'),
        ("<p>&quot;a&quot; &gt; &#x27;b&#x27;</p>\n\n \n", "<p>\"a\" &gt; 'b'</p>\n"),
        ("<style>a > b { }</style>", "<style>a > b { }</style>"),
    ],
)
def test_what_it_changes(html: str, shown: str):
    assert like_soup(html).startswith(shown)
    assert str(BeautifulSoup(html, "html.parser")).startswith(shown)


def test_published_pages_need_no_tree(monkeypatch: pytest.MonkeyPatch):
    """They have been through it, and come out as they are but for the line after the first one."""
    monkeypatch.setattr(soup, "BeautifulSoup", None)
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "reports").glob("*/*.html")]
    assert pages
    for page in pages:
        assert like_soup(page.replace("html>\n\n", "html>\n", 1)) == page
