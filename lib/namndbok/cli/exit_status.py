"""How a command ends: the exit status, and what is said when something stopped it."""

import os
import sys
import traceback
from contextlib import suppress
from enum import IntEnum

import typer

from namndbok.cli.swedish_help import explain
from namndbok.cli.terminal import say
from namndbok.errors import (
    InvalidData,
    InvalidParameter,
    NamndbokError,
    NothingPublished,
    UnfinishedSwap,
    describe_write_failure,
)


class Exit(IntEnum):
    """What the exit status means."""

    DONE = 0
    UNANSWERED = 1
    USAGE = 2
    FAILED = 3
    DIFFERS = 4


def explained(error: BaseException) -> Exit:
    """Say what stopped a command, in Swedish, and return its exit status."""
    match error:
        case UnfinishedSwap():
            return _say_wrong(error, status=Exit.FAILED)
        case NothingPublished():
            return _say_wrong(error, "Inget som var publicerat har ändrats.", status=Exit.FAILED)
        case InvalidData() | InvalidParameter():
            return _say_wrong(error, "Inget har skrivits.", status=Exit.USAGE)
        case NamndbokError():
            return _say_wrong(error, status=Exit.USAGE)
        case typer.TyperException():
            return _say_wrong(explain(error), "Visa hjälp: namndbok --help", status=Exit.USAGE)
        case KeyboardInterrupt() | typer.Abort():
            return _say_wrong("Avbrutet.", status=Exit.FAILED)
        case OSError():
            return silent(_say_wrong(describe_write_failure(error), status=Exit.FAILED))
    trace = "".join(traceback.format_exception(error))
    return _say_wrong(trace, "Det här är ett fel i Nämndbok själv.", status=Exit.FAILED)


def silent(status: Exit) -> Exit:
    """Write nothing more, which would fail once again when Python ends."""
    with suppress(OSError):
        stdout = sys.stdout.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout)
    return status


def _say_wrong(*lines: object, status: Exit) -> Exit:
    for line in lines:
        say(line, wrong=True)
    return status
