"""How a command ends: every kind of error has its exit status and says what was and was not done."""

import errno

import pytest

from namndbok.cli.app import explained
from namndbok.cli.terminal import Exit
from namndbok.errors import (
    Fault,
    InvalidData,
    InvalidParameter,
    NamndbokError,
    NotebookFailed,
    NothingPublished,
    UnfinishedSwap,
)
from namndbok.publish.interruption import Ended

FAULT = Fault("outcome.csv", 3, "income", "”många”", "ett heltal", "skriv beloppet med siffror")


@pytest.mark.parametrize(
    ("error", "status", "last"),
    [
        (NotebookFailed("Cellen stannade."), 3, "Inget som var publicerat har ändrats."),
        (NothingPublished("Disken är full."), 3, "Inget som var publicerat har ändrats."),
        (UnfinishedSwap("Bytet är inte klart."), 3, "Bytet är inte klart."),
        (InvalidParameter("Det finns inget utfall för 1900."), 2, "Inget har skrivits."),
        (InvalidData([FAULT]), 2, "Inget har skrivits."),
        (NamndbokError("Faktumet a räknas fram två gånger."), 2, "Faktumet a räknas fram två gånger."),
        (KeyboardInterrupt(), 3, "Avbrutet."),
        (Ended("SIGTERM"), 3, "Avbrutet."),
        (
            OSError(errno.ENOSPC, "No space left", "a.csv"),
            3,
            "Det gick inte att skriva a.csv: disken är full.",
        ),
        (ZeroDivisionError("division by zero"), 3, "Det här är ett fel i Nämndbok själv."),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_an_error_has_its_status_and_its_last_word(capsys, error: BaseException, status: int, last: str):
    assert explained(error) == status
    out, err = capsys.readouterr()
    assert (out, err.splitlines()[-1]) == ("", last)


def test_only_a_fault_in_the_program_shows_where_in_it(capsys: pytest.CaptureFixture[str]):
    explained(InvalidData([FAULT]))
    assert "Traceback" not in capsys.readouterr().err
    explained(ZeroDivisionError("division by zero"))
    assert "ZeroDivisionError: division by zero" in capsys.readouterr().err


def test_the_numbers_are_those_of_the_contract():
    names = {"DONE": 0, "UNANSWERED": 1, "USAGE": 2, "FAILED": 3, "DIFFERS": 4}
    assert {one.name: int(one) for one in Exit} == names
