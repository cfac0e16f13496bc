"""Tables of the reports, in families by subject; each takes the book and returns a captioned table."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "activities": ["table_activities", "table_agreements", "table_controls", "table_organisation"],
        "attendance": ["table_attendance", "table_plan"],
        "derivations": ["list_derivations", "row_links"],
        "economy": [
            "table_budget",
            "table_deviation",
            "table_explanations",
            "table_financing",
            "table_mapping",
            "table_outcome",
        ],
        "fees": ["table_fees", "table_per_inhabitant"],
        "findings": ["table_checks", "table_claims", "table_concerns", "table_findings"],
        "goals": ["table_reviewed"],
        "interim": [
            "table_forecast",
            "table_forecast_goals",
            "table_interim",
            "table_interim_lines",
            "table_notes",
            "table_outlook",
        ],
        "origins": ["list_rows", "table_documents"],
        "readings": ["table_readings"],
        "reperformed": ["table_printed", "table_reperformed"],
        "reviews": ["table_decisions", "table_recommendations", "table_reviews"],
        "services": ["table_initiatives", "table_services", "table_volumes"],
        "sheet": [
            "table_common",
            "table_comparison",
            "table_models",
            "table_own_fees",
            "table_own_reviews",
            "table_own_services",
            "table_own_shares",
            "table_together",
        ],
        "shown": ["list_traced"],
        "splits": ["table_residuals", "table_splits"],
        "summary": ["table_summary"],
        "table": ["Row", "Table"],
    },
)
