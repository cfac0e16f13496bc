"""The what-if notebook as a calculator: its parts follow the sliders, and stand still on a finished page."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from ipywidgets import HTML, Box, Button, HBox, Layout, VBox

from namndbok.data import load_data
from namndbok.errors import InvalidParameter, NamndbokError
from namndbok.proposals.scenario import tables
from namndbok.proposals.scenario.baseline import Baseline
from namndbok.proposals.scenario.charts import chart_change
from namndbok.proposals.scenario.fairness import fairness_text, table_fairness
from namndbok.proposals.scenario.panels import (
    DelayedCall,
    FilePanel,
    LiveHtml,
    SliderPanel,
    WidgetPanel,
    message_html,
)
from namndbok.proposals.scenario.redistribution import Redistribution, redistribute
from namndbok.proposals.scenario.scenario import Scenario, open_scenario, read_scenario
from namndbok.show import notebook_css
from namndbok.show.tables import Table, list_sources, table_documents

ONLY_LIVE = '<p class="empty">Reglagen går att använda när arbetsboken är öppen i JupyterLab eller Voilà.</p>'
MOST_BESIDE = 3
LAYOUT = (Path(__file__).parent / "jupyter" / "what_if.css").read_text(encoding="utf-8")


class Calculator:
    """Hold the sliders of a scenario, and every part of the notebook that shows what they give."""

    def __init__(self, scenario: Scenario, folder: Path, redistribution: Redistribution) -> None:
        self.redistribution, self.beside = redistribution, []
        self._before: list[Scenario] = []
        self._slow_parts = DelayedCall(self._refresh_slow_parts)

        def following(*makers: Callable[[Redistribution], Any]) -> LiveHtml:
            return LiveHtml(lambda: [make(self.redistribution) for make in makers])

        parameters = partial(tables.scenario_text, "parameters")
        self.title = following(partial(tables.scenario_text, "title"))
        self.compared = following(
            parameters,
            lambda _: chart_change(self.together),
            partial(tables.scenario_text, "compared"),
            tables.table_compared,
        )
        self.side_by_side = following(
            parameters,
            lambda _: tables.table_spread(self.together),
            lambda _: tables.beside_text(self.together),
            lambda _: tables.table_beside(self.together),
        )
        self.years = following(parameters, tables.table_years)
        self.services = following(parameters, tables.table_service_fees)
        self.fairness = following(parameters, fairness_text, table_fairness)
        self.derivations = following(parameters, lambda found: list_sources(found.book, whole_year=False))
        self.footer = following(partial(tables.scenario_text, "footer"))
        baseline = redistribution.baseline
        self.sliders = SliderPanel(baseline, scenario, self.update)
        self.file_panel = FilePanel(baseline, folder, lambda: self.redistribution.scenario, self.show)
        actions = {
            "Ångra": self.undo,
            "Börja om": lambda: self.show(scenario),
            "Ställ bredvid": lambda: self.put_beside([*self.beside, self.redistribution]),
            "Ta bort de bredvid": lambda: self.put_beside([]),
        }
        self.buttons = {name: Button(description=name, layout=Layout(width="auto")) for name in actions}
        for name, action in actions.items():
            self.buttons[name].on_click(lambda _, action=action: action())
        style = HTML(f"<style>{notebook_css('.namndbok')}{LAYOUT}</style>")
        buttons = HBox(list(self.buttons.values()), layout=Layout(flex_flow="row wrap"))
        files = VBox([self.sliders.widgets["name"], self.file_panel.widget])
        sliders = VBox([buttons, self.sliders.panel(), files, style]).add_class("sliders")
        self.panel = WidgetPanel(
            Box([sliders, self.compared.widget]).add_class("what-if"),
            lambda: f"{ONLY_LIVE}\n{self.compared.widget.value}",
        )

    @property
    def together(self) -> list[Redistribution]:
        """List the scenario that is tried, and those beside it."""
        return [self.redistribution, *self.beside]

    @property
    def documents(self) -> Table:
        """List the documents that the rows come from."""
        return table_documents(self.redistribution.book)

    @property
    def parts(self) -> tuple[LiveHtml, ...]:
        """List the parts that follow the sliders, in the order of the notebook."""
        shown = (self.title, self.compared, self.side_by_side, self.years, self.services, self.fairness)
        return (*shown, self.derivations, self.footer)

    def update(self) -> None:
        """Compute what the sliders say now and show it, or say why it cannot be computed.

        The comparison follows every move of the slider, the other parts when it has come to rest.
        """
        baseline, parameters = self.redistribution.baseline, self.sliders.parameters
        try:
            if not parameters["services"] and not parameters["new_service"]:
                raise InvalidParameter("Välj minst en tjänst.")
            scenario = read_scenario(baseline, parameters, lambda name: f"reglaget {name}")
            redistribution = redistribute(baseline, scenario)
        except NamndbokError as error:
            # Take away figures that the sliders no longer stand for.
            self._slow_parts.cancel()
            for part in self.parts:
                part.widget.value = ""
            self.compared.widget.value = message_html(str(error), "alert")
            return
        if scenario != self.redistribution.scenario:
            self._before.append(self.redistribution.scenario)
        self.redistribution = redistribution
        self.compared.refresh()
        self._slow_parts.ask()

    def show(self, scenario: Scenario) -> None:
        """Move the sliders to a scenario, unless it cannot be computed here."""
        redistribute(self.redistribution.baseline, scenario)
        self.sliders.move_to(scenario)
        self.update()

    def undo(self) -> None:
        """Go back to the scenario before the last move."""
        if self._before:
            *kept, before = self._before
            self.show(before)
            self._before = kept

    def put_beside(self, beside: list[Redistribution]) -> None:
        """Put scenarios beside those that come; of more than three the oldest go."""
        self.beside = beside[-MOST_BESIDE:]
        self.compared.refresh()
        self.side_by_side.refresh()

    def _refresh_slow_parts(self) -> None:
        for part in self.parts:
            if part is not self.compared:
                part.refresh()


def open_calculator(
    data: str, *, year: int, file: str = "", beside: str = "", folder: str = "scenarios", **parameters: Any
) -> Calculator:
    """Open the calculator with a saved scenario, or else with parameters; raises NamndbokError.

    `beside`: saved scenarios to show beside it, with commas.
    """
    baseline = Baseline(load_data(data), year)

    def saved(name: str) -> Scenario:
        # JupyterLab and Voilà start in the folder of notebooks, beside the scenarios.
        path = Path(name.strip())
        return open_scenario(next((place for place in (path, ".." / path) if place.exists()), path), baseline)

    scenario = saved(file) if file else read_scenario(baseline, parameters, lambda name: f"parametern {name}")
    folder_path = baseline.data.folder.parent / folder
    calculator = Calculator(scenario, folder_path, redistribute(baseline, scenario))
    calculator.put_beside([redistribute(baseline, saved(name)) for name in beside.split(",") if name.strip()])
    return calculator
