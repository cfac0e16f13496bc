"""What the next edition of a folder takes: papers to make and to keep, and the first pages beside them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from namndbok import show
from namndbok.books import Book, facts_json, findings_json, to_json
from namndbok.errors import InvalidParameter
from namndbok.publish.edition import MANIFEST, START, Standing
from namndbok.publish.in_place import published_here
from namndbok.publish.papers import SHEET, Paper, Request, cells_digest
from namndbok.publish.run import check_parameters
from namndbok.publish.workers import DATA, Job
from namndbok.swedish import order, slug

GIVEN_AS = {"year": "kommandots ÅR", "data": "--data"}


def check_paper(paper: Paper, request: Request) -> Paper:
    """Return a paper with its parameters as its notebook reads them; raises `InvalidParameter`."""
    for name in GIVEN_AS.keys() & paper.parameters.keys():
        raise InvalidParameter(f"Parametern {name} ges som {GIVEN_AS[name]}, inte med -p.")
    given = {"year": request.year, "data": DATA} | paper.parameters
    read = check_parameters(request.notebook(paper), given)
    return replace(paper, parameters={name: read[name] for name in paper.parameters})


@dataclass(frozen=True)
class Plan:
    """A request, the book that answers it with its proof, and the edition that stands.

    A folder has one seal. So what stands there and was not asked for is made again as well, if it was made of
    something else; a paper is only kept when it is whole and was made of the same by the same notebook. One
    that was asked for must also have been made on this computer: a fetched edition proves nothing here.
    """

    request: Request
    asked: Sequence[Paper]
    book: Book
    proof: Mapping[str, Any]
    standing: Standing

    @property
    def basis(self) -> str:
        """Return the digest of what the next edition is made from."""
        return self.proof["basis"]

    @cached_property
    def papers(self) -> list[Paper]:
        """List all papers of the next edition: those asked for, and then the others that stand there."""
        asked = {paper.name: paper for paper in self.asked}
        others = (paper for name, paper in self.standing.papers.items() if name not in asked)
        return [*asked.values(), *others]

    @cached_property
    def to_make(self) -> list[Paper]:
        """List the papers to run."""
        entries = published_here(self.request.out, self.request.year, basis=self.basis)
        entries = [] if self.request.force else entries
        here = {name for entry in entries for name in (*entry["papers"], *entry["again"])}
        return [
            paper
            for paper in self.papers
            if (paper in self.asked and paper.name not in here)
            or not self.standing.has(paper, self.basis, self.notebooks.get(paper.notebook, ""))
        ]

    @property
    def kept(self) -> list[Paper]:
        """List the papers that stay as they stand."""
        return [paper for paper in self.papers if paper not in self.to_make]

    @property
    def entry(self) -> dict[str, Any]:
        """Return what the log has to say of it."""
        papers = {paper.name: paper.made_by for paper in self.asked}
        again = [paper.name for paper in self.to_make if paper.name not in papers]
        known = {"request": self.request.name, "year": self.request.year, "result": "published"}
        return known | {"basis": self.basis, "papers": papers, "again": again}

    @cached_property
    def notebooks(self) -> dict[str, str]:
        """Return the hash of each notebook's cells."""
        paths = {paper.notebook: self.request.notebook(paper) for paper in self.papers}
        return {name: cells_digest(path.read_bytes()) for name, path in paths.items() if path.is_file()}

    def job(self, paper: Paper) -> Job:
        """Say what is to be done to make a paper; raises `InvalidParameter` for what its notebook refuses."""
        parameters = {"year": self.request.year, "data": DATA, **check_paper(paper, self.request).parameters}
        notebook = self.request.notebook(paper).read_bytes()
        return Job(paper.name, notebook, parameters, paper.made_by, self.basis, self.request.time_limit)

    @cached_property
    def beside(self) -> dict[str, bytes]:
        """Return the files beside the papers: facts, findings and, but for a proposal, a first page."""
        book = self.book
        files = {"facts.json": to_json(facts_json(book)), "findings.json": to_json(findings_json(book))}
        if self._is_year:
            files[START] = start_page(book, sorted(self.papers, key=lambda paper: paper.name))
        return {name: text.encode() for name, text in files.items()}

    @cached_property
    def index(self) -> bytes | None:
        """Return the first page over all years; None for a proposal, which belongs to none of them."""
        if not self._is_year:
            return None
        out = self.request.out
        found = [path.parent for path in out.glob(f"*/{MANIFEST}") if path.parent.name.isdecimal()]
        pages = {int(folder.name): {page.name for page in folder.glob("*.html")} for folder in found}
        pages[self.request.year] = {paper.page for paper in self.papers}
        proposed = [int(path.parent.name) for path in out.glob(f"budget/[0-9]*/{MANIFEST}")]
        return years_page(self.book, pages, proposed).encode()

    @property
    def _is_year(self) -> bool:
        return type(self.book) is Book


