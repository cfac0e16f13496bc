"""Where warm kernels come from: one process that has imported everything, asked for a fork whenever needed.

A fork is a process of its own, so nothing that a notebook does is seen by the next. Where processes cannot be
forked (Windows), or not safely (macOS), there is no nursery, and each kernel is started from nothing.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from namndbok.publish.surroundings import environment

PAUSE = 0.01


class Forked:
    """A kernel that another process has forked, with what `jupyter_client` asks of a `Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Return None as long as the process lives; how it ended is not known."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Wait until the process has ended."""
        while self.poll() is None:
            time.sleep(PAUSE)
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal, if the process lives."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process."""
        self.send_signal(signal.SIGKILL)


class Nursery:
    """One warm process; requests may come from any thread."""

    _has_kernels = False

    def __init__(self) -> None:
        self._folder, self._lock = Path(tempfile.mkdtemp()), threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "namndbok.publish.incubator"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(self._folder),
            cwd=self._folder,
            text=True,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """Return the warm process's id."""
        return self._process.pid

    def start(self, arguments: Sequence[str], env: Mapping[str, str], cwd: Path | str) -> Forked:
        """Start a kernel; raises OSError where the warm process is gone."""
        self._has_kernels = True
        return Forked(self._asked({"start": list(arguments), "env": dict(env), "cwd": str(cwd)}))

    def _asked(self, request: Mapping[str, object]) -> int:
        with self._lock:
            self._write(request)
            answer = self._process.stdout.readline()
        if not answer:
            raise OSError("the warm process is gone")
        return int(answer)

    def _write(self, request: Mapping[str, object]) -> None:
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()

    def close(self) -> None:
        """End the warm process and every kernel that it has started."""
        if not self._has_kernels:
            self._process.kill()
        with self._process, suppress(OSError):
            self._process.stdin.close()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def nursery() -> Iterator[Nursery | None]:
    """Keep a nursery for the block; None where processes cannot be forked safely."""
    if sys.platform != "linux":
        yield None
        return
    one = Nursery()
    try:
        yield one
    finally:
        one.close()
