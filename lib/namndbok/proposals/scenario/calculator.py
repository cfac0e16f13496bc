"""The what-if notebook as a calculator: its parts follow the sliders, and stand still on a finished page."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from ipywidgets import HTML, VBox

from namndbok.data import load_data
from namndbok.errors import InvalidParameter, NamndbokError
from namndbok.proposals.scenario.charts import chart_compared, chart_sweep
from namndbok.proposals.scenario.panels import (
    DelayedCall,
    FilePanel,
    LiveHtml,
    SliderPanel,
    WidgetPanel,
    message_html,
)
from namndbok.proposals.scenario.redistribution import Redistribution, redistribute, sweep
from namndbok.proposals.scenario.scenario import Scenario, read_scenario
from namndbok.proposals.scenario.scenario_file import open_scenario
from namndbok.proposals.scenario.tables import scenario_text, table_compared, table_service_fees, table_sweep
from namndbok.show import notebook_css
from namndbok.show.tables import Table, list_sources, table_documents

ONLY_LIVE = '<p class="empty">Reglagen går att använda när arbetsboken är öppen i JupyterLab eller Voilà.</p>'


class Calculator:
    """Hold the sliders of a scenario, and every part of the notebook that shows what they give."""

    def __init__(self, scenario: Scenario, folder: Path, redistribution: Redistribution) -> None:
        self.redistribution, self._last_sweep = redistribution, None
        self._slow_parts = DelayedCall(self._refresh_slow_parts)
        self.title = LiveHtml(lambda: [self._text("title")])
        self.compared = LiveHtml(self._compared)
        self.sweep = LiveHtml(self._sweep)
        self.services = LiveHtml(lambda: [self._text("parameters"), table_service_fees(self.redistribution)])
        self.derivations = LiveHtml(self._derivations)
        self.footer = LiveHtml(lambda: [self._text("footer")])
        self.sliders = SliderPanel(redistribution.data, scenario, self.update)
        self.file_panel = FilePanel(
            redistribution.data,
            folder,
            self.sliders.widgets["name"],
            current=lambda: self.redistribution.scenario,
            on_open=self._show,
        )
        style = HTML(f"<style>{notebook_css('.namndbok')}</style>")
        self.panel = WidgetPanel(
            VBox([style, self.sliders.panel()]),
            lambda: f"{self._text('parameters')._repr_html_()}\n{ONLY_LIVE}",
        )
        self.files = WidgetPanel(self.file_panel.widget, lambda: ONLY_LIVE)

    @property
    def documents(self) -> Table:
        """List the documents that the rows come from."""
        return table_documents(self.redistribution.book)

    @property
    def parts(self) -> tuple[LiveHtml, ...]:
        """List the parts that follow the sliders, in the order of the notebook."""
        return (self.title, self.compared, self.sweep, self.services, self.derivations, self.footer)

    def update(self) -> None:
        """Compute what the sliders say now and show it, or say why it cannot be computed.

        The comparison follows every move of the slider, the other parts when it has come to rest.
        """
        data, parameters = self.redistribution.data, self.sliders.parameters
        try:
            if not parameters["services"]:
                raise InvalidParameter("Välj minst en tjänst.")
            scenario = read_scenario(data, parameters, lambda name: f"reglaget {name}")
            self.redistribution = redistribute(data, scenario)
        except NamndbokError as error:
            # Take away figures that the sliders no longer stand for.
            self._slow_parts.cancel()
            for part in self.parts:
                part.widget.value = ""
            self.compared.widget.value = message_html(str(error), "alert")
            return
        self.compared.refresh()
        self._slow_parts.ask()

    def _refresh_slow_parts(self) -> None:
        for part in self.parts:
            if part is not self.compared:
                part.refresh()

    def _show(self, scenario: Scenario) -> None:
        """Move the sliders to a scenario that was opened, unless it cannot be computed here."""
        if scenario.year != self.redistribution.scenario.year:
            advice = f"Ange year = {scenario.year} i cellen med parametrar och kör arbetsboken igen."
            raise InvalidParameter(f"Scenariot gäller {scenario.year}. {advice}")
        redistribute(self.redistribution.data, scenario)
        self.sliders.move_to(scenario)
        self.update()

    def _text(self, name: str) -> Any:
        return scenario_text(name, self.redistribution)

    def _compared(self) -> list[Any]:
        chart, table = chart_compared(self.redistribution), table_compared(self.redistribution)
        return [self._text("parameters"), self._text("compared"), chart, table]

    def _sweep(self) -> list[Any]:
        """Show the sweep: the last one where only the share or the name has changed."""
        key = replace(self.redistribution.scenario, equal_share=Fraction(0), name="")
        if self._last_sweep is None or self._last_sweep[0] != key:
            self._last_sweep = key, sweep(self.redistribution)
        current = replace(self._last_sweep[1], redistribution=self.redistribution)
        return [self._text("parameters"), self._text("sweep"), chart_sweep(current), table_sweep(current)]

    def _derivations(self) -> list[Any]:
        book = self.redistribution.book
        return [self._text("parameters"), list_sources(book, whole_year=False)]


def open_calculator(data: str, *, file: str = "", folder: str = "scenarios", **parameters: Any) -> Calculator:
    """Open the calculator with a saved scenario, or else with parameters; raises NamndbokError."""
    tables = load_data(data)
    if file:
        # JupyterLab and Voilà start in the folder of notebooks, beside the scenarios.
        path = next((path for path in (Path(file), Path("..") / file) if path.exists()), Path(file))
        scenario = open_scenario(path, tables)
    else:
        scenario = read_scenario(tables, parameters, lambda name: f"parametern {name}")
    return Calculator(scenario, tables.folder.parent / folder, redistribute(tables, scenario))
