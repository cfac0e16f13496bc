"""The environment of a process that runs a notebook's cells: none of the user's own settings."""

import os
from pathlib import Path

KEPT = ("PYTHONPATH", "PYTHONHOME")


def own_settings(folder: Path) -> dict[str, str]:
    """Return the variables that keep settings of IPython and matplotlib here."""
    settings = folder / "matplotlibrc"
    settings.touch()
    return {"IPYTHONDIR": str(folder), "MATPLOTLIBRC": str(settings), "MPLBACKEND": "agg"}


def environment(folder: Path) -> dict[str, str]:
    """Return the environment without what would change IPython, matplotlib or Python itself."""
    kept = {
        name: value for name, value in os.environ.items() if name in KEPT or not name.startswith("PYTHON")
    }
    return kept | own_settings(folder) | {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}
