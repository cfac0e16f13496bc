"""The facts of a proposed budget, and what the board should settle before it decides on it.

Facts: what lines are raised to, what each fee is made of and comes to. A question is a finding with its
rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from namndbok.checks import Finding, by_severity, numbered, stable_id
from namndbok.data import Data
from namndbok.errors import InvalidParameter
from namndbok.facts import SIDES, Facts, Wording, budget_name, row_ids
from namndbok.proposals.budget.proposed_fee import (
    BASES,
    DECIDED,
    KEPT,
    OBSTACLES,
    REPRODUCED,
    WORDS,
    Assumptions,
    ProposedFee,
    decision_rows,
    population_rows,
    proposed_components,
)  # fmt: skip
from namndbok.splits import fraction
from namndbok.swedish import day, display, listing, rounded

CHOSEN, BY_INDEX, NONE = WORDS["increases"]
HALF_PER_CENTS = range(1, 9)
FORMULAS, COMPARED, QUESTIONS = (WORDS[name] for name in ("formulas", "compared", "questions"))


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


def name_of(id: str, **cells: object) -> tuple[str, ...]:
    """Return a fact's id, label and formula, as `words.json` has them under the id; no formula for a cell."""
    return tuple(Wording().format(text, **cells) for text in (id, *WORDS["facts"][id]))


def add_line_facts(facts: Facts, base_year: int, increase: Increase) -> dict[str, int]:
    """Add the increase, and each line's amounts with what they change; return proposed income by line."""
    why = name_of("proposal.increase", formula=increase.formula)
    facts.state(why, increase.share, "stated_ratio", rows=increase.rows)
    table = facts.data.of_year("budget", base_year)
    lines = {side: list(table[table["side"] == side]["line"]) for side in SIDES}
    for number, row in table.iterrows():
        cells = {name: row[name] for name in ("line", "side")}
        cells["name"] = f"{budget_name(facts, row['line'])}, {SIDES[row['side']]}"
        label = name_of("proposal.now.{line}.{side}", **cells)
        now = facts.add_cell(*label, row["amount"], "kr", f"budget:{number}").id
        label, amount = name_of("proposal.line.{line}.{side}", **cells), increase.raised(row["amount"])
        proposed = facts.state(label, amount, "kr", facts=[now, "proposal.increase"]).id
        add_change(facts, proposed, now, cells["name"], with_share=row["side"] == "income")
    for side, word in SIDES.items():
        cells = {"side": side, "word": word, "name": f"Summa {word}"}
        for id, kind in (("proposal.now.{side}", "now"), ("proposal.{side}", "line")):
            facts.add_total(*name_of(id, **cells), [f"proposal.{kind}.{line}.{side}" for line in lines[side]])
        proposed, now = f"proposal.{side}", f"proposal.now.{side}"
        add_change(facts, proposed, now, cells["name"], with_share=side == "income")
    facts.add_difference(*name_of("proposal.result"), "proposal.income", "proposal.cost")
    behind = [f"proposal.now.{line}.income" for line in lines["income"]]
    for number in HALF_PER_CENTS:
        half = Increase(Fraction(number, 200), "")
        cells = {"number": number, "percent": display(half.share, "stated_ratio")}
        facts.state(name_of("proposal.half.{number}.share", **cells), half.share, "stated_ratio")
        total = sum(half.raised(facts[id].value) for id in behind)
        raised = facts.state(name_of("proposal.half.{number}.income", **cells), total, "kr", facts=behind)
        add_change(facts, raised.id, "proposal.now.income", cells["percent"], with_share=False)
    return {line: facts[f"proposal.line.{line}.income"].value for line in lines["income"]}


def add_change(facts: Facts, proposed: str, now: str, name: str, *, with_share: bool = True) -> None:
    """Add the change in kronor and, of what is paid, as a share of this year's unless that is nothing."""
    cells = {"proposed": proposed, "name": name}
    change = facts.add_difference(*name_of("{proposed}_change", **cells), proposed, now)
    if with_share:
        facts.add_ratio(*name_of("{proposed}_change_share", **cells), change.id, now)


def add_fee_facts(facts: Facts, fees: tuple[ProposedFee, ...], assumptions: Assumptions) -> None:
    """Add inhabitants, this year's fees, and of each fee that is split its model, amounts and proof."""
    data, inside = facts.data, {fee.component for fee in fees}
    population, names = data["population"], data.lookup("municipalities", "code", "name")
    for code, number in population_rows(data, assumptions.population_date).items():
        cells = {"code": code, "name": names[code], "date": assumptions.population_date}
        label, people = name_of("proposal.population.{code}", **cells), population.at[number, "population"]
        facts.add_cell(*label, people, "count", f"population:{number}")
    rows = data.of_year("fees", assumptions.base_year)
    for component in proposed_components(data, assumptions).itertuples():
        if component.component not in inside:
            label = name_of("proposal.outside.{component}", component=component.component, fee=component.name)
            paid = rows[(rows["component"] == component.component) & rows["fee"].notna()]["fee"]
            facts.add_sum(*label, paid)
    for fee in fees:
        cells = {"component": fee.component, "fee": fee.name}
        for number, row in fee.rows_now[fee.rows_now["fee"].notna()].iterrows():
            code = row["municipality"]
            label = name_of("proposal.now.fee.{component}.{code}", code=code, name=names[code], **cells)
            facts.add_cell(*label, row["fee"], "kr", f"fees:{number}")
        if fee.split is not None:
            _add_split(facts, fee, names)


