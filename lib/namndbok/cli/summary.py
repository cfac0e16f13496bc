"""What is said at the end of a command that makes papers: what was run, what differs, findings and seal."""

from collections import Counter

from namndbok.cli.terminal import say
from namndbok.publish import Published
from namndbok.swedish import capital, listing, plural, words

MOST_NAMED = 5


def count_findings(findings: int, unanswered: int) -> str:
    """Say how many findings there are, and how many have no answer."""
    if not findings:
        return "Kontrollerna gav inga anmärkningar."
    noun = plural(findings, "iakttagelse", "iakttagelser")
    return f"{findings} {noun}, varav {words(unanswered)} utan svar."


def say_pages(published: Published) -> None:
    """Say of each page whether it was run, and how many were."""
    how = {page: "ny" if page in published.ran else "oförändrad" for page in published.pages}
    for page, word in how.items():
        say(f"{word:<10}  {page}")
    number = Counter(how.values())
    kinds = ((number["ny"], "nytt", "nya"), (number["oförändrad"], "oförändrat", "oförändrade"))
    parts = [f"{words(count)} {plural(count, one, many)}" for count, one, many in kinds if count]
    say(f"{capital(words(len(how)))} papper: {listing(parts)}.")


def say_summary(published: Published) -> None:
    """Say what was run, what differs from what was published, what the checks found, and the seal."""
    for page in published.again:
        say(f"Omgjord, eftersom den hörde till ett äldre underlag: {page}")
    say(_run(published) if published.ran else "Inget har ändrats sedan sist, så inget är omkört.")
    if published.ran and published.differing is not None:
        say(_compared(published))
    say(count_findings(published.findings, published.unanswered))
    say(f"Sigill: {published.seal}")


def _run(published: Published) -> str:
    count, seconds = len(published.ran), f"{published.seconds:.1f}".replace(".", ",")
    notebooks = "Arbetsboken" if count == 1 else f"{capital(words(count))} arbetsböcker"
    return f"{notebooks} kördes på {seconds} sekunder."


def _compared(published: Published) -> str:
    differing, pages = (
        published.differing or (),
        plural(len(published.ran), "Sidan, arbetsboken", "Sidor, arbetsböcker"),
    )
    if not differing:
        return f"{pages}, fakta och iakttagelser är desamma som de publicerade, byte för byte."
    more = [f"{len(differing) - MOST_NAMED} till"] if len(differing) > MOST_NAMED else []
    return f"Ändrat sedan det publicerades förra gången: {listing([*differing[:MOST_NAMED], *more])}."
