"""Papers, each made by a notebook of a year with parameters of its own: a year's, and a request for some."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from namndbok import facts
from namndbok.books import to_json
from namndbok.data import json_value, sha256
from namndbok.swedish import slug

if TYPE_CHECKING:
    from namndbok.data import Data

SHEET, MEETING, INJECTED = "municipality", "meeting", "injected-parameters"
TIME_LIMIT = 600  # seconds that a notebook may run

# Called with how many cells of how many have been run: in one notebook; in all, with the papers being made.
CellProgress = Callable[[int, int], None]
RunProgress = Callable[[int, int, Sequence[str]], None]


@dataclass(frozen=True)
class Paper:
    """A paper: the name of its files, the notebook that makes it, and its parameters beside year and data."""

    name: str
    notebook: str
    parameters: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        values = {name: json_value(value) for name, value in sorted(self.parameters.items())}
        object.__setattr__(self, "parameters", values)

    @property
    def files(self) -> tuple[str, str]:
        """Name its page and its executed notebook."""
        return self.page, self.workbook

    @property
    def page(self) -> str:
        """Name its page."""
        return f"{self.name}.html"

    @property
    def workbook(self) -> str:
        """Name its executed notebook."""
        return f"{self.name}.ipynb"

    @property
    def made_by(self) -> dict[str, Any]:
        """Return how it was made, as the manifest has it."""
        return {"notebook": self.notebook, "parameters": dict(self.parameters)}


@dataclass(frozen=True)
class Request:
    """What somebody asks for: papers of a year, the folders they are made of, and the one they are put in.

    `papers` lists them, given the tables. An `ongoing` year need not be over, `force` is for papers that
    are to be run again though nothing has changed, and `name` is what the log calls the request.
    """

    name: str
    year: int
    papers: Callable[["Data"], Sequence[Paper]]
    data: Path
    out: Path
    notebooks: Path
    ongoing: bool = False
    force: bool = False
    time_limit: float = TIME_LIMIT

    @property
    def folder(self) -> Path:
        """Name the folder in which the year's papers stand."""
        return self.out / str(self.year)

    def notebook(self, paper: Paper) -> Path:
        """Name the notebook that makes a paper."""
        return self.notebooks / f"{paper.notebook}.ipynb"


def cells_digest(notebook: bytes) -> str:
    """Hash kind, tags and text of each cell of a notebook, which its executed copy has as well.

    What is no notebook is hashed as it is; reading it says what is wrong.
    """
    try:
        cells = [(cell, cell["metadata"].get("tags", [])) for cell in json.loads(notebook)["cells"]]
        written = [
            [cell["cell_type"], tags, "".join(cell["source"])] for cell, tags in cells if INJECTED not in tags
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return sha256(notebook)
    return sha256(to_json(written).encode("utf-8", "surrogatepass"))


def papers_of(data: "Data", year: int) -> list[Paper]:
    """List all papers of a year: those of the whole year if it is over, of its parts and of its meetings.

    A year without any outcome has those of its meetings alone; `InvalidParameter` where it has none.
    """
    meetings = [day for day, folder in facts.meeting_years(data).items() if folder == year]
    of_meetings = [paper for day in meetings for paper in meeting_papers(data, f"{day}")]
    if meetings and year not in data.years_with_outcome:
        return of_meetings
    over = facts.require_any_outcome(data, year) in data.years
    whole = [Paper("annual_report", "annual_report")] if over else []
    parts = [interim_of(data, year, f"{period.end:%Y-%m}") for period in facts.periods_of(data, year)]
    always = [Paper("audit", "audit"), *parts, Paper("trends", "trends")]
    return [*whole, *always, *of_meetings, *(sheets_of(data) if over else [])]


def meeting_papers(data: "Data", date: str, *, minutes: bool = False) -> list[Paper]:
    """List a meeting's papers and, once a case is decided, its minutes; or its `minutes` alone.

    Raises `InvalidParameter` for a day without a meeting.
    """
    decided = "decided" in set(facts.cases_on(data, facts.find_meeting(data, date))["status"])
    names = {} if minutes else {"meeting": False}
    names |= {"minutes": True} if minutes or decided else {}
    return [Paper(f"{name}-{date}", MEETING, {"date": date, "minutes": form}) for name, form in names.items()]


def sheets_of(data: "Data") -> list[Paper]:
    """List a sheet for each municipality of the board."""
    table = data["municipalities"]
    pairs = zip(table["code"], table["name"], strict=True)
    return [Paper(f"{SHEET}-{slug(name)}", SHEET, {SHEET: code}) for code, name in pairs]


def interim_of(data: "Data", year: int, through: str) -> Paper:
    """Return the interim report through a month such as 2022-05; raises `InvalidParameter`."""
    month = f"{facts.find_period(data, year, through).end:%Y-%m}"
    return Paper(f"interim_report-{month}", "interim_report", {"through": month})
