"""The look of every chart: a matplotlib style sheet, and what layout by hand and an SVG need to know of it.

`namndbok.css` gives each colour of the palette another one in dark mode and in forced colours.
"""

from pathlib import Path

import matplotlib

STYLE = Path(__file__).parent / "namndbok.mplstyle"
# How wide charts are is said in the style sheet alone; a unit of an SVG is a point, of which an inch has 72.
INCHES = matplotlib.rc_params_from_file(STYLE, use_default_template=False)["figure.figsize"][0]
INCH = 72
EDGE = 2
WIDTH = INCHES * INCH - 2 * EDGE

BLACK = "#000000"
INK = "#1a1a1a"
MUTED = "#595959"
GRID = "#d0d0d0"
MAIN = "#12436d"
ACCENT = "#f46a25"
PAPER = "#ffffff"
SOFT = "#e8eef4"
PALETTE = (INK, MUTED, GRID, MAIN, ACCENT, PAPER, SOFT)

# Text stays text, and ids inside a picture are the same every time.
REAL_TEXT = {"svg.fonttype": "none", "svg.hashsalt": "namndbok"}
# Decorates what draws a chart: the style sheet upon matplotlib's own defaults, whatever the user has set.
styled = matplotlib.rc_context(fname=STYLE)
