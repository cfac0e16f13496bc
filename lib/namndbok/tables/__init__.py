"""Tables of the reports, in families by subject; each takes the book and returns a captioned table."""

from namndbok.tables.activities import table_activities, table_agreements, table_controls, table_organisation
from namndbok.tables.attendance import table_attendance, table_plan
from namndbok.tables.derivations import list_derivations
from namndbok.tables.economy import (
    table_budget,
    table_deviation,
    table_explanations,
    table_financing,
    table_mapping,
    table_outcome,
)
from namndbok.tables.fees import table_fees, table_per_inhabitant
from namndbok.tables.findings import table_checks, table_claims, table_concerns, table_findings
from namndbok.tables.goals import table_reviewed
from namndbok.tables.interim import (
    table_forecast,
    table_forecast_goals,
    table_interim,
    table_interim_lines,
    table_notes,
    table_outlook,
)
from namndbok.tables.origins import list_rows, table_documents
from namndbok.tables.readings import table_readings
from namndbok.tables.reperformed import table_printed, table_reperformed
from namndbok.tables.reviews import table_decisions, table_recommendations, table_reviews
from namndbok.tables.services import table_initiatives, table_services, table_volumes
from namndbok.tables.sheet import (
    table_common,
    table_comparison,
    table_models,
    table_own_fees,
    table_own_reviews,
    table_own_services,
    table_own_shares,
    table_together,
)
from namndbok.tables.shown import list_traced
from namndbok.tables.splits import table_residuals, table_splits
from namndbok.tables.summary import table_summary

__all__ = [
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
    "table_concerns",
    "table_controls",
    "table_decisions",
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
    "table_own_shares",
    "table_per_inhabitant",
    "table_plan",
    "table_printed",
    "table_readings",
    "table_recommendations",
    "table_reperformed",
    "table_residuals",
    "table_reviewed",
    "table_reviews",
    "table_services",
    "table_splits",
    "table_summary",
    "table_together",
    "table_volumes",
]
