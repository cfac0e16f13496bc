"""Read a finished page: its figures, tables, anchors and links, knowing nothing of how it was made."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from namndbok.verify.reading.figure import Figure
from namndbok.verify.reading.grid import Table, read_table
from namndbok.verify.reading.mismatch import Mismatch, Outcome, held
from namndbok.verify.reading.tree import Element, read_tree

SEAL = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])")
LAST = 60


@dataclass(frozen=True, eq=False)
class Page:
    """A page that has been read; `faults` tell where it does not hang together."""

    name: str
    root: Element
    faults: tuple[Mismatch, ...]

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """List the figures in order."""
        return tuple(Figure(element) for element in self.root.every("data"))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """List the tables in order."""
        return tuple(map(read_table, self.root.every("table")))

    @cached_property
    def anchored(self) -> tuple[Element, ...]:
        """List the elements that have an anchor, in order."""
        return tuple(element for element in self.root.every() if element.id)

    @cached_property
    def anchors(self) -> dict[str, Element]:
        """Map anchors to what they stand on; a browser goes to the first of two alike."""
        return {element.id: element for element in reversed(self.anchored)}

    @property
    def seals(self) -> list[str]:
        """List the seals that the footer shows."""
        return [seal for footer in self.root.every("footer") for seal in SEAL.findall(footer.text)]


def read_page(name: str, text: str) -> Page:
    """Read a page; one that has been cut off or does not hang together is still read, with faults."""
    reader, end = read_tree(text), text.rstrip()
    wrong = [
        Mismatch(name, f"rad {line}", "element som börjar och slutar var för sig", found)
        for line, found in reader.stray
    ]
    if len(reader.open) > 1 or not end.endswith("</html>"):
        place = f"rad {end.count(chr(10)) + 1}, slutet"
        wrong.append(Mismatch(name, place, "</html>", f"sidan slutar med {end[-LAST:]}"))
    return Page(name, reader.root, tuple(wrong))


def check_whole(page: Page) -> Iterator[Outcome]:
    """Check that a page is whole: it ends, its links lead somewhere, and no anchor stands twice."""
    yield from page.faults
    times = Counter(element.id for element in page.anchored)
    for element in page.anchored:
        own = times[element.id] == 1
        yield held(own, page.name, f"rad {element.line}", "en egen beteckning", element.id)
    for link in page.root.every("a"):
        target = link.attributes.get("href", "")
        leads = not target.startswith("#") or target[1:] in page.anchors
        place = f"rad {link.line}, {link.words}"
        yield held(leads, page.name, place, "en länk som leder till något", target)
