"""A chart has a question, a description and a table, or does not exist."""

import re
from xml.etree import ElementTree

import pytest

from namndbok.errors import NamndbokError
from namndbok.show.charts import Chart, NoChart, __all__, chart_fees, chart_result
from namndbok.show.tables.table import Row, Table
from small_board import HOSTILE, YEAR, board, lines, municipalities

TABLE = Table("c-x-table", "Siffror bakom bilden", ("Namn",), (Row(("Alby",)),))
ALT = "Stapeldiagram över avgifterna; högst är Alby med 5 kr."


@pytest.mark.parametrize("alt", ["", " " * 60, "Diagram", "Ett diagram över kommunernas avgifter"])
def test_a_chart_without_a_real_description_is_refused(alt: str) -> None:
    with pytest.raises(NamndbokError, match="c-x saknar en beskrivning"):
        Chart("c-x", "Vem betalar?", alt, "<svg/>", TABLE)


def test_a_chart_that_answers_no_question_is_refused() -> None:
    with pytest.raises(NamndbokError, match="c-x saknar en rubrik"):
        Chart("c-x", "Avgifter", ALT, "<svg/>", TABLE)


def test_a_chart_shows_its_question_picture_and_numbers() -> None:
    html = Chart("c-x", "Vem betalar?", ALT, "<svg/>", TABLE)._repr_html_()
    assert html.startswith('<figure class="chart" id="c-x">\n<figcaption>Vem betalar?</figcaption>\n<svg/>\n')
    summary = '<summary>Siffrorna bakom: <span class="question">Vem betalar?</span></summary>'
    assert f"<details>{summary}\n{TABLE._repr_html_()}\n</details>" in html


def test_without_a_browser_a_chart_is_its_question_and_description() -> None:
    assert repr(Chart("c-x", "Vem betalar?", ALT, "<svg/>", TABLE)) == f"Vem betalar?\n{ALT}"


def test_a_question_that_the_data_cannot_answer_says_so() -> None:
    expected = "Vem &lt;b&gt; betalar? Det finns inga uppgifter i underlaget."
    assert NoChart("c-x", "Vem <b> betalar?")._repr_html_() == f'<p class="empty">{expected}</p>'


def test_the_picture_is_named_by_its_question_and_described_by_the_finding(tmp_path) -> None:
    chart = chart_result(board(tmp_path, **lines(("Drift", 5, 2))))
    svg = ElementTree.fromstring(chart.svg)
    name, description = svg.attrib["aria-labelledby"].split()
    texts = {element.get("id"): element.text for element in svg if element.get("id")}
    assert svg.attrib["role"] == "img"
    assert (texts[name], texts[description]) == (chart.question, chart.alt)


def test_what_users_type_stays_text(tmp_path) -> None:
    chart = chart_fees(board(tmp_path, **municipalities((HOSTILE, 5, 1), ("Alby", 3, 1))))
    shown = [element.text for element in ElementTree.fromstring(chart.svg).iter() if element.text]
    assert any(text.startswith("<script>alert(1)") for text in shown)
    assert HOSTILE in chart.alt
    assert "<script" not in chart._repr_html_()


def test_every_chart_function_is_offered_and_has_a_docstring() -> None:
    import namndbok.show.charts as charts

    functions = [getattr(charts, name) for name in __all__ if name.startswith("chart_")]
    assert len(functions) == 9
    assert all(re.match(r"Show [^\n]+\.", function.__doc__) for function in functions)


def test_a_year_without_anything_gives_no_chart_and_no_error(tmp_path) -> None:
    import namndbok.show.charts as charts

    empty = board(tmp_path)
    assert empty.year == YEAR
    made = [getattr(charts, name)(empty) for name in __all__ if name.startswith("chart_")]
    assert [type(chart) for chart in made] == [NoChart] * 9
