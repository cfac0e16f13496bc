"""What a proposal's budget lines come to: how much they are raised, and the facts of each line and in all."""

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from namndbok.data import Data
from namndbok.errors import InvalidParameter
from namndbok.facts import SIDES, Facts, budget_name, row_ids
from namndbok.proposals.budget.proposed_fee import decision_rows
from namndbok.splits import fraction
from namndbok.swedish import display, listing, rounded

CHOSEN = "procentsatsen som förslaget är gjort med"
BY_INDEX = "budgetårets indextal genom indextalet för den senaste budgetens år, minus ett"
NONE = "ingen uppräkning: ingen procentsats är vald, och det finns inget prisindex för båda åren"
HALF_PER_CENTS = range(1, 9)


@dataclass(frozen=True)
class Increase:
    """Hold what is added to an amount, as a part of it (3/100 for three per cent), why, and its rows."""

    share: Fraction
    formula: str
    rows: tuple[str, ...] = ()

    def raised(self, amount: int) -> int:
        """Raise an amount in kronor, to the nearest whole krona, a half away from zero."""
        return int(rounded(amount * (1 + self.share)))


def increase_of(data: Data, years: tuple[int, int], percent: float, series: str) -> Increase:
    """Find the increase between two years: the percentage, else the price index that has both years.

    `percent`: 3.2 is three point two per cent, 0 means that none is chosen. `series`: the index to use, empty
    for the only one. Raises `InvalidParameter` for both at once, less than −100 per cent, an index that lacks
    a year, and no choice among several.
    """
    if percent and series:
        raise InvalidParameter("Ange antingen percent eller series, inte båda.")
    if percent < -100:
        raise InvalidParameter(f"Procentsatsen ska vara minst −100, men är {percent}.")
    if percent:
        return Increase(fraction(percent, "Uppräkningen") / 100, CHOSEN)
    table = data["price_index"]
    rows = table[table["year"].isin(years)].sort_values("year", kind="stable")
    usable = {name: levels for name, levels in rows.groupby("series") if len(levels) == len(years)}
    known = f" Det finns {listing(sorted(usable))}." if usable else " Inget index har båda åren."
    if series and series not in usable:
        raise InvalidParameter(f"Prisindexet {series} saknas för {years[0]} eller {years[1]}.{known}")
    if not series and len(usable) > 1:
        raise InvalidParameter(f"Det finns flera prisindex: ange series.{known}")
    if not usable:
        return Increase(Fraction(0), NONE)
    levels = usable[series or next(iter(usable))]
    before, after = map(Fraction, levels["level"])
    decisions = (row for number in levels.index for row in decision_rows(data, "price_index", number))
    return Increase(after / before - 1, BY_INDEX, (*row_ids(levels), *dict.fromkeys(decisions)))


def add_line_facts(facts: Facts, base_year: int, increase: Increase) -> dict[str, int]:
    """Add the increase, and each line's amounts with what they change; return proposed income by line."""
    id, label = "proposal.increase", "Uppräkning från årets budget"
    facts.add(id, label, increase.share, "stated_ratio", increase.formula, rows=increase.rows)
    rows = facts.data.of_year("budget", base_year)
    for number, row in rows.iterrows():
        line, side = row["line"], row["side"]
        name = f"{budget_name(facts, line)}, {SIDES[side]}"
        now, proposed = f"proposal.now.{line}.{side}", f"proposal.line.{line}.{side}"
        facts.add_cell(now, f"{name} i årets budget", row["amount"], "kr", f"budget:{number}")
        amount, formula = increase.raised(row["amount"]), "årets belopp uppräknat, i hela kronor"
        facts.add(proposed, f"{name} i förslaget", amount, "kr", formula, facts=[now, "proposal.increase"])
        add_change(facts, proposed, now, name, with_share=side == "income")
    lines = list(dict.fromkeys(rows["line"]))
    for side in SIDES:
        name, formula = f"Summa {SIDES[side]}", f"summan av radernas {SIDES[side]}"
        now, proposed = f"proposal.now.{side}", f"proposal.{side}"
        for id, kind, budget in ((now, "now", "årets budget"), (proposed, "line", "förslaget")):
            ids = [f"proposal.{kind}.{line}.{side}" for line in lines]
            facts.add_total(id, f"{name} i {budget}", formula, filter(facts.__contains__, ids))
        add_change(facts, proposed, now, name, with_share=side == "income")
    label, formula = "Föreslaget resultat", "föreslagna intäkter − föreslagna kostnader"
    facts.add_difference("proposal.result", label, formula, "proposal.income", "proposal.cost")
    _add_half_per_cents(facts, [row for _, row in rows.iterrows() if row["side"] == "income"])
    return {line: facts[id].value for line in lines if (id := f"proposal.line.{line}.income") in facts}


def _add_half_per_cents(facts: Facts, incomes: list[pd.Series]) -> None:
    """Add what the incomes would be, and how much more, for each half per cent of increase."""
    behind = [f"proposal.now.{row['line']}.income" for row in incomes]
    for number in HALF_PER_CENTS:
        share, prefix = Fraction(number, 200), f"proposal.half.{number}"
        total = sum(Increase(share, "").raised(row["amount"]) for row in incomes)
        percent = display(share, "stated_ratio")
        formula = f"årets intäkter uppräknade med {percent}, rad för rad, i hela kronor"
        facts.add(f"{prefix}.share", "Tänkt uppräkning", share, "stated_ratio", "halva procentenheter")
        facts.add(f"{prefix}.income", f"Intäkter med {percent}", total, "kr", formula, facts=behind)
        add_change(facts, f"{prefix}.income", "proposal.now.income", percent, with_share=False)


def add_change(facts: Facts, proposed: str, now: str, name: str, *, with_share: bool = True) -> None:
    """Add the change in kronor and, of what is paid, as a share of this year's unless that is nothing."""
    id, formula = f"{proposed}_change", "förslaget − årets belopp"
    facts.add_difference(id, f"{name}, ändring", formula, proposed, now)
    if with_share:
        label, formula = f"{name}, ändring i procent", "ändringen ÷ årets belopp"
        facts.add_ratio(f"{id}_share", label, formula, id, now)
