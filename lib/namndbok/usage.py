"""The command line's own words in Swedish: headings of the help pages, and what is wrong with a command."""

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

UsageError = typer.BadParameter.__base__
ClickException = UsageError.__base__

WORDS = {
    "Usage:": "Användning:",
    "Arguments:": "Argument:",
    "Options:": "Flaggor:",
    "Commands:": "Kommandon:",
    "[OPTIONS]": "[FLAGGOR]",
    "COMMAND [ARGS]...": "KOMMANDO …",
    "Show this message and exit.": "Visa den här hjälpen.",
    "[default:": "[annars:",
    "[required]": "[krävs]",
}


def translated(text: str) -> str:
    """Put a help page's headings in Swedish."""
    for english, swedish in WORDS.items():
        text = text.replace(english, swedish)
    return text


class SwedishCommand(TyperCommand):
    """A command whose help page is Swedish throughout."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return translated(super().get_help(ctx))


class SwedishGroup(TyperGroup):
    """A group of commands whose help page is Swedish throughout."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return translated(super().get_help(ctx))


def explain(error: Any) -> str:
    """Say in Swedish what was wrong with the words of a command."""
    name = _name(error)
    match type(error).__name__:
        case "NoSuchOption":
            close = f" Menade du {', '.join(error.possibilities)}?" if error.possibilities else ""
            return f"Flaggan {error.option_name} finns inte.{close}"
        case "MissingParameter":
            return f"Det saknas ett värde för {name}."
        case "BadParameter":
            return f"Värdet för {name} går inte att använda."
        case "BadOptionUsage":
            return f"Flaggan {error.option_name} ska ha ett värde."
    if isinstance(getattr(error.ctx, "command", None), TyperGroup):
        return f"Kommandot finns inte. Det finns: {', '.join(error.ctx.command.commands)}."
    return "Kommandot har för många eller okända ord."


def _name(error: Any) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "argumentet"
    return parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar or parameter.name
