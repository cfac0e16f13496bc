"""From a matplotlib figure to an accessible SVG: real text, the same bytes twice, no style and no script.

Style becomes attributes, for the page's security policy forbids inline style, and its CSS exchanges the
palette for dark mode (`svg [fill="#12436d"] {fill: …}`). Black becomes the palette's ink.
"""

import io
import re
import warnings
from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from matplotlib.figure import Figure

from namndbok.show.charts.drawing import BLACK, INK, SIZE, one_line
from namndbok.show.markup import INVISIBLE
from namndbok.show.notebook import page_error

NAMESPACE = "http://www.w3.org/2000/svg"
WRAPPERS = {"a", "g", "svg"}
PROPERTIES = {
    *("clip-path", "clip-rule", "fill", "fill-opacity", "fill-rule", "font-size", "font-style"),
    *("font-weight", "opacity", "stop-color", "stop-opacity", "stroke", "stroke-dasharray"),
    *("stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity"),
    *("stroke-width", "text-anchor"),
}
RECTANGLE = re.compile(r"^M (\S+) (\S+) L (\S+) \2 L \3 (\S+) L \1 \4 z$")
ROUNDED = {"height", "points", "width", "x", "y"}
# Said once around all marks, and what SVG begins with anyway.
SHARED = {"fill": INK, "font-size": str(SIZE), "stroke-linejoin": "round"}
USUAL = SHARED | {"stroke-width": "1", "text-anchor": "start"}


def accessible_svg(figure: Figure, id: str, title: str, description: str, *, tight: bool = False) -> str:
    """Write a figure as SVG that is named `title` and described in words; every id in it begins with `id`.

    What the picture shows, after what is drawn, stands beside it on the page, as `<id>-w`.
    The settings `REAL_TEXT` must hold. `tight` makes the picture as large as all that is drawn, also outside
    the figure. Raises `NamndbokError` for an image in pixels, which the page's security policy does not show.
    """
    file, metadata = io.StringIO(), dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # A sign that the font lacks is still written as text.
        figure.savefig(file, format="svg", metadata=metadata, bbox_inches="tight" if tight else None)
    raw = ElementTree.fromstring(INVISIBLE.sub("", file.getvalue()))
    box = " ".join(map(_rounded, raw.attrib["viewBox"].split()))
    kind, words = parted(description)
    names = {"aria-labelledby": f"{id}-t {id}-d{f' {id}-w' if words else ''}", "role": "img"}
    root = Element("svg", names | {"viewBox": box, "xmlns": NAMESPACE})
    SubElement(root, "title", id=f"{id}-t").text = one_line(title)
    SubElement(root, "desc", id=f"{id}-d").text = one_line(kind)
    marks = SubElement(root, "g", SHARED)
    marks.extend([mark for child in raw for mark in _marks(child)])
    for path in marks.iterfind("defs/path"):  # painted as who uses it says, for CSS does not reach it there
        path.attrib = {name: value for name, value in path.attrib.items() if not name.startswith("stroke")}
    for mark in marks:
        mark.attrib = {name: value for name, value in mark.attrib.items() if value != USUAL.get(name)}
    _join(marks)
    _rename(marks, id)
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


def parted(description: str) -> tuple[str, str]:
    """Part a description into what is drawn, for who does not see it, and what it shows, for everybody."""
    kind, end, words = description.partition(". ")
    return kind + end.strip(), words


def _marks(element: Element) -> Iterator[Element]:
    """Yield what is seen; a group that says nothing gives way to what it holds."""
    tag = element.tag.rpartition("}")[2]
    if tag in ("metadata", "style"):
        return
    if tag == "image":
        raise page_error("chart_in_pixels")
    attributes = {} if tag in ("a", "svg") else _attributes(element)
    children = [mark for child in element for mark in _marks(child)]
    if not children and attributes.get("fill") == "none" and "stroke" not in attributes:
        return
    if tag in WRAPPERS and not attributes.keys() - {"id"}:
        yield from children
    elif children or tag not in WRAPPERS | {"defs"}:
        mark = Element(tag, attributes)
        mark.text = element.text if tag in ("text", "tspan") else None
        mark.extend(children)
        yield mark


def _attributes(element: Element) -> dict[str, str]:
    """Make one of an element's attributes and its style; what paints no stroke says nothing of strokes."""
    named = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    declared = (part.split(":", 1) for part in named.pop("style", "").split(";") if part.strip())
    style = {name.strip(): value.strip().removesuffix("px") for name, value in declared}
    named |= {name: value for name, value in style.items() if name in PROPERTIES}
    if "stroke" not in named:
        named = {name: value for name, value in named.items() if not name.startswith("stroke")}
    for name, value in named.items():
        if name == "d":
            drawn = " ".join(map(_rounded, value.split()))
            # Of a rectangle its corner, and how far it reaches across and down.
            named[name] = RECTANGLE.sub(r"M \1 \2 H \3 V \4 H \1 z", drawn)
        elif name in ROUNDED:
            named[name] = " ".join(map(_rounded, value.split()))
        elif name == "transform":
            named[name] = "" if value.startswith("rotate(-0 ") else value.removesuffix(" rotate(-0)")
        elif value == BLACK:
            named[name] = INK
    return {name: value for name, value in named.items() if value}


def _rounded(token: str) -> str:
    """Write a number with one decimal at most; the commands of a path stay."""
    try:
        return f"{round(float(token), 1) + 0:g}"
    except ValueError:
        return token


def _join(marks: Element) -> None:
    """Make one path of some that follow each other and are painted alike, unless they shine through."""

    def look(mark: Element) -> tuple[str, list[tuple[str, str]]]:
        return mark.tag, sorted((name, value) for name, value in mark.attrib.items() if name != "d")

    for (tag, attributes), group in groupby(list(marks), key=look):
        first, *others = group
        if tag == "path" and "opacity" not in str(attributes):
            first.set("d", " ".join(path.get("d", "") for path in (first, *others)))
            for path in others:
                marks.remove(path)


def _rename(marks: Element, id: str) -> None:
    """Let what is referred to, and nothing else, have an id, which begins with the chart's own.

    Matplotlib's ids are made of what they name: two charts of the same id never exchange their marks.
    """
    targets = set()
    for element in marks.iter():
        for name, value in element.attrib.items():
            target = value[1:] if name == "href" else value[5:-1] if value.startswith("url(#") else ""
            if target:
                targets.add(target)
                element.set(name, value.replace(target, f"{id}-{target}"))
    for element in marks.iter():
        if (target := element.attrib.pop("id", "")) in targets:
            element.set("id", f"{id}-{target}")
