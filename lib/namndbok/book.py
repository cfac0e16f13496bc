"""A year of the board: its tables, its facts and what the checks found, ready to be told."""

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from namndbok.attendance import facts_attendance
from namndbok.checks import CHECKS, run_checks
from namndbok.commentary import Comment, load_commentary
from namndbok.controls import facts_controls
from namndbok.decisions import facts_decisions
from namndbok.digest import digests
from namndbok.economy import facts_economy
from namndbok.errors import InvalidParameter
from namndbok.facts import Facts
from namndbok.fee_models import facts_models
from namndbok.fees import facts_fees
from namndbok.findings import Finding
from namndbok.goals import facts_events, facts_goals
from namndbok.interim import facts_interim
from namndbok.load import Data, load_data
from namndbok.outlook import facts_outlook
from namndbok.periods import Period, cut, periods
from namndbok.schema import DESCRIPTOR
from namndbok.services import facts_services
from namndbok.shares import facts_presence, facts_shares
from namndbok.views import View, include
from namndbok.watch import watch
from namndbok.years import SHOWN, earlier, prefix

# Goals come last, since they may be measured by any other fact.
FAMILIES = (
    facts_economy,
    facts_interim,
    facts_fees,
    facts_attendance,
    facts_events,
    facts_controls,
    facts_decisions,
    facts_services,
    facts_goals,
)
# What a report on a part of the year can show.
OF_PERIODS = ("budget", "interim", "forecast", "meetings", "attendance", "events", "goals")

# What a watch notes by itself when it is read of a book.
WATCHED = ("findings", "comments")
Seen = TypeVar("Seen", bound="Book")
Computed = TypeVar("Computed")

_PUT_BY: dict[tuple[str, int], "Book"] = {}


@dataclass(frozen=True)
class Book:
    """What every chart, table and text is made from; `kept` is what `once` has computed of it."""

    data: Data
    year: int
    facts: Facts
    findings: tuple[Finding, ...]
    comments: Mapping[str, Comment]
    kept: dict[str, Any] = field(default_factory=dict, kw_only=True, repr=False, compare=False)

    @property
    def names(self) -> list[str]:
        """Name every file that a book of this year is read from, within the data folder, if it is there."""
        tables = [table.path for table in self.data.package.tables.values()]
        return sorted({DESCRIPTOR, *tables, f"commentary/{self.year}.md"})

    @property
    def inputs(self) -> dict[str, str]:
        """Return the SHA-256 of every file that the book was read from, by name, as it was then."""
        return {name: self.data.digests[name] for name in self.names if name in self.data.digests}

    def __getattribute__(self, name: str) -> Any:
        """Note, where that is asked for, that the findings or comments are read."""
        if name in WATCHED:
            watch.note(name)
        return super().__getattribute__(name)

    def once(self, what: str, compute: Callable[[], Computed], *, tables: Iterable[str] = ()) -> Computed:
        """Return what was computed under this name before, of this book or one that is seen as it.

        `tables` are those it is computed from, which are read whether or not it was.
        """
        for table in tables:
            watch.note(f"table:{table}")
        if what not in self.kept:
            self.kept[what] = compute()
        return self.kept[what]

    def seen_as(self, kind: Callable[..., Seen], **more: Any) -> Seen:
        """Return the same book as one of another kind, which has `more`."""
        with watch.paused():
            own = {one.name: getattr(self, one.name) for one in fields(Book)}
        return kind(**own, **more)


def compute_facts(data: Data, year: int) -> Facts:
    """Compute all facts of a year, of its parts, and of earlier years to compare it with."""
    return _compared(data, year, partial(_of_year, data))


def _compared(data: Data, year: int, alone: Callable[[int], Facts]) -> Facts:
    """Put together a year's facts; `alone` gives those of any one year without what it is compared with."""
    facts = alone(year).copied()
    for period in periods(data, year):
        part = _of_period(data, year, period)
        include(facts, part, period.id, f"i delårsrapporten {period.months}", OF_PERIODS)
    for other in earlier(data, year):
        include(facts, alone(other), prefix(other), str(other), SHOWN)
    facts_models(facts)
    facts_shares(facts)
    facts_presence(facts)
    return facts


def _of_year(data: Data, year: int) -> Facts:
    facts = Facts(data, year)
    for family in FAMILIES:
        family(facts)
    return facts


