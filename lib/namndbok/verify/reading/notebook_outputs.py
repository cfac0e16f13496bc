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
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from namndbok.verify.reading.folder import json_member
from namndbok.verify.reading.html_tree import Element, read_tree
from namndbok.verify.reading.page_content import ReadPage
from namndbok.verify.reading.verdict import (
    MISSING,
    Comparisons,
    Mismatch,
    common_length,
    expect,
    first_difference,
)

# Elements that belong to the fragment around them.
INLINE = {
    "a", "abbr", "b", "button", "code", "data", "em", "i", "small", "span",
    "strong", "sub", "sup", "td", "th", "time", "tspan",
}  # fmt: skip
PAST, CONTENTS, CLOSE, CODE = "Hoppa till innehållet", "Innehåll", "Stäng", "Kod"
SOURCE, ABOUT, RE_PERFORMED = "source", "about", "re-performed"
# What tags the cell with the parameters of a run, which the notebook itself does not have.
INJECTED = "injected-parameters"
FOLDED, OPEN = "hopfälld kod: ", "öppen kod: "
IN_CONTENTS, MARKS_IN_CONTENTS = {"details", "summary", "ol", "li", "a"}, {"id", "href", "aria-labelledby"}
NUMBER = re.compile(r"\d+")
MOST_COMPARED = 3000

Anchors = Mapping[str, Element]


@dataclass(frozen=True, eq=False)
class Fragment:
    """A part of a page with all its attributes and words in order; `line` is where it begins."""

    line: int
    parts: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, ...]:
        """Return what two fragments alike have in common."""
        return tuple(self.parts)

    @property
    def words(self) -> str:
        """Return the words of the fragment with single spaces."""
        return " ".join(self.texts)


def check_notebook(page: ReadPage, name: str, content: Any) -> Comparisons:
    """Compare a page with its notebook, and what each cell gave with the same as plain text."""
    if content is None:
        return
    cells = json_member(content, "cells", kind=list)
    if not cells or not all(isinstance(cell, dict) for cell in cells):
        yield Mismatch(name, "cells", "en lista med celler", "något annat")
        return
    given: list[tuple[int, Fragment]] = []
    for number, output in _html_outputs(cells):
        html = read_tree(_text(output["text/html"]))
        given += [(number, fragment) for fragment in read_fragments(html, page.anchors)]
        words = " ".join(fragment.words for fragment in read_fragments(html))
        plain = Counter(NUMBER.findall(_text(output.get("text/plain"))))
        extra = ", ".join(plain - Counter(NUMBER.findall(words)))
        place = f"cell {number}, utdata som ren text"
        yield expect(not extra, name, place, "samma siffror som på sidan", extra)
    yield from _compare_fragments(page.name, name, _shown_outputs(page, cells, given), given)
    if json_member(content, "metadata", "namndbok", kind=dict).get("show_code") is True:
        yield from _compare_code(page, name, cells)


def own_cells(content: Any) -> list[list[Any]]:
    """Return kind, tags and text of each cell that a notebook had before it was run."""
    cells = [cell for cell in json_member(content, "cells", kind=list) if isinstance(cell, dict)]
    tagged = ((cell, json_member(cell, "metadata", "tags", kind=list)) for cell in cells)
    return [
        [cell.get("cell_type"), tags, _text(cell.get("source"))]
        for cell, tags in tagged
        if INJECTED not in tags
    ]


def _compare_code(page: ReadPage, name: str, cells: Sequence[dict[str, Any]]) -> Comparisons:
    """Compare the code on a page with that of the cells, in order, and whether it is folded."""
    anchors, written, shown = page.anchors, [], []
    for number, cell in enumerate(cells, start=1):
        tags, source = json_member(cell, "metadata", "tags", kind=list), _text(cell.get("source"))
        if cell.get("cell_type") == "code" and ABOUT not in tags and source.strip():
            written.append((number, (OPEN if RE_PERFORMED in tags else FOLDED) + source))
    for pre in page.root.descendants("pre"):
        if _is_cell(pre, anchors):
            folded = pre.parent is not None and pre.parent.tag == "details"
            shown.append((pre.line, (FOLDED if folded else OPEN) + pre.text))
    for given, found in zip_longest(written, shown):
        place = f"rad {found[0]}" if found else f"cell {given[0]} i {name}"
        expected, code = given[1] if given else MISSING, found[1] if found else MISSING
        yield None if expected == code else first_difference(page.name, place, expected, code)


