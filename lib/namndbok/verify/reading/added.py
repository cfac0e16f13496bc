"""What the template adds to a page: the link past the contents, the contents, and the ways back to figures.

An element of the same kind that says anything else, or leads anywhere else, is not among them.
"""

import re
from collections.abc import Mapping

from namndbok.verify.reading.tree import Element

PAST, CONTENTS = "Hoppa till innehållet", "Innehåll"
BACK, SEVERAL = "åter", "åter till "
FIGURE = re.compile(r"F\d+")
LISTED, MARKED = {"h2", "ol", "li", "a"}, {"id", "href", "aria-labelledby"}

Anchors = Mapping[str, Element]


def added(root: Element) -> set[Element]:
    """Return the elements that the template has added to a page; a workbook has none."""
    anchors = {element.id: element for element in reversed([*root.every()]) if element.id}
    kinds = {"a": _is_past, "nav": _is_contents, "small": _is_way_back}
    return {element for element in root.every(*kinds) if kinds[element.tag](element, anchors)}


def _is_past(link: Element, anchors: Anchors) -> bool:
    return link.attributes.get("class") == "skip" and link.words == PAST and not [*link.every()]


def _is_contents(nav: Element, anchors: Anchors) -> bool:
    """Tell whether it lists headings by their own words, each with a link to it."""
    links = [*nav.every("a")]
    headings = [_end(link, anchors) for link in links]
    words = [heading.words for heading in headings if heading]
    plain = all(element.tag in LISTED and MARKED.issuperset(element.attributes) for element in nav.every())
    return (
        plain
        and MARKED.issuperset(nav.attributes)
        and all(headings)
        and nav.words == " ".join([CONTENTS, *words])
    )


def _is_way_back(small: Element, anchors: Anchors) -> bool:
    """Tell whether it says which figures lead to the row or derivation that it stands in."""
    entry, links = small.parent, [*small.every()]
    figures = [_end(link, anchors) for link in links]
    if small.attributes or not links or entry is None or entry.tag != "li":
        return False
    here = all(figure and _is_figure(figure, entry) for figure in figures)
    words = [figure.words for figure in figures if figure]
    return here and small.words == (BACK if len(words) == 1 else SEVERAL + ", ".join(words))


def _is_figure(link: Element, entry: Element) -> bool:
    """Tell whether it is a link that a way back from the entry may lead to."""
    leads = link.attributes.get("href") == f"#{entry.id}"
    return link.tag == "a" and leads and bool(FIGURE.fullmatch(link.id))


def _end(link: Element, anchors: Anchors) -> Element | None:
    """Return where a link leads; None for what is more than a bare link within the page."""
    target = link.attributes.get("href", "")
    bare = link.tag == "a" and len(link.attributes) == 1 and not [*link.every()]
    return anchors.get(target[1:]) if bare and target.startswith("#") else None
