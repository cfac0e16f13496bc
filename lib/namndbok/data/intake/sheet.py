"""A sheet on its way in: its cells, the answers that hold for it, and all that is to be said and asked of it.

A table pasted out of minutes stands in lines of text; a line becomes cells where it can mean one row only.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path

from namndbok.data.cells import MINUS, SPACES, Unreadable, read_cell
from namndbok.data.history import TableChange
from namndbok.data.intake.vocabulary import MONTH, VOCABULARY, Lexicon, compact
from namndbok.data.load import Data
from namndbok.data.office.grid import Grid
from namndbok.errors import Fault

MAPPINGS = "import_mappings"
FAULTS, SAID = VOCABULARY["faults"], VOCABULARY["remarks"]
MEETING = re.compile(
    r"\W*((?:19|20)\d\d-\d\d-\d\d|\d{1,2} [a-z]+ \d{4}):?,?\s+(\d+) av (\d+)\b.*", re.IGNORECASE
)
MEETING_HEADS = ["Datum", "Närvarande", "Möjliga"]
AMOUNTS = re.compile(r"(\D*?[^\d\s-])\s+(-?\d[\d -]*)")
AMOUNT_HEADS = {
    compact(name) for names in [*VOCABULARY["heads"].values(), VOCABULARY["results"]] for name in names
}
GROUPS = re.compile(r"-?\d{1,3}(?: \d{3})*(?!\d)")
INCOME_COST_REST, MOST_AMOUNTS, MOST_WAYS = 3, 40, 100
# Heads stand in the first rows of a sheet, or below a table.
MOST_ROWS = 40


@dataclass(frozen=True)
class Question:
    """Ask what cannot be known: `about` is what an answer names, `options` what it may say and its meaning.

    `kind` groups what is asked at once.
    """

    kind: str
    about: str
    text: str
    options: Mapping[str, str]


@dataclass(frozen=True)
class CellChange:
    """Tell of one cell where it was read, what stood there, what it becomes, and what happens to its row."""

    place: str
    found: str
    becomes: str
    table: str
    column: str
    row: str


@dataclass
class ImportPlan:
    """What an import would write; nothing is written while there are faults or questions."""

    cells: list[CellChange] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    changes: dict[str, TableChange] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def say(self, *remarks: str) -> None:
        """Add remarks, each once."""
        self.remarks += [remark for remark in dict.fromkeys(remarks) if remark not in self.remarks]


class Sheet:
    """The cells of a grid, stripped and of one width, and the answers that hold, by what they are about.

    Those `given` hold always, those to earlier files where heads are alike. Of the table that is read, `said`
    has titles and heads, `years` those that they name.
    """

    def __init__(self, grid: Grid, data: Data, plan: ImportPlan, given: Mapping[str, str]) -> None:
        self.grid, self.plan = grid, plan
        rows, self.pasted = _parted(grid.rows)
        width = max(map(len, rows), default=0)
        cells = ([" ".join(cell.translate(SPACES).split()) for cell in row] for row in rows)
        self.rows = [(*row, *[""] * (width - len(row))) for row in cells]
        self.pasted |= width > max(map(len, grid.rows), default=0)
        self.title = f"{grid.sheet} {re.sub(r'[_.]', ' ', Path(grid.file).stem)}"
        self.years: set[int] = set()
        shapes, stored = set(map(shape_of, self.rows[:MOST_ROWS])), data[MAPPINGS].to_dict("records")
        self.answers = {row["found"]: row["becomes"] for row in stored if row["shape"] in shapes} | given
        self.lexicon, self.said = Lexicon(data, self.answers, None), ""

    def place(self, row: int, column: int) -> str:
        """Name a cell; of lines of text, the line."""
        return self.grid.place(row, 0 if self.pasted else column)

    def answer(self, about: str) -> str:
        """Return what was answered about something; nothing where it was not."""
        return self.answers.get(compact(about), "")

    def ask(self, kind: str, about: str, text: str, options: Mapping[str, str], reads: str = "") -> str:
        """Return an answer that is one of the options or of the kind `reads`; else ask, once."""
        answer = self.answer(about)
        with suppress(Unreadable):
            if answer in options or (reads and answer and read_cell(answer, reads)):
                return answer
        if about not in self.plan.asked:
            self.plan.asked.add(about)
            self.plan.questions.append(Question(kind, about, text, options))
        return ""

    def refuse(self, place: str, column: str | None, found: str, allowed: str, action: str) -> None:
        """Note a fault in a cell."""
        self.plan.faults.append(Fault(self.grid.file, None, column, found, allowed, action, cell=place))


def shape_of(row: Sequence[str]) -> str:
    """Return what heads have in common from month to month: words without years, months and numbers."""
    words = (compact(MONTH.sub(" ", re.sub(r"\d+", " ", cell))) for cell in row)
    return " ".join(filter(None, words))


def _parted(lines: Sequence[Sequence[str]]) -> tuple[list[list[str]], bool]:
    """Return rows of cells, and whether lines of text were parted into amounts."""
    rows: list[list[str]] = []
    count, meetings = 0, False
    for row in lines:
        cells = [cell for cell in row if cell]
        line = "  ".join(cells)
        words = line.split() if len(cells) == 1 else []
        meeting = MEETING.fullmatch(line) if words else None
        heads = 1 < len(words) <= MOST_AMOUNTS and all(compact(word) in AMOUNT_HEADS for word in words)
        count = len(words) if heads and not meeting else count
        if meeting and not meetings:
            next((above for above in reversed(rows) if above[0]), []).extend(MEETING_HEADS)
        meetings = bool(meeting or (meetings and cells))
        found = meeting.groups() if meeting else words if heads else ()
        rows.append(["", *found] if found else _cells(line, count) or [*row] or [""])
    return rows, count > 0


def _cells(line: str, count: int) -> list[str]:
    """Part a line into a name and so many amounts; nothing where that can be done in several ways."""
    named = AMOUNTS.fullmatch(line.translate(SPACES).translate(MINUS).strip()) if count else None
    ways = _ways(named[2].strip(), count) if named else []
    if len(ways) > 1 and count == INCOME_COST_REST:
        exact = ((way, [int(amount.replace(" ", "")) for amount in way]) for way in ways)
        ways = [way for way, (income, cost, rest) in exact if abs(income - cost - rest) <= 1]
    return [named[1], *ways[0]] if named and len(ways) == 1 else []


@lru_cache(maxsize=10_000)
def _ways(text: str, count: int) -> Sequence[list[str]]:
    """Return the ways in which groups of digits make so many amounts; two spaces part amounts for certain."""
    longest = GROUPS.match(text)
    if not longest or not count:
        return [] if text or count else [[]]
    ends = (place.start() for place in re.finditer(" |$", longest[0]))
    ways = ([text[:end], *way] for end in ends for way in _ways(text[end:].strip(), count - 1))
    return list(islice(ways, MOST_WAYS))
