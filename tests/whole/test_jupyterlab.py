"""Every notebook runs where people open it: in a real JupyterLab, in a real browser, from its own folder."""

from collections.abc import Iterator

import pytest

from boards import REAL
from jupyterlab import Lab, jupyterlab, run_all
from pages import page

NOTEBOOKS = {
    "annual_report": {},
    "audit": {},
    "budget": {"year": 2025},
    "interim_report": {"year": 2022, "through": "2022-05"},
    "municipality": {"municipality": "Luleå"},
    "trends": {},
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


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_opened_in_jupyterlab_shows_the_pages_figures(lab, browser, name):
    with lab.opened(browser, name) as window:
        html = shown(run_all(window))
    assert html == page(REAL, name=name, **{"year": 2024} | NOTEBOOKS[name])
