"""Ctrl-C and a request to end: an orderly stop, and nothing split in two."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from namndbok.publish.interruption import CTRL_C, REQUESTS, Ended, ctrl_c_ignored, orderly_end, uninterrupted

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


def test_a_process_that_is_started_aside_ignores_ctrl_c():
    tells = "import signal; print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"
    with ctrl_c_ignored():
        done = subprocess.run([sys.executable, "-c", tells], capture_output=True, encoding="utf-8")
    assert done.stdout == "True\n"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
