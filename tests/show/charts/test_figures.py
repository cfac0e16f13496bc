"""A figure that an analyst draws with matplotlib becomes a chart: words, numbers, Swedish, text to read."""

from datetime import date
from xml.etree import ElementTree

import nbformat
import pandas as pd
import pytest
from matplotlib import pyplot
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from browser import accessibility_faults, opened
from drawn import elements, texts
from namndbok.errors import NamndbokError
from namndbok.show import to_html
from namndbok.show.charts import Chart, chart_figure
from namndbok.show.tables import Row, Table

WORDS = {
    "title": "Vad kostar tjänsterna?",
    "description": "Stapeldiagram över tre tjänsters kostnad 2031; dyrast är arkivet med 12 500 kr.",
}
NAMES, COSTS = ["Arkiv", "Nycklar", "Vård"], [12500, 400, 7000.5]


@pytest.fixture
def axes():
    figure, axes = pyplot.subplots()
    yield axes
    pyplot.close(figure)


def made(axes, **options) -> Chart:
    return chart_figure(axes, **WORDS | options)


def rows(chart: Chart) -> list[str]:
    return str(chart.numbers).replace("\u00a0", " ").splitlines()[1:]


def test_bars_become_a_chart_with_their_numbers(axes) -> None:
    axes.bar(NAMES, COSTS)
    chart = made(axes)
    assert (chart.id, chart.title, chart.description) == ("c-vad-kostar-tjansterna", *WORDS.values())
    assert set(NAMES) <= set(texts(chart.svg))
    assert rows(chart) == ["Kategori | Värde", "Arkiv | 12 500", "Nycklar | 400", "Vård | 7 000,5"]


def test_horizontal_bars_side_by_side_are_named_by_the_nearest_tick(axes) -> None:
    axes.barh([0.8, 1.8], [5, 7], height=0.4, label="2030")
    axes.barh([1.2, 2.2], [6, 8], height=0.4, label="2031")
    axes.set_yticks([1, 2], ["Alby", "Berga"])
    axes.set(ylabel="Kommun", xlabel="kronor")
    assert rows(made(axes)) == ["Kommun | 2030 | 2031", "Alby | 5 | 6", "Berga | 7 | 8"]


def test_lines_over_years_say_the_year_without_a_space(axes) -> None:
    axes.plot([2029, 2030, 2031], [1, float("nan"), 3], label="Intäkter")
    axes.axhline(2)
    chart = made(axes)
    assert rows(chart) == ["Kategori | Intäkter", "2029 | 1", "2030 | ", "2031 | 3"]
    assert not any("\u00a0" in text for text in texts(chart.svg))


def test_points_are_listed_one_by_one(axes) -> None:
    axes.scatter([0.5, 0.5, 1000], [1, 2, 3])
    axes.set(xlabel="Invånare", ylabel="Kostnad")
    assert rows(made(axes)) == ["Invånare | Kostnad", "0,5 | 1", "0,5 | 2", "1 000 | 3"]


def test_error_bars_are_no_numbers_of_their_own(axes) -> None:
    axes.bar(["A", "B"], [1, 2], yerr=[0.5, 0.5], capsize=4)
    assert rows(made(axes)) == ["Kategori | Värde", "A | 1", "B | 2"]


def test_small_numbers_keep_the_decimals_that_matter(axes) -> None:
    axes.plot([0.001, 0.002], [0.25, 1.234567])
    chart = made(axes)
    assert rows(chart) == ["Kategori | Värde", "0,001 | 0,25", "0,002 | 1,23"]
    assert "0,001" in texts(chart.svg)


def test_dates_are_named_as_the_axis_names_them(axes) -> None:
    axes.plot([date(2031, 1, 1), date(2031, 2, 1)], [1, 2])
    assert [row.partition(" ")[0] for row in rows(made(axes))[1:]] == ["2031-01-01", "2031-02-01"]


@pytest.mark.parametrize("draw", [lambda axes: axes.pie([1, 2]), lambda axes: axes.set_title("tomt")])
def test_where_no_numbers_can_be_read_they_are_asked_for(axes, draw) -> None:
    draw(axes)
    with pytest.raises(NamndbokError, match="ange dem själv, som table="):
        made(axes)
    assert made(axes, table=pd.DataFrame({"Del": ["A", "B"], "Andel": [1, 2]}))


def test_sets_whose_points_cannot_be_told_apart_ask_for_a_table(axes) -> None:
    axes.scatter([1, 1], [1, 2])
    axes.plot([1, 2], [1, 2])
    with pytest.raises(NamndbokError, match="ange dem själv"):
        made(axes)


