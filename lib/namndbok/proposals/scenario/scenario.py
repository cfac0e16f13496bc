"""A scenario: the parameters of a cost split that nobody has decided, and nothing computed."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

MARK = "SCENARIO – ej beslutat"


@dataclass(frozen=True)
class Scenario:
    """Say how the costs of some services would be split in a year.

    `services`: components of the fees, each split by itself. `equal_share`: 0 to 1, the part that all pay
    alike; the rest is by the inhabitants of `population_date`. Those take part who pay today, with `also` and
    `without` others. `floor`, `cap`: the least and the most for each service, in kronor. `step`: fees are
    multiples of it, in kronor. Services and municipalities are codes.
    """

    year: int
    services: tuple[str, ...]
    equal_share: Fraction
    population_date: date
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    floor: int | None = None
    cap: int | None = None
    step: int = 100
    name: str = ""
