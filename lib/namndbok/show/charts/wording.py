"""Words that charts share: counts that agree, names joined as in a sentence, amounts with their sign."""

from collections.abc import Sequence

from namndbok.swedish import Number, display, listing, words

FEW = 3


def counted(count: int, one: str, many: str) -> str:
    """Write a count with its noun: `one` is all of it (`en verksamhet`), `many` the noun (`verksamheter`)."""
    return one if count == 1 else f"{words(count) if count else 'inga'} {many}"


def named(names: Sequence[str], many: str) -> str:
    """Name up to three, else say how many: `Alby och Berga`, `fyra kommuner`."""
    return listing(list(names)) if len(names) <= FEW else f"{words(len(names))} {many}"


def narrowed(question: str, note: str) -> str:
    """Add to a question what the chart is limited to, if it is."""
    return f"{question.removesuffix('?')} ({note})?" if note else question


def signed(value: Number) -> str:
    """Write an amount in kronor with its sign, plus included; zero has none."""
    return ("+" if value > 0 else "") + display(value, "kr")
