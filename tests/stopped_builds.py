"""Builds on changed data that are stopped by a signal at some moment, and what stands afterwards."""

import json
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import psutil

from boards import invented_board, put
from namndbok.data.disk import Disk
from namndbok.publish.edition import read_standing
from namndbok.publish.in_place import sole_writer
from workbook import PATIENCE, SMALL, YEAR, Done, contents, ended, start, started_in, wait_for

EXTRA = {"municipality": 'municipality = ""', "interim_report": 'through = ""'}
EXTRA["meeting"] = 'date = ""\nminutes = False'
NOTEBOOKS = ("annual_report", "audit", "interim_report", "meeting", "municipality", "trends")
LEFT = {str(YEAR), "index.html", "run.log", ".lock", "failed"}


@dataclass(frozen=True)
class Office:
    """An invented board whose papers are all made by a small notebook, with one edition of them published.

    `seconds` is how long that took.
    """

    folder: Path
    random: Random
    seconds: float = 0

    @property
    def year(self) -> Path:
        """Return the folder of the year."""
        return self.folder / "out" / str(YEAR)

    def start(self):
        """Start to build the year."""
        folders = ("--data", "sjodalen", "--out", "out", "--notebooks", "notebooks")
        words = [word if word.startswith("--") else str(self.folder / word) for word in folders]
        return start("build", str(YEAR), *words, env={"TMPDIR": str(self.folder / "tmp")})

    def stop(self, number: signal.Signals, *, swapping: bool) -> str:
        """Change the data, stop a build while it swaps folders or at any moment; say which edition stands."""
        before, process = contents(self.year), self._start_on_changed_data()
        self._wait_for_swap(process) if swapping else self._wait()
        process.send_signal(number)
        return self._edition(before, ended(process))

    def kill(self, victim: str) -> str:
        """Change the data, kill one process of a build at any moment; say which edition stands.

        No process may be left, whoever was killed.
        """
        before, process = contents(self.year), self._start_on_changed_data()
        self._wait()
        for living in self._processes(process.pid, victim):
            with suppress(psutil.NoSuchProcess):
                living.kill()
        done = ended(process)
        wait_for(lambda: started_in(self.folder / "tmp") == [])
        return self._edition(before, done)

    def _processes(self, command: int, victim: str) -> list[psutil.Process]:
        """Find a build's own process, the one that kernels are forked from, or a kernel, if there is one."""
        try:
            build = psutil.Process(command)
            servers = [child for child in build.children() if "forkserver" in " ".join(child.cmdline())]
            kernels = [kernel for server in servers for kernel in server.children()]
        except psutil.NoSuchProcess:
            return []
        return {"command": [build], "forkserver": servers, "kernel": kernels[:1]}[victim]

    def _start_on_changed_data(self):
        put(self.folder / "sjodalen" / "outcome.csv", 2, "cost", str(self.random.randrange(10**6)))
        return self.start()

    def _edition(self, before: dict[str, bytes], done: Done) -> str:
        """Say which edition stands: the old one to the byte, or the new one, whole and verified."""
        with sole_writer(self.year.parent, Disk()):  # as the next run does
            assert {path.name for path in self.year.parent.iterdir()} <= LEFT
        if contents(self.year) == before:
            assert done.status != 0
            return "old"
        self._verify()
        return "new"

    def _verify(self) -> None:
        """Compare every file with its hash, and the seal on every page with that of the manifest."""
        standing, pages = read_standing(self.year), list(self.year.glob("*.html"))
        assert all(map(standing.is_whole, standing.outputs)) and standing.others() == []
        assert len(pages) == len(standing.papers) + 1
        assert all(standing.seal in page.read_text(encoding="utf-8") for page in pages)

    def _wait(self) -> None:
        time.sleep(self.random.uniform(0, self.seconds))

    def _wait_for_swap(self, process) -> None:
        ends = time.monotonic() + PATIENCE
        while not (self.year.parent / f".{YEAR}.swap").exists() and process.poll() is None:
            assert time.monotonic() < ends
            time.sleep(0.001)
        time.sleep(self.random.uniform(0, 0.05))


def open_office(folder: Path, seed: int) -> Office:
    """Publish a first edition."""
    folder.mkdir()
    invented_board(folder)
    for name in ("notebooks", "tmp"):
        (folder / name).mkdir()
    for name in NOTEBOOKS:
        notebook = json.loads((SMALL / "sound.ipynb").read_text(encoding="utf-8"))
        notebook["cells"][0]["source"] += ["\n", EXTRA.get(name, "")]
        (folder / "notebooks" / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    office, started = Office(folder, Random(seed)), time.monotonic()
    done = ended(office.start())
    assert done.status == 0, done.err
    return replace(office, seconds=time.monotonic() - started)
