"""How fast papers are made, beside `papermill` and `jupyter nbconvert` on the same notebooks in the same run.

The plain tools take as long for every paper, so a loop over many is timed for a few and counted up.
"""

import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path

import psutil
import pytest

from boards import REAL
from dasks import dask
from large_board import LAST, large_board
from workbook import ROOT, SCRIPTS, contents

MUNICIPALITY, MOST, SOME = "Arjeplog", 290, 100
MEGABYTE = 1024 * 1024
PAUSE = 1  # second between two looks at the memory, each of which takes its time
# What a notebook does, without Jupyter: its cells one after the other, each last value as HTML.
PLAIN_PROCESS = """
import ast, builtins, json, sys

builtins.display = lambda *items: [item._repr_html_() for item in items if hasattr(item, "_repr_html_")]
names = {"__name__": "__main__"}
for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        tree = ast.parse("".join(cell["source"]))
        if tree.body and isinstance(tree.body[-1], ast.Expr):
            last = tree.body[-1]
            last.value = ast.Call(ast.Name("display", ast.Load()), [last.value], [])
        exec(compile(ast.fix_missing_locations(tree), "cell", "exec"), names)
"""

Tell = Callable[..., None]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the real data and the notebooks."""
    desk = tmp_path_factory.mktemp("desk")
    shutil.copytree(REAL, desk / "data")
    shutil.copytree(ROOT / "notebooks", desk / "notebooks")
    return desk


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def command(*words: object, cwd: Path = ROOT) -> float:
    """Run a command and return its seconds."""
    words = [sys.executable, *map(str, words)]
    return seconds(lambda: subprocess.run(words, cwd=cwd, check=True, capture_output=True))


def plain(desk: Path, name: str, *parameters: object) -> float:
    """Make a paper with the plain tools."""
    made = desk / f"plain-{name}.ipynb"
    run = command(SCRIPTS / "papermill", f"notebooks/{name}.ipynb", made, *parameters, cwd=desk)
    return run + command(SCRIPTS / "jupyter", "nbconvert", "--to", "html", "--template", "namndbok", made)


def ours(desk: Path, out: Path, *more: object, what: str = "build", year: int = 2024) -> float:
    """Make papers with the command line."""
    folders = ("--data", desk / "data", "--notebooks", desk / "notebooks", "--out", out)
    return command(SCRIPTS / "namndbok", what, year, *folders, *more)


@pytest.fixture(scope="module")
def loop(desk: Path, year: tuple[Path, float]) -> float:
    """Return the seconds of a loop over the same papers of the year with the plain tools.

    Two of each notebook are made, and the faster counts for all of them.
    """
    manifest = json.loads((year[0] / "2024" / "manifest.json").read_text(encoding="utf-8"))
    papers = sorted(manifest["papers"].values(), key=itemgetter("notebook"))
    taken, year_2024 = 0.0, ("-p", "year", 2024)
    for notebook, group in groupby(papers, itemgetter("notebook")):
        given = [[("-p", *parameter) for parameter in paper["parameters"].items()] for paper in group]
        taken += len(given) * min(plain(desk, notebook, *year_2024, *chain(*words)) for words in given[:2])
    return taken


@pytest.fixture(scope="module")
def year(desk: Path) -> tuple[Path, float]:
    """Make a year's papers twice; return where, and the seconds of the faster time, as of the plain tools."""
    outs = [desk / "year", desk / "again"]
    return outs[0], min(ours(desk, out) for out in outs)


def test_the_yearly_report_from_nothing(desk: Path, tmp_path: Path, tell: Tell):
    tools = min(plain(desk, "annual_report") for _ in range(2))
    outs = [tmp_path / str(turn) for turn in range(3)]
    report = min(ours(desk, out, what="report") for out in outs)
    tell("yearly report", f"{tools:.1f} s", f"{report:.1f} s", f"{tools / report:.1f}", "3")
    assert tools / report >= 3
    cells = min(command("-c", PLAIN_PROCESS, "notebooks/annual_report.ipynb", cwd=desk) for _ in range(3))
    tell("the cells in plain Python", f"{cells:.1f} s", f"{report:.1f} s", f"{report / cells:.2f}", "1.7")
    assert report / cells <= 1.7


def test_a_year_from_nothing(loop: float, year: tuple[Path, float], tell: Tell):
    tell("a year's papers", f"{loop:.0f} s", f"{year[1]:.1f} s", f"{loop / year[1]:.1f}", "20")
    assert loop / year[1] >= 20


