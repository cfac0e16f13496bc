"""The what-if notebook as a calculator: its parts follow the sliders, and stand still on a finished page."""

import asyncio
import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from ipywidgets import Box, Button, HBox, Layout, VBox

from namndbok.errors import InvalidParameter, NamndbokError, describe_write_failure
from namndbok.proposals.scenario import tables
from namndbok.proposals.scenario.baseline import EQUAL, INHABITANTS, TODAY, Baseline
from namndbok.proposals.scenario.redistribution import (
    MOST_BESIDE,
    Redistribution,
    open_scenarios,
    redistribute,
)
from namndbok.proposals.scenario.scenario import Scenario, open_scenario, read_scenario, save_scenario
from namndbok.show import WIDGET, escaped, notebook_css
from namndbok.show.tables import Table, list_sources, table_documents
from namndbok.swedish import day

ONLY_LIVE = '<p class="empty">Reglagen går att använda när arbetsboken är öppen i JupyterLab eller Voilà.</p>'
PAUSE = 0.25  # seconds that a slider has been at rest
STYLE_SHEET = (Path(__file__).parent / "jupyter" / "what_if.css").read_text(encoding="utf-8")
NONE = "Inget sparat ännu"
CHOICE: dict[str, Any] = {
    "layout": Layout(width="auto", max_width="100%"),
    "style": {"description_width": "7rem"},
}
# Kind, title and shape of each widget.
SLIDERS = json.loads(Path(__file__).with_name("sliders.json").read_text(encoding="utf-8"))


class WidgetPanel:
    """Show a widget to those who can run it, and the HTML of `make_html` to all others."""

    def __init__(self, widget: widgets.Widget, make_html: Callable[[], str]) -> None:
        self.widget, self._repr_html_ = widget, make_html

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        views = self.widget._repr_mimebundle_() or {}
        return {"text/html": self._repr_html_(), "text/plain": "Scenario", WIDGET: views[WIDGET]}


class LiveHtml(WidgetPanel):
    """Show texts, tables and charts below each other, made anew each time something changes."""

    def __init__(self, make_parts: Callable[[], Iterable[Any]]) -> None:
        super().__init__(widgets.HTML(), lambda: self.widget.value)
        self._make_parts = make_parts
        self.refresh()

    def refresh(self) -> None:
        """Make the HTML anew."""
        parts = "\n".join(part._repr_html_() for part in self._make_parts())
        self.widget.value = f'<div class="namndbok">\n{parts}\n</div>'


class SliderPanel:
    """Hold a widget for each parameter of a scenario; `on_change` is called when somebody moves one.

    The sliders of the key write its text, which can be typed as well: for one service, or for all of them.
    """

    def __init__(self, baseline: Baseline, scenario: Scenario, on_change: Callable[[], None]) -> None:
        names, services = (
            {name: code for code, name in named.items()} for named in (baseline.names, baseline.services)
        )
        keys = [TODAY, EQUAL, INHABITANTS, *baseline.quantities]
        options = dict.fromkeys(("without", "also", "among"), names) | dict.fromkeys(("first", "rest"), keys)
        options["population_date"] = {"som i dag": None} | {day(date): date for date in baseline.dates}
        options |= {"services": services, "service": {"alla valda tjänster": ""} | services}
        choices = {name: {"options": listed} for name, listed in options.items()}
        self.widgets, self.key_widgets = (
            {
                name: getattr(widgets, kind)(description=title, **choices.get(name, {}), **shape, **CHOICE)
                for name, (kind, title, shape) in SLIDERS[group].items()
            }
            for group in ("parameters", "key")
        )
        self._is_silent = False
        self.move_to(scenario)
        for widget in self.widgets.values():
            widget.observe(lambda _: None if self._is_silent else on_change(), "value")
        for widget in self.key_widgets.values():
            widget.observe(lambda _: self._write_key(), "value")

    @property
    def parameters(self) -> dict[str, Any]:
        """Return the parameters that the widgets show."""
        return {name: widget.value for name, widget in self.widgets.items()}

    def move_to(self, scenario: Scenario) -> None:
        """Move the widgets to a scenario, without a call of `on_change`."""
        self._is_silent, texts = True, {"key": scenario.key} | scenario.changes
        for name, widget in self.widgets.items():
            value = texts.get(name, "") if isinstance(widget, widgets.Text) else getattr(scenario, name)
            widget.value = 0 if name == "years" and not value else value
        self._is_silent = False

    def panel(self) -> widgets.Widget:
        """Lay the widgets out: the key first, what is used more seldom folded away."""
        groups = [VBox([self.widgets[name] for name in names]) for names in SLIDERS["groups"].values()]
        folded = widgets.Accordion(groups, titles=tuple(SLIDERS["groups"]))
        return VBox([*self.key_widgets.values(), self.widgets["key"], folded])

    def _write_key(self) -> None:
        """Write the text of the key that its sliders stand for."""
        service, first, share, rest = (widget.value for widget in self.key_widgets.values())
        text = {0: rest, 100: first}.get(share, f"{share} % {first} + {rest}")
        if service:
            others = [part.strip() for part in self.widgets["key"].value.split(";")]
            kept = [part for part in others if part and part.rpartition("=")[0].strip() != service]
            text = "; ".join([*kept, f"{service} = {text}"])
        self.widgets["key"].value = text


