"""Read HTML into a tree of elements with line numbers, as a browser would, and say what is left open."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

# A browser has a limit too; nothing that is published comes near it.
DEEPEST = 200
# A link, and a button that opens a panel.
LEADING = ("a", "button")
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
    def target(self) -> str:
        """Return the anchor that a link or a button leads to, or the panel that it opens."""
        return self.attributes.get("popovertarget") or self.attributes.get("href", "").removeprefix("#")

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
    """Build a tree; `open` are the elements that have begun and not ended, `stray` what fits nowhere."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, 1)
        self.open = [self.root]
        self.stray: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Of two attributes alike a browser takes the first.
        attributes = {name: value or "" for name, value in reversed(attrs)}
        element = Element(tag, attributes, self.getpos()[0], self.open[-1])
        self.open[-1].children.append(element)
        if tag in VOID:
            return
        if len(self.open) < DEEPEST:
            self.open.append(element)
        else:
            self.stray.append((element.line, f"<{tag}> på för många nivåer"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open[-1].tag == tag and tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        line = self.getpos()[0]
        if tag not in (element.tag for element in self.open):
            self.stray.append((line, f"</{tag}> utan början"))
            return
        while (ended := self.open.pop().tag) != tag:
            self.stray.append((line, f"<{ended}> utan slut"))

    def handle_comment(self, data: str) -> None:
        # Browsers end a comment where this reader may not; a published page has none.
        self.stray.append((self.getpos()[0], "en kommentar"))

    handle_pi = unknown_decl = handle_comment

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_tree(text: str) -> TreeReader:
    """Read a document or a part of one."""
    reader = TreeReader()
    reader.feed(text)
    reader.close()
    return reader
