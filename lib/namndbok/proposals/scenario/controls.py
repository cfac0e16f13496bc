"""The controls of a scenario: a slider for the equal share and a choice for every other parameter."""

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
from namndbok.proposals.scenario.result import service_names
from namndbok.proposals.scenario.scenario import Scenario
from namndbok.swedish import day, display

LONG = Layout(width="36rem", max_width="100%")
WIDE = Layout(width="22rem")
NARROW = Layout(width="14rem")
STYLE = {"description_width": "8rem"}
LARGEST = 10**9
ROWS = 6
MULTIPLES = ("services", "also", "without")


class Controls:
    """Widgets for a scenario's parameters; `on_change` is called with no argument when one is moved."""

    def __init__(self, data: Data, scenario: Scenario, on_change: Callable[[], None]) -> None:
        self._year, self._on_change, self._quiet = scenario.year, on_change, False
        self.widgets = _widgets(data, scenario.year)
        self.show(scenario)
        for widget in self.widgets.values():
            widget.observe(self._changed, "value")

    @property
    def given(self) -> dict[str, Any]:
        """Return the parameters as the controls stand."""
        return {"year": self._year} | {name: widget.value for name, widget in self.widgets.items()}

    def show(self, scenario: Scenario) -> None:
        """Move the controls to a scenario, without telling of it."""
        self._quiet = True
        self.widgets["equal_share"].options = _shares(scenario.equal_share)
        for name, widget in self.widgets.items():
            widget.value = _shown(getattr(scenario, name))
        self._quiet = False

    def panel(self) -> Widget:
        """Lay the controls out."""
        rows = (("equal_share", "population_date", "step"), ("floor", "cap"), MULTIPLES)
        return VBox([HBox([self.widgets[name] for name in row], layout=_wrapping()) for row in rows])

    def _changed(self, _: Mapping[str, Any]) -> None:
        if not self._quiet:
            self._on_change()


def _widgets(data: Data, year: int) -> dict[str, Widget]:
    names = {name: code for code, name in service_names(data, year).items()}
    places = dict(zip(data["municipalities"]["name"], data["municipalities"]["code"], strict=True))
    dates = [(day(one), one) for one in sorted(set(data["population"]["date"]))]
    kronor = {"min": 0, "max": LARGEST, "style": STYLE, "layout": NARROW}
    many = {"rows": ROWS, "layout": WIDE, "style": STYLE}
    return {
        "equal_share": SelectionSlider(
            options=_shares(Fraction(0)), description="Andel lika", layout=LONG, style=STYLE
        ),
        "population_date": Dropdown(options=dates, description="Folkmängd", layout=WIDE, style=STYLE),
        "step": BoundedIntText(description="Avrunda till, kr", **kronor | {"min": 1}),
        "floor": BoundedIntText(description="Golv, kr (0 inget)", **kronor),
        "cap": BoundedIntText(description="Tak, kr (0 inget)", **kronor),
        "services": SelectMultiple(options=names, description="Tjänster", **many),
        "without": SelectMultiple(options=places, description="Utan", **many),
        "also": SelectMultiple(options=places, description="Med även", **many),
        "name": Text(description="Namn", layout=WIDE, style=STYLE, continuous_update=False),
    }


def _shares(chosen: Fraction) -> list[tuple[str, Fraction]]:
    """Return every whole per cent, and the share that is chosen, with its label."""
    shares = sorted({chosen, *(Fraction(number, 100) for number in range(101))})
    return [(display(share, "stated_ratio"), share) for share in shares]


def _shown(value: Any) -> Any:
    return 0 if value is None else value


def _wrapping() -> Layout:
    return Layout(flex_flow="row wrap", grid_gap="0.25rem 1rem")
