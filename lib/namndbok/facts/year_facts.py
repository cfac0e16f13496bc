"""All facts of a year: family by family, of the periods in it, and of earlier years to compare it with."""

from collections.abc import Iterable
from functools import cache, partial

from namndbok.data import Data
from namndbok.facts.attendance import body_names, facts_attendance, facts_events
from namndbok.facts.commitments import facts_commitments
from namndbok.facts.economy import facts_budget, facts_economy, facts_interim
from namndbok.facts.fact import Facts
from namndbok.facts.fees import facts_fees, facts_sheets
from namndbok.facts.follow_up import facts_controls, facts_decisions, facts_services
from namndbok.facts.goals import facts_goals
from namndbok.facts.models import facts_models
from namndbok.facts.outlook import facts_outlook
from namndbok.facts.periods import COMPARED, data_until, earlier_years, include_facts, periods_of, year_prefix

# Goals come last, since they may be measured by any other fact.
FAMILIES = (
    facts_budget, facts_economy, facts_interim, facts_fees, facts_attendance, facts_events, facts_controls,
    facts_decisions, facts_services, facts_goals,
)  # fmt: skip
# What a report on a part of the year can show.
OF_PERIODS = ("budget", "interim", "forecast", "meetings", "attendance", "events", "goals")


def compute_years(data: Data, years: Iterable[int]) -> list[Facts]:
    """Compute the facts of several years; those of a year that others are compared with only once."""
    facts_of, computed = cache(partial(_year_alone, data)), []
    compared = [*COMPARED, *(f"attendance.{body}.share" for body in body_names(data))]
    for year in years:
        facts = facts_of(year).copy()
        for period in periods_of(data, year):
            known = _year_alone(data_until(data, period), year)
            facts_outlook(known, period)
            include_facts(facts, known, period.id, f"i delårsrapporten {period.months}", OF_PERIODS)
        for other in earlier_years(data, year):
            include_facts(facts, facts_of(other), year_prefix(other), str(other), compared)
        facts_commitments(facts)
        facts_models(facts)
        facts_sheets(facts)
        computed.append(facts)
    return computed


def _year_alone(data: Data, year: int) -> Facts:
    facts = Facts(data, year)
    for family in FAMILIES:
        family(facts)
    return facts
