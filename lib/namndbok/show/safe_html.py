"""Refuse HTML that a published page may not hold: script, handlers, frames, forms, and what is fetched."""

import re

from bs4 import Tag
from bs4.element import PreformattedString

from namndbok.errors import NamndbokError, quoted

TEXT = (
    "a abbr b blockquote br caption cite code col colgroup data dd del details dfn div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
DRAWING = (
    "circle clippath defs desc ellipse fecolormatrix fecomposite filter g line lineargradient marker mask "
    "path pattern polygon polyline rect stop svg text title tspan use"
)
ELEMENTS = {*TEXT.split(), *DRAWING.split()}
# Look that a page has in its own style sheet; its security policy shows no other.
UNSTYLED = {"bgcolor", "border", "style"}
LINKS = {
    "href": r"#.*|(https?|mailto):.*|([\w-]+/)*[\w-]+\.(html|json)(#.*)?",
    "src": "data:image/.*",
    "xlink:href": "#.*",
}
# What else would fetch something, or send it.
FETCHING = {
    *("action", "background", "cite", "data", "dynsrc", "formaction", "longdesc", "lowsrc", "manifest"),
    *("ping", "poster", "srcdoc", "srcset"),
}
REFERENCE = re.compile(r"url\(\s*['\"]?(?!['\"]?#)|\\", re.IGNORECASE)
ADVICE = "Ta bort det, eller visa en text, en tabell eller ett diagram ur namndbok.show."


def check_safe(html: Tag, cell: str) -> None:
    """Take comments and styles out of what a cell shows; raises `NamndbokError` for what no page may hold."""
    for comment in html.find_all(string=lambda text: isinstance(text, PreformattedString)):
        comment.extract()
    for style in html.find_all("style"):
        style.decompose()
    for element in html.find_all(True):
        for name in UNSTYLED & element.attrs.keys():
            del element[name]
        if wrong := _unsafe(element):
            raise NamndbokError(f"Cellen {cell} visar {wrong}, som en publicerad sida inte får ha. {ADVICE}")


def _unsafe(element: Tag) -> str:
    """Say what is unsafe about an element; nothing, where all is well."""
    if element.name not in ELEMENTS:
        return f"elementet <{element.name}>"
    for name, value in element.attrs.items():
        text = " ".join(value) if isinstance(value, list) else value
        allowed = LINKS.get(name)
        if name.startswith("on") or name in FETCHING or REFERENCE.search(text):
            return f"attributet {name}={quoted(text)}"
        if allowed and not re.fullmatch(allowed, text.strip(), re.IGNORECASE | re.DOTALL):
            return f"hänvisningen {name}={quoted(text)}"
    return ""
