"""What a check is, how all of them are run and counted, and what one has to say.

A finding is of data that is valid but disagrees with itself, with a rule or with a document. Its severity
says what is known: an error is two statements that cannot both be right, a warning is something that is
missing or differs and may have an explanation, and an info is worth knowing.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from namndbok.facts import Facts, Wording
from namndbok.swedish import Number, display

Severity = Literal["error", "warning", "info"]
SEVERITIES: dict[Severity, str] = {"error": "Fel", "warning": "Varning", "info": "Upplysning"}
PRINTED = "printed"
# What is said of each check, in the order of reports, and of what may stand in tables, by subject and table.
DESCRIPTIONS, EXPECTATIONS = (
    json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    for name in ("checks.json", "expectations.json")
)
# What auditors ask about: a finding belongs to one area, by its check or else by the table of its first row.
AREAS = {area: described["name"] for area, described in EXPECTATIONS["areas"].items()}
# Digits of a finding's number: as few as tell it from the year's others, at least so many.
FEWEST_DIGITS, MOST_DIGITS = 4, 16


@dataclass(frozen=True)
class Answer:
    """What the coordinator answered to a finding: text, role, date and decision; `row` is where it stands."""

    text: str
    role: str
    date: str
    decision: str | None
    row: str


@dataclass(frozen=True)
class Finding:
    """One disagreement: what was expected, what was found, and where."""

    id: str
    check: str
    severity: Severity
    title: str
    detail: str
    expected: str
    found: str
    difference: str
    rows: tuple[str, ...]
    sources: tuple[str, ...]
    answer: Answer | None = None
    number: str = ""

    @property
    def area(self) -> str:
        """Return which of `AREAS` the finding belongs to; what is printed belongs where its rows do."""
        tables = [row.split(":")[0] for row in self.rows]
        tables = [table for table in tables if table != PRINTED] or tables
        names = (self.check, self.check.split(".")[0], *tables[:1])
        areas = EXPECTATIONS["areas"].items()
        places = (area for name in names for area, described in areas if name in described["about"])
        return next(places, "documentation")

    @property
    def status(self) -> Literal["open", "answered"]:
        """Tell whether somebody has answered the finding."""
        return "answered" if self.answer else "open"


class Remark:
    """What one check found, before it has an id and words: a key within the check, and rows.

    A remark on no rows is left out. `cells` are what its sentences in `checks.json` name; they also hold what
    is expected and found, the difference and the severity where no sentence does. `case` tells which of
    several wordings it has, `notes` which sentences follow the detail.
    """

    def __init__(
        self, key: object, rows: Iterable[str], /, *, case: str = "", notes: Iterable[str] = (), **cells: Any
    ):
        self.key, self.rows, self.cells = str(key), tuple(rows), cells
        self.case, self.notes = case, tuple(notes)


Record = Mapping[str, Any]
CheckFunction = Callable[..., Iterator[Remark]]


@dataclass(frozen=True)
class Check:
    """A check with what it asks, why, what it cannot see, and what it says (all in Swedish).

    `says` has title, detail, expected, found and severity, filled in by `Wording`; `cases` are other
    wordings, and `notes` sentences that may follow. `needs` are the tables that must have rows of the year
    for it to have anything to look at, `before` those that must have rows of an earlier year. `given` is what
    its function takes beside the facts.
    """

    id: str
    asks: str
    why: str
    blind: str
    says: Mapping[str, Any]
    run: CheckFunction
    needs: Sequence[str] = ()
    before: Sequence[str] = ()
    given: Sequence[str] = ()


CHECKS: dict[str, Check] = {}


def check(id: str) -> Callable[[CheckFunction], CheckFunction]:
    """Register a function as a check, described under its id, `family.name`, in `checks.json`."""

    def register(function: CheckFunction) -> CheckFunction:
        CHECKS[id] = Check(id=id, run=function, **DESCRIPTIONS[id])
        return function

    return register


def run_checks(facts: Facts) -> tuple[Finding, ...]:
    """Run every check on a year and join the coordinator's answers, by id or number; errors come first."""
    answers = {}
    for row in facts.data["answers"].itertuples():
        cells = (row.answer, row.role or "", str(row.date or ""), row.decision)
        answers[row.finding] = Answer(*cells, f"answers:{row.Index}")
    findings = numbered(facts.year, (finding for id in CHECKS for finding in findings_of(facts, id)))
    given = (answers.get(finding.id) or answers.get(finding.number) for finding in findings)
    answered = (replace(finding, answer=answer) for finding, answer in zip(findings, given, strict=True))
    return tuple(by_severity(answered))


def findings_of(facts: Facts, id: str) -> list[Finding]:
    """Run one check on a year; the findings have no answers and numbers yet."""
    findings, says = [], CHECKS[id].says
    for remark in (remark for remark in CHECKS[id].run(facts, *CHECKS[id].given) if remark.rows):
        wording = {**says, **says.get("cases", {}).get(remark.case, {})}
        cells = {"year": facts.year, "table": title_of(facts, remark.rows[0].split(":")[0]), **remark.cells}
        for part in ("expected", "found"):
            cells[part] = Wording().format(wording[part], **cells) if part in wording else cells.get(part, "")
        detail = " ".join([wording["detail"], *(wording["notes"][note] for note in remark.notes)])
        texts = (Wording().format(text, **cells) for text in (wording["title"], detail))
        texts = (*texts, cells["expected"], cells["found"])
        severity, difference = cells.get("severity") or wording.get("severity"), cells.get("difference", "")
        sources = tuple(dict.fromkeys(filter(None, map(facts.source, remark.rows))))
        stable = stable_id(id, facts.year, remark.key, *texts)
        findings.append(Finding(stable, id, severity or "warning", *texts, difference, remark.rows, sources))
    return findings


