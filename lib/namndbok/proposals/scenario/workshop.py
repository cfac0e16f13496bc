"""The parts of the what-if notebook: each follows the controls, and stands still on a finished page."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from ipywidgets import VBox

from namndbok.data import load_data
from namndbok.errors import InvalidParameter, NamndbokError
from namndbok.proposals.scenario.charts import chart_compared, chart_sweep
from namndbok.proposals.scenario.controls import Controls
from namndbok.proposals.scenario.file import open_scenario
from namndbok.proposals.scenario.filing import Filing
from namndbok.proposals.scenario.later import Later
from namndbok.proposals.scenario.live import Live, Panel
from namndbok.proposals.scenario.parameters import read_scenario
from namndbok.proposals.scenario.result import Result, compute
from namndbok.proposals.scenario.scenario import Scenario
from namndbok.proposals.scenario.sweep import Sweep, sweep
from namndbok.proposals.scenario.tables import table_compared, table_services, table_sweep
from namndbok.proposals.scenario.telling import tell
from namndbok.show import escaped
from namndbok.show.tables import list_derivations, list_rows, table_documents

LOOK = Path(__file__).with_name("look.css")
ONLY_LIVE = '<p class="empty">Reglagen går att använda när arbetsboken är öppen i JupyterLab eller Voilà.</p>'


class Workshop:
    """A scenario on the bench: controls, and all that is shown of what they give."""

    def __init__(self, scenario: Scenario, folder: Path, result: Result) -> None:
        self.result, self._data, self._swept = result, result.data, None
        self._others = Later(self._show_others)
        self.title = self._live(lambda: _html(tell("title", self.result)))
        self.compared = self._live(self._compared)
        self.sweep = self._live(self._sweep)
        self.services = self._live(self._services)
        self.derivations = self._live(self._derivations)
        self.footer = self._live(lambda: _html(tell("footer", self.result)))
        self.controls = Controls(self._data, scenario, self.update)
        self.filing = self._filing(folder)
        style = Live(lambda: f"<style>{' '.join(LOOK.read_text(encoding='utf-8').split())}</style>")
        self.panel = Panel(VBox([style.widget, self.controls.panel()]), self._parameters)
        self.files = Panel(self.filing.widget, lambda: ONLY_LIVE)

    @property
    def documents(self) -> Any:
        """List the documents that the rows come from."""
        return table_documents(self.result.book)

    @property
    def parts(self) -> tuple[Live, ...]:
        """List the parts that follow the controls, in the order of the notebook."""
        return (self.title, self.compared, self.sweep, self.services, self.derivations, self.footer)

    def update(self) -> None:
        """Compute what the controls say now, and show it; or say why it cannot be computed.

        The comparison follows every move of the slider, the rest when it has come to rest.
        """
        try:
            given = self.controls.given
            if not given["services"]:
                raise InvalidParameter("Välj minst en tjänst.")
            scenario = read_scenario(self._data, given, lambda name: f"reglaget {name}")
            self.result = compute(self._data, scenario)
        except NamndbokError as error:
            self._refuse(error)
            return
        self.compared.refresh()
        self._others.ask()

    def _show_others(self) -> None:
        for part in self.parts:
            if part is not self.compared:
                part.refresh()

    def _refuse(self, error: NamndbokError) -> None:
        """Take away figures that the controls no longer stand for."""
        self._others.cancel()
        for part in self.parts:
            part.refresh("")
        self.compared.refresh(f'<pre role="alert">{escaped(str(error))}</pre>')

    def _show(self, scenario: Scenario) -> None:
        if scenario.year != self.result.scenario.year:
            advice = f"Ange year = {scenario.year} i cellen med parametrar och kör arbetsboken igen."
            raise InvalidParameter(f"Scenariot gäller {scenario.year}. {advice}")
        compute(self._data, scenario)
        self.controls.show(scenario)
        self.update()

    def _filing(self, folder: Path) -> Filing:
        name = self.controls.widgets["name"]
        options = {"current": lambda: self.result.scenario, "on_open": self._show}
        return Filing(self._data, folder, name, **options)

    def _live(self, make: Callable[[], str]) -> Live:
        return Live(lambda: f'<div class="namndbok">\n{make()}\n</div>')

    def _parameters(self) -> str:
        return f"{_html(tell('parameters', self.result))}\n{ONLY_LIVE}"

    def _compared(self) -> str:
        shown = tell("compared", self.result), chart_compared(self.result), table_compared(self.result)
        return self._marked(*shown)

    def _sweep(self) -> str:
        swept = self._sweep_of(self.result)
        return self._marked(tell("sweep", self.result), chart_sweep(swept), table_sweep(swept))

    def _sweep_of(self, result: Result) -> Sweep:
        """Compute a sweep, or take the last one where only the share or the name is another."""
        key = replace(result.scenario, equal_share=Fraction(0), name="")
        if self._swept is None or self._swept[0] != key:
            self._swept = key, sweep(result)
        return replace(self._swept[1], result=result)

    def _services(self) -> str:
        return self._marked(table_services(self.result))

    def _derivations(self) -> str:
        book = self.result.book
        return self._marked(list_derivations(book), *list_rows(book, whole_year=False))

    def _marked(self, *parts: Any) -> str:
        return "\n".join(map(_html, (tell("parameters", self.result), *parts)))


def open_workshop(
    data: str, given: Mapping[str, Any], *, file: str = "", folder: str = "scenarios"
) -> Workshop:
    """Open the bench with a saved scenario, or else with parameters; raises NamndbokError."""
    tables = load_data(_found(data))
    if file:
        scenario = open_scenario(_found(file), tables)
    else:
        scenario = read_scenario(tables, given, lambda name: f"parametern {name}")
    return Workshop(scenario, _found(data).parent / folder, compute(tables, scenario))


def _found(name: str) -> Path:
    """Find a file or folder here, or beside the folder of notebooks, where JupyterLab and Voilà start."""
    return next((path for path in (Path(name), Path("..") / name) if path.exists()), Path(name))


def _html(part: Any) -> str:
    return part._repr_html_()
