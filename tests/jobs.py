"""Jobs for tests of those who do them."""

from pathlib import Path

from namndbok.books import open_book, proof
from namndbok.publish.workers import Job
from workbook import SMALL, YEAR


def job(notebook: str, data: Path) -> Job:
    """Return what is to be done to make a report of an invented board by one of the small notebooks."""
    content = (SMALL / f"{notebook}.ipynb").read_bytes()
    seal = proof(open_book(data, YEAR))["basis"]
    return Job(notebook, content, {"year": YEAR, "data": "data"}, {"notebook": notebook}, seal, 60)
