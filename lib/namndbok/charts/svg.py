"""From a matplotlib figure to a small SVG text: the same bytes every time, real text, no style, script or reference.

Colours are a fixed palette written as attributes, so that a page can exchange them for dark mode in its own CSS
(`svg [fill="#12436d"] {fill: …}`) and needs no inline style, which its security policy forbids.
"""

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from xml.etree import ElementTree

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from namndbok.charts.lettering import SIZE, tidy
from namndbok.errors import NamndbokError

INK = "#1a1a1a"
MUTED = "#595959"
GRID = "#d0d0d0"
MAIN = "#12436d"
ACCENT = "#f46a25"
PAPER = "#ffffff"
SOFT = "#e8eef4"
PALETTE = (INK, MUTED, GRID, MAIN, ACCENT, PAPER, SOFT)

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
# What a mark need not say: SVG's own defaults, and what is said once for all marks.
DEFAULTS = {"fill": INK, "font-size": f"{SIZE:g}", "stroke-width": "1", "text-anchor": "start"}
SAID_ONCE = ("fill", "font-size")
KEPT = ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-weight", "font-size", "text-anchor")
METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


@contextmanager
def settings(salt: str = "") -> Iterator[None]:
    """Hold matplotlib to its own defaults, whatever the user has set, and give the user's back."""
    own = {"svg.fonttype": "none", "svg.hashsalt": salt, "text.parse_math": False, "path.simplify": False}
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # A sign that DejaVu lacks is still written as text.
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(own)
        yield


def svg(figure: Figure, id: str, title: str, description: str) -> str:
    """Write a figure as SVG whose name is `title` and whose description says what it shows."""
    raw = ElementTree.fromstring(_written(figure, id))
    box = " ".join(_number(part) for part in raw.attrib["viewBox"].split())
    root = ElementTree.Element(
        "svg", {"xmlns": SVG[1:-1], "viewBox": box, "role": "img", "aria-labelledby": f"{id}-t {id}-d"},
    )  # fmt: skip
    for name, text in (("title", title), ("desc", description)):
        ElementTree.SubElement(root, name, {"id": f"{id}-{name[0]}"}).text = tidy(text)
    ElementTree.SubElement(root, "g", {name: DEFAULTS[name] for name in SAID_ONCE}).extend(list(_marks(raw)))
    return ElementTree.tostring(root, encoding="unicode")


def _written(figure: Figure, salt: str) -> str:
    text = io.StringIO()
    with settings(salt):
        FigureCanvasSVG(figure).print_svg(text, metadata=METADATA)
    return text.getvalue()


def _marks(raw: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield what is seen, without the groups and definitions around it."""
    defined = {path.get("id"): path for path in raw.iter(f"{SVG}path") if path.get("id")}
    for element in raw.iter():
        if element.tag == f"{SVG}path" and element.get("id") not in defined:
            yield _mark("path", element, d=_outline(element.attrib["d"]))
        elif element.tag == f"{SVG}use":
            yield _marker(element, defined[element.attrib[f"{XLINK}href"][1:]])
        elif element.tag == f"{SVG}text":
            yield _label(element)


def _mark(tag: str, element: ElementTree.Element, **attributes: str) -> ElementTree.Element:
    style = dict(part.split(": ", 1) for part in element.get("style", "").split("; ") if part)
    style["font-size"] = style.get("font-size", DEFAULTS["font-size"]).removesuffix("px")
    if foreign := {style[name] for name in ("fill", "stroke") if name in style} - {*PALETTE, "none"}:
        raise NamndbokError(f"Färgen {', '.join(sorted(foreign))} finns inte i diagrammens palett.")
    shown = {name: style[name] for name in KEPT if name in style and style[name] != DEFAULTS.get(name)}
    return ElementTree.Element(tag, attributes | _without_stroke(shown))


def _without_stroke(style: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in style.items() if "stroke" in style or not name.startswith("stroke-")}


def _label(element: ElementTree.Element) -> ElementTree.Element:
    if not re.match(r"rotate\(-?0 ", element.get("transform", "")):
        raise NamndbokError(f"Texten ”{element.text}” i diagrammet ska vara vågrät och på en rad.")
    label = _mark("text", element, x=_number(element.attrib["x"]), y=_number(element.attrib["y"]))
    label.text = element.text
    return label


def _marker(use: ElementTree.Element, path: ElementTree.Element) -> ElementTree.Element:
    x, y, outline = use.attrib["x"], use.attrib["y"], path.attrib["d"]
    if "C" in outline:  # matplotlib writes a circle as eight curves that begin at its lowest point
        return _mark("circle", use, cx=_number(x), cy=_number(y), r=_number(outline.split()[2]))
    return _mark("path", use, d=_outline(outline, float(x), float(y)))


def _outline(d: str, right: float = 0, down: float = 0) -> str:
    """Move and shorten a path of straight lines: one decimal, `H` and `V` where they say enough."""
    written, last = "", ("", "")
    for command, x, y in re.findall(r"([MLz])\s*(?:(\S+) (\S+))?", d):
        if command == "z":
            written += "z"
            continue
        point = _number(float(x) + right), _number(float(y) + down)
        same = [command == "L" and one == other for one, other in zip(point, last, strict=True)]
        written += f"V{point[1]}" if same[0] else f"H{point[0]}" if same[1] else f"{command}{' '.join(point)}"
        last = point
    return written


def _number(value: str | float) -> str:
    return f"{round(float(value), 1) + 0:g}"
