"""What stands on a page is what the cells of its executed notebook gave, and what the template adds.

What the template adds is passed over in the comparison; words in its guise are not.
"""

import pytest

from forgery import replaced, seal_again
from namndbok.verify import examine
from namndbok.verify.reading.html_tree import read_tree
from namndbok.verify.reading.notebook import added_by_template, check_notebook
from reader import differences, page_of

PAST = '<a class="skip" href="#innehall">Hoppa till innehållet</a>'
CONTENTS = """<nav aria-labelledby="toc">
<details>
<summary id="toc">Innehåll</summary>
<ol>
{}
</ol>
</details>
</nav>"""
CHART = '<svg viewBox="0 0 9 9"><path d="M1 2"></path><text x="1">5</text></svg>'
GIVEN = f'{CHART}<p class="a" id="b">Sju <b>7</b></p>'
SHOWN = GIVEN.replace("viewBox", "viewbox").replace('class="a" id="b"', 'id="b" class="a"')
PROSE = "<p>Hur gick det 2024?</p>"
PAGE = "annual_report.html"
CLOSE = '<button popovertarget="a:2">Stäng</button>'
SOURCES = '<div class="source" id="a:2"><p>Drift</p></div>\n<div class="source" id="a:3"><p>Skola</p></div>'
FORGED = "Avgifterna höjs."


def compare(body, given=GIVEN, plain=""):
    """Compare a page with a notebook of a heading, a question and one cell with an output."""
    cells = [
        {"source": ["## Rubrik\n", "Hur gick det 2024?"]},
        {"outputs": [{"data": {"text/html": [given], "text/plain": plain}}], "metadata": {"tags": []}},
    ]
    contents = CONTENTS.format('<li><a href="#r">Rubrik</a></li>')
    page = page_of(f'<body>{PAST}{contents}<main><h2 id="r">Rubrik</h2>{body}</main></body>')
    return differences(check_notebook(page, "page.ipynb", {"cells": cells}))


def test_page_shows_what_the_notebook_gave_in_whatever_order_attributes_stand():
    assert compare(f"<section>{PROSE}{SHOWN}</section>") == []


def test_change_of_words_marks_or_a_picture_is_found():
    for old, new in (
        ("M1 2", "M1 3"),
        (">5<", ">6<"),
        ("<b>7", "<b>8"),
        ('id="b"', 'id="c"'),
        ("<path", "<path>x</path><path"),
    ):
        assert compare(PROSE + SHOWN.replace(old, new)), old


def test_prose_that_the_notebook_lacks_is_found():
    assert compare(PROSE.replace("2024", "2025") + SHOWN) == [
        ("bara det som page.ipynb visar", "Hur gick det 2025?")
    ]


def test_output_that_the_page_lacks_is_found():
    assert ("Sju 7", "saknas") in compare(PROSE)


def test_numbers_in_plain_text_stand_in_the_html_too():
    paragraph = "<p>1 234 kr</p>"
    assert compare(paragraph, paragraph, "1 234 kr") == []
    assert compare(paragraph, paragraph, "1 235 kr") == [("samma siffror som på sidan", "235")]


FOLDED = (
    '<details class="code"><summary>Kod</summary><pre class="cell"><code>visa(bok)</code></pre></details>'
)
OPENED = '<pre class="cell"><code>a = 1\nb = a - 2 &lt; 0</code></pre>'


def compare_code(body):
    """Compare a page with a notebook that displays in one cell and re-performs a computation in the next."""
    cells = [
        {"cell_type": "code", "source": ["visa(bok)"], "metadata": {"tags": []}},
        {"cell_type": "code", "source": ["a = 1\n", "b = a - 2 < 0"], "metadata": {"tags": ["re-performed"]}},
    ]
    content = {"cells": cells, "metadata": {"namndbok": {"show_code": True}}}
    page = page_of(f"<body><main>{body}</main></body>")
    return differences(check_notebook(page, "page.ipynb", content))


def test_code_stands_on_the_page_letter_by_letter_folded_or_open_as_the_cells_say():
    assert compare_code(FOLDED + OPENED) == []
    for forged in (
        FOLDED + OPENED.replace("a - 2", "a + 2"),
        FOLDED.replace("bok", "book") + OPENED,
        FOLDED + OPENED.replace("\nb", " b"),
        OPENED + FOLDED,
        FOLDED,
        FOLDED + OPENED + OPENED,
        FOLDED + FOLDED.replace("visa(bok)", "a = 1\nb = a - 2 &lt; 0"),
        FOLDED.removeprefix('<details class="code"><summary>Kod</summary>').removesuffix("</details>")
        + OPENED,
    ):
        assert compare_code(forged), forged


