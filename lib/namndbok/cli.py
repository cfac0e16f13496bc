"""The command line: `namndbok report 2024`, `namndbok check`, `namndbok coverage FILE`."""

import json
import sys
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from namndbok import __version__
from namndbok.errors import InvalidData, InvalidParameter, NamndbokError, NotebookFailed
from namndbok.findings import SEVERITIES, Finding
from namndbok.swedish import plural, words
from namndbok.usage import ClickException, SwedishCommand, SwedishGroup, explain

app = typer.Typer(
    help="Nämndbok: årets uppföljning av en gemensam nämnd, från tabeller till rapport.",
    epilog="Exempel:  namndbok report 2024  ·  namndbok check 2024  ·  namndbok check --json",
    cls=SwedishGroup,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)
out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

Year = Annotated[int, typer.Argument(help="Verksamhetsåret, till exempel 2024.", metavar="ÅR")]
AnyYear = Annotated[int | None, typer.Argument(help="Verksamhetsåret; utan år kontrolleras alla.", metavar="[ÅR]")]
DataFolder = Annotated[Path, typer.Option("--data", help="Mappen med tabellerna.", metavar="MAPP")]
OutFolder = Annotated[Path, typer.Option("--out", help="Mappen som rapporterna läggs i.", metavar="MAPP")]
Notebooks = Annotated[Path, typer.Option(help="Mappen med arbetsböckerna.", metavar="MAPP")]
Limit = Annotated[float, typer.Option(help="Längsta tid för körningen, i sekunder.", metavar="SEKUNDER", min=1)]
Extra = Annotated[list[str] | None, typer.Option("--parameter", "-p", help="Arbetsbokens parameter, NAMN=VÄRDE.", metavar="NAMN=VÄRDE")]


class Exit(IntEnum):
    """What the exit status means."""

    DONE = 0
    UNANSWERED = 1
    USAGE = 2
    FAILED = 3


@app.command(cls=SwedishCommand)
def report(
    year: Year,
    data: DataFolder = Path("data"),
    out_folder: OutFolder = Path("reports"),
    notebooks: Notebooks = Path("notebooks"),
    time_limit: Limit = 600,
    parameter: Extra = None,
) -> None:
    """Gör årets verksamhetsberättelse: körd arbetsbok, webbsida, fakta och iakttagelser.

    Exempel: namndbok report 2024 --out reports
    """
    from namndbok.report import publish_report

    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeElapsedColumn(),
        console=err, transient=True, disable=not err.is_terminal,
    ) as bar:  # fmt: skip
        task = bar.add_task(f"Verksamhetsberättelse {year}", total=None)
        done = publish_report(
            "annual_report", year, data=data, out=out_folder, notebooks=notebooks, extra=_pairs(parameter or []),
            time_limit=time_limit, progress=lambda cell, total: bar.update(task, completed=cell + 1, total=total),
        )  # fmt: skip
    facts = done.book.facts
    out.print(f"Rapporten finns i {done.page}", markup=False)
    out.print(f"Resultat {year}: {facts['economy.result'].display}", markup=False)
    out.print(_count(done.book.findings), markup=False)
    out.print(f"Sigill: {done.seal}", markup=False)


@app.command(cls=SwedishCommand)
def check(
    year: AnyYear = None,
    data: DataFolder = Path("data"),
    as_json: Annotated[bool, typer.Option("--json", help="Skriv iakttagelserna som JSON.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Avsluta med 1 om någon iakttagelse saknar svar.")] = False,
) -> None:
    """Kontrollera tabellerna och visa vad kontrollerna fann.

    Exempel: namndbok check 2024 --strict
    """
    from namndbok.book import make_book
    from namndbok.load import load_data
    from namndbok.seal import findings_json, to_json

    loaded = load_data(data)
    if year is not None and year not in loaded.periods:
        known = ", ".join(map(str, loaded.periods)) or "inget år ännu"
        raise InvalidParameter(f"Det finns inget utfall för {year}. År i underlaget: {known}.")
    books = [make_book(loaded, one) for one in ([year] if year is not None else loaded.periods)]
    found = [finding for book in books for finding in book.findings]
    if as_json:
        listed = [finding for book in books for finding in findings_json(book)["findings"]]
        print(to_json({"findings": listed}), end="")
    else:
        for book in books:
            _print_findings(f"{book.data.board} {book.year}", book.findings)
        out.print(_count(found), markup=False)
    if strict and any(finding.status == "open" for finding in found):
        raise typer.Exit(Exit.UNANSWERED)


