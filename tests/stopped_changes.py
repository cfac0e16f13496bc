"""Changes of tables by commands that are killed, or whose disk is full, and what stands then."""

import shutil
import subprocess
import sys
import time
import warnings
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random

from boards import invented_board
from namndbok.books.book import make_book
from namndbok.data.disk import HISTORY, LOCK, Journal
from namndbok.data.history import TableChange, change_tables, past_change
from namndbok.data.load import load_data
from namndbok.errors import Notice
from namndbok.proposals.budget import open_proposal, write_files
from namndbok.verify import examine
from workbook import YEAR, ended, run, start

# A disk that is full from some step on, for a process of its own.
FULL = """
import errno, sys
from namndbok.cli.app import main
from namndbok.data import disk

steps, last = 0, int(sys.argv.pop(1))

def failing(step):
    def tried(*given, **more):
        global steps
        steps += 1
        if steps >= last and step.__name__ in {steps}:
            raise OSError(errno.ENOSPC, "full", str(given[-1]))
        return step(*given, **more)
    return tried

disk._write = failing(disk._write)
for name in ("make", "rename", "replace", "sync"):
    setattr(disk.Disk, name, failing(getattr(disk.Disk, name)))
main()
"""
GROWING = ("_write", "make")
WORDS = {
    "import": ("import", "{out}/avgifter.csv", "--yes"),
    "answer": ("answer", "{number}", "Svar {turn}", "--role", "samordnare", "--yes"),
    "undo": ("undo", "--yes"),
    "decide": (
        *("decide", "{out}/proposal", "--date", "2031-11-05", "--paragraph", "{turn}"),
        *("--case-number", "2031/12-1.2", "--yes"),
    ),
}


@dataclass
class Desk:
    """A board whose tables commands change, a report that was made of them, and a copy of them."""

    out: Path
    random: Random
    seconds: float = 0
    turn: int = 0

    @property
    def folder(self) -> Path:
        """Return the data folder."""
        return self.out / "sjodalen"

    def contents(self) -> dict[str, bytes]:
        """Return the tables as they stand, taking nothing back."""
        return {path.name: path.read_bytes() for path in self.folder.glob("*.csv")}

    def kill(self, name: str, *, moving: bool) -> str:
        """Kill a command at any moment, or while files are moved, and say what stands."""
        words = self._prepare(name)
        before = self._before()
        process = start(*words)
        if moving:
            while not (self.folder / HISTORY / "next").exists() and process.poll() is None:
                time.sleep(0.0005)
            time.sleep(self.random.uniform(0, 0.03))
        else:
            time.sleep(self.random.uniform(0, self.seconds))
        process.kill()
        ended(process)
        return self._judge(*before)

    def fill(self, name: str) -> str:
        """Let the disk be full from some step of a command on, for writing or for moving too."""
        words = self._prepare(name)
        before = self._before()
        steps = self.random.choice([GROWING, (*GROWING, "rename", "replace", "sync")])
        program = FULL.format(steps=steps)
        command = [sys.executable, "-c", program, str(self.random.randint(1, 40)), *words]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode in (0, 2, 3), done
        return self._judge(*before)

    def _prepare(self, name: str) -> list[str]:
        """Put the tables back as they were first, and return a command that changes them."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.out / "first", self.folder)
        if name == "undo":
            assert run(*self._words("import")).status == 0
        return self._words(name)

    def _words(self, name: str) -> list[str]:
        self.turn += 1
        fees = (self.folder / "fees.csv").read_text(encoding="utf-8")
        changed = fees.replace("2031,basic,9901,300", f"2031,basic,9901,{300 + self.turn}")
        (self.out / "avgifter.csv").write_text(changed, encoding="utf-8")
        number = make_book(load_data(self.folder), YEAR).findings[0].number if name == "answer" else ""
        given = {"out": self.out, "number": number, "turn": self.turn}
        return [*(word.format(**given) for word in WORDS[name]), "--data", str(self.folder)]

    def _before(self) -> tuple[dict[str, bytes], list[str]]:
        return self.contents(), Journal(self.folder).changes()

    def _judge(self, tables: dict[str, bytes], changes: list[str]) -> str:
        """Say whether the old tables stand or the new ones, as the history has it, and change them again."""
        is_checked = self.turn % 10 == 0
        if is_checked:
            done = run("check", str(YEAR), "--data", str(self.folder))
            assert done.status == 0, done
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            data = load_data(self.folder)
        made = Journal(self.folder).changes()
        stood = "new" if len(made) > len(changes) else "old"
        if stood == "new":
            past = past_change(self.folder)
            assert [*past.lines()]
            assert past.before == {name: tables.get(name) for name in past.before}
        else:
            assert (self.contents(), made) == (tables, changes)
            if is_checked and not changes:
                verdict = examine(self.out / "out" / str(YEAR), data=self.folder, quick=True)
                assert not verdict.mismatches, [*verdict.lines()]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Notice)
            change_tables(data, {"fees": TableChange([2], ())}, "nästa", datetime.now())
        assert set(Journal(self.folder).disk.names(self.folder / HISTORY)) <= {
            LOCK, *made, *Journal(self.folder).changes(),
        }  # fmt: skip
        return f"{stood}, taken back" if told else stood


def open_desk(out: Path, seed: int) -> Desk:
    """Make a report of the invented board, and a proposal to decide."""
    out.mkdir()
    folder = invented_board(out)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        write_files(open_proposal(folder, YEAR + 1), out / "proposal")
    done = run("report", str(YEAR), "--data", str(folder), "--out", str(out / "out"))
    assert done.status == 0, done.err
    shutil.copytree(folder, out / "first")
    desk, started = Desk(out, Random(seed)), time.monotonic()
    assert run(*desk._prepare("import")).status == 0
    return replace(desk, seconds=time.monotonic() - started)
