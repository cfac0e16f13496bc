"""Compare every figure on a page with its own exact value, and with the fact or the row that it names."""

import re
from collections.abc import Iterator
from fractions import Fraction

from namndbok.verify.reading.figure import ROW, Figure
from namndbok.verify.reading.mismatch import Outcome, compared, held, missing
from namndbok.verify.reading.numerals import digits, read_exact, shows, whole_numbers, written
from namndbok.verify.reading.page import Page
from namndbok.verify.reading.record import FILE, Record, Records, fact_of

# What a sentence says of a figure that it shows without its minus sign.
NEGATIVE = re.compile(r"underskott|lägre|färre|mindre|minskning|förlust|minus", re.IGNORECASE)


def check_figures(page: Page, records: Records) -> Iterator[Outcome]:
    """Compare each figure with its value and its source; a fact thus reads the same wherever it stands."""
    for figure in page.figures:
        exact = read_exact(figure.value)
        if exact is None:
            yield held(False, page.name, figure.place, "ett exakt värde: heltal eller bråk", figure.value)
        elif fact_of(figure, records):
            yield from _fact(page, figure, exact, records)
        else:
            right = shows(figure.shown, exact, signed=True)
            yield held(right, page.name, figure.place, f"en text som visar {figure.value}", figure.shown)
            yield _row(page, figure, exact)


def _fact(page: Page, figure: Figure, exact: Fraction, records: Records) -> Iterator[Outcome]:
    fact = fact_of(figure, records)
    record = records.get(fact)
    if record is None:
        yield missing(FILE, f"faktum {fact}", f"ett faktum som {page.name} visar")
        return
    yield compared(page.name, f"{figure.place}, exakt värde", str(record.value), figure.value)
    same = figure.shown.split() == record.display.split() or _said(figure, record)
    yield held(same, page.name, figure.place, f"{record.display}, eller samma sak i ord", figure.shown)
    if not record.computed:
        yield _row(page, figure, exact)


def _said(figure: Figure, record: Record) -> bool:
    """Tell whether a sentence says the fact in other words: a count with a noun, a size without its sign."""
    if not figure.prose or not shows(figure.shown, record.exact, share=record.share):
        return False
    same = digits(figure.shown) in ("", digits(record.display))
    return same and (record.exact >= 0 or bool(NEGATIVE.search(figure.prose)))


def _row(page: Page, figure: Figure, exact: Fraction) -> Outcome:
    """Look for a whole number in the data row that a figure leads to; a row that is cut short may lack it."""
    row = page.anchors.get(figure.target)
    if (
        row is None
        or row.tag != "li"
        or not ROW.fullmatch(row.id)
        or "…" in row.text
        or exact.denominator > 1
    ):
        return None
    found = abs(exact.numerator) in whole_numbers(row.text)
    return held(found, page.name, f"rad {row.line}, raden {row.id}", f"raden med {written(exact)}", row.words)