@app.command(cls=SwedishCommand)
def coverage(page: Annotated[Path, typer.Argument(help="En publicerad webbsida.", metavar="FIL")]) -> None:
    """Räkna hur många av en sidas siffror som anger sin källa.

    Exempel: namndbok coverage reports/2024/annual_report.html
    """
    from namndbok.coverage import read_coverage

    if not page.is_file():
        raise InvalidParameter(f"Hittar inte {page}.")
    read = read_coverage(page)
    share = 100 * read.traced / read.total if read.total else 100
    out.print(f"{read.traced} av {read.total} siffror anger sin källa ({share:.1f} %)".replace(".", ","), markup=False)
    for text in read.untraced:
        out.print(f"  utan källa: {text}", markup=False)
    if read.untraced:
        raise typer.Exit(Exit.UNANSWERED)


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Visa versionen.")] = False
) -> None:
    if version:
        out.print(f"namndbok {__version__}", markup=False)
    elif context.invoked_subcommand is None:
        out.print(context.get_help(), markup=False)


def _pairs(given: list[str]) -> dict[str, Any]:
    pairs = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise InvalidParameter(f"Skriv parametern som NAMN=VÄRDE, inte ”{text}”.")
        try:
            pairs[name] = json.loads(value)
        except json.JSONDecodeError:
            pairs[name] = value
    return pairs


def _count(found: tuple[Finding, ...] | list[Finding]) -> str:
    if not found:
        return "Kontrollerna gav inga anmärkningar."
    unanswered = sum(finding.status == "open" for finding in found)
    noun = plural(len(found), "iakttagelse", "iakttagelser")
    return f"{len(found)} {noun}, varav {words(unanswered)} utan svar."


def _print_findings(title: str, found: tuple[Finding, ...]) -> None:
    table = Table(title=title, title_justify="left", show_lines=True, expand=False)
    for heading in ("Grad", "Iakttagelse", "Väntat", "Funnet", "Rader"):
        table.add_column(heading, overflow="fold")
    for finding in found:
        rows = ", ".join(finding.rows[:4]) + (" …" if len(finding.rows) > 4 else "")
        cells = (SEVERITIES[finding.severity], f"{finding.title}\n{finding.detail}", finding.expected, finding.found, rows)
        table.add_row(*map(_text, cells))
    Console(soft_wrap=False).print(table)


def _text(cell: str):
    from rich.text import Text

    return Text(cell)


def main() -> None:
    """Run the command line; every error is said in Swedish, with the exit status of the contract."""
    try:
        status = app(standalone_mode=False)
    except NotebookFailed as error:
        status = _fail(error, Exit.FAILED, "Inget som var publicerat har ändrats.")
    except (InvalidData, InvalidParameter) as error:
        status = _fail(error, Exit.USAGE, "Inget har skrivits.")
    except NamndbokError as error:
        status = _fail(error, Exit.USAGE, "")
    except ClickException as error:
        status = _fail(explain(error), Exit.USAGE, "Visa hjälp: namndbok --help")
    except (KeyboardInterrupt, typer.Abort):
        status = _fail("Avbrutet från tangentbordet.", Exit.FAILED, "Inget som var publicerat har ändrats.")
    sys.exit(status or Exit.DONE)


def _fail(message: object, status: Exit, after: str) -> Exit:
    for line in (str(message), after):
        if line:
            err.print(line, markup=False, highlight=False)
    return status
