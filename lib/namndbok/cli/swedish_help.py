"""The command line's own words in Swedish: its help pages, and what is wrong with the words of a command."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

HEADINGS = {"Arguments": "Argument", "Options": "Flaggor", "Commands": "Kommandon"}
BRACES = str.maketrans("", "", "{}")


class SwedishFormatter(typer.Context.formatter_class):
    """Write the parts of a help page in Swedish."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is typed."""
        super().write_usage(prog, args.translate(BRACES), "Användning: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(HEADINGS.get(heading, heading))

    def write_dl(self, rows: Sequence[tuple[str, str]], *widths: int) -> None:
        """Write names and what they stand for, without the names of types that Python has."""
        swedish = [
            (
                name.partition(" <")[0],
                text.replace("[default: ", "[annars: ").replace("[required]", "[krävs]"),
            )
            for name, text in rows
        ]
        super().write_dl(swedish, *widths)


class SwedishHelp:
    """What a command and a group of commands need to write help in Swedish."""

    context_class = type(
        "SwedishContext", (TyperCommand.context_class,), {"formatter_class": SwedishFormatter}
    )

    def get_help_option(self, ctx: Any) -> Any:
        """Return the flag that shows the help page."""
        option = super().get_help_option(ctx)
        option.help = "Visa den här hjälpen."
        return option


class SwedishCommand(SwedishHelp, TyperCommand):
    """A command with a Swedish help page."""


class SwedishGroup(SwedishHelp, TyperGroup):
    """A group of commands with a Swedish help page, which says what there is when a command is not known."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by its name."""
        command = super().get_command(ctx, cmd_name)
        if command is None and not cmd_name.startswith("-"):
            close = _meant(get_close_matches(cmd_name, self.commands))
            raise typer.TyperException(f"Kommandot finns inte.{close} Det finns: {', '.join(self.commands)}.")
        return command


def explain(error: typer.TyperException) -> str:
    """Say in Swedish what was wrong with the words of a command."""
    if isinstance(error, typer.BadParameter):
        names = error.param.opts
        name = names[0] if names[0].startswith("-") else error.param.metavar
        return f"{name} ska vara {error.message}." if error.message else f"Det saknas ett värde för {name}."
    option = getattr(error, "option_name", "")
    if hasattr(error, "possibilities"):
        return f"Flaggan {option} finns inte.{_meant(error.possibilities or [])}"
    if option:
        wanted = "tar inget värde" if "does not take" in error.message else "ska ha ett värde"
        return f"Flaggan {option} {wanted}."
    is_ours = type(error) is typer.TyperException
    return error.message if is_ours else "Kommandot har för många eller okända ord."


def _meant(close: Sequence[str]) -> str:
    return f" Menade du {' eller '.join(close)}?" if close else ""