def facts_findings(facts: Facts, findings: Sequence[Finding]) -> None:
    """Add how many findings there are, how many have no answer, and how many each check gave."""
    severities = [finding.severity for finding in findings]
    errors, infos = severities.count("error"), severities.count("info")
    unanswered = sum(finding.status == "open" for finding in findings)
    for id, label, formula, count in (
        ("total", "Granskningens frågor", "antal frågor i granskningen", len(findings)),
        ("open", "Granskningens frågor utan svar", "antal frågor i granskningen utan svar", unanswered),
        ("errors", "Iakttagelser som är fel", "antal iakttagelser av graden fel", errors),
        ("infos", "Iakttagelser som är upplysningar", "antal iakttagelser av graden upplysning", infos),
        ("checks", "Kontroller som har gjorts", "antal kontroller", len(CHECKS)),
    ):
        facts.add(f"findings.{id}", label, count, "count", formula)
    for id, check in CHECKS.items():
        count = sum(finding.check == id for finding in findings)
        label, formula = f"Iakttagelser: {check.asks}", "antal iakttagelser från kontrollen"
        facts.add(f"findings.{id}", label, count, "count", formula)


def row_remark(facts: Facts, row: str, *more: object, **cells: Any) -> Remark:
    """Return what a check found on one row, such as `goals:3`, whose cells the sentences may name as `row`.

    Its key is that of the row, with `more`.
    """
    table, record = row.split(":")[0], record_of(facts, row)
    names = (record[name] for name in facts.data.package.tables[table].primary_key)
    return Remark("-".join(map(str, (table, *names, *more))), [row], **{"row": record, **cells})


def record_of(facts: Facts, row: str) -> Record:
    """Return the cells of a row by its id."""
    table, number = row.split(":")
    return records_of(facts.data[table].loc[[int(number)]])[int(number)]


def records_of(rows: pd.DataFrame) -> dict[int, Record]:
    """Return rows by number as they were read; pandas makes floats of the empty cells of a row."""
    cells = zip(rows.index.tolist(), rows.to_numpy(dtype=object).tolist(), strict=True)
    return {number: dict(zip(rows.columns, record, strict=True)) for number, record in cells}


def rows_of(facts: Facts, table: str) -> pd.DataFrame:
    """Return a table's rows of the year, or all where rows have no year."""
    return facts.year_rows(table) if "year" in facts.data[table] else facts.data[table]


def title_of(facts: Facts, table: str, column: str = "") -> str:
    """Return the Swedish title of a table, or of it and one of its columns."""
    title = facts.data.package.tables[table].title
    return f"{title}, {facts.data.title(table, column)}" if column else title


def amounts(expected: Number, found: Number, unit: str) -> dict[str, str]:
    """Write expected, found and their difference in one unit, as a remark shows them."""
    difference = display(found - expected, "percentage_points" if unit == "percent" else unit)
    return {"expected": display(expected, unit), "found": display(found, unit), "difference": difference}


def stable_id(check: str, year: int, key: str, *says: str) -> str:
    """Make an id that is the same from run to run and changes when what the finding says changes.

    It is `check.year.key.digest`, of characters that need no escaping in a page.
    """
    digest = hashlib.sha256("\n".join(says).encode()).hexdigest()[:8]
    return f"{check}.{year}.{re.sub(r'[^a-z0-9_-]+', '-', key.lower())}.{digest}"


def numbered(year: int, findings: Iterable[Finding]) -> list[Finding]:
    """Give findings short numbers to quote, such as `G-2031-0417`.

    A number is the beginning of a hash of the finding's id: a new finding leaves the numbers of the others as
    they are, but for one that begins with the same digits; both then get more of them.
    """
    findings, lengths = list(findings), range(FEWEST_DIGITS, MOST_DIGITS)
    hashes = {finding.id: int(hashlib.sha256(finding.id.encode()).hexdigest(), 16) for finding in findings}
    digits = {id: f"{hash % 10**MOST_DIGITS:0{MOST_DIGITS}}" for id, hash in hashes.items()}
    used = Counter(all[:length] for all in digits.values() for length in lengths)
    numbers = {
        id: next((all[:length] for length in lengths if used[all[:length]] == 1), all)
        for id, all in digits.items()
    }
    return [replace(finding, number=f"G-{year}-{numbers[finding.id]}") for finding in findings]


def year_of(id: str) -> int | None:
    """Return the year that a finding's id or number names, or None where the text is neither."""
    parts = id.split(".")
    named = parts[2] if len(parts) == 5 else "".join(re.findall(r"^G-(\d{4})-\d+$", id, re.ASCII))
    return int(named) if re.fullmatch(r"\d{4}", named, re.ASCII) else None


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings with errors first, otherwise as they were found."""
    order = list(SEVERITIES)
    return sorted(findings, key=lambda finding: order.index(finding.severity))
