"""Read a page as a tree, and refuse what a page may not hold.

What could run, fetch, send or hide is not among what `elements.json` lists; what browsers would mend or move
is written otherwise than pages are, or stands where it may not. The head is the template's, and every link
and button leads somewhere.
"""

import json
import pkgutil
import re
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from namndbok.verify.reading.html_tree import Element, read_tree, write_tree
from namndbok.verify.reading.verdict import MISSING, Comparisons, common_length, compare, expect

ROW = re.compile(r"[a-z_]+:\d+")
RUNS = re.compile(r"\d{1,7}(?:–\d{1,7})?(?:, \d{1,7}(?:–\d{1,7})?)*$")
SEAL = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])")
LONGEST_HEADING, LONGEST_RUN = 40, 10_000
# What is allowed, by kind. `within`: browsers put these elsewhere, or end another element before them, unless
# they stand in one of these. `inside`: these hold nothing else. `apart`: an element of the one kind ends, or
# moves, what is of the other kind around it.
LISTED = json.loads(pkgutil.get_data(__package__, "elements.json"))
FLOW, DRAWN, WITHIN, INSIDE = (LISTED[name] for name in ("flow", "drawn", "within", "inside"))
ATTRIBUTES, ALLOWED = {*LISTED["attributes"]}, {*FLOW, *LISTED["words"], *DRAWN, *LISTED["laid_out"]}
SAFE = {
    "href": re.compile(r"(?is)#.*|(https?|mailto):.*|([\w-]+/)*[\w-]+\.(html|json)(#.*)?"),
    "src": re.compile(r"(?is)data:image/.*"),
    "xlink:href": re.compile("(?s)#.*"),
}
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!['\"]?#)", re.IGNORECASE)
EXPECTED = "text, tabeller och bilder som inte kan köra, hämta, skicka eller dölja något"
HEAD = """<head>
<meta charset="utf-8"/>
<meta content="default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'" \
http-equiv="Content-Security-Policy"/>
<meta content="width=device-width, initial-scale=1" name="viewport"/>
<meta content="light dark" name="color-scheme"/>
<title>{}</title>
<style>{}</style>
</head>"""


@dataclass(frozen=True, eq=False)
class ReadTable:
    """A table: the headings of its columns, and the cells of each row, all rows as wide as the widest."""

    id: str
    headings: list[str]
    rows: list[list[Element]]

    def column(self, heading: str) -> int | None:
        """Return the number of the only column under a heading, whatever its capitals."""
        headings, heading = [text.casefold() for text in self.headings], heading.casefold()
        return headings.index(heading) if headings.count(heading) == 1 else None


@dataclass(frozen=True, eq=False)
class ReadPage:
    """A page as it is written, and what has been read in it."""

    name: str
    text: str

    @cached_property
    def root(self) -> Element:
        """Read the page as a tree."""
        return read_tree(self.text)

    @cached_property
    def tables(self) -> list[ReadTable]:
        """List the tables in order."""
        return [read_table(table) for table in self.root.descendants("table")]


def read_table(table: Element) -> ReadTable:
    """Read a table; the first row of its head gives the headings."""
    lines = [*table.descendants("tr")]
    rows = [[cell for cell in line.elements if cell.tag in ("th", "td")] for line in lines]
    width = max(map(len, rows), default=0)
    for line, cells in zip(lines, rows, strict=True):
        cells += [Element("td", {}, line.line, line) for _ in range(width - len(cells))]
    heads = [row for row in rows if width and row[0].ancestor("thead")]
    headings = [cell.words for cell in heads[0]] if heads else [""] * width
    return ReadTable(table["id"], headings, [row for row in rows if width and row not in heads])


def leads_to(figure: Element) -> str:
    """Return the anchor that a figure, a `data` element, leads to."""
    link = figure.ancestor("a", "button")
    return link.target if link else ""


def entry_of(figure: Element) -> str:
    """Return the anchor of the panel or table row whose first figure this is, if any."""
    entry = figure.ancestor("div", "tr")
    first = entry is not None and entry.first("data") is figure
    return entry["id"] if first and not ROW.fullmatch(entry["id"]) else ""


def place_of(figure: Element) -> str:
    """Say where a reader finds a figure."""
    fact, row = figure["data-fact"] or entry_of(figure), figure.ancestor("tr")
    table = figure.ancestor("table")
    place = f"rad {figure.line}, " + (f"faktum {fact}" if fact else f"raden {leads_to(figure)}")
    place += f", tabellen {table['id']}" if table and table["id"] else ""
    heading = next(row.descendants("th"), None) if row else None
    return place + (f", raden {heading.words[:LONGEST_HEADING]}" if heading else "")


def read_links(element: Element) -> list[tuple[str, str]]:
    """List where the links and buttons in an element lead, each with its words, but for what closes it."""
    return [(link.target, link.words) for link in element.descendants("a", "button") if not link.closes]


def linked_rows(links: list[tuple[str, str]]) -> list[str]:
    """Name the data rows that links stand for: `Avgifter rad 16–29`, which leads to fees:16, for fourteen."""
    rows: list[str] = []
    for target, words in links:
        table, colon, first = target.partition(":")
        named = RUNS.search(words)
        runs = [run.split("–") for run in named[0].split(", ")] if named else [[""]]
        if colon and runs[0][0] == first:
            for start, *end in runs:
                last = min(int(end[0] if end else start), int(start) + LONGEST_RUN)
                rows += [f"{table}:{number}" for number in range(int(start), last + 1)]
        elif colon:
            rows.append(f"{words} → {target}")
    return rows


def check_head(page: ReadPage, style_digest: object) -> Comparisons:
    """Compare a page's head with the template's; `style_digest` is the hash of its style sheet."""
    html, head = page.root.first("html"), page.root.first("head")
    style = head.first("style")
    digest = sha256(style.text.encode())
    yield compare(page.name, f"rad {html.line}, sidans språk", {"lang": "sv"}, html.attributes)
    known = digest.hexdigest() == style_digest
    yield expect(known, page.name, f"rad {style.line}, formatmallen", "Nämndboks egen formatmall", "en annan")
    policy, title = b64encode(digest.digest()).decode(), write_tree(head.first("title").text)
    expected = HEAD.format(policy, title, style.text)
    yield compare(page.name, f"rad {head.line}, sidhuvudet", expected, write_tree(head))


def check_footer(page: ReadPage, seal: str) -> Comparisons:
    """Compare every seal in the footer with that of the manifest."""
    seals = [found for footer in page.root.descendants("footer") for found in SEAL.findall(footer.text)]
    for found in seals or [MISSING]:
        yield compare(page.name, "sigillet i sidfoten", seal, found)


def check_safety(page: ReadPage) -> Comparisons:
    """Compare a page with its tree written again, and every element with what is allowed there."""
    written = "<!DOCTYPE html>" + write_tree(page.root)
    line = 1 + page.text[: common_length(written, page.text)].count("\n") if written != page.text else 0
    yield compare(page.name, f"rad {line}, hur sidan är skriven", written, page.text)
    for element in page.root.descendants():
        wrong = _unsafe(element) or _misplaced(element)
        yield expect(not wrong, page.name, f"rad {element.line}", EXPECTED, wrong)


def _unsafe(element: Element) -> str:
    if element.tag not in ALLOWED:
        return f"elementet <{element.tag}>"
    for name, value in element.attributes.items():
        if name not in ATTRIBUTES or OUTSIDE.search(value):
            return f"attributet {name}=”{value}”"
        if name in SAFE and not SAFE[name].fullmatch(value.strip()):
            return f"hänvisningen {name}=”{value}”"
    return ""


def _misplaced(element: Element) -> str:
    """Say where an element stands if browsers would move it, or end another one before it."""
    tag, parent, drawing = element.tag, element.parent.tag, element.ancestor("svg")
    if parent not in WITHIN.get(tag, [parent]) or tag not in INSIDE.get(parent, [tag]):
        return f"<{tag}> i <{parent}>"
    for tags, around in ((FLOW, ["p"]), *LISTED["apart"]):
        outer = element.ancestor(*around) if tag in tags else None
        if outer:
            return f"<{tag}> i <{outer.tag}>"
    if drawing and tag not in DRAWN:
        return f"<{tag}> i <svg>"
    if not drawing and tag in DRAWN and tag != "svg" and (tag, parent) != ("title", "head"):
        return f"<{tag}> utanför <svg>"
    siblings = element.parent.children if parent in INSIDE else []
    loose = any(isinstance(child, str) and child.strip() for child in siblings)
    return f"text direkt i <{parent}>" if loose else ""


def check_links(page: ReadPage) -> Comparisons:
    """Check that a page is titled as its heading, leads somewhere, and has no anchor twice."""
    title, heading, anchors = page.root.first("title"), page.root.first("h1"), page.root.anchors
    yield compare(page.name, f"rad {title.line}, sidans titel", heading.words, title.words)
    anchored = [element for element in page.root.descendants() if element["id"]]
    times = Counter(element["id"] for element in anchored)
    for element in anchored:
        unique = times[element["id"]] == 1
        yield expect(unique, page.name, f"rad {element.line}", "en egen beteckning", element["id"])
    for link in page.root.descendants("a"):
        leads = not link["href"].startswith("#") or link["href"][1:] in anchors
        place = f"rad {link.line}, {link.words}"
        yield expect(leads, page.name, place, "en länk som leder till något", link["href"])
    for button in page.root.descendants("button"):
        source, panel = anchors.get(button.target, page.root), anchors.get(button["popovertarget"])
        opens = panel and panel.is_panel and panel in (source, source.parent)
        right = opens and {*button.attributes} <= {"class", "data-row", "popovertarget"}
        expected = "en knapp som öppnar en uträkning eller en rad"
        yield expect(right, page.name, f"rad {button.line}, {button.words}", expected, button.target)
