"""A warm process: all that a notebook imports is imported here, and a kernel is a fork of it.

`python -m namndbok.publish.incubator` reads one request a line from standard input, and answers
`{"start": [argument, …], "env": {…}, "cwd": …}` with the process id of a new kernel. Each kernel leads a
process group of its own. When standard input closes, all of them are killed.
"""

import gc
import json
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

from namndbok.show import without

# What a kernel imports when it starts, and a chart when it is drawn.
LATER = (
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "psutil",
    "tornado.platform.asyncio",
    "matplotlib.style",
)

Request = dict[str, Any]


def main() -> None:
    """Answer requests until there are no more, and leave no kernel behind."""
    requests, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a kernel that ends is gone, not left as a zombie
    del sys.path[0]  # this process's working folder, which no kernel shares
    kernels: list[int] = []
    _import()
    for request in map(json.loads, requests):
        kernels.append(_started(request, (requests.fileno(), answers.fileno())))
        print(kernels[-1], file=answers, flush=True)
    for kernel in kernels:
        with suppress(OSError):
            os.killpg(kernel, signal.SIGKILL)
    os._exit(0)  # at once: all that was imported need not be taken down


def _import() -> None:
    gc.disable()  # nothing of it is ever garbage
    with without("debugpy"):  # nobody debugs these kernels
        import ipykernel.debugger
        import ipykernel.kernelapp  # noqa: F401
    for name in LATER:
        import_module(name)

    import namndbok.show.charts
    import namndbok.show.tables  # noqa: F401

    gc.enable()


def _started(request: Request, private: tuple[int, int]) -> int:
    gc.freeze()
    kernel = os.fork()
    if not kernel:
        _become_kernel(request, private)
    return kernel


def _become_kernel(request: Request, private: tuple[int, int]) -> None:
    """Run a kernel to its end, as a process that has just started would."""
    status = 1
    try:
        os.setsid()
        for file in private:
            os.close(file)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        sys.argv = ["ipykernel_launcher.py", *request["start"]]
        _reseed()
        _launch(request["start"])
        status = 0
    finally:
        os._exit(status)


def _reseed() -> None:
    """Let no two kernels draw the same numbers; Python's own generator does so by itself."""
    if "numpy.random" in sys.modules:
        sys.modules["numpy"].random.seed()


def _launch(arguments: list[str]) -> None:
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])


if __name__ == "__main__":
    main()
