"""Words that charts share: counts that agree, names joined as in a sentence, amounts with their sign."""

from collections.abc import Sequence

from namndbok.swedish import Number, display, listing, words

FEW = 3


def counted(count: int, singular: str, plural: str) -> str:
    """Write a count with its noun: one of it in full (`en verksamhet`), the plural alone (`verksamheter`)."""
    return singular if count == 1 else f"{words(count) if count else 'inga'} {plural}"


def named(names: Sequence[str], plural: str) -> str:
    """Name up to three, else say how many: `Alby och Berga`, `fyra kommuner`."""
    return listing(list(names)) if len(names) <= FEW else f"{words(len(names))} {plural}"


def narrowed(question: str, note: str) -> str:
    """Add to a question what the chart is limited to, if it is."""
    return f"{question.removesuffix('?')} ({note})?" if note else question


def signed(value: Number) -> str:
    """Write an amount in kronor with its sign, plus included; zero has none."""
    return ("+" if value > 0 else "") + display(value, "kr")
