"""The process that runs a notebook's cells: this very Python, and none of the user's own settings."""

import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from namndbok.publish.pool import kernel_pool
from namndbok.publish.run import execute
from workbook import SMALL, hostile_home, lives, notebook_of


def said(nb: NotebookNode) -> list[str]:
    return "".join(output.text for cell in nb.cells for output in cell.get("outputs", [])).splitlines()


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a notebook sees when the user's own settings are hostile."""
    folder, work = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("work")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONPATH", raising=False)
        for name, value in hostile_home(folder).items():
            patch.setenv(name, value)
        return said(execute(SMALL / "tells_its_surroundings.ipynb", {}, folder=work))


def test_the_interpreter_is_the_one_that_runs_the_command(surroundings: list[str]):
    assert surroundings[0] == sys.executable


def test_matplotlib_has_its_own_defaults(surroundings: list[str]):
    assert surroundings[1] == "10.0 agg"


def test_no_setting_for_python_itself_comes_through(surroundings: list[str]):
    assert surroundings[2] == "[]"


def test_the_working_folder_is_the_given_one_and_stays_clean(surroundings: list[str]):
    assert surroundings[3] == "[]"


def test_nothing_of_the_users_runs_at_the_start(surroundings: list[str]):
    assert surroundings[4:] == ["3"]  # the sum of 1 and 2


def test_no_name_is_there_before_the_first_cell(tmp_path: Path):
    source = "[name for name in globals() if not name.startswith('_')]"
    names = nbformat.v4.new_code_cell(f"print(sorted({source}))")
    path = tmp_path / "names.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[names]), path)
    found = said(execute(path, {}, folder=tmp_path))
    assert found == ["['In', 'Out', 'exit', 'get_ipython', 'open', 'quit']"]


def test_no_process_is_left(tmp_path: Path):
    sleeps = "sleep = subprocess.Popen(['sleep', '600'])"
    tells = f"import os, subprocess; {sleeps}\nprint(os.getpid(), sleep.pid)"
    path = notebook_of(tmp_path / "a.ipynb", tells)
    for pool in (None, kernel_pool()):
        started = map(int, said(execute(path, {}, folder=tmp_path, pool=pool))[0].split())
        assert not any(map(lives, started))


LISTENS = """
import errno, json, os, socket, stat, ipykernel
where = json.load(open(ipykernel.get_connection_file()))
paths = [f"{where['ip']}-{number}" for name, number in where.items() if name.endswith("_port")]
folder = os.stat(os.path.dirname(where["ip"]))
print(where["transport"], len(paths), oct(folder.st_mode & 0o777), folder.st_uid == os.getuid(), flush=True)
child = os.fork()
if not child:
    if os.getuid() == 0:
        os.setgid(65534), os.setuid(65534)
    failures = {socket.socket(socket.AF_UNIX).connect_ex(path) for path in paths}
    os._exit(failures == {errno.EACCES})
print("nobody" if os.waitpid(child, 0)[1] else "somebody", "reaches it; root" if os.getuid() == 0 else "")
"""


@pytest.mark.parametrize("folder", ["kort", "lång" * 30])
def test_a_kernel_listens_to_sockets_that_only_its_user_can_reach(folder: str, tmp_path: Path, monkeypatch):
    """A path of a socket may have 107 letters, and the folder for temporary files may lie deep.

    As root the test becomes another user and tries; others can only look at the folder.
    """
    (tmp_path / folder).mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / folder))
    path = notebook_of(tmp_path / "listens.ipynb", LISTENS)
    tried = "nobody reaches it; root" if os.getuid() == 0 else "somebody "
    for pool in (None, kernel_pool()):
        assert said(execute(path, {}, folder=tmp_path, pool=pool)) == ["ipc 5 0o700 True", tried]


def test_no_socket_has_a_name_that_stands_in_no_folder(tmp_path: Path):
    look = "import psutil; print(*{one.laddr for one in psutil.Process().net_connections('unix')})"
    path = notebook_of(tmp_path / "look.ipynb", look)
    for pool in (None, kernel_pool()):
        names = said(execute(path, {}, folder=tmp_path, pool=pool))[0].split()
        assert len(names) >= 4 and all(name.startswith("/") for name in names)
