"""Charts: each answers one question about a year of the board, in a picture, in words and in a table."""

import logging

import lazy_loader

# On a new machine matplotlib logs where it looks for fonts, which would become part of a notebook's page.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "activities": ["chart_projects"],
        "attendance": ["chart_attendance"],
        "axis": ["Axis", "axis_of"],
        "bars": ["Bar", "draw_sections", "ranked"],
        "budget": ["chart_budget_outcome"],
        "chart": ["Chart", "NoChart", "make_chart"],
        "controls": ["chart_risks"],
        "economy": ["chart_result"],
        "figures": ["chart_figure"],
        "interim": ["chart_interim"],
        "layout": ["GAP", "fitted", "new_axes", "write"],
        "lettering": ["LINE", "clip", "width"],
        "meetings": ["chart_meetings"],
        "municipalities": [
            "Amounts",
            "Subject",
            "amounts",
            "chart_fees",
            "chart_fees_per_inhabitant",
            "chart_municipalities",
        ],
        "services": ["chart_adoption"],
        "style": ["ACCENT", "GRID", "INK", "MAIN", "MUTED", "STYLE", "WIDTH", "styled"],
        "trends": ["chart_adoptions", "chart_trend"],
        "wording": ["named", "narrowed", "signed"],
    },
)
