"""Laws of rounding: which way of rounding keeps which, with the smallest example where one does not.

`PYTHONPATH=tests:lib python -m laws` writes `docs/rounding.md` anew from the board's own data; the tests hold
the page to it, prove every ✔ by random splits and see every ✘ break.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from boards import REAL
from namndbok.data import load_data
from namndbok.splits import ROUNDINGS, Split, split
from namndbok.swedish import display, number

PAGE = REAL.parent / "docs" / "rounding.md"
# A law that is tried on one municipality after the other is looked for in fewer totals.
STEP, MOST_STEPS, FEWER_STEPS = 100, 200, 50
HALF = Fraction(1, 2)


@dataclass(frozen=True, eq=False)
class Question:
    """Hold a cost to split among municipalities, and a way of rounding."""

    total: int
    people: pd.Series
    share: Fraction
    rounding: str
    step: int = STEP
    floor: int | None = None
    cap: int | None = None

    @cached_property
    def split(self) -> Split:
        options = {"step": self.step, "rounding": self.rounding, "floor": self.floor, "cap": self.cap}
        return split(self.total, self.people, equal_share=self.share, **options)

    @property
    def fees(self) -> pd.Series:
        return self.split.fees

    def quota(self, name: str) -> Fraction:
        """Return what a municipality pays before rounding, without floor and cap."""
        alike = self.share / len(self.people)
        by_number = (1 - self.share) * Fraction(int(self.people[name]), int(self.people.sum()))
        return self.total * (alike + by_number)


# An example says in Swedish how a law is broken; none where it is kept.
Examples = Iterator[str]


def sums(question: Question) -> Examples:
    paid = int(question.fees.sum())
    if paid != question.total:
        yield f"{kronor(question.total)} blir {kronor(paid)}"


def rises(question: Question, more: int = STEP) -> Examples:
    higher = replace(question, total=question.total + more)
    for name in falls(question.fees, higher.fees):
        change = f"{name} {kronor(question.fees[name])} → {kronor(higher.fees[name])}"
        yield f"{kronor(question.total)} → {kronor(higher.total)}: {change}"


def grows(question: Question, more: int = 1000) -> Examples:
    for name, people in question.people.items():
        grown = question.people.copy()
        grown[name] += more
        larger = replace(question, people=grown)
        if larger.fees[name] < question.fees[name]:
            change = f"{number(people)} → {number(people + more)} invånare"
            fees = f"{kronor(question.fees[name])} → {kronor(larger.fees[name])}"
            yield f"{kronor(question.total)}, {name} {change}: {fees}"


def joins(question: Question) -> Examples:
    for newcomer in question.people.index:
        before = replace(question, people=question.people.drop(newcomer))
        for name in falls(question.fees, before.fees.reindex(question.people.index)):
            fees = f"{kronor(before.fees[name])} → {kronor(question.fees[name])}"
            yield f"{kronor(question.total)}, {newcomer} tillkommer: {name} {fees}"


def stays_near(question: Question) -> Examples:
    for name, fee in question.fees.items():
        quota = question.quota(name)
        if abs(fee - quota) >= question.step:
            yield f"{kronor(question.total)}: {name} {kronor(fee)}, före avrundning {number(quota, 2)} kr"


def ignores_order(question: Question) -> Examples:
    backwards = replace(question, people=question.people[::-1])
    for name, fee in question.fees.items():
        if fee != backwards.fees[name]:
            yield f"{kronor(question.total)}: {name} {kronor(fee)} eller {kronor(backwards.fees[name])}"


LAWS: dict[str, Callable[[Question], Examples]] = {
    "Summan av avgifterna är beloppet": sums,
    "Ingen avgift sjunker när beloppet stiger": rises,
    "Ingens avgift sjunker när det egna invånarantalet stiger": grows,
    "Ingens avgift stiger när en kommun till delar på beloppet": joins,
    "Avgiften är mindre än ett steg från det oavrundade beloppet": stays_near,
    "Ordningen på raderna saknar betydelse": ignores_order,
}


def falls(before: pd.Series, after: pd.Series) -> list[str]:
    return [name for name, fee in before.items() if after[name] < fee]


def kronor(amount: int) -> str:
    return display(int(amount), "kr")


def people_of_the_board() -> tuple[date, pd.Series]:
    """Return the inhabitants by name on the last day before the last year with fees."""
    data = load_data(REAL)
    table, year = data["population"], int(data["fees"]["year"].max())
    day = max(counted for counted in table["date"] if counted.year < year)
    names = data.lookup("municipalities", "code", "name")
    rows = table[table["date"] == day]
    return day, pd.Series(dict(zip(rows["municipality"].map(names), rows["population"], strict=True)))


def smallest_example(law: Callable[[Question], Examples], rounding: str, people: pd.Series) -> str | None:
    """Find the smallest total, in whole steps and half of it alike, by which a law is broken."""
    for steps in range(1, 1 + (FEWER_STEPS if law in (grows, joins) else MOST_STEPS)):
        if example := next(law(Question(steps * STEP, people, HALF, rounding)), None):
            return example
    return None


@cache
def examples() -> dict[tuple[str, str], str | None]:
    """Return the smallest example of each law and way of rounding, None where there is none."""
    _, people = people_of_the_board()
    return {
        (title, rounding): smallest_example(law, rounding, people)
        for title, law in LAWS.items()
        for rounding in ROUNDINGS
    }


def page() -> str:
    """Write the page."""
    day, people = people_of_the_board()
    found = examples()
    lines = [
        "# Avrundning av avgifter",
        "",
        "Den här sidan skrivs av `PYTHONPATH=tests:lib python -m laws` och ändras inte för hand. Ett ✔ är",
        "prövat med slumpvisa fördelningar (`tests/splits/test_rounding.py`). Ett ✘ har det minsta exemplet",
        f"ur nämndens egna tal: hela steg om {STEP} kr, hälften lika och hälften efter invånare {day}",
        f"i {len(people)} kommuner.",
        "",
        "| lag | " + " | ".join(f"{name} (`{rounding}`)" for rounding, name in ROUNDINGS.items()) + " |",
        "|---" * (len(ROUNDINGS) + 1) + "|",
    ]
    for title in LAWS:
        cells = (found[title, rounding] for rounding in ROUNDINGS)
        lines.append(f"| {title} | " + " | ".join(f"✘ {cell}" if cell else "✔" for cell in cells) + " |")
    return "\n".join([*lines, "", REMARKS])


REMARKS = """\
## Vad det betyder

