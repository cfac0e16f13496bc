"""How figures and findings are named: sentences from a table, filled in with what they speak of."""

import json
import re
from collections.abc import Callable, Sized
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from namndbok.swedish import capital, day, listing, plural, words

LONGEST = 60


def short_text(text: str) -> str:
    """Return the beginning of a text, such as a goal's, as long as a title may be."""
    text = text.rstrip(".")
    return text if len(text) <= LONGEST else text[: LONGEST - 3].rsplit(" ", 1)[0] + " …"


# Ways of writing what a sentence names.
WRITERS: dict[str, Callable[[Any], object]] = {
    "day": day, "listing": listing, "lower": str.lower, "capital": capital, "len": len,
    "short": short_text,
    "Words": lambda count: capital(words(count)),
}  # fmt: skip


class Wording(Formatter):
    """Fill in sentences: `{when:day}`, `{names:listing}`, `{count:Words}`, `{rows:raden|raderna}`."""

    def format_field(self, value: Any, spec: str) -> str:
        """Write a value in words; a count, or how many there are, chooses between two forms."""
        if "|" in spec:
            return plural(len(value) if isinstance(value, Sized) else value, *spec.split("|"))
        return str(WRITERS.get(spec, str)(value))


def named(id: str, **cells: object) -> tuple[str, ...]:
    """Return a fact's id, label and, if it has one, formula by `facts.json`, where braces hold columns."""
    texts = (text for name, text in _descriptions()[id].items() if name != "tables")
    return tuple(Wording().format(text, **cells) for text in (id, *texts))


def made_of(id: str) -> tuple[dict[str, str], str, list[str]]:
    """Return an id's words by their columns, the fact's formula and its tables; none for an unknown id."""
    for known, described in _descriptions().items():
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^.]+)", re.escape(known))
        if match := re.fullmatch(pattern, id):
            return match.groupdict(), described.get("formula", ""), described["tables"]
    return {}, "", []


@cache
def _descriptions() -> dict[str, dict[str, Any]]:
    return json.loads(Path(__file__).with_name("facts.json").read_text(encoding="utf-8"))
