"""Compare a page with the executed notebook that it was made from: what the cells gave stands on the page.

Both are cut into fragments: a heading, a paragraph, a row, a mark in a picture. A change in only one of the
two files is thereby found wherever it is, also in a chart or in running text. What the template adds to a
page is left out: the link past the contents, the contents, and what closes a panel. An element of the same
kind that says anything else, or leads anywhere else, is not among them. Code is compared with the notebook's
cells letter by letter: what re-performs a computation stands open, other code is folded. A link to the source
of a figure is a button on the page, which opens the source as a panel; a source that nothing opens is not
there.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

from namndbok.verify.reading.folder import (
    MANIFEST,
    NOTEBOOK,
    Manifest,
    ReadFolder,
    fits,
    json_member,
    sha256,
    to_json,
)
from namndbok.verify.reading.html_tree import Element, read_tree, write_tree
from namndbok.verify.reading.page import ReadPage
from namndbok.verify.reading.verdict import (
    MISSING,
    Comparisons,
    Mismatch,
    common_length,
    compare,
    expect,
)

# Elements that belong to the fragment around them.
INLINE = {
    "a", "abbr", "b", "button", "code", "data", "em", "i", "small", "span",
    "strong", "sub", "sup", "td", "th", "time", "tspan",
}  # fmt: skip
SOURCE, ABOUT, RE_PERFORMED, FOOTER = "source", "about", "re-performed", "footer"
# What tags the cell with the parameters of a run, which the notebook itself does not have.
INJECTED = "injected-parameters"
FOLDED, OPEN = "hopfälld kod: ", "öppen kod: "
# What the template writes around code, headings and the names of panels.
ADDED = {
    "a": '<a class="skip" href="#innehall">Hoppa till innehållet</a>',
    "button": '<button popovertarget="{}">Stäng</button>',
    "details": '<details class="code"><summary>Kod</summary>{}</details>',
    "nav": """<nav aria-labelledby="toc">
