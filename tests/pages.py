"""A report's page without a kernel: the notebook's cells run here, and what they show is put together."""

import ast
import re
from collections import deque
from collections.abc import Iterable
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat
from nbformat.v4 import new_output

from boards import INVENTED, REAL
from namndbok.books.book import Book, make_books
from namndbok.data.load import Data, load_data
from namndbok.show import to_html

WORDS = re.compile(r"<[^>]+>")
# The latest few; data and books are not changed once they are made.
_BOOKS: deque[tuple[Data, list[Book]]] = deque(maxlen=4)
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def page(folder: Path, year: int, name: str = "annual_report", **parameters: Any) -> str:
    """Return the HTML that a notebook's cells show for a data folder, in their order."""
    return shown(_loaded(folder), year, name, **parameters)


def shown(data: Data, year: int, name: str = "annual_report", **parameters: Any) -> str:
    """Return the HTML that a notebook's cells show for data that is already loaded."""
    cells = executed(data, year, name, **parameters).cells
    outputs = (output for cell in cells for output in cell.get("outputs", []))
    return "\n".join(output.data["text/html"] for output in outputs)


def published(folder: Path, year: int, name: str = "annual_report", **parameters: Any) -> str:
    """Return the page of a notebook for a data folder, as it is published."""
    return to_html(executed(_loaded(folder), year, name, **parameters))


def _loaded(folder: Path) -> Data:
    return _unchanging(folder) if folder in (REAL, INVENTED) else load_data(folder)


_unchanging = cache(load_data)


def executed(data: Data, year: int, name: str, **parameters: Any) -> nbformat.NotebookNode:
    """Run the cells of a notebook here, for data that is already loaded."""
    nb, parts = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4), []
    names: dict[str, Any] = {"display": lambda *items: parts.extend(item._repr_html_() for item in items)}
    book = "namndbok.books.book"
    with patch(f"{book}.load_data", return_value=data), patch(f"{book}.make_books", books_of):
        for cell in nb.cells:
            if cell.cell_type == "code":
                parts.clear()
                _run(cell.source, names)
                cell.outputs = [new_output("display_data", {"text/html": part}) for part in parts]
            if "parameters" in cell.metadata.get("tags", []):
                names |= {"data": str(data.folder), "year": year, **parameters}
    return nb


def books_of(data: Data, years: Iterable[int]) -> list[Book]:
    """Compute some years of data, once for all notebooks that run on the same, as a command does."""
    years = [*years]
    for known, computed in _BOOKS:
        if known is data and [book.year for book in computed] == years:
            return computed
    _BOOKS.append((data, make_books(data, years)))
    return _BOOKS[-1][1]


def _run(source: str, names: dict[str, Any]) -> None:
    *statements, last = ast.parse(source).body
    exec(compile(ast.Module(statements, []), "cell", "exec"), names)
    if not isinstance(last, ast.Expr):
        exec(compile(ast.Module([last], []), "cell", "exec"), names)
    elif (value := eval(compile(ast.Expression(last.value), "cell", "eval"), names)) is not None:
        names["display"](value)


def words(html: str) -> str:
    """Return the words of a page, with a bar between cells and plain spaces."""
    text = unescape(WORDS.sub("", re.sub(r"</t[hd]>", " | ", html)))
    return re.sub(r"[ \u00a0]+", " ", text).replace("\u2212", "-")
