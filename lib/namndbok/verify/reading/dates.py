"""Compare every date and year on a page with the one that its mark-up means."""

import re
from collections.abc import Iterator

from namndbok.verify.reading.mismatch import Outcome, compared
from namndbok.verify.reading.page import Page

MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d\d)")


def check_dates(page: Page) -> Iterator[Outcome]:
    """Compare what each date shows with what it means."""
    for element in page.root.every("time"):
        meant = element.attributes.get("datetime", "")
        day = DAY.fullmatch(meant)
        shown = f"{int(day[3])} {MONTHS[int(day[2]) - 1]} {day[1]}" if day else meant
        yield compared(page.name, f"rad {element.line}, datumet {meant}", shown, element.words)
