"""How figures and findings are named: sentences from a table, filled in with what they speak of."""

import json
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
    """Return a fact's id, label and formula, as `facts.json` has them under the id; no formula for a cell."""
    return tuple(Wording().format(text, **cells) for text in (id, *_names()[id]))


@cache
def _names() -> dict[str, list[str]]:
    return json.loads(Path(__file__).with_name("facts.json").read_text(encoding="utf-8"))
