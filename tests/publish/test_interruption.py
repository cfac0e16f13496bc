"""Ctrl-C and a request to end: an orderly stop, and nothing split in two."""

import os
import signal
import threading

import pytest

from namndbok.publish.interruption import CTRL_C, REQUESTS, Ended, interruptible, orderly_end, uninterrupted

SIGNALS = [getattr(signal, name) for name in (CTRL_C, *REQUESTS)]


def handlers() -> list[object]:
    return [signal.getsignal(number) for number in SIGNALS]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_request_to_end_stops_the_block(name: str):
    with pytest.raises(Ended, match=name), orderly_end():
        os.kill(os.getpid(), getattr(signal, name))


def test_a_request_to_end_is_treated_as_ctrl_c():
    assert issubclass(Ended, KeyboardInterrupt)


def test_ctrl_c_stays_as_it_is():
    with pytest.raises(KeyboardInterrupt) as caught, orderly_end():
        os.kill(os.getpid(), signal.SIGINT)
    assert not isinstance(caught.value, Ended)


def test_what_should_not_be_split_goes_on():
    done = []
    with uninterrupted() as asked:
        for number in SIGNALS:
            os.kill(os.getpid(), number)
        done.append("moved")
    assert (done, asked) == (["moved"], ["SIGINT", "SIGTERM", "SIGHUP"])


@pytest.mark.parametrize("block", [orderly_end, uninterrupted])
def test_afterwards_signals_do_what_they_did(block):
    before = handlers()
    with block():
        assert handlers() != before
    assert handlers() == before


@pytest.mark.parametrize("block", [orderly_end, uninterrupted])
def test_what_was_ignored_before_stays_ignored(block):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with block():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("block", [orderly_end, uninterrupted])
def test_only_the_main_thread_handles_signals(block):
    done = []

    def work() -> None:
        with block():
            done.append(handlers() == before)

    before = handlers()
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


# Work that can be interrupted


def asked_during_work(first: signal.Signals, *later: signal.Signals) -> list[str]:
    """Do work that sends signals to this process and ends when stopped; return what happened in order.

    Signals that are sent at the same time may come in any order, so the later ones wait for the first.
    """
    happened, stopped = [], threading.Event()

    def work() -> None:
        os.kill(os.getpid(), first)
        happened.append("stopped in time" if stopped.wait(10) else "never stopped")
        for number in later:
            os.kill(os.getpid(), number)
        raise ValueError("the work failed because it was stopped")

    def stop() -> None:
        happened.append("asked to stop") if not happened else None
        stopped.set()

    try:
        interruptible(work, stop)
    except KeyboardInterrupt as error:
        happened.append(f"{type(error).__name__} {error}")
    return happened


def test_work_gives_its_result():
    assert interruptible(lambda: 7, stop=lambda: None) == 7


def test_work_gives_its_error():
    with pytest.raises(ZeroDivisionError):
        interruptible(lambda: 1 / 0, stop=lambda: None)


def test_work_is_stopped_by_ctrl_c():
    assert asked_during_work(signal.SIGINT) == ["asked to stop", "stopped in time", "KeyboardInterrupt "]


def test_work_is_stopped_by_a_request_to_end():
    assert asked_during_work(signal.SIGTERM) == ["asked to stop", "stopped in time", "Ended SIGTERM"]


def test_the_first_of_many_signals_tells_why():
    assert asked_during_work(signal.SIGHUP, *[signal.SIGINT] * 20)[-1] == "Ended SIGHUP"


def test_work_is_stopped_again_until_it_ends():
    times, enough = [], threading.Event()

    def work() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        enough.wait(10)

    def stop() -> None:
        times.append(1)
        enough.set() if len(times) == 3 else None

    with pytest.raises(KeyboardInterrupt):
        interruptible(work, stop)
    assert len(times) >= 3
