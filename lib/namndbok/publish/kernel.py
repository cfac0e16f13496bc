"""The process that runs a notebook's cells: this very Python, and none of the user's own settings."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from queue import Empty
from typing import Any
from uuid import uuid4

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client import AsyncKernelClient, AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.provisioning import LocalProvisioner
from jupyter_core.utils import ensure_event_loop, run_sync

from namndbok.publish.nursery import Nursery
from namndbok.publish.surroundings import environment, own_settings

# matplotlib tells on stderr of its fonts, which differ from machine to machine: also where a notebook imports
# it before the library does (see `imports`), and whatever it draws.
QUIET = "__import__('logging').getLogger('matplotlib').setLevel('ERROR')"
# IPython's own way to show an error fails on one in a Jinja template, and then says nothing.
# Nobody looks for these cells in a history of IPython's, which would be a data base in a file.
ARGUMENTS = ["--log-level=ERROR", "--InteractiveShell.xmode=Plain", "--HistoryManager.enabled=False"]
ARGUMENTS += [f"--IPKernelApp.exec_lines={QUIET}"]
PAUSE = 0.01
NAMES = "ipc"
RECONNECT = 5  # milliseconds between attempts to reach a kernel that is starting; ZeroMQ's own are 100


def _address() -> dict[str, str]:
    """Choose where a kernel listens: under a name of its own, or else at ports.

    A port is free when it is chosen, but another program may take it before the kernel does. Names that
    stand in no folder are Linux's own.
    """
    return {"transport": NAMES, "ip": f"@namndbok-{uuid4().hex}"} if sys.platform == "linux" else {}


class Client(AsyncKernelClient):
    """A connection that is ready as soon as the kernel is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if self.transport == NAMES:
            self.context.reconnect_ivl = RECONNECT

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and its output comes through; raises RuntimeError if it does not.

        `jupyter_client` then waits until nothing more comes, for nothing: nbclient passes over the rest.
        """
        ends = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < ends:
            self.kernel_info()
            with suppress(Empty):
                await self.shell_channel.get_msg(timeout=1)
                await self.iopub_channel.get_msg(timeout=1)
                return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before it was ready")
        raise RuntimeError(f"Kernel not ready in {timeout} seconds")


class Provisioner(LocalProvisioner):
    """Take the kernel from a nursery, if there is one and it lives; otherwise start it from nothing."""

    nursery: Nursery | None = None

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Launch the kernel and return how to reach it."""
        if self.nursery:
            own = own_settings(Path(options["env"]["IPYTHONDIR"]))
            with suppress(OSError):
                self.process = self.nursery.start(cmd[3:], own, options["cwd"])
                self.pid = self.pgid = self.process.pid
                return self.connection_info
        return await super().launch_kernel(cmd, **options)

    async def wait(self) -> int | None:
        """Wait until the kernel has ended."""
        while await self.poll() is None:
            await asyncio.sleep(PAUSE)
        return await super().wait()


class Kernel(AsyncKernelManager):
    """A kernel in the interpreter that is running now, whatever kernels the user has installed."""

    _client: Any = None

    def __init__(self, settings: Path, folder: Path, nursery: Nursery | None = None, **options: Any) -> None:
        """Keep connection and settings in the folder `settings`; run the cells in `folder`."""
        file = str(settings / "connection.json")
        super().__init__(connection_file=file, client_factory=Client, **_address(), **options)
        self._settings, self._folder, self._nursery = settings, folder, nursery

    @property
    def kernel_spec(self) -> KernelSpec:
        """Describe how the kernel is started."""
        return KernelSpec(**get_kernel_dict())

    async def start_kernel(self, **options: Any) -> None:
        """Start the kernel in its own environment."""
        self.provisioner = Provisioner(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
        self.provisioner.nursery = self._nursery
        own = {"env": environment(self._settings), "cwd": str(self._folder)}
        await super().start_kernel(**(options | own))

    def client(self, **options: Any) -> Any:
        """Open a connection to the kernel."""
        self._client = super().client(**options)
        return self._client

    def kill(self) -> None:
        """Kill the kernel, if it has started, and whatever it started; may be called from any thread."""
        process = getattr(self.provisioner, "process", None)
        if process and process.poll() is None:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()

    @contextmanager
    def ended_afterwards(self) -> Iterator[None]:
        """Leave no process, connection or task after the block, which is alone in its thread."""
        with closing(ensure_event_loop()):
            try:
                yield
            finally:
                run_sync(self._end)()

    async def _end(self) -> None:
        if self.provisioner and self.has_kernel:  # jupyter_client would look ten times a second
            self.kill()
            await self.provisioner.wait()
        await self.shutdown_kernel(now=True)
        if self._client:
            self._client.stop_channels()
        unfinished = asyncio.all_tasks() - {asyncio.current_task()}
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
