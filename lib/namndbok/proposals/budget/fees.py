"""The proposed fees: what each model says, what each municipality pays by it, and that it adds up."""

from datetime import date

from namndbok.facts import Facts
from namndbok.proposals.budget.part import Part, Terms, components, counted_rows
from namndbok.proposals.budget.rate import facts_rate

FEE = "grundbelopp och invånare gånger belopp per invånare, avrundat så att avgifterna blir beloppet"
FEE_ALIKE = "grundbeloppet, avrundat så att avgifterna blir beloppet"
KEPT_FEE = "årets avgift i samma proportion, avrundat så att avgifterna blir beloppet"


def facts_fees(facts: Facts, parts: tuple[Part, ...], terms: Terms) -> None:
    """Add inhabitants, this year's fees, and of each part that is split its model, fees and proof."""
    _inhabitants(facts, terms.counted)
    _outside(facts, parts, terms)
    for part in parts:
        _this_year(facts, part)
        if part.split is not None:
            _amount(facts, part)
            if not part.kept:
                facts_rate(facts, part)
            _fees(facts, part)
            _proof(facts, part)


def _inhabitants(facts: Facts, counted: date | None) -> None:
    names = _names(facts)
    for code, number in counted_rows(facts.data, counted).items():
        value = facts.data["population"].at[number, "population"]
        label = f"{names[code]}, invånare {counted}"
        facts.add_cell(f"proposal.population.{code}", label, value, "count", f"population:{number}")


def _outside(facts: Facts, parts: tuple[Part, ...], terms: Terms) -> None:
    """Add this year's sum of each component that no line of the budget is for."""
    fees, inside = facts.data.of_year("fees", terms.base), {part.component for part in parts}
    for row in components(facts.data, terms).itertuples():
        if row.component not in inside:
            cells = fees[(fees["component"] == row.component) & fees["fee"].notna()]["fee"]
            label, formula = f"{row.name}, summa avgifter i år", "summan av årets avgifter"
            facts.add_sum(f"proposal.outside.{row.component}", label, formula, cells)


def _this_year(facts: Facts, part: Part) -> None:
    names = _names(facts)
    for number, row in part.fees[part.fees["fee"].notna()].iterrows():
        id = f"proposal.now.fee.{part.component}.{row['municipality']}"
        label = f"{part.name}, {names[row['municipality']]} i år"
        facts.add_cell(id, label, row["fee"], "kr", f"fees:{number}")


def _amount(facts: Facts, part: Part) -> None:
    line = f"proposal.line.{part.line}.income"
    whole = facts[line].value == part.amount
    formula = "budgetradens belopp" if whole else "budgetradens belopp i proportion till årets avgifter"
    paid = [fact.id for fact in facts.under(f"proposal.now.fee.{part.component}")]
    used = [line] if whole else [line, *paid]
    facts.add(f"{part.at}.amount", f"{part.name}, belopp att fördela", part.amount, "kr", formula, facts=used)


def _fees(facts: Facts, part: Part) -> None:
    names = _names(facts)
    for code in part.payers:
        label, value = f"{part.name}, {names[code]}", int(part.split.fees[code])
        formula, used = _made_of(part, code)
        id, used = f"proposal.fee.{part.component}.{code}", [one for one in used if one in facts]
        facts.add(id, label, value, "kr", formula, facts=used)


def _made_of(part: Part, code: str) -> tuple[str, list[str]]:
    """Return a fee's formula and the facts that it is made of."""
    if part.kept:
        return KEPT_FEE, [f"proposal.now.fee.{part.component}.{code}", f"{part.at}.amount"]
    if part.model.share == 1:
        return FEE_ALIKE, [f"{part.at}.base_fee"]
    return FEE, [f"proposal.population.{code}", f"{part.at}.base_fee", f"{part.at}.per_inhabitant"]


def _proof(facts: Facts, part: Part) -> None:
    at, name = part.at, part.name
    fees = [f"proposal.fee.{part.component}.{code}" for code in part.payers]
    label, formula = f"{name}, summa avgifter i förslaget", "summan av kommunernas avgifter"
    facts.add_total(f"{at}.total", label, formula, fees)
    label, formula = f"{name}, skillnad mellan avgifter och belopp", "summa avgifter − belopp att fördela"
    facts.add_difference(f"{at}.difference", label, formula, f"{at}.total", f"{at}.amount")
    rest, formula = part.split.carried, "det som inte fyller ett helt avrundningssteg"
    facts.add(f"{at}.carried", f"{name}, rest", rest, "kr", formula, facts=[f"{at}.amount"])
    up, formula = len(part.split.rounded_up), "kommuner som får ett av de sista hela stegen"
    facts.add(f"{at}.rounded_up", f"{name}, avrundade uppåt", up, "count", formula, facts=[f"{at}.amount"])
    label, formula = f"{name}, avrundas till", "steget som avgifterna är jämnt delbara med"
    facts.add(f"{at}.step", label, part.model.step, "kr", formula, rows=part.model.rows)


def _names(facts: Facts) -> dict[str, str]:
    table = facts.data["municipalities"]
    return dict(zip(table["code"], table["name"], strict=True))
