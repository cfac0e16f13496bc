"""Look for what no published page may hold: script, handlers, frames, forms, and what is fetched or sent."""

import re
from collections.abc import Iterator

from namndbok.verify.reading.html_tree import Element
from namndbok.verify.reading.page_content import ReadPage
from namndbok.verify.reading.verdict import Comparison, Mismatch

# What the template lays out, and what texts, tables and drawings are made of.
LAID_OUT = "html head meta title style body header nav main section footer"
TEXT = (
    "a abbr b blockquote br caption cite code col colgroup data dd del details dfn div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup "
    "table tbody td tfoot th thead time tr u ul var wbr"
)
DRAWN = (
    "circle clippath defs desc ellipse fecolormatrix fecomposite filter g line lineargradient marker mask "
    "path pattern polygon polyline rect stop svg text tspan use"
)
ALLOWED = {*LAID_OUT.split(), *TEXT.split(), *DRAWN.split()}
LINK = re.compile(r"#.*|(https?|mailto):.*|([\w-]+/)*[\w-]+\.(html|json)(#.*)?", re.IGNORECASE | re.DOTALL)
PICTURE = re.compile(r"data:image/.*", re.IGNORECASE | re.DOTALL)
DRAWING = re.compile("#.*", re.DOTALL)
SAFE = {"href": LINK, "src": PICTURE, "xlink:href": DRAWING}
UNSAFE = {
    *("action", "background", "cite", "data", "dynsrc", "formaction", "hidden", "longdesc", "lowsrc"),
    *("manifest", "ping", "poster", "srcdoc", "srcset", "style"),
}
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!['\"]?#)", re.IGNORECASE)
EXPECTED = "text, tabeller och bilder som inte kan köra, hämta eller skicka något"


def check_safety(page: ReadPage) -> Iterator[Comparison]:
    """Compare every element of a page with what is allowed there."""
    for element in page.root.descendants():
        wrong = _unsafe(element)
        yield Mismatch(page.name, f"rad {element.line}", EXPECTED, wrong) if wrong else None


def _unsafe(element: Element) -> str:
    if element.tag not in ALLOWED:
        return f"elementet <{element.tag}>"
    if element.tag == "meta" and element.attributes.get("http-equiv", "").lower() == "refresh":
        return "en omdirigering"
    for name, value in element.attributes.items():
        safe = SAFE.get(name)
        if name.startswith("on") or name in UNSAFE or OUTSIDE.search(value):
            return f"attributet {name}=”{value}”"
        if safe and not safe.fullmatch(value.strip()):
            return f"hänvisningen {name}=”{value}”"
    return ""
