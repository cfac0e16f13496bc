"""Read back what a chart's SVG draws."""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

Box = tuple[float, float, float, float]


def elements(svg: str, tag: str) -> list[Element]:
    """List the elements of a kind, in the order in which they are drawn."""
    return list(ElementTree.fromstring(svg).iter(f"{{http://www.w3.org/2000/svg}}{tag}"))


def texts(svg: str, **attributes: str) -> list[str]:
    """List the texts row by row; `font_weight="700"` keeps those that have that attribute."""
    wanted = {name.replace("_", "-"): value for name, value in attributes.items()}.items()
    found = [text for text in elements(svg, "text") if wanted <= text.attrib.items()]
    return [
        text.text for text in sorted(found, key=lambda text: (float(text.get("y")), float(text.get("x"))))
    ]


def boxes(svg: str, fill: str) -> list[Box]:
    """List the shapes of a colour, as left, top, right and bottom; one path may hold several."""
    paths = [path.get("d") for path in elements(svg, "path") if path.get("fill") == fill]
    return [_box(shape) for path in paths for shape in path.split("M")[1:]]


def spans(svg: str, fill: str) -> list[tuple[float, float]]:
    """List from where to where the shapes of a colour reach."""
    return [(left, right) for left, _, right, _ in boxes(svg, fill)]


def dots(svg: str, fill: str) -> list[tuple[float, float]]:
    """List the middles of the marks of a colour."""
    return [
        (float(use.get("x")), float(use.get("y"))) for use in elements(svg, "use") if use.get("fill") == fill
    ]


def _box(d: str) -> Box:
    points = re.sub(r"H (\S+) V (\S+) H \S+", r"L \1 \2", d)
    numbers = [float(token) for token in points.split() if not token.isalpha()]
    xs, ys = numbers[::2], numbers[1::2]
    return min(xs), min(ys), max(xs), max(ys)
