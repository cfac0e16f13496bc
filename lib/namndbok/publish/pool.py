"""Kernels as forks of one process that has imported what notebooks need: the standard library's forkserver.

A fork is a process of its own, so nothing that a notebook does is seen by the next. Where processes cannot be
forked (Windows), or not safely (macOS), there is no pool, and kernels start as Jupyter starts them.
"""

import multiprocessing
import os
import signal
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path

import __main__
from namndbok.publish.interruption import ctrl_c_ignored

PRELOADED = "namndbok.publish.preload"
SAFE_PATH = "PYTHONSAFEPATH"  # lets no module be taken from where the command was given
LONGEST = 70  # letters of a folder that sockets can stand below: their whole paths have at most 104


def kernel_pool() -> BaseContext | None:
    """Let the process that kernels are forked from get ready, and tell how to fork it; it ends with this one.

    None where processes cannot be forked safely, or where this one may not start any.
    """
    if sys.platform != "linux" or multiprocessing.current_process().daemon or not _main_can_be_imported():
        return None
    pool = multiprocessing.get_context("forkserver")
    pool.set_forkserver_preload(["__main__", PRELOADED])
    before, os.environ[SAFE_PATH] = os.environ.get(SAFE_PATH, ""), "1"
    with ctrl_c_ignored(), short_temporary_folder():
        forkserver.ensure_running()
    os.environ[SAFE_PATH] = before
    return pool


def _main_can_be_imported() -> bool:
    """Tell whether the main module is written to be imported too, which multiprocessing does with it.

    Installed scripts and modules are; a script of one's own would do all that it does once more.
    """
    script = getattr(__main__, "__file__", None) if __main__.__spec__ is None else None
    return script is None or Path(script).parent == Path(sysconfig.get_path("scripts"))


@contextmanager
def short_temporary_folder() -> Iterator[None]:
    """Use the system's folder for temporary files where the user's own has too long a name for sockets."""
    before = tempfile.gettempdir()
    tempfile.tempdir = before if len(before) <= LONGEST else "/tmp"
    try:
        yield
    finally:
        tempfile.tempdir = before


def run_kernel(arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> None:
    """Be a kernel, as a process that has just started would, in a process group of its own."""
    import matplotlib
    import numpy
    from ipykernel.kernelapp import IPKernelApp

    from namndbok.publish.preload import PATH

    os.setsid()
    threading.Thread(target=_end_with_command, daemon=True).start()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.path[:], sys.argv = PATH, ["ipykernel_launcher.py", *arguments]
    matplotlib.rcdefaults()  # whatever the user's settings were for the process that this one is forked from
    matplotlib.use(environment["MPLBACKEND"])
    numpy.random.seed()  # no two kernels draw the same numbers; Python's own generator does so by itself
    IPKernelApp.launch_instance([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])


def _end_with_command() -> None:
    """End the kernel, and whatever it has started, when the command that started it ends."""
    multiprocessing.parent_process().join()
    os.killpg(0, signal.SIGKILL)
