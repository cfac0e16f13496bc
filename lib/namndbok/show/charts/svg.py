"""From a matplotlib figure to a small SVG: the same bytes every time, real text, no style, no script.

Colours are a fixed palette written as attributes, so that a page can exchange them for dark mode in its own
CSS (`svg [fill="#12436d"] {fill: …}`) and needs no inline style, which its security policy forbids.
"""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from namndbok.errors import NamndbokError
from namndbok.show.charts.lettering import SIZE, tidy

INK = "#1a1a1a"
MUTED = "#595959"
GRID = "#d0d0d0"
MAIN = "#12436d"
ACCENT = "#f46a25"
PAPER = "#ffffff"
SOFT = "#e8eef4"
NONE = "none"
PALETTE = (INK, MUTED, GRID, MAIN, ACCENT, PAPER, SOFT, NONE)

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
SAID_ONCE = {"fill": INK, "font-size": str(SIZE)}
DEFAULTS = SAID_ONCE | {"stroke-width": "1", "text-anchor": "start"}
KEPT = ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-weight", "font-size", "text-anchor")


@contextmanager
def settings(salt: str = "") -> Iterator[None]:
    """Hold matplotlib to its own defaults, whatever the user has set, and give the user's back."""
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # A sign that DejaVu lacks is still written as text.
        matplotlib.rcdefaults()
        matplotlib.rcParams["svg.fonttype"] = "none"
        matplotlib.rcParams["svg.hashsalt"] = salt
        matplotlib.rcParams["text.parse_math"] = False
        yield


def svg(figure: Figure, id: str, title: str, description: str) -> str:
    """Write a figure as SVG whose name is `title` and whose description says what it shows.

    Raises `NamndbokError` for what it cannot write: colours outside the palette, text that is not horizontal,
    and curves other than round markers. It is written as HTML is read: `viewbox` is `viewBox` to a browser.
    """
    raw = ElementTree.fromstring(_written(figure, id))
    box = " ".join(map(_number, raw.attrib["viewBox"].split()))
    names = {"aria-labelledby": f"{id}-t {id}-d", "role": "img"}
    root = Element("svg", names | {"viewbox": box, "xmlns": SVG[1:-1]})
    SubElement(root, "title", id=f"{id}-t").text = tidy(title)
    SubElement(root, "desc", id=f"{id}-d").text = tidy(description)
    SubElement(root, "g", SAID_ONCE).extend(list(_marks(raw)))
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


def _written(figure: Figure, salt: str) -> str:
    text = io.StringIO()
    with settings(salt):
        FigureCanvasSVG(figure).print_svg(text, metadata=METADATA)
    return text.getvalue()


def _marks(raw: Element) -> Iterator[Element]:
    """Yield what is seen, without the groups and definitions around it."""
    defined = {path.attrib["id"]: path.attrib["d"] for path in raw.iter(f"{SVG}path") if "id" in path.attrib}
    for element in raw.iter():
        if element.tag == f"{SVG}path" and "id" not in element.attrib:
            yield _mark("path", element, d=_outline(element.attrib["d"]))
        elif element.tag == f"{SVG}use":
            yield _marker(element, defined[element.attrib[f"{XLINK}href"][1:]])
        elif element.tag == f"{SVG}text":
            yield _label(element)


def _mark(tag: str, element: Element, **attributes: str) -> Element:
    style = dict(part.split(": ", 1) for part in element.get("style", "").split("; ") if part)
    if "font-size" in style:
        style["font-size"] = style["font-size"].removesuffix("px")
    foreign = [style[name] for name in ("fill", "stroke") if style.get(name, INK) not in PALETTE]
    if foreign:
        raise NamndbokError(f"Färgen {foreign[0]} finns inte i diagrammens palett.")
    said = {name: style[name] for name in KEPT if _says_something(style, name)}
    return Element(tag, dict(sorted((attributes | said).items())))


def _says_something(style: dict[str, str], name: str) -> bool:
    stroke = not name.startswith("stroke-") or "stroke" in style
    return stroke and style.get(name, DEFAULTS.get(name)) != DEFAULTS.get(name)


def _label(element: Element) -> Element:
    if not re.match(r"rotate\(-?0 ", element.get("transform", "")):
        raise NamndbokError(f"Texten ”{element.text}” i diagrammet ska vara vågrät och på en rad.")
    label = _mark("text", element, x=_number(element.attrib["x"]), y=_number(element.attrib["y"]))
    label.text = element.text
    return label


def _marker(use: Element, outline: str) -> Element:
    x, y = use.attrib["x"], use.attrib["y"]
    if "C" in outline:  # matplotlib writes a circle as eight curves that begin at its lowest point
        return _mark("circle", use, cx=_number(x), cy=_number(y), r=_number(outline.split()[2]))
    return _mark("path", use, d=_outline(outline, float(x), float(y)))


def _outline(d: str, right: float = 0, down: float = 0) -> str:
    """Move and shorten a path of straight lines: one decimal, `H` and `V` where they say enough."""
    if re.search("[CQ]", d):
        raise NamndbokError("Ett diagram kan bara ha raka linjer och cirklar.")
    written, last = "", ("", "")
    for command, x, y in re.findall(r"([MLz])\s*(?:(\S+) (\S+))?", d):
        if command == "z":
            written += "z"
            continue
        point = _number(float(x) + right), _number(float(y) + down)
        if command == "L" and point[0] == last[0]:
            written += f"V{point[1]}"
        elif command == "L" and point[1] == last[1]:
            written += f"H{point[0]}"
        else:
            written += f"{command}{point[0]} {point[1]}"
        last = point
    return written


def _number(value: str | float) -> str:
    return f"{round(float(value), 1) + 0:g}"
