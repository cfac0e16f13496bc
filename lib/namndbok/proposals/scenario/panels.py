"""The panels of the calculator: sliders, files, and parts that are plain HTML on a finished page."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from ipywidgets import (
    HTML,
    BoundedIntText,
    Button,
    Dropdown,
    HBox,
    Layout,
    SelectionSlider,
    SelectMultiple,
    Text,
    VBox,
    Widget,
)

from namndbok.data import Data
from namndbok.errors import NamndbokError, describe_write_failure
from namndbok.proposals.scenario.scenario import Scenario, component_names
from namndbok.proposals.scenario.scenario_file import open_scenario, save_scenario
from namndbok.show import WIDGET, escaped
from namndbok.swedish import day, display

PAUSE = 0.25
NONE = "Inget sparat ännu"
LONG = Layout(width="36rem", max_width="100%")
WIDE = Layout(width="22rem")
NARROW = Layout(width="14rem")
WRAPPED = {"flex_flow": "row wrap", "grid_gap": "0.25rem 1rem"}
STYLE = {"description_width": "8rem"}
LARGEST = 10**9
VISIBLE_ROWS = 6
ROWS = (
    ("equal_share", "population_date", "step"),
    ("floor", "cap"),
    ("services", "also", "without"),
)


class WidgetPanel:
    """Show a widget to those who can run it, and the HTML of `make_html` to all others."""

    def __init__(self, widget: Widget, make_html: Callable[[], str]) -> None:
        self.widget, self.make_html = widget, make_html

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        views = self.widget._repr_mimebundle_() or {}
        return {"text/html": self._repr_html_(), "text/plain": "Scenario", WIDGET: views[WIDGET]}

    def _repr_html_(self) -> str:
        return self.make_html()


class LiveHtml(WidgetPanel):
    """Show texts, tables and charts below each other, made anew each time something changes."""

    def __init__(self, make_parts: Callable[[], Iterable[Any]]) -> None:
        def html() -> str:
            parts = "\n".join(part._repr_html_() for part in make_parts())
            return f'<div class="namndbok">\n{parts}\n</div>'

        super().__init__(HTML(value=html()), html)

    def _repr_html_(self) -> str:
        return self.widget.value

    def refresh(self) -> None:
        """Make the HTML anew."""
        self.widget.value = self.make_html()


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
    """Hold a widget for each parameter of a scenario; `on_change` is called when somebody moves one."""

    def __init__(self, data: Data, scenario: Scenario, on_change: Callable[[], None]) -> None:
        self._year, self._on_change, self._is_silent = scenario.year, on_change, False
        self.widgets = _widgets(data, scenario.year)
        self.move_to(scenario)
        for widget in self.widgets.values():
            widget.observe(self._changed, "value")

    @property
    def parameters(self) -> dict[str, Any]:
        """Return the parameters that the widgets show."""
        return {"year": self._year} | {name: widget.value for name, widget in self.widgets.items()}

    def move_to(self, scenario: Scenario) -> None:
        """Move the widgets to a scenario, without a call of `on_change`."""
        self._is_silent = True
        self.widgets["equal_share"].options = _share_options(scenario.equal_share)
        for name, widget in self.widgets.items():
            value = getattr(scenario, name)
            widget.value = 0 if value is None else value
        self._is_silent = False

    def panel(self) -> Widget:
        """Lay the widgets out in rows."""
        return VBox([HBox([self.widgets[name] for name in row], layout=Layout(**WRAPPED)) for row in ROWS])

    def _changed(self, _: Mapping[str, Any]) -> None:
        if not self._is_silent:
            self._on_change()


def _widgets(data: Data, year: int) -> dict[str, Widget]:
    services = {name: code for code, name in component_names(data, year).items()}
    municipalities = data.lookup("municipalities", "name", "code")
    dates = [(day(date), date) for date in sorted(set(data["population"]["date"]))]
    kronor = {"min": 0, "max": LARGEST, "style": STYLE, "layout": NARROW}
    several = {"rows": VISIBLE_ROWS, "layout": WIDE, "style": STYLE}
    shares = {"options": _share_options(Fraction(0)), "layout": LONG, "style": STYLE}
    return {
        "equal_share": SelectionSlider(description="Andel lika", **shares),
        "population_date": Dropdown(options=dates, description="Folkmängd", layout=WIDE, style=STYLE),
        "step": BoundedIntText(description="Avrunda till, kr", **kronor | {"min": 1}),
        "floor": BoundedIntText(description="Golv, kr (0 inget)", **kronor),
        "cap": BoundedIntText(description="Tak, kr (0 inget)", **kronor),
        "services": SelectMultiple(options=services, description="Tjänster", **several),
        "without": SelectMultiple(options=municipalities, description="Utan", **several),
        "also": SelectMultiple(options=municipalities, description="Med även", **several),
        "name": Text(description="Namn", layout=WIDE, style=STYLE, continuous_update=False),
    }


def _share_options(chosen: Fraction) -> list[tuple[str, Fraction]]:
    """Return every whole per cent, and the chosen share where it lies between two, with labels."""
    shares = sorted({chosen, *(Fraction(number, 100) for number in range(101))})
    return [(display(share, "stated_ratio"), share) for share in shares]


class FilePanel:
    """Hold a name, a button that saves, a list of saved scenarios and a button that opens one of them.

    `current` returns the scenario to save; `on_open` is called with the one that was opened.
    """

    def __init__(
        self,
        data: Data,
        folder: Path,
        name: Text,
        *,
        current: Callable[[], Scenario],
        on_open: Callable[[Scenario], None],
    ) -> None:
        self._data, self._folder, self._current, self._on_open = data, folder, current, on_open
        self.save_button = Button(description="Spara scenariot")
        self.choice = Dropdown(description="Sparade")
        self.open_button = Button(description="Öppna")
        self.message = HTML()
        self.refresh()
        self.save_button.on_click(lambda _: self._report(self._save))
        self.open_button.on_click(lambda _: self._report(self._open))
        choice = HBox([self.choice, self.open_button])
        self.widget = VBox([HBox([name, self.save_button]), choice, self.message])

    def refresh(self) -> None:
        """List the scenarios that are saved now."""
        names = [path.name for path in sorted(self._folder.glob("*.json"))]
        self.choice.options, self.open_button.disabled = names or [NONE], not names
        self.choice.value = self.choice.options[0]

    def _save(self) -> str:
        path = save_scenario(self._current(), self._folder)
        self.refresh()
        self.choice.value = path.name
        return f"Scenariot finns i {path}"

    def _open(self) -> str:
        self._on_open(open_scenario(self._folder / self.choice.value, self._data))
        return f"Öppnade {self.choice.value}"

    def _report(self, action: Callable[[], str]) -> None:
        """Say under the buttons what an action did, or why it could not be done."""
        try:
            message = action()
        except NamndbokError as error:
            message = str(error)
        except OSError as error:
            message = describe_write_failure(error)
        self.message.value = message_html(message, "status")
