"""Charts: each answers one question about a year of the board, in a picture, in words and in a table."""

from namndbok.imports import quiet_imports

with quiet_imports():
    from namndbok.charts.activities import chart_projects
    from namndbok.charts.attendance import chart_attendance
    from namndbok.charts.budget import chart_budget_outcome
    from namndbok.charts.chart import Chart, NoChart
    from namndbok.charts.controls import chart_risks
    from namndbok.charts.economy import chart_result
    from namndbok.charts.fees import chart_fees, chart_fees_per_inhabitant
    from namndbok.charts.meetings import chart_meetings
    from namndbok.charts.services import chart_adoption

__all__ = [
    "Chart",
    "NoChart",
    "chart_adoption",
    "chart_attendance",
    "chart_budget_outcome",
    "chart_fees",
    "chart_fees_per_inhabitant",
    "chart_meetings",
    "chart_projects",
    "chart_result",
    "chart_risks",
]
