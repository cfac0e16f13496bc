"""The workbook as users meet it: the command in a process of its own, small notebooks, a real report."""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
from nbformat import NotebookNode

from namndbok.publish.edition import Published
from namndbok.publish.papers import Paper, Request
from namndbok.publish.report import publish_papers

ROOT = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent
SMALL = Path(__file__).parent / "notebooks"
YEAR = 2031
PATIENCE = 180

Process = subprocess.Popen[str]


@dataclass(frozen=True)
class Done:
    """How a process ended and what it wrote."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Made:
    """A report: the folder it was put in and what was said of it."""

    folder: Path
    done: Done


def start(*words: str, env: Mapping[str, str] | None = None, cwd: Path = ROOT, **options: object) -> Process:
    """Start `namndbok` with every warning as an error; `env` is added to the environment."""
    command = [sys.executable, "-W", "error", str(SCRIPTS / "namndbok"), *words]
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    usual = {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": ""}
    environment = os.environ | usual | dict(env or {})
    return subprocess.Popen(command, env=environment, cwd=cwd, encoding="utf-8", **streams | options)


def ended(process: Process) -> Done:
    """Wait for a process."""
    try:
        out, err = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    return Done(process.returncode, out, err)


def run(*words: str, **options: object) -> Done:
    """Run `namndbok` to its end."""
    return ended(start(*words, **options))


def wait_for(happened: Callable[[], object]) -> None:
    """Wait until something has happened."""
    ends = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.05)


@contextmanager
def files_at_most(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes, as when a disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def hostile_home(folder: Path) -> dict[str, str]:
    """Write a user's own settings that would change or stop a run; return the environment that uses them."""
    kernel = {"argv": ["false"], "display_name": "Fel", "language": "python"}
    files = {
        ".local/share/jupyter/kernels/python3/kernel.json": json.dumps(kernel),
        ".local/share/jupyter/nbconvert/templates/namndbok/index.html.j2": "Fel mall",
        ".jupyter/jupyter_nbconvert_config.py": "c.TemplateExporter.exclude_output = True",
        ".ipython/profile_default/ipython_config.py": "c.InteractiveShell.ast_node_interactivity = 'all'",
        ".ipython/profile_default/startup/00.py": "print('hej'); import builtins; builtins.sum = max",
        ".config/matplotlib/matplotlibrc": "font.size: 40\ntext.color: red\nbackend: nosuch\nnonsense: 1",
        "start.py": "print('hej')",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    paths = {
        "HOME": folder,
        "JUPYTER_PATH": folder / ".local/share/jupyter",
        "PYTHONSTARTUP": folder / "start.py",
    }
    paths |= {"MATPLOTLIBRC": folder / ".config/matplotlib", "IPYTHONDIR": folder / ".ipython"}
    return {name: str(path) for name, path in paths.items()} | {"PYTHONOPTIMIZE": "2", "MPLBACKEND": "svg"}


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@dataclass(frozen=True)
class Desk:
    """A folder to make reports in, with an invented board's data and a small notebook as the report.

    `temporary` is the folder for temporary files; sockets can stand there only if its name is short.
    """

    folder: Path
    temporary: Path

    @property
    def data(self) -> Path:
        """Return where the tables are."""
        return self.folder / "sjodalen"

    @property
    def notebooks(self) -> Path:
        """Return where the notebook is."""
        return self.folder / "notebooks"

    @property
    def out(self) -> Path:
        """Return where the reports go."""
        return self.folder / "reports"

    @property
    def year(self) -> Path:
        """Return where the year's report goes."""
        return self.out / str(YEAR)

    def uses(self, notebook: str) -> None:
        """Let the report be made by one of the small notebooks."""
        shutil.copy(SMALL / f"{notebook}.ipynb", self.notebooks / "annual_report.ipynb")

    @property
    def words(self) -> list[str]:
        """Return the words of the command that makes the report."""
        folders = ("--data", self.data, "--out", self.out, "--notebooks", self.notebooks)
        return ["report", str(YEAR), *map(str, folders)]

    def start(self, *words: str, **options: object) -> Process:
        """Start to make the report."""
        return start(*self.words, *words, **options)

    def run(self, *words: str, **options: object) -> Done:
        """Make the report."""
        return ended(self.start(*words, **options))

    def processes(self) -> list[psutil.Process]:
        """List what a report made here has started and not ended."""
        return started_in(self.temporary)


def started_in(temporary: Path) -> list[psutil.Process]:
    """List the living processes whose temporary files are in a folder, and nobody else's on this machine."""
    return [one for one in psutil.process_iter() if str(temporary) in _environment(one)]


def lives(pid: int) -> bool:
    """Tell whether a process runs; one that has ended may wait for its parent to take notice."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def sleepers(temporary: Path) -> int:
    """Count what cells that never end have started there."""
    sleeping = (one for one in psutil.process_iter() if _name(one) == "sleep")
    return sum(str(temporary) in _environment(one) for one in sleeping)


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.NoSuchProcess:  # ended while the others were counted
        return ""


def _environment(process: psutil.Process) -> str:
    try:
        return process.environ().get("TMPDIR", "")
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return ""


def unsealed(path: Path) -> bytes:
    """Return a published file as it was before it was sealed: with the basis where the seal stands."""
    manifest = json.loads((path.parent / "manifest.json").read_text(encoding="utf-8"))
    return path.read_bytes().replace(manifest["seal"].encode(), manifest["basis"].encode())


def publish_one(paper: Paper, year: int, data: Path, out: Path) -> Published:
    """Publish one paper, made by the project's own notebook."""
    return publish_papers(Request(paper.name, year, lambda tables: [paper], data, out, ROOT / "notebooks"))


def notebook_of(path: Path, *sources: str, tags: Mapping[int, str] | None = None) -> Path:
    """Write a notebook of code cells; `tags` are given by a cell's place."""
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{place}") for place, source in enumerate(sources)]
    path.parent.mkdir(exist_ok=True)
    for place, tag in (tags or {}).items():
        cells[place].metadata["tags"] = [tag]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def said(nb: NotebookNode) -> list[str]:
    """Return the lines that a notebook's cells have printed."""
    return "".join(
        output.get("text", "") for cell in nb.cells for output in cell.get("outputs", [])
    ).splitlines()
