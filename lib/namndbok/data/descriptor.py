"""A part of `datapackage.json`, asked for its content by name; it says in Swedish what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from namndbok.errors import quoted

KINDS = {str: "text", list: "en lista", dict: "ett objekt", bool: "true eller false"}
CONSTRAINTS = ("required", "unique", "minimum", "maximum", "enum", "pattern")
NUMERIC = ("integer", "number", "year")


@dataclass(frozen=True)
class Malformed(Exception):
    """Say where in the descriptor something is wrong, what stands there and what may stand there."""

    place: str
    found: str
    allowed: str


@dataclass(frozen=True)
class Described:
    """A JSON object and where it stands, such as `resources[2].schema`."""

    value: Any
    place: str

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        """Return the value of `key`, or `default` (if given) where there is none; raises `Malformed`."""
        if not isinstance(self.value, dict):
            raise Malformed(self.place, "något annat än ett objekt", KINDS[dict])
        found = self.value.get(key, default)
        if not isinstance(found, kind) or (kind is str and not found and default is None):
            raise self._wrong(key, found, KINDS[kind])
        return found

    def _wrong(self, key: str, found: Any, allowed: str) -> Malformed:
        return Malformed(f"{self.place}.{key}", "inget" if found is None else quoted(str(found)), allowed)

    def only(self, key: str, value: Any) -> None:
        """Refuse another value than `value` for `key`, which may be left out."""
        if (found := self.value.get(key, value)) != value:
            raise self._wrong(key, found, str(value))

    def words(self, key: str, default: dict[str, str] | None = None) -> Mapping[str, str]:
        """Return the object at `key`, which maps text to text."""
        found = self.get(key, dict, default)
        if not all(isinstance(value, str) for value in found.values()):
            raise self._wrong(key, found, "ett objekt med texter")
        return found

    def inner(self, key: str) -> "Described":
        """Return the object at `key`."""
        return Described(self.get(key, dict), f"{self.place}.{key}")

    def items(self, key: str, default: list[Any] | None = None) -> list["Described"]:
        """Return the members of the list at `key`."""
        listed = self.get(key, list, default)
        return [Described(item, f"{self.place}.{key}[{at}]") for at, item in enumerate(listed)]

    def names(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """Return the column names at `key`: one, or a list."""
        found = self.value.get(key, default) if isinstance(self.value, dict) else None
        names = [found] if isinstance(found, str) else found
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise self._wrong(key, found, "ett eller flera kolumnnamn")
        return tuple(names)

    def path(self) -> str:
        """Return `path`, which must stay inside the data folder."""
        path = self.get("path", str)
        if path.startswith("/") or re.search(r"[\\:]|(^|/)\.\.?(/|$)", path):
            raise self._wrong("path", path, "en fil i datamappen")
        return path

    def constraints(self, kind: str) -> Mapping[str, Any]:
        """Return the constraints of a column of type `kind`, those that can be tested."""
        limits = self.get("constraints", dict, {})
        for name, value in limits.items():
            if name not in CONSTRAINTS:
                raise self._wrong("constraints", name, ", ".join(CONSTRAINTS))
            if not _usable(name, value, kind):
                allowed = f"ett villkor som går att pröva på typen {kind}"
                raise self._wrong(f"constraints.{name}", value, allowed)
        return limits


def distinct(place: str, names: list[str]) -> None:
    """Refuse a name that stands twice."""
    for name in names:
        if names.count(name) > 1:
            raise Malformed(place, f"{name} mer än en gång", "ett av varje namn")


def _usable(name: str, value: Any, kind: str) -> bool:
    try:
        match name:
            case "required" | "unique":
                return isinstance(value, bool)
            case "enum":
                return kind == "string" and isinstance(value, list) and {type(one) for one in value} == {str}
            case "pattern":
                return bool(re.compile(value)) and kind == "string"
        return kind in NUMERIC and Fraction(str(value)) is not None
    except (re.error, TypeError, ValueError, ZeroDivisionError):
        return False