def _of_period(data: Data, year: int, period: Period) -> Facts:
    facts = _of_year(cut(data, period), year)
    facts_outlook(facts, period)
    return facts


def facts_findings(facts: Facts, findings: tuple[Finding, ...]) -> None:
    """Add how many findings there are, how many have no answer, and how many each check gave."""
    _number(facts, "total", "Iakttagelser från kontrollerna", "antal iakttagelser", len(findings))
    unanswered = sum(finding.status == "open" for finding in findings)
    _number(facts, "open", "Iakttagelser utan svar", "antal iakttagelser utan svar", unanswered)
    errors = sum(finding.severity == "error" for finding in findings)
    _number(facts, "errors", "Iakttagelser som är fel", "antal iakttagelser av graden fel", errors)
    infos = sum(finding.severity == "info" for finding in findings)
    _number(
        facts, "infos", "Iakttagelser som är upplysningar", "antal iakttagelser av graden upplysning", infos
    )
    _number(facts, "checks", "Kontroller som har gjorts", "antal kontroller", len(CHECKS))
    for id, one in CHECKS.items():
        own = sum(finding.check == id for finding in findings)
        _number(facts, id, f"Iakttagelser: {one.asks}", "antal iakttagelser från kontrollen", own)


def _number(facts: Facts, name: str, label: str, formula: str, value: int) -> None:
    facts.add(f"findings.{name}", label, value, "count", formula)


def open_book(data: Path | str, year: int, *, part: bool = False) -> Book:
    """Load a data folder and compute one year; raises `InvalidData` or `InvalidParameter`.

    The year must be over, unless a `part` of it will do.
    """
    if not watch.on:
        return _opened(data, year, part)
    from namndbok.watched import noted

    with watch.once():
        return noted(_opened(data, year, part))


def _opened(data: Path | str, year: int, part: bool) -> Book:
    book = _PUT_BY.pop((str(data), year), None)
    if book and digests(Path(data), book.names) != book.inputs:
        book = None
    loaded = book.data if book else load_data(data)
    require = require_any if part else require_year
    return book if require(loaded, year) and book else make_book(loaded, year)


def put_by(book: Book, data: Path | str) -> None:
    """Keep a book for the next `open_book` of its year from the folder `data`, which takes it away.

    It is not used unless the folder's files are those that the book was read from. In a process that is
    forked afterwards, each fork has a copy of its own.
    """
    facts = copy.copy(book.facts)
    facts.data = book.data.moved(Path(data))
    _PUT_BY[str(data), book.year] = replace(book, data=facts.data, facts=facts)


def make_book(data: Data, year: int) -> Book:
    """Compute one year of loaded data, whether or not its outcome is complete."""
    return make_books(data, [year])[0]


def make_books(data: Data, years: Iterable[int]) -> list[Book]:
    """Compute several years of loaded data; what they tell of each other is computed once."""
    alone = cache(partial(_of_year, data))
    return [_book(data, year, _compared(data, year, alone)) for year in years]


def _book(data: Data, year: int, facts: Facts) -> Book:
    findings = run_checks(facts)
    facts_findings(facts, findings)
    return Book(data, year, facts, findings, load_commentary(facts))


def of_year(book: Book, year: int) -> Book:
    """Return another year's book, whose facts stand among the facts of `book` behind the year."""
    if year == book.year:
        return book
    return Book(book.data, year, View(book.facts, prefix(year), book.data, year), (), {})


def require_any(data: Data, year: object) -> int:
    """Return `year` if it is a whole number with an outcome for any part of it; raises `InvalidParameter`."""
    if not isinstance(year, int) or isinstance(year, bool) or year not in data.periods:
        known = ", ".join(map(str, data.periods)) or "inget år ännu"
        raise InvalidParameter(f"Det finns inget utfall för {year!r}. År med utfall i underlaget: {known}.")
    return year


def require_year(data: Data, year: object) -> int:
    """Return `year` if it is a whole number with an outcome in the data; raises `InvalidParameter`."""
    known = ", ".join(map(str, data.years)) or "inget år ännu"
    if not isinstance(year, int) or isinstance(year, bool):
        raise InvalidParameter(
            f"Parametern year ska vara ett heltal, inte {year!r}. År med utfall i underlaget: {known}."
        )
    if year not in data.years:
        raise InvalidParameter(f"Det finns inget utfall för {year}. År med utfall i underlaget: {known}.")
    return year
