"""Check that every amount and share that a chart shows or describes is that of a fact.

Counts, dates and lengths of bars are not tried: nothing on the page says what they count.
"""

import re
from collections.abc import Iterator

from namndbok.verify.reading.mismatch import Outcome, held
from namndbok.verify.reading.numerals import shows
from namndbok.verify.reading.page import Page
from namndbok.verify.reading.record import Record, Records

NUMBER = r"[-+\N{MINUS SIGN}]?\d{1,3}(?:[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]\d{3})*(?:,\d+)?"
FIGURE = re.compile(rf"(?<!\d){NUMBER}\s(?:kr\b|%)")
TOLD = ("text", "title", "desc")


def check_pictures(page: Page, records: Records) -> Iterator[Outcome]:
    """Look for a fact behind every amount and share in the words of every chart."""
    displays = {record.display for record in records.values()}
    for picture in page.root.every("svg"):
        for element in picture.every(*TOLD):
            for shown in FIGURE.findall(element.text):
                known = shown.removeprefix("+") in displays or _is_fact(shown, records)
                place = f"rad {element.line}, diagrammet {element.words[:40]}"
                yield held(known, page.name, place, "ett belopp eller en andel ur facts.json", shown)


def _is_fact(shown: str, records: Records) -> bool:
    alike = (record for record in records.values() if _alike(record, shown))
    return any(shows(shown, record.exact, share=record.share) for record in alike)


def _alike(record: Record, shown: str) -> bool:
    return record.unit.startswith("kr") if shown.endswith("kr") else not record.unit.startswith("kr")