def _add_split(facts: Facts, fee: ProposedFee, names: Mapping[str, str]) -> None:
    """Add the facts of a fee that is split: its amount, its model, what each pays, and the proof."""
    model, line, cells = fee.model, f"proposal.line.{fee.line}.income", vars(fee) | {"fee": fee.name}

    def ids(*kinds: str) -> list[str]:
        return [f"{fee.prefix}.{kind}" for kind in kinds]

    def of_fee(kind: str, formula: str = "") -> tuple[str, ...]:
        return name_of(f"proposal.part.{{component}}.{kind}", formula=FORMULAS.get(formula), **cells)

    if facts[line].value == fee.amount:
        facts.state(of_fee("amount", "amount"), fee.amount, "kr", facts=[line])
    else:
        behind = [line, *(fact.id for fact in facts.under(f"proposal.now.fee.{fee.component}"))]
        facts.state(of_fee("amount", "amount_of_several"), fee.amount, "kr", facts=behind)
    if model.basis != KEPT:
        rows = fee.rows_now[fee.rows_now["municipality"].isin(fee.payers)]
        rows = row_ids(rows) or row_ids(facts.data["municipalities"])
        facts.state(of_fee("payers"), len(fee.payers), "count", rows=rows)
        share, inhabitants = model.share, sum(fee.weights)
        if share < 1:
            people = [f"proposal.population.{code}" for code in fee.payers]
            facts.state(of_fee("inhabitants"), inhabitants, "count", facts=people)
            share = model.share_among(len(fee.payers), inhabitants)
        if model.ratio is None:
            label = of_fee("equal_share", "found_share" if model.basis == REPRODUCED else "stated_share")
            facts.state(label, share, "stated_ratio", rows=model.rows)
        else:
            label, behind = of_fee("equal_share", "same_ratio"), ids("payers", "inhabitants")
            facts.state(label, share, "ratio", rows=model.rows, facts=behind)
        base, behind = share * fee.amount / len(fee.payers), ids("amount", "equal_share", "payers")
        facts.state(of_fee("base_fee"), base, "kr", facts=behind)
        if share < 1:
            rate, behind = (1 - share) * fee.amount / inhabitants, ids("amount", "equal_share", "inhabitants")
            facts.state(of_fee("per_inhabitant"), rate, "kr_per_inhabitant", facts=behind)
    payments = []
    for code in fee.payers:
        formula, behind = "fee", [f"proposal.population.{code}", *ids("base_fee", "per_inhabitant")]
        if model.basis == KEPT:
            formula, behind = "fee_kept", [f"proposal.now.fee.{fee.component}.{code}", *ids("amount")]
        elif model.share == 1:
            formula, behind = "fee_alike", ids("base_fee")
        paid = {"code": code, "name": names[code], "formula": FORMULAS[formula]}
        label = name_of("proposal.fee.{component}.{code}", **cells | paid)
        known = filter(facts.__contains__, behind)
        payments.append(facts.state(label, int(fee.split.fees[code]), "kr", facts=known).id)
    facts.add_total(*of_fee("total"), payments)
    facts.add_difference(*of_fee("difference"), *ids("total", "amount"))
    facts.state(of_fee("carried"), fee.split.carried, "kr", facts=ids("amount"))
    facts.state(of_fee("step"), model.step, "kr", rows=model.rows)


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
        for kind, words in COMPARED.items():
            label = name_of("proposal.pays.{code}.{kind}", code=code, kind=kind, name=name, fees=words)
            facts.add_total(*label, filter(facts.__contains__, ids[kind]))
        add_change(facts, f"proposal.pays.{code}.next", f"proposal.pays.{code}.now", name)
    for kind, words in COMPARED.items():
        ids = [f"proposal.pays.{code}.{kind}" for code in names]
        facts.add_total(*name_of("proposal.fees.{kind}", kind=kind, fees=words), ids)
    add_change(facts, "proposal.fees.next", "proposal.fees.now", "Alla kommuner")
    table, waiting = facts.data["budget_lines"], {fee.line for fee in fees if fee.split is None}
    split = [line for line in incomes if line in {fee.line for fee in fees} - waiting]
    unsplit = [line for line in incomes if line not in split]
    for kind, lines in (("lines", incomes), ("split", split), ("unsplit", unsplit)):
        rows = [row for line in lines for row in row_ids(table[table["budget_line"] == line])]
        facts.state(name_of(f"proposal.count.{kind}"), len(rows), "count", rows=rows)
    facts.add_total(*name_of("proposal.unsplit"), [f"proposal.line.{line}.income" for line in unsplit])
    rows = [fee.model.rows[0] for fee in fees if fee.split is not None and fee.model.basis == DECIDED]
    facts.state(name_of("proposal.count.decided"), len(rows), "count", rows=rows)


