"""What the command line shows: lines, findings in lines that fit, a progress bar, and what a run came to.

Nothing that stands in a data table can steer the terminal, and a sign that an old code page lacks is written
as the nearest one that it has. What draws bars is imported when it is needed.
"""

import codecs
import io
import json
import shlex
import sys
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import IntEnum
from functools import cache, partial
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from namndbok.errors import InvalidParameter, Notice
from namndbok.publish import Published, RunProgress
from namndbok.swedish import MINUS, NBSP, capital, listing, plural, words
from namndbok.swedish import day as in_words

if TYPE_CHECKING:
    from jinja2 import Environment

    from namndbok.checks import Finding

WIDEST = 100
NEAREST = {
    MINUS: "-", "→": "->", "≥": ">=", "≤": "<=", "”": '"', "–": "-", "…": "...", "·": "*", "✓": "+",
    NBSP: " ",
}  # fmt: skip


class Exit(IntEnum):
    """What the exit status means."""

    DONE = 0
    UNANSWERED = 1
    USAGE = 2
    FAILED = 3
    DIFFERS = 4


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


def say_text(name: str, *, wrong: bool = False, **values: Any) -> None:
    """Write what a template in `texts/` makes of some values, if it makes anything."""
    if text := _templates().get_template(f"{name}.txt").render(values).rstrip("\n"):
        say(text, wrong=wrong)


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder, how = Path(__file__).with_name("texts"), {"trim_blocks": True, "lstrip_blocks": True}
    templates = Environment(loader=FileSystemLoader(folder), undefined=StrictUndefined, **how)
    templates.globals |= {"capital": capital, "listing": listing, "plural": plural, "words": words}
    templates.globals |= {"in_words": in_words, "quote": shlex.quote}
    templates.filters["harmless"] = _harmless
    return templates


def say_notices(notices: Iterable[str]) -> None:
    """Write what is to be known about the data, and stops nothing."""
    for text in notices:
        say(f"Obs: {text}", wrong=True)


def agreed(question: str, yes: bool) -> bool:
    """Ask for a yes, unless it was typed, where there is a terminal; say that nothing changes without one."""
    if not yes and sys.stdin.isatty():
        say(f"{question} (ja/nej)")
        yes = sys.stdin.readline().strip().lower() in ("j", "ja", "y")
    if not yes:
        say("Inget har ändrats. Kör samma kommando med --yes för att ändra.")
    return yes


def ask(questions: Mapping[str, str]) -> list[str]:
    """Ask for answers on a terminal; elsewhere `InvalidParameter` names the options that give them."""
    if questions and not sys.stdin.isatty():
        lines = (f"{option} saknas. {text.rstrip(':')}" for option, text in questions.items())
        raise InvalidParameter("\n".join(lines))
    return [input(f"{text} ") for text in questions.values()]


def typed_command() -> str:
    """Return the command as it was typed, to be kept with what it changes."""
    return shlex.join(["namndbok", *sys.argv[1:]])


def say_json(value: Any) -> None:
    """Write JSON, with escapes where the stream does not take UTF-8."""
    utf8 = codecs.lookup(sys.stdout.encoding).name == "utf-8"
    print(json.dumps(value, ensure_ascii=not utf8, indent=2))


def say_findings(title: str, findings: Sequence["Finding"]) -> None:
    """Write findings below each other, with lines that fit the terminal."""
    from namndbok.checks import SEVERITIES

    width = min(get_terminal_size().columns, WIDEST)
    say_text("findings", title=title, findings=findings, severities=SEVERITIES, width=width)


def say_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write rows of cells below their headings, in columns as wide as they need."""
    widths = [max(len(_harmless(cell)) for cell in column) for column in zip(headings, *rows, strict=True)]
    for row in (headings, *rows):
        cells = (_harmless(cell).ljust(width) for cell, width in zip(row, widths, strict=True))
        say("  ".join(cells).rstrip())


def _harmless(text: str) -> str:
    """Take away the signs that a terminal obeys."""
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) != "Cc")


@contextmanager
def progress_bar(what: str) -> Iterator[RunProgress]:
    """Give the block a function that shows on a terminal `done` of `total`, time left and what is running."""
    if not sys.stderr.isatty():
        yield lambda done, total, running: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.table import Column

    shown = TextColumn("{task.description}"), BarColumn(20), TextColumn("{task.percentage:>3.0f} %")
    names = TextColumn("{task.fields[running]}", table_column=Column(no_wrap=True, overflow="ellipsis"))
    columns = (*shown, TimeRemainingColumn(compact=True), TextColumn("kvar"), names)
    err = Console(stderr=True)
    with Progress(*columns, console=err, transient=True) as bar:
        update = partial(bar.update, bar.add_task(what, total=None, running=""))
        yield lambda done, total, running: update(completed=done, total=total, running=", ".join(running))


def say_summary(published: Published, *lines: str, listed: bool = False) -> None:
    """Say where papers are, what was run, what differs from before, what the checks found, and the seal.

    Each paper is named if they are to be `listed`.
    """
    say_text("summary", published=published, lines=lines, listed=listed)
