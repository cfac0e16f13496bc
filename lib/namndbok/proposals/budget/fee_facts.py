"""The facts of the proposed fees: model, payments and proof of each, and what each municipality pays more."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from namndbok.facts import Facts, row_ids
from namndbok.proposals.budget.line_facts import add_change
from namndbok.proposals.budget.proposed_fee import (
    DECIDED,
    REPRODUCED,
    Assumptions,
    ProposedFee,
    population_rows,
    proposed_components,
)

FEE = "grundbelopp och invånare gånger belopp per invånare, avrundat så att avgifterna blir beloppet"
FEE_ALIKE = "grundbeloppet, avrundat så att avgifterna blir beloppet"
KEPT_FEE = "årets avgift i samma proportion, avrundat så att avgifterna blir beloppet"
STATED_SHARE = "andelen lika enligt fördelningsmodellen"
FOUND_SHARE = "andelen lika i den modell som ger årets avgifter"
SAME_RATIO = "andelen lika när grundbelopp och belopp per invånare förhåller sig som i årets avgifter"

COMPARED = {
    "next": "avgifter i förslaget",
    "now": "samma avgifter i år",
    "waiting": "avgifter i år som saknar förslag",
}


def add_fee_facts(facts: Facts, fees: tuple[ProposedFee, ...], assumptions: Assumptions) -> None:
    """Add inhabitants, this year's fees, and of each fee that is split its model, amounts and proof."""
    population, names = facts.data["population"], facts.data.lookup("municipalities", "code", "name")
    for code, number in population_rows(facts.data, assumptions.population_date).items():
        id, label = f"proposal.population.{code}", f"{names[code]}, invånare {assumptions.population_date}"
        facts.add_cell(id, label, population.at[number, "population"], "count", f"population:{number}")
    _add_outside(facts, fees, assumptions)
    for fee in fees:
        for number, row in fee.rows_now[fee.rows_now["fee"].notna()].iterrows():
            id = f"proposal.now.fee.{fee.component}.{row['municipality']}"
            label = f"{fee.name}, {names[row['municipality']]} i år"
            facts.add_cell(id, label, row["fee"], "kr", f"fees:{number}")
        if fee.split is not None:
            _add_amount(facts, fee)
            if not fee.is_kept:
                _add_model(facts, fee)
            _add_payments(facts, fee, names)
            _add_proof(facts, fee)


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
    _add_counts(facts, fees, incomes)


def _add_outside(facts: Facts, fees: tuple[ProposedFee, ...], assumptions: Assumptions) -> None:
    """Add this year's sum of each component that no line of the budget is for."""
    rows, inside = facts.data.of_year("fees", assumptions.base_year), {fee.component for fee in fees}
    for component in proposed_components(facts.data, assumptions).itertuples():
        if component.component not in inside:
            cells = rows[(rows["component"] == component.component) & rows["fee"].notna()]["fee"]
            label, formula = f"{component.name}, summa avgifter i år", "summan av årets avgifter"
            facts.add_sum(f"proposal.outside.{component.component}", label, formula, cells)


def _add_amount(facts: Facts, fee: ProposedFee) -> None:
    line = f"proposal.line.{fee.line}.income"
    formula, behind = "budgetradens belopp", [line]
    if facts[line].value != fee.amount:
        formula = "budgetradens belopp i proportion till årets avgifter"
        behind += [fact.id for fact in facts.under(f"proposal.now.fee.{fee.component}")]
    label = f"{fee.name}, belopp att fördela"
    facts.add(f"{fee.prefix}.amount", label, fee.amount, "kr", formula, facts=behind)


def _add_model(facts: Facts, fee: ProposedFee) -> None:
    """Add who pays, the part that is alike, and the base fee and amount per inhabitant that follow."""
    prefix, name, share = fee.prefix, fee.name, fee.model.share
    own_rows = fee.rows_now[fee.rows_now["municipality"].isin(fee.payers)]
    rows = row_ids(own_rows) or row_ids(facts.data["municipalities"])
    label = f"{name}, kommuner som betalar"
    facts.add(f"{prefix}.payers", label, len(fee.payers), "count", "antal kommuner", rows=rows)
    if share < 1:
        people = [f"proposal.population.{code}" for code in fee.payers]
        label, formula = f"{name}, invånare", "summan av de betalandes invånare"
        inhabitants = facts.add_total(f"{prefix}.inhabitants", label, formula, people).value
        share = fee.model.share_among(len(fee.payers), inhabitants)
    _add_share(facts, fee, share)
    label, formula = f"{name}, grundbelopp per kommun", "beloppets lika del, delad på kommunerna"
    base, behind = share * fee.amount / len(fee.payers), _ids(prefix, "amount", "equal_share", "payers")
    facts.add(f"{prefix}.base_fee", label, base, "kr", formula, facts=behind)
    if share < 1:
        label, formula = f"{name}, belopp per invånare", "resten av beloppet, delad på invånarna"
        rate = Fraction((1 - share) * fee.amount / inhabitants)
        behind = _ids(prefix, "amount", "equal_share", "inhabitants")
        facts.add(f"{prefix}.per_inhabitant", label, rate, "kr_per_inhabitant", formula, facts=behind)