def open_questions(
    facts: Facts, assumptions: Assumptions, fees: tuple[ProposedFee, ...]
) -> tuple[Finding, ...]:
    """List what is to be settled, errors first: lines without a split, and what rests on no decision."""
    findings = []

    def ask(word: str, words: str, key: str, rows: Iterable[str], **named: Any) -> None:
        check, rows, severity = f"proposal.{word}", tuple(rows), "error" if word == "split" else "warning"
        title, detail = (text.format(**named) for text in QUESTIONS[words])
        sources = tuple(dict.fromkeys(filter(None, map(facts.source, rows))))
        id = stable_id(check, facts.year, key, title, detail)
        findings.append(Finding(id, check, severity, title, detail, "", "", "", rows, sources))

    budget = facts.data.of_year("budget", assumptions.base_year)
    budget_rows = {line: row_ids(rows) for line, rows in budget.groupby("line", sort=False)}
    names = {line: budget_name(facts, line) for line in budget_rows}
    for line, reason in unsplit_lines(facts, assumptions, fees):
        ask("split", "split", line, budget_rows[line], name=names[line], reason=reason)
    for line, rows in budget_rows.items():
        income, cost = (facts.get(f"proposal.line.{line}.{side}") for side in ("income", "cost"))
        if income and cost and income.value != cost.value:
            named = {"name": names[line], "income": income.display, "cost": cost.display}
            named["difference"] = display(income.value - cost.value, "kr")
            named["payers"] = QUESTIONS["too_much" if income.value > cost.value else "too_little"]
            ask("balance", "balance", line, rows, **named)
    for line in dict.fromkeys(fee.line for fee in fees):
        components = [fee.rows_now for fee in fees if fee.line == line]
        paid = sum(amount for rows in components for amount in rows["fee"] if amount)
        income = facts[f"proposal.now.{line}.income"]
        if paid and paid != income.value:
            named = {"name": names[line], "paid": display(paid, "kr"), "income": income.display}
            rows = (*budget_rows[line], *(row for rows in components for row in row_ids(rows)))
            ask("fees", "fees", line, rows, **named)
    split = [fee for fee in fees if fee.split is not None]
    models = {
        basis: [fee for fee in split if fee.model.basis == basis] for basis in BASES if basis in QUESTIONS
    }
    for key, concerned in (models | {"several": [fee for fee in split if not fee.model.is_only]}).items():
        places = (row.rsplit(":", 1) for fee in concerned for row in fee.model.rows)
        rows = sorted({(table, int(number)) for table, number in places})
        if concerned:
            named = listing([fee.name for fee in concerned])
            ask("model", key, key, (f"{table}:{number}" for table, number in rows), fees=named)
    counted = assumptions.population_date
    if counted and counted >= date(assumptions.year, 1, 1):
        rows = [fact.rows[0] for fact in facts.under("proposal.population")]
        ask("population", "late", "late", rows, day=day(counted))
    if facts["proposal.increase"].formula == NONE:
        notes = facts.data["budget_notes"]
        agreed = notes[notes["index"].notna() & (notes["year"] <= assumptions.year)].tail(1)
        named = {"base_year": assumptions.base_year, "index": "".join(agreed["index"])}
        rows = row_ids(agreed) or row_ids(budget)
        ask("increase", "agreed" if len(agreed) else "none", "none", rows, **named)
    return tuple(by_severity(numbered(facts.year, findings)))


def unsplit_lines(
    facts: Facts, assumptions: Assumptions, fees: tuple[ProposedFee, ...]
) -> Iterator[tuple[str, str]]:
    """Yield each budget line that is not fully split, with the reason."""
    for line in dict.fromkeys(facts.data.of_year("budget", assumptions.base_year)["line"]):
        of_line = [fee for fee in fees if fee.line == line]
        if f"proposal.line.{line}.income" not in facts:
            yield line, OBSTACLES["no_income"]
        elif not of_line:
            yield line, OBSTACLES["no_component"]
        elif obstacles := [fee.model.obstacle for fee in of_line if fee.split is None]:
            yield line, " ".join(dict.fromkeys(obstacles))
