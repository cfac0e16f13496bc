"""Inputs as broken as disks, programs and people make them, and what reading them may do."""

import io
import json
import random
import re
import resource
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from data.intake.test_plan import CASES, write_file
from namndbok.books.book import make_book
from namndbok.cli.app import main
from namndbok.data import write_year_workbook
from namndbok.data.load import load_data
from namndbok.errors import NamndbokError
from namndbok.publish.run import check_parameters

PLACE = re.compile(r"\brad \d|, paketet\b|\.ipynb\b")
YEAR, NOTEBOOK = 2024, "annual_report.ipynb"
SECONDS, MEGABYTES = 10, 500
PIECES = (
    "", "0", "-1", "−5", "1e9", "9" * 400, "=1+1", "@x", "\u00a0", "\u202f", "\ufeff", "\u200b", "\0",
    "\x1b[2J", "å", "õ", "{{", "}}", "{% x %}", "{{ economy.result }}", "<script>", "](x)", "2024-13-01",
    "1 177 400,50",
    "*184 800", "nan", "True", "null", '"', "'", ",", ";", "\t", "\n", "\r", "../x", "\\", "%s", "{}", "[]",
    "...", "x" * 70_000, "\U0001f600",
)  # fmt: skip


def _bytes_changed(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice([1, 3, 40])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _piece(content: bytes, chance: random.Random) -> bytes:
    place, piece = chance.randrange(len(content)), chance.choice(PIECES).encode()
    return content[:place] + piece + content[place + chance.choice([0, 1, 9]) :]


def _cell(content: bytes, chance: random.Random) -> bytes:
    """Put a piece in the place of what stands between two marks."""
    text = content.decode()
    marks = [place for place, sign in enumerate(text) if sign in ',;:"\n']
    first = chance.randrange(len(marks) - 1)
    return (text[: marks[first] + 1] + chance.choice(PIECES) + text[marks[first + 1] :]).encode()


def _lines_moved(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines * chance.choice([1, 1, 2]))


def _encoded(content: bytes, chance: random.Random) -> bytes:
    name = chance.choice(["utf-16", "utf-16-le", "utf-32", "cp1252", "cp437", "mac-roman", "utf-7"])
    return content.decode().encode(name, errors="replace")


def _other(content: bytes, chance: random.Random) -> bytes:
    return chance.choice(
        [b"", b"\0" * 5000, b"PK\x03\x04x", b"%PDF-1.7", b"\x89PNG", chance.randbytes(3000), b"[" * 9000]
    )


BREAKS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _bytes_changed, _cut, _piece, _piece, _cell, _cell, _cell, _lines_moved, _encoded, _other,
)  # fmt: skip


def faulty_inputs(folder: Path, count: int, seed: int) -> list[str]:
    """Break one file at a time of a copy of the board and its notebook, read it, and say what went wrong.

    Wrong is what is neither read nor refused in words that name the file, and of a changed cell also the row
    or what stands in the place of one; what takes over ten seconds of the processor, whose other work is no
    fault of an input; and more than 500 MB of memory in all.
    """
    chance, data = random.Random(seed), folder / "data"
    shutil.copytree("data", data)
    shutil.copy(Path("notebooks", NOTEBOOK), folder)
    tables = [path for path in sorted(data.glob("*.csv")) if path.stat().st_size > 100]
    others = [data / "datapackage.json", data / "commentary" / f"{YEAR}.md", folder / NOTEBOOK]
    wrong = []
    for number in range(count):
        path = chance.choice([chance.choice(tables), chance.choice(others)])
        sound = path.read_bytes()
        change = chance.choice(BREAKS)
        path.write_bytes(change(sound, chance))
        started = time.process_time()
        try:
            check_parameters(folder / NOTEBOOK, {"year": YEAR, "data": "data"})
            make_book(load_data(data), YEAR)
        except NamndbokError as error:
            if path.name not in str(error) or (change is _cell and not PLACE.search(str(error))):
                wrong.append(f"{number} {path.name}: {str(error)[:200]}")
        except Exception as error:
            wrong.append(f"{number} {path.name}: {type(error).__name__} {str(error)[:200]}")
            shutil.copy(path, folder / f"wrong-{number}-{path.name}")
        if (seconds := time.process_time() - started) > SECONDS:
            wrong.append(f"{number} {path.name}: {seconds:.0f} seconds")
        path.write_bytes(sound)
    if (memory := resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000) > MEGABYTES:
        wrong.append(f"{memory:.0f} MB")
    return wrong


