"""Facts of another year, or of a part of the year, told among a year's own: the same ids behind a prefix.

`years.2022.economy.result` is what `economy.result` is in 2022, with the same rows and formula. A view
answers to the short ids, so that every table, chart and text can be made of another year as of its own.
"""

from collections.abc import Iterable
from dataclasses import replace

from namndbok.data import Data
from namndbok.facts.fact import Facts


class View(Facts):
    """The facts behind a prefix, by their short ids; each fact keeps its whole id, which a page links to."""

    def __init__(self, facts: Facts, at: str, data: Data, year: int):
        super().__init__(data, year)
        self._all = facts
        self._facts = {fact.id.removeprefix(f"{at}."): fact for fact in facts.under(at)}

    def behind(self, id: str) -> tuple[str, ...]:
        """Name every row that a fact rests on, by its short or its whole id."""
        return self._all.behind(self[id].id if id in self else id)


def include(facts: Facts, other: Facts, at: str, note: str, families: Iterable[str]) -> None:
    """Add facts of `other` under the prefix `at`, those of some families and all that they use.

    `families` are ids or their beginnings; `note` is added to labels that lack it: `Årets resultat, 2022`.
    """
    families = frozenset(families)
    below = tuple(f"{one}." for one in families)
    named = [id for id in other if id in families or id.startswith(below)]
    for fact in other.reached(named):
        label = fact.label if note in fact.label else f"{fact.label}, {note}"
        inputs = tuple(f"{at}.{name}" for name in fact.facts)
        facts.put(replace(fact, id=f"{at}.{fact.id}", label=label, facts=inputs))
