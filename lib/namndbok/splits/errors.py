"""What can be wrong with a split, an explanation or an index; the messages are Swedish, for the reader."""

from namndbok.errors import NamndbokError


class AllocationError(NamndbokError, ValueError):
    """Say in Swedish why the fees cannot be computed from what was given."""


class ImpossibleLimits(AllocationError):
    """Say in Swedish, with sums, why no fees can keep to the floor and the cap."""
