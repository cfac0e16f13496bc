"""What the command line shows: lines, findings as a table that fits, a progress bar, and what a run came to.

Nothing that stands in a data table can steer the terminal, and a sign that an old code page lacks is written
as the nearest one that it has. What draws tables and bars is imported when it is needed.
"""

import codecs
import io
import json
import shlex
import sys
import textwrap
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from namndbok.errors import InvalidParameter, Notice
from namndbok.publish import Published, RunProgress
from namndbok.swedish import MINUS, NBSP, capital, listing, plural, words

if TYPE_CHECKING:
    from rich.table import Table

    from namndbok.checks import Finding

ROWS_NAMED, MOST_NAMED = 4, 5
NARROWEST = 60
# Stands for a no-break space while lines are broken: Python counts that one as a place to break.
UNBROKEN = "\ue000"
NEAREST = {
    MINUS: "-",
    "→": "->",
    "≥": ">=",
    "≤": "<=",
    "”": '"',
    "–": "-",
    "…": "...",
    "·": "*",
    NBSP: " ",
    "✓": "+",
}


def prepare() -> None:
    """Let both streams take every sign, whatever their encoding."""
    codecs.register_error("nearest", _nearest)
    warnings.showwarning = _say_warning
    warnings.simplefilter("default", Notice)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="nearest")


def _say_warning(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
    """Say what is to be known about the data; other warnings are for who develops the library."""
    if issubclass(category, Notice):
        say_notices([str(message)])


def _nearest(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    signs = error.object[error.start : error.end]
    plain = (unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode() for sign in signs)
    pairs = zip(signs, plain, strict=True)
    return "".join(NEAREST.get(sign) or near or "?" for sign, near in pairs), error.end


def say(text: object, *, wrong: bool = False) -> None:
    """Write one or more lines as they are; what is wrong goes to stderr."""
    print(_harmless(str(text)), file=sys.stderr if wrong else sys.stdout)


def say_notices(notices: Iterable[str]) -> None:
    """Write what is to be known about the data, and stops nothing."""
    for text in notices:
        say(f"Obs: {text}", wrong=True)


def confirmed(question: str) -> bool:
    """Ask on a terminal for a yes; nobody can be asked elsewhere."""
    if not sys.stdin.isatty():
        return False
    say(f"{question} (ja/nej)")
    return sys.stdin.readline().strip().lower() in ("j", "ja")


def ask(question: str, option: str) -> str:
    """Ask for an answer on a terminal; elsewhere `InvalidParameter` names the option that gives it."""
    if not sys.stdin.isatty():
        raise InvalidParameter(f"{question} Ange det med {option}.")
    return input(f"{question}: ")


def typed_command() -> str:
    """Return the command as it was typed, to be kept with what it changes."""
    return shlex.join(["namndbok", *sys.argv[1:]])


def say_json(value: Any) -> None:
    """Write JSON, with escapes where the stream does not take UTF-8."""
    utf8 = codecs.lookup(sys.stdout.encoding).name == "utf-8"
    print(json.dumps(value, ensure_ascii=not utf8, indent=2))


def say_findings(title: str, found: Sequence["Finding"]) -> None:
    """Write findings as a table, or below each other where a table would be too narrow to read."""
    from rich.console import Console

    console = Console(soft_wrap=False, highlight=False)
    if console.width < NARROWEST:
        say("\n\n".join([title, *("\n".join(_lines(finding, console.width)) for finding in found)]))
        return
    with console.capture() as captured:
        console.print(_table(title, found))
    say("\n".join(line.rstrip() for line in captured.get().replace(UNBROKEN, NBSP).splitlines()))


def say_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write rows of cells below their headings, in columns as wide as they need."""
    widths = [max(len(_harmless(cell)) for cell in column) for column in zip(headings, *rows, strict=True)]
    for row in (headings, *rows):
        cells = (_harmless(cell).ljust(width) for cell, width in zip(row, widths, strict=True))
        say("  ".join(cells).rstrip())


def _table(title: str, found: Sequence["Finding"]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", title_style="", header_style="", show_lines=True)
    table.add_column("Nr och grad", no_wrap=True)
    for heading in ("Iakttagelse", "Väntat", "Funnet"):
        table.add_column(heading, overflow="fold")
    for finding in found:
        said = "\n".join((finding.title, finding.detail, *_named(finding)))
        cells = (f"{finding.number}\n{_severity(finding)}", said, finding.expected, finding.found)
        table.add_row(*(Text(_harmless(cell).replace(NBSP, UNBROKEN)) for cell in cells))
    return table


def _severity(finding: "Finding") -> str:
    from namndbok.checks import SEVERITIES

    return SEVERITIES[finding.severity]


def _lines(finding: "Finding", width: int) -> Iterator[str]:
    told = (finding.detail, f"Väntat: {finding.expected}", f"Funnet: {finding.found}", *_named(finding))
    yield from textwrap.wrap(f"{finding.number} {_severity(finding)}: {finding.title}", width)
    for text in told:
        yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  ")


def _named(finding: "Finding") -> list[str]:
    shown, more = finding.rows[:ROWS_NAMED], " …" if len(finding.rows) > ROWS_NAMED else ""
    return [f"Rader: {', '.join(shown)}{more}"] if shown else []


def _harmless(text: str) -> str:
    """Take away the signs that a terminal obeys."""
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) != "Cc")


@contextmanager
def progress_bar(what: str) -> Iterator[RunProgress]:
    """Give the block a function that shows on a terminal `done` of `total`, time left and what is running."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.table import Column

    shown = TextColumn("{task.description}"), BarColumn(20), TextColumn("{task.percentage:>3.0f} %")
    names = TextColumn("{task.fields[running]}", table_column=Column(no_wrap=True, overflow="ellipsis"))
    columns = (*shown, TimeRemainingColumn(compact=True), TextColumn("kvar"), names)
    err = Console(stderr=True)
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        update = partial(bar.update, bar.add_task(what, total=None, running=""))
        yield lambda done, total, running: update(completed=done, total=total, running=", ".join(running))


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
    if count := len(published.ran):
        notebooks = "Arbetsboken" if count == 1 else f"{capital(words(count))} arbetsböcker"
        say(f"{notebooks} kördes på {f'{published.seconds:.1f}'.replace('.', ',')} sekunder.")
    else:
        say("Inget har ändrats sedan sist, så inget är omkört.")
    if count and published.differing is not None:
        say(_compared(published))
    say(count_findings(published.findings, published.unanswered))
    say(f"Sigill: {published.seal}")


def _compared(published: Published) -> str:
    differing = published.differing
    if not differing:
        pages = plural(len(published.ran), "Sidan, arbetsboken", "Sidor, arbetsböcker")
        return f"{pages}, fakta och iakttagelser är desamma som de publicerade, byte för byte."
    more = [f"{len(differing) - MOST_NAMED} till"] if len(differing) > MOST_NAMED else []
    return f"Ändrat sedan det publicerades förra gången: {listing([*differing[:MOST_NAMED], *more])}."
