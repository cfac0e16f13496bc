"""What stands on a page is what the cells of its executed notebook gave."""

from namndbok.verify.reading.notebook_outputs import check_notebook
from reader import differences, page_of

PAST = '<a class="skip" href="#innehall">Hoppa till innehållet</a>'
CONTENTS = '<nav><h2>Innehåll</h2>\n<ol><li><a href="#r">Rubrik</a></li></ol></nav>'
CHART = '<svg viewBox="0 0 9 9"><path d="M1 2"></path><text x="1">5</text></svg>'
GIVEN = f'{CHART}<p class="a" id="b">Sju <b>7</b></p>'
SHOWN = GIVEN.replace("viewBox", "viewbox").replace('class="a" id="b"', 'id="b" class="a"')
PROSE = "<p>Hur gick det 2024?</p>"


def compare(body, given=GIVEN, plain=""):
    """Compare a page with a notebook of a heading, a question and one cell with an output."""
    cells = [
        {"source": ["## Rubrik\n", "Hur gick det 2024?"]},
        {"outputs": [{"data": {"text/html": [given], "text/plain": plain}}], "metadata": {"tags": []}},
    ]
    page = page_of(f'<body>{PAST}{CONTENTS}<main><h2 id="r">Rubrik</h2>{body}</main></body>')
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
