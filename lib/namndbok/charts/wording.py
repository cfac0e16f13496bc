"""Words that charts share: counts that agree, names joined as a sentence does, and amounts with their sign."""

from collections.abc import Sequence

from namndbok.swedish import Number, display, listing, words

FEW = 3


def counted(count: int, one: str, many: str) -> str:
    """Write a count with its noun: `en verksamhet` (given as `one`), two and more as `fem verksamheter`."""
    return one if count == 1 else f"{words(count) if count else 'inga'} {many}"


def named(names: Sequence[str], many: str) -> str:
    """Name up to three, else say how many: `Boden och Kalix`, `fyra kommuner`."""
    return listing(list(names)) if len(names) <= FEW else f"{words(len(names))} {many}"


def signed(value: Number, unit: str = "kr") -> str:
    """Write a value with its sign, plus included; zero has none."""
    return ("+" if value > 0 else "") + display(value, unit)


def capital(text: str) -> str:
    """Begin a text with a capital letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]
