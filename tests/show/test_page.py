"""What the page shows of a notebook, and how its headings can be linked to."""

import base64
import hashlib
import re
from collections.abc import Iterable

import nbformat
import pytest
from lxml.html import HtmlElement
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from namndbok.errors import NamndbokError
from namndbok.show.page import ComposedPage, compose, to_html, write_html

PNG = {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure>"}


def book(*cells: NotebookNode, **metadata: object) -> NotebookNode:
    return new_notebook(cells=list(cells), metadata=metadata)


def page(*cells: NotebookNode, **metadata: object) -> ComposedPage:
    return compose(book(*cells, **metadata))


def text(source: str, *tags: str) -> NotebookNode:
    return new_markdown_cell(source, metadata={"tags": list(tags)})


def code(source: str, *outputs: NotebookNode, tag: str = "") -> NotebookNode:
    return new_code_cell(source, outputs=list(outputs), metadata={"tags": [tag] if tag else []})


def shown(html: str) -> NotebookNode:
    return new_output("display_data", data={"text/html": html, "text/plain": "…"})


def written(parts: Iterable[HtmlElement]) -> list[str]:
    return [write_html(part) for part in parts]


def ids(html: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', html)


# Headings


def test_an_h2_begins_a_section_with_an_id_made_of_its_words():
    section = page(text("# Titel"), text("## Mål och indikatorer\n\nVilka nåddes?")).sections[0]
    assert (section.id, section.title) == ("mal-och-indikatorer", "Mål och indikatorer")
    assert written(section.parts) == ["<p>Vilka nåddes?</p>"]


def test_an_h2_begins_a_section_wherever_it_stands_in_a_cell():
    composed = page(text("Före.\n\n## Ett\n\na\n\nTvå\n---\n\nb"))
    assert written(composed.lead) == ["<p>Före.</p>"]
    assert [(section.title, written(section.parts)) for section in composed.sections] == [
        ("Ett", ["<p>a</p>"]),
        ("Två", ["<p>b</p>"]),
    ]


def test_a_number_sign_in_code_is_no_heading():
    assert page(text("```\n## kommentar\n```")).sections == []


def test_headings_that_read_the_same_get_different_ids():
    composed = page(text("## Mål"), text("### Mål"), text("## Mål"), text("## Mål!"))
    assert [section.id for section in composed.sections] == ["mal", "mal-3", "mal-4"]
    assert written(composed.sections[0].parts) == ['<h3 id="mal-2">Mål</h3>']


@pytest.mark.parametrize("taken", ["innehall", "toc"])
def test_no_heading_has_an_id_that_the_template_uses(taken: str):
    title = {"innehall": "Innehåll", "toc": "TOC"}[taken]
    assert page(text(f"## {title}")).sections[0].id == f"{taken}-2"


def test_no_heading_has_the_id_of_a_table_that_comes_later():
    composed = page(text("## T documents"), code("…", shown('<table id="t-documents"></table>')))
    assert composed.sections[0].id == "t-documents-2"


def test_no_id_comes_twice_on_a_whole_page():
    cells = [text("# Innehåll"), *(text("## Innehåll\n\n### Innehåll") for _ in range(3))]
    anchors = ids(to_html(book(*cells)))
    assert len(anchors) == len(set(anchors)) > 6


def test_markup_in_a_heading_is_not_in_its_title():
    composed = page(text("# *Nämnd* & `bok`"), text("## **Mål** & [länk](http://x)\n\ntext"))
    assert (composed.title, composed.sections[0].title) == ("Nämnd &amp; bok", "Mål & länk")


def test_the_title_is_the_h1_whether_prose_or_output():
    assert page(code("…", shown('<h1 class="x">Året <time>2024</time></h1>'))).title == "Året 2024"
    assert page(text("text")).title == "Rapport"


# Code


def folded(*sources: str) -> str:
    blocks = "".join(f'<pre class="cell"><code>{source}</code></pre>' for source in sources)
    return f'<details class="code"><summary>Kod</summary>{blocks}</details>'


def test_code_is_not_shown():
    assert page(code("hemligt = 1")).lead == []


@pytest.mark.parametrize("value", [True, False, "true", 1, None])
def test_code_is_shown_when_the_notebook_says_so(value: object):
    composed = page(code("a < b"), namndbok={"show_code": value})
    assert written(composed.opening) == ([folded("a &lt; b")] if value is True else [])


def test_code_is_folded_after_what_it_gives_in_a_section_and_after_the_heading_of_the_page():
    cells = (code("titel()", shown("<h1>Rubrik</h1>")), text("## Mål"), code("visa()", shown("<p>ut</p>")))
    composed = page(*cells, namndbok={"show_code": True})
    assert (written(composed.lead), written(composed.opening)) == (
        ["<h1>Rubrik</h1>"],
        [folded("titel()")],
    )
    assert written(composed.sections[0].parts) == ["<p>ut</p>", folded("visa()")]


def test_code_that_re_performs_is_open_and_stands_before_what_it_gives():
    cells = text("## Mål"), code("1 + 1", shown("<p>2</p>"), tag="re-performed")
    composed = page(*cells, namndbok={"show_code": True})
    assert written(composed.sections[0].parts) == ['<pre class="cell"><code>1 + 1</code></pre>', "<p>2</p>"]


def test_folded_code_with_nothing_between_is_folded_as_one():
    composed = page(text("## Mål"), code("a = 1"), code("b = 2"), namndbok={"show_code": True})
    assert written(composed.sections[0].parts) == [folded("a = 1", "b = 2")]


@pytest.mark.parametrize("tag", ["parameters", "injected-parameters", "setup"])
def test_preparations_are_shown_with_the_code_and_only_then(tag: str):
    cell = code("year = 2024", shown("<p>ut</p>"), tag=tag)
    assert page(cell).lead == []
    composed = page(cell, namndbok={"show_code": True})
    assert (written(composed.opening), written(composed.lead)) == (
        [folded("year = 2024")],
        ["<p>ut</p>"],
    )


@pytest.mark.parametrize("show", [True, False])
def test_what_is_said_about_the_notebook_is_not_in_the_report(show: bool):
    assert page(text("Kör alla celler.", "about"), namndbok={"show_code": show}).lead == []


# Outputs


def test_an_output_in_html_is_shown_as_it_is():
    assert written(page(text("## A"), code("…", shown("<p>ut</p>"))).sections[0].parts) == ["<p>ut</p>"]


def test_the_footers_output_is_in_the_footer():
    composed = page(text("## A"), code("…", shown("<p>sigill</p>"), tag="footer"))
    assert (written(composed.footer), composed.sections[0].parts) == (["<p>sigill</p>"], [])


def test_an_error_is_seen():
    failed = new_output("error", ename="ValueError", evalue="\x1b[31m<tom>", traceback=["…"])
    assert written(page(code("…", failed)).lead) == [
        '<p class="failed">Cellen stannade: ValueError: &lt;tom&gt;</p>'
    ]


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_what_a_cell_prints_is_seen(name: str):
    assert written(page(code("…", new_output("stream", name=name, text="a\n<b>"))).lead) == [
        "<pre>a\n&lt;b&gt;</pre>"
    ]


def test_a_value_that_is_only_text_is_seen():
    assert written(page(code("…", new_output("execute_result", data={"text/plain": "'<b>'"}))).lead) == [
        "<pre>'&lt;b&gt;'</pre>"
    ]


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "image/svg+xml"])
def test_a_picture_without_words_is_refused(kind: str):
    cell = new_code_cell("plot()", id="cell-07", outputs=[new_output("display_data", data={kind: "…"})])
    with pytest.raises(NamndbokError, match=r"Cellen cell-07 visar en bild utan ord. Visa ett diagram ur"):
        page(cell)


