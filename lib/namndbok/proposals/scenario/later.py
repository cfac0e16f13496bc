"""Do something when nothing more has been asked for a moment, so that a slider is never in its own way."""

import asyncio
from collections.abc import Callable

PAUSE = 0.25


class Later:
    """A thing to do soon; asked again before it is done, it is done once. Without an event loop, at once."""

    def __init__(self, do: Callable[[], None]) -> None:
        self._do = do
        self._waiting: asyncio.TimerHandle | None = None

    def ask(self) -> None:
        """Do it after a pause, counted from now."""
        self.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._do()
        else:
            self._waiting = loop.call_later(PAUSE, self._do)

    def cancel(self) -> None:
        """Do not do it."""
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None
