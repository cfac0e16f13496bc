"""What can be typed after a command: its signature says where and what type, `options.json` says it in words.

What a command does stands in `texts/commands.md`, with an example. What stands before `*` in a signature is
typed without a flag, the rest is flags; those that a command only passes on, as `**…`, are listed in
`options.json` under `passed_on`, and of `many` there may be several. An entry `command.parameter` changes
what is said of that parameter in all commands. `read` names what reads it: one of `READERS`, or the
notebooks' parameter that it is read as.
"""

import atexit
import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import KW_ONLY, dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from namndbok.cli.terminal import say
from namndbok.data import portable_path, read_option
from namndbok.errors import InvalidParameter, quoted
from namndbok.publish import TIME_LIMIT

HERE = Path(__file__).parent
OPTIONS = json.loads((HERE / "options.json").read_text(encoding="utf-8"))
SECTIONS = (HERE / "texts" / "commands.md").read_text(encoding="utf-8").split("# ")
HELP = dict(section.split("\n", 1) for section in SECTIONS if section)
DATA, REPORTS, NOTEBOOKS = Path("data"), Path("reports"), Path("notebooks")
PASSED_ON = OPTIONS.pop("passed_on")
OPENED = ExitStack()  # folders of workbooks that were given as data
atexit.register(OPENED.close)


def read_board(typed: Any) -> Path:
    """Return a data folder; a year's workbook is read into one that is gone when the command ends."""
    path = Path(typed)
    if path.suffix.lower() not in (".xlsx", ".ods"):
        return path
    from namndbok.data import open_year_workbook, read_grids

    workbook, folder = OPENED.enter_context(open_year_workbook(read_grids(path)))
    for line in (*workbook.remarks, f"Tabellerna är lästa ur {path.name}, inte ur datamappen."):
        say(line, wrong=True)
    return folder


def read_pair(typed: str) -> tuple[str, str]:
    """Read a parameter, or the answer to a question, as it is typed: its name and, as text, its value."""
    name, equals, value = typed.partition("=")
    if not equals or not name:
        raise InvalidParameter(f"Skriv parametern som NAMN=VÄRDE, inte {quoted(typed)}.")
    return name, value


READERS = {"board": read_board, "new_path": lambda typed: portable_path(Path(typed)), "pair": read_pair}


def describe(command: Callable[..., None]) -> Callable[..., None]:
    """Write into a command's signature what Typer needs to know of each parameter, and return the command."""
    name = command.__name__.strip("_")
    words = [word for word in signature(command).parameters.values() if word.kind is not word.VAR_KEYWORD]
    for flag in PASSED_ON.get(name, ()):
        kind = list[str] if OPTIONS[flag].get("many") else str
        words.append(Parameter(flag, Parameter.KEYWORD_ONLY, default=None, annotation=kind | None))
    words.sort(key=lambda word: (word.kind, word.name not in PASSED_ON.get(name, ())))
    words = [word.replace(annotation=_described(name, word)) for word in words]
    command.__signature__ = Signature(words)  # type: ignore[attr-defined]
    command.__annotations__ = {word.name: word.annotation for word in words}
    return command


def _described(command: str, word: Parameter) -> Any:
    entry = OPTIONS[word.name] | OPTIONS.get(f"{command}.{word.name}", {})
    is_flag = word.kind is word.KEYWORD_ONLY
    flags = entry.get("flags", [f"--{word.name.replace('_', '-')}"]) if is_flag else []
    place, kind = flags[0] if flags else entry["metavar"], entry.get("read")
    parser = READERS.get(kind) or (kind and (lambda typed: read_option(place, typed, kind=kind)))
    how = {"help": entry["help"], "metavar": entry.get("metavar"), "parser": parser or None}
    return Annotated[word.annotation, typer.Option(*flags, **how) if flags else typer.Argument(**how)]


@dataclass(frozen=True)
class CommonOptions:
    """The year, the folders, and how to run."""

    year: int
    _: KW_ONLY
    data: Path = DATA
    out: Path = REPORTS
    notebooks: Path = NOTEBOOKS
    time_limit: float = TIME_LIMIT
    force: bool = False
    jobs: int | None = None
    cluster: str | None = None


def with_common_options(command: Callable[..., None]) -> Callable[..., None]:
    """Let the first argument of a command be typed as the year, and as flags after the command's own.

    A command with another word of its own before `*`, a day, has that instead: the year follows from it.
    """
    _, *parameters = signature(command).parameters.values()
    year, *shared = signature(CommonOptions).parameters.values()
    has_word = any(word.kind is not word.KEYWORD_ONLY for word in parameters)

    @wraps(command)
    def run(**given: Any) -> None:
        options = {option.name: given.pop(option.name, 0) for option in (year, *shared)}
        command(CommonOptions(**options), **given)

    words = [*parameters, *shared] if has_word else [year, *parameters, *shared]
    run.__signature__ = Signature(words)  # type: ignore[attr-defined]
    return run
