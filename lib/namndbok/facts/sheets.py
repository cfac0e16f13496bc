"""Each municipality's part of the fees and of the inhabitants, the median, and the change since last year."""

from fractions import Fraction
from statistics import median

from namndbok.facts.attendance import BODIES
from namndbok.facts.fact import Facts
from namndbok.facts.years import year_prefix

EACH = "fees.budgeted.per_inhabitant"


def facts_sheets(facts: Facts) -> None:
    """Add the median fee per inhabitant and, for each municipality, its shares, changes and presence."""
    _fees(facts)
    _presence(facts)


def _fees(facts: Facts) -> None:
    names = facts.data.by("municipalities", "code", "name")
    counted = [f"population.{code}" for code in names if f"population.{code}" in facts]
    if "fees.budgeted.total" not in facts or not counted:
        return
    label, formula = "Invånare i alla kommuner", "summan av kommunernas invånare"
    facts.add_total("sheets.all.inhabitants", label, formula, counted)
    _median(facts)
    for code, name in names.items():
        _shares(facts, code, name)


def _presence(facts: Facts) -> None:
    """Add at how many of the meetings whose attendance is known by municipality each one was present."""
    names = facts.data.by("municipalities", "code", "name")
    rows = facts.year_rows("presence")
    for (code, body), known in rows.groupby(["municipality", "body"]):
        at, label = f"sheets.{code}.{body}", f"{names[code]}, möten i {BODIES[body]}"
        there = known[known["present"].astype(bool)]
        facts.add_count(f"{at}.known", f"{label} med känd närvaro", "antal möten där närvaron är känd", known)
        facts.add_count(f"{at}.present", f"{label} där kommunen var med", "antal möten med kommunen", there)


def _median(facts: Facts) -> None:
    each = [fact for fact in facts.under(EACH)]
    value = Fraction(median(fact.value for fact in each))
    label, formula = "Median av avgift per invånare", "medianen av kommunernas avgift per invånare"
    unit = "kr_per_inhabitant"
    facts.add("sheets.all.median", label, value, unit, formula, facts=[fact.id for fact in each])


def _shares(facts: Facts, code: str, name: str) -> None:
    at, fee, people = f"sheets.{code}", f"fees.budgeted.{code}", f"population.{code}"
    label, formula = f"{name}, andel av avgifterna", "kommunens avgifter ÷ alla avgifter i nämndens budget"
    facts.add_ratio(f"{at}.fee_share", label, formula, fee, "fees.budgeted.total")
    if people in facts:
        label, formula = f"{name}, andel av invånarna", "kommunens invånare ÷ alla invånare"
        facts.add_ratio(f"{at}.population_share", label, formula, people, "sheets.all.inhabitants")
    for part, word in ((code, "avgifter"), (f"per_inhabitant.{code}", "avgift per invånare")):
        now, before = f"fees.budgeted.{part}", f"{year_prefix(facts.year - 1)}.fees.budgeted.{part}"
        if now in facts and before in facts:
            id = f"{at}.change" if part == code else f"{at}.change_per_inhabitant"
            label = f"{name}, {word} jämfört med året före"
            facts.add_difference(id, label, "årets − förra årets", now, before)
