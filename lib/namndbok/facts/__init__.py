"""What do the tables come to? Every figure of the reports, exact and traceable to rows."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "attendance": ["bodies", "body_names", "held_meetings", "planned_meetings"],
        "commitments": ["Commitment", "STATES", "UNDECIDED", "WAITING", "closing_day", "commitments_on"],
        "economy": [
            "SIDES", "budget_lines", "budget_name", "explained_lines", "explanation_rows", "latest_rows",
            "line_name",
            "mapped_budget_lines", "outcome_rows", "unit_of",
        ],
        "fact": ["AS_IT_STANDS", "Fact", "Facts", "row_ids"],
        "fees": [
            "component_codes", "components_beside", "fee_components", "inhabitant_rows", "population_date",
        ],
        "follow_up": [
            "cases_on", "control_plan", "decisions_on", "find_meeting", "meeting_years", "status_rows",
        ],
        "goals": [
            "EVERY_MEETING", "GOAL_LEVELS", "measuring_fact", "missed_goals", "reaches_threshold",
            "reviewed_goals",
        ],
        "models": [
            "EQUAL", "FeeModels", "MIXED", "MODEL_WORDS", "NO_MODEL", "explain_fees", "explain_without",
        ],
        "outlook": ["OUTLOOK_WORDS", "goal_outlook"],
        "periods": [
            "Period", "YearView", "data_until", "earlier_years", "find_period", "periods_of",
            "require_any_outcome", "require_whole_year", "year_prefix", "years_up_to",
        ],
        "printed": [
            "PrintedFigure", "group_same_figures", "printed_figures", "printed_figures_in", "rounded_to",
        ],
        "wording": ["short_text", "Wording"],
        "year_facts": ["compute_years"],
    },
)  # fmt: skip
