"""What all tests share."""

import gc
import os
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from browser import chromium
from namndbok.show.notebook import quick_imports

# What is compiled is kept, also where the environment says otherwise: tests start many processes.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

with quick_imports():
    import nbformat  # noqa: F401

# Folders of tests that take long to set up.
SLOW = {"whole", "publish", "scenario", "charts", "reading"}

# The same examples on every run, and no clock: a slow machine is no defect.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each worker as many slow modules, first and whole, for workers steal from the end of each other's.

    A module that two workers share is set up by both: a browser, JupyterLab, a year's papers. All modules
    that look at the real report are for the first, so that it is made once.
    """
    modules = [list(module) for _, module in groupby(items, key=lambda item: item.path)]
    report = [module for module in modules if any("made" in item.fixturenames for item in module)]
    others = [module for module in modules if module not in report]
    slow = [module for module in others if SLOW & {*module[0].path.parts}]
    quick = [item for module in others if module not in slow for item in module]
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1))
    shares = [[item for module in slow[worker::workers] for item in module] for worker in range(workers)]
    shares[0] = [item for module in report for item in module] + shares[0]
    for worker, share in enumerate(shares):
        end = len(items) * (worker + 1) // workers - len(items) * worker // workers - len(share)
        share += quick[: max(end, 0)]
        del quick[: max(end, 0)]
    items[:] = [item for share in shares for item in share] + quick


def pytest_xdist_auto_num_workers() -> int:
    """Take one worker more than there are cores, for tests often wait: for a process, a browser, a clock."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Let no search for garbage go through all that has been imported, which stays."""
    gc.freeze()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line at the end what was skipped, and which command brings what is missing."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    if reasons:
        listed = "; ".join(f"{number} since {reason}" for reason, number in reasons.most_common())
        terminalreporter.write_line(f"{len(skipped)} tests were skipped: {listed}")
