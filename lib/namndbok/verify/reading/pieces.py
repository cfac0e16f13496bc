"""Cut HTML into pieces that can be compared: a heading, a paragraph, a row, a mark in a picture."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from namndbok.verify.reading.added import added
from namndbok.verify.reading.tree import Element

# Elements that belong to the piece around them.
INLINE = set(
    [
        "a",
        "abbr",
        "b",
        "code",
        "data",
        "em",
        "i",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "td",
        "th",
        "time",
        "tspan",
    ]
)
# Where a way back to a figure ends, on a link; a workbook has none.
RETURN = ("a", "id")


@dataclass(frozen=True)
class Piece:
    """A part of a page with all its attributes and words; `line` is where it begins."""

    line: int
    parts: tuple[str, ...]
    words: str

    @property
    def whole(self) -> str:
        """Write the piece for a message."""
        return " ".join(self.parts)


@dataclass
class _Draft:
    line: int
    parts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def pieces(root: Element) -> list[Piece]:
    """Cut a tree into pieces, each with its marks and words in order, without what the template adds."""
    drafts = [_Draft(root.line)]
    for item in _items(root, added(root)):
        if isinstance(item, str):
            drafts[-1].parts.append(item)
            drafts[-1].words.append(item)
            continue
        if item.tag not in INLINE:
            drafts.append(_Draft(item.line))
        drafts[-1].parts.append(_mark(item))
    return [Piece(draft.line, tuple(draft.parts), " ".join(draft.words)) for draft in drafts if draft.parts]


def _items(element: Element, apart: Set[Element]) -> Iterator[Element | str]:
    """Yield elements and words in order, white space made single; nothing of those `apart`."""
    for child in element.children:
        if isinstance(child, str):
            words = " ".join(child.split())
            yield from [words] if words else []
        elif child not in apart:
            yield child
            yield from _items(child, apart)


def _mark(element: Element) -> str:
    named = sorted(
        (name, value) for name, value in element.attributes.items() if (element.tag, name) != RETURN
    )
    own = (f'{name}="{" ".join(value.split())}"' for name, value in named)
    return f"<{' '.join([element.tag, *own])}>"