def test_a_data_frame_is_the_table_with_its_index_first(axes) -> None:
    axes.bar(NAMES, COSTS)
    day, cost = date(2031, 1, 31), pd.Series([1234.5, None], name="Kostnad (kr)")
    frame = pd.DataFrame({"Dag": [day, day], cost.name: cost, "Not": ["<b>", None]})
    frame.index = pd.Index(["Alby", "Berga"], name="Kommun")
    chart = made(axes, table=frame)
    assert rows(chart) == [
        "Kommun | Dag | Kostnad (kr) | Not",
        "Alby | 31 januari 2031 | 1 234,5 | <b>",
        "Berga | 31 januari 2031 |  | ",
    ]
    assert '<data value="2469/2">1\u00a0234,5</data>' in chart._repr_html_()
    assert "<b>" not in chart._repr_html_()


def test_a_table_of_the_library_stays_as_it_is(axes) -> None:
    table = Table("t-x", "Siffror bakom bilden", ("Namn",), (Row(("Alby",)),))
    assert made(axes, table=table).numbers is table


@pytest.mark.parametrize(
    ("words", "missing"),
    [({"title": ""}, "rubrik"), ({"description": "Stapeldiagram"}, "beskrivning i ord")],
)
def test_without_words_there_is_no_chart(axes, words, missing) -> None:
    with pytest.raises(NamndbokError, match=missing):
        made(axes, **words)


def test_it_is_as_wide_as_a_phone_with_text_that_can_be_read_and_swedish_numbers(axes) -> None:
    axes.bar(NAMES, [1500, -500, 0])
    axes.set_title("liten", fontsize=6)
    svg = made(axes).svg
    box = ElementTree.fromstring(svg).attrib["viewBox"].split()
    assert float(box[2]) <= 375
    sizes = {float(text.get("font-size", 13)) for text in elements(svg, "text")}
    assert min(sizes) >= 13
    assert {"1\u00a0500", "\u2212500"} <= set(texts(svg))


def test_the_id_is_made_safe(axes) -> None:
    axes.bar(NAMES, COSTS)
    chart = made(axes, id='Priser"><b>')
    assert chart.id == "c-priser-b" and "<b>" not in chart._repr_html_()


def test_the_notebook_does_not_show_the_figure_once_more(axes) -> None:
    axes.bar(NAMES, COSTS)
    assert pyplot.fignum_exists(axes.figure.number)
    number = axes.figure.number
    made(axes)
    assert not pyplot.fignum_exists(number)


CELLS = """import matplotlib.pyplot as plt
import numpy as np
from namndbok.show import charts
---
fig, ax = plt.subplots()
ax.bar(["Arkiv", "Nycklar", "Vård"], [12500, 400, 7000])
charts.chart_figure(
    fig,
    title="Vad kostar tjänsterna?",
    description="Stapeldiagram över tre tjänsters kostnad 2031; dyrast är arkivet med 12 500 kr.",
)
---
plt.style.use(charts.STYLE)
fig, ax = plt.subplots()
ax.plot([2029, 2030, 2031], [3, 4, 6], "o-", label="Intäkter")
ax.plot([2029, 2030, 2031], [2, 5, 5], "s--", label="Kostnader")
ax.set_xticks([2029, 2030, 2031])
ax.legend()
charts.chart_figure(
    fig,
    title="Hur har intäkter och kostnader utvecklats?",
    description="Linjediagram över intäkter och kostnader 2029–2031; båda har ökat, intäkterna mest.",
)
---
fig, ax = plt.subplots()
ax.scatter([1, 2, 3], [1, 4, 9], s=80, alpha=0.6, clip_on=True)
ax.tick_params(axis="x", rotation=45)
charts.chart_figure(
    ax,
    title="Hänger pris och storlek ihop?",
    description="Punktdiagram över tre tjänsters pris och storlek; ju större, desto dyrare.",
)"""


def _page(folder) -> str:
    cells = [new_markdown_cell("# Egna diagram\n\n## Bilder\n\nTre egna.")]
    cells += [new_code_cell(source) for source in CELLS.split("\n---\n")]
    notebook = new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    return to_html(nbformat.from_dict(notebook))


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    path = folder / "egna.html"
    path.write_text(_page(folder), encoding="utf-8")
    return path


def test_a_notebook_with_charts_of_ones_own_is_the_same_twice(page) -> None:
    assert _page(page.parent) == page.read_text(encoding="utf-8")


def test_charts_of_ones_own_pass_axe_with_description_and_numbers(page, browser) -> None:
    with opened(browser, page) as opened_page:
        assert accessibility_faults(opened_page) == []
        described = opened_page.evaluate("[...document.querySelectorAll('svg desc')].map(d => d.textContent)")
        assert len(described) == 3 and all(len(words) >= 40 for words in described)
        assert opened_page.evaluate("document.querySelectorAll('figure table tbody tr').length") == 9
        assert opened_page.evaluate("document.querySelectorAll('img, script').length") == 0
