"""Look at a published page as a browser and the public checkers of web pages see it."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
CHECKERS = ROOT / ".checkers" / "node_modules"
AXE = CHECKERS / "axe-core" / "axe.min.js"
HTMLCS = CHECKERS / "html_codesniffer" / "build" / "HTMLCS.js"
ARCHIVE_CHECKERS = ROOT / ".checkers" / "python" / "bin" / "python"
VNU = CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar"

AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
INSTALLED = {
    "chromium": "sudo apt install chromium",
    "java": "sudo apt install default-jre-headless",
    "soffice": "sudo apt install libreoffice-calc",
}
# Width of the window, and whether it is dark.
MODES = ((1280, False), (375, False), (1280, True), (375, True))
LOOKED_AT = (MODES[0], MODES[3])
COLOURS = """() => [...document.querySelectorAll('*')].map(element => {
    const style = getComputedStyle(element);
    return ['color', 'backgroundColor', 'backgroundImage', 'fill', 'stroke', 'opacity']
        .map(name => style[name]).join();
})"""
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def require(tool: str) -> Path:
    """Find a tool (`chromium`, `soffice`, `axe`, `htmlcs`, `nu`, …): skip without it, but fail in CI."""
    if path := _find(tool):
        return path
    missing = f"{tool} is missing ({INSTALLED.get(tool, 'make checkers')})"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


def _find(tool: str) -> Path | None:
    if tool in INSTALLED:
        names = CHROMIUM_NAMES if tool == "chromium" else (tool,)
        return next((Path(path) for name in names if (path := shutil.which(name))), None)
    path = {"axe": AXE, "htmlcs": HTMLCS, "nu": VNU, "archives": ARCHIVE_CHECKERS}[tool]
    return path if path.is_file() else None


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's own Chromium, headless."""
    path = require("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, path: Path, *, width: int = 1280, dark: bool = False) -> Iterator[Page]:
    """Open a local file in a window `width` pixels wide, in light or dark mode."""
    scheme = "dark" if dark else "light"
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    try:
        page.goto(path.resolve().as_uri())
        yield page
    finally:
        page.close()


def seen(page: Page, *, width: int = 1280, dark: bool = False) -> Page:
    """Show an open page in a window of another width or mode, which is much faster than opening it again."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(media="screen", color_scheme="dark" if dark else "light")
    return page


def accessibility_faults(page: Page) -> list[str]:
    """List what axe-core and HTML_CodeSniffer hold against a page: wide and light, then narrow and dark.

    In the other two modes there can be nothing else, as long as colours do not depend on the width; where
    they do, that is listed too.
    """
    colours, faults = {}, []
    for width, dark in MODES:
        seen(page, width=width, dark=dark)
        colours[width, dark] = page.evaluate(COLOURS)
        if (width, dark) in LOOKED_AT:
            faults += axe(page) + htmlcs(page)
    for dark in (False, True):
        both = zip(colours[1280, dark], colours[375, dark], strict=True)
        faults += [
            f"colours depend on the width: {wide}, {narrow}" for wide, narrow in both if wide != narrow
        ]
    assert colours[1280, False] != colours[1280, True], "the page has no dark mode"
    return faults


def axe(page: Page, tags: tuple[str, ...] = AXE_TAGS) -> list[str]:
    """List what axe-core holds against the page: one line a node."""
    _inject(page, "axe")
    run = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
    found = page.evaluate(run, list(tags))["violations"]
    return [f"{rule['id']}: {rule['help']}: {node['html']}" for rule in found for node in rule["nodes"]]


def htmlcs(page: Page) -> list[str]:
    """List the errors that HTML_CodeSniffer finds against WCAG 2 AA (its warnings and notices left out)."""
    _inject(page, "HTMLCS")
    return page.evaluate(
        """() => new Promise((done, failed) => HTMLCS.process('WCAG2AA', document, () => done(
            HTMLCS.getMessages().filter(message => message.type === HTMLCS.ERROR)
                .map(message => `${message.code}: ${message.msg}: ${message.element.outerHTML}`.slice(0, 500))
        ), failed))"""
    )


def nu(*paths: Path) -> list[str]:
    """List the errors and warnings of the Nu HTML checker, those about CSS and SVG included."""
    java = [require("java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss2m"]  # quick to start
    command = [*java, "-jar", require("nu"), "--format", "json", "--stdout", "--exit-zero-always"]
    result = subprocess.run([*command, *paths], capture_output=True, encoding="utf-8", check=True)
    messages = json.loads(result.stdout)["messages"]
    return [_line(message) for message in messages if message["type"] != "info" or "subType" in message]


def _line(message: dict) -> str:
    file = message.get("url", "").rpartition("/")[2]
    kind = message.get("subType", message["type"])
    return f"{file}:{message.get('lastLine', 0)}: {kind}: {message['message']}: {message.get('extract', '')}"


def _inject(page: Page, name: str) -> None:
    """Run a checker in the page, once, by way of the debugger, which the page's policy does not stop."""
    if page.evaluate("name => name in window", name):
        return
    script = require(name.lower())
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": script.read_text(encoding="utf-8")})
    session.detach()