@pytest.mark.parametrize("html", ['<img src="a.png">', '<p>a <img src="a.png"></p>'])
def test_a_picture_in_html_without_words_is_refused(html: str):
    with pytest.raises(NamndbokError, match="visar en bild utan ord"):
        page(code("…", shown(html)))
    assert written(page(code("…", shown('<img alt="En karta"/>'))).lead) == ['<img alt="En karta"/>']


@pytest.mark.parametrize("html", ["", " \n", "&nbsp;", "</p>", "<!-- -->"])
def test_what_shows_nothing_is_left_out(html: str):
    assert page(code("…", shown(html))).lead == []


def test_a_picture_that_comes_with_html_is_shown_by_it():
    both = new_output("display_data", data=PNG | {"text/html": "<figure></figure>"})
    assert written(page(code("…", both)).lead) == ["<figure></figure>"]


def test_a_slider_is_told_of():
    data = {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/plain": "IntSlider(value=7)"}
    assert written(page(code("…", new_output("display_data", data=data))).lead) == [
        '<p class="empty">Reglagen går att använda när arbetsboken är öppen i JupyterLab.</p>'
    ]


# Safety


def test_prose_cannot_hold_html_or_pictures():
    lead = "".join(written(page(text("<script>x</script> ![a](http://x/y.png) [l](javascript:x)")).lead))
    assert "<script" not in lead and "<img" not in lead and 'href="javascript' not in lead


def test_the_policy_lets_in_the_pages_own_style_and_nothing_else():
    html = to_html(book(text("# A")))
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'<meta content="{policy}" http-equiv="Content-Security-Policy"/>' in html


def test_the_notebook_is_left_as_it_was():
    nb = book(text("# A"), code("…", shown("<p>a</p>")))
    before = nbformat.writes(nb)
    compose(nb)
    assert nbformat.writes(nb) == before


ROW = '<ol>\n<li id="outcome:2" value="2">Drift · 7 kr</li>\n</ol>'


def opened(body: str, *sources: str) -> ComposedPage:
    """Compose a page of one cell with figures and one with their sources."""
    cells = [
        new_code_cell(outputs=[new_output("display_data", {"text/html": html})]) for html in (body, *sources)
    ]
    return compose(new_notebook(cells=cells))


def source(id: str, inner: str = "x") -> str:
    return f'<div class="source" id="{id}"><p>{inner}</p></div>'


def test_a_figure_opens_its_source_and_what_the_source_leads_to():
    page = opened(
        '<p><a class="count" href="#a.b"><data value="7">7</data></a></p>',
        source("a.b", '<a href="#c:2">7</a>') + source("c:2"),
    )
    button = '<p><button class="count" popovertarget="a.b"><data value="7">7</data></button></p>'
    assert written(page.lead) == [button]
    assert written(page.sources) == [
        '<div id="a.b" popover=""><p><button popovertarget="c:2">7</button></p>'
        '<button popovertarget="a.b">Stäng</button></div>',
        '<div id="c:2" popover=""><p>x</p><button popovertarget="c:2">Stäng</button></div>',
    ]


def test_a_source_that_nothing_opens_is_not_on_the_page():
    page = opened(
        '<p><a href="#c:2">7</a></p>', source("a.b", '<a href="#d:3">7</a>') + source("c:2") + source("d:3")
    )
    assert [panel.get("id") for panel in page.sources] == ["c:2"]


def test_what_leads_elsewhere_stays_a_link():
    page = opened('<p><a href="#t-one">Tabell</a> <a href="trends.html#c:2">Flera år</a></p>', source("c:2"))
    assert 'href="#t-one"' in write_html(page.lead[0]) and 'href="trends.html#c:2"' in write_html(
        page.lead[0]
    )
    assert page.sources == []
