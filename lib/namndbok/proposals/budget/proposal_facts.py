"""The facts of a proposed budget: what its lines are raised to, and what each fee is made of and comes to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from namndbok.data import Data
from namndbok.errors import InvalidParameter
from namndbok.facts import SIDES, Facts, budget_name, row_ids
from namndbok.proposals.budget.proposed_fee import (
    DECIDED,
    KEPT,
    REPRODUCED,
    WORDS,
    Assumptions,
    ProposedFee,
    decision_rows,
    population_rows,
    proposed_components,
)  # fmt: skip
from namndbok.splits import fraction
from namndbok.swedish import Number, display, listing, rounded

CHOSEN, BY_INDEX, NONE = WORDS["increases"]
HALF_PER_CENTS = range(1, 9)
# What a fee's facts are called after its name, and how each is computed.
FACTS, COMPARED = WORDS["facts"], WORDS["compared"]


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
    rows, incomes, lines = facts.data.of_year("budget", base_year), {}, {side: [] for side in SIDES}
    for number, row in rows.iterrows():
        line, side = row["line"], row["side"]
        name = f"{budget_name(facts, line)}, {SIDES[side]}"
        now, proposed = f"proposal.now.{line}.{side}", f"proposal.line.{line}.{side}"
        facts.add_cell(now, f"{name} i årets budget", row["amount"], "kr", f"budget:{number}")
        amount, formula = increase.raised(row["amount"]), "årets belopp uppräknat, i hela kronor"
        facts.add(proposed, f"{name} i förslaget", amount, "kr", formula, facts=[now, "proposal.increase"])
        add_change(facts, proposed, now, name, with_share=side == "income")
        lines[side].append(line)
        if side == "income":
            incomes[line] = amount
    for side, word in SIDES.items():
        name, formula = f"Summa {word}", f"summan av radernas {word}"
        now, proposed = f"proposal.now.{side}", f"proposal.{side}"
        for id, kind, budget in ((now, "now", "årets budget"), (proposed, "line", "förslaget")):
            ids = [
                f"proposal.{kind}.{line}.{side}"
                for line in dict.fromkeys(rows["line"])
                if line in lines[side]
            ]
            facts.add_total(id, f"{name} i {budget}", formula, ids)
        add_change(facts, proposed, now, name, with_share=side == "income")
    label, formula = "Föreslaget resultat", "föreslagna intäkter − föreslagna kostnader"
    facts.add_difference("proposal.result", label, formula, "proposal.income", "proposal.cost")
    behind = [f"proposal.now.{line}.income" for line in incomes]
    for number in HALF_PER_CENTS:
        share, prefix = Fraction(number, 200), f"proposal.half.{number}"
        total = sum(Increase(share, "").raised(facts[id].value) for id in behind)
        percent = display(share, "stated_ratio")
        formula = f"årets intäkter uppräknade med {percent}, rad för rad, i hela kronor"
        facts.add(f"{prefix}.share", "Tänkt uppräkning", share, "stated_ratio", "halva procentenheter")
        facts.add(f"{prefix}.income", f"Intäkter med {percent}", total, "kr", formula, facts=behind)
        add_change(facts, f"{prefix}.income", "proposal.now.income", percent, with_share=False)
    return incomes


def add_change(facts: Facts, proposed: str, now: str, name: str, *, with_share: bool = True) -> None:
    """Add the change in kronor and, of what is paid, as a share of this year's unless that is nothing."""
    id, formula = f"{proposed}_change", "förslaget − årets belopp"
    facts.add_difference(id, f"{name}, ändring", formula, proposed, now)
    if with_share:
        label, formula = f"{name}, ändring i procent", "ändringen ÷ årets belopp"
        facts.add_ratio(f"{id}_share", label, formula, id, now)


def add_fee_facts(facts: Facts, fees: tuple[ProposedFee, ...], assumptions: Assumptions) -> None:
    """Add inhabitants, this year's fees, and of each fee that is split its model, amounts and proof."""
    data, inside = facts.data, {fee.component for fee in fees}
    population, names = data["population"], data.lookup("municipalities", "code", "name")
    for code, number in population_rows(data, assumptions.population_date).items():
        id, label = f"proposal.population.{code}", f"{names[code]}, invånare {assumptions.population_date}"
        facts.add_cell(id, label, population.at[number, "population"], "count", f"population:{number}")
    rows = data.of_year("fees", assumptions.base_year)
    for component in proposed_components(data, assumptions).itertuples():
        if component.component not in inside:
            cells = rows[(rows["component"] == component.component) & rows["fee"].notna()]["fee"]
            label, formula = f"{component.name}, summa avgifter i år", "summan av årets avgifter"
            facts.add_sum(f"proposal.outside.{component.component}", label, formula, cells)
    for fee in fees:
        for number, row in fee.rows_now[fee.rows_now["fee"].notna()].iterrows():
            id = f"proposal.now.fee.{fee.component}.{row['municipality']}"
            label = f"{fee.name}, {names[row['municipality']]} i år"
            facts.add_cell(id, label, row["fee"], "kr", f"fees:{number}")
        if fee.split is not None:
            _add_split(facts, fee, names)


