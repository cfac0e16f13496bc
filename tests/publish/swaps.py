"""A swap on a simulated disk, with all that may go wrong chosen by a seed, and what must hold afterwards."""

import errno
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from namndbok.publish.in_place import Edition, UnfinishedSwap, put_in_order, put_in_place
from publish.simulated_disk import RESERVED, Crash, SimulatedDisk

OUT, YEAR = Path("reports"), Path("reports/2031")
INDEX, LOG = OUT / "index.html", OUT / "run.log"
PAGES = (
    "annual_report.html",
    "annual_report.ipynb",
    "audit.html",
    "facts.json",
    "manifest.json",
    "trends.html",
)
OTHERS = {"anteckning.txt": b"min", ".ipynb_checkpoints/a.ipynb": b"{}"}
TROUBLES = ("nothing", "crash", "crash", "crash", "crash", "failure", "held open", "reserved name")
ERRORS = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO)
MOST_STEPS = 60

Publish = Callable[..., None]


@dataclass(frozen=True)
class State:
    """What a reader can see: the year's folder, the other year's, and the first page."""

    year: dict[str, bytes] | None
    other: dict[str, bytes] | None
    index: bytes | None


def state_of(disk: SimulatedDisk) -> State:
    index = disk.read(INDEX) if disk.exists(INDEX) else None
    return State(disk.contents(YEAR), disk.contents(OUT / "2030"), index)


class Trial:
    """A disk on which something may stand, and the edition that is to be put there."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.disk = SimulatedDisk(self.random)
        stands = self.random.random() < 0.8
        self.others = OTHERS if stands and self.random.random() < 0.5 else {}
        self._lay_out(stands)
        self.before = state_of(self.disk)
        files = {name: f"ny {name}".encode() for name in self._some(PAGES)}
        self.trouble = self.random.choice(TROUBLES)
        if self.trouble == "reserved name":
            files[self.random.choice(sorted(RESERVED))] = b"ny"
        index = b"ny ingang" if self.random.random() < 0.7 else None
        carried = sorted({Path(name).parts[0] for name in self.others})
        self.edition = Edition(YEAR, files, index, carried)
        self.after = State(files | self.others, self.before.other, index or self.before.index)

    def _some(self, names: tuple[str, ...]) -> list[str]:
        return self.random.sample(names, self.random.randint(1, len(names)))

    def _lay_out(self, stands: bool) -> None:
        disk = self.disk
        disk.make(OUT / "2030")
        disk.write({OUT / "2030" / "manifest.json": b"annat ar"})
        if stands:
            disk.make(YEAR)
            disk.write({YEAR / name: f"gammal {name}".encode() for name in self._some(PAGES)})
            disk.write({INDEX: b"gammal ingang"})
        if self.others:
            disk.make(YEAR / ".ipynb_checkpoints")
            disk.write({YEAR / name: content for name, content in self.others.items()})
        disk.settle()


def judge(seed: int, publish: Publish = put_in_place, recover: Callable[..., object] = put_in_order) -> str:
    """Let something go wrong in a swap, start again as the next run does, and say what does not hold.

    `publish` and `recover` are the steps that are tried.
    """
    trial = Trial(seed)
    disk, before, after = trial.disk, trial.before, trial.after
    _make_trouble(trial)
    ended = _attempt(lambda: publish(trial.edition, log=lambda: disk.append(LOG, b"{}\n"), disk=disk))
    if ended == "failed" and state_of(disk) != before:
        return "a failed swap changed something"
    rebooted = ended == "crashed" or trial.random.random() < 0.5
    lasting = disk.synced or not rebooted
    disk.reboot() if rebooted else disk.settle()
    if _own(state_of(disk)) not in (_own(before), _own(after), None):
        return f"a reader sees a mixture after {ended}"
    while _attempt(lambda: _recover(trial, recover)) != "done":
        disk.reboot()
    # What the disk had not got when the power went may be as if not done.
    allowed = {"done": [after] if lasting else [before, after], "crashed": [before, after]}.get(
        ended, [before]
    )
    if state_of(disk) not in allowed:
        return f"neither the old edition nor the new one stands after {ended}"
    if left := set(disk.names(OUT)) - {"2030", "2031", INDEX.name, LOG.name}:
        return f"left behind: {left}"
    disk.settle()
    return _next_run(trial, publish)


def _own(state: State) -> dict[str, bytes] | None:
    """Return the files of an edition; what others have put there is moved after them."""
    return state.year and {name: content for name, content in state.year.items() if name not in OTHERS}


def _make_trouble(trial: Trial) -> None:
    disk, random = trial.disk, trial.random
    if trial.trouble in ("crash", "failure") and random.random() < 0.9:
        disk.fail_at, disk.error = random.randint(1, MOST_STEPS), random.choice(ERRORS)
    if trial.trouble == "crash":
        disk.fail_at *= random.random() < 0.3
        disk.crash_at = random.randint(disk.fail_at + 1, MOST_STEPS + 1)
    if trial.trouble == "held open" and trial.before.year:
        disk.held = {YEAR / random.choice(sorted(trial.before.year))}


def _attempt(work: Callable[[], object]) -> str:
    try:
        work()
    except Crash:
        return "crashed"
    except UnfinishedSwap:
        return "unfinished"
    except OSError:
        return "failed"
    return "done"


def _recover(trial: Trial, recover: Callable[..., object]) -> None:
    """Begin the next run, during which the power may go again."""
    disk, random = trial.disk, trial.random
    disk.crash_at = disk.step + random.randint(1, MOST_STEPS // 2) if random.random() < 0.4 else 0
    recover(OUT, disk)
    disk.crash_at = 0


def _next_run(trial: Trial, publish: Publish) -> str:
    """Publish once more, with nothing in the way."""
    disk, stood = trial.disk, trial.disk.contents(YEAR) or {}
    carried = [name for name in disk.names(YEAR) if name in {Path(other).parts[0] for other in trial.others}]
    edition = Edition(YEAR, {"facts.json": b"nyast"}, None, carried)
    if _attempt(lambda: publish(edition, log=lambda: None, disk=disk)) != "done":
        return "the next run fails"
    others = {name: content for name, content in trial.others.items() if name in stood}
    return "" if disk.contents(YEAR) == {"facts.json": b"nyast"} | others else "the next run goes wrong"


def failing(seeds: range, **steps: Callable[..., object]) -> dict[int, str]:
    """Judge a swap for each of some seeds, and return those of which something does not hold."""
    return {seed: said for seed in seeds if (said := judge(seed, **steps))}