<details>
<summary id="toc">Innehåll</summary>
<ol>
{}</ol>
</details>
</nav>""",
    "pre": '<pre class="cell"><code>{}</code></pre>',
}
Anchors = Mapping[str, Element]
NUMBER, MOST_COMPARED = re.compile(r"\d+"), 3000


class Fragment(NamedTuple):
    """A part of a page or of an output: where it stands, all its marks and words in order, and its words."""

    place: str
    key: tuple[str, ...]
    words: str


def check_notebook(page: ReadPage, name: str, content: Any) -> Comparisons:
    """Compare a page with its notebook, and what each cell gave with the same as plain text."""
    if content is None:
        return
    if not fits(content, {"cells": [dict]}) or not content["cells"]:
        yield Mismatch(name, "cells", "en lista med celler", "något annat")
        return
    cells, given = [*enumerate(content["cells"], start=1)], list[Fragment]()
    for number, cell in sorted(cells, key=lambda item: FOOTER in _tags(item[1])):
        for entry in json_member(cell, "outputs", kind=list):
            output = json_member(entry, "data", kind=dict)
            html = read_tree(_text(output.get("text/html")))
            given += read_fragments(html, f"cell {number} i {name}", page.root.anchors)
            words = " ".join(item for item in _items(html, set()) if isinstance(item, str))
            plain = _text(output.get("text/plain")) if "text/html" in output else ""
            extra = ", ".join(Counter(NUMBER.findall(plain)) - Counter(NUMBER.findall(words)))
            place = f"cell {number}, utdata som ren text"
            yield expect(not extra, name, place, "samma siffror som på sidan", extra)
    # The template writes the notebook's own prose.
    prose = _word_sequence(" ".join(_text(cell.get("source")) for _, cell in cells))
    keys = {fragment.key for fragment in given}
    shown = [
        fragment
        for fragment in read_fragments(page.root.first("body"))
        if fragment.key in keys or (fragment.words and _word_sequence(fragment.words) not in prose)
    ]
    yield from _compare_fragments(page.name, name, shown, given)
    if json_member(content, "metadata", "namndbok", kind=dict).get("show_code") is True:
        codes = (
            _code(f"cell {number} i {name}", _text(cell.get("source")), RE_PERFORMED not in _tags(cell))
            for number, cell in cells
            if cell.get("cell_type") == "code" and ABOUT not in _tags(cell)
        )
        written = [code for code in codes if code.words.partition(": ")[2].strip()]
        shown = [
            _code(f"rad {pre.line}", pre.text, pre.parent.tag == "details")
            for pre in page.root.descendants("pre")
            if _is_added(pre, {})
        ]
        yield from _compare_fragments(page.name, name, shown, written)


def check_making(folder: ReadFolder, manifest: Manifest) -> Comparisons:
    """Compare how each paper was made, and of which cells, with what its executed notebook holds."""
    for name, paper in manifest.papers.items():
        executed = folder.json(f"{name}{NOTEBOOK}")
        cells = [
            [cell.get("cell_type"), _tags(cell), _text(cell.get("source"))]
            for cell in json_member(executed, "cells", kind=list)
            if isinstance(cell, dict) and INJECTED not in _tags(cell)
        ]
        digest = manifest.notebooks.get(paper["notebook"], MISSING)
        if executed is not None:
            found = sha256(to_json(cells).encode("utf-8", "surrogatepass"))
            yield compare(f"{name}{NOTEBOOK}", "arbetsbokens celler", digest, found)
        stated = json_member(executed, "metadata", "namndbok", kind=dict)
        expected = {key: stated[key] for key in paper if key in stated}
        yield compare(MANIFEST, f"papers, {name}", to_json(expected), to_json(paper))


def _tags(cell: dict[str, Any]) -> list[str]:
    return json_member(cell, "metadata", "tags", kind=list)


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _word_sequence(text: str) -> str:
    words = " ".join(re.findall(r"\w+", text))
    return f" {words} "


def _code(place: str, code: str, folded: bool) -> Fragment:
    words = (FOLDED if folded else OPEN) + code
    return Fragment(place, (words,), words)


def _compare_fragments(page: str, name: str, shown: list[Fragment], given: list[Fragment]) -> Comparisons:
    """Pair what differs between the two, once what is alike at both ends is out of the way."""
    a, b = [fragment.key for fragment in shown], [fragment.key for fragment in given]
    start = common_length(a, b)
    end = common_length(a[start:][::-1], b[start:][::-1])
    yield from [None] * (start + end)
    a, b = a[start : len(a) - end], b[start : len(b) - end]
    if max(len(a), len(b)) > MOST_COMPARED:
        a, b = a[:1], b[:1]
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        pairs = zip_longest(shown[start + i : start + j], given[start + k : start + m])
        for found, expected in pairs if kind != "equal" else ():
            if not expected:
                only = f"bara det som {name} visar"
                yield Mismatch(page, found.place, only, found.words or " ".join(found.key))
            elif not found:
                place = f"det som {expected.place} visar"
                yield Mismatch(page, place, expected.words or " ".join(expected.key), MISSING)
            else:
                differ = expected.words != found.words
                texts = (side.words if differ else " ".join(side.key) for side in (expected, found))
                yield Mismatch(page, f"{found.place}, jämfört med {expected.place}", *texts)


def read_fragments(root: Element, place: str = "", panels: Anchors | None = None) -> list[Fragment]:
    """Cut a tree into fragments, without what the template adds, and of sources only those among `panels`."""
    left_out, pieces = added_by_template(root), [[]]
    if panels is not None:
        sources = (part for part in root.descendants("div") if part["class"] == SOURCE)
        left_out |= {part for part in sources if part["id"] not in panels}
    for item in _items(root, left_out):
        if isinstance(item, Element) and item.tag not in INLINE:
            pieces.append([])
        pieces[-1].append(item)
    fragments = []
    for piece in filter(None, pieces):
        words = [item for item in piece if isinstance(item, str)]
        line = root.line if isinstance(piece[0], str) else piece[0].line
        key = tuple(item if isinstance(item, str) else _mark(item) for item in piece)
        fragments.append(Fragment(place or f"rad {line}", key, " ".join(words)))
    return fragments


def _items(element: Element, left_out: Set[Element]) -> Iterator[Element | str]:
    """Yield elements and words in order, white space made single; nothing of those left out."""
    for child in element.children:
        if isinstance(child, str):
            words = " ".join(child.split())
            if words:
                yield words
        elif child not in left_out:
            yield child
            yield from _items(child, left_out)


def _mark(element: Element) -> str:
    """Write an element's tag; a panel and what opens it as the source and the link in the notebook."""
    tag, attributes = element.tag, dict(element.attributes)
    if element.is_panel and attributes.pop("popover") == "":
        attributes["class"] = SOURCE
    if tag == "button":
        panel = attributes.pop("popovertarget", "")
        tag, attributes["href"] = "a", f"#{attributes.pop('data-row', panel)}"
    marks = (f'{name}="{" ".join(value.split())}"' for name, value in sorted(attributes.items()))
    return f"<{' '.join([tag, *marks])}>"


def added_by_template(root: Element) -> set[Element]:
    """Return the elements that the template has added to a page; a notebook has none."""
    anchors = root.anchors
    return {element for element in root.descendants(*ADDED) if _is_added(element, anchors)}


def _is_added(element: Element, anchors: Anchors) -> bool:
    """Return whether an element is, letter by letter, what the template writes around what the page has."""
    inner = ""
    if element.tag == "pre":
        inner = write_tree(element.text)
    elif element.tag == "details":
        cells = (child for child in element.elements if child.tag == "pre" and _is_added(child, anchors))
        inner = "".join(map(write_tree, cells))
    elif element.tag == "nav":
        for link in element.descendants("a"):
            heading = anchors.get(link["href"][1:])
            inner += f'<li><a href="{link["href"]}">{write_tree(heading.words if heading else "")}</a></li>\n'
    elif element.tag == "button":
        inner = element.parent["id"] if element.closes else "-"
    return write_tree(element) == ADDED[element.tag].format(inner)
