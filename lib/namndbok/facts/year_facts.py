"""All facts of a year: family by family, of its parts, and of earlier years to compare it with."""

from collections.abc import Callable, Iterable
from functools import cache, partial

from namndbok.checks import CHECKS, Finding
from namndbok.data import Data
from namndbok.facts.attendance import facts_attendance
from namndbok.facts.controls import facts_controls
from namndbok.facts.decisions import facts_decisions
from namndbok.facts.economy import facts_economy
from namndbok.facts.fact import Facts
from namndbok.facts.fees import facts_fees
from namndbok.facts.goals import facts_events, facts_goals
from namndbok.facts.interim import facts_interim
from namndbok.facts.models import facts_models
from namndbok.facts.outlook import facts_outlook
from namndbok.facts.periods import Period, data_until, periods_of
from namndbok.facts.services import facts_services
from namndbok.facts.sheets import facts_sheets
from namndbok.facts.years import SHOWN, earlier_years, include_facts, year_prefix

# Goals come last, since they may be measured by any other fact.
FAMILIES = (
    facts_economy,
    facts_interim,
    facts_fees,
    facts_attendance,
    facts_events,
    facts_controls,
    facts_decisions,
    facts_services,
    facts_goals,
)
# What a report on a part of the year can show.
OF_PERIODS = ("budget", "interim", "forecast", "meetings", "attendance", "events", "goals")


def compute_facts(data: Data, year: int) -> Facts:
    """Compute all facts of a year, of its parts, and of earlier years to compare it with."""
    return compute_years(data, [year])[0]


def compute_years(data: Data, years: Iterable[int]) -> list[Facts]:
    """Compute the facts of several years; what they tell of each other is computed once."""
    alone = cache(partial(_of_year, data))
    return [_compared(data, year, alone) for year in years]


def _compared(data: Data, year: int, alone: Callable[[int], Facts]) -> Facts:
    """Put together a year's facts; `alone` gives those of any one year without what it is compared with."""
    facts = alone(year).copy()
    for period in periods_of(data, year):
        part = _of_period(data, year, period)
        include_facts(facts, part, period.id, f"i delårsrapporten {period.months}", OF_PERIODS)
    for other in earlier_years(data, year):
        include_facts(facts, alone(other), year_prefix(other), str(other), SHOWN)
    facts_models(facts)
    facts_sheets(facts)
    return facts


def _of_year(data: Data, year: int) -> Facts:
    facts = Facts(data, year)
    for family in FAMILIES:
        family(facts)
    return facts


def _of_period(data: Data, year: int, period: Period) -> Facts:
    facts = _of_year(data_until(data, period), year)
    facts_outlook(facts, period)
    return facts


def facts_findings(facts: Facts, findings: tuple[Finding, ...]) -> None:
    """Add how many findings there are, how many have no answer, and how many each check gave."""
    _number(facts, "total", "Iakttagelser från kontrollerna", "antal iakttagelser", len(findings))
    unanswered = sum(finding.status == "open" for finding in findings)
    _number(facts, "open", "Iakttagelser utan svar", "antal iakttagelser utan svar", unanswered)
    errors = sum(finding.severity == "error" for finding in findings)
    _number(facts, "errors", "Iakttagelser som är fel", "antal iakttagelser av graden fel", errors)
    infos = sum(finding.severity == "info" for finding in findings)
    _number(
        facts, "infos", "Iakttagelser som är upplysningar", "antal iakttagelser av graden upplysning", infos
    )
    _number(facts, "checks", "Kontroller som har gjorts", "antal kontroller", len(CHECKS))
    for id, one in CHECKS.items():
        own = sum(finding.check == id for finding in findings)
        _number(facts, id, f"Iakttagelser: {one.asks}", "antal iakttagelser från kontrollen", own)


def _number(facts: Facts, name: str, label: str, formula: str, value: int) -> None:
    facts.add(f"findings.{name}", label, value, "count", formula)
