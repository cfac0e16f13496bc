"""Plant errors of every kind at random places and count how many the checks notice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from random import Random

from namndbok.checks import CHECKS, run_checks
from namndbok.checks.check import Finding, findings_of
from namndbok.data.load import Data
from namndbok.errors import InvalidData
from namndbok.facts.year_facts import compute_years
from planting import blocks, days, figures, prints, services, texts, verdicts
from planting.board import REAL, clean_board
from planting.edit import faults
from planting.kind import KINDS, Kind, Planted

# Importing the modules of kinds registers them.
MODULES = (figures, blocks, prints, days, verdicts, services, texts)
BOARDS = 5


@dataclass(frozen=True)
class Result:
    """How many errors of one kind were planted, refused at loading, and found, by which checks and rows."""

    kind: str
    planted: int = 0
    refused: int = 0
    found: int = 0
    checks: tuple[str, ...] = ()
    rows: frozenset[str] = frozenset()

    @property
    def noticed(self) -> int:
        """Count the errors that were noticed either way."""
        return self.refused + self.found

    def __add__(self, other: "Result") -> "Result":
        checks = tuple(sorted({*self.checks, *other.checks}))
        sums = (getattr(self, name) + getattr(other, name) for name in ("planted", "refused", "found"))
        return Result(self.kind, *sums, checks)


@dataclass(frozen=True)
class Board:
    """Some data and a year, with what the checks say before anything is planted: rows by subject."""

    data: Data
    year: int
    before: Mapping[str, frozenset[str]]


def findings(data: Data, year: int) -> tuple[Finding, ...]:
    """Run every check on a year of some data."""
    return run_checks(compute_years(data, [year])[0])


def board(data: Data, year: int) -> Board:
    """Return a board with its findings before planting."""
    return Board(data, year, {subject(one): frozenset(one.rows) for one in findings(data, year)})


def subject(finding: Finding) -> str:
    """Return what a finding is about: its id without the digest of what it says."""
    return finding.id.rsplit(".", 1)[0]


def clean_boards(seed: int, count: int = BOARDS, folder: Path = REAL) -> list[Board]:
    """Generate clean boards; each is told of its last year."""
    boards = [clean_board(seed + at, folder) for at in range(count)]
    return [board(data, max(data.years)) for data in boards]


def false_alarms(seed: int, count: int, folder: Path = REAL) -> list[Finding]:
    """List what the checks find on generated clean boards, in each of their years but the first."""
    told = [
        (data, year)
        for at in range(count)
        for data in [clean_board(seed + at, folder)]
        for year in later(data)
    ]
    return list(chain.from_iterable(findings(data, year) for data, year in told))


def later(data: Data) -> list[int]:
    """Return a board's years that have a year before, in order."""
    return sorted(data.years)[1:]


def plant(seed: int, places: int, *, kinds: Iterable[str] = (), boards: Iterable[Board] = ()) -> list[Result]:
    """Plant errors of each kind at random places, spread over the boards, and count those noticed.

    Without `boards`, clean boards are generated. The places of a kind depend on nothing but seed and kind.
    """
    boards = list(boards) or clean_boards(seed)
    return [_measure(KINDS[id], boards, places, Random(f"{seed} {id}")) for id in kinds or KINDS]


def _measure(kind: Kind, boards: list[Board], places: int, random: Random) -> Result:
    result = Result(kind.id)
    for at in range(places):
        one = boards[at % len(boards)]
        planted = kind.plant(one.data, one.year, random)
        if planted is not None:
            result += noticed(one, planted, kind.id, first=result.checks)
    return result


def noticed(before: Board, planted: Planted, kind: str = "", *, first: Iterable[str] = ()) -> Result:
    """Tell whether one planted error is refused, or else found by a check that says something new of it.

    The checks in `first` are asked first; once one has found it, the others are not asked.
    """
    one = Result(kind, planted=1)
    if next(faults(planted.data, before.data), None):
        return replace(one, refused=1)
    try:
        facts = compute_years(planted.data, [before.year])[0]
    except InvalidData:
        return replace(one, refused=1)
    about = set(_tables(planted.rows + planted.about))
    order = dict.fromkeys((*first, *CHECKS))
    said = (finding for id in order for finding in findings_of(facts, id))
    new = next((each for each in said if about & set(_tables(news(each, before)))), None)
    return replace(one, found=1, checks=(new.check,), rows=news(new, before)) if new else one


def news(finding: Finding, board: Board) -> frozenset[str]:
    """Return the rows that a finding names now and did not name before the error was planted."""
    return frozenset(finding.rows) - board.before.get(subject(finding), frozenset())


def _tables(rows: Iterable[str]) -> Iterator[str]:
    return (row.split(":")[0] for row in rows)
