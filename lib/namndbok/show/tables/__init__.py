"""Tables of the reports, by subject; each takes the book and returns a captioned table or sources."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "activities": [
            *("table_activities", "table_agreements", "table_attendance", "table_controls"),
            *("table_initiatives", "table_meeting_plan", "table_organisation", "table_prestudies"),
            "table_readings",
            *("table_services", "table_volumes"),
        ],
        "audit": [
            *("table_checks", "table_claims", "table_concerns", "table_decisions", "table_findings"),
            "table_missing",
            *("table_printed", "table_recommendations", "table_reperformed", "table_reviews"),
        ],
        "economy": [
            *("table_budget", "table_deviation", "table_explanations", "table_financing", "table_forecast"),
            *("table_interim", "table_interim_lines", "table_mapping", "table_notes", "table_outcome"),
        ],
        "fees": ["table_fee_models", "table_fee_residuals", "table_fees", "table_per_inhabitant"],
        "goals": ["table_forecast_goals", "table_goals", "table_outlook"],
        "meeting": ["list_cases", "table_agenda", "table_to_do", "table_year_wheel"],
        "municipality": [
            *("table_comparison", "table_joint_work", "table_models", "table_municipality_fees"),
            *("table_municipality_reviews", "table_municipality_services", "table_municipality_shares"),
            "table_totals",
        ],
        "sources": ["list_sources", "list_trace", "row_links", "table_documents", "table_transcription"],
        "table": ["Row", "Table"],
    },
)
