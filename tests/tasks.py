"""Papers to be made, for tests of those who make them."""

from pathlib import Path

from namndbok.books import open_book, proof
from namndbok.publish.task import Task
from workbook import SMALL, YEAR


def task(notebook: str, data: Path) -> Task:
    """Return what is to be done to make a report of an invented board by one of the small notebooks."""
    content = (SMALL / f"{notebook}.ipynb").read_bytes()
    seal = proof(open_book(data, YEAR))["seal"]
    return Task(notebook, content, {"year": YEAR, "data": "data"}, {"notebook": notebook}, seal, 60)