class Calculator:
    """Hold the sliders of a scenario, its buttons, and every part of the notebook that shows what they give.

    Scenarios are saved in `folder`.
    """

    def __init__(self, redistribution: Redistribution, folder: Path) -> None:
        self.redistribution, self.beside, self._folder = redistribution, [], folder
        baseline, scenario = redistribution.baseline, redistribution.scenario
        self._before: list[Scenario] = []
        self._timer: asyncio.TimerHandle | None = None

        def beside(make: Callable[[list[Redistribution]], Any]) -> Callable[[Redistribution], Any]:
            return lambda found: make([found, *self.beside])

        text = partial(partial, tables.scenario_text)
        parameters, compared = text("parameters"), (text("compared"), tables.table_compared)
        shown = (tables.table_spread, tables.beside_text, tables.table_beside)
        self.parts = tuple(
            LiveHtml(lambda makers=makers: [make(self.redistribution) for make in makers])
            for makers in (
                (text("title"),),
                (parameters, beside(tables.chart_change), *compared),
                (parameters, *map(beside, shown)),
                (parameters, tables.table_years),
                (parameters, tables.table_service_fees),
                (parameters, tables.fairness_text, tables.table_fairness),
                (parameters, lambda found: list_sources(found.book, whole_year=False)),
                (text("footer"),),
            )
        )
        self.title, self.compared, self.side_by_side, self.years, self.services, *others = self.parts
        self.fairness, self.derivations, self.footer = others
        self.sliders = SliderPanel(baseline, scenario, self.update)
        self.saved, self.message = widgets.Dropdown(description="Sparade", **CHOICE), widgets.HTML()
        actions = {
            "Ångra": self.undo,
            "Börja om": lambda: self.show(scenario),
            "Ställ bredvid": lambda: self.put_beside([*self.beside, self.redistribution]),
            "Ta bort de bredvid": lambda: self.put_beside([]),
            "Spara scenariot": self.save,
            "Öppna": self.open_saved,
        }
        self.buttons = {name: Button(description=name, layout=Layout(width="auto")) for name in actions}
        for name, action in actions.items():
            self.buttons[name].on_click(lambda _, action=action: self._report(action))
        self.list_saved()
        style = widgets.HTML(f"<style>{notebook_css('.namndbok')}{STYLE_SHEET}</style>")
        *moves, save, opening = self.buttons.values()
        buttons = HBox(moves, layout=Layout(flex_flow="row wrap"))
        files = VBox([self.sliders.widgets["name"], save, self.saved, opening, self.message])
        sliders = VBox([buttons, self.sliders.panel(), files, style]).add_class("sliders")
        self.panel = WidgetPanel(
            Box([sliders, self.compared.widget]).add_class("what-if"),
            lambda: f"{ONLY_LIVE}\n{self.compared.widget.value}",
        )

    @property
    def documents(self) -> Table:
        """List the documents that the rows come from."""
        return table_documents(self.redistribution.book)

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
            self._stop_timer()
            for part in self.parts:
                part.widget.value = ""
            self.compared.widget.value = _message_html(str(error), "alert")
            return
        if scenario != self.redistribution.scenario:
            self._before.append(self.redistribution.scenario)
        self.redistribution = redistribution
        self.compared.refresh()
        self._stop_timer()
        try:
            self._timer = asyncio.get_running_loop().call_later(PAUSE, self._refresh_slow_parts)
        except RuntimeError:  # nothing runs that could wait
            self._refresh_slow_parts()

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

    def save(self) -> str:
        """Save the scenario, and say where."""
        path = save_scenario(self.redistribution.scenario, self._folder)
        self.list_saved()
        self.saved.value = path.name
        return f"Scenariot finns i {path}"

    def open_saved(self) -> str:
        """Move the sliders to the saved scenario that is chosen."""
        name = self.saved.value
        self.show(open_scenario(self._folder / name, self.redistribution.baseline))
        return f"Öppnade {name}"

    def list_saved(self) -> None:
        """List the scenarios that are saved now."""
        names = [path.name for path in sorted(self._folder.glob("*.json"))]
        self.saved.options, self.buttons["Öppna"].disabled = names or [NONE], not names
        self.saved.value = self.saved.options[0]

    def _report(self, action: Callable[[], str | None]) -> None:
        """Do what a button says, and say what was done, or why it could not be."""
        try:
            message = action() or ""
        except NamndbokError as error:
            message = str(error)
        except OSError as error:
            message = describe_write_failure(error)
        self.message.value = _message_html(message, "status")

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()

    def _refresh_slow_parts(self) -> None:
        for part in self.parts:
            if part is not self.compared:
                part.refresh()


def _message_html(message: str, role: str) -> str:
    """Write a message; `role` tells assistive technology how urgent it is: status or alert."""
    return f'<pre role="{role}">{escaped(message)}</pre>'


def open_calculator(
    data: str, *, year: int, file: str = "", beside: str = "", folder: str = "scenarios", **parameters: Any
) -> Calculator:
    """Open the calculator with a saved scenario, or else with parameters; raises NamndbokError.

    `beside`: saved scenarios to show beside it, with commas.
    """

    def saved(name: str) -> Path:
        # JupyterLab and Voilà start in the folder of notebooks, beside the scenarios.
        path = Path(name.strip())
        return next((place for place in (path, ".." / path) if place.exists()), path)

    scenarios = [saved(name) for name in beside.split(",") if name.strip()]
    given, opened = ({}, saved(file)) if file else (parameters, None)
    redistribution, *others = open_scenarios(
        data, year, given, lambda name: f"parametern {name}", file=opened, beside=scenarios
    )
    calculator = Calculator(redistribution, redistribution.data.folder.parent / folder)
    calculator.put_beside(others)
    return calculator
