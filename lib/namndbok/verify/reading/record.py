"""Read facts.json: every fact with its exact value, and whether each agrees with itself and its inputs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from namndbok.verify.reading.figure import Figure
from namndbok.verify.reading.mismatch import Mismatch, Outcome, compared, held
from namndbok.verify.reading.numerals import read_exact, shows
from namndbok.verify.reading.page import Page

FILE = "facts.json"
TEXTS = ("id", "label", "unit", "display", "formula")
LISTS = ("rows", "facts", "sources")
AS_IT_STANDS = "uppgiften som den står i tabellen"


@dataclass(frozen=True)
class Record:
    """A fact as facts.json has it; `exact` is its value as a number, `value` as the file writes it."""

    id: str
    label: str
    value: int | str
    unit: str
    display: str
    formula: str
    rows: tuple[str, ...]
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    exact: Fraction

    @property
    def share(self) -> bool:
        """Tell whether the value is a share of 1."""
        return self.unit.endswith("ratio")

    @property
    def computed(self) -> bool:
        """Tell whether the fact is computed, and not only quoted from a row."""
        return self.formula != AS_IT_STANDS


Records = Mapping[str, Record]


def read_records(content: Any) -> tuple[dict[str, Record], list[Outcome]]:
    """Read every fact that can be read, and tell of the others."""
    listed = content.get("facts") if isinstance(content, dict) else None
    if not isinstance(listed, list):
        return {}, [Mismatch(FILE, "facts", "en lista med fakta", "något annat")]
    records: dict[str, Record] = {}
    outcomes: list[Outcome] = []
    for place, entry in enumerate(listed, start=1):
        record = _record(entry)
        if record is None or record.id in records:
            found = (
                f"{entry.get('id')}, värde {entry.get('value')}" if isinstance(entry, dict) else "något annat"
            )
            outcomes.append(
                Mismatch(FILE, f"faktum nummer {place}", "ett faktum för sig med alla fält", found)
            )
        else:
            records[record.id] = record
    return records, outcomes


def _record(entry: Any) -> Record | None:
    if not isinstance(entry, dict):
        return None
    texts = {name: entry.get(name) for name in TEXTS}
    lists = {name: _texts(entry.get(name)) for name in LISTS}
    exact = read_exact(entry.get("value"))
    whole = all(isinstance(text, str) for text in texts.values()) and None not in lists.values()
    return (
        Record(**texts, **lists, value=entry["value"], exact=exact) if whole and exact is not None else None
    )


def _texts(value: Any) -> tuple[str, ...] | None:
    whole = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return tuple(value) if whole else None


def check_records(records: Records) -> Iterator[Outcome]:
    """Check that each fact shows its value, names facts that exist, and has the documents of its inputs."""
    for record in records.values():
        place = f"faktum {record.id}"
        right = shows(record.display, record.exact, share=record.share, signed=True)
        yield held(right, FILE, place, f"en siffra som visar {record.value}", record.display)
        unknown = [name for name in record.facts if name not in records]
        yield held(not unknown, FILE, place, "fakta som finns", ", ".join(unknown))
        if not record.rows:
            inputs = [records[name] for name in record.facts if name in records]
            sources = dict.fromkeys(source for one in inputs for source in one.sources)
            yield compared(FILE, f"{place}, källor", ", ".join(sources), ", ".join(record.sources))


def check_subject(content: Any, page: Page) -> Iterator[Outcome]:
    """Check that the facts are those of the year that the page's heading names, and of the page's board."""
    heading = " ".join(element.words for element in page.root.every("h1"))
    for name, words in (("year", heading), ("board", page.root.words)):
        value = str(content.get(name)) if isinstance(content, dict) else ""
        yield held(" ".join(value.split()) in words, FILE, name, f"som på sidan {heading}", value)


def fact_of(figure: Figure | None, records: Records) -> str:
    """Name the fact that a figure shows: the one it names, or in the fact's own entry the one told there."""
    if figure is None:
        return ""
    return figure.named or (figure.entry if figure.entry in records else "")


def is_computed(id: str, records: Records) -> bool:
    """Tell whether there is such a fact, and it is computed."""
    return id in records and records[id].computed


def behind(id: str, records: Records) -> frozenset[str]:
    """Name every row that a fact rests on, through the facts that it uses."""
    rows: set[str] = set()
    seen, waiting = set(), [id]
    while waiting:
        name = waiting.pop()
        if name in records and name not in seen:
            seen.add(name)
            rows.update(records[name].rows)
            waiting.extend(records[name].facts)
    return frozenset(rows)