def _add_share(facts: Facts, fee: ProposedFee, share: Fraction) -> None:
    id, label, rows = f"{fee.prefix}.equal_share", f"{fee.name}, andel lika", fee.model.rows
    if fee.model.ratio is None:
        formula = FOUND_SHARE if fee.model.basis == REPRODUCED else STATED_SHARE
        facts.add(id, label, share, "stated_ratio", formula, rows=rows)
    else:
        behind = _ids(fee.prefix, "payers", "inhabitants")
        facts.add(id, label, share, "ratio", SAME_RATIO, rows=rows, facts=behind)


def _add_payments(facts: Facts, fee: ProposedFee, names: dict[str, str]) -> None:
    """Add what each municipality pays, with what it is made of."""
    for code in fee.payers:
        if fee.is_kept:
            formula, behind = KEPT_FEE, [f"proposal.now.fee.{fee.component}.{code}", f"{fee.prefix}.amount"]
        elif fee.model.share == 1:
            formula, behind = FEE_ALIKE, [f"{fee.prefix}.base_fee"]
        else:
            rates = _ids(fee.prefix, "base_fee", "per_inhabitant")
            formula, behind = FEE, [f"proposal.population.{code}", *rates]
        id, label = f"proposal.fee.{fee.component}.{code}", f"{fee.name}, {names[code]}"
        known = filter(facts.__contains__, behind)
        facts.add(id, label, int(fee.split.fees[code]), "kr", formula, facts=known)


def _add_proof(facts: Facts, fee: ProposedFee) -> None:
    """Add that the fees add up to the amount, and what the rounding did."""
    prefix, name, amount = fee.prefix, fee.name, f"{fee.prefix}.amount"
    payments = [f"proposal.fee.{fee.component}.{code}" for code in fee.payers]
    label, formula = f"{name}, summa avgifter i förslaget", "summan av kommunernas avgifter"
    facts.add_total(f"{prefix}.total", label, formula, payments)
    label, formula = f"{name}, skillnad mellan avgifter och belopp", "summa avgifter − belopp att fördela"
    facts.add_difference(f"{prefix}.difference", label, formula, f"{prefix}.total", amount)
    rest, formula = fee.split.carried, "det som inte fyller ett helt avrundningssteg"
    facts.add(f"{prefix}.carried", f"{name}, rest", rest, "kr", formula, facts=[amount])
    label, formula = f"{name}, avrundas till", "steget som avgifterna är jämnt delbara med"
    facts.add(f"{prefix}.step", label, fee.model.step, "kr", formula, rows=fee.model.rows)


def _ids(prefix: str, *names: str) -> list[str]:
    return [f"{prefix}.{name}" for name in names]


def _add_counts(facts: Facts, fees: tuple[ProposedFee, ...], incomes: Mapping[str, int]) -> None:
    """Add how many lines have an income, how many of these are split, and how many fees are decided."""
    table = facts.data["budget_lines"]

    def add(name: str, label: str, rows: Iterable[str]) -> None:
        rows, formula = list(rows), f"antal {label[0].lower()}{label[1:]}"
        facts.add(f"proposal.count.{name}", label, len(rows), "count", formula, rows=rows)

    def line_rows(lines: Iterable[str]) -> Iterable[str]:
        return (row for line in lines for row in row_ids(table[table["budget_line"] == line]))

    with_fees, waiting = {fee.line for fee in fees}, {fee.line for fee in fees if fee.split is None}
    split = [line for line in incomes if line in with_fees - waiting]
    unsplit = [line for line in incomes if line not in split]
    add("lines", "Budgetrader med intäkt", line_rows(incomes))
    add("split", "Budgetrader med fördelning", line_rows(split))
    add("unsplit", "Budgetrader utan fördelning", line_rows(unsplit))
    ids, label = [f"proposal.line.{line}.income" for line in unsplit], "Föreslagna intäkter utan fördelning"
    facts.add_total("proposal.unsplit", label, "summan av radernas intäkter", ids)
    decided = [fee for fee in fees if fee.split is not None and fee.model.basis == DECIDED]
    add("decided", "Avgifter med beslutad modell", (fee.model.rows[0] for fee in decided))
