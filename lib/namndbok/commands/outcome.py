"""What a command says when it is done."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from namndbok.findings import Finding
from namndbok.screen import say
from namndbok.swedish import plural, words

if TYPE_CHECKING:
    from namndbok.report import Published


def say_published(done: "Published") -> None:
    """Tell which papers were made again beside those asked for, what the checks found, and the seal."""
    for page in done.again:
        say(f"Omgjord, eftersom den hörde till ett äldre underlag: {page}")
    say(count(done.book.findings))
    say(f"Sigill: {done.seal}")


def count(found: Sequence[Finding]) -> str:
    """Say how many findings there are, and how many have no answer."""
    if not found:
        return "Kontrollerna gav inga anmärkningar."
    unanswered = sum(finding.status == "open" for finding in found)
    noun = plural(len(found), "iakttagelse", "iakttagelser")
    return f"{len(found)} {noun}, varav {words(unanswered)} utan svar."
