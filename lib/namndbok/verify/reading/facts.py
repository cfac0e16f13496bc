"""Compare facts.json with itself, and what a page shows with the facts.

Each fact has its display, its inputs and what its formula gives; a formula that its words do not decide is
left alone, never guessed at. On a page it is each figure, date and chart, each derivation and each data row.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from namndbok.verify.reading.folder import FACTS, ReadFolder
from namndbok.verify.reading.html_tree import Element
from namndbok.verify.reading.numerals import MONTHS, OPERATIONS, read_exact, shows, whole_numbers, write_exact
from namndbok.verify.reading.page import ROW, ReadPage, entry_of, leads_to, linked_rows, place_of, read_links
from namndbok.verify.reading.verdict import MISSING, Comparison, Comparisons, Mismatch, compare, expect

TEXTS, LISTS = ("id", "label", "unit", "display", "formula"), ("rows", "facts", "sources")
QUOTED = "uppgiften som den står i tabellen"
UNSIGNED = ("räknade som positiva", "räknat som positivt", "utan tecken")
LEAST_REACHING = "minsta antal närvarande som når målet − summa närvarande, minst noll"
CHOICES = {"högsta": max, "största": max, "lägsta": min, "minsta": min}
# Where a chart says in words what it shows, in its picture and beside it.
WORDED = {"svg": ("text", "title", "desc"), "figure": ("figcaption", "p")}
DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d\d)")
# What a sentence says of a figure that it shows without its minus sign.
NEGATIVE = re.compile(r"underskott|lägre|färre|mindre|minskning|förlust|minus", re.IGNORECASE)
DIGITS = re.compile(r"\d|(?<=\d),(?=\d)")
AMOUNT = r"[-+\N{MINUS SIGN}]?\d{1,3}(?:[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]\d{3})*(?:,\d+)?"
AMOUNT_OR_SHARE = re.compile(rf"(?<!\d){AMOUNT}\s(?:kr\b|%)")


@dataclass(frozen=True)
class ReadFact:
    """A fact as facts.json has it; `exact` is its value as a number, `value` as the file writes it."""

    id: str
    label: str
    unit: str
    display: str
    formula: str
    rows: Sequence[str]
    facts: Sequence[str]
    sources: Sequence[str]
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

    @property
    def anchor(self) -> str:
        """Name the anchor that leads to the fact: its derivation, or the row that it stands in."""
        return self.id if self.is_computed or not self.rows else self.rows[0]


class ReadFacts(dict[str, ReadFact]):
    """The facts of a folder by id."""

    def inputs(self, fact: ReadFact) -> list[ReadFact]:
        """Return the facts that a fact was computed from, those that exist."""
        return [self[id] for id in fact.facts if id in self]

    def shown_by(self, figure: Element) -> str:
        """Name the fact that a figure shows: the one it names, or the one whose own entry it stands in."""
        entry = entry_of(figure)
        return figure["data-fact"] or (entry if entry in self else "")

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
    shape = dict.fromkeys(TEXTS, str) | {name: [str] for name in LISTS}
    shape["value"] = lambda value: read_exact(value) is not None
    entries = folder.entries(FACTS, "faktum", shape)
    return ReadFacts(
        {entry["id"]: ReadFact(*map(entry.get, shape), read_exact(entry["value"])) for entry in entries}
    )


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
    inputs, formula = facts.inputs(fact), fact.formula.casefold()
    values = [used.exact for used in inputs]
    # Rows are those of the only fact that is used, where the fact has none of its own.
    counted = inputs[0].rows if len(inputs) == 1 else ()
    if not fact.is_computed or len(inputs) < len(fact.facts):
        return None
    if formula.startswith("antal "):
        return Fraction(len(fact.rows or counted)) or None
    if formula == LEAST_REACHING:  # of those present, those entitled and the share to reach
        return Fraction(max(0, ceil(values[1] * values[2]) - values[0])) if len(values) == 3 else None
    if formula.endswith("lika för alla"):
        return values[0] / len(counted) if counted else None
    if signs := [sign for sign in OPERATIONS if sign in formula]:
        return OPERATIONS[signs[0]](*values) if len(signs) == 1 and len(values) == 2 else None
    if formula.startswith(("summan ", "summa ")) and values:
        unsigned = any(words in formula for words in UNSIGNED)
        return sum(map(abs, values) if unsigned else values, Fraction(0))
    choices = [choose for word, choose in CHOICES.items() if word in formula]
    return choices[0](values) if len(choices) == 1 and values else None


# What a page shows of them


def check_dates(page: ReadPage) -> Comparisons:
    """Compare what each date shows with what its mark-up means."""
    for element in page.root.descendants("time"):
        day = DAY.fullmatch(element["datetime"])
        expected = f"{int(day[3])} {MONTHS[int(day[2]) - 1]} {day[1]}" if day else element["datetime"]
        place = f"rad {element.line}, datumet {element['datetime']}"
        yield compare(page.name, place, expected, element.words)


def check_charts(page: ReadPage, facts: ReadFacts) -> Comparisons:
    """Look for a fact behind every amount and share in the words of every chart.

    Counts, dates and lengths of bars are not compared: nothing on the page says what they count.
    """
    displays = {fact.display for fact in facts.values()}
    for chart in page.root.descendants(*WORDED):
        for element in chart.descendants(*WORDED[chart.tag]):
            for amount in AMOUNT_OR_SHARE.findall(element.text):
                known = amount.removeprefix("+") in displays or any(
                    fact.unit.startswith("kr") == amount.endswith("kr")
                    and shows(amount, fact.exact, share=fact.is_share)
                    for fact in facts.values()
                )
                place = f"rad {element.line}, diagrammet {element.words[:40]}"
                yield expect(known, page.name, place, "ett belopp eller en andel ur facts.json", amount)


def check_figures(page: ReadPage, facts: ReadFacts) -> Comparisons:
    """Compare each figure with its value and its source; a fact thus reads the same wherever it stands."""
    for figure in page.root.descendants("data"):
        text, value, place = figure.text.strip(), figure["value"], place_of(figure)
        id = facts.shown_by(figure)
        exact, fact = read_exact(value), facts.get(id)
        if exact is None:
            yield Mismatch(page.name, place, "ett exakt värde: heltal eller bråk", value)
        elif fact:
            yield compare(page.name, f"{place}, exakt värde", str(fact.value), value)
            same = text.split() == fact.display.split() or _is_in_other_words(figure, fact)
            yield expect(same, page.name, place, f"{fact.display}, eller samma sak i ord", text)
        elif id:
            yield Mismatch(FACTS, f"faktum {id}", f"ett faktum som {page.name} visar", MISSING)
        else:
            right = shows(text, exact, signed=True)
            yield expect(right, page.name, place, f"en text som visar {value}", text)
        row = page.root.anchors.get(leads_to(figure))
        quoted = exact is not None and not (fact and fact.is_computed) and _is_row(row)
        # A row that is cut short may lack it.
        if quoted and exact.denominator == 1 and "…" not in row.text:
            known = abs(exact.numerator) in whole_numbers(row.text)
            place = f"rad {row.line}, raden {row['id']}"
            yield expect(known, page.name, place, f"raden med {write_exact(exact)}", row.words)


def _is_in_other_words(figure: Element, fact: ReadFact) -> bool:
    """Return whether a sentence puts the fact otherwise: a count with a noun, a size without its sign."""
    block = figure.ancestor("p", "h1", "td", "th", "li")
    if not block or block.tag not in ("p", "h1") or not shows(figure.text, fact.exact, share=fact.is_share):
        return False
    same = DIGITS.findall(figure.text) in ([], DIGITS.findall(fact.display))
    return same and (fact.exact >= 0 or bool(NEGATIVE.search(block.words)))


def _is_row(entry: Element | None) -> bool:
    """Tell whether an entry holds a data row: a panel of its own, or a part of one with others."""
    panel = entry and (entry.is_panel or (entry.tag == "div" and entry.parent.is_panel))
    return bool(panel and ROW.fullmatch(entry["id"]))


def check_entries(page: ReadPage, facts: ReadFacts) -> Comparisons:
    """Check every derivation against its fact, and that every data row stands under its own number."""
    anchors, users, derived = page.root.anchors, _users(facts), False
    for id, entry in anchors.items():
        if entry.is_panel and id in facts:
            derived = True
            yield from _check_derivation(page, entry, facts[id], facts)
        elif _is_row(entry):
            table, number = id.rsplit(":", 1)
            place, name, words = f"rad {entry.line}, raden {id}", f", rad {number} i {table}.csv", entry.words
            if not entry.is_panel and words.startswith(f"rad {number}: "):
                name, words = f" i {table}.csv", entry.parent.words
            yield expect(name in words, page.name, place, name, entry.words)
            if stated := {target for target, _ in read_links(entry) if ":" not in target}:
                yield _compare_names(page.name, place, users.get(id, set()) & anchors.keys(), stated)
    shown = {facts.shown_by(figure) for figure in page.root.descendants("data")} if derived else set()
    for fact in facts.values():
        traceable = fact.is_computed and (fact.rows or fact.facts)
        if fact.id in shown and traceable and fact.id not in anchors:
            yield Mismatch(page.name, f"faktum {fact.id}", "en uträkning på sidan", MISSING)


def _check_derivation(page: ReadPage, entry: Element, fact: ReadFact, facts: ReadFacts) -> Comparisons:
    """Compare what a derivation says it was computed from with what the fact says."""
    place = f"rad {entry.line}, uträkningen av {fact.id}"
    label, links, inputs = " ".join(fact.label.split()), read_links(entry), facts.inputs(fact)
    yield expect(label in entry.words, page.name, place, label, entry.words)
    for used, (target, words) in zip(inputs, links, strict=False):
        expected = f"{' '.join(used.display.split())} → {used.anchor}"
        yield compare(page.name, place, expected, f"{words} → {target}")
    reached = {used.anchor for used in inputs}.union(*(facts.rows_behind(used.id) for used in inputs))
    rows = linked_rows(links[len(inputs) :])
    yield _compare_names(page.name, f"{place}, rader", {*fact.rows} - reached, rows)


def _users(facts: ReadFacts) -> dict[str, set[str]]:
    """Map each row to the computed facts that use it, directly or by a figure that stands in it."""
    users: dict[str, set[str]] = {}
    for fact in facts.values():
        quoted = (used.rows[0] for used in facts.inputs(fact) if used.rows and not used.is_computed)
        for row in (*fact.rows, *quoted) if fact.is_computed else ():
            users.setdefault(row, set()).add(fact.id)
    return users


def _compare_names(file: str, place: str, expected: Iterable[str], found: Iterable[str]) -> Comparison:
    return compare(file, place, ", ".join(sorted(expected)), ", ".join(sorted(found)))
