"""Commands for a year before it is told: beginning it, what its papers still need, and what-if."""

import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from namndbok import books, proposals
from namndbok import data as tables
from namndbok.cli.arguments import DATA
from namndbok.cli.terminal import agreed, ask, say, say_json, say_text, typed_command
from namndbok.errors import InvalidParameter


def new_board(folder: Path, **answers: str | None) -> None:
    """Begin a board: its tables and a workbook; what is not given is asked for."""
    questions = {key: proposals.QUESTIONS[key] for key, text in answers.items() if not text}
    given = ask({f"--{key}": question for key, question in questions.items()})
    answers |= dict(zip(questions, given, strict=True))
    answers["year"] = tables.read_option("--year", answers["year"], kind="year")
    data = proposals.create_board(folder, **answers)
    say(f"Tabellerna finns i {data}")
    excel(answers["year"], folder / f"nämnden-{answers['year']}.xlsx", data=data)
    say(f"Den första rapporten: namndbok report {answers['year']} --data {data} --out {folder / 'reports'}")


def new_year(year: int, *, data: Path = DATA, yes: bool = False) -> None:
    """Begin a year with what it takes over, and a proposal for its fees."""
    loaded = tables.load_data(data)
    begun = proposals.begin_year(loaded, year)
    say("\n".join(begun.lines()))
    if not agreed("Börja året så?", yes):
        return
    tables.change_tables(loaded, begun.changes, typed_command(), datetime.datetime.now())
    say("Året är påbörjat. namndbok undo tar tillbaka det.")
    folder = loaded.folder.parent / f"förslag-{year}"
    try:
        proposed = proposals.budget.open_proposal(loaded.folder, year)
        proposals.budget.write_files(proposed, folder)
        say(f"Ett förslag till budget och avgifter, ej beslutat, finns i {folder}")
    except InvalidParameter as error:
        say(f"Inget förslag till avgifter: {error}")
    say(f"Det som fattas visar namndbok status {year}.")


def excel(year: int, file: Path | None = None, *, data: Path = DATA) -> None:
    """Make the year's workbook."""
    loaded = tables.load_data(data)
    papers = books.TASK_PAPERS | {books.REPORTING: {"title": "Att redovisa"}}
    tasks = [
        (
            *(task.table or task.sheet, task.text, books.TASK_STATES[task.state]["word"]),
            *(papers[task.paper]["title"], task.owner, task.due),
        )
        for task in books.to_do(loaded, year, datetime.date.today())
    ]
    target = file or tables.numbered(Path(f"namndbok-{year}.xlsx"))
    tables.write_year_workbook(loaded, year, target, tasks)
    say(f"Arbetsboken finns i {target}")


def status(year: int, *, data: Path = DATA, as_json: bool = False, day: str = "") -> None:
    """Show what is filled in for a year, and what is missing for which paper."""
    when = datetime.date.fromisoformat(day) if day else datetime.date.today()
    loaded = tables.load_data(data)
    tasks, order = books.to_do(loaded, year, when), [*books.TASK_STATES]
    awaited = books.awaited_tasks(tasks)
    papers = books.TASK_PAPERS | {books.REPORTING: {"title": "Att redovisa"}}
    if as_json:
        listed = [vars(task) | {"due": task.due and task.due.isoformat()} for task in tasks]
        known = {"board": loaded.board, "year": year, "day": f"{when}", "awaited": [*awaited]}
        say_json(known | {"tasks": listed})
        return
    tasks.sort(key=lambda task: ([*papers].index(task.paper), order.index(task.state)))
    groups = groupby(tasks, key=lambda task: task.paper)
    values = {"data": loaded, "year": year, "day": when, "states": books.TASK_STATES, "papers": papers}
    width = max(len(task.sheet) for task in tasks)
    say_text("status", **values, awaited=awaited, groups=groups, width=width)


def scenario(
    year: int,
    *,
    file: Path | None = None,
    beside: list[Path] | None = None,
    xlsx: Path | None = None,
    out: Path = Path("scenarios"),
    data: Path = DATA,
    **parameters: Any,
) -> None:
    """Try another split of the cost; whatever is not given is as it is today."""
    how = {"file": file, "beside": beside or [], "xlsx": xlsx, "out": out, "data": data}
    for line in proposals.scenario.run_scenario(year, parameters, **how):
        say(line)
