"""How much room words take in a chart, and how they are wrapped to fit.

Measured with DejaVu Sans, which comes with matplotlib and is wider than the fonts that pages use: what fits here fits
in the reader's font too.
"""

import re
import warnings
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

SIZE = 13.0
LINE = 17.0
BASE = 4.5  # from the middle of a line of text down to its baseline
LONGEST = 400


def tidy(text: str) -> str:
    """Make one line of a text from a table: no control characters, one space between words."""
    return re.sub(r"[ \t\r\n]+", " ", re.sub(r"[^\S \t\r\n\xa0\u202f]|[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]", " ", text)).strip()


@lru_cache(maxsize=4096)
def width(text: str, *, bold: bool = False) -> float:
    """Return the width of one line in SVG units."""
    font = FontProperties(family="DejaVu Sans", size=SIZE, weight="bold" if bold else "normal")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # A sign that DejaVu lacks is still written as text.
        return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]


def clip(text: str, room: float, *, bold: bool = False) -> str:
    """Shorten a text that is wider than `room`; the ellipsis shows that something is left out."""
    whole = text = tidy(text)[:LONGEST]
    while text and width(text if text == whole else text + "…", bold=bold) > room:
        text = text[:-1].rstrip()
    return text if text == whole else text + "…"


def wrap(text: str, room: float, *, lines: int = 2, bold: bool = False) -> list[str]:
    """Break a text into at most `lines` lines that fit in `room`; the last one is clipped."""
    words, found = tidy(text)[:LONGEST].split(" "), []
    while words and len(found) < lines - 1:
        count = max((n for n in range(1, len(words) + 1) if width(" ".join(words[:n]), bold=bold) <= room), default=0)
        if not count:
            break
        found.append(" ".join(words[:count]))
        words = words[count:]
    return [*found, clip(" ".join(words), room, bold=bold)] if words else found
