"""Amounts, shares and numbers of members that a text names, and whether the tables have them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from namndbok.facts import Fact, Facts, rounded_to
from namndbok.swedish import SHARES_OF_ONE, Number

AMOUNT = re.compile(r"(?<![\d,.])(\d{1,3}(?:[ \u00a0]\d{3})+|\d+)[ \u00a0](tkr|kr|kronor)\b")
SHARE = re.compile(r"(?<![\d,.–-])(\d+(?:,\d+)?)[ \u00a0]?(?:%|procent\b)")
MEMBERS = re.compile(
    r"\b(?:(?:alla|samtliga)(?: de)?|av de)[ \u00a0](\d+)[ \u00a0](?:ingående )?kommuner(?:na)?\b(?! som)",
    re.IGNORECASE,
)
STATED = {
    "claims": "value",
    "printed": "value",
    "explanations": "amount",
    "budget_notes": "amount",
    "fees": "fee",
}
# Nothing and everything need no table.
TRIVIAL = {Fraction(0), Fraction(100)}


@dataclass(frozen=True)
class Figure:
    """A figure as it is written: kronor, per cent, or a number of municipalities, in steps of `step`."""

    written: str
    kind: str
    value: Fraction
    step: Fraction = Fraction(1)


@dataclass(frozen=True)
class Known:
    """What the tables have: kronor and per cent with the facts that say so, and how many are members."""

    kr: dict[Fraction, Fact | None]
    percent: dict[Fraction, Fact | None]
    members: Fact

    @classmethod
    def of(cls, facts: Facts) -> "Known":
        """Collect what the facts of the year say, and what its rows state in columns of their own."""
        stated = {value for table, column in STATED.items() for value in _cells(facts, table, column)}
        reviews = set(_cells(facts, "goal_reviews", "measured"))
        shares = [fact for fact in facts.of_whole_year() if fact.unit in SHARES_OF_ONE]
        amounts = [fact for fact in facts.of_whole_year() if fact.unit in ("kr", "tkr", "kr_per_inhabitant")]
        percent = dict.fromkeys(map(Fraction, stated | reviews)) | {
            Fraction(one.value * 100): one for one in shares
        }
        kr = dict.fromkeys(map(Fraction, stated)) | {Fraction(one.value): one for one in amounts}
        return cls(kr, percent, facts["municipalities.count"])

    def has(self, figure: Figure) -> bool:
        """Tell whether a figure is one that is known, rounded as it is written."""
        if figure.kind == "members":
            return figure.value == self.members.value
        every = self.kr if figure.kind == "kr" else [*self.percent, *TRIVIAL]
        return any(rounded_to(abs(one), figure.step) == figure.value for one in every)

    def meant(self, figure: Figure) -> tuple[str, str] | None:
        """Return label and display of the fact that a figure is a slip away from, or of the members."""
        if figure.kind == "members":
            return self.members.label, self.members.display
        every = self.kr if figure.kind == "kr" else self.percent
        close = (fact for value, fact in every.items() if fact and _slip(figure, value))
        return next(((fact.label, fact.display) for fact in close), None)


def amounts_in(text: str) -> Iterator[Figure]:
    """Yield each amount in kronor or thousands of kronor."""
    for found in AMOUNT.finditer(text):
        step = Fraction(1000 if found[2] == "tkr" else 1)
        yield Figure(found[0], "kr", int(re.sub(r"\s", "", found[1])) * step, step)


def shares_in(text: str) -> Iterator[Figure]:
    """Yield each share in per cent."""
    for found in SHARE.finditer(text):
        decimals = len(found[1].partition(",")[2])
        yield Figure(found[0], "percent", Fraction(found[1].replace(",", ".")), Fraction(1, 10**decimals))


def members_in(text: str) -> Iterator[Figure]:
    """Yield each number of municipalities that is said to be all of them."""
    return (Figure(found[0], "members", Fraction(int(found[1]))) for found in MEMBERS.finditer(text))


def _cells(facts: Facts, table: str, column: str) -> Iterator[Number]:
    return (value for value in facts.year_rows(table)[column] if value is not None)


def _slip(figure: Figure, value: Fraction) -> bool:
    """Tell whether one digit differs, or two that stand beside each other are swapped."""
    one, two = (str(int(rounded_to(abs(number), figure.step))) for number in (figure.value, value))
    differing = [at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b]
    if len(one) != len(two) or len(one) < 2 or not 1 <= len(differing) <= 2:
        return False
    first, last = differing[0], differing[-1]
    return first == last or (last == first + 1 and one[first] == two[last] and one[last] == two[first])
