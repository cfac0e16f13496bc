"""Commands that change the tables: a file taken in, an answer, a decision, and a change taken back."""

import sys
from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from pathlib import Path

import typer

from namndbok import books, proposals
from namndbok import data as tables
from namndbok.cli.arguments import DATA
from namndbok.cli.terminal import Exit, agreed, say, say_table, say_text, typed_command
from namndbok.errors import InvalidData, InvalidParameter, quoted

MOST_CELLS = 40
FREE = ("year", "period")
# What becomes of a row, and of several.
KINDS = {
    "new": ("ny", "nya"),
    "replaced": ("ersätts", "ersätts"),
    "same": ("oförändrad", "oförändrade"),
    "removed": ("försvinner", "försvinner"),
}


def import_(
    file: Path,
    *,
    table: str | None = None,
    year: int | None = None,
    answer: list[tuple] | None = None,
    encoding: str | None = None,
    everything: bool = False,
    yes: bool = False,
    data: Path = DATA,
) -> None:
    """Take in the year's workbook or an office's file, once it is shown and agreed to."""
    loaded, answers = tables.load_data(data), dict(answer or ())
    names = {schema.title.lower(): name for name, schema in loaded.package.tables.items()}
    chosen = names.get((table or "").lower(), table)
    if chosen and chosen not in loaded.package.tables:
        known = ", ".join(names.values())
        raise InvalidParameter(f"Tabellen {quoted(chosen)} finns inte. Det finns: {known}.")
    grids, digest = tables.read_grids(file, encoding), tables.sha256(file.read_bytes())

    def plan_of_file() -> "tables.ImportPlan":
        if tables.is_year_workbook(grids):
            return tables.plan_year_workbook(grids, loaded)
        return tables.plan_import(grids, loaded, chosen, year, answers, digest)

    plan = plan_of_file()
    while plan.questions and not plan.faults and not yes and sys.stdin.isatty():
        answers |= {question.about: _answered(question) for question in plan.questions}
        plan = plan_of_file()
    _show(plan, everything, {schema.name: schema.title for schema in loaded.package.tables.values()})
    if plan.faults:
        raise InvalidData(plan.faults)
    if plan.questions:
        say_text("questions", wrong=True, groups=groupby(plan.questions, key=_options))
        raise typer.Exit(Exit.USAGE)
    if not plan.changes:
        say("Inget ändras: allt som filen har står redan i tabellerna.")
    elif agreed("Ska raderna föras in?", yes):
        saved = tables.change_tables(loaded, plan.changes, typed_command(), datetime.now())
        say(f"Raderna är införda. Det som stod förut finns i {saved}")


def _answered(question: "tables.Question") -> str:
    """Ask on the terminal until the answer is one of those that there are, or what one of them is called."""
    called = {name.lower(): value for value, name in question.options.items()}
    say("\n".join([question.text, *_options(question)]))
    while True:
        answer = typer.prompt("Svar").strip()
        answer = called.get(answer.lower(), answer)
        if answer in question.options or question.kind in FREE:
            return answer


def _show(plan: "tables.ImportPlan", everything: bool, titles: Mapping[str, str]) -> None:
    """Write what each cell becomes, those that change something first, and how many rows of each table."""
    cells = sorted(plan.cells, key=lambda cell: cell.row == "same")
    shown = cells if everything else cells[:MOST_CELLS]
    rows = [(c.place, c.found, c.becomes, f"{c.table}.{c.column}", KINDS[c.row][0]) for c in shown]
    if rows:
        say_table(("Ruta", "Hittat", "Blir", "Tabell.kolumn: rad", ""), rows)
    say_text("plan", plan=plan, left=len(cells) - len(shown), kinds=KINDS, titles=titles)


def _options(question: "tables.Question") -> list[str]:
    return [f"    {value:<20} {name}" for value, name in question.options.items()]


def answer(
    number: str, text: str, *, role: str = "", decision: str = "", yes: bool = False, data: Path = DATA
) -> None:
    """Answer a finding."""
    loaded, now = tables.load_data(data), datetime.now()
    change = books.answer_change(loaded, number, text, role, decision, now.date())
    say("\n".join(change.lines()))
    if agreed("Ersätt det gamla svaret?", yes or not change.replaces):
        tables.change_tables(loaded, {"answers": change.table}, typed_command(), now)
        say("Svaret är infört i answers.csv. Ångra med namndbok undo.")


def undo(change: str = "", *, yes: bool = False, data: Path = DATA) -> None:
    """Take back the last change of the tables, or an earlier one."""
    past = tables.past_change(data, change)
    say("\n".join(past.lines()))
    if agreed("Ta tillbaka ändringen?", yes):
        saved = past.take_back(typed_command(), datetime.now())
        say(f"Ändringen är tagen tillbaka. Det som stod där nyss finns i {saved}")


def decide(
    source: Path,
    *,
    date: str = "",
    paragraph: str = "",
    case_number: str = "",
    from_year: int | None = None,
    yes: bool = False,
    data: Path = DATA,
) -> None:
    """Take a decided proposal or scenario into the tables."""
    minutes = proposals.minutes_of(date, paragraph, case_number)
    decided = proposals.decision_changes(source, data, minutes, from_year)
    say("\n".join(decided.lines()))
    if agreed("Ska beslutet föras in?", yes):
        saved = tables.change_tables(decided.data, decided.changes, typed_command(), datetime.now())
        say(f"Beslutet är infört. Det som ersattes finns i {saved}")
