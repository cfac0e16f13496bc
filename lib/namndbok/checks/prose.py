"""What the texts in the tables speak of: amounts, shares, the number of members, and services by name."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rapidfuzz.distance import OSA

from namndbok.checks.check import EXPECTATIONS
from namndbok.facts import Fact, Facts, rounded_to
from namndbok.swedish import SHARES_OF_ONE, WORDS, Number

AMOUNT = re.compile(r"(?<![\d,.])(\d{1,3}(?:[ \u00a0]\d{3})+|\d+)[ \u00a0](tkr|kr|kronor)\b")
SHARE = re.compile(r"(?<![\d,.–-])(\d+(?:,\d+)?)[ \u00a0]?(?:%|procent\b)")
MEMBERS = re.compile(
    r"\b(?:(?:alla|samtliga)(?: de)?|av de)[ \u00a0](\d+)[ \u00a0](?:ingående )?kommuner(?:na)?\b(?! som)",
    re.IGNORECASE,
)
NUMERAL = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+|\d+(?:,\d+)?|[^\W\d]+")
# Words that are numbers, also one that is as often an article.
NUMERALS = {word: Fraction(value) for value, word in enumerate(WORDS)} | {"en": Fraction(1)}
# Nothing and everything need no table.
TRIVIAL = {0, 100}


@dataclass(frozen=True)
class TextFigure:
    """A figure as a text has it: kronor, per cent, or a number of municipalities, in steps of `step`."""

    written: str
    kind: str
    value: Fraction
    step: Fraction = Fraction(1)

    def stands_in(self, values: Iterable[Fraction]) -> bool:
        """Tell whether it is one of some values, rounded as it is written."""
        return any(rounded_to(abs(value), self.step) == self.value for value in values)

    def likely(self, values: Mapping[Fraction, Fact | None]) -> Fact | None:
        """Return the fact that it is a slip away from; for a number of members, how many there are."""
        slips = (fact for value, fact in values.items() if self.kind == "members" or _is_slip(self, value))
        return next(filter(None, slips), None)


def table_figures(facts: Facts) -> dict[str, dict[Fraction, Fact | None]]:
    """Return the figures of the year by kind, with their facts; what rows state in columns has none."""
    columns = EXPECTATIONS["stated"].items()
    stated = {value for table, column in columns for value in _cells(facts, table, column)}
    reviews = set(_cells(facts, "goal_reviews", "measured"))
    shares = [fact for fact in facts.of_whole_year() if fact.unit in SHARES_OF_ONE]
    amounts = [fact for fact in facts.of_whole_year() if fact.unit in ("kr", "tkr", "kr_per_inhabitant")]
    percent = dict.fromkeys(map(Fraction, stated | reviews | TRIVIAL))
    percent |= {Fraction(fact.value * 100): fact for fact in shares}
    kr = dict.fromkeys(map(Fraction, stated)) | {Fraction(fact.value): fact for fact in amounts}
    members = facts["municipalities.count"]
    return {"kr": kr, "percent": percent, "members": {Fraction(members.value): members}}


def figures_in(text: str) -> Iterator[TextFigure]:
    """Yield each amount in kronor or thousands, each share in per cent, and each number of all members."""
    for match in AMOUNT.finditer(text):
        step = Fraction(1000 if match[2] == "tkr" else 1)
        yield TextFigure(match[0], "kr", int(re.sub(r"\s", "", match[1])) * step, step)
    for match in SHARE.finditer(text):
        decimals = len(match[1].partition(",")[2])
        value, step = Fraction(match[1].replace(",", ".")), Fraction(1, 10**decimals)
        yield TextFigure(match[0], "percent", value, step)
    for match in MEMBERS.finditer(text):
        yield TextFigure(match[0], "members", Fraction(int(match[1])))


def numerals_in(text: str) -> set[Fraction]:
    """Return every number that a text has, in digits or words, without units; thousands also as kronor."""
    words = NUMERAL.findall(text.lower())
    digits = {Fraction(re.sub(r"\s", "", word).replace(",", ".")) for word in words if word[0].isdigit()}
    digits |= {number * 1000 for number in digits if "tkr" in words}
    return digits | {NUMERALS[word] for word in words if word in NUMERALS}


def service_names(facts: Facts) -> dict[str, str]:
    """Return the name of each service by its code."""
    return facts.data.lookup("services", "service", "name")


def telling_words(names: Mapping[str, str]) -> dict[str, set[str]]:
    """Return, by code, the words of its name that no other name has; all of them if none is its own."""
    words = {code: _words(name) for code, name in names.items()}
    uses = Counter(word for name in words.values() for word in name)
    return {code: {word for word in name if uses[word] == 1} or name for code, name in words.items()}


def mentions(text: str, telling: set[str], *, inflected: bool = False) -> bool:
    """Tell whether a text has every one of a name's telling words; `inflected`: also with an ending."""
    words = _words(text)
    if inflected:
        words = {word for word in telling if any(other.startswith(word) for other in words)}
    return bool(telling) and telling <= words


def _cells(facts: Facts, table: str, column: str) -> Iterator[Number]:
    return (value for value in facts.year_rows(table)[column] if value is not None)


def _is_slip(figure: TextFigure, value: Fraction) -> bool:
    """Tell whether one digit differs, or two that stand beside each other are swapped."""
    typed, right = (str(int(rounded_to(abs(number), figure.step))) for number in (figure.value, value))
    return len(typed) == len(right) > 1 and OSA.distance(typed, right) == 1


def _words(text: str) -> set[str]:
    """Return a text's words in small letters, without what stands in parentheses."""
    return set(re.findall(r"[\w-]*\w", re.sub(r"\(.*?\)", "", text.lower())))
