"""Tables of the reports, in families by subject; each takes the book and returns a captioned table."""

from namndbok.tables.activities import table_activities, table_agreements, table_controls, table_organisation
from namndbok.tables.attendance import table_attendance, table_plan
from namndbok.tables.economy import (
    table_budget,
    table_deviation,
    table_explanations,
    table_financing,
    table_mapping,
    table_outcome,
)
from namndbok.tables.fees import table_fees, table_per_inhabitant
from namndbok.tables.findings import table_checks, table_claims, table_findings
from namndbok.tables.goals import table_reviewed
from namndbok.tables.interim import (
    table_forecast,
    table_forecast_goals,
    table_interim,
    table_interim_lines,
    table_notes,
    table_outlook,
)
from namndbok.tables.services import table_initiatives, table_services, table_volumes
from namndbok.tables.sheet import (
    list_comparison,
    table_common,
    table_comparison,
    table_models,
    table_own_fees,
    table_own_reviews,
    table_own_services,
)
from namndbok.tables.shown import list_traced
from namndbok.tables.summary import table_summary
from namndbok.tables.trace import list_derivations, list_rows, table_documents

__all__ = [
    "list_comparison",
    "list_derivations",
    "list_rows",
    "list_traced",
    "table_activities",
    "table_agreements",
    "table_attendance",
    "table_budget",
    "table_checks",
    "table_claims",
    "table_common",
    "table_comparison",
    "table_controls",
    "table_deviation",
    "table_documents",
    "table_explanations",
    "table_fees",
    "table_financing",
    "table_findings",
    "table_forecast",
    "table_forecast_goals",
    "table_initiatives",
    "table_interim",
    "table_interim_lines",
    "table_mapping",
    "table_models",
    "table_notes",
    "table_organisation",
    "table_outcome",
    "table_outlook",
    "table_own_fees",
    "table_own_reviews",
    "table_own_services",
    "table_per_inhabitant",
    "table_plan",
    "table_reviewed",
    "table_services",
    "table_summary",
    "table_volumes",
]
