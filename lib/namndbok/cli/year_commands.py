"""Commands for a year before it is told: beginning it, what its papers still need, and what-if."""

import datetime
from itertools import groupby
from pathlib import Path

from namndbok.cli.arguments import DATA
from namndbok.cli.terminal import agreed, ask, say, say_json, say_text, typed_command
from namndbok.data import numbered, read_option

# What can be typed that is no parameter of the scenario itself.
OUTSIDE = ("year", "file", "beside", "xlsx", "out", "data")


def new_board(
    folder: Path,
    *,
    name: str = "",
    municipalities: str = "",
    host: str = "",
    year: str = "",
    bodies: str = "",
) -> None:
    """Begin a board: its tables and a workbook; what is not given is asked for."""
    from namndbok.proposals import QUESTIONS, create_board

    given = {"name": name, "municipalities": municipalities, "host": host, "year": year, "bodies": bodies}
    missing = [key for key, text in given.items() if not text]
    answers = given | dict(zip(missing, ask({f"--{key}": QUESTIONS[key] for key in missing}), strict=True))
    answers["year"] = read_option("--year", answers["year"], kind="year")
    data = create_board(folder, **answers)
    say(f"Tabellerna finns i {data}")
    excel(answers["year"], folder / f"nämnden-{answers['year']}.xlsx", data=data)
    say(f"Den första rapporten: namndbok report {answers['year']} --data {data} --out {folder / 'reports'}")


def new_year(year: int, *, data: Path = DATA, yes: bool = False) -> None:
    """Begin a year with what it takes over, and a proposal for its fees."""
    from namndbok.data import change_tables, load_data
    from namndbok.errors import InvalidParameter
    from namndbok.proposals import begin_year, budget

    loaded = load_data(data)
    begun = begin_year(loaded, year)
    say("\n".join(begun.lines()))
    if not agreed("Börja året så?", yes):
        return
    change_tables(loaded, begun.changes, typed_command(), datetime.datetime.now())
    say("Året är påbörjat. namndbok undo tar tillbaka det.")
    folder = loaded.folder.parent / f"förslag-{year}"
    try:
        budget.write_files(budget.open_proposal(loaded.folder, year), folder)
        say(f"Ett förslag till budget och avgifter, ej beslutat, finns i {folder}")
    except InvalidParameter as error:
        say(f"Inget förslag till avgifter: {error}")
    say(f"Det som fattas visar namndbok status {year}.")


def excel(year: int, file: Path | None = None, *, data: Path = DATA) -> None:
    """Make the year's workbook."""
    from namndbok.books import REPORTING, TASK_PAPERS, TASK_STATES, to_do
    from namndbok.data import load_data, write_year_workbook

    loaded = load_data(data)
    papers = TASK_PAPERS | {REPORTING: {"title": "Att redovisa"}}
    tasks = [
        (
            *(task.table or task.sheet, task.text, TASK_STATES[task.state]["word"]),
            *(papers[task.paper]["title"], task.owner, task.due),
        )
        for task in to_do(loaded, year, datetime.date.today())
    ]
    target = file or numbered(Path(f"namndbok-{year}.xlsx"))
    write_year_workbook(loaded, year, target, tasks)
    say(f"Arbetsboken finns i {target}")


def status(year: int, *, data: Path = DATA, as_json: bool = False, day: str = "") -> None:
    """Show what is filled in for a year, and what is missing for which paper."""
    from namndbok.books import REPORTING, TASK_PAPERS, TASK_STATES, awaited_tasks, to_do
    from namndbok.data import load_data

    when = datetime.date.fromisoformat(day) if day else datetime.date.today()
    loaded = load_data(data)
    tasks, order = to_do(loaded, year, when), [*TASK_STATES]
    awaited, papers = awaited_tasks(tasks), TASK_PAPERS | {REPORTING: {"title": "Att redovisa"}}
    if as_json:
        listed = [vars(task) | {"due": task.due and task.due.isoformat()} for task in tasks]
        known = {"board": loaded.board, "year": year, "day": f"{when}", "awaited": [*awaited]}
        say_json(known | {"tasks": listed})
        return
    tasks.sort(key=lambda task: ([*papers].index(task.paper), order.index(task.state)))
    groups = groupby(tasks, key=lambda task: task.paper)
    values = {"data": loaded, "year": year, "day": when, "states": TASK_STATES, "papers": papers}
    width = max(len(task.sheet) for task in tasks)
    say_text("status", **values, awaited=awaited, groups=groups, width=width)


def scenario(
    year: int,
    *,
    services: list[str] | None = None,
    key: list[str] | None = None,
    population_date: str | None = None,
    also: list[str] | None = None,
    without: list[str] | None = None,
    newcomer: str | None = None,
    new_service: str | None = None,
    among: list[str] | None = None,
    floor: int | None = None,
    cap: int | None = None,
    max_change: float | None = None,
    years: int | None = None,
    step: int | None = None,
    name: str | None = None,
    file: Path | None = None,
    beside: list[Path] | None = None,
    xlsx: Path | None = None,
    out: Path = Path("scenarios"),
    data: Path = DATA,
) -> None:
    """Try another split of the cost; whatever is not given is as it is today."""
    flags = {name: value for name, value in locals().items() if name not in OUTSIDE}
    from namndbok.proposals.scenario import run_scenario

    for line in run_scenario(year, flags, file=file, beside=beside or [], xlsx=xlsx, out=out, data=data):
        say(line)
