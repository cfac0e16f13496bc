"""A chart has a question, a description and a table, or does not exist."""

from xml.etree import ElementTree

import pytest

from namndbok.errors import NamndbokError
from namndbok.show.charts import Chart, chart_fees, chart_result
from namndbok.show.charts.chart import counted, named, narrowed, signed
from namndbok.show.markup import AnchorLink
from namndbok.show.narrative import NOTHING
from namndbok.show.tables.table import Row, Table
from small_board import HOSTILE, YEAR, board, lines, municipalities, smallest_board, yearly_charts

TABLE = Table("c-x-table", "Siffror bakom bilden", ("Namn",), (Row(("Alby",)),))
TITLE = "Vem betalar mest?"
DESCRIPTION = "Stapeldiagram över avgifterna; högst är Alby med 5 kr."


@pytest.mark.parametrize("description", ["", " " * 60, "Diagram", "Ett diagram över kommunernas avgifter"])
def test_a_chart_without_a_real_description_is_refused(description: str) -> None:
    with pytest.raises(NamndbokError, match="c-x saknar en beskrivning i ord"):
        Chart("c-x", TITLE, description, "<svg/>", TABLE)


def test_a_description_that_only_repeats_the_title_is_refused() -> None:
    with pytest.raises(NamndbokError, match="c-x saknar en beskrivning i ord"):
        Chart("c-x", DESCRIPTION, f" {DESCRIPTION} ", "<svg/>", TABLE)


@pytest.mark.parametrize("title", ["", " " * 60, "Avgifter"])
def test_a_chart_without_a_title_is_refused(title: str) -> None:
    with pytest.raises(NamndbokError, match="c-x saknar en rubrik"):
        Chart("c-x", title, DESCRIPTION, "<svg/>", TABLE)


def test_every_chart_of_the_reports_answers_a_question(tmp_path) -> None:
    charts = yearly_charts(smallest_board(tmp_path))
    assert all((getattr(chart, "question", "") or chart.title).endswith("?") for chart in charts)


def test_a_chart_that_found_something_has_its_question_below() -> None:
    html = Chart("c-x", "Arkivet drog över", DESCRIPTION, "<svg/>", TABLE, TITLE)._repr_html_()
    asked = '<br><span class="question">Vem betalar mest?</span>'
    assert f"<figcaption>Arkivet drog över{asked}</figcaption>" in html


def test_a_chart_shows_its_question_picture_and_numbers() -> None:
    html = Chart("c-x", TITLE, DESCRIPTION, "<svg/>", TABLE)._repr_html_()
    assert html.startswith(
        '<figure class="chart" id="c-x">\n<figcaption>Vem betalar mest?</figcaption>\n<svg/>\n'
    )
    summary = '<summary>Siffrorna bakom: <span class="question">Vem betalar mest?</span></summary>'
    assert f"<details>{summary}\n{TABLE._repr_html_()}\n</details>" in html


def test_without_a_browser_a_chart_is_its_question_and_description() -> None:
    assert repr(Chart("c-x", TITLE, DESCRIPTION, "<svg/>", TABLE)) == f"{TITLE}\n{DESCRIPTION}"


def test_the_picture_is_named_by_its_question_and_described_by_the_finding(tmp_path) -> None:
    chart = chart_result(board(tmp_path, **lines(("Drift", 5, 2))))
    svg = ElementTree.fromstring(chart.svg)
    name, kind, words = svg.attrib["aria-labelledby"].split()
    texts = {element.get("id"): element.text for element in svg if element.get("id")}
    assert svg.attrib["role"] == "img"
    shown = (
        ElementTree.fromstring(chart._repr_html_().replace("<br>", "<br/>")).find(f".//p[@id='{words}']").text
    )
    assert (texts[name], f"{texts[kind]} {shown}") == (chart.title, chart.description)


def test_what_users_type_stays_text(tmp_path) -> None:
    chart = chart_fees(board(tmp_path, **municipalities((HOSTILE, 5, 1), ("Alby", 3, 1))))
    shown = [element.text for element in ElementTree.fromstring(chart.svg).iter() if element.text]
    assert any(text.startswith("<script>alert(1)") for text in shown)
    assert HOSTILE in chart.description
    assert "<script" not in chart._repr_html_()


def test_a_chart_leads_to_the_table_of_the_page_that_has_its_numbers() -> None:
    html = Chart("c-x", TITLE, DESCRIPTION, "<svg/>", AnchorLink("Avgifter i år", "t-fees"))._repr_html_()
    assert '<p>Siffrorna: <a href="#t-fees">Avgifter i år</a></p>' in html
    assert "<table" not in html


def test_a_year_without_anything_gives_no_chart_and_no_error(tmp_path) -> None:
    empty = board(tmp_path)
    assert empty.year == YEAR
    assert all(chart is NOTHING for chart in yearly_charts(empty))


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "inga möten"), (1, "ett möte"), (2, "två möten"), (12, "tolv möten"), (13, "13 möten")],
)
def test_a_count_agrees_with_its_noun(count: int, text: str) -> None:
    assert counted(count, "ett möte", "möten") == text


@pytest.mark.parametrize(
    ("names", "text"), [("A", "A"), ("AB", "A och B"), ("ABC", "A, B och C"), ("ABCD", "fyra orter")]
)
def test_up_to_three_are_named(names: str, text: str) -> None:
    assert named(names, "orter") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234567, "+1\u00a0234\u00a0567\u00a0kr"), (0, "0\u00a0kr"), (-46297, "\u221246\u00a0297\u00a0kr")],
)
def test_an_amount_has_its_sign(value: int, text: str) -> None:
    assert signed(value) == text


def test_a_question_tells_what_it_is_limited_to() -> None:
    assert narrowed("Vem betalar?", "de tio högsta") == "Vem betalar (de tio högsta)?"
    assert narrowed("Vem betalar?", "") == "Vem betalar?"
