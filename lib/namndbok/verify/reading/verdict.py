"""Say what comparing a published folder showed: how much was compared, and each mismatch in Swedish."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

LONGEST, NEAR, MOST_LISTED = 90, 40, 40
MISSING = "saknas"
NO_SEAL = """Jämför sigillet med det som står i protokollet, eller ange det med --seal:
    {}
Utan det går en mapp som någon har ändrat och förseglat på nytt inte att skilja från den riktiga."""


@dataclass(frozen=True)
class Mismatch:
    """Something in a published folder that is not what it should be; `place` names fact, row or line."""

    file: str
    place: str
    expected: str
    found: str

    def __str__(self) -> str:
        """Say what was expected and found; of long texts what stands around where they begin to differ."""
        texts = [" ".join(text.split()) for text in (self.expected, self.found)]
        start = max(common_length(*texts) - NEAR, 0) if max(map(len, texts)) > LONGEST else 0
        before, end = "… " if start else "", start + LONGEST
        expected, found = (before + text[start:end] + (" …" if len(text) > end else "") for text in texts)
        return f"{self.file}, {self.place}\n    Väntat: {expected}\n    Funnet: {found}"


# A comparison gives None where both sides agree, so that those that held are counted too.
Comparison = Mismatch | None
Comparisons = Iterator[Comparison]


@dataclass
class Verdict:
    """Collect comparisons and count them by kind; `remarks` are worth knowing and no mismatch.

    `expected_seal` is the one that minutes quote, where it is known.
    """

    folder: str
    seal: str = ""
    expected_seal: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    comparisons: list[Comparison] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, kind: str, comparisons: Iterable[Comparison]) -> None:
        """Make comparisons and count them under a Swedish name."""
        results = list(comparisons)
        self.comparisons += results
        self.counts[kind] = self.counts.get(kind, 0) + len(results)

    @property
    def mismatches(self) -> tuple[Mismatch, ...]:
        """List what did not hold, each mismatch once."""
        return tuple(dict.fromkeys(mismatch for mismatch in self.comparisons if mismatch))

    def lines(self) -> list[str]:
        """Say what was compared, what is worth knowing, and where expected and found differ."""
        count, listed = len(self.mismatches), self.mismatches[:MOST_LISTED]
        counts = [f"  {number:>6} {kind}" for kind, number in self.counts.items()]
        lines = [f"Prövat i {self.folder}:", *counts, *self.remarks, *map(str, listed)]
        if count > MOST_LISTED:
            lines.append(f"… och {count - MOST_LISTED} avvikelser till.")
        if count:
            return [*lines, "En avvikelse." if count == 1 else f"{count} avvikelser."]
        if self.expected_seal:
            return [*lines, f"Inga avvikelser. Sigillet är det angivna: {self.seal}"]
        return [*lines, "Inga avvikelser inom mappen.", NO_SEAL.format(self.seal)]


def compare(file: str, place: str, expected: object, found: object) -> Comparison:
    """Compare two values, and name the place where they differ."""
    return None if expected == found else Mismatch(file, place, str(expected), str(found))


def expect(condition: bool, file: str, place: str, expected: str, found: str) -> Comparison:
    """Return a mismatch where a condition does not hold."""
    return None if condition else Mismatch(file, place, expected, found)


def common_length(first: Sequence[object], second: Sequence[object]) -> int:
    """Count how many items or characters are the same from the beginning."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(first), len(second)))
