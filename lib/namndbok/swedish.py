"""Numbers, dates and words as a Swedish reader expects them.

Rules: Språkrådet's *Myndigheternas skrivregler*: no-break space between groups of thousands and before a
unit, decimal comma, U+2212 as minus. The tests hold these forms against Babel's locale data for `sv_SE`.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WORDS = ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]
SUFFIX = {
    "kr": "kr", "tkr": "tkr", "kr_per_inhabitant": "kr", "kr_rate": "kr", "points": "poäng",
    "ratio": "%", "stated_ratio": "%", "percent": "%", "percentage_points": "procentenheter",
}  # fmt: skip
# Units that always show the same number of decimals; others show as many as the value needs.
DECIMALS = {"kr": 0, "tkr": 0, "ratio": 1, "kr_per_inhabitant": 1}
SHARES_OF_ONE = ("ratio", "stated_ratio")
# How many of what is shown a value of 1 is.
SCALES = dict.fromkeys(SHARES_OF_ONE, 100) | {"tkr": Fraction(1, 1000)}
MOST_DECIMALS = {"kr_rate": 6}

# The signs that Python writes numbers with, as Swedish has them.
SIGNS = str.maketrans({",": NBSP, ".": ",", "-": MINUS})
LETTERS = str.maketrans("åäö", "{|}")

Number = int | Fraction


def rounded(value: Number, decimals: int = 0) -> Decimal:
    """Round an exact number half away from zero, as the sources do."""
    exact = Fraction(value)
    size, parts = abs(int(exact.numerator)) * 10**decimals, int(exact.denominator)
    whole = (2 * size + parts) // (2 * parts) * (-1 if exact < 0 else 1)
    return Decimal(whole).scaleb(-decimals)


def number(value: Number, decimals: int = 0) -> str:
    """Write `1 234 567` or `12,5`, with `decimals` digits after the comma."""
    return f"{rounded(value, decimals):,.{decimals}f}".translate(SIGNS)


def plain(value: Number, most: int = 2) -> str:
    """Write a number with as many decimals as it needs, at most two: 64 or 64,5."""
    text = number(value, most)
    return text.rstrip("0").rstrip(",") if most else text


def display(value: Number, unit: str) -> str:
    """Write a value with its unit: `336 035 kr`, `69,6 %`, `14`.

    A computed share (`ratio`) has one decimal, a share that somebody has stated (`stated_ratio`) as many as
    it needs: 39/56 is `69,6 %`, a goal of 3/4 is `75 %`. Kronor that a source has in thousands (`tkr`) are
    shown so: 1 792 000 is `1 792 tkr`.
    """
    scaled = value * SCALES.get(unit, 1)
    most = MOST_DECIMALS.get(unit, 2)
    text = number(scaled, DECIMALS[unit]) if unit in DECIMALS else plain(scaled, most)
    return f"{text}{NBSP}{SUFFIX[unit]}" if unit in SUFFIX else text


def words(count: int, *, neuter: bool = True) -> str:
    """Write a small count as a word, a larger one in digits: ett (or en, if not neuter), två, … tolv, 13."""
    if count == 1 and not neuter:
        return "en"
    return WORDS[count] if 0 <= count < len(WORDS) else number(count)


def plural(count: Number, singular: str, several: str) -> str:
    """Choose the form that agrees with the count: ett möte, två möten."""
    return singular if count == 1 else several


def day(value: date) -> str:
    """Write a date in words: 22 februari 2024."""
    return f"{value.day} {month(value.month)} {value.year}"


def short_day(value: date) -> str:
    """Write a date for a chart's axis: 22 feb; names of four letters are whole."""
    name = month(value.month)
    return f"{value.day} {name if len(name) <= 4 else name[:3]}"


def month(number: int) -> str:
    """Name a month by its number: januari is 1."""
    return MONTHS[number - 1]


def listing(items: list[str]) -> str:
    """Join words as a sentence does: a, b och c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} och {items[-1]}" if items else ""


def capital(text: str) -> str:
    """Begin a text with a capital letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def order(name: str) -> str:
    """Return a key that sorts names as Swedish does: å, ä, ö last."""
    return name.lower().translate(LETTERS)


def slug(title: str) -> str:
    """Make an anchor of a heading: `Mål och indikatorer` gives `mal-och-indikatorer`."""
    ascii_only = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "avsnitt"
