"""Whether a text speaks of a service, going by the words that only its own name has."""

import re
from collections import Counter

from namndbok.facts import Facts


def names(facts: Facts) -> dict[str, str]:
    """Return the name of each service by its code."""
    return facts.data.by("services", "service", "name")


def telling(facts: Facts) -> dict[str, set[str]]:
    """Return the words that stand in each service's name and in no other's; all of them if none do."""
    every = {code: words(name) for code, name in names(facts).items()}
    known = Counter(word for own in every.values() for word in own)
    return {code: {word for word in own if known[word] == 1} or own for code, own in every.items()}


def mentions(own: set[str], text: str) -> bool:
    """Tell whether a text has every one of the words that tell a service."""
    return bool(own) and own <= words(text)


def words(text: str) -> set[str]:
    """Return a text's words in small letters, without what stands in parentheses."""
    return set(re.findall(r"[\w-]*\w", re.sub(r"\(.*?\)", "", text.lower())))
