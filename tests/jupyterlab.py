"""JupyterLab and the what-if page for tests, started as `make` does and seen in a real browser."""

import os
import re
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from workbook import ROOT, SCRIPTS, wait_for

PATIENCE = 120_000  # milliseconds
LOADED, RESTORED = "() => window.jupyterapp", "async () => { await window.jupyterapp.restored; }"
OPEN = "async path => { await window.jupyterapp.commands.execute('docmanager:open', {path}); }"
READY = """path => {
    const context = window.jupyterapp.shell.currentWidget?.context;
    return context?.path === path && context.isReady && context.sessionContext.isReady;
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
    def opened(self, browser: Browser) -> Iterator[Page]:
        """Open JupyterLab in a window, which is most of the work, with no notebook in it yet."""
        page = browser.new_page()
        try:
            page.goto(f"{self.address}/lab?token={self.token}&reset")
            page.wait_for_function(LOADED, timeout=PATIENCE)
            page.evaluate(RESTORED)
            yield page
        finally:
            page.close()


def open_notebook(page: Page, name: str, *, height: int = 900) -> None:
    """Open a notebook in a tab of its own, in front of the others, and wait until its kernel has started."""
    page.set_viewport_size({"width": 1280, "height": height})
    page.evaluate(OPEN, f"{name}.ipynb")
    page.wait_for_function(READY, arg=f"{name}.ipynb", timeout=PATIENCE)


def run_all(page: Page) -> list[list[dict[str, Any]]]:
    """Run all cells of the notebook that is in front, and return the outputs of each code cell."""
    page.evaluate(RUN)
    return page.evaluate(OUTPUTS)


@contextmanager
def jupyterlab(folder: Path) -> Iterator[Lab]:
    """Run `make lab` on a copy of the project's data and notebooks."""
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    with made("lab", folder, "--expose-app-in-browser", cwd=folder) as (address, token):
        yield Lab(address, token, folder)


@contextmanager
def made(target: str, folder: Path, *words: str, cwd: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Run what `make` runs for a target, but at a free port and without opening a browser.

    Gives address and token; `folder` is the user's home. The environment is taken to be ready.
    """
    dry = ["make", "--dry-run", "--no-print-directory", "--old-file=.venv/.ready", target]
    command = subprocess.run(dry, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout.strip()
    token, log = secrets.token_hex(16), folder / "server.log"
    ours = ["--no-browser", "--ServerApp.port=0", f"--IdentityProvider.token={token}", *words]
    line = " ".join(["exec", "env", command.replace(".venv/bin/", f"{SCRIPTS}/"), *ours])
    home = {"HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    with log.open("w") as written:
        streams = {"stdout": written, "stderr": written, "stdin": subprocess.DEVNULL}
        server = subprocess.Popen(["sh", "-c", line], cwd=cwd, env=os.environ | home, **streams)
    try:
        wait_for(lambda: _address(log) or server.poll() is not None)
        assert server.poll() is None, log.read_text(encoding="utf-8")
        yield _address(log), token
    finally:
        server.terminate()
        server.wait()


def _address(log: Path) -> str:
    """Return the address in a server's log, once the server listens there."""
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", log.read_text(encoding="utf-8"))
    with socket.socket() as attempt:
        listens = found and attempt.connect_ex(("127.0.0.1", int(found[1]))) == 0
    return f"http://127.0.0.1:{found[1]}" if listens else ""
