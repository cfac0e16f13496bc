"""What a comparison says: nothing where both sides agree, else where they differ and how."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST, NEAR = 90, 40


@dataclass(frozen=True)
class Mismatch:
    """One thing that is not what it should be in a published folder; `place` names fact, row or line."""

    file: str
    place: str
    expected: str
    found: str

    def __str__(self) -> str:
        return (
            f"{self.file}, {self.place}\n    Väntat: {short(self.expected)}\n    Funnet: {short(self.found)}"
        )


# None stands for a comparison that held, so that the number of comparisons can be told.
Outcome = Mismatch | None


def compared(file: str, place: str, expected: object, found: object) -> Outcome:
    """Compare two values, and name the place where they differ."""
    return None if expected == found else Mismatch(file, place, str(expected), str(found))


def held(condition: bool, file: str, place: str, expected: str, found: str) -> Outcome:
    """Tell whether a condition held, and what was expected and found where it did not."""
    return None if condition else Mismatch(file, place, expected, found)


def missing(file: str, place: str, expected: str) -> Mismatch:
    """Tell that something is not there."""
    return Mismatch(file, place, expected, "saknas")


def mismatches(outcomes: Iterable[Outcome]) -> tuple[Mismatch, ...]:
    """Keep what did not hold, each once."""
    return tuple(dict.fromkeys(outcome for outcome in outcomes if outcome))


def short(text: str) -> str:
    """Write a text on one line, cut where it would be too long to read."""
    line = " ".join(text.split(None))
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} …"


def alike(one: Sequence[object], other: Sequence[object]) -> int:
    """Count how many items, lines or signs are the same from the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def around(text: str, other: str) -> str:
    """Cut out of a text the part where it begins to differ from another."""
    place = alike(text, other)
    start, end = max(place - NEAR, 0), place + NEAR
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
