"""Ctrl-C and a request to end the process: a run stops in an orderly way, and no move is split in two."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

REQUESTS = ("SIGTERM", "SIGHUP", "SIGBREAK")
NAMES = [name for name in ("SIGINT", *REQUESTS) if hasattr(signal, name)]

Handler = Callable[[int, FrameType | None], None] | signal.Handlers


class Ended(KeyboardInterrupt):
    """Stand for a request from outside that the process should end; treated as Ctrl-C."""


@contextmanager
def orderly_end() -> Iterator[None]:
    """Raise `Ended` in the block when the process is asked to end, so that everything is put away first."""

    def end(number: int, frame: FrameType | None) -> None:
        raise Ended(signal.Signals(number).name)

    with _handled([name for name in NAMES if name in REQUESTS], end):
        yield


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let the block, which should take no time to speak of, finish whatever is asked meanwhile."""
    with _handled(NAMES, signal.SIG_IGN):
        yield


@contextmanager
def _handled(names: list[str], handler: Handler) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in names]
    before = {number: signal.getsignal(number) for number in numbers}
    try:
        for number in numbers:
            if before[number] is not signal.SIG_IGN:
                signal.signal(number, handler)
        yield
    finally:
        for number, own in before.items():
            signal.signal(number, signal.SIG_DFL if own is None else own)
