"""A report's page without a kernel: the notebook's cells run here, and what they show is put together."""

import ast
import re
from html import unescape
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat

from namndbok.data.load import Data, load_data

WORDS = re.compile(r"<[^>]+>")
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def page(folder: Path, year: int, name: str = "annual_report", **parameters: Any) -> str:
    """Return the HTML that a notebook's cells show for a data folder, in their order."""
    return shown(load_data(folder), year, name, **parameters)


def shown(data: Data, year: int, name: str = "annual_report", **parameters: Any) -> str:
    """Return the HTML that a notebook's cells show for data that is already loaded."""
    parts: list[str] = []
    names: dict[str, Any] = {"display": lambda *items: parts.extend(item._repr_html_() for item in items)}
    with patch("namndbok.books.book.load_data", return_value=data):
        for cell in nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells:
            if cell.cell_type == "code":
                _run(cell.source, names)
            if "parameters" in cell.metadata.get("tags", []):
                names |= {"data": str(data.folder), "year": year, **parameters}
    return "\n".join(parts)


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