def start_page(book: Book, papers: Sequence[Paper]) -> str:
    """Write the first page of a year: its papers, what each answers, its findings and its seal."""
    title, files, key_figures = (
        show.narrate("start/title", book),
        show.narrate("start/files", book),
        show.charts.list_key_figures(book),
    )
    # Derivations lead to this text: on this page it stands for the findings themselves.
    findings = show.Prose(f'<div id="t-findings">\n{files.html}\n</div>', files.text)
    sources = show.tables.list_trace(book, title, key_figures)
    return _page(
        (None, title),
        ("Året i korthet\n\nHur gick året?", key_figures),
        ("Papper\n\nVad vill du veta?", show.narrate("start/papers", book, papers=papers)),
        _sheets(book, [paper.page for paper in papers]),
        ("Uppgifter\n\nVill du räkna själv?", findings),
        ("Källor\n\nVilka dokument är uppgifterna hämtade ur?", *sources),
        footer=show.narrate_footer(book),
    )


def years_page(book: Book, pages: Mapping[int, Collection[str]], proposals: Iterable[int]) -> str:
    """Write the first page over the years: their pages, the latest first, and the proposed budgets."""
    years = [(show.CalendarYear(year), pages[year]) for year in sorted(pages, reverse=True)]
    ahead = [show.CalendarYear(year) for year in sorted(proposals, reverse=True)]
    question = "Budget\n\nVad kostar nästa år, och vad betalar varje kommun?"
    return _page(
        (None, show.narrate("start/all_years", book)),
        ("År\n\nVilket år gäller det?", show.narrate("start/year_list", book, years=years)),
        _sheets(book, years[0][1], f"{years[0][0]}/"),
        (question, show.narrate("start/proposals", book, years=ahead)) if ahead else (),
    )


def _sheets(book: Book, pages: Collection[str], folder: str = "") -> tuple[Any, ...]:
    """Let the reader choose among the municipalities that have a sheet, in Swedish order."""
    names = sorted(book.data["municipalities"]["name"], key=order)
    sheets = [(name, folder + page) for name in names if (page := f"{SHEET}-{slug(name)}.html") in pages]
    question = "Välj kommun\n\nVad betalar en kommun, för vad, och vad får den?"
    return (question, show.narrate("start/sheets", book, sheets=sheets)) if sheets else ()


def _page(*sections: tuple[Any, ...], footer: "show.Prose | None" = None) -> str:
    """Write a page of sections, each a heading with its question, or none, and what is shown below it."""
    cells = []
    for heading, *items in filter(None, sections):
        cells += [new_markdown_cell(f"## {heading}")] if heading else []
        cells += map(_shown, items)
    return show.to_html(new_notebook(cells=[*cells, *([_shown(footer, "footer")] if footer else [])]))


def _shown(item: Any, *tags: str) -> NotebookNode:
    output = new_output("display_data", {"text/html": item._repr_html_()})
    return new_code_cell("", outputs=[output], metadata={"tags": list(tags)})
