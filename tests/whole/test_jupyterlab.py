"""Every notebook runs where people open it: in a real JupyterLab, in a real browser, from its own folder."""

from collections.abc import Iterator

import pytest

from boards import REAL
from jupyterlab import Lab, jupyterlab, run_all
from pages import page

# The year that each notebook's parameters cell has.
YEARS = {"annual_report": 2024, "audit": 2024, "municipality": 2024, "trends": 2024} | {
    "budget": 2025,
    "interim_report": 2022,
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with jupyterlab(tmp_path_factory.mktemp("project")) as running:
        yield running


def shown(outputs: list[list[dict]]) -> str:
    """Return the HTML that cells have shown."""
    assert [
        output for cell in outputs for output in cell if output["output_type"] in ("error", "stream")
    ] == []
    return "\n".join("".join(output["data"]["text/html"]) for cell in outputs for output in cell)


@pytest.mark.parametrize("name", YEARS)
def test_a_notebook_opened_in_jupyterlab_shows_the_pages_figures(lab, browser, name):
    with lab.opened(browser, name) as window:
        html = shown(run_all(window))
    assert html == page(REAL, YEARS[name], name)
