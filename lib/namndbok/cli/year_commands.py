"""Commands for a year before it is told: what its papers still need."""

from datetime import date
from itertools import groupby
from pathlib import Path

from namndbok.cli import arguments as typed
from namndbok.cli.terminal import say, say_json
from namndbok.data import read_option
from namndbok.swedish import day as in_words
from namndbok.swedish import listing


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
        ready = {paper: paper not in awaited for paper in TASK_PAPERS}
        listed = [vars(task) | {"due": task.due and task.due.isoformat()} for task in tasks]
        say_json({"board": loaded.board, "year": year, "day": f"{when}", "ready": ready, "tasks": listed})
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
