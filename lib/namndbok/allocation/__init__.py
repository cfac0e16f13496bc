"""Cost splits: re-perform decided fees, try others, and index a base; exact to the krona."""

from namndbok.allocation.errors import AllocationError, ImpossibleLimits
from namndbok.allocation.explanation import explain, residuals
from namndbok.allocation.indexing import Indexed, indexed
from namndbok.allocation.rate import split_by_rate
from namndbok.allocation.share import split
from namndbok.allocation.splits import Split

__all__ = [
    "AllocationError",
    "ImpossibleLimits",
    "Indexed",
    "Split",
    "explain",
    "indexed",
    "residuals",
    "split",
    "split_by_rate",
]
