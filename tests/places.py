"""Where everything in the board's documents stands on the published pages; it writes `docs/places.md`."""

import csv
import re
import sys
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from namndbok.swedish import day
from namndbok.verify.reading.facts import read_facts
from namndbok.verify.reading.folder import ReadFolder
from namndbok.verify.reading.html_tree import read_tree

ROOT = Path(__file__).parents[1]
DATA, REPORTS, PLACES = ROOT / "data", ROOT / "reports", ROOT / "docs" / "places.md"
KINDS = ("report", "minutes")
WORDS, SHORTEST = ("item", "name", "outcome", "risk", "text", "title", "comment"), 6
DAY = re.compile(r"\d{4}-\d\d-\d\d")
ROW = re.compile(r"[a-z_]+:\d+")
HEAD = """# Where the documents stand on the pages

Every place in the board's documents, the rows of `data/` that come from it, and the published pages that show
them; *none* where one of the rows is on no page yet. A page shows a row if the row, its words or a figure
computed from it stands there.
`python tests/places.py [REPORTS]` writes this table; `tests/whole/test_places.py` holds it.
"""


def documents() -> list[dict[str, str]]:
    """Return the board's own documents."""
    return [row for row in rows_of("documents") if row["kind"] in KINDS]


def rows_of(table: str) -> list[dict[str, str]]:
    """Return the rows of a table in `data/`."""
    with (DATA / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sourced_rows() -> Iterator[tuple[str, str, str]]:
    """Yield document, place and row of everything that comes from a document."""
    for path in sorted(DATA.glob("*.csv")):
        for number, row in enumerate(rows_of(path.stem), start=2):
            if row.get("source") and row.get("place"):
                yield row["source"], row["place"], f"{path.stem}:{number}"


def shown_rows(reports: Path) -> dict[str, set[str]]:
    """Map each row to the pages that show it, or a figure computed from it."""
    pages, texts = dict[str, set[str]](), worded_rows()
    for path in sorted(reports.rglob("*.html")):
        facts = read_facts(ReadFolder(path.parent)) if (path.parent / "facts.json").exists() else {}
        year = path.parent.relative_to(reports).as_posix()
        name = f"{year}/{re.sub('^municipality-.*', 'municipality-…', path.stem)}"
        named = set()
        root = read_tree(path.read_text(encoding="utf-8"))
        for element in root.descendants():
            marks = (element[mark] for mark in ("id", "data-row", "data-fact"))
            named |= {part for mark in marks for part in mark.split()}
        rows = {row for id in named if id in facts for row in facts.rows_behind(id)}
        words = root.words
        told = {row for row, text in texts if text in words}
        for row in rows | told | {id for id in named if ROW.fullmatch(id)}:
            pages.setdefault(row, set()).add(name)
    return pages


def worded_rows() -> list[tuple[str, str]]:
    """Pair each row with its words: a page that has them shows the row."""
    found, titles = [], {row["decision"]: row["title"] for row in rows_of("decisions")}
    for path in DATA.glob("*.csv"):
        for number, row in enumerate(rows_of(path.stem), start=2):
            words = [row[column] for column in WORDS if len(row.get(column) or "") >= SHORTEST]
            # What only says more of a decision, or of a day, stands where that does.
            words = words or [titles[row["decision"]]] if row.get("decision") in titles else words
            if not words and DAY.fullmatch(row.get("date") or ""):
                words = [day(date.fromisoformat(row["date"]))]
            found += [(f"{path.stem}:{number}", " ".join(text.split())) for text in words]
    return found


def runs(rows: list[str]) -> str:
    """Write rows in short: `goals:2–9, texts:4`."""
    words = []
    for table, group in groupby(rows, key=lambda row: row.split(":")[0]):
        numbers = [int(row.split(":")[1]) for row in group]
        spans = []
        for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
            span = [number for _, number in run]
            spans.append(str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}")
        words.append(f"`{table}:{', '.join(spans)}`")
    return ", ".join(words)


def places(reports: Path = REPORTS) -> str:
    """Write the table of places."""
    pages, parts = shown_rows(reports), [HEAD]
    for document in documents():
        parts.append(f"\n## {document['title']}\n\n| place | rows | pages |\n|---|---|---|\n")
        by_place: dict[str, list[str]] = {}
        for source, place, row in sourced_rows():
            if source == document["document"]:
                by_place.setdefault(place, []).append(row)
        for place in sorted(by_place, key=lambda place: [*map(int, re.findall(r"\d+", place)[:1]), 0][:1]):
            rows = by_place[place]
            shown = sorted(set().union(*(pages.get(row, set()) for row in rows)))
            shown += [] if all(row in pages for row in rows) else ["none"]
            parts.append(f"| {place} | {runs(rows)} | {', '.join(shown)} |\n")
    return "".join(parts)


if __name__ == "__main__":
    PLACES.write_text(places(Path(*sys.argv[1:2]) if sys.argv[1:] else REPORTS), encoding="utf-8")
