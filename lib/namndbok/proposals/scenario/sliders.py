"""The sliders and choices of a scenario: one for each parameter."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from ipywidgets import (
    BoundedIntText,
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
from namndbok.proposals.scenario.scenario import Scenario, component_names
from namndbok.swedish import day, display

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
    municipalities = dict(zip(data["municipalities"]["name"], data["municipalities"]["code"], strict=True))
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
