"""Plant errors of every kind at random places and count how many the checks notice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from random import Random

from namndbok.book import compute_facts
from namndbok.checks import CHECKS, change, form, missing, planned, run_checks
from namndbok.errors import InvalidData
from namndbok.findings import Finding
from namndbok.load import Data
from namndbok.planting import days, figures, prints, verdicts
from namndbok.planting.board import clean_board
from namndbok.planting.edit import faults
from namndbok.planting.kind import KINDS, Kind, Planted

# Importing the families of checks and kinds registers them.
FAMILIES = (change, form, missing, planned, days, figures, prints, verdicts)
BOARDS = 5


@dataclass(frozen=True)
class Result:
    """How many errors of one kind were planted, refused at loading, and found by a check."""

    kind: str
    planted: int = 0
    refused: int = 0
    found: int = 0
    checks: tuple[str, ...] = ()

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
    """Some data and a year, with what the checks say before anything is planted."""

    data: Data
    year: int
    before: frozenset[str]


def findings(data: Data, year: int) -> tuple[Finding, ...]:
    """Run every check on a year of some data."""
    return run_checks(compute_facts(data, year))


def board(data: Data, year: int) -> Board:
    """Return a board with its findings before planting."""
    return Board(data, year, frozenset(map(subject, findings(data, year))))


def subject(finding: Finding) -> str:
    """Return what a finding is about: its id without the digest of what it says."""
    return finding.id.rsplit(".", 1)[0]


def clean_boards(seed: int, count: int = BOARDS) -> list[Board]:
    """Generate clean boards; each is told of its second year."""
    boards = [clean_board(seed + at) for at in range(count)]
    return [board(data, max(data.years)) for data in boards]


def false_alarms(seed: int, count: int) -> list[Finding]:
    """List what the checks find on generated clean boards, in both of their years."""
    boards = [clean_board(seed + at) for at in range(count)]
    return list(chain.from_iterable(findings(data, year) for data in boards for year in data.years))


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
            result += noticed(one, planted, kind.id)
    return result


def noticed(before: Board, planted: Planted, kind: str = "") -> Result:
    """Tell whether one planted error is refused, or else found by a check that says something new of it."""
    one = Result(kind, planted=1)
    if next(faults(planted.data, before.data), None):
        return replace(one, refused=1)
    try:
        new = [found for found in findings(planted.data, before.year) if subject(found) not in before.before]
    except InvalidData:
        return replace(one, refused=1)
    checks = tuple(sorted({found.check for found in new if _names(found, planted.rows + planted.about)}))
    assert set(checks) <= set(CHECKS)
    return replace(one, found=int(bool(checks)), checks=checks)


def _names(finding: Finding, rows: tuple[str, ...]) -> bool:
    """Tell whether a finding names one of the rows or a row of the same table."""
    return bool(set(_tables(finding.rows)) & set(_tables(rows)))


def _tables(rows: tuple[str, ...]) -> Iterator[str]:
    return (row.split(":")[0] for row in rows)
