"""What notebooks need, imported once, in the process that kernels are forked from."""

import atexit
import gc
import os
import sys
from importlib import import_module

from namndbok.data import read_parameters  # noqa: F401  (as each notebook does)
from namndbok.show import compile_templates, imports_without

# Where a kernel looks for modules: not where the command was given.
PATH = tuple(sys.path)
# What a kernel imports when it starts, and a chart when it is drawn.
MODULES = (
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.logger", "IPython.core.oinspect",
    "IPython.extensions.storemagic", "PIL.features", "faulthandler", "ipykernel.kernelapp",
    "matplotlib.backends.backend_svg", "matplotlib.style", "numpy.random", "psutil",
    "tornado.platform.asyncio",
)  # fmt: skip
TEXTS = ("annual_report", "charts", "common", "municipality")  # that many papers show
FACES = ("namndbok.show.charts", "namndbok.show.tables", "namndbok.books", "namndbok.facts")

with imports_without("debugpy"):  # nobody debugs these kernels, and it would listen at a port
    import_module("ipykernel.debugger")
for face in map(import_module, FACES):
    for name in face.__all__:
        getattr(face, name)
for module in MODULES:
    import_module(module)
compile_templates(*TEXTS)

# A kernel that collects garbage touches all that it shares with this process, and so copies it. Collected
# here, all that is imported counts as old, and is left alone until a notebook has made a quarter as much.
gc.collect()
# To take apart all that is imported takes a third of a second, for which whoever reads the command's output
# would wait.
atexit.register(os._exit, 0)
