"""Parts of a notebook that follow the sliders where Jupyter runs, and are plain HTML on a finished page."""

import asyncio
from collections.abc import Callable
from typing import Any

from ipywidgets import HTML, Widget

from namndbok.show import WIDGET, escaped

PAUSE = 0.25


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
    """Show HTML that is made anew each time something changes."""

    def __init__(self, make_html: Callable[[], str]) -> None:
        super().__init__(HTML(value=make_html()), make_html)

    def _repr_html_(self) -> str:
        return self.widget.value

    def refresh(self) -> None:
        """Make the HTML anew."""
        self.widget.value = self.make_html()

    def replace(self, html: str) -> None:
        """Show other HTML until the next refresh."""
        self.widget.value = html


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
