"""The command line: `namndbok` and its commands, and how they end."""

import atexit
import os
import signal
import sys
import traceback
from contextlib import suppress
from typing import Annotated

import typer

from namndbok import __version__, errors
from namndbok.cli import paper_commands as papers
from namndbok.cli import proof_commands as proofs
from namndbok.cli import table_commands as tables
from namndbok.cli import year_commands as years
from namndbok.cli.arguments import HELP, describe
from namndbok.cli.swedish_help import SwedishCommand, SwedishGroup, explain
from namndbok.cli.terminal import Exit, prepare, say
from namndbok.publish import orderly_end

app = typer.Typer(
    help="Nämndbok: årets uppföljning av en gemensam nämnd, från tabeller till rapport.",
    epilog="Exempel: namndbok report 2024",
    cls=SwedishGroup,
    add_completion=False,
    rich_markup_mode=None,
    options_metavar="[FLAGGOR]",
    subcommand_metavar="KOMMANDO …",
    context_settings={"help_option_names": ["--help", "-h"]},
)

INTERRUPTED = 130  # what Typer makes of a KeyboardInterrupt
# What is said first and last of an error that stops a command, and its status; the first that fits counts.
ENDS = (
    (errors.UnfinishedSwap, str, "", Exit.FAILED),
    (errors.NothingPublished, str, "Inget som var publicerat har ändrats.", Exit.FAILED),
    ((errors.InvalidData, errors.InvalidParameter), str, "Inget har skrivits.", Exit.USAGE),
    (errors.NamndbokError, str, "", Exit.USAGE),
    (typer.TyperException, explain, "Visa hjälp: namndbok --help", Exit.USAGE),
    ((KeyboardInterrupt, typer.Abort), lambda error: "", "Avbrutet.", Exit.FAILED),
    (OSError, errors.describe_write_failure, "", Exit.FAILED),
    (BaseException, traceback.format_exception, "Det här är ett fel i Nämndbok själv.", Exit.FAILED),
)
COMMANDS = (
    papers.report, papers.audit, papers.interim, papers.sheets, papers.trends, papers.budget, papers.meeting,
    papers.build, papers.pdf, papers.word,
    years.excel, tables.import_, years.new_board, years.new_year, years.status,
    tables.answer, tables.undo,
    years.scenario, tables.decide,
    proofs.check, proofs.coverage, proofs.verify, proofs.tie, proofs.dossier, proofs.package,
)  # fmt: skip

for command in COMMANDS:
    name = command.__name__.strip("_").replace("_", "-")
    app.command(name, cls=SwedishCommand, help=HELP[name], options_metavar="[FLAGGOR]")(describe(command))


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Visa versionen.")] = False,
) -> None:
    if version:
        say(f"namndbok {__version__}")
    elif context.invoked_subcommand is None:
        say(context.get_help())


def main() -> None:
    """Run the command line; every error is said in Swedish, with the exit status of the contract."""
    prepare()
    try:
        with orderly_end():
            status = app(standalone_mode=False)
            sys.stdout.flush()
        if status == INTERRUPTED:
            raise KeyboardInterrupt
    except (BrokenPipeError, SystemExit):  # the reader, such as `head`, has seen enough; Typer then exits
        _close_output()
        status = Exit.DONE
    except (Exception, KeyboardInterrupt) as error:
        status = explained(error)
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)  # one more Ctrl-C changes nothing now
    sys.exit(status or Exit.DONE)


def explained(error: BaseException) -> Exit:
    """Say what stopped a command, in Swedish, and return its exit status."""
    describe_error, last, status = next(end for kind, *end in ENDS if isinstance(error, kind))
    say("\n".join(filter(None, ("".join(describe_error(error)), last))), wrong=True)
    if isinstance(error, OSError):
        _close_output()
    return status


def _close_output() -> None:
    """Write nothing more, which would fail once again when Python ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
