"""The commands that take data out to the office's own files and in from them."""

import shlex
import sys
from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from namndbok.cli import arguments as typed
from namndbok.cli.exit_status import Exit
from namndbok.cli.terminal import say, say_table, typed_command
from namndbok.data import numbered
from namndbok.errors import InvalidData, InvalidParameter, quoted

if TYPE_CHECKING:
    from namndbok.data import ImportPlan, Question

MOST_CELLS = 40
FREE = ("year", "period")
KINDS = {"new": "ny", "replaced": "ersätter", "same": "oförändrad", "removed": "försvinner"}


def excel(
    year: typed.Year,
    file: typed.NewWorkbook = None,
    data: typed.DataFolder = Path("data"),
) -> None:
    """Gör en Excelbok för året: vad som är kvar att göra, och ett blad för varje sak att fylla i.

    Fyll i de vita rutorna och spara. Läs sedan in den med import, eller gör rapporten direkt ur den med
    report --data. En fil som finns skrivs inte över.

    Exempel: namndbok excel 2025 nämnden-2025.xlsx
    """
    from namndbok.books import REPORTING, TASK_PAPERS, TASK_STATES, to_do
    from namndbok.data import load_data, write_year_workbook

    loaded = load_data(data)
    papers = TASK_PAPERS | {REPORTING: {"title": "Att redovisa"}}
    tasks = [
        (
            task.table or task.sheet,
            task.text,
            state["word"],
            papers[task.paper]["title"],
            task.owner,
            task.due,
        )
        for task in to_do(loaded, year, date.today())
        for state in [TASK_STATES[task.state]]
    ]
    target = file or numbered(Path(f"namndbok-{year}.xlsx"))
    write_year_workbook(loaded, year, target, tasks)
    say(f"Arbetsboken finns i {target}")


def import_(
    file: typed.OfficeFile,
    table: typed.AsTable = None,
    year: typed.ImportYear = None,
    answer: typed.Answers = None,
    encoding: typed.Encoding = None,
    everything: typed.Everything = False,
    yes: typed.Yes = False,
    data: typed.TableFolder = Path("data"),
) -> None:
    """Läs in årets arbetsbok, eller en fil som kontoret har: Excel, ODS, CSV, text eller SIE.

    Visar vad varje ruta blir, vilka rader som är nya och vilka som ersätts, och frågar om det som är oklart.
    Svaren sparas, så att nästa fil av samma slag inte frågar. Inget skrivs förrän du har svarat ja, eller
    med --yes; det som ersätts sparas i datamappens mapp .history.

    Exempel: namndbok import avgifter-2025.xlsx

    Exempel: namndbok import utfall.csv --year 2025 --answer "4210=eservices" --yes
    """
    from namndbok.data import (
        change_tables,
        is_year_workbook,
        load_data,
        plan_import,
        plan_year_workbook,
        read_grids,
        sha256,
    )

    loaded, answers = load_data(data), dict(answer or ())
    names = {schema.title.lower(): name for name, schema in loaded.package.tables.items()}
    chosen = names.get((table or "").lower(), table)
    if chosen and chosen not in loaded.package.tables:
        known = ", ".join(names.values())
        raise InvalidParameter(f"Tabellen {quoted(chosen)} finns inte. Det finns: {known}.")
    grids, digest = read_grids(file, encoding), sha256(file.read_bytes())
    own = is_year_workbook(grids)
    plan = (
        plan_year_workbook(grids, loaded)
        if own
        else plan_import(grids, loaded, chosen, year, answers, digest)
    )
    while plan.questions and not plan.faults and not yes and sys.stdin.isatty():
        answers |= {question.about: _answered(question) for question in plan.questions}
        plan = plan_import(grids, loaded, chosen, year, answers, digest)
    _show(plan, everything)
    if plan.faults:
        raise InvalidData(plan.faults)
    if plan.questions:
        _list_questions(plan.questions)
        raise typer.Exit(Exit.USAGE if yes else Exit.DONE)
    if not plan.changes:
        say("Inget ändras: allt som filen har står redan i tabellerna.")
    elif yes or (sys.stdin.isatty() and _confirmed()):
        kept = change_tables(loaded, plan.changes, typed_command(), datetime.now())
        say(f"Raderna är införda. Det som stod förut finns i {kept}")
    else:
        say("Inget har ändrats. Kör samma kommando med --yes för att föra in raderna.")


def _confirmed() -> bool:
    answer = typer.prompt("Ska raderna föras in? [j/N]", default="n", show_default=False)
    return answer.strip().lower() in ("j", "ja", "y")


def _answered(question: "Question") -> str:
    """Ask on the terminal until the answer is one of those that there are, or what one of them is called."""
    called = {name.lower(): value for value, name in question.options.items()}
    say("\n".join([question.text, *_options(question)]))
    while True:
        answer = typer.prompt("Svar").strip()
        answer = called.get(answer.lower(), answer)
        if answer in question.options or question.kind in FREE:
            return answer


def _show(plan: "ImportPlan", everything: bool) -> None:
    """Write what each cell becomes, those that change something first, and what else there is to say."""
    cells = sorted(plan.cells, key=lambda cell: cell.row == "same")
    shown = cells if everything else cells[:MOST_CELLS]
    rows = [(c.place, c.found, c.becomes, f"{c.table}.{c.column}", KINDS[c.row]) for c in shown]
    say_table(("Ruta", "Hittat", "Blir", "Tabell.kolumn: rad", ""), rows)
    if len(shown) < len(cells):
        say(f"… och {len(cells) - len(shown)} rutor till; visa alla med --all")
    for name, counts in plan.counts.items():
        said = ", ".join(f"{count} {KINDS[kind]}" for kind, count in counts.items() if count)
        say(f"{name}: {said or 'inga rader'}")
    for remark in plan.remarks:
        say(f"- {remark}")


def _list_questions(questions: "Sequence[Question]") -> None:
    """Write what is asked, those with the same answers together, and how to answer without a terminal."""
    say("Det här är oklart. Inget har skrivits. Kör igen med svaren:", wrong=True)
    for options, group in groupby(questions, key=_options):
        for question in group:
            example = shlex.quote(f"{question.about}={next(iter(question.options), '2031')}")
            say(f"\n{question.text}\n  --answer {example}", wrong=True)
        say("\n".join(options), wrong=True)


def _options(question: "Question") -> list[str]:
    return [f"    {value:<20} {name}" for value, name in question.options.items()]
