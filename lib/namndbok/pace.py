"""How long a notebook may run, and who is told how far it has come."""

from collections.abc import Callable

TIME_LIMIT = 600  # seconds

# Told how many cells of how many are done.
Progress = Callable[[int, int], None]