def _html_outputs(cells: Sequence[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    """List what the cells gave as HTML, by number, in the order of the page, whose footer comes last."""
    outputs = [
        ("footer" in json_member(cell, "metadata", "tags", kind=list), number, output)
        for number, cell in enumerate(cells, start=1)
        for entry in json_member(cell, "outputs", kind=list)
        if "text/html" in (output := json_member(entry, "data", kind=dict))
    ]
    return [(number, output) for _, number, output in sorted(outputs, key=lambda item: item[:2])]


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _shown_outputs(
    page: ReadPage, cells: Sequence[dict[str, Any]], given: Sequence[tuple[int, Fragment]]
) -> list[Fragment]:
    """Cut the page, and leave out what the template and the notebook's own prose and code give it."""
    source = _word_sequence(" ".join(_text(cell.get("source")) for cell in cells))
    keys = {fragment.key for _, fragment in given}
    body = next(page.root.descendants("body"), page.root)
    return [
        fragment
        for fragment in read_fragments(body)
        if fragment.key in keys or (fragment.words and _word_sequence(fragment.words) not in source)
    ]


def _word_sequence(text: str) -> str:
    words = " ".join(re.findall(r"\w+", text))
    return f" {words} "


def _compare_fragments(
    page: str, notebook: str, shown: Sequence[Fragment], given: Sequence[tuple[int, Fragment]]
) -> Comparisons:
    """Pair what differs between the two, once what is alike at both ends is out of the way."""
    a, b = [fragment.key for fragment in shown], [fragment.key for _, fragment in given]
    start = common_length(a, b)
    end = common_length(a[start:][::-1], b[start:][::-1])
    yield from [None] * (start + end)
    a, b = a[start : len(a) - end], b[start : len(b) - end]
    if max(len(a), len(b)) > MOST_COMPARED:
        a, b = a[:1], b[:1]
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            pairs = zip_longest(shown[start + i : start + j], given[start + k : start + m])
            yield from (_mismatch(page, notebook, *pair) for pair in pairs)


def _mismatch(
    page: str, notebook: str, shown: Fragment | None, given: tuple[int, Fragment] | None
) -> Mismatch:
    """Say how a fragment of the page differs from one of a cell, or that one of the two is missing."""
    if given is None:
        only = f"bara det som {notebook} visar"
        return Mismatch(page, f"rad {shown.line}", only, shown.words or " ".join(shown.parts))
    cell, fragment = given
    if shown is None:
        place = f"det som cell {cell} i {notebook} visar"
        return Mismatch(page, place, fragment.words or " ".join(fragment.parts), MISSING)
    differ = fragment.words != shown.words
    expected, found = (part.words if differ else " ".join(part.parts) for part in (fragment, shown))
    place = f"rad {shown.line}, jämfört med cell {cell} i {notebook}"
    return first_difference(page, place, expected, found)


def read_fragments(root: Element, panels: Anchors | None = None) -> list[Fragment]:
    """Cut a tree into fragments, without what the template adds, and of sources only those among `panels`."""
    fragments, left_out = [Fragment(root.line)], added_by_template(root)
    if panels is not None:
        left_out |= {part for part in root.descendants("div") if _is_source(part) and part.id not in panels}
    for item in _items(root, left_out):
        if isinstance(item, str):
            fragments[-1].texts.append(item)
        elif item.tag not in INLINE:
            fragments.append(Fragment(item.line))
        fragments[-1].parts.append(item if isinstance(item, str) else _mark(item))
    return [fragment for fragment in fragments if fragment.parts]


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


def _is_source(element: Element) -> bool:
    return element.attributes.get("class") == SOURCE


def added_by_template(root: Element) -> set[Element]:
    """Return the elements that the template has added to a page; a notebook has none."""
    anchors = root.anchors()
    kinds = {
        "a": _is_link_past, "nav": _is_contents, "button": _is_close, "details": _is_folded, "pre": _is_cell,
    }  # fmt: skip
    return {element for element in root.descendants(*kinds) if kinds[element.tag](element, anchors)}


def _is_link_past(link: Element, anchors: Anchors) -> bool:
    return link.attributes.get("class") == "skip" and link.words == PAST and not [*link.descendants()]


def _is_contents(nav: Element, anchors: Anchors) -> bool:
    """Return whether it lists headings by their own words, each with a link to it."""
    inner = [*nav.descendants()]
    headings = [_end_of(link, anchors) for link in inner if link.tag == "a"]
    return (
        all(MARKS_IN_CONTENTS.issuperset(element.attributes) for element in [nav, *inner])
        and all(element.tag in IN_CONTENTS for element in inner)
        and all(headings)
        and nav.words == " ".join([CONTENTS, *(heading.words for heading in headings)])
    )


def _is_close(button: Element, anchors: Anchors) -> bool:
    return button.closes and button.words == CLOSE and len(button.attributes) == 1


def _is_folded(details: Element, anchors: Anchors) -> bool:
    """Return whether it holds its summary and the code of cells, and nothing else."""
    elements = [child for child in details.children if isinstance(child, Element)]
    words = "".join(child for child in details.children if isinstance(child, str)).strip()
    summary, *code = elements or [details]
    return (
        details.attributes == {"class": "code"}
        and (summary.tag, summary.attributes, summary.children) == ("summary", {}, [CODE])
        and not words
        and all(_is_cell(pre, anchors) for pre in code)
    )


def _is_cell(pre: Element, anchors: Anchors) -> bool:
    """Return whether it is the code of a cell, which is compared for itself."""
    code = pre.children[0] if len(pre.children) == 1 else None
    return (
        pre.tag == "pre"
        and pre.attributes == {"class": "cell"}
        and isinstance(code, Element)
        and (code.tag, code.attributes) == ("code", {})
        and all(isinstance(child, str) for child in code.children)
    )


def _end_of(link: Element, anchors: Anchors) -> Element | None:
    """Return where a link leads; None for what is more than a bare link within the page."""
    target = link.attributes.get("href", "")
    bare = link.tag == "a" and len(link.attributes) == 1 and not [*link.descendants()]
    return anchors.get(target[1:]) if bare and target.startswith("#") else None
