"""The proposed fees: what each model says, what each municipality pays by it, and that it adds up."""

from datetime import date
from fractions import Fraction

from namndbok.budgeting.model import REPRODUCED
from namndbok.budgeting.part import Part, Terms, components, counted_rows
from namndbok.facts import Facts, refs

FEE = "grundbelopp och invånare gånger belopp per invånare, avrundat så att avgifterna blir beloppet"
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
                _model(facts, part)
            _fees(facts, part)
            _proof(facts, part)


def _inhabitants(facts: Facts, counted: date | None) -> None:
    names = _names(facts)
    for code, number in counted_rows(facts.data, counted).items():
        value = facts.data["population"].at[number, "population"]
        label = f"{names[code]}, invånare {counted}"
        facts.quote(f"proposal.population.{code}", label, value, "count", f"population:{number}")


def _outside(facts: Facts, parts: tuple[Part, ...], terms: Terms) -> None:
    """Add this year's sum of each component that no line of the budget is for."""
    fees, inside = facts.data.of_year("fees", terms.base), {part.component for part in parts}
    for row in components(facts.data, terms).itertuples():
        if row.component not in inside:
            cells = fees[(fees["component"] == row.component) & fees["fee"].notna()]["fee"]
            label, formula = f"{row.name}, summa avgifter i år", "summan av årets avgifter"
            facts.sum(f"proposal.outside.{row.component}", label, formula, cells)


def _this_year(facts: Facts, part: Part) -> None:
    names = _names(facts)
    for number, row in part.fees[part.fees["fee"].notna()].iterrows():
        id = f"proposal.this_year.fee.{part.component}.{row['municipality']}"
        label = f"{part.name}, {names[row['municipality']]} i år"
        facts.quote(id, label, row["fee"], "kr", f"fees:{number}")
    ids = [fact.id for fact in facts.under(f"proposal.this_year.fee.{part.component}")]
    at, label = f"proposal.this_year.component.{part.component}", f"{part.name}, summa avgifter i år"
    facts.total(at, label, "summan av årets avgifter", ids)


def _amount(facts: Facts, part: Part) -> None:
    line = f"proposal.line.{part.line}.income"
    whole = facts[line].value == part.amount
    formula = "budgetradens belopp" if whole else "budgetradens belopp i proportion till årets avgifter"
    used = [line] if whole else [line, f"proposal.this_year.component.{part.component}"]
    facts.add(f"{part.at}.amount", f"{part.name}, belopp att fördela", part.amount, "kr", formula, facts=used)


def _model(facts: Facts, part: Part) -> None:
    at, name, model = part.at, part.name, part.model
    rows = refs(part.fees[part.fees["municipality"].isin(part.payers)]) or refs(facts.data["municipalities"])
    facts.add(
        f"{at}.payers",
        f"{name}, kommuner som betalar",
        len(part.payers),
        "count",
        "antal kommuner",
        rows=rows,
    )
    people = [id for code in part.payers if (id := f"proposal.population.{code}") in facts]
    value = sum(facts[id].value for id in people)
    formula = "summan av de betalandes invånare"
    facts.add(f"{at}.inhabitants", f"{name}, invånare", value, "count", formula, facts=people)
    share = model.share_among(len(part.payers), value)
    _share(facts, part, share)
    used = [f"{at}.amount", f"{at}.equal_share", f"{at}.payers"]
    base, label = share * part.amount / len(part.payers), f"{name}, grundbelopp per kommun"
    facts.add(f"{at}.base_fee", label, base, "kr", "beloppets lika del, delad på kommunerna", facts=used)
    rate = (1 - share) * part.amount / Fraction(value) if share < 1 else Fraction(0)
    used = [f"{at}.amount", f"{at}.equal_share", f"{at}.inhabitants"]
    label, formula = f"{name}, belopp per invånare", "resten av beloppet, delad på invånarna"
    facts.add(f"{at}.per_inhabitant", label, rate, "kr_per_inhabitant", formula, facts=used)


def _share(facts: Facts, part: Part, share: Fraction) -> None:
    at, label = f"{part.at}.equal_share", f"{part.name}, andel lika"
    if part.model.ratio is None:
        said = "den modell" if part.model.basis == REPRODUCED else "fördelningsmodellen"
        formula = (
            "andelen lika i den modell som ger årets avgifter"
            if said == "den modell"
            else f"andelen lika enligt {said}"
        )
        facts.add(at, label, share, "stated_ratio", formula, rows=part.model.rows)
        return
    formula = (
        "andelen lika när grundbelopp och belopp per invånare har samma förhållande som i årets avgifter"
    )
    used = [f"{part.at}.payers", f"{part.at}.inhabitants"]
    facts.add(at, label, share, "ratio", formula, rows=part.model.rows, facts=used)


def _fees(facts: Facts, part: Part) -> None:
    names, at = _names(facts), part.at
    for code in part.payers:
        label, value = f"{part.name}, {names[code]}", int(part.split.fees[code])
        if part.kept:
            used = [f"proposal.this_year.fee.{part.component}.{code}", f"{at}.amount"]
        else:
            used = [f"proposal.population.{code}", f"{at}.base_fee", f"{at}.per_inhabitant"]
        used = [id for id in used if id in facts]
        formula = KEPT_FEE if part.kept else FEE
        facts.add(f"proposal.fee.{part.component}.{code}", label, value, "kr", formula, facts=used)


def _proof(facts: Facts, part: Part) -> None:
    at, name = part.at, part.name
    fees = [f"proposal.fee.{part.component}.{code}" for code in part.payers]
    facts.total(f"{at}.total", f"{name}, summa avgifter i förslaget", "summan av kommunernas avgifter", fees)
    label, formula = f"{name}, skillnad mellan avgifter och belopp", "summa avgifter − belopp att fördela"
    facts.difference(f"{at}.difference", label, formula, f"{at}.total", f"{at}.amount")
    rest, formula = part.split.carried, "det som inte fyller ett helt avrundningssteg"
    facts.add(f"{at}.carried", f"{name}, rest", rest, "kr", formula, facts=[f"{at}.amount"])
    up, formula = len(part.split.rounded_up), "kommuner som får ett av de sista hela stegen"
    facts.add(f"{at}.rounded_up", f"{name}, avrundade uppåt", up, "count", formula, facts=[f"{at}.amount"])
    label, formula = f"{name}, avrundas till", "steget som avgifterna är jämnt delbara med"
    facts.add(f"{at}.step", label, part.model.step, "kr", formula, rows=part.model.rows)


def _names(facts: Facts) -> dict[str, str]:
    table = facts.data["municipalities"]
    return dict(zip(table["code"], table["name"], strict=True))
