"""What came of a command that makes papers, and what it says of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from namndbok.checks import Finding
from namndbok.cli.screen import say
from namndbok.swedish import listing, plural, words

if TYPE_CHECKING:
    from namndbok.publish import Found, Paper, Published


@dataclass(frozen=True)
class Outcome:
    """Pages asked for, those made `again` with them, those that `stopped`, and what is told.

    It is `standing` if it stood there already, made of the same.
    """

    pages: tuple[Path, ...]
    seal: str
    findings: str
    result: str
    again: tuple[Path, ...] = ()
    stopped: frozenset[Path] = frozenset()
    standing: bool = False

    @property
    def page(self) -> Path:
        """Return the first page that was asked for."""
        return self.pages[0]

    @property
    def start(self) -> Path:
        """Return the year's first page."""
        return self.page.with_name("index.html")


def published_outcome(done: "Published") -> Outcome:
    """Return what came of a run."""
    result = done.book.facts.get("economy.result")
    shown = result.display if result else ""
    found = count(done.book.findings)
    return Outcome(done.pages, done.seal, found, shown, done.again, done.stopped)


def standing_outcome(found: "Found", papers: Sequence["Paper"]) -> Outcome:
    """Return what stands there already, when nothing has changed."""
    told = found.told()
    pages = tuple(found.folder / paper.page for paper in papers)
    return Outcome(pages, told.seal, _counted(told.findings, told.unanswered), told.result, standing=True)


def say_pages(done: Outcome) -> None:
    """Tell of each page what was done with it, and how many there are of each kind."""
    how = {page: _how(page, done) for page in done.pages}
    for page, what in how.items():
        say(f"{what:<10}  {page}")
    counted = Counter(how.values())
    told = ((counted["ny"], "nytt", "nya"), (counted["oförändrad"], "oförändrat", "oförändrade"))
    told += ((counted["stannade"], "som stannade", "som stannade"),)
    parts = listing([f"{words(number)} {plural(number, one, many)}" for number, one, many in told if number])
    say(f"{words(len(how)).capitalize()} papper: {parts}.")


def _how(page: Path, done: Outcome) -> str:
    if page in done.stopped:
        return "stannade"
    return "oförändrad" if done.standing else "ny"


def say_outcome(done: Outcome) -> None:
    """Tell what was run, what the checks found, and the seal."""
    if done.standing:
        say("Inget har ändrats sedan sist, så inget är omkört.")
    for page in done.again:
        say(f"Omgjord, eftersom den hörde till ett äldre underlag: {page}")
    say(done.findings)
    say(f"Sigill: {done.seal}")


def count(found: Sequence[Finding]) -> str:
    """Say how many findings there are, and how many have no answer."""
    return _counted(len(found), sum(finding.status == "open" for finding in found))


def _counted(found: int, unanswered: int) -> str:
    if not found:
        return "Kontrollerna gav inga anmärkningar."
    noun = plural(found, "iakttagelse", "iakttagelser")
    return f"{found} {noun}, varav {words(unanswered)} utan svar."
