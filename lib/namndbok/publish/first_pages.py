"""First pages: a year's, with its papers and what each answers, and the one over all years."""

from collections.abc import Iterable, Sequence

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from namndbok.books import Book
from namndbok.publish.papers import Paper
from namndbok.show import CalendarYear, Prose, narrate, narrate_footer, to_html
from namndbok.show.tables import list_trace
from namndbok.swedish import order

SHEET = "municipality"


def start_page(book: Book, papers: Sequence[Paper]) -> str:
    """Write the first page of a year: its papers, what each answers, its findings and its seal."""
    title, sheets, files = narrate("start/title", book), _sheets(book, papers), narrate("start/files", book)
    cells = [_shown(title), _heading("Papper", "Vad vill du veta?")]
    cells.append(_shown(narrate("start/papers", book, papers=papers)))
    if sheets:
        cells.append(_heading("Kommunblad", "Vad betalar en kommun, för vad, och vad får den?"))
        cells.append(_shown(narrate("start/sheets", book, sheets=sheets)))
    # Derivations lead to this text: on this page it stands for the findings themselves.
    findings = Prose(f'<div id="t-findings">\n{files.html}\n</div>', files.text)
    cells += [_heading("Uppgifter", "Vill du räkna själv?"), _shown(findings)]
    cells.append(_heading("Källor", "Vilka dokument är uppgifterna hämtade ur?"))
    cells += [_shown(one) for one in list_trace(book, title)]
    return to_html(new_notebook(cells=[*cells, _shown(narrate_footer(book), "footer")]))


def years_page(book: Book, years: Iterable[int]) -> str:
    """Write the first page over the years that something has been published for, the latest first."""
    latest_first = [CalendarYear(year) for year in sorted(years, reverse=True)]
    listed = _shown(narrate("start/year_list", book, years=latest_first))
    cells = [_shown(narrate("start/all_years", book)), _heading("År", "Vilket år gäller det?"), listed]
    return to_html(new_notebook(cells=cells))


def _sheets(book: Book, papers: Iterable[Paper]) -> list[tuple[str, str]]:
    """Pair each municipality that has a sheet with its page, in Swedish order."""
    names = book.data["municipalities"].set_index("code")["name"]
    own = [paper for paper in papers if paper.notebook == SHEET]
    found = ((names[str(paper.parameters[SHEET])], paper.page) for paper in own)
    return sorted(found, key=lambda pair: order(pair[0]))


def _heading(title: str, question: str) -> NotebookNode:
    return new_markdown_cell(f"## {title}\n\n{question}")


def _shown(item: object, *tags: str) -> NotebookNode:
    output = new_output("display_data", {"text/html": item._repr_html_()})  # type: ignore[attr-defined]
    return new_code_cell("", outputs=[output], metadata={"tags": list(tags)})
