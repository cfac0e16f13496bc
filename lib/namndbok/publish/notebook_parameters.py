"""A notebook's parameters: literals in its tagged cell, which say what may be given and of what type."""

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from namndbok.data import checked_parameters, json_value
from namndbok.errors import InvalidParameter

TAG = "parameters"


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook file; raises `InvalidParameter` where it is missing or is something else."""
    if not path.is_file():
        found = ", ".join(sorted(one.stem for one in path.parent.glob("*.ipynb"))) or "inga"
        advice = "Kör från arbetsbokens översta mapp, eller ange --notebooks."
        raise InvalidParameter(f"Hittar inte {path}. Arbetsböcker i mappen: {found}. {advice}")
    try:
        text = path.read_text(encoding="utf-8")
        nbformat.validate(json.loads(text), version=4)
    except (OSError, ValueError, AttributeError, RecursionError, nbformat.ValidationError):
        raise InvalidParameter(f"{path} går inte att läsa som en arbetsbok (.ipynb).") from None
    return nbformat.v4.reads(text)


def default_parameters(nb: NotebookNode) -> dict[str, Any]:
    """Return the names in the parameters cell and their default values; none where there is no such cell."""
    cells = [cell for cell in nb.cells if TAG in cell.metadata.get("tags", [])]
    return {name: value for cell in cells for name, value in _literals(cell.source)}


def _literals(source: str) -> Iterator[tuple[str, Any]]:
    try:
        for line in ast.parse(source).body:
            match line:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    yield name, ast.literal_eval(value)
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                    yield name, ast.literal_eval(value)
                case _:
                    raise ValueError(line)
    except (SyntaxError, ValueError):
        allowed = "en rad för varje parameter, till exempel year = 2024"
        message = f"Cellen med parametrar i arbetsboken får bara innehålla {allowed}."
        raise InvalidParameter(message) from None


def check_parameters(notebook: Path, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a notebook is given, read as the notebook itself reads it; raises `InvalidParameter`."""
    defaults = default_parameters(read_notebook(notebook))
    return {name: json_value(value) for name, value in checked_parameters(given, defaults, defaults).items()}
