"""Lead back on a page: from a row or a derivation to where its figure first stands.

A figure is a link. The first one to each row or derivation gets an anchor, and what it leads to gets a link
back; one click down, one click up, with nothing but anchors.
"""

from collections.abc import Iterable, Sequence
from html import escape

from bs4 import BeautifulSoup, Tag

# The first link to a target from each fact; "" stands for every figure that is no fact.
Figures = dict[str, dict[str, Tag]]


def add_returns(parts: Iterable[Tag]) -> None:
    """Give the figures on a page anchors, and the entries of its lists links back to them."""
    figures: Figures = {}
    entries: list[Tag] = []
    for part in parts:
        if listed := [entry for entry in part.find_all("li") if "id" in entry.attrs]:
            entries += listed
        else:
            _mark_figures(part, figures)
    for entry in entries:
        if links := figures.get(entry["id"]):
            entry.append(_ways_back([*links.values()]))


def _mark_figures(part: Tag, figures: Figures) -> None:
    """Give an anchor to the first link from each fact to each target."""
    for link in part.find_all("a"):
        page, _, target = link.get("href", "").partition("#")
        if target and not page:
            data, links = link.find("data"), figures.setdefault(target, {})
            fact = data.get("data-fact", "") if data else ""
            if fact not in links and (fact or not links):
                link["id"] = f"F{1 + sum(map(len, figures.values()))}"
                links[fact] = link


def _ways_back(links: Sequence[Tag]) -> BeautifulSoup:
    """Write links back to figures; where there are several, each by the figure's own words."""
    if len(links) == 1:
        html = f'<a href="#{links[0]["id"]}">åter</a>'
    else:
        words = (escape(" ".join(link.get_text().split()), quote=False) for link in links)
        named = (f'<a href="#{link["id"]}">{text}</a>' for link, text in zip(links, words, strict=True))
        html = f"åter till {', '.join(named)}"
    return BeautifulSoup(f" <small>{html}</small>", "html.parser")