def _zip_member(content: bytes, chance: random.Random) -> bytes:
    """Break one part of a workbook and pack it again."""
    with ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice([name for name, part in parts.items() if len(part) > 100])
    with suppress(UnicodeDecodeError):
        parts[name] = chance.choice(BREAKS)(parts[name], chance)
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return written.getvalue()


def _sound_files(folder: Path, board: Path) -> list[Path]:
    """Write files of every shape that can be taken in: the cases of import, a year's workbook, tables."""
    folder.mkdir()
    book = folder / "arbetsbok.xlsx"
    write_year_workbook(load_data(board), 2031, book, [])
    others = [shutil.copy(board / name, folder) for name in ("fees.csv", "outcome.csv", "goals.csv")]
    cases = []
    for number, case in enumerate(CASES):
        (folder / str(number)).mkdir()
        cases.append(write_file(case, folder / str(number)))
    return [book, book, book, *map(Path, others), *cases]


def _run(*words: str) -> tuple[int, str]:
    """Run a command in this process, and return its exit status and all that it said."""
    said, sys.argv = io.StringIO(), ["namndbok", *words]
    with redirect_stdout(said), redirect_stderr(said):
        try:
            main()
        except SystemExit as ended:
            return int(ended.code or 0), said.getvalue()
    return 0, said.getvalue()


def faulty_files(folder: Path, count: int, seed: int) -> list[str]:
    """Break files of every shape, take them in and check the tables, and say what went wrong.

    Wrong is a fault of Nämndbok's own, an exit status that is neither 0 nor 2, tables that changed without a
    yes or that cannot be read afterwards, what takes over ten seconds of the processor, and more than 500 MB.
    """
    chance, board = random.Random(seed), folder / "data"
    shutil.copytree("tests/boards/sjodalen", board)
    sound, wrong = _sound_files(folder / "sound", board), []
    before = {path.name: path.read_bytes() for path in board.glob("*.csv")}
    for number in range(count):
        source = chance.choice(sound)
        file, content = folder / source.name, source.read_bytes()
        breaks = [_zip_member] if content.startswith(b"PK") and chance.random() < 0.8 else BREAKS
        try:
            file.write_bytes(chance.choice(breaks)(content, chance))
        except (UnicodeDecodeError, IndexError, ValueError):
            continue  # such a break needs text
        yes, started = ["--yes"] * (chance.random() < 0.3), time.process_time()
        status, said = _run("import", str(file), "--data", str(board), *yes)
        seconds = time.process_time() - started
        stands = {path.name: path.read_bytes() for path in board.glob("*.csv")}
        faults = [f"status {status}"] * (status not in (0, 2)) + ["own fault"] * ("i Nämndbok själv" in said)
        faults += ["changed"] * (stands != before and (status != 0 or not yes))
        faults += [f"{seconds:.0f} seconds"] * (seconds > SECONDS)
        if stands != before:
            faults += ["check"] * (_run("check", "--data", str(board))[0] != 0)
            shutil.rmtree(board)
            shutil.copytree("tests/boards/sjodalen", board)
        if faults:
            wrong.append(f"{number} {file.name} {' '.join(yes)}: {', '.join(faults)}: {said[-300:]}")
            shutil.copy(file, folder / f"wrong-{number}-{file.name}")
        file.unlink()
    if (memory := resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000) > MEGABYTES:
        wrong.append(f"{memory:.0f} MB")
    return wrong


if __name__ == "__main__":
    import tempfile
    import warnings

    warnings.simplefilter("ignore")
    kinds = {"inputs": faulty_inputs, "files": faulty_files}
    with tempfile.TemporaryDirectory() as scratch:
        found = kinds[sys.argv[1]](Path(scratch), int(sys.argv[2]), int(sys.argv[3]))
        print(json.dumps(found, ensure_ascii=False))
