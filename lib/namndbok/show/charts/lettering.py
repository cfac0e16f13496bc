"""How much room words take in a chart, and how they are wrapped to fit.

Measured with DejaVu Sans, which comes with matplotlib and is wider than the fonts that pages use: what fits
here fits in the reader's font too.
"""

import re
import warnings
from bisect import bisect_right
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from namndbok.show.markup import INVISIBLE

SIZE = 13
LINE = 17
BASE = 4.5  # from the middle of a line of text down to its baseline
LONGEST = 400
PLAIN = {"family": "DejaVu Sans", "size": SIZE, "style": "normal", "variant": "normal", "stretch": "normal"}


def one_line(text: str) -> str:
    """Make one line of a text from a table: nothing unseen in it, one space between words."""
    return re.sub(r"[ \t\r\n\u2028\u2029]+", " ", INVISIBLE.sub("", text)).strip(" ")


@lru_cache(maxsize=4096)
def width(text: str, *, bold: bool = False) -> float:
    """Return the width of one line in SVG units."""
    font = FontProperties(**PLAIN, weight="bold" if bold else "normal")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # A sign that DejaVu lacks is still written as text.
        return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]


def clip(text: str, room: float, *, bold: bool = False) -> str:
    """Shorten a text that is wider than `room`; the ellipsis shows that something is left out."""
    whole = one_line(text)
    if len(whole) <= LONGEST and width(whole, bold=bold) <= room:
        return whole
    longer = range(1, min(len(whole), LONGEST) + 1)
    cut = bisect_right(longer, room, key=lambda length: width(whole[:length].rstrip() + "…", bold=bold))
    return whole[:cut].rstrip() + "…"


def wrap(text: str, room: float, *, lines: int = 2, bold: bool = False) -> list[str]:
    """Break a text into at most `lines` lines that fit in `room`; the last one is clipped."""
    words, complete = one_line(text).split(" "), []
    while words and len(complete) < lines - 1:
        count = _fitting(words, room, bold)
        if not count:
            break
        complete.append(" ".join(words[:count]))
        words = words[count:]
    return [*complete, clip(" ".join(words), room, bold=bold)] if words else complete


def _fitting(words: list[str], room: float, bold: bool) -> int:
    """Count the words that fit on one line, at least none."""
    count = 0
    while count < len(words) and width(" ".join(words[: count + 1])[:LONGEST], bold=bold) <= room:
        count += 1
    return count
