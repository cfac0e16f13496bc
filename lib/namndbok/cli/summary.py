"""What is said at the end of a command that makes papers: what was run, what differs, findings and seal."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from namndbok.cli.terminal import say
from namndbok.swedish import capital, listing, plural, words

if TYPE_CHECKING:
    from namndbok.checks import Finding
    from namndbok.publish import Published, Unchanged

MOST_NAMED = 5


@dataclass(frozen=True)
class Summary:
    """The pages asked for, their seal, findings and result in words, and what was run, if anything was.

    `ran` are the pages whose notebooks were run, `again` those among them that nobody asked for, and
    `differing` the files that are not as they were published before; None, where nothing was.
    """

    pages: tuple[Path, ...]
    seal: str
    findings: str
    result: str
    ran: frozenset[Path] = frozenset()
    again: tuple[Path, ...] = ()
    differing: tuple[str, ...] | None = None
    seconds: float = 0

    @property
    def page(self) -> Path:
        """Return the first page that was asked for."""
        return self.pages[0]

    @property
    def start(self) -> Path:
        """Return the year's first page."""
        return self.page.with_name("index.html")


def summary_of_run(run: "Published") -> Summary:
    """Sum up a run."""
    result, findings = run.book.facts.get("economy.result"), count_findings(run.book.findings)
    shown = result.display if result else ""
    return Summary(run.pages, run.seal, findings, shown, run.ran, run.again, run.differing, run.seconds)


def summary_of_unchanged(found: "Unchanged") -> Summary:
    """Sum up what stands already."""
    return Summary(found.pages, found.seal, _findings(found.findings, found.unanswered), found.result)


def count_findings(findings: Sequence["Finding"]) -> str:
    """Say how many findings there are, and how many have no answer."""
    return _findings(len(findings), sum(finding.status == "open" for finding in findings))


def _findings(count: int, unanswered: int) -> str:
    if not count:
        return "Kontrollerna gav inga anmärkningar."
    noun = plural(count, "iakttagelse", "iakttagelser")
    return f"{count} {noun}, varav {words(unanswered)} utan svar."


def say_pages(summary: Summary) -> None:
    """Say of each page whether it was run, and how many were."""
    how = {page: "ny" if page in summary.ran else "oförändrad" for page in summary.pages}
    for page, word in how.items():
        say(f"{word:<10}  {page}")
    number = Counter(how.values())
    kinds = ((number["ny"], "nytt", "nya"), (number["oförändrad"], "oförändrat", "oförändrade"))
    parts = [f"{words(count)} {plural(count, one, many)}" for count, one, many in kinds if count]
    say(f"{capital(words(len(how)))} papper: {listing(parts)}.")


def say_summary(summary: Summary) -> None:
    """Say what was run, what differs from what was published, what the checks found, and the seal."""
    for page in summary.again:
        say(f"Omgjord, eftersom den hörde till ett äldre underlag: {page}")
    say(_run(summary) if summary.ran else "Inget har ändrats sedan sist, så inget är omkört.")
    if summary.ran and summary.differing is not None:
        say(_compared(summary))
    say(summary.findings)
    say(f"Sigill: {summary.seal}")


def _run(summary: Summary) -> str:
    count, seconds = len(summary.ran), f"{summary.seconds:.1f}".replace(".", ",")
    notebooks = "Arbetsboken" if count == 1 else f"{capital(words(count))} arbetsböcker"
    return f"{notebooks} kördes på {seconds} sekunder."


def _compared(summary: Summary) -> str:
    differing, pages = (
        summary.differing or (),
        plural(len(summary.ran), "Sidan, arbetsboken", "Sidor, arbetsböcker"),
    )
    if not differing:
        return f"{pages}, fakta och iakttagelser är desamma som de publicerade, byte för byte."
    more = [f"{len(differing) - MOST_NAMED} till"] if len(differing) > MOST_NAMED else []
    return f"Ändrat sedan det publicerades förra gången: {listing([*differing[:MOST_NAMED], *more])}."
