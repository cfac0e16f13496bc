"""Whether a text speaks of a service, going by the words that only its own name has."""

import re

from namndbok.facts import Facts


def names(facts: Facts) -> dict[str, str]:
    """Return the name of each service by its code."""
    return dict(facts.data["services"].set_index("service")["name"])


def mentions(facts: Facts, service: str, text: str) -> bool:
    """Tell whether a text has every word that stands in a service's name and in no other service's."""
    every = {code: words(name) for code, name in names(facts).items()}
    others = set().union(*(own for code, own in every.items() if code != service))
    own = every[service] - others or every[service]
    return bool(own) and own <= words(text)


def words(text: str) -> set[str]:
    """Return a text's words in small letters, without what stands in parentheses."""
    return set(re.findall(r"[\w-]*\w", re.sub(r"\(.*?\)", "", text.lower())))
