"""What a proof has compared and found, and how that is said on a terminal."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from namndbok.verify.reading.mismatch import Mismatch, Outcome, mismatches

MOST_TOLD = 40


@dataclass
class Verdict:
    """What has been compared, how many times, and what did not hold.

    `remarks` are worth knowing and no mismatch.
    """

    folder: str
    seal: str = ""
    compared: dict[str, int] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, what: str, outcomes: Iterable[Outcome]) -> None:
        """Make comparisons and count them under a name."""
        made = list(outcomes)
        self.outcomes += made
        self.compared[what] = self.compared.get(what, 0) + len(made)

    @property
    def mismatches(self) -> tuple[Mismatch, ...]:
        """List what did not hold, each once."""
        return mismatches(self.outcomes)


def lines(verdict: Verdict) -> list[str]:
    """Say what was compared, what is worth knowing, and where expected and found differ."""
    found = verdict.mismatches
    told = [f"Prövat i {verdict.folder}:"]
    told += [f"  {number:>6} {what}" for what, number in verdict.compared.items()]
    told += [*verdict.remarks, *map(str, found[:MOST_TOLD])]
    if len(found) > MOST_TOLD:
        told.append(f"… och {len(found) - MOST_TOLD} avvikelser till.")
    return [*told, _sum(verdict, len(found))]


def _sum(verdict: Verdict, count: int) -> str:
    if count:
        return "En avvikelse." if count == 1 else f"{count} avvikelser."
    return f"Inga avvikelser. Jämför sigillet med det som står i protokollet: {verdict.seal}"
