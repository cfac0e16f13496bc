"""The process that runs a notebook's cells: this very Python, and none of the user's own settings."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from jupyter_core.utils import ensure_event_loop, run_sync

# matplotlib tells on stderr where it keeps its fonts, which differs from machine to machine.
QUIET = "__import__('logging').getLogger('matplotlib').setLevel('ERROR')"
# IPython's own way to show an error fails on one in a Jinja template, and then says nothing.
ARGUMENTS = ["--log-level=ERROR", "--InteractiveShell.xmode=Plain", f"--IPKernelApp.exec_lines={QUIET}"]
KEPT = ("PYTHONPATH", "PYTHONHOME")


class Kernel(AsyncKernelManager):
    """A kernel in the interpreter that is running now, whatever kernels the user has installed."""

    _client: Any = None

    def __init__(self, folder: Path, **options: Any) -> None:
        """Keep the kernel's connection and settings in `folder`."""
        super().__init__(connection_file=str(folder / "connection.json"), **options)
        self._environment = _environment(folder)

    @property
    def kernel_spec(self) -> KernelSpec:
        """Describe how the kernel is started."""
        return KernelSpec(**get_kernel_dict())

    async def start_kernel(self, **options: Any) -> None:
        """Start the kernel in its own environment."""
        await super().start_kernel(env=self._environment, **options)

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
        await self.shutdown_kernel(now=True)
        if self._client:
            self._client.stop_channels()
        unfinished = asyncio.all_tasks() - {asyncio.current_task()}
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment without what would change IPython, matplotlib or Python itself."""
    settings = folder / "matplotlibrc"
    settings.touch()
    own = {"IPYTHONDIR": str(folder), "MATPLOTLIBRC": str(settings), "MPLBACKEND": "agg"}
    kept = {
        name: value for name, value in os.environ.items() if name in KEPT or not name.startswith("PYTHON")
    }
    return kept | own | {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}
