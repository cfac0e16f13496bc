"""The panels of the calculator: sliders, files, and parts that are plain HTML on a finished page."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from namndbok.errors import NamndbokError, describe_write_failure
from namndbok.proposals.scenario.baseline import Baseline
from namndbok.proposals.scenario.key_text import EQUAL, INHABITANTS, TODAY
from namndbok.proposals.scenario.scenario import Scenario, open_scenario, save_scenario
from namndbok.show import WIDGET, escaped
from namndbok.swedish import day

PAUSE = 0.25
NONE, EVERY_SERVICE = "Inget sparat ännu", "alla valda tjänster"
FULL = widgets.Layout(width="auto", max_width="100%")
STYLE = {"description_width": "7rem"}
VISIBLE_ROWS = 5
TEXTS = {
    "key": ("Nyckel", "35 % lika + invånare"),
    "newcomer": ("Ny medlem", "Namn=6 100"),
    "floor": ("Golv, kr", "inget"),
    "cap": ("Tak, kr", "inget"),
    "max_change": ("Högst ± per år", "10 %"),
    "step": ("Hela steg, kr", "som i dag"),
    "new_service": ("Ny tjänst", "Namn=500 000"),
    "name": ("Namn", ""),
}
GROUPS = {
    "Vilka deltar": ("services", "without", "also", "newcomer"),
    "Golv, tak, infasning": ("floor", "cap", "max_change", "years", "step", "population_date"),
    "Ny tjänst": ("new_service", "among"),
}


class WidgetPanel:
    """Show a widget to those who can run it, and the HTML of `make_html` to all others."""

    def __init__(self, widget: widgets.Widget, make_html: Callable[[], str]) -> None:
        self.widget, self.make_html = widget, make_html

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        views = self.widget._repr_mimebundle_() or {}
        return {"text/html": self._repr_html_(), "text/plain": "Scenario", WIDGET: views[WIDGET]}

    def _repr_html_(self) -> str:
        return self.make_html()


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


def message_html(message: str, role: str) -> str:
    """Write a message for people; `role` tells assistive technology how urgent it is: status or alert."""
    return f'<pre role="{role}">{escaped(message)}</pre>'


class DelayedCall:
    """Call a function when nobody has asked for it for a moment, so that a slider is never held up.

    Asked several times within the pause, it is called once. Without an event loop it is called at once.
    """

    def __init__(self, function: Callable[[], None]) -> None:
        self._function = function
        self._timer: asyncio.TimerHandle | None = None

    def ask(self) -> None:
        """Call the function after a pause, counted from now."""
        self.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._function()
        else:
            self._timer = loop.call_later(PAUSE, self._function)

    def cancel(self) -> None:
        """Drop a call that waits."""
        if self._timer:
            self._timer.cancel()
            self._timer = None


class SliderPanel:
    """Hold a widget for each parameter of a scenario; `on_change` is called when somebody moves one.

    The sliders of the key write its text, which can be typed as well: for one service, or for all of them.
    """

    def __init__(self, baseline: Baseline, scenario: Scenario, on_change: Callable[[], None]) -> None:
        self._on_change, self._is_silent = on_change, False
        self.widgets, self.key_widgets = _widgets(baseline), _key_widgets(baseline)
        self.move_to(scenario)
        for widget in self.widgets.values():
            widget.observe(self._changed, "value")
        for widget in self.key_widgets.values():
            widget.observe(self._write_key, "value")

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
        groups = [widgets.VBox([self.widgets[name] for name in names]) for names in GROUPS.values()]
        folded = widgets.Accordion(groups, titles=tuple(GROUPS))
        return widgets.VBox([*self.key_widgets.values(), self.widgets["key"], folded])

    def _write_key(self, _: Mapping[str, Any]) -> None:
        """Write the text of the key that its sliders stand for."""
        values = {name: widget.value for name, widget in self.key_widgets.items()}
        whole = {0: values["rest"], 100: values["first"]}
        text = whole.get(values["share"], f"{values['share']} % {values['first']} + {values['rest']}")
        if service := values["service"]:
            others = [part.strip() for part in self.widgets["key"].value.split(";")]
            kept = [part for part in others if part and part.rpartition("=")[0].strip() != service]
            text = "; ".join([*kept, f"{service} = {text}"])
        self.widgets["key"].value = text

    def _changed(self, _: Mapping[str, Any]) -> None:
        if not self._is_silent:
            self._on_change()


def _widgets(baseline: Baseline) -> dict[str, widgets.Widget]:
    municipalities = {name: code for code, name in baseline.names.items()}
    services = {name: code for code, name in baseline.services.items()}
    dates = [("som i dag", None), *((day(counted), counted) for counted in baseline.dates)]
    choice: dict[str, Any] = {"layout": FULL, "style": STYLE}
    sliders: dict[str, widgets.Widget] = {
        name: widgets.Text(description=title, placeholder=example, continuous_update=False, **choice)
        for name, (title, example) in TEXTS.items()
    }
    several = {"services": ("Tjänster", services), "without": ("Utan", municipalities)}
    several |= {"also": ("Med även", municipalities), "among": ("För", municipalities)}
    for name, (title, options) in several.items():
        sliders[name] = widgets.SelectMultiple(
            description=title, options=options, rows=VISIBLE_ROWS, **choice
        )
    sliders["years"] = widgets.IntSlider(description="Infasning, år", min=0, max=20, **choice)
    sliders["population_date"] = widgets.Dropdown(description="Invånare", options=dates, **choice)
    return sliders


def _key_widgets(baseline: Baseline) -> dict[str, widgets.Widget]:
    keys = [TODAY, EQUAL, INHABITANTS, *baseline.quantities]
    services = [(EVERY_SERVICE, ""), *((name, code) for code, name in baseline.services.items())]
    choice = {"layout": FULL, "style": STYLE}
    return {
        "service": widgets.Dropdown(options=services, description="Reglagen för", **choice),
        "first": widgets.Dropdown(options=keys, description="Fördela efter", value=TODAY, **choice),
        "share": widgets.IntSlider(description="Andel, %", value=100, min=0, max=100, **choice),
        "rest": widgets.Dropdown(options=keys, description="Resten efter", value=INHABITANTS, **choice),
    }


class FilePanel:
    """Hold a button that saves, a list of saved scenarios and a button that opens one of them.

    `current` returns the scenario to save; `on_open` is called with the one that was opened.
    """

    def __init__(
        self,
        baseline: Baseline,
        folder: Path,
        current: Callable[[], Scenario],
        on_open: Callable[[Scenario], None],
    ) -> None:
        self._folder = folder
        self.save_button = widgets.Button(description="Spara scenariot")
        self.choice = widgets.Dropdown(description="Sparade", layout=FULL)
        self.open_button = widgets.Button(description="Öppna")
        self.message = widgets.HTML()
        self.refresh()

        def save() -> str:
            path = save_scenario(current(), folder)
            self.refresh()
            self.choice.value = path.name
            return f"Scenariot finns i {path}"

        def open_chosen() -> str:
            on_open(open_scenario(folder / self.choice.value, baseline))
            return f"Öppnade {self.choice.value}"

        self.save_button.on_click(lambda _: self._report(save))
        self.open_button.on_click(lambda _: self._report(open_chosen))
        self.widget = widgets.VBox([self.save_button, self.choice, self.open_button, self.message])

    def refresh(self) -> None:
        """List the scenarios that are saved now."""
        names = [path.name for path in sorted(self._folder.glob("*.json"))]
        self.choice.options, self.open_button.disabled = names or [NONE], not names
        self.choice.value = self.choice.options[0]

    def _report(self, action: Callable[[], str]) -> None:
        """Say under the buttons what an action did, or why it could not be done."""
        try:
            message = action()
        except NamndbokError as error:
            message = str(error)
        except OSError as error:
            message = describe_write_failure(error)
        self.message.value = message_html(message, "status")
