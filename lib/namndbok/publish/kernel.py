"""The process that runs a notebook's cells: this very Python, and none of the user's own settings."""

import os
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from multiprocessing.context import BaseContext
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client import AsyncKernelClient, AsyncKernelManager
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Any as AnyTrait

from namndbok.publish.pool import run_kernel, short_temporary_folder

# matplotlib tells on stderr of its fonts, which differ from machine to machine: also where a notebook imports
# it before the library does (see `show.charts`), and whatever it draws.
QUIET = "__import__('logging').getLogger('matplotlib').setLevel('ERROR')"
# IPython's own way to show an error fails on one in a Jinja template, and then says nothing.
# Nobody looks for these cells in a history of IPython's, which would be a data base in a file.
ARGUMENTS = ["--log-level=ERROR", "--InteractiveShell.xmode=Plain", "--HistoryManager.enabled=False"]
ARGUMENTS += [f"--IPKernelApp.exec_lines={QUIET}"]
KEPT = ("PYTHONPATH", "PYTHONHOME")
START_LIMIT, PATIENCE, PAUSE = 60, 5, 0.1  # seconds


class PoolProvisioner(LocalProvisioner):
    """Take a kernel from a pool."""

    pool: BaseContext = AnyTrait()

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Launch the kernel, with the arguments of `ipykernel_launcher`, and return how to reach it."""
        how = (cmd[3:], options["env"], options["cwd"])
        process = self.pool.Process(target=run_kernel, args=how)
        try:
            process.start()
        except (EOFError, OSError):
            raise RuntimeError("processen som den skulle startas ur har stannat") from None
        self.process = process
        self.pid = self.pgid = self.process.pid
        return self.connection_info

    async def poll(self) -> int | None:
        """Return how the kernel ended; None as long as it lives."""
        return self.process.exitcode if self.process else 0

    async def wait(self) -> int | None:
        """Wait until the kernel has ended."""
        self.process.join()
        self.process = None
        return 0

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and whatever it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self.pgid, signum)

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel, which may not lead its group yet, and whatever it has started."""
        await self.send_signal(signal.SIGKILL)
        self.process.kill()
        self.process.join(PATIENCE)


@asynccontextmanager
async def running_kernel(
    folder: Path, variables: Mapping[str, str], pool: BaseContext | None
) -> AsyncIterator[tuple[AsyncKernelManager, AsyncKernelClient]]:
    """Start a kernel in a folder, and kill it after the block with all that it has started."""
    with short_temporary_folder():
        temporary = tempfile.TemporaryDirectory()
    with temporary as settings:
        manager = _kernel_manager(Path(settings), pool)
        client = None
        try:
            env = _environment(Path(settings)) | dict(variables)
            await manager.start_kernel(extra_arguments=[*ARGUMENTS], env=env, cwd=str(folder))
            client = manager.client()
            client.start_channels()
            client.allow_stdin = False
            yield manager, client
        finally:
            if client:
                client.stop_channels()
            await manager.shutdown_kernel(now=True)


async def kernel_answer(manager: AsyncKernelManager, client: AsyncKernelClient, limit: float) -> None:
    """Wait until a kernel answers; RuntimeError if none does within some seconds.

    The client's own `wait_for_ready` goes on listening for 0.2 seconds, which each paper would take longer.
    """
    ends = time.monotonic() + limit
    while time.monotonic() < ends:
        client.kernel_info()
        with suppress(Empty):
            await client.get_iopub_msg(timeout=PAUSE)
            return
        if not await manager.is_alive():
            break
    raise RuntimeError("den svarar inte")


def _kernel_manager(settings: Path, pool: BaseContext | None) -> AsyncKernelManager:
    """Describe a kernel in the interpreter that runs now, whatever kernels the user has installed.

    It listens to sockets in a folder that is only this user's: others could read what is sent through ports.
    """
    where = {} if os.name == "nt" else {"transport": "ipc", "ip": str(settings / "socket")}
    manager = AsyncKernelManager(
        kernel_name=NATIVE_KERNEL_NAME,
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        connection_file=str(settings / "connection.json"),
        **where,
    )
    if pool:
        manager.provisioner = PoolProvisioner(pool=pool, kernel_spec=manager.kernel_spec, parent=manager)
    return manager


def _environment(settings: Path) -> dict[str, str]:
    """Return the environment without what would change IPython, matplotlib or Python itself."""
    matplotlib = settings / "matplotlibrc"
    matplotlib.touch()
    names = (name for name in os.environ if name in KEPT or not name.startswith("PYTHON"))
    kept = {name: os.environ[name] for name in names}
    own = {"IPYTHONDIR": str(settings), "MATPLOTLIBRC": str(matplotlib), "MPLBACKEND": "agg"}
    return kept | own | {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}
