"""A long list in groups: lighter than a table on a phone and in a screen reader; every entry is an anchor."""

from collections.abc import Iterable
from dataclasses import dataclass

from namndbok.show.markup import Item, attribute, html, plain, text


@dataclass(frozen=True)
class Entry:
    """One anchored line; `number` is shown as its mark, for a row its number in the file."""

    id: str
    parts: tuple[Item, ...]
    number: int | None = None


@dataclass(frozen=True)
class Group:
    """Entries under a heading, with a note that holds for all of them."""

    heading: Item
    entries: tuple[Entry, ...]
    note: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Listing:
    """Groups of entries under one title."""

    id: str
    title: str
    groups: tuple[Group, ...]

    def _repr_html_(self) -> str:
        return f'<h3 id="{attribute(self.id)}">{text(self.title)}</h3>\n' + "\n".join(
            map(_group, self.groups)
        )

    def __str__(self) -> str:
        lines = (" ".join(map(plain, entry.parts)) for group in self.groups for entry in group.entries)
        return "\n".join([self.title, *lines])

    __repr__ = __str__


def _group(group: Group) -> str:
    tag = "ul" if any(entry.number is None for entry in group.entries) else "ol"
    note = f"<p>{' '.join(map(html, group.note))}</p>\n" if group.note else ""
    listed = f"<{tag}>\n{_entries(group.entries)}\n</{tag}>"
    return f"<div>\n<h4>{html(group.heading)}</h4>\n{note}{listed}\n</div>"


def _entries(entries: Iterable[Entry]) -> str:
    return "\n".join(_entry(entry) for entry in entries)


def _entry(entry: Entry) -> str:
    number = "" if entry.number is None else f' value="{entry.number}"'
    return f'<li id="{attribute(entry.id)}"{number}>{" ".join(map(html, entry.parts))}</li>'
