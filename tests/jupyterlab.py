"""A real JupyterLab for tests, in a browser: open a notebook as a person does and run all its cells."""

import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from workbook import ROOT, wait_for

PATIENCE = 120_000  # milliseconds
READY = """() => {
    const widget = window.jupyterapp?.shell.currentWidget;
    return widget?.context?.isReady && widget.context.sessionContext.isReady;
}"""
RUN = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
OUTPUTS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
    .filter(cell => cell.type === 'code').map(cell => cell.outputs.toJSON())"""
THEME = "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address with token, and the project's copy that it shows."""

    address: str
    token: str
    project: Path

    @contextmanager
    def opened(self, browser: Browser, name: str) -> Iterator[Page]:
        """Open a notebook and wait until its kernel has started."""
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        try:
            page.goto(f"{self.address}/lab/tree/{name}.ipynb?token={self.token}&reset")
            page.wait_for_function(READY, timeout=PATIENCE)
            yield page
        finally:
            page.close()


def run_all(page: Page) -> list[list[dict[str, Any]]]:
    """Run all cells of the notebook that is open, and return the outputs of each code cell."""
    page.evaluate(RUN)
    return page.evaluate(OUTPUTS)


@contextmanager
def jupyterlab(folder: Path) -> Iterator[Lab]:
    """Start JupyterLab on a copy of the project's data and notebooks, as `make lab` does."""
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    token, log = secrets.token_hex(16), folder / "lab.log"
    words = ["--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root", "--expose-app-in-browser"]
    command = [sys.executable, "-m", "jupyterlab", *words, f"--IdentityProvider.token={token}", "notebooks"]
    own = {"HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    with log.open("w") as written:
        streams = {"stdout": written, "stderr": written, "stdin": subprocess.DEVNULL}
        server = subprocess.Popen(command, cwd=folder, env=os.environ | own, **streams)
    try:
        wait_for(lambda: _address(log) or server.poll() is not None)
        yield Lab(_address(log), token, folder)
    finally:
        server.terminate()
        server.wait()


def _address(log: Path) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text(encoding="utf-8"))
    return found[0] if found else ""
