"""The reader knows nothing of the library, needs nothing installed, and answers everybody alike."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import namndbok.verify.reading

READING = Path(namndbok.verify.reading.__file__).parent
OLDEST = (3, 10)
LIMIT = 2.0
QUICK = """
import sys, time
from pathlib import Path
from namndbok.verify.reading.examination import examine_content
print("\\n".join(examine_content(Path(sys.argv[1])).lines()).encode("ascii", "replace").decode())
print(time.process_time(), *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def imported_names(path):
    """Name every module that a file imports, and see that the oldest Python can read it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), feature_version=OLDEST)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module if not node.level else "relative"


@pytest.mark.parametrize("path", sorted(READING.glob("*.py")), ids=lambda path: path.stem)
def test_reader_imports_only_itself_and_the_standard_library(path):
    others = {name for name in imported_names(path) if not name.startswith("namndbok.verify.reading")}
    assert {name.partition(".")[0] for name in others} <= sys.stdlib_module_names


@pytest.fixture
def alone(tmp_path):
    """Copy the reader to a folder where there is nothing else of the library."""
    shutil.copytree(READING, tmp_path / "alone" / "namndbok" / "verify" / "reading")
    return tmp_path / "alone"


def quickly(alone, folder, **environment):
    """Examine a folder with the reader alone, by a Python that sees nothing that is installed."""
    bare = {
        "PATH": os.environ["PATH"],
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "TZ": "Pacific/Auckland",
    }
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.append({str(alone)!r})\n{QUICK}"]
    return subprocess.run(
        [*command, str(folder)], capture_output=True, text=True, env=bare | environment, cwd="/", check=True
    )


def test_answer_is_the_same_for_another_user_locale_and_folder(alone, published, tmp_path):
    run = quickly(alone, published, HOME=str(tmp_path / "hemma"), USER="granskare", LOGNAME="granskare")
    assert "Inga avvikelser inom mappen." in run.stdout


def test_quick_proof_takes_less_than_two_seconds_and_loads_nothing_else(alone, published):
    seconds, *loaded = quickly(alone, published).stderr.split()
    assert set(loaded) - sys.stdlib_module_names <= {"__main__", "namndbok"}
    assert float(seconds) < LIMIT


def test_hashes_are_those_of_the_library():
    from namndbok import books, data
    from namndbok.verify.reading.folder import sha256, to_json

    value = {"å": [1, "2/3", None], "b": {"c": True}}
    assert to_json(value) == books.to_json(value)
    assert sha256(b"x") == data.sha256(b"x")