- Det som avrundas är hela avgiften, en gång: den lika delen och delen efter invånare läggs ihop först.
- **Uddatalsmetoden** (Webster, Sainte-Laguë) delar ut beloppet steg för steg. Nästa steg går till den kommun
  vars belopp före avrundning är störst i förhållande till 1, 3, 5 … gånger ett halvt steg. Ett högre belopp
  fortsätter i samma ordning, så ingen avgift kan sjunka. Förslag och scenarier använder den.
- **Största rest** avrundar alla nedåt och ger de steg som saknas till dem med störst rest. Avgifter som är
  beslutade med den räknas om med den.
- Avrundas varje avgift **var för sig** stämmer inte summan, så någon måste stå för skillnaden.
- Alla lagar på en gång går inte att hålla. Uddatalsmetoden kan hamna ett steg från det oavrundade beloppet,
  men det är sällsynt. Att en kommun till kan höja någons avgift ett steg händer bara när en del är lika och
  en del följer invånarna; med bara det ena eller bara det andra håller den lagen också.
- Golv och tak är hela steg. Uddatalsmetoden börjar då vid golven och hoppar över den som har nått taket.
  Lagarna om summan, om beloppet och om det egna invånarantalet håller.
- Det som inte räcker till ett helt steg bärs av den som står näst i tur (uddatalsmetoden) eller av den
  största kommunen (största rest). Lagen om beloppet håller för uddatalsmetoden också krona för krona.
- En nyckel med fasta belopp ändrar proportionerna när beloppet stiger, så där gäller lagen om beloppet inte.
- Lika kvoter går till den största kommunen, sedan i bokstavsordning.

Källor: M. L. Balinski och H. P. Young, *Fair Representation* (1982); A. Sainte-Laguë (1910).
"""


if __name__ == "__main__":
    Path(PAGE).write_text(page(), encoding="utf-8")
