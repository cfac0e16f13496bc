"""A part of a notebook that follows the controls where Jupyter runs, and is plain HTML on a finished page."""

from collections.abc import Callable
from typing import Any

from ipywidgets import HTML, Widget

from namndbok.show import WIDGET

Make = Callable[[], str]


class Live:
    """HTML that is made again each time something changes."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self.widget = HTML(value=make())

    def refresh(self, shown: str | None = None) -> None:
        """Show what is true now, or something else in its place."""
        self.widget.value = self._make() if shown is None else shown

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return bundle(self.widget, self.widget.value)

    def _repr_html_(self) -> str:
        return self.widget.value


class Panel:
    """Controls, and what a finished page says in their place."""

    def __init__(self, widget: Widget, make: Make) -> None:
        self.widget, self._make = widget, make

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return bundle(self.widget, self._make())

    def _repr_html_(self) -> str:
        return self._make()


def bundle(widget: Widget, html: str) -> dict[str, Any]:
    """Offer a widget to those who can run it and HTML to all others."""
    shown = widget._repr_mimebundle_() or {}
    return {"text/html": html, "text/plain": "Scenario"} | {WIDGET: shown[WIDGET]}
