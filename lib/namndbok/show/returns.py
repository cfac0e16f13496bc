"""The way back on a page: from a row or a derivation to where its figure first stands.

A figure is a link. The first one to each row or derivation gets an anchor, and what it leads to gets a link
back; one click down, one click up, with nothing but anchors.
"""

import re
from collections.abc import Iterable
from html import escape, unescape

LINK = re.compile(r'<a href="#([^"]+)">((?:(?!</a>).)*)</a>', re.DOTALL)
FACT = re.compile(r'data-fact="([^"]+)"')
ENTRY = re.compile(r'<li id="([^"]+)"[^>]*>(?:(?!</li>).)*(?=</li>)', re.DOTALL)
ELEMENT = re.compile(r"<[^>]+>")
LISTED = '<li id="'

Anchored = dict[str, dict[str, tuple[str, str]]]


def with_returns(parts: Iterable[str]) -> list[str]:
    """Return a page's parts with anchors on figures, and with links back to them in the lists at its end."""
    parts = list(parts)
    found: Anchored = {}
    marked = [
        part if LISTED in part else LINK.sub(lambda link: _anchored(link, found), part) for part in parts
    ]
    return [ENTRY.sub(lambda entry: _returned(entry, found), part) for part in marked]


def _anchored(link: re.Match[str], found: Anchored) -> str:
    """Give the first link to each target, for each fact, a number as anchor."""
    target, shown = link[1], link[2]
    fact = FACT.search(shown)
    own, name = found.setdefault(target, {}), fact[1] if fact else ""
    if name in own or (not name and own):
        return link[0]
    number = f"F{1 + sum(map(len, found.values()))}"
    own[name] = (number, " ".join(unescape(ELEMENT.sub("", shown)).split()))
    return f'<a href="#{target}" id="{number}">{shown}</a>'


def _returned(entry: re.Match[str], found: Anchored) -> str:
    back = [*found.get(entry[1], {}).values()]
    if not back:
        return entry[0]
    several = len(back) > 1
    links = ", ".join(
        f'<a href="#{number}">{escape(words, quote=False) if several else "åter"}</a>'
        for number, words in back
    )
    return f"{entry[0]} <small>{'åter till ' if several else ''}{links}</small>"
