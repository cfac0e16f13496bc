"""What the next edition of a folder takes: papers to make, papers to keep, and what stands beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from namndbok.books import Book, facts_json, findings_json, to_json
from namndbok.errors import InvalidParameter
from namndbok.publish.edition import MANIFEST, START, Standing
from namndbok.publish.first_pages import start_page, years_page
from namndbok.publish.in_place import published_here
from namndbok.publish.papers import Paper, Request
from namndbok.publish.run import cells_digest, check_parameters
from namndbok.publish.workers import DATA, Job

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