def _add_split(facts: Facts, fee: ProposedFee, names: Mapping[str, str]) -> None:
    """Add the facts of a fee that is split: its amount, its model, what each pays, and the proof."""
    model, line = fee.model, f"proposal.line.{fee.line}.income"

    def ids(*kinds: str) -> list[str]:
        return [f"{fee.prefix}.{kind}" for kind in kinds]

    def words_of(kind: str) -> tuple[str, str]:
        return f"{fee.name}, {FACTS[kind][0]}", FACTS[kind][1]

    def add(kind: str, value: Number, unit: str, words: str = "", **behind: Iterable[str]) -> None:
        label, formula = words_of(words or kind)
        facts.add(*ids(kind), label, value, unit, formula, **behind)

    if facts[line].value == fee.amount:
        add("amount", fee.amount, "kr", facts=[line])
    else:
        behind = [line, *(fact.id for fact in facts.under(f"proposal.now.fee.{fee.component}"))]
        add("amount", fee.amount, "kr", "amount_of_several", facts=behind)
    if model.basis != KEPT:
        rows = fee.rows_now[fee.rows_now["municipality"].isin(fee.payers)]
        add("payers", len(fee.payers), "count", rows=row_ids(rows) or row_ids(facts.data["municipalities"]))
        share, inhabitants = model.share, sum(fee.weights)
        if share < 1:
            people = [f"proposal.population.{code}" for code in fee.payers]
            add("inhabitants", inhabitants, "count", facts=people)
            share = model.share_among(len(fee.payers), inhabitants)
        if model.ratio is None:
            words = "found_share" if model.basis == REPRODUCED else "stated_share"
            add("equal_share", share, "stated_ratio", words, rows=model.rows)
        else:
            behind = ids("payers", "inhabitants")
            add("equal_share", share, "ratio", "same_ratio", rows=model.rows, facts=behind)
        behind = ids("amount", "equal_share", "payers")
        add("base_fee", share * fee.amount / len(fee.payers), "kr", facts=behind)
        if share < 1:
            rate, behind = (1 - share) * fee.amount / inhabitants, ids("amount", "equal_share", "inhabitants")
            add("per_inhabitant", rate, "kr_per_inhabitant", facts=behind)
    payments = []
    for code in fee.payers:
        words, behind = "fee", [f"proposal.population.{code}", *ids("base_fee", "per_inhabitant")]
        if model.basis == KEPT:
            words, behind = "fee_kept", [f"proposal.now.fee.{fee.component}.{code}", *ids("amount")]
        elif model.share == 1:
            words, behind = "fee_alike", ids("base_fee")
        id, label = f"proposal.fee.{fee.component}.{code}", f"{fee.name}, {names[code]}"
        known = filter(facts.__contains__, behind)
        facts.add(id, label, int(fee.split.fees[code]), "kr", FACTS[words][1], facts=known)
        payments.append(id)
    total, difference, amount = ids("total", "difference", "amount")
    facts.add_total(total, *words_of("total"), payments)
    facts.add_difference(difference, *words_of("difference"), total, amount)
    add("carried", fee.split.carried, "kr", facts=[amount])
    add("step", model.step, "kr", rows=model.rows)


def add_comparison(facts: Facts, fees: tuple[ProposedFee, ...], incomes: Mapping[str, int]) -> None:
    """Add proposed fees beside this year's of the same components, by municipality and in all, and counts.

    `incomes`: the proposed income of each budget line.
    """
    names = facts.data.lookup("municipalities", "code", "name")
    for code, name in names.items():
        ids = {kind: [] for kind in COMPARED}
        for fee in fees:
            now = f"proposal.now.fee.{fee.component}.{code}"
            ids["waiting" if fee.split is None else "now"].append(now)
            ids["next"].append(f"proposal.fee.{fee.component}.{code}")
        for kind, label in COMPARED.items():
            id, known = f"proposal.pays.{code}.{kind}", filter(facts.__contains__, ids[kind])
            facts.add_total(id, f"{name}, {label}", "summan av kommunens avgifter", known)
        add_change(facts, f"proposal.pays.{code}.next", f"proposal.pays.{code}.now", name)
    for kind, label in COMPARED.items():
        ids = [f"proposal.pays.{code}.{kind}" for code in names]
        facts.add_total(f"proposal.fees.{kind}", f"Alla {label}", "summan av kommunerna", ids)
    add_change(facts, "proposal.fees.next", "proposal.fees.now", "Alla kommuner")
    table = facts.data["budget_lines"]
    with_fees, waiting = {fee.line for fee in fees}, {fee.line for fee in fees if fee.split is None}
    split = [line for line in incomes if line in with_fees - waiting]
    unsplit = [line for line in incomes if line not in split]

    def count(kind: str, rows: list[str]) -> None:
        name = WORDS["counted"][kind]
        formula = f"antal {name[0].lower()}{name[1:]}"
        facts.add(f"proposal.count.{kind}", name, len(rows), "count", formula, rows=rows)

    for kind, lines in (("lines", incomes), ("split", split), ("unsplit", unsplit)):
        count(kind, [row for line in lines for row in row_ids(table[table["budget_line"] == line])])
    ids, label = [f"proposal.line.{line}.income" for line in unsplit], "Föreslagna intäkter utan fördelning"
    facts.add_total("proposal.unsplit", label, "summan av radernas intäkter", ids)
    decided = [fee for fee in fees if fee.split is not None and fee.model.basis == DECIDED]
    count("decided", [fee.model.rows[0] for fee in decided])
