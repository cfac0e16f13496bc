"""The reader knows nothing of the library, needs nothing heavy, and gives the same answer for everybody."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import namndbok.verify

PACKAGE = Path(namndbok.verify.__file__).parent
OWN = "namndbok.verify"
LIMIT = 2.0
QUICK = """
import sys, time
from pathlib import Path
from namndbok.verify import examine, lines
print("\\n".join(lines(examine(Path(sys.argv[1]), quick=True))).encode("ascii", "replace").decode())
heavy = {"pandas", "numpy", "papermill", "nbconvert", "babel", "rich", "typer"}
print(time.process_time(), *sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


def imported(path):
    """Name every module that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module if not node.level else "relative"


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.stem)
def test_reader_imports_only_itself_and_the_standard_library(path):
    others = {name for name in imported(path) if not f"{name}.".startswith(f"{OWN}.")}
    others -= {name for name in others if name.partition(".")[0] in sys.stdlib_module_names}
    allowed = (
        {
            f"namndbok.{name}"
            for name in ("editions", "errors", "load", "nursery", "papers", "report", "workers")
        }
        if path.stem == "rerun"
        else set()
    )
    assert others == allowed


def test_rerun_imports_the_library_only_when_it_runs():
    top = ast.parse((PACKAGE / "rerun.py").read_text(encoding="utf-8")).body
    names = {node.module for node in top if isinstance(node, ast.ImportFrom)}
    assert not names & {"namndbok.errors", "namndbok.publish.report"}


def quickly(folder, **environment):
    bare = {
        "PATH": os.environ["PATH"],
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "TZ": "Pacific/Auckland",
    }
    command = [sys.executable, "-I", "-c", QUICK, str(folder)]
    return subprocess.run(
        command, capture_output=True, text=True, env=bare | environment, cwd="/", check=True
    )


def test_answer_is_the_same_for_another_user_locale_and_folder(published, tmp_path):
    run = quickly(published, HOME=str(tmp_path / "hemma"), USER="granskare", LOGNAME="granskare")
    assert "Inga avvikelser." in run.stdout


def test_quick_proof_takes_less_than_two_seconds_and_loads_nothing_heavy(published):
    seconds, *heavy = quickly(published).stderr.split()
    assert heavy == []
    assert float(seconds) < LIMIT


def test_hashes_are_those_of_the_library():
    from namndbok.books import seal
    from namndbok.verify.reading import folder, manifest, origin

    value = {"å": [1, "2/3", None], "b": {"c": True}}
    assert folder.to_json(value) == seal.to_json(value)
    assert manifest.sha256(b"x") == seal.sha256(b"x")
    assert origin.tree(PACKAGE) == seal.folder_digests(PACKAGE)
    assert origin.installed(seal.versions()) == seal.versions()
