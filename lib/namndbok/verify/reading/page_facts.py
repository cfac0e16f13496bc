"""Compare what a page shows with the facts: each figure, date and chart, each derivation and data row."""

import re
from collections.abc import Iterable
from fractions import Fraction

from namndbok.verify.reading.fact_file import FACTS, ReadFact, ReadFacts
from namndbok.verify.reading.html_tree import Element
from namndbok.verify.reading.numerals import MONTHS, digits, read_exact, shows, whole_numbers, write_exact
from namndbok.verify.reading.page_content import ROW, ReadFigure, ReadPage, linked_rows, read_links
from namndbok.verify.reading.verdict import MISSING, Comparison, Comparisons, Mismatch, compare, expect

# Where a chart says in words what it shows, in its picture and beside it.
DRAWN, SAID = ("text", "title", "desc"), ("figcaption", "p")
DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d\d)")
# What a sentence says of a figure that it shows without its minus sign.
NEGATIVE = re.compile(r"underskott|lägre|färre|mindre|minskning|förlust|minus", re.IGNORECASE)
AMOUNT = r"[-+\N{MINUS SIGN}]?\d{1,3}(?:[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]\d{3})*(?:,\d+)?"
AMOUNT_OR_SHARE = re.compile(rf"(?<!\d){AMOUNT}\s(?:kr\b|%)")


def check_dates(page: ReadPage) -> Comparisons:
    """Compare what each date shows with what its mark-up means."""
    for element in page.root.descendants("time"):
        meant = element.attributes.get("datetime", "")
        day = DAY.fullmatch(meant)
        expected = f"{int(day[3])} {MONTHS[int(day[2]) - 1]} {day[1]}" if day else meant
        yield compare(page.name, f"rad {element.line}, datumet {meant}", expected, element.words)


def check_charts(page: ReadPage, facts: ReadFacts) -> Comparisons:
    """Look for a fact behind every amount and share in the words of every chart.

    Counts, dates and lengths of bars are not compared: nothing on the page says what they count.
    """
    displays = {fact.display for fact in facts.values()}
    for chart in page.root.descendants("svg", "figure"):
        for element in chart.descendants(*(SAID if chart.tag == "figure" else DRAWN)):
            for amount in AMOUNT_OR_SHARE.findall(element.text):
                kind = [
                    fact for fact in facts.values() if fact.unit.startswith("kr") == amount.endswith("kr")
                ]
                alike = (shows(amount, fact.exact, share=fact.is_share) for fact in kind)
                known = amount.removeprefix("+") in displays or any(alike)
                place = f"rad {element.line}, diagrammet {element.words[:40]}"
                yield expect(known, page.name, place, "ett belopp eller en andel ur facts.json", amount)


def check_figures(page: ReadPage, facts: ReadFacts) -> Comparisons:
    """Compare each figure with its value and its source; a fact thus reads the same wherever it stands."""
    for figure in page.figures:
        exact = read_exact(figure.value)
        if exact is None:
            expected = "ett exakt värde: heltal eller bråk"
            yield Mismatch(page.name, figure.place, expected, figure.value)
        elif id := facts.shown_by(figure):
            if id in facts:
                yield from _check_shown_fact(page, figure, exact, facts[id])
            else:
                yield Mismatch(FACTS, f"faktum {id}", f"ett faktum som {page.name} visar", MISSING)
        else:
            right = shows(figure.text, exact, signed=True)
            yield expect(right, page.name, figure.place, f"en text som visar {figure.value}", figure.text)
            yield _check_quoted(page, figure, exact)


def _check_shown_fact(page: ReadPage, figure: ReadFigure, exact: Fraction, fact: ReadFact) -> Comparisons:
    yield compare(page.name, f"{figure.place}, exakt värde", str(fact.value), figure.value)
    same = figure.text.split() == fact.display.split() or _is_in_other_words(figure, fact)
    yield expect(same, page.name, figure.place, f"{fact.display}, eller samma sak i ord", figure.text)
    if not fact.is_computed:
        yield _check_quoted(page, figure, exact)


def _is_in_other_words(figure: ReadFigure, fact: ReadFact) -> bool:
    """Return whether a sentence puts the fact otherwise: a count with a noun, a size without its sign."""
    if not figure.paragraph or not shows(figure.text, fact.exact, share=fact.is_share):
        return False
    same = digits(figure.text) in ("", digits(fact.display))
    return same and (fact.exact >= 0 or bool(NEGATIVE.search(figure.paragraph)))


def _check_quoted(page: ReadPage, figure: ReadFigure, exact: Fraction) -> Comparison:
    """Look for a whole number in the data row that a figure leads to; a row that is cut short may lack it."""
    row = page.anchors.get(figure.target)
    if row is None or not row.is_source or not ROW.fullmatch(row.id) or "…" in row.text:
        return None
    known = exact.denominator > 1 or abs(exact.numerator) in whole_numbers(row.text)
    place = f"rad {row.line}, raden {row.id}"
    return expect(known, page.name, place, f"raden med {write_exact(exact)}", row.words)


def check_entries(page: ReadPage, facts: ReadFacts) -> Comparisons:
    """Check every derivation against its fact, and that every data row stands under its own number."""
    derived, users = False, _users(facts)
    for id, entry in page.anchors.items():
        if entry.is_panel and id in facts:
            derived = True
            yield from _check_derivation(page, entry, facts[id], facts)
        elif entry.is_source and ROW.fullmatch(id):
            table, number = id.rsplit(":", 1)
            place, name, words = f"rad {entry.line}, raden {id}", f", rad {number} i {table}.csv", entry.words
            if not entry.is_panel and words.startswith(f"rad {number}: "):
                name, words = f" i {table}.csv", entry.parent.words
            yield expect(name in words, page.name, place, name, entry.words)
            if stated := {target for target, _ in read_links(entry) if ":" not in target}:
                on_page = users.get(id, set()) & page.anchors.keys()
                yield _compare_names(page.name, place, on_page, stated)
    shown = {facts.shown_by(figure) for figure in page.figures} if derived else set()
    for fact in facts.values():
        traceable = fact.is_computed and (fact.rows or fact.facts)
        if fact.id in shown and traceable and fact.id not in page.anchors:
            yield Mismatch(page.name, f"faktum {fact.id}", "en uträkning på sidan", MISSING)


def _check_derivation(page: ReadPage, entry: Element, fact: ReadFact, facts: ReadFacts) -> Comparisons:
    """Compare what a derivation says it was computed from with what the fact says."""
    place = f"rad {entry.line}, uträkningen av {fact.id}"
    label, links, inputs = " ".join(fact.label.split()), read_links(entry), facts.inputs(fact)
    yield expect(label in entry.words, page.name, place, label, entry.words)
    for used, (target, words) in zip(inputs, links, strict=False):
        expected = f"{' '.join(used.display.split())} → {_anchor_of(used)}"
        yield compare(page.name, place, expected, f"{words} → {target}")
    reached = set(map(_anchor_of, inputs)).union(*(facts.rows_behind(used.id) for used in inputs))
    further = set(fact.rows) - reached
    rows = linked_rows(links[len(inputs) :])
    yield _compare_names(page.name, f"{place}, rader", further, rows)


def _anchor_of(fact: ReadFact) -> str:
    """Name the anchor that an input leads to: its derivation, or the row that it stands in."""
    return fact.id if fact.is_computed or not fact.rows else fact.rows[0]


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
