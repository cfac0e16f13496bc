"""Read facts.json and compare it with itself: each fact with its display, its inputs and its formula.

A formula that its words do not decide is left alone, never guessed at.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Any

from namndbok.verify.reading.folder import ReadFolder, are_texts
from namndbok.verify.reading.numerals import OPERATIONS, read_exact, shows, write_exact
from namndbok.verify.reading.page_content import ReadFigure, ReadPage
from namndbok.verify.reading.verdict import Comparisons, compare, expect

FACTS = "facts.json"
TEXTS = ("id", "label", "unit", "display", "formula")
LISTS = ("rows", "facts", "sources")
QUOTED = "uppgiften som den står i tabellen"
UNSIGNED = ("räknade som positiva", "räknat som positivt", "utan tecken")
LEAST_REACHING = "minsta antal närvarande som når målet − summa närvarande, minst noll"
CHOICES = {"högsta": max, "största": max, "lägsta": min, "minsta": min}


@dataclass(frozen=True)
class ReadFact:
    """A fact as facts.json has it; `exact` is its value as a number, `value` as the file writes it."""

    id: str
    label: str
    unit: str
    display: str
    formula: str
    rows: tuple[str, ...]
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    value: int | str
    exact: Fraction

    @property
    def is_share(self) -> bool:
        """Return whether the value is a share of 1."""
        return self.unit.endswith("ratio")

    @property
    def is_computed(self) -> bool:
        """Return whether the fact is computed, and not only quoted from a row."""
        return self.formula != QUOTED


class ReadFacts(dict[str, ReadFact]):
    """The facts of a folder by id."""

    def inputs(self, fact: ReadFact) -> list[ReadFact]:
        """Return the facts that a fact was computed from, those that exist."""
        return [self[id] for id in fact.facts if id in self]

    def shown_by(self, figure: ReadFigure | None) -> str:
        """Name the fact that a figure shows: the one it names, or the one whose own entry it stands in."""
        if figure is None:
            return ""
        return figure.fact or (figure.entry if figure.entry in self else "")

    def computed_by(self, figure: ReadFigure | None) -> ReadFact | None:
        """Return the fact that a figure shows, if it is a computed one."""
        fact = self.get(self.shown_by(figure))
        return fact if fact and fact.is_computed else None

    def rows_behind(self, id: str) -> frozenset[str]:
        """Name every row that a fact rests on, through the facts that it uses."""
        seen, waiting = set[str](), [id]
        while waiting:
            id = waiting.pop()
            if id in self and id not in seen:
                seen.add(id)
                waiting.extend(self[id].facts)
        return frozenset(row for id in seen for row in self[id].rows)


def read_facts(folder: ReadFolder) -> ReadFacts:
    """Read every fact that can be read; each of the others is a fault of the folder."""
    facts = ReadFacts()
    for number, entry in enumerate(folder.entries(FACTS, "facts"), start=1):
        fields = entry if isinstance(entry, dict) else {}
        texts, lists = ([fields.get(name) for name in names] for names in (TEXTS, LISTS))
        exact = read_exact(fields.get("value"))
        listed = all(isinstance(items, list) for items in lists)
        if exact is None or not listed or not are_texts([*texts, *chain(*lists)]) or texts[0] in facts:
            found = f"{fields.get('id')}, värde {fields.get('value')}" if fields else "något annat"
            folder.add_fault(FACTS, f"faktum nummer {number}", "ett faktum för sig med alla fält", found)
        else:
            facts[texts[0]] = ReadFact(*texts, *map(tuple, lists), entry["value"], exact)
    return facts


def check_facts(facts: ReadFacts) -> Comparisons:
    """Check that each fact shows its value, names facts that exist, and has the documents of its inputs."""
    for fact in facts.values():
        place = f"faktum {fact.id}"
        right = shows(fact.display, fact.exact, share=fact.is_share, signed=True)
        yield expect(right, FACTS, place, f"en siffra som visar {fact.value}", fact.display)
        unknown = [id for id in fact.facts if id not in facts]
        yield expect(not unknown, FACTS, place, "fakta som finns", ", ".join(unknown))
        if not fact.rows:
            sources = dict.fromkeys(source for used in facts.inputs(fact) for source in used.sources)
            yield compare(FACTS, f"{place}, källor", ", ".join(sources), ", ".join(fact.sources))


def check_subject(content: Any, page: ReadPage) -> Comparisons:
    """Check that the facts are those of the year that the page's heading names, and of the page's board."""
    heading = " ".join(element.words for element in page.root.descendants("h1"))
    for name, words in (("year", heading), ("board", page.root.words)):
        value = str(content.get(name)) if isinstance(content, dict) else ""
        yield expect(" ".join(value.split()) in words, FACTS, name, f"som på sidan {heading}", value)


def check_formulas(facts: ReadFacts) -> Comparisons:
    """Compare every fact whose formula decides its value with what the formula gives."""
    for fact in facts.values():
        value = recomputed(fact, facts)
        if value is not None:
            place = f"faktum {fact.id}, {fact.formula}"
            yield compare(FACTS, place, write_exact(value), write_exact(fact.exact))


def recomputed(fact: ReadFact, facts: ReadFacts) -> Fraction | None:
    """Return what the formula gives, or None where its words do not decide it."""
    inputs = facts.inputs(fact)
    if not fact.is_computed or len(inputs) < len(fact.facts):
        return None
    formula, values = fact.formula.casefold(), [used.exact for used in inputs]
    if formula.startswith("antal "):
        # The rows of the only fact that is used are counted, where the fact has none of its own.
        rows = fact.rows or (inputs[0].rows if len(inputs) == 1 else ())
        return Fraction(len(rows)) if rows else None
    if formula == LEAST_REACHING:
        if len(values) != 3:
            return None
        present, entitled, share = values
        return Fraction(max(0, math.ceil(entitled * share) - present))
    if formula.endswith("lika för alla"):
        return values[0] / len(inputs[0].rows) if len(inputs) == 1 and inputs[0].rows else None
    return _combined(formula, values)


def _combined(formula: str, values: Sequence[Fraction]) -> Fraction | None:
    """Read the one sign or word that says how the values are combined."""
    signs = [sign for sign in OPERATIONS if sign in formula]
    if signs:
        return OPERATIONS[signs[0]](*values) if len(signs) == 1 and len(values) == 2 else None
    if formula.startswith(("summan ", "summa ")) and values:
        unsigned = any(words in formula for words in UNSIGNED)
        return sum(map(abs, values) if unsigned else values, Fraction(0))
    choices = [choose for word, choose in CHOICES.items() if word in formula]
    return choices[0](values) if len(choices) == 1 and values else None
