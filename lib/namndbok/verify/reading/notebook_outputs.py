"""Compare a page with the executed notebook that it was made from: what the cells gave stands on the page.

A change in only one of the two files is thereby found wherever it is, also in a chart or in running text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from namndbok.verify.reading.folder import json_member
from namndbok.verify.reading.fragments import Fragment, read_fragments
from namndbok.verify.reading.html_tree import read_tree
from namndbok.verify.reading.page_content import ReadPage
from namndbok.verify.reading.verdict import (
    MISSING,
    Comparison,
    Mismatch,
    common_length,
    expect,
    first_difference,
)

NUMBER = re.compile(r"\d+")
MOST_COMPARED = 3000


def check_notebook(page: ReadPage, name: str, content: Any) -> Iterator[Comparison]:
    """Compare a page with its notebook, and what each cell gave with the same as plain text."""
    if content is None:
        return
    cells = json_member(content, "cells", kind=list)
    if not cells or not all(isinstance(cell, dict) for cell in cells):
        yield Mismatch(name, "cells", "en lista med celler", "något annat")
        return
    given: list[tuple[int, Fragment]] = []
    for number, output in _html_outputs(cells):
        fragments = read_fragments(read_tree(_text(output["text/html"])).root)
        given += [(number, fragment) for fragment in fragments]
        words = " ".join(fragment.words for fragment in fragments)
        plain = Counter(NUMBER.findall(_text(output.get("text/plain"))))
        extra = ", ".join(plain - Counter(NUMBER.findall(words)))
        place = f"cell {number}, utdata som ren text"
        yield expect(not extra, name, place, "samma siffror som på sidan", extra)
    yield from _compare_fragments(page.name, name, _shown_outputs(page, cells, given), given)


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
) -> Iterator[Comparison]:
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
