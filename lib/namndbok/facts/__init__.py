"""What do the tables come to? Every figure of the reports, exact and traceable to rows."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "attendance": ["BODIES", "held", "planned"],
        "controls": ["plan"],
        "economy": [
            "SIDES",
            "budget_lines",
            "budget_name",
            "explained_lines",
            "line_name",
            "mapped",
            "outcome_rows",
            "unit_of",
        ],
        "fact": ["AS_IT_STANDS", "Fact", "Facts", "refs"],
        "fee_models": ["ALIKE", "BOTH", "Explained", "MODEL_WORDS", "NONE", "explain_fees", "explained_of"],
        "fees": ["columns", "components", "fee_rows", "inhabitants", "population_date"],
        "goals": ["LEVELS", "measured", "met", "reviewed"],
        "interim": ["latest"],
        "outlook": ["EVERY", "OUTLOOK_WORDS", "contradicted", "state"],
        "periods": ["Period", "cut", "find_period", "periods_of"],
        "printed": ["Printed", "alike", "compared", "comparisons", "rounded_to", "unmatched"],
        "services": ["status"],
        "view": ["View"],
        "year_facts": ["compute_all", "facts_findings"],
        "years": ["earlier", "prefix", "require_any", "require_year", "span"],
    },
)
