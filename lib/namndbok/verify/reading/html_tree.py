"""Read HTML into a tree of elements with line numbers, and write it again.

Browsers mend what is not HTML, each comment and slip in a way of its own. A page that can be written again
letter by letter from its tree leaves nothing to mend, so that everybody reads the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from html.parser import HTMLParser

# A browser has a limit too; nothing that is published comes near it.
DEEPEST = 200
# Within a style sheet there are no elements, and nothing is escaped.
RAW = "style"
# Signs that browsers take away or read as others.
MENDED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(eq=False)
class Element:
    """An element, the line it begins on, and what stands in it; `element["id"]` is an attribute or ""."""

    tag: str
    attributes: dict[str, str]
    line: int
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")

    @property
    def text(self) -> str:
        """Return the words in the element, white space as it is."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def words(self) -> str:
        """Return the words in the element with single spaces."""
        return " ".join(self.text.split())

    @property
    def is_panel(self) -> bool:
        """Tell whether this is a panel that opens in place, with the source of a figure."""
        return "popover" in self.attributes

    @property
    def target(self) -> str:
        """Return the anchor that a link or a button leads to: of a row or of the panel that it opens."""
        return self["data-row"] or self["popovertarget"] or self["href"].removeprefix("#")

    @property
    def closes(self) -> bool:
        """Tell whether this is the button that closes the panel in which it stands."""
        return self.tag == "button" and self.parent.is_panel and self.target == self.parent["id"]

    @property
    def elements(self) -> list["Element"]:
        """List the elements that stand directly in this one."""
        return [child for child in self.children if isinstance(child, Element)]

    @cached_property
    def anchors(self) -> dict[str, "Element"]:
        """Map the anchors in this element to what they stand on; of two alike a browser takes the first."""
        return {element["id"]: element for element in reversed([*self.descendants()]) if element["id"]}

    def descendants(self, *tags: str) -> Iterator["Element"]:
        """Yield the elements within this one, in order; only those of the given tags, if any are given."""
        waiting = self.elements[::-1]
        while waiting:
            child = waiting.pop()
            waiting.extend(reversed(child.elements))
            if not tags or child.tag in tags:
                yield child

    def first(self, tag: str) -> "Element":
        """Return the first element of a tag within this one, or this one where there is none."""
        return next(self.descendants(tag), self)

    def ancestor(self, *tags: str) -> "Element | None":
        """Return the nearest element around this one with one of the tags."""
        element = self.parent
        while element is not None and element.tag not in tags:
            element = element.parent
        return element


class TreeReader(HTMLParser):
    """Build a tree of the elements that begin and end, each in another, on at most so many levels."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, 1)
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0], self.open[-1])
        self.open[-1].children.append(element)
        if tag not in VOID and len(self.open) < DEEPEST:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open[-1].tag == tag and tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in (element.tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_tree(text: str) -> Element:
    """Read a document or a part of one; what `write_tree` then does not give back was written otherwise."""
    reader = TreeReader()
    reader.feed(text)
    reader.close()
    return reader.root


def write_tree(node: Element | str) -> str:
    """Write an element or words in the only way that published pages are written; a root is its content."""
    if isinstance(node, str):
        return escape(MENDED.sub("", node), quote=False)
    content = node.text if node.tag == RAW else "".join(map(write_tree, node.children))
    opening = node.tag + "".join(f" {name}={_quoted(value)}" for name, value in node.attributes.items())
    if node.tag in VOID:
        return f"<{opening}/>"
    return f"<{opening}>{content}</{node.tag}>" if node.tag else content


def _quoted(value: str) -> str:
    value = escape(value, quote=False)
    return f"'{value}'" if '"' in value and "'" not in value else f'"{value.replace(chr(34), "&quot;")}"'
