"""How many examples a test tries: a well chosen few in the suite, and as many as before in `make bench`."""

import os
from typing import Any

LARGE = "SAMPLES"


def sample(few: Any, many: Any) -> Any:
    """Return a sample, or its size; a test that asks is marked `sampled`."""
    return many if os.environ.get(LARGE) == "large" else few
