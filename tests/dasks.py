"""A Dask cluster for tests: a scheduler and workers, each a process of its own, on this machine."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from workbook import SCRIPTS, wait_for

HERE = ("--host", "127.0.0.1", "--no-dashboard")


@dataclass(frozen=True)
class Dask:
    """Where the scheduler is, and the workers' processes."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]

    def kill_one_at_work(self) -> None:
        """Kill the worker that is the first to run a notebook, in the middle of it."""
        seen: list[int] = []
        wait_for(lambda: seen.extend(self._at_work()) or seen)
        os.kill(seen[0], signal.SIGKILL)

    def _at_work(self) -> list[int]:
        """List the workers that have a kernel now."""
        processes = [psutil.Process(worker.pid) for worker in self.workers]
        return [one.pid for one in processes if len(one.children(recursive=True)) > 1]


@contextmanager
def dask(folder: Path, *, workers: int) -> Iterator[Dask]:
    """Run a scheduler and workers of one thread, without anybody who would start a dead one again."""
    with ExitStack() as stack:
        log = folder / "scheduler.log"
        stack.enter_context(_running(log, "scheduler", "--port", "0", *HERE))
        wait_for(lambda: "Scheduler at:" in log.read_text())
        address = re.search(r"Scheduler at:\s+(\S+)", log.read_text())[1]
        each = ("worker", address, "--nthreads", "1", "--no-nanny", *HERE)
        logs = [folder / f"worker-{number}.log" for number in range(workers)]
        running = tuple(stack.enter_context(_running(log, *each)) for log in logs)
        wait_for(lambda: all("Registered to" in log.read_text() for log in logs))
        yield Dask(address, running)


@contextmanager
def _running(log: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [SCRIPTS / "dask", *words]
    with log.open("w") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, cwd=log.parent)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
