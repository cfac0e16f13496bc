"""Ctrl-C and a request to end the process: a run stops in an orderly way, and no move is split in two."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

CTRL_C = "SIGINT"
REQUESTS = tuple(name for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


class Ended(KeyboardInterrupt):
    """Stand for a signal from outside that the process should end, and name it; treated as Ctrl-C."""


@contextmanager
def orderly_end() -> Iterator[None]:
    """Raise `Ended` in the block when the process is asked to end, so that everything is put away first."""

    def end(number: int, frame: FrameType | None) -> None:
        raise Ended(signal.Signals(number).name)

    with _handled(REQUESTS, end):
        yield


@contextmanager
def uninterrupted() -> Iterator[list[str]]:
    """Let the block finish whatever is asked meanwhile, and give the names of the signals that came."""
    asked: list[str] = []
    with _handled((CTRL_C, *REQUESTS), lambda number, frame: asked.append(signal.Signals(number).name)):
        yield asked


@contextmanager
def ctrl_c_ignored() -> Iterator[None]:
    """Let processes that are started in the block ignore Ctrl-C, which a terminal sends to them too."""
    with _handled((CTRL_C,), signal.SIG_IGN):
        yield


@contextmanager
def _handled(names: tuple[str, ...], handler: Callable[..., None] | signal.Handlers) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (getattr(signal, name) for name in names)}
    try:
        for number, own in before.items():
            if own is not signal.SIG_IGN:
                signal.signal(number, handler)
        yield
    finally:
        for number, own in before.items():
            signal.signal(number, signal.SIG_DFL if own is None else own)
