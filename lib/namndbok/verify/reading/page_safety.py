"""Look for what a page may not hold: what could run, fetch, send or hide, and what browsers would move.

Only what is listed is allowed, each element where browsers leave it, and the head is the template's.
"""

import json
import pkgutil
import re
from base64 import b64encode
from hashlib import sha256

from namndbok.verify.reading.html_tree import Element
from namndbok.verify.reading.page_content import ReadPage
from namndbok.verify.reading.verdict import Comparisons, compare, expect

# What is allowed, by kind. `within`: browsers put these elsewhere, or end another element before them, unless
# they stand in one of these. `inside`: these hold nothing else. `apart`: an element of the one kind ends, or
# moves, what is of the other kind around it.
LISTED = json.loads(pkgutil.get_data(__package__, "elements.json"))
FLOW, DRAWN, WITHIN, INSIDE = (LISTED[name] for name in ("flow", "drawn", "within", "inside"))
ATTRIBUTES = {*LISTED["attributes"]}
ALLOWED = {*FLOW, *LISTED["words"], *DRAWN, *LISTED["laid_out"]}
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
        if name not in ATTRIBUTES or OUTSIDE.search(value):
            return f"attributet {name}=”{value}”"
        if safe and not safe.fullmatch(value.strip()):
            return f"hänvisningen {name}=”{value}”"
    return ""


def _misplaced(element: Element) -> str:
    """Say where an element stands if browsers would move it, or end another one before it."""
    tag, parent = element.tag, element.parent.tag if element.parent else ""
    within, inside = WITHIN.get(tag), INSIDE.get(parent)
    if (within is not None and parent not in within) or (inside and tag not in inside):
        return f"<{tag}> i <{parent}>"
    for tags, around in ((FLOW, ["p"]), *LISTED["apart"]):
        outer = element.ancestor(*around) if tag in tags else None
        if outer:
            return f"<{tag}> i <{outer.tag}>"
    drawing = element.ancestor("svg")
    if drawing and tag not in DRAWN:
        return f"<{tag}> i <svg>"
    drawn_only = tag in DRAWN and tag not in ("svg", "title")
    if (drawn_only or (tag == "title" and parent != "head")) and not drawing:
        return f"<{tag}> utanför <svg>"
    loose = inside and any(isinstance(child, str) and child.strip() for child in element.parent.children)
    return f"text direkt i <{parent}>" if loose else ""
