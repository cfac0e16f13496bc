"""Write an executed notebook: as JSON, and as a page."""

from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, FileSystemLoader
from nbformat import NotebookNode

from namndbok.show.page import compose

TEMPLATE = Path(__file__).parent / "template"
ENVIRONMENT = Environment(loader=FileSystemLoader(TEMPLATE), trim_blocks=True)


def to_html(nb: NotebookNode) -> str:
    """Write an executed notebook as a page, with the bytes of `jupyter nbconvert --template namndbok`.

    Nbconvert reads a page once more, by Beautiful Soup, and changes nothing in what that has written already.
    """
    return ENVIRONMENT.get_template("index.html.j2").render(resources={"page": compose(nb)})


class PagePreprocessor:
    """Give nbconvert's template a `ComposedPage` in its resources; see `template/conf.json`."""

    def __init__(self, **_options: Any) -> None: ...

    def __call__(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Compose the page; the notebook itself is left as it is."""
        resources["page"] = compose(nb)
        return nb, resources


def to_ipynb(nb: NotebookNode) -> str:
    """Write a notebook as JSON."""
    return nbformat.writes(nb) + "\n"
