"""Each municipality's part of the fees and of the inhabitants, the median, and the change since last year."""

from fractions import Fraction
from statistics import median

from namndbok.facts.attendance import BODIES
from namndbok.facts.fact import Facts
from namndbok.facts.years import year_prefix


def facts_sheets(facts: Facts) -> None:
    """Add the median fee per inhabitant and, for each municipality, its shares, changes and presence."""
    names = facts.data.lookup("municipalities", "code", "name")
    counted = [f"population.{code}" for code in names if f"population.{code}" in facts]
    if "fees.budgeted.total" in facts and counted:
        label, formula = "Invånare i alla kommuner", "summan av kommunernas invånare"
        facts.add_total("sheets.all.inhabitants", label, formula, counted)
        _median(facts)
        for code, name in names.items():
            _shares(facts, code, name)
            _changes(facts, code, name)
    _presence(facts)


def _median(facts: Facts) -> None:
    fees = facts.under("fees.budgeted.per_inhabitant")
    value, unit = Fraction(median(fact.value for fact in fees)), "kr_per_inhabitant"
    label, formula = "Median av avgift per invånare", "medianen av kommunernas avgift per invånare"
    facts.add("sheets.all.median", label, value, unit, formula, facts=[fact.id for fact in fees])


def _shares(facts: Facts, code: str, name: str) -> None:
    fee, people = f"fees.budgeted.{code}", f"population.{code}"
    label, formula = f"{name}, andel av avgifterna", "kommunens avgifter ÷ alla avgifter i nämndens budget"
    facts.add_ratio(f"sheets.{code}.fee_share", label, formula, fee, "fees.budgeted.total")
    if people in facts:
        id, label = f"sheets.{code}.population_share", f"{name}, andel av invånarna"
        facts.add_ratio(id, label, "kommunens invånare ÷ alla invånare", people, "sheets.all.inhabitants")


def _changes(facts: Facts, code: str, name: str) -> None:
    fees = {
        "change": (f"fees.budgeted.{code}", "avgifter"),
        "change_per_inhabitant": (f"fees.budgeted.per_inhabitant.{code}", "avgift per invånare"),
    }
    for change, (now, word) in fees.items():
        before = f"{year_prefix(facts.year - 1)}.{now}"
        if now in facts and before in facts:
            label, formula = f"{name}, {word} jämfört med året före", "årets − förra årets"
            facts.add_difference(f"sheets.{code}.{change}", label, formula, now, before)


def _presence(facts: Facts) -> None:
    """Add at how many of the meetings whose attendance is known by municipality each one was present."""
    names = facts.data.lookup("municipalities", "code", "name")
    for (code, body), known in facts.year_rows("presence").groupby(["municipality", "body"]):
        prefix, label = f"sheets.{code}.{body}", f"{names[code]}, möten i {BODIES[body]}"
        present, formula = known[known["present"].astype(bool)], "antal möten där närvaron är känd"
        facts.add_count(f"{prefix}.known", f"{label} med känd närvaro", formula, known)
        label = f"{label} där kommunen var med"
        facts.add_count(f"{prefix}.present", label, "antal möten med kommunen", present)
