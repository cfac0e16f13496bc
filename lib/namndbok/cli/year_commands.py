"""Commands for a year before it is told: beginning it, and what its papers still need."""

from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from namndbok.cli import arguments as typed
from namndbok.cli.data_changes import UNCHANGED, typed_command
from namndbok.cli.terminal import ask, confirmed, say, say_json
from namndbok.data import read_option
from namndbok.swedish import day as in_words
from namndbok.swedish import listing


def new_board(
    folder: typed.BoardFolder,
    name: typed.BoardName = "",
    municipalities: typed.Members = "",
    host: typed.Host = "",
    year: typed.FirstYear = "",
    bodies: typed.Bodies = "",
) -> None:
    """Börja med en egen nämnd: en mapp med tabeller och en Excelbok att fylla i.

    Det som inte ges som flaggor frågar kommandot efter, högst fem frågor. Kommunerna skrivs med namn.

    Exempel: namndbok new-board minnämnd
    """
    from namndbok.cli.data_commands import excel
    from namndbok.proposals import QUESTIONS, create_board

    given = {"name": name, "municipalities": municipalities, "host": host, "year": year, "bodies": bodies}
    answers = {key: text or ask(QUESTIONS[key], f"--{key}") for key, text in given.items()}
    answers["year"] = read_option("--year", answers["year"], kind="year")
    data, file = create_board(folder, **answers), folder / f"nämnden-{answers['year']}.xlsx"
    say(f"Tabellerna finns i {data}")
    excel(answers["year"], file, data)
    say(f"Den första rapporten: namndbok report {answers['year']} --data {data} --out {folder / 'reports'}")


def new_year(year: typed.Year, data: typed.TableFolder = Path("data"), yes: typed.Yes = False) -> None:
    """Börja ett nytt år: för vidare det som följer med, och säg vad som måste vara nytt.

    Visar vad som händer med varje tabell, och ändrar med --yes. Rader som året redan har skrivs aldrig över.
    Mål, kontroller och årshjul är märkta att besluta tills nämnden har beslutat: namndbok decide ÅR. Ett
    förslag till avgifter läggs i en egen mapp.

    Exempel: namndbok new-year 2025 --yes
    """
    from namndbok.data import change_tables, load_data
    from namndbok.errors import InvalidParameter
    from namndbok.proposals import begin_year, budget

    loaded = load_data(data)
    begun = begin_year(loaded, year)
    for line in begun.lines():
        say(line)
    if not (yes or confirmed("Börja året så?")):
        say(UNCHANGED)
        return
    change_tables(loaded, begun.changes, typed_command(), datetime.now())
    say("Året är påbörjat. namndbok undo tar tillbaka det.")
    folder = loaded.folder.parent / f"förslag-{year}"
    try:
        budget.write_files(budget.open_proposal(loaded.folder, year), folder)
        say(f"Ett förslag till budget och avgifter, ej beslutat, finns i {folder}")
    except InvalidParameter as error:
        say(f"Inget förslag till avgifter: {error}")
    say(f"Det som fattas visar namndbok status {year}.")


def status(
    year: typed.Year,
    data: typed.DataFolder = Path("data"),
    as_json: typed.TasksAsJson = False,
    day: typed.StatusDay = "",
) -> None:
    """Visa vad som är ifyllt för ett år, vad som saknas för vilket papper, och vem som ska lämna det.

    Året behöver inte ha börjat. Vem och till när är det som årshjulet säger.

    Exempel: namndbok status 2025
    """
    from namndbok.books import REPORTING, TASK_PAPERS, TASK_STATES, awaited_tasks, to_do
    from namndbok.data import load_data

    when = date.fromisoformat(read_option("--day", day, kind="date")) if day else date.today()
    loaded = load_data(data)
    tasks, order = to_do(loaded, year, when), [*TASK_STATES]
    awaited, papers = awaited_tasks(tasks), TASK_PAPERS | {REPORTING: {"title": "Att redovisa"}}
    if as_json:
        listed = [vars(task) | {"due": task.due and task.due.isoformat()} for task in tasks]
        say_json(
            {"board": loaded.board, "year": year, "day": f"{when}", "awaited": [*awaited], "tasks": listed}
        )
        return
    say(f"{loaded.board} {year}, läget den {in_words(when)}")
    say("   ".join(f"{state['mark']} {state['word']}" for state in TASK_STATES.values()))
    tasks.sort(key=lambda task: ([*papers].index(task.paper), order.index(task.state)))
    width = max(len(task.sheet) for task in tasks)
    for paper, same in groupby(tasks, key=lambda task: task.paper):
        waits = listing([f"bladet {task.sheet}" for task in awaited.get(paper, [])])
        say(f"\n{papers[paper]['title']}{f' går inte att göra förrän något står på {waits}' * bool(waits)}")
        for task in same:
            owed = ", ".join(filter(None, (task.owner, f"senast {in_words(task.due)}" if task.due else "")))
            owed = f" ({owed})" * bool(owed and task.state not in ("filled", "optional"))
            say(f"  {TASK_STATES[task.state]['mark']} {task.sheet:<{width}}  {task.text}{owed}")
