"""What all tests share."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from browser import chromium

# The same examples on every run, and no clock: a slow machine is no defect.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


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
