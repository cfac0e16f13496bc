"""A notebook run from beginning to end, and every way in which it can stop before that."""

import json
import time
from pathlib import Path
from unittest.mock import Mock

import nbformat
import pytest
from nbformat import NotebookNode

from namndbok.errors import InvalidParameter
from namndbok.publish.pool import kernel_pool
from namndbok.publish.report import save_failed_notebook
from namndbok.publish.run import Stopped, execute
from namndbok.show.page import to_html, to_ipynb
from workbook import SMALL, files_at_most, notebook_of
from workbook import said as printed


def run(
    notebook: str, folder: Path, given: dict[str, object] | None = None, **options: object
) -> NotebookNode:
    path = SMALL / f"{notebook}.ipynb"
    return execute(path, given or {}, folder=folder, **options)


def why(notebook: str, folder: Path, **options: object) -> str:
    """Return what is said of a run that stops."""
    with pytest.raises(Stopped) as caught:
        run(notebook, folder, **options)
    assert nbformat.reads(caught.value.workbook.decode(), as_version=4).cells
    return caught.value.reason


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Run a notebook with parameters of every type; what came out, and what was told of the progress."""
    told = []
    parameters = {"year": 2024, "rate": 1, "full": True, "title": "Å ”citat” \\ {x}"}
    folder = tmp_path_factory.mktemp("work")
    progress = lambda done, total: told.append((done, total))  # noqa: E731
    nb = run("parameters_of_every_type", folder, parameters, progress=progress)
    return {"nb": nb, "told": told}


def test_given_parameters_replace_the_defaults(given):
    assert given["nb"].cells[-1].outputs[0].text == "2024 1 True Å ”citat” \\ {x}\n"


def test_progress_counts_the_cells_up_to_the_last(given):
    # the parameters cell, the given parameters, (a heading,) the cell that prints
    assert given["told"] == [(1, 4), (2, 4), (4, 4)]


def test_nothing_is_left_of_when_where_and_by_what_it_was_run(given):
    text = to_ipynb(given["nb"])
    assert "papermill" not in text and "iopub" not in text
    assert "version" not in given["nb"].metadata.language_info
    assert [cell.id for cell in given["nb"].cells] == ["cell-01", "injected-1", "cell-02", "cell-03"]


def test_the_notebook_is_written_with_sorted_names_and_a_line_break_at_the_end(given):
    text = to_ipynb(given["nb"])
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    nbformat.validate(json.loads(text))


def test_a_wrong_parameter_stops_before_anything_is_written(tmp_path: Path):
    with pytest.raises(InvalidParameter):
        run("cell_fails", tmp_path, {"year": "tjugo"})
    assert list(tmp_path.iterdir()) == []


def test_a_failing_cell_is_told_by_its_number_and_its_error(tmp_path: Path):
    assert why("cell_fails", tmp_path) == "Cell [3] i arbetsboken stannade: ValueError: tabellen är tom"


def test_a_failed_notebook_holds_what_was_done_before_it_stopped(tmp_path: Path):
    with pytest.raises(Stopped) as caught:
        run("cell_fails", tmp_path)
    nb = nbformat.reads(caught.value.workbook.decode(), as_version=4)
    outputs = [output for cell in nb.cells for output in cell.get("outputs", [])]
    assert [output.output_type for output in outputs] == ["stream", "error"]
    assert outputs[0].text == "så här långt\n"


def test_an_error_that_ipython_cannot_show_is_told_all_the_same(tmp_path: Path):
    assert why("error_hard_to_show", tmp_path).endswith("stannade: ZeroDivisionError: division by zero")


def test_a_kernel_that_dies_is_told(tmp_path: Path):
    assert why("kernel_dies", tmp_path).startswith("Kärnan som kör arbetsboken dog")


def test_a_notebook_that_ends_itself_has_failed(tmp_path: Path):
    assert why("ends_early", tmp_path) == "Arbetsboken avslutade sig själv innan den var klar."


def test_a_run_past_its_time_limit_is_stopped(tmp_path: Path):
    pool, started = kernel_pool(), time.monotonic()
    run("parameters_of_every_type", tmp_path, pool=pool)
    reason = why("never_ends", tmp_path, time_limit=2, pool=pool)
    assert reason == "Körningen tog längre tid än 2 sekunder och avbröts."
    assert time.monotonic() - started < 10


def test_a_kernel_that_does_not_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("namndbok.publish.kernel.ARGUMENTS", ["--no-such-argument=1"])
    monkeypatch.setattr("sys.executable", "/bin/false")
    assert why("cell_fails", tmp_path).startswith("Kärnan som kör arbetsboken kom inte i gång: ")


def test_a_process_that_kernels_cannot_be_forked_from_is_told(tmp_path: Path):
    ended = Mock(side_effect=EOFError("unexpected EOF"))  # as the standard library says it
    pool = Mock(Process=Mock(return_value=Mock(start=ended)))
    said = "Kärnan som kör arbetsboken kom inte i gång: processen som den skulle startas ur har stannat"
    assert why("cell_fails", tmp_path, pool=pool) == said


def test_a_kept_notebook_never_takes_the_place_of_another(tmp_path: Path):
    said = [
        save_failed_notebook(bytes([number]), tmp_path / "failed" / "annual_report") for number in range(3)
    ]
    assert [line.rpartition("/")[2] for line in said] == [f"annual_report-{n}.ipynb" for n in (1, 2, 3)]
    assert [path.read_bytes() for path in sorted(tmp_path.glob("failed/*"))] == [b"\0", b"\1", b"\2"]


def test_a_notebook_that_cannot_be_kept_is_told_too(tmp_path: Path):
    (tmp_path / "failed").write_text("")
    said = save_failed_notebook(b"", tmp_path / "failed" / "annual_report")
    assert said == f"Den avbrutna arbetsboken gick inte att spara i {tmp_path / 'failed'}"


def test_half_a_notebook_is_not_kept(tmp_path: Path):
    with files_at_most(10):
        said = save_failed_notebook(b"x" * 100, tmp_path / "failed" / "annual_report")
    assert said == f"Den avbrutna arbetsboken gick inte att spara i {tmp_path / 'failed'}"
    assert list((tmp_path / "failed").iterdir()) == []


def test_the_page_is_written_by_the_packages_own_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    own = tmp_path / "namndbok" / "index.html.j2"
    own.parent.mkdir()
    own.write_text("fel mall")
    monkeypatch.chdir(tmp_path)
    assert "<h1>Hej</h1>" in to_html(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Hej")]))


def test_a_cell_that_asks_for_something_is_told(tmp_path: Path):
    path = notebook_of(tmp_path / "asks.ipynb", "1 + 1", "input('Namn? ')")
    with pytest.raises(Stopped) as caught:
        execute(path, {}, folder=tmp_path)
    assert caught.value.reason.startswith("Cell [2] i arbetsboken väntar på att någon skriver något")


def test_what_was_done_before_the_kernel_died_is_kept(tmp_path: Path):
    path = notebook_of(tmp_path / "dies.ipynb", "print('så här långt')", "import os; os._exit(1)")
    with pytest.raises(Stopped) as caught:
        execute(path, {}, folder=tmp_path)
    assert printed(nbformat.reads(caught.value.workbook.decode(), as_version=4)) == ["så här långt"]


def test_what_was_shown_when_the_notebook_was_saved_is_not_shown_again(tmp_path: Path):
    path = notebook_of(tmp_path / "old.ipynb", "1 + 1")
    nb = nbformat.read(path, as_version=4)
    nb.cells[0].metadata.tags = ["skip-execution"]
    nb.cells[0].outputs = [nbformat.v4.new_output("stream", text="gammalt")]
    nbformat.write(nb, path)
    assert execute(path, {}, folder=tmp_path).cells[0].outputs == []


LEAKS = {
    "import warnings; warnings.warn('tmp/x', stacklevel=1)": "Cell [1] i arbetsboken varnade: ”",
    "import sys; print('fel', file=sys.stderr)": "Cell [1] i arbetsboken varnade: ”fel”. Rätta",
    "import threading; t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()": "varnade: ",
    "for number in range(300): print('x' * 10_000)": "Cell [1] i arbetsboken visar mer än 2 MB.",
    "input('Vem? ')": "Cell [1] i arbetsboken väntar på att någon skriver något",
}


@pytest.mark.parametrize(("source", "reason"), LEAKS.items(), ids=range(len(LEAKS)))
def test_what_no_page_may_have_stops_the_run(tmp_path: Path, source: str, reason: str):
    path = notebook_of(tmp_path / "a.ipynb", source)
    with pytest.raises(Stopped) as caught:
        execute(path, {}, folder=tmp_path)
    assert reason in caught.value.reason
