"""The command line and nbconvert write the same page, whatever HTML a cell shows."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from namndbok.show.page import TEMPLATE, to_html

TAGS = """
<p> </p> <p/> <b> </b> <li> </li> <pre> </pre> <br/> <br> <svg> </svg> <I> <style> </style>
<a·href="#x"> </a> <td·class="n·total"> <td·class="·n"> </td> <i·id="a"·class="b"> <i·class="b"·id="a"> </i>
<i·id="a"·id="b"> <i·id='a'> <i·hidden> <i·id=""> <i·title="a·&amp;·b"> <i·title="&quot;"> <svg·viewBox="0">
<!--·ord·--> <!-- <style>p·>·a·{}</style> <?php·?> <![CDATA[x]]> <img·alt="å"·src="data:image/png,"> </
"""
TEXTS = """ord a·>·b a·<·b & &amp; &lt; &gt; &nbsp; &#39; &quot; &amp &ampord; " ' å\u00a0ä"""
SPACES = [" ", "  ", "\n", "\n\n", "\t", "\r\n", "\f", "\u2028", "\x00"]
PIECES = [*(piece.replace("·", " ") for piece in re.split("[ \n]+", TAGS + TEXTS)), *SPACES]
PROSE = ["# Hej", """## Å & "b"\n\n'c' <b> `d`\n\n### e"""]


@pytest.fixture(scope="module")
def nbconvert() -> HTMLExporter:
    return HTMLExporter(template_paths=[str(TEMPLATE)])


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.sampled_from(PROSE))
@example("<p class=b id='a'>å &amp; ä<br>", PROSE[0])
@example("&nbsp;", PROSE[1])
@example("<b> </p> ", PROSE[0])
@example("<b> <!-- --> ", PROSE[0])
def test_the_page_is_the_same_as_nbconvert_writes(nbconvert: HTMLExporter, html: str, prose: str):
    output = new_output("display_data", data={"text/html": html})
    nb = new_notebook(cells=[new_markdown_cell(prose), new_code_cell("1", outputs=[output, output])])
    assert to_html(nb) == nbconvert.from_notebook_node(nb)[0]
