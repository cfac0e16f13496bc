"""What a model makes of an amount: a base fee for each who pays and an amount per inhabitant."""

from fractions import Fraction

from namndbok.facts import Facts, row_ids
from namndbok.proposals.budget.model import REPRODUCED
from namndbok.proposals.budget.part import Part

STATED_SHARE = "andelen lika enligt fördelningsmodellen"
FOUND_SHARE = "andelen lika i den modell som ger årets avgifter"
SAME_RATIO = "andelen lika när grundbelopp och belopp per invånare förhåller sig som i årets avgifter"


def facts_rate(facts: Facts, part: Part) -> None:
    """Add who pays, the part that is alike, and the base fee and amount per inhabitant that follow."""
    at, name, share = part.at, part.name, part.model.share
    paid = part.fees[part.fees["municipality"].isin(part.payers)]
    rows = row_ids(paid) or row_ids(facts.data["municipalities"])
    label = f"{name}, kommuner som betalar"
    facts.add(f"{at}.payers", label, len(part.payers), "count", "antal kommuner", rows=rows)
    if share < 1:
        people = [f"proposal.population.{code}" for code in part.payers]
        facts.add_total(f"{at}.inhabitants", f"{name}, invånare", "summan av de betalandes invånare", people)
        share = part.model.share_among(len(part.payers), facts[f"{at}.inhabitants"].value)
    _share(facts, part, share)
    used = [f"{at}.amount", f"{at}.equal_share", f"{at}.payers"]
    base, label = share * part.amount / len(part.payers), f"{name}, grundbelopp per kommun"
    facts.add(f"{at}.base_fee", label, base, "kr", "beloppets lika del, delad på kommunerna", facts=used)
    if share < 1:
        _rate(facts, part, share)


def _share(facts: Facts, part: Part, share: Fraction) -> None:
    at, label, rows = f"{part.at}.equal_share", f"{part.name}, andel lika", part.model.rows
    if part.model.ratio is None:
        formula = FOUND_SHARE if part.model.basis == REPRODUCED else STATED_SHARE
        facts.add(at, label, share, "stated_ratio", formula, rows=rows)
    else:
        used = [f"{part.at}.payers", f"{part.at}.inhabitants"]
        facts.add(at, label, share, "ratio", SAME_RATIO, rows=rows, facts=used)


def _rate(facts: Facts, part: Part, share: Fraction) -> None:
    used = [f"{part.at}.{name}" for name in ("amount", "equal_share", "inhabitants")]
    rate = (1 - share) * part.amount / facts[used[-1]].value
    label, formula = f"{part.name}, belopp per invånare", "resten av beloppet, delad på invånarna"
    facts.add(f"{part.at}.per_inhabitant", label, Fraction(rate), "kr_per_inhabitant", formula, facts=used)
