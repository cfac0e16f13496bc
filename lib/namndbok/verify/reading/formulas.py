"""Do the sums again: what the words of a fact's formula make of the facts and rows that it uses.

A formula that the words do not decide is left alone and counted, never guessed at.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from namndbok.verify.reading.mismatch import Outcome, compared
from namndbok.verify.reading.numerals import written
from namndbok.verify.reading.record import FILE, Record, Records

Values = Sequence[Fraction]

UNSIGNED = ("räknade som positiva", "räknat som positivt", "utan tecken")
LEAST_REACHING = "minsta antal närvarande som når målet − summa närvarande, minst noll"


def recomputed(record: Record, records: Records) -> Fraction | None:
    """Return what the formula gives, or None where its words do not decide it."""
    if not record.computed or any(name not in records for name in record.facts):
        return None
    used = [records[name] for name in record.facts]
    formula = record.formula.casefold()
    if formula.startswith("antal "):
        return _counted(record, used)
    if formula == LEAST_REACHING:
        return _lacking([one.exact for one in used])
    if formula.endswith("lika för alla"):
        return used[0].exact / len(used[0].rows) if len(used) == 1 and used[0].rows else None
    return _combined(formula, [one.exact for one in used])


def check_formulas(records: Records) -> Iterator[Outcome]:
    """Compare every fact whose formula decides its value with what the formula gives."""
    for record in records.values():
        value = recomputed(record, records)
        if value is not None:
            yield compared(
                FILE, f"faktum {record.id}, {record.formula}", written(value), written(record.exact)
            )


def _counted(record: Record, used: Sequence[Record]) -> Fraction | None:
    """Count the rows; those of the only fact that is used, where the fact has none of its own."""
    rows = record.rows or (used[0].rows if len(used) == 1 else ())
    return Fraction(len(rows)) if rows else None


def _lacking(values: Values) -> Fraction | None:
    if len(values) != 3:
        return None
    present, entitled, share = values
    return Fraction(max(0, math.ceil(entitled * share) - present))


def _combined(formula: str, values: Values) -> Fraction | None:
    """Read the one sign or word that says how the values are combined."""
    signs = [sign for sign in "÷−×" if sign in formula]
    if signs:
        return SIGNS[signs[0]](values) if len(signs) == 1 and len(values) == 2 else None
    if formula.startswith(("summan ", "summa ")) and values:
        return sum(map(abs, values) if any(word in formula for word in UNSIGNED) else values, Fraction(0))
    named = [choose for word, choose in CHOICES.items() if word in formula]
    return named[0](values) if len(named) == 1 and values else None


SIGNS: dict[str, Callable[[Values], Fraction | None]] = {
    "÷": lambda values: values[0] / values[1] if values[1] else None,
    "−": lambda values: values[0] - values[1],
    "×": lambda values: values[0] * values[1],
}
CHOICES: dict[str, Callable[[Values], Fraction]] = {
    "högsta": max,
    "största": max,
    "lägsta": min,
    "minsta": min,
}
