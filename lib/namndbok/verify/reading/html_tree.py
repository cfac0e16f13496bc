"""Read HTML into a tree of elements with line numbers, and write it again.

Browsers mend what is not HTML, each comment and slip in a way of its own. A page that can be written again
letter by letter from its tree leaves nothing to mend, so that everybody reads the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

# A browser has a limit too; nothing that is published comes near it.
DEEPEST = 200
# A link, and a button that opens a panel.
LEADING = ("a", "button")
# Within a style sheet there are no elements, and nothing is escaped.
RAW = "style"
# Signs that browsers take away or read as others.
MENDED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(eq=False)
class Element:
    """An element, the line it begins on, and what stands in it."""

    tag: str
    attributes: dict[str, str]
    line: int
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the words in the element, white space as it is."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def words(self) -> str:
        """Return the words in the element with single spaces."""
        return " ".join(self.text.split())

    @property
    def id(self) -> str:
        """Return the element's anchor, or nothing."""
        return self.attributes.get("id", "")

    @property
    def is_panel(self) -> bool:
        """Tell whether this is a panel that opens in place, with the source of a figure."""
        return "popover" in self.attributes

    @property
    def is_source(self) -> bool:
        """Tell whether this is a panel, or a row that has its anchor in one with others."""
        return self.is_panel or bool(self.id and self.tag == "div" and self.parent and self.parent.is_panel)

    @property
    def target(self) -> str:
        """Return the anchor that a link or a button leads to: of a row or of the panel that it opens."""
        named = (self.attributes.get(name) for name in ("data-row", "popovertarget"))
        return next(filter(None, named), self.attributes.get("href", "").removeprefix("#"))

    @property
    def closes(self) -> bool:
        """Tell whether this is the button that closes the panel in which it stands."""
        panel = self.parent
        return self.tag == "button" and panel is not None and panel.is_panel and self.target == panel.id

    def descendants(self, *tags: str) -> Iterator["Element"]:
        """Yield the elements within this one, in order; only those of the given tags, if any are given."""
        waiting = self.children[::-1]
        while waiting:
            child = waiting.pop()
            if isinstance(child, Element):
                waiting.extend(reversed(child.children))
                if not tags or child.tag in tags:
                    yield child

    def ancestor(self, *tags: str) -> "Element | None":
        """Return the nearest element around this one with one of the tags."""
        element = self.parent
        while element is not None and element.tag not in tags:
            element = element.parent
        return element

    def anchors(self) -> dict[str, "Element"]:
        """Map the anchors in this element to what they stand on; of two alike a browser takes the first."""
        return {element.id: element for element in reversed([*self.descendants()]) if element.id}


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


def write_tree(element: Element) -> str:
    """Write what stands in an element in the only way that published pages are written."""
    return "".join(map(_write, element.children))


def _write(child: Element | str) -> str:
    if isinstance(child, str):
        return escape(MENDED.sub("", child), quote=False)
    attributes = "".join(f" {name}={_quoted(value)}" for name, value in child.attributes.items())
    if child.tag in VOID:
        return f"<{child.tag}{attributes}/>"
    content = child.text if child.tag == RAW else write_tree(child)
    return f"<{child.tag}{attributes}>{content}</{child.tag}>"


def _quoted(value: str) -> str:
    value = escape(value, quote=False)
    return f"'{value}'" if '"' in value and "'" not in value else f'"{value.replace(chr(34), "&quot;")}"'
