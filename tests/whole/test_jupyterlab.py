"""Notebooks run where people open them: in a real JupyterLab, in a real browser, from their own folder."""

from collections.abc import Iterator
from functools import cache

import pytest
from playwright.sync_api import Page

from boards import REAL
from jupyterlab import THEME, jupyterlab, open_notebook, run_all
from pages import page
from samples import sample

# The year that each notebook's parameters cell has. What else can differ between them is tried without Lab.
FEW = {"trends": 2024}
MANY = {
    "annual_report": 2024,
    "audit": 2024,
    "municipality": 2024,
    "budget": 2025,
    "interim_report": 2022,
    "meeting": 2022,
}
YEARS = sample(FEW, FEW | MANY)


@pytest.fixture(scope="module")
def window(browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Open JupyterLab once, as people do who then open one notebook after the other."""
    with jupyterlab(tmp_path_factory.mktemp("project")) as lab, lab.opened(browser) as page:
        yield page


@cache
def run_in_lab(window: Page, name: str) -> list[list[dict]]:
    """Open a notebook and run it, once for all tests; return the outputs of its cells."""
    open_notebook(window, name)
    return run_all(window)


TEXT_OF = (
    "html => new DOMParser().parseFromString(html, 'text/html').querySelector('#t-scenario').textContent"
)


def html_of(outputs: list[list[dict]]) -> list[str]:
    """List the HTML that cells have shown; none has failed or printed."""
    listed = [output for cell in outputs for output in cell]
    assert [output for output in listed if output["output_type"] in ("error", "stream")] == []
    return ["".join(output["data"]["text/html"]) for output in listed]


def shown(outputs: list[list[dict]]) -> str:
    """Return the HTML that cells have shown, without the style sheet that comes first."""
    style, *parts = html_of(outputs)
    assert style.startswith("<style>")
    return "\n".join(parts)


@pytest.mark.sampled
@pytest.mark.parametrize("name", YEARS)
def test_a_notebook_opened_in_jupyterlab_shows_the_pages_figures(window, name):
    assert shown(run_in_lab(window, name)) == page(REAL, YEARS[name], name)


LOOKS = """() => {
    const notebook = window.jupyterapp.shell.currentWidget.node;
    const look = (selector, name) => getComputedStyle(notebook.querySelector(selector))[name];
    return [look('.jp-RenderedHTML tbody td', 'textAlign'), look('.jp-RenderedHTML .chart', 'maxWidth'),
        look('.jp-RenderedHTML p', 'color'), look('.jp-RenderedHTML tbody tr', 'backgroundColor')];
}"""


def test_tables_and_charts_look_there_as_on_the_page_in_both_themes(window):
    run_in_lab(window, "trends")
    looks = []
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        window.evaluate(THEME, theme)
        window.wait_for_function(f"document.body.dataset.jpThemeLight === '{str('Light' in theme).lower()}'")
        looks.append(window.evaluate(LOOKS))
    light, dark = ["rgb(26, 26, 26)", "rgba(0, 0, 0, 0)"], ["rgb(233, 236, 239)", "rgba(0, 0, 0, 0)"]
    assert [look[1:] for look in looks] == [["none", *light], ["none", *dark]]
    assert looks[0][0] == looks[1][0]


if sample(False, True):  # test_server shows it by Voilà

    @pytest.mark.sampled
    def test_the_what_if_notebook_shows_its_sliders_and_figures_in_jupyterlab(window):
        open_notebook(window, "cost_split", height=5000)  # Lab draws the cells that are in sight
        html_of(run_all(window))
        table = window.locator("#t-scenario")
        table.wait_for()
        assert window.get_by_role("slider").first.is_visible()
        assert table.text_content() == window.evaluate(TEXT_OF, page(REAL, 2024, "cost_split"))
