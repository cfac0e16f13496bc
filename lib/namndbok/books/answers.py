"""The coordinator's answer to a finding, as it is to stand in the tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from namndbok.books.book import make_books
from namndbok.checks import Finding, year_of
from namndbok.data import Data, TableChange
from namndbok.errors import InvalidParameter, meant, quoted
from namndbok.facts import require_any_outcome

NEAREST = 3


@dataclass(frozen=True)
class AnswerChange:
    """Hold a finding, the row that answers it, and the number of the row in `answers` that it takes over."""

    finding: Finding
    row: dict[str, object]
    replaces: int | None

    @property
    def table(self) -> TableChange:
        """Return the change of the table `answers`."""
        if self.replaces is None:
            return TableChange((), (self.row,))
        return TableChange((), (), {self.replaces: self.row})

    def lines(self) -> Iterator[str]:
        """Yield the finding, the answer that it has if any, and the new one, for people."""
        yield f"{self.finding.number} {self.finding.title}"
        if before := self.finding.answer:
            said = (before.role, before.date, before.decision)
            yield f"  − {before.text} ({', '.join(filter(None, said))})"
        said = (self.row[name] for name in ("role", "date", "decision"))
        yield f"  + {self.row['answer']} ({', '.join(str(cell) for cell in said if cell)})"


def answer_change(data: Data, number: str, text: str, role: str, decision: str, day: date) -> AnswerChange:
    """Say how the answer to a finding, by its number or id, stands in the tables; nothing is written.

    Raises `InvalidParameter` for a number that no finding of its year has, an answer without text or role,
    and a decision that is not in the tables.
    """
    if not text.strip():
        raise InvalidParameter("Svaret är tomt. Skriv det inom citattecken efter iakttagelsens nummer.")
    if not role.strip():
        raise InvalidParameter("Det saknas --role. Ange rollen som svarar, till exempel --role samordnare.")
    known = {*data["decisions"]["decision"]}
    if decision and decision not in known:
        action = meant(decision, known, "lägg till beslutet i decisions.csv, eller utelämna --decision")
        raise InvalidParameter(f"Beslutet {quoted(decision)} finns inte i decisions.csv; {action}.")
    finding = _finding(data, number.strip())
    replaces = int(finding.answer.row.partition(":")[2]) if finding.answer else None
    row = {"finding": finding.number, "answer": text.strip(), "role": role.strip(), "date": day}
    return AnswerChange(finding, row | {"decision": decision or None}, replaces)


def _finding(data: Data, number: str) -> Finding:
    year = year_of(number.upper()) or year_of(number)
    if year is None:
        example = "Ett nummer ser ut som G-2031-0417, och står på granskningens sida och i namndbok check."
        raise InvalidParameter(f"{quoted(number)} är inget nummer på en iakttagelse. {example}")
    (book,) = make_books(data, [require_any_outcome(data, year)])
    by_number = {finding.number: finding for finding in book.findings}
    found = by_number.get(number.upper()) or next((one for one in book.findings if one.id == number), None)
    if found:
        return found
    near = get_close_matches(number.upper(), by_number, NEAREST, 0)
    shown = "\n".join(f"  {near_number} {by_number[near_number].title}" for near_number in near)
    raise InvalidParameter(f"Ingen iakttagelse om {year} har numret {quoted(number)}. Närmast:\n{shown}")
