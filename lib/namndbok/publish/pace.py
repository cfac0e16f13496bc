"""How long a notebook may run, and who is told how far it has come."""

from collections.abc import Callable, Sequence

TIME_LIMIT = 600  # seconds

# Told how many cells of how many are done in one notebook.
Steps = Callable[[int, int], None]
# Told how many cells of how many are done in all, and which papers are being made.
Progress = Callable[[int, int, Sequence[str]], None]
