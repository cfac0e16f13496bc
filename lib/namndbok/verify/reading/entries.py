"""Compare the derivations and rows at the end of a page with the facts: inputs, row numbers and labels."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from namndbok.verify.reading.figure import ROW
from namndbok.verify.reading.mismatch import Outcome, compared, held, missing
from namndbok.verify.reading.page import Page
from namndbok.verify.reading.record import Record, Records, behind, fact_of
from namndbok.verify.reading.tree import Element

RUN = re.compile(r"(\d{1,7})(?:–(\d{1,7}))?$")
LONGEST_RUN = 10_000

# Where a link leads, and its words.
Link = tuple[str, str]


def check_entries(page: Page, records: Records) -> Iterator[Outcome]:
    """Check every derivation against its fact, and that every row stands under its own number."""
    derived, users = False, _users(records)
    for id, entry in page.anchors.items():
        if entry.tag == "li" and id in records:
            derived = True
            yield from _derivation(page, entry, records[id], records)
        elif entry.tag == "li" and ROW.fullmatch(id):
            number, shown = id.rsplit(":", 1)[1], entry.attributes.get("value", "")
            yield compared(page.name, f"rad {entry.line}, raden {id}", number, shown)
            yield _used(page, id, entry, users)
    shown = {fact_of(figure, records) for figure in page.figures} if derived else set()
    needed = [one for one in records.values() if one.id in shown and one.computed and (one.rows or one.facts)]
    lacking = [one.id for one in needed if one.id not in page.anchors]
    yield from (missing(page.name, f"faktum {id}", "en uträkning på sidan") for id in lacking)


def _derivation(page: Page, entry: Element, record: Record, records: Records) -> Iterator[Outcome]:
    """Compare what a derivation says it was computed from with what the fact says."""
    place = f"rad {entry.line}, uträkningen av {record.id}"
    label = _plain(record.label)
    yield held(label in entry.words, page.name, place, label, entry.words)
    links = _links(entry)
    inputs = [records[name] for name in record.facts if name in records]
    for used, (target, words) in zip(inputs, links, strict=False):
        yield compared(page.name, place, f"{_plain(used.display)} → {_source(used)}", f"{words} → {target}")
    rows = _rows(links[len(inputs) :])
    further = behind(record.id, records) - {_source(used) for used in inputs}
    yield compared(page.name, f"{place}, rader", _listed(further), _listed(rows))


def _used(page: Page, row: str, entry: Element, users: Mapping[str, set[str]]) -> Outcome:
    """Compare what a row says it is used in, itself or with its whole group, with the facts that use it."""
    group = entry.parent.parent.children if entry.parent and entry.parent.parent else []
    before = group[: group.index(entry.parent)] if entry.parent in group else []
    note = next((one for one in reversed(before) if isinstance(one, Element)), entry)
    notes = _links(note) if note.tag == "p" else []
    shown = {target for target, _ in (*_links(entry), *notes) if ":" not in target}
    place, told = f"rad {entry.line}, raden {row}", users.get(row, set()) & page.anchors.keys()
    return compared(page.name, place, _listed(told), _listed(shown))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _users(records: Records) -> dict[str, set[str]]:
    """Map each row to the computed facts that use it, directly or by a figure that stands in it."""
    users: dict[str, set[str]] = {}
    for record in records.values():
        inputs = (records[name] for name in record.facts if name in records)
        standing = (used.rows[0] for used in inputs if used.rows and not used.computed)
        for row in (*record.rows, *standing) if record.computed else ():
            users.setdefault(row, set()).add(record.id)
    return users


def _source(used: Record) -> str:
    """Name the anchor that an input leads to: its derivation, or the row that it stands in."""
    return used.id if used.computed or not used.rows else used.rows[0]


def linked_rows(element: Element) -> list[str]:
    """Name the data rows that the links in an element stand for."""
    return _rows(_links(element))


def _links(element: Element) -> list[Link]:
    links = (link for link in element.every("a") if not link.above("small"))
    return [(link.attributes.get("href", "").removeprefix("#"), link.words) for link in links]


def _rows(links: Sequence[Link]) -> list[str]:
    return [row for link in links if ":" in link[0] for row in _run(*link)]


def _run(target: str, words: str) -> list[str]:
    """Name the rows that a link stands for: `Avgifter rad 16–29` leads to fees:16 and stands for fourteen."""
    table, _, first = target.partition(":")
    run = RUN.search(words)
    if not run or run[1] != first:
        return [f"{words} → {target}"]
    last = min(int(run[2] or first), int(first) + LONGEST_RUN)
    return [f"{table}:{number}" for number in range(int(first), last + 1)]


def _plain(text: str) -> str:
    return " ".join(text.split())
