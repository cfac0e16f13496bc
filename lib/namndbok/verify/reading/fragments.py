"""Cut HTML into fragments that can be compared: a heading, a paragraph, a row, a mark in a picture.

What the template adds to a page is left out: the link past the contents, the contents, and the ways back to
figures. An element of the same kind that says anything else, or leads anywhere else, is not among them.
"""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from namndbok.verify.reading.html_tree import Element

# Elements that belong to the fragment around them.
INLINE = {
    "a", "abbr", "b", "code", "data", "em", "i", "small", "span",
    "strong", "sub", "sup", "td", "th", "time", "tspan",
}  # fmt: skip
PAST, CONTENTS, BACK, BACK_TO_SEVERAL = "Hoppa till innehållet", "Innehåll", "åter", "åter till "
FIGURE_ANCHOR = re.compile(r"F\d+")
IN_CONTENTS, MARKS_IN_CONTENTS = {"h2", "ol", "li", "a"}, {"id", "href", "aria-labelledby"}

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


def read_fragments(root: Element) -> list[Fragment]:
    """Cut a tree into fragments, without what the template adds."""
    fragments = [Fragment(root.line)]
    for item in _items(root, added_by_template(root)):
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
    """Write an element's tag; without the anchor of a link, where a way back to a figure ends."""
    attributes = sorted(element.attributes.items())
    marks = (
        f'{name}="{" ".join(value.split())}"'
        for name, value in attributes
        if (element.tag, name) != ("a", "id")
    )
    return f"<{' '.join([element.tag, *marks])}>"


def added_by_template(root: Element) -> set[Element]:
    """Return the elements that the template has added to a page; a notebook has none."""
    anchors, kinds = root.anchors(), {"a": _is_link_past, "nav": _is_contents, "small": _is_way_back}
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


def _is_way_back(small: Element, anchors: Anchors) -> bool:
    """Return whether it says which figures lead to the row or derivation that it stands in."""
    entry = small.parent
    figures = [_end_of(link, anchors) for link in small.descendants()]
    if small.attributes or not figures or entry.tag != "li":
        return False
    for figure in figures:
        leads = figure and figure.tag == "a" and figure.attributes.get("href") == f"#{entry.id}"
        if not leads or not FIGURE_ANCHOR.fullmatch(figure.id):
            return False
    words = [figure.words for figure in figures]
    return small.words == (BACK if len(words) == 1 else BACK_TO_SEVERAL + ", ".join(words))


def _end_of(link: Element, anchors: Anchors) -> Element | None:
    """Return where a link leads; None for what is more than a bare link within the page."""
    target = link.attributes.get("href", "")
    bare = link.tag == "a" and len(link.attributes) == 1 and not [*link.descendants()]
    return anchors.get(target[1:]) if bare and target.startswith("#") else None
