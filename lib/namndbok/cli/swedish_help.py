"""The command line's own words in Swedish: headings of the help pages, and what is wrong with a command."""

import difflib
import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

UsageError = typer.BadParameter.__base__
ClickException = UsageError.__base__

HELP = "Visa den här hjälpen."
WORDS = {
    r"^Usage:": "Användning:",
    r"^Arguments:": "Argument:",
    r"^Options:": "Flaggor:",
    r"^Commands:": "Kommandon:",
    r"\[OPTIONS\]": "[FLAGGOR]",
    r"COMMAND \[ARGS\]\.\.\.": "KOMMANDO …",
    r"\{(\w+)\}": r"\1",
    r" <\w+>(?=\s)": "",
    r"\[default:": "[annars:",
    r"x>=(\d+)": r"minst \1",
    r"\[required\]": "[krävs]",
}
KINDS = {int: "ett heltal", float: "ett tal"}


def translated(text: str) -> str:
    """Put the words that a help page has beside our own in Swedish."""
    for english, swedish in WORDS.items():
        text = re.sub(english, swedish, text, flags=re.MULTILINE)
    return text


class Swedish:
    """What a command and a group of commands need for a help page that is Swedish throughout."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return translated(super().get_help(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Return the flag that shows the help page."""
        option = super().get_help_option(ctx)
        option.help = HELP
        return option


class SwedishCommand(Swedish, TyperCommand):
    """A command with a Swedish help page."""


class SwedishGroup(Swedish, TyperGroup):
    """A group of commands with a Swedish help page."""


def explain(error: Any) -> str:
    """Say in Swedish what was wrong with the words of a command."""
    match type(error).__name__:
        case "NoSuchOption":
            return f"Flaggan {error.option_name} finns inte.{_meant(error.possibilities or [])}"
        case "MissingParameter":
            return f"Det saknas ett värde för {_name(error)}."
        case "BadParameter":
            return _bad_value(error)
        case "BadOptionUsage":
            wanted = "tar inget värde" if "does not take" in error.message else "ska ha ett värde"
            return f"Flaggan {error.option_name} {wanted}."
    command = getattr(error.ctx, "command", None)
    if isinstance(command, TyperGroup):
        return _no_command(str(error.message), list(command.commands))
    return "Kommandot har för många eller okända ord."


def _no_command(message: str, known: list[str]) -> str:
    typed = re.search(r"'([^']*)'", message)
    close = difflib.get_close_matches(typed[1], known) if typed else []
    return f"Kommandot finns inte.{_meant(close)} Det finns: {', '.join(known)}."


def _bad_value(error: Any) -> str:
    name, kind = _name(error), getattr(getattr(error.param, "type_descriptor", None), "annotation", None)
    lowest = getattr(error.param, "min", None)
    limit = "" if lowest is None else f"minst {lowest}"
    wanted = ", ".join(filter(None, (KINDS.get(kind), limit)))
    return f"{name} ska vara {wanted}." if wanted else f"Värdet för {name} går inte att använda."


def _meant(close: list[str]) -> str:
    return f" Menade du {' eller '.join(close)}?" if close else ""


def _name(error: Any) -> str:
    parameter = error.param
    if parameter is None:
        return "argumentet"
    return parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar or parameter.name
