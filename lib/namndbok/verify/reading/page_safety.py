"""Look for what a page may not hold: what could run, fetch, send or hide, and what browsers would move.

Only what is listed is allowed, each element where browsers leave it, and the head is the template's.
"""

import re
from base64 import b64encode
from hashlib import sha256

from namndbok.verify.reading.html_tree import Element
from namndbok.verify.reading.page_content import ReadPage
from namndbok.verify.reading.verdict import Comparisons, compare, expect

FLOW = (
    "blockquote details dialog div dl figure footer h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section "
    "table ul"
)
WORDS = (
    "a abbr b br button caption cite code col colgroup data dd del dfn dt em figcaption i img ins kbd li "
    "mark q s samp small span strong sub summary sup tbody td tfoot th thead time tr u var wbr"
)
DRAWN = (
    "circle clippath defs desc ellipse g line lineargradient marker mask path pattern polygon polyline rect "
    "stop svg text title tspan use"
)
LAID_OUT = "html head meta title style body"
ALLOWED = {*FLOW.split(), *WORDS.split(), *DRAWN.split(), *LAID_OUT.split()} - {"dialog"}
# Browsers put these elsewhere, or end another element before them, if they do not stand in one of these.
WITHIN = {
    "html": "", "head": "html", "body": "html", "meta": "head", "style": "head",
    "caption": "table", "colgroup": "table", "thead": "table", "tbody": "table", "tfoot": "table",
    "col": "colgroup", "tr": "thead tbody tfoot", "td": "tr", "th": "tr", "li": "ol ul", "dt": "dl div",
    "dd": "dl div", "summary": "details", "figcaption": "figure",
}  # fmt: skip
INSIDE = {
    "table": "caption colgroup thead tbody tfoot", "colgroup": "col", "thead": "tr", "tbody": "tr",
    "tfoot": "tr", "tr": "td th", "html": "head body", "head": "meta title style",
}  # fmt: skip
# An element of the one kind ends, or moves, what is of the other kind around it.
APART = (
    (FLOW, "p"), ("a", "a"), ("button", "button"), ("h1 h2 h3 h4 h5 h6", "h1 h2 h3 h4 h5 h6"),
    ("main header footer", "p h1 h2 h3 h4 h5 h6 button a"),
)  # fmt: skip
ATTRIBUTES = """
    alt aria-describedby aria-hidden aria-label aria-labelledby charset class colspan content data-fact
    data-label data-row datetime headers href http-equiv id lang name popover popovertarget role rowspan scope
    span src start tabindex title value
    clip-path clip-rule cx cy d dominant-baseline dx dy fill fill-opacity fill-rule font-family font-size
    font-style font-weight gradienttransform gradientunits height marker-end marker-start offset opacity
    patterntransform patternunits points preserveaspectratio r rx ry stop-color stop-opacity stroke
    stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor
    transform version viewbox width x x1 x2 xlink:href xmlns xmlns:xlink y y1 y2
"""
LINK = re.compile(r"#.*|(https?|mailto):.*|([\w-]+/)*[\w-]+\.(html|json)(#.*)?", re.IGNORECASE | re.DOTALL)
PICTURE = re.compile(r"data:image/.*", re.IGNORECASE | re.DOTALL)
DRAWING = re.compile("#.*", re.DOTALL)
SAFE = {"href": LINK, "src": PICTURE, "xlink:href": DRAWING}
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!['\"]?#)", re.IGNORECASE)
EXPECTED = "text, tabeller och bilder som inte kan köra, hämta, skicka eller dölja något"
POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
HEAD = (
    {"charset": "utf-8"},
    {"content": "{policy}", "http-equiv": "Content-Security-Policy"},
    {"content": "width=device-width, initial-scale=1", "name": "viewport"},
    {"content": "light dark", "name": "color-scheme"},
)


def check_safety(page: ReadPage) -> Comparisons:
    """Compare every element of a page with what is allowed there."""
    for element in page.root.descendants():
        wrong = _unsafe(element) or _misplaced(element)
        yield expect(not wrong, page.name, f"rad {element.line}", EXPECTED, wrong)


def check_head(page: ReadPage, style_digest: object) -> Comparisons:
    """Compare a page's head with the template's; `style_digest` is the hash of its style sheet."""
    html = next(page.root.descendants("html"), page.root)
    yield compare(page.name, f"rad {html.line}, sidans språk", {"lang": "sv"}, html.attributes)
    head = next(page.root.descendants("head"), page.root)
    elements = [child for child in head.children if isinstance(child, Element)]
    style = elements[-1] if elements else head
    text = style.text.encode()
    known = sha256(text).hexdigest() == style_digest
    yield expect(known, page.name, f"rad {style.line}, formatmallen", "Nämndboks egen formatmall", "en annan")
    policy = POLICY.format(b64encode(sha256(text).digest()).decode())
    metas = [{key: value.format(policy=policy) for key, value in meta.items()} for meta in HEAD]
    expected = [*(("meta", meta) for meta in metas), ("title", {}), ("style", {})]
    found = [(element.tag, element.attributes) for element in elements]
    yield compare(page.name, f"rad {head.line}, sidhuvudet", expected, found)


def _unsafe(element: Element) -> str:
    if element.tag not in ALLOWED:
        return f"elementet <{element.tag}>"
    for name, value in element.attributes.items():
        safe = SAFE.get(name)
        if name not in ATTRIBUTES.split() or OUTSIDE.search(value):
            return f"attributet {name}=”{value}”"
        if safe and not safe.fullmatch(value.strip()):
            return f"hänvisningen {name}=”{value}”"
    return ""


def _misplaced(element: Element) -> str:
    """Say where an element stands if browsers would move it, or end another one before it."""
    tag, parent = element.tag, element.parent.tag if element.parent else ""
    within, inside = WITHIN.get(tag), INSIDE.get(parent)
    if (within is not None and parent not in within.split(" ")) or (inside and tag not in inside.split()):
        return f"<{tag}> i <{parent}>"
    for tags, around in APART:
        outer = element.ancestor(*around.split()) if tag in tags.split() else None
        if outer:
            return f"<{tag}> i <{outer.tag}>"
    drawing = element.ancestor("svg")
    if drawing and tag not in DRAWN.split():
        return f"<{tag}> i <svg>"
    drawn_only = tag in DRAWN.split() and tag not in ("svg", "title")
    if (drawn_only or (tag == "title" and parent != "head")) and not drawing:
        return f"<{tag}> utanför <svg>"
    loose = inside and any(isinstance(child, str) and child.strip() for child in element.parent.children)
    return f"text direkt i <{parent}>" if loose else ""
