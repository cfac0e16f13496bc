"""Ctrl-C and a request to end the process: a run stops in an orderly way, and no move is split in two."""

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

CTRL_C = "SIGINT"
REQUESTS = tuple(name for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
PAUSE = 0.1

T = TypeVar("T")
Handler = Callable[[int, FrameType | None], None]


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


def interruptible(work: Callable[[], T], stop: Callable[[], None], asked: list[str] | None = None) -> T:
    """Return what `work` gives; raise KeyboardInterrupt or `Ended` when it was interrupted.

    The work is done in a thread of its own, where no signal can hit it at an unlucky moment. When one comes,
    `stop` is called until the work has ended, with a result or an error that no longer matters. Signals come
    to the main thread: elsewhere, they are those that it puts in `asked`.
    """
    with uninterrupted() as own, ThreadPoolExecutor(1) as pool:
        asked = own if asked is None else asked
        working = pool.submit(work)
        while not wait([working], PAUSE).done:
            if asked:
                stop()
    if asked:
        raise KeyboardInterrupt if asked[0] == CTRL_C else Ended(asked[0])
    return working.result()


@contextmanager
def _handled(names: tuple[str, ...], handler: Handler) -> Iterator[None]:
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
