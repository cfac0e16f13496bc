"""The what-if notebook as a calculator: its parts follow the sliders, and stand still on a finished page."""

from pathlib import Path
from typing import Any

from ipywidgets import HTML, Box, Button, HBox, Layout, VBox

from namndbok.data import load_data
from namndbok.errors import InvalidParameter, NamndbokError
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
from namndbok.proposals.scenario.scenario import Scenario, read_scenario
from namndbok.proposals.scenario.scenario_file import open_scenario
from namndbok.proposals.scenario.start import Start
from namndbok.proposals.scenario.tables import (
    gainers,
    scenario_text,
    table_beside,
    table_compared,
    table_service_fees,
    table_spread,
    table_years,
)  # fmt: skip
from namndbok.show import notebook_css
from namndbok.show.tables import Table, list_sources, table_documents

ONLY_LIVE = '<p class="empty">Reglagen går att använda när arbetsboken är öppen i JupyterLab eller Voilà.</p>'
MOST_BESIDE = 3
# Sliders beside the result where there is room, and above it on a telephone; in view either way.
LAYOUT = """
.what-if { display: grid !important; grid-template-columns: 23rem minmax(0, 1fr);
  gap: 1.5rem; align-items: start; }
.what-if, .what-if > * { overflow: visible; max-width: 100%; min-width: 0; }
.what-if .widget-html-content { min-width: 0; max-width: 100%; }
.what-if > .sliders > * { flex: none; }
.what-if > .sliders { position: sticky; top: 0; max-height: 100vh; overflow: hidden auto; z-index: 1;
  background: var(--jp-layout-color0, Canvas); padding-bottom: .5rem; }
.what-if .widget-select-multiple { height: auto; }
.jp-Cell:has(.what-if), .jp-Cell :has(.what-if) { overflow: visible !important; contain: none; }
.what-if .chart { display: block; max-width: 30rem; }
.what-if .scroll { margin-inline-end: 0; }
@media (max-width: 60rem) {
  .what-if { grid-template-columns: minmax(0, 1fr); }
  .what-if > .sliders { max-height: 45vh; border-bottom: 1px solid; }
}
"""


class Calculator:
    """Hold the sliders of a scenario, and every part of the notebook that shows what they give."""

    def __init__(self, scenario: Scenario, folder: Path, redistribution: Redistribution) -> None:
        self.redistribution, self.beside = redistribution, []
        self._before: list[Scenario] = []
        self._opened = scenario
        self._slow_parts = DelayedCall(self._refresh_slow_parts)
        self.title = LiveHtml(lambda: [self._text("title")])
        self.compared = LiveHtml(self._compared)
        self.side_by_side = LiveHtml(self._side_by_side)
        self.years = LiveHtml(lambda: [self._text("parameters"), table_years(self.redistribution)])
        self.services = LiveHtml(lambda: [self._text("parameters"), table_service_fees(self.redistribution)])
        self.fairness = LiveHtml(self._fairness)
        self.derivations = LiveHtml(self._derivations)
        self.footer = LiveHtml(lambda: [self._text("footer")])
        start = redistribution.start
        self.sliders = SliderPanel(start, scenario, self.update)
        self.file_panel = FilePanel(
            start,
            folder,
            self.sliders.widgets["name"],
            current=lambda: self.redistribution.scenario,
            on_open=self._show,
        )
        actions = {
            "Ångra": self.undo,
            "Börja om": lambda: self._show(self._opened),
            "Ställ bredvid": self.put_beside,
            "Ta bort de bredvid": self.clear_beside,
        }
        self.buttons = {name: Button(description=name, layout=Layout(width="auto")) for name in actions}
        for name, action in actions.items():
            self.buttons[name].on_click(lambda _, action=action: action())
        style = HTML(f"<style>{notebook_css('.namndbok')}{LAYOUT}</style>")
        buttons = HBox(list(self.buttons.values()), layout=Layout(flex_flow="row wrap"))
        sliders = VBox([buttons, self.sliders.panel(), self.file_panel.widget, style]).add_class("sliders")
        self.panel = WidgetPanel(
            Box([sliders, self.compared.widget]).add_class("what-if"),
            lambda: f"{ONLY_LIVE}\n{self.compared.widget.value}",
        )

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
        start, parameters = self.redistribution.start, self.sliders.parameters
        try:
            if not parameters["services"] and not parameters["new_service"]:
                raise InvalidParameter("Välj minst en tjänst.")
            scenario = read_scenario(start, parameters, lambda name: f"reglaget {name}")
            redistribution = redistribute(start, scenario)
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

    def undo(self) -> None:
        """Go back to the scenario before the last move."""
        if self._before:
            *kept, before = self._before
            self._show(before)
            self._before = kept

    def put_beside(self) -> None:
        """Keep the scenario of now beside those that come; of more than three the oldest goes."""
        self.beside = [*self.beside, self.redistribution][-MOST_BESIDE:]
        self.compared.refresh()
        self.side_by_side.refresh()

    def clear_beside(self) -> None:
        """Take away what stands beside."""
        self.beside = []
        self.compared.refresh()
        self.side_by_side.refresh()

    def _refresh_slow_parts(self) -> None:
        for part in self.parts:
            if part is not self.compared:
                part.refresh()

    def _show(self, scenario: Scenario) -> None:
        """Move the sliders to a scenario, unless it cannot be computed here."""
        redistribute(self.redistribution.start, scenario)
        self.sliders.move_to(scenario)
        self.update()

    def _text(self, name: str, **context: Any) -> Any:
        return scenario_text(name, self.redistribution, **context)

    def _compared(self) -> list[Any]:
        shown = [self.redistribution, *self.beside]
        table = table_compared(self.redistribution)
        return [self._text("parameters"), chart_change(shown), self._text("compared"), table]

    def _side_by_side(self) -> list[Any]:
        together = [self.redistribution, *self.beside]
        less, more = (gainers(together, sign) for sign in (-1, 1))
        said = self._text("beside", less=less, more=more)
        return [self._text("parameters"), table_spread(together), said, table_beside(together)]

    def _fairness(self) -> list[Any]:
        found = self.redistribution
        return [self._text("parameters"), fairness_text(found), table_fairness(found)]

    def _derivations(self) -> list[Any]:
        return [self._text("parameters"), list_sources(self.redistribution.book, whole_year=False)]


def open_calculator(
    data: str, *, year: int, file: str = "", beside: str = "", folder: str = "scenarios", **parameters: Any
) -> Calculator:
    """Open the calculator with a saved scenario, or else with parameters; raises NamndbokError.

    `beside`: saved scenarios to show beside it, with commas.
    """
    start = Start(load_data(data), year)

    def saved(name: str) -> Scenario:
        # JupyterLab and Voilà start in the folder of notebooks, beside the scenarios.
        path = Path(name.strip())
        return open_scenario(next((place for place in (path, ".." / path) if place.exists()), path), start)

    scenario = saved(file) if file else read_scenario(start, parameters, lambda name: f"parametern {name}")
    folder_path = start.data.folder.parent / folder
    calculator = Calculator(scenario, folder_path, redistribute(start, scenario))
    others = [redistribute(start, saved(name)) for name in beside.split(",") if name.strip()]
    calculator.beside = others[:MOST_BESIDE]
    if others:
        calculator.compared.refresh()
        calculator.side_by_side.refresh()
    return calculator
