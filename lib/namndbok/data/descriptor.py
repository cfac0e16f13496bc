"""Ask an object of a descriptor for its content by name; what is wrong with it is said in Swedish."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from namndbok.errors import meant, quoted

KINDS = {str: "text", list: "en lista", dict: "ett objekt", bool: "true eller false"}
NAME = re.compile("[a-z][a-z0-9_]{0,59}")
CORRECT = "rätta det, eller återställ filen ur versionshanteringen"
LEAVE_OUT = "ta bort uppgiften, som följer med Nämndbok"


@dataclass(frozen=True)
class Malformed(Exception):
    """Say where in a descriptor something is wrong, what stands there, what may stand there, what to do."""

    place: str
    found: str
    allowed: str
    action: str = CORRECT


@dataclass(frozen=True)
class JsonObject:
    """A JSON object and where it stands, such as `paketet.resources[outcome].schema`."""

    content: Mapping[str, Any]
    place: str

    def __post_init__(self) -> None:
        if not isinstance(self.content, dict):
            raise Malformed(self.place, "något annat än ett objekt", KINDS[dict])

    def get(self, key: str, kind: type = str, default: Any = None) -> Any:
        """Return the value of `key`, or `default` (if given) where there is none; raises `Malformed`."""
        value = self.content.get(key, default)
        if not isinstance(value, kind) or (kind is str and not value and default is None):
            raise self.refused(key, KINDS[kind])
        return value

    def refused(self, key: str, allowed: str) -> Malformed:
        """Return the error that what stands at `key` may not stand there."""
        return Malformed(f"{self.place}.{key}", _shown(self.content.get(key)), allowed)

    def agree(self, known: Mapping[str, Any], keys: Iterable[str]) -> None:
        """Refuse what stands at any of `keys` where it is not what is known already."""
        for key in keys:
            if key in self.content and (self.content[key] or None) != known.get(key):
                found, allowed = _shown(self.content[key]), _shown(known.get(key))
                raise Malformed(f"{self.place}.{key}", found, allowed, LEAVE_OUT)

    def only(self, known: Collection[str]) -> None:
        """Refuse a key that is not known: one that is misspelt would never be read."""
        for key in self.content:
            if key not in known:
                raise Malformed(self.place, quoted(key), ", ".join(known), meant(key, known, CORRECT))

    def name(self) -> str:
        """Return the name that the object has in tables, messages and links."""
        if not NAME.fullmatch(self.get("name")):
            raise self.refused("name", "en bokstav a-z, sedan a-z, siffror och understreck, högst 60 tecken")
        return self.get("name")

    def words(self, key: str, default: Mapping[str, str] | None = None) -> Mapping[str, str]:
        """Return the object at `key`, which maps text to text."""
        value = self.get(key, dict, default)
        if not all(isinstance(word, str) for word in value.values()):
            raise self.refused(key, "ett objekt med texter")
        return value

    def inner(self, key: str, default: Mapping[str, Any] | None = None) -> "JsonObject":
        """Return the object at `key`."""
        return JsonObject(self.get(key, dict, default), f"{self.place}.{key}")

    def items(self, key: str, default: list[Any] | None = None) -> list["JsonObject"]:
        """Return the objects in the list at `key`; the place of each has its name, or else its number."""
        return [
            JsonObject(item, f"{self.place}.{key}[{_named(item) or number}]")
            for number, item in enumerate(self.get(key, list, default))
        ]

    def names(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """Return the column names at `key`: one, or a list."""
        value = self.content.get(key, default)
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise self.refused(key, "ett eller flera kolumnnamn")
        return tuple(names)


def _shown(value: Any) -> str:
    if value is None:
        return "inget"
    return quoted(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _named(item: Any) -> str:
    name = item.get("name") if isinstance(item, dict) else ""
    return name if isinstance(name, str) and NAME.fullmatch(name) else ""


def distinct(place: str, names: Iterable[Any]) -> None:
    """Refuse a name that stands twice."""
    for name, times in Counter(name for name in names if isinstance(name, str)).items():
        if times > 1:
            raise Malformed(place, f"{quoted(name)} mer än en gång", "ett av varje namn")


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a JSON value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from texts(item)
