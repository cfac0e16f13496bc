"""A change of tables on a simulated disk, with all that may go wrong chosen by a seed, and what must hold."""

import errno
from collections.abc import Callable
from pathlib import Path
from random import Random
from warnings import catch_warnings, simplefilter

from namndbok.data.disk import HISTORY, Journal
from namndbok.errors import Notice, UnfinishedSwap
from publish.simulated_disk import Crash, SimulatedDisk

FOLDER = Path("board/data")
NAMES = ("budget.csv", "fees.csv", "outcome.csv", "commentary/2031.md", "goals.csv")
TROUBLES = ("nothing", "crash", "crash", "crash", "failure", "held open")
ERRORS = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO)
MOST_STEPS = 60
RECORD = {"time": "2031-03-04T09:30:00", "command": "namndbok import"}


class Trial:
    """A data folder on a disk where some of the files stand, and a change that replaces, adds and removes."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.disk = SimulatedDisk(self.random)
        self.journal = Journal(FOLDER, self.disk)
        self.disk.make(FOLDER / "commentary")
        standing = self.random.sample(NAMES, self.random.randint(1, len(NAMES)))
        self.disk.write({FOLDER / name: f"gammal {name}".encode() for name in standing})
        self.disk.settle()
        if self.random.random() < 0.5:
            self.journal.change({standing[0]: b"mellan"}, RECORD, "20310101T000000")
            self.disk.settle()
        self.before = self.stands()
        changed = self.random.sample(NAMES, self.random.randint(1, len(NAMES)))
        self.files = {name: f"ny {name}".encode() for name in changed}
        gone = [name for name in changed if name in standing and self.random.random() < 0.2]
        self.files |= dict.fromkeys(gone)
        after = (self.before or {}) | self.files
        self.after = {name: content for name, content in after.items() if content is not None}

    def stands(self) -> dict[str, bytes]:
        """Return what a reader of the folder finds, the history left out."""
        found = self.disk.contents(FOLDER) or {}
        return {name: content for name, content in found.items() if not name.startswith(HISTORY)}

    def is_under_way(self) -> bool:
        return bool(self.journal.begun())

    def trouble(self) -> None:
        """Let the disk fail, crash or hold a file open at some step."""
        disk, random, kind = self.disk, self.random, self.random.choice(TROUBLES)
        if kind in ("crash", "failure"):
            disk.fail_at, disk.error = random.randint(1, MOST_STEPS), random.choice(ERRORS)
        if kind == "crash":
            disk.fail_at *= random.random() < 0.3
            disk.crash_at = random.randint(disk.fail_at + 1, MOST_STEPS + 1)
        if kind == "held open" and self.before:
            disk.held = {FOLDER / random.choice(sorted(self.before))}


def judge(seed: int) -> str:
    """Let something go wrong in a change, start again as the next command does, and say what is wrong."""
    trial = Trial(seed)
    disk, journal = trial.disk, trial.journal
    trial.trouble()
    ended = _attempt(lambda: journal.change(trial.files, RECORD, "20310304T093000"))
    if ended == "failed" and trial.stands() != trial.before:
        return "a failed change changed something"
    rebooted = ended == "crashed" or trial.random.random() < 0.5
    lost = rebooted and (disk.windows or not disk.synced)  # what the disk had not got when the power went
    disk.reboot() if rebooted else disk.settle()
    if trial.stands() not in (trial.before, trial.after) and not trial.is_under_way():
        return f"a reader sees a mixture after {ended}, and is not told"
    while _attempt(lambda: _recover(trial)) != "done":
        disk.reboot()
    allowed = {"done": [trial.after, trial.before] if lost else [trial.after]}
    allowed["crashed"] = [trial.before, trial.after]
    if trial.stands() not in allowed.get(ended, [trial.before]):
        return f"neither the old files nor the new ones stand after {ended}"
    made = journal.changes()
    if ("20310304T093000" in made) != (trial.stands() == trial.after) and trial.before != trial.after:
        return "the history does not say what stands"
    if left := set(disk.names(journal.history)) - {*made}:
        return f"left behind: {left}"
    disk.settle()
    if _attempt(lambda: journal.change({"fees.csv": b"nyast"}, RECORD, "20310305T093000")) != "done":
        return "the next change fails"
    return "" if disk.read(FOLDER / "fees.csv") == b"nyast" else "the next change goes wrong"


def _recover(trial: Trial) -> None:
    """Begin the next command, during which the power may go again."""
    disk, random = trial.disk, trial.random
    disk.crash_at = disk.step + random.randint(1, MOST_STEPS // 2) if random.random() < 0.4 else 0
    trial.journal.recover()
    disk.crash_at = 0


def _attempt(work: Callable[[], object]) -> str:
    try:
        with catch_warnings():
            simplefilter("ignore", Notice)
            work()
    except Crash:
        return "crashed"
    except UnfinishedSwap:
        return "unfinished"
    except OSError:
        return "failed"
    return "done"


def failing(seeds: range) -> dict[int, str]:
    """Judge a change for each of some seeds, and return those of which something does not hold."""
    return {seed: said for seed in seeds if (said := judge(seed))}
