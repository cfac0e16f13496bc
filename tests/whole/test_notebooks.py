"""The notebooks are thin: a question, a sentence, a line or three of code; all logic is in the library."""

import ast
import io
import json
import re
import tokenize
from itertools import groupby
from pathlib import Path

import nbformat
import pytest
from markdown_it import MarkdownIt
from nbformat import NotebookNode

from namndbok.publish.run import TAG, default_parameters
from workbook import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LONGEST_NOTEBOOK, LONGEST_CODE, LONGEST_CELL, CODE_IN_A_ROW = 60, 70, 8, 4
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.comprehension)
IMPORTS = (ast.Import, ast.ImportFrom)


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def nb(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def code(nb: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def lines(cell: NotebookNode) -> list[str]:
    return [line for line in cell.source.splitlines() if line.strip()]


def nodes(cell: NotebookNode) -> list[ast.AST]:
    return list(ast.walk(ast.parse(cell.source)))


def is_parameters(cell: NotebookNode) -> bool:
    return TAG in cell.metadata.get("tags", [])


def test_there_is_a_yearly_report():
    assert "annual_report" in {path.stem for path in NOTEBOOKS}


# How it is stored


def test_it_is_a_valid_notebook(path: Path):
    nbformat.validate(json.loads(path.read_text(encoding="utf-8")))


def test_it_is_stored_without_outputs(nb: NotebookNode):
    assert [cell.id for cell in code(nb) if cell.outputs or cell.execution_count is not None] == []


def test_it_is_stored_in_one_way_only_so_that_a_change_is_easy_to_read(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_its_cells_are_numbered_in_order(nb: NotebookNode):
    assert [cell.id for cell in nb.cells] == [f"cell-{number:02d}" for number in range(1, len(nb.cells) + 1)]


def test_it_names_its_kernel_without_which_papermill_fails(nb: NotebookNode):
    assert nb.metadata.kernelspec == {"display_name": "Python 3", "language": "python", "name": "python3"}


def test_it_holds_nothing_of_the_machine_it_was_written_on(nb: NotebookNode):
    assert set(nb.metadata) <= {"kernelspec", "language_info", "namndbok"}
    assert nb.metadata.language_info == {"name": "python"}
    assert {name for cell in nb.cells for name in cell.metadata} <= {"tags"}


# How much there is of it


def test_it_has_at_most_60_cells(nb: NotebookNode):
    assert len(nb.cells) <= LONGEST_NOTEBOOK


def test_it_has_at_most_70_lines_of_code(nb: NotebookNode):
    assert sum(len(lines(cell)) for cell in code(nb)) <= LONGEST_CODE


def test_a_cell_has_at_most_8_lines_of_code_beside_parameters(nb: NotebookNode):
    cells = [cell for cell in code(nb) if not is_parameters(cell)]
    assert [cell.id for cell in cells if len(lines(cell)) > LONGEST_CELL] == []


def test_at_most_four_cells_of_code_stand_between_prose(nb: NotebookNode):
    kinds = [(kind, len(list(cells))) for kind, cells in groupby(cell.cell_type for cell in nb.cells)]
    assert max(length for kind, length in kinds if kind == "code") <= CODE_IN_A_ROW


# What it does


def test_it_defines_nothing_and_loops_over_nothing(nb: NotebookNode):
    found = [node for cell in code(nb) for node in nodes(cell) if isinstance(node, DEFINITIONS + LOOPS)]
    assert found == []


def test_it_imports_in_one_cell(nb: NotebookNode):
    cells = [cell.id for cell in code(nb) if any(isinstance(node, IMPORTS) for node in nodes(cell))]
    assert len(cells) == 1


def test_no_figure_is_typed_in_its_code(nb: NotebookNode):
    cells = [cell for cell in code(nb) if not is_parameters(cell)]
    assert [line for cell in cells for line in lines(cell) if re.search(r"\d", line)] == []


def test_no_figure_is_typed_in_its_prose(nb: NotebookNode):
    prose = [text for cell in nb.cells if cell.cell_type == "markdown" for text in words(cell.source)]
    assert [text for text in prose if re.search(r"\d", text)] == []


def words(source: str) -> list[str]:
    """Return what is said in Markdown, without examples of commands and names in code."""
    inlines = [token for token in MarkdownIt().parse(source) if token.type == "inline"]
    return [part.content for token in inlines for part in token.children if part.type == "text"]


def test_every_section_begins_with_a_heading_and_a_sentence(nb: NotebookNode):
    headed = [cell for cell in nb.cells if cell.cell_type == "markdown" and cell.source.startswith("##")]
    assert [cell.id for cell in headed if len(lines(cell)) < 2] == []


# Its parameters


def test_it_has_one_tagged_cell_of_literal_parameters(nb: NotebookNode):
    assert len([cell for cell in nb.cells if is_parameters(cell)]) == 1
    assert default_parameters(nb)


def test_every_parameter_has_a_comment(nb: NotebookNode):
    [cell] = [cell for cell in nb.cells if is_parameters(cell)]
    comments = [token for token in tokens(cell.source) if token.type == tokenize.COMMENT]
    assert {token.start[0] for token in comments} == set(range(1, len(lines(cell)) + 1))
    assert all(len(token.string.strip("# ")) > 3 for token in comments)


def tokens(source: str) -> list[tokenize.TokenInfo]:
    return list(tokenize.generate_tokens(io.StringIO(source).readline))


def test_the_cell_after_the_parameters_checks_every_one_of_them(nb: NotebookNode):
    place = next(number for number, cell in enumerate(nb.cells) if is_parameters(cell))
    used = [*nodes(nb.cells[place + 1])]
    named = {node.value for node in used if isinstance(node, ast.Constant)}
    assert "read_parameters" in {node.id for node in used if isinstance(node, ast.Name)}
    assert default_parameters(nb).keys() <= named
