"""Compare a page with the executed workbook that it was made from: what the cells gave stands on the page.

A change in only one of the two files is thereby found wherever it is, also in a chart or in running text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from namndbok.verify.reading.mismatch import Mismatch, Outcome, alike, around, missing
from namndbok.verify.reading.page import Page
from namndbok.verify.reading.pieces import Piece, pieces
from namndbok.verify.reading.tree import read_tree

NUMBER = re.compile(r"\d+")
MOST_COMPARED = 3000


@dataclass(frozen=True)
class Output:
    """What a cell gave, cut into pieces; `cell` is its number, `plain` the same output as plain text."""

    cell: int
    footer: bool
    pieces: tuple[Piece, ...]
    plain: str


def read_outputs(cells: Sequence[dict[str, Any]]) -> list[Output]:
    """Read what the cells gave as HTML, in the order of the page, whose footer comes last."""
    given = [
        Output(
            number, "footer" in _tags(cell), tuple(pieces(read_tree(_text(data["text/html"])).root)), plain
        )
        for number, cell in enumerate(cells, start=1)
        for data, plain in _shown(cell)
    ]
    return sorted(given, key=lambda output: output.footer)


def _shown(cell: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else []:
        data = output.get("data") if isinstance(output, dict) else None
        if isinstance(data, dict) and "text/html" in data:
            yield data, _text(data.get("text/plain"))


def _tags(cell: dict[str, Any]) -> list[Any]:
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return tags if isinstance(tags, list) else []


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")


def check_workbook(page: Page, name: str, content: Any) -> Iterator[Outcome]:
    """Compare a page with its workbook, and what each cell gave with the same as plain text."""
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        yield Mismatch(name, "cells", "en lista med celler", "något annat")
        return
    outputs = read_outputs(cells)
    given = [(output.cell, piece) for output in outputs for piece in output.pieces]
    written = _compact(" ".join(_text(cell.get("source")) for cell in cells))
    body = next(page.root.every("body"), page.root)
    shown = _without_template(pieces(body), {piece.parts for _, piece in given}, written)
    yield from _differences(page.name, name, shown, given)
    yield from (_plain(name, output) for output in outputs)


def _without_template(shown: Sequence[Piece], given: set[tuple[str, ...]], written: str) -> list[Piece]:
    """Leave out what the template and the workbook's own prose and code give the page."""
    own = (piece for piece in shown if piece.words and _compact(piece.words) not in written)
    kept = {id(piece) for piece in own} | {id(piece) for piece in shown if piece.parts in given}
    return [piece for piece in shown if id(piece) in kept]


def _compact(text: str) -> str:
    words = re.findall(r"\w+", text)
    return f" {' '.join(words)} "


def _differences(
    page: str, workbook: str, shown: Sequence[Piece], given: Sequence[tuple[int, Piece]]
) -> Iterator[Outcome]:
    """Pair what differs between the two, once what is alike at both ends is out of the way."""
    a, b = [piece.parts for piece in shown], [piece.parts for _, piece in given]
    start = alike(a, b)
    end = alike(a[start:][::-1], b[start:][::-1])
    yield from [None] * (start + end)
    a, b = a[start : len(a) - end], b[start : len(b) - end]
    if max(len(a), len(b)) > MOST_COMPARED:
        a, b = a[:1], b[:1]
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            pairs = zip_longest(shown[start + i : start + j], given[start + k : start + m])
            yield from (_pair(page, workbook, *pair) for pair in pairs)


def _pair(page: str, workbook: str, shown: Piece | None, given: tuple[int, Piece] | None) -> Outcome:
    if given is None:
        place, only = f"rad {shown.line}", f"bara det som {workbook} visar"
        return Mismatch(page, place, only, shown.words or shown.whole)
    cell, piece = given
    if shown is None:
        return missing(page, f"det som cell {cell} i {workbook} visar", piece.words or piece.whole)
    differ = piece.words != shown.words
    expected, found = (piece.words, shown.words) if differ else (piece.whole, shown.whole)
    place = f"rad {shown.line}, jämfört med cell {cell} i {workbook}"
    return Mismatch(page, place, around(expected, found), around(found, expected))


def _plain(name: str, output: Output) -> Outcome:
    """Check that the numbers in an output's plain text stand in its HTML too."""
    words = " ".join(piece.words for piece in output.pieces)
    extra = Counter(NUMBER.findall(output.plain)) - Counter(NUMBER.findall(words))
    place = f"cell {output.cell}, utdata som ren text"
    return Mismatch(name, place, "samma siffror som på sidan", ", ".join(extra)) if extra else None