def test_a_year_that_has_not_changed(desk: Path, loop: float, year: tuple[Path, float], tell: Tell):
    before = contents(year[0] / "2024")
    again = min(ours(desk, year[0]) for _ in range(3))
    tell("the same, unchanged", f"{loop:.0f} s", f"{again:.2f} s", f"{loop / again:.0f}", "0.6 s")
    assert contents(year[0] / "2024") == before
    assert again <= 0.6


# A large board


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a desk of a board with all the municipalities of Sweden, and ten years behind it."""
    desk = tmp_path_factory.mktemp("large")
    large_board(desk, municipalities=MOST, years=10).rename(desk / "data")
    shutil.copytree(ROOT / "notebooks", desk / "notebooks")
    return desk


def check(data: Path) -> float:
    return min(command(SCRIPTS / "namndbok", "check", "--json", "--data", data) for _ in range(2))


def test_checking_a_large_board_grows_no_faster_than_the_board(large: Path, tmp_path: Path, tell: Tell):
    tenth = check(large_board(tmp_path, municipalities=MOST // 10, years=10))
    whole = check(large / "data")
    tell("check, 29 and 290 municipalities", f"{tenth:.1f} s", f"{whole:.1f} s", f"{whole / tenth:.1f}", "10")
    assert whole / tenth <= 10
    assert whole <= 5


@contextmanager
def memory() -> Iterator[list[int]]:
    """Measure the most memory that this process's children have together, shared pages counted once."""
    most, over = [0], threading.Event()

    def watch() -> None:
        while not over.wait(PAUSE):
            most[0] = max(most[0], sum(map(_own, psutil.Process().children(recursive=True))))

    thread = threading.Thread(target=watch)
    thread.start()
    yield most
    over.set()
    thread.join()


def _own(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except psutil.Error:
        return 0


@contextmanager
def work() -> Iterator[list[float]]:
    """Measure for how many seconds the processors work in the block, all taken together.

    What other programs do is counted too. Kernels come from a process that does not wait for them, so nobody
    is told what each of them took.
    """
    before, taken = _busy(), [0.0]
    yield taken
    taken[0] = _busy() - before


def _busy() -> float:
    times = psutil.cpu_times()
    return times.user + times.system


def test_a_sheet_for_each_municipality(large: Path, desk: Path, tmp_path: Path, tell: Tell):
    """Ten times as many sheets take a little more than ten times as long: each compares ten times as many."""
    tools = plain(desk, "municipality", "-p", "municipality", MUNICIPALITY) * MOST
    large_board(tmp_path, municipalities=MOST // 10, years=10).rename(tmp_path / "data")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    tenth = ours(tmp_path, tmp_path / "sheets", what="sheets", year=LAST)
    with memory() as most, work() as taken:
        done = ours(large, large / "sheets", what="sheets", year=LAST)
    assert len([*(large / "sheets" / str(LAST)).glob("municipality-*.html")]) == MOST
    each = taken[0] / MOST
    tell(f"{MOST} sheets", f"{tools:.0f} s", f"{done:.0f} s", f"{tools / done:.1f}", "")
    tell(f"{MOST} sheets, work each", "", f"{1000 * each:.0f} ms", "", "300 ms")
    tell(f"{MOST // 10} and {MOST} sheets", f"{tenth:.1f} s", f"{done:.0f} s", f"{done / tenth:.1f}", "12")
    tell(f"{MOST} sheets, memory", "", f"{most[0] / MEGABYTE:.0f} MB", "", "1024 MB")
    assert done / tenth <= 12
    assert most[0] <= 1024 * MEGABYTE


def test_two_machines_do_nearly_twice_as_much_as_one(tmp_path: Path, tell: Tell):
    """Workers that have read the data are compared, without the command's own start: that of one paper."""
    large_board(tmp_path, municipalities=SOME, years=10).rename(tmp_path / "data")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    taken = []
    for workers in (1, 2):
        out = tmp_path / str(workers)
        out.mkdir()
        with dask(out, workers=workers) as cluster:
            there = ("--cluster", cluster.address, "--force")
            ours(tmp_path, out, *there, what="sheets", year=LAST)
            start = ours(tmp_path, out / "one", *there, what="trends", year=LAST)
            taken.append(ours(tmp_path, out, *there, what="sheets", year=LAST) - start)
    assert contents(tmp_path / "1" / str(LAST)) == contents(tmp_path / "2" / str(LAST))
    one, two = taken
    tell(f"{SOME} sheets, one Dask worker and two", f"{one:.0f} s", f"{two:.0f} s", f"{one / two:.1f}", "1.7")
    assert one / two >= 1.7
