"""The command line: `namndbok` and its commands."""

import atexit
import signal
import sys
from typing import Annotated

import typer

from namndbok import __version__
from namndbok.cli import data_commands as files
from namndbok.cli import paper_commands as papers
from namndbok.cli import proof_commands as proofs
from namndbok.cli import year_commands as years
from namndbok.cli.data_changes import answer, undo
from namndbok.cli.exit_status import Exit, explained, silent
from namndbok.cli.scenario_command import decide, scenario
from namndbok.cli.swedish_help import SwedishCommand, SwedishGroup
from namndbok.cli.terminal import prepare, say
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
Version = Annotated[bool, typer.Option("--version", help="Visa versionen.")]
COMMANDS = (
    papers.report, papers.audit, papers.interim, papers.sheets, papers.trends, papers.budget, papers.meeting,
    papers.build, papers.pdf, papers.word,
    files.excel, files.import_, years.new_board, years.new_year, years.status,
    answer, undo,
    scenario, decide,
    proofs.check, proofs.coverage, proofs.verify, proofs.tie, proofs.dossier, proofs.package,
)  # fmt: skip

for command in COMMANDS:
    name = command.__name__.strip("_").replace("_", "-")
    app.command(name, cls=SwedishCommand, options_metavar="[FLAGGOR]")(command)


@app.callback(invoke_without_command=True)
def _start(context: typer.Context, version: Version = False) -> None:
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
        status = silent(Exit.DONE)
    except (Exception, KeyboardInterrupt) as error:
        status = explained(error)
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)  # one more Ctrl-C changes nothing now
    sys.exit(status or Exit.DONE)