@pytest.mark.parametrize(
    "forged",
    [
        FOLDED.replace("Kod", FORGED),
        FOLDED.replace("</details>", f"{FORGED}</details>"),
        FOLDED.replace("</details>", f"<p>{FORGED}</p></details>"),
        FOLDED.replace('class="code"', 'class="code" open=""').replace("Kod", FORGED),
        f'<pre class="cell">{FORGED}</pre>',
    ],
)
def test_words_in_the_guise_of_code_are_found(forged):
    assert any(FORGED in found for _, found in compare_code(forged + OPENED))


def found_on_page(published):
    mismatches = examine(published, quick=True).mismatches
    return [mismatch.found for mismatch in mismatches if mismatch.file == PAGE]


def tags(body):
    return sorted(element.tag for element in added_by_template(read_tree(body)))


def panel(close):
    return f'<div id="a:2" popover=""><p>Drift</p>{close}</div>'


def test_a_source_is_a_panel_that_its_figure_opens_and_one_that_nothing_opens_is_not_there():
    given = f'<p>Resultat <a class="count" href="#a:2">7</a></p>{SOURCES}'
    shown = f'{PROSE}<p>Resultat <button class="count" popovertarget="a:2">7</button></p>'
    assert compare(shown + panel(CLOSE), given) == []
    for other in (
        shown.replace("a:2", "a:3") + panel(CLOSE),
        shown.replace(' class="count"', "") + panel(CLOSE),
        shown + panel(CLOSE).replace("Drift", "Drivs"),
        shown + panel(CLOSE).replace('popover=""', 'popover="manual"'),
        shown + panel("<p>Och mer</p>" + CLOSE),
        shown + panel(CLOSE + "<p>Och mer</p>"),
    ):
        assert compare(other, given)


@pytest.mark.parametrize(
    "forged",
    [
        f"<button>{FORGED}</button>",
        f'<button popovertarget="outcome:2">{FORGED}</button>',
        f'<div popover=""><p>{FORGED}</p></div>',
        f'<small class="x"><a href="https://example.org/">{FORGED}</a></small>',
        f'<p class="skip">{FORGED}</p>',
        f"<nav>{FORGED}</nav>",
    ],
)
@pytest.mark.parametrize("where", ["</footer>", "</div>", "</main>"])
def test_words_in_the_guise_of_what_the_template_adds_are_found(small, forged, where):
    replaced(small / PAGE, where, f"{forged}{where}", times=1)
    seal_again(small)
    assert any(FORGED in text for text in found_on_page(small))


def test_words_forged_in_what_closes_a_panel_are_found(published):
    replaced(published / PAGE, ">Stäng</button>", f">{FORGED}</button>", times=1)
    seal_again(published)
    assert any(FORGED in text for text in found_on_page(published))


def test_words_forged_in_the_contents_are_found(published):
    replaced(published / PAGE, "</a></li>\n</ol>", f" {FORGED}</a></li>\n</ol>", times=1)
    seal_again(published)
    assert any(FORGED in text for text in found_on_page(published))


def test_what_closes_a_panel_says_so_and_nothing_else():
    assert tags(panel(CLOSE)) == ["button"]
    for other in (
        CLOSE.replace("Stäng", "Öppna"),
        CLOSE.replace("a:2", "a:3"),
        CLOSE.replace("<button", '<button title="höjt"'),
    ):
        assert tags(panel(other)) == []
    assert tags(CLOSE) == []


def test_the_contents_have_the_words_of_the_headings():
    def page(line):
        return f'{CONTENTS.format(f"<li>{line}</li>")}<h2 id="ekonomi">Ekonomi</h2>'

    right = '<a href="#ekonomi">Ekonomi</a>'
    assert tags(page(right)) == ["nav"]
    for line in (
        "Ekonomi",
        f"{right} i kris",
        right.replace(">E", ">God e"),
        f"{right}<svg></svg>",
        f'<ol title="höjt"></ol>{right}',
    ):
        assert tags(page(line)) == []
