"""The commands that take data out to the office's own files and in from them."""

from datetime import date
from pathlib import Path

from namndbok.cli import arguments as typed
from namndbok.cli.terminal import say
from namndbok.data import numbered


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
