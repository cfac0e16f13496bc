"""The table that `make bench` ends with."""

from collections.abc import Callable

import pytest

ROWS: list[tuple[str, ...]] = []
HEADINGS = ("what", "plain tools", "Nämndbok", "ratio", "goal")


@pytest.fixture(scope="session")
def tell() -> Callable[..., None]:
    """Give a function that adds a row to the table."""
    return lambda *cells: ROWS.append(tuple(map(str, cells)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write the table."""
    if not ROWS:
        return
    widths = [max(map(len, column)) for column in zip(HEADINGS, *ROWS, strict=True)]
    for row in (HEADINGS, *ROWS):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        terminalreporter.write_line(line.rstrip())
