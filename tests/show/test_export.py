"""Pages that need not be read once more are those, and only those, that come out of it as they are."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from namndbok.show.export import DOCTYPE, as_reread, settled
from workbook import ROOT

TAGS = """
<p> </p> <p/> <b> </b> <li> </li> <pre> </pre> <br/> <br> <svg> </svg> <I> <script> </script> <style> </style>
<a·href="#x"> </a> <td·class="n·total"> <td·class="·n"> </td> <i·id="a"·class="b"> <i·class="b"·id="a"> </i>
<i·id="a"·id="b"> <i·id='a'> <i·hidden> <i·id=""> <i·title="a·&amp;·b"> <i·title="&quot;"> <svg·viewBox="0">
<!--·ord·--> <style>p·>·a·{}</style> <?php·?> <![CDATA[x]]> </
"""
TEXTS = """ord a·>·b a·<·b & &amp; &lt; &gt; &nbsp; &#39; &quot; &amp &ampord; " ' å\u00a0ä"""
SPACES = [" ", "  ", "\n", "\n\n", "\t", "\r\n", "\f", "\u2028", "\x00"]
PIECES = [*(piece.replace("·", " ") for piece in re.split("[ \n]+", TAGS + TEXTS)), *SPACES]


def reread(html: str) -> str:
    """Read and write HTML as nbconvert does."""
    return str(BeautifulSoup(html, features="html.parser"))


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
@example("<p>ett <b>två</b></p>\n<pre>  \n </pre>")
def test_what_is_settled_stays_as_it_is(html: str):
    assert not settled(html) or reread(html) == html
    assert as_reread(DOCTYPE + html) == reread(DOCTYPE + html)


def element(made: tuple[str, list[str]]) -> str:
    return f"<{made[0]}>{' '.join(made[1])}</{made[0]}>"


LEAVES = st.sampled_from(["ord", "a &amp; b", "<br/>", '<a class="x y" href="#å">1</a>', "å\u00a0kr"])
NAMES = st.sampled_from(["p", "li", "data"])


@given(st.recursive(LEAVES, lambda inner: st.tuples(NAMES, st.lists(inner, min_size=1)).map(element)))
def test_what_is_written_by_the_rules_is_seen_to_be_settled(html: str):
    assert settled(f"<p>{html}</p>")
    assert reread(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "<p>",
        "</p>",
        "<p></b></p>",
        "<br>",
        "<p/>",
        '<i id="b" class="a"></i>',
        "<p>a > b</p>",
        "<p>  </p>",
        "&nbsp;",
    ],
)
def test_what_would_change_is_not_settled(html: str):
    assert reread(html) != html
    assert not settled(html)


def test_no_published_page_needs_it():
    pages = sorted((ROOT / "reports").rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert settled(text.removeprefix(DOCTYPE + "\n")), page.name
