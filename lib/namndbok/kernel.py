"""The process that runs a notebook's cells: this very Python, and none of the user's own settings."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from jupyter_core.utils import run_sync

from namndbok.interruption import uninterrupted

# matplotlib tells on stderr where it keeps its fonts, which differs from machine to machine.
QUIET = "__import__('logging').getLogger('matplotlib').setLevel('ERROR')"
# IPython's own way to show an error fails on one in a Jinja template, and then says nothing.
ARGUMENTS = ["--log-level=ERROR", "--InteractiveShell.xmode=Plain", f"--IPKernelApp.exec_lines={QUIET}"]
KEPT = ("PYTHONPATH", "PYTHONHOME")


class Kernel(AsyncKernelManager):
    """A kernel in the interpreter that is running now, whatever kernels the user has installed."""

    _client: Any = None
    environment: dict[str, str]

    @property
    def kernel_spec(self) -> KernelSpec:
        """Describe how the kernel is started."""
        return KernelSpec(**get_kernel_dict())

    async def start_kernel(self, **options: Any) -> None:
        """Start the kernel in its own environment."""
        await super().start_kernel(env=self.environment, **options)

    def client(self, **options: Any) -> Any:
        """Open a connection to the kernel."""
        self._client = super().client(**options)
        return self._client

    async def stop(self) -> None:
        """End the kernel and whatever it started, also when it was only half started."""
        pending = asyncio.all_tasks() - {asyncio.current_task()}
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        await self.shutdown_kernel(now=True)
        if self._client:
            self._client.stop_channels()


@contextmanager
def own_kernel(folder: Path) -> Iterator[Kernel]:
    """Give a kernel that keeps its settings in `folder`; no process is left after the block."""
    kernel = Kernel(connection_file=str(folder / "connection.json"))
    kernel.environment = _environment(folder)
    try:
        yield kernel
    finally:
        with uninterrupted():
            run_sync(kernel.stop)()


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment without what would change IPython, matplotlib or Python itself."""
    settings = folder / "matplotlibrc"
    settings.touch()
    own = {"IPYTHONDIR": str(folder), "MATPLOTLIBRC": str(settings), "MPLBACKEND": "agg"}
    kept = {
        name: value for name, value in os.environ.items() if name in KEPT or not name.startswith("PYTHON")
    }
    return kept | own | {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}
