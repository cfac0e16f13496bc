"""Charts: each answers one question about a year of the board, in a picture, in words and in a table."""

import logging

import lazy_loader

# On a new machine matplotlib logs where it looks for fonts, which would become part of a notebook's page.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "activities": [
            "chart_adoption",
            "chart_attendance",
            "chart_meetings",
            "chart_projects",
            "chart_risks",
        ],
        "chart": ["Chart", "named", "narrowed", "signed"],
        "economy": ["chart_bridge", "chart_budget_outcome", "chart_interim", "chart_result"],
        "figures": ["chart_figure"],
        "key_figures": ["list_key_figures"],
        "layout": [
            "ACCENT",
            "GAP",
            "INK",
            "LINE",
            "MAIN",
            "MUTED",
            "STYLE",
            "WIDTH",
            "clip",
            "width",
            "wrap",
        ],
        "municipalities": [
            *("chart_fees", "chart_fees_per_inhabitant", "chart_municipalities", "chart_own_fees"),
            *("chart_own_shares", "chart_place"),
        ],
        "trends": ["chart_adoptions", "chart_attendances", "chart_trend"],
    },
)
