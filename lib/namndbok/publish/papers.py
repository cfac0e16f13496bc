"""A paper, which one notebook makes of a year with parameters of its own, and a request for some of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from namndbok.data import json_value

if TYPE_CHECKING:
    from namndbok.data import Data

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

    `papers` lists them, given the tables. `part` is for a year that need not be over, `force` for papers that
    are to be run again though nothing has changed, and `name` is what the log calls the request.
    """

    name: str
    year: int
    papers: Callable[["Data"], Sequence[Paper]]
    data: Path
    out: Path
    notebooks: Path
    part: bool = False
    force: bool = False
    time_limit: float = TIME_LIMIT

    @property
    def folder(self) -> Path:
        """Name the folder in which the year's papers stand."""
        return self.out / str(self.year)

    def notebook(self, paper: Paper) -> Path:
        """Name the notebook that makes a paper."""
        return self.notebooks / f"{paper.notebook}.ipynb"
