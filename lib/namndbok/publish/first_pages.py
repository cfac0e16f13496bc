"""First pages: a year's, with its papers and what each answers, and the one over all years."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from namndbok.books import Book
from namndbok.publish.papers import Paper
from namndbok.show import CalendarYear, Prose, narrate, narrate_footer, to_html
from namndbok.show.charts import list_key_figures
from namndbok.show.tables import list_trace
from namndbok.swedish import order, slug

SHEET = "municipality"


def start_page(book: Book, papers: Sequence[Paper]) -> str:
    """Write the first page of a year: its papers, what each answers, its findings and its seal."""
    title, key_figures, files = (
        narrate("start/title", book), list_key_figures(book), narrate("start/files", book)
    )  # fmt: skip
    cells = [_shown(title), _heading("Året i korthet", "Hur gick året?"), _shown(key_figures)]
    cells.append(_heading("Papper", "Vad vill du veta?"))
    cells.append(_shown(narrate("start/papers", book, papers=papers)))
    cells += _sheets(book, [paper.page for paper in papers])
    # Derivations lead to this text: on this page it stands for the findings themselves.
    findings = Prose(f'<div id="t-findings">\n{files.html}\n</div>', files.text)
    cells += [_heading("Uppgifter", "Vill du räkna själv?"), _shown(findings)]
    cells.append(_heading("Källor", "Vilka dokument är uppgifterna hämtade ur?"))
    cells += [_shown(one) for one in list_trace(book, title, key_figures)]
    return to_html(new_notebook(cells=[*cells, _shown(narrate_footer(book), "footer")]))


def years_page(book: Book, pages: Mapping[int, Collection[str]], proposals: Iterable[int]) -> str:
    """Write the first page over the years: their pages, the latest first, and the proposed budgets."""
    years = [(CalendarYear(year), pages[year]) for year in sorted(pages, reverse=True)]
    cells = [_shown(narrate("start/all_years", book)), _heading("År", "Vilket år gäller det?")]
    cells.append(_shown(narrate("start/year_list", book, years=years)))
    cells += _sheets(book, years[0][1], f"{years[0][0]}/")
    if ahead := [CalendarYear(year) for year in sorted(proposals, reverse=True)]:
        cells.append(_heading("Budget", "Vad kostar nästa år, och vad betalar varje kommun?"))
        cells.append(_shown(narrate("start/proposals", book, years=ahead)))
    return to_html(new_notebook(cells=cells))


def _sheets(book: Book, pages: Collection[str], folder: str = "") -> list[NotebookNode]:
    """Let the reader choose among the municipalities that have a sheet, in Swedish order."""
    names = sorted(book.data["municipalities"]["name"], key=order)
    sheets = [(name, folder + page) for name in names if (page := f"{SHEET}-{slug(name)}.html") in pages]
    question = "Vad betalar en kommun, för vad, och vad får den?"
    shown = _shown(narrate("start/sheets", book, sheets=sheets))
    return [_heading("Välj kommun", question), shown] if sheets else []


def _heading(title: str, question: str) -> NotebookNode:
    return new_markdown_cell(f"## {title}\n\n{question}")


def _shown(item: object, *tags: str) -> NotebookNode:
    output = new_output("display_data", {"text/html": item._repr_html_()})  # type: ignore[attr-defined]
    return new_code_cell("", outputs=[output], metadata={"tags": list(tags)})
