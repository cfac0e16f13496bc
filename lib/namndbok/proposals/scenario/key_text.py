"""A key as people write it: `35 % lika + invånare`, `60 % ärenden + 40 % invånare`, `10 000 kr + i dag`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from namndbok.data import read_option
from namndbok.errors import InvalidParameter, meant, quoted
from namndbok.swedish import display

TODAY, EQUAL, INHABITANTS = "i dag", "lika", "invånare"
SPELLINGS = {"idag": TODAY, "som i dag": TODAY, "folkmängd": INHABITANTS, "alla lika": EQUAL}
PART = re.compile(r"(?:(?P<share>[^%]*?)\s*%)?\s*(?P<name>[^%]*?)(?:\s+(?P<date>\d{4}-\d\d-\d\d))?")
AMOUNT = re.compile(r"(?P<kronor>[\d\s]+?)\s*kr\b.*")


@dataclass(frozen=True)
class TypedPart:
    """Hold one part: the key's name, its share (None: what the others leave) and the day it is counted on.

    A part that is an `amount` in kronor of each has no name.
    """

    name: str
    share: Fraction | None = None
    day: date | None = None
    amount: int | None = None

    def __str__(self) -> str:
        if self.amount is not None:
            return f"{display(self.amount, 'kr')} var"
        share = f"{display(self.share, 'stated_ratio')} " if self.share not in (None, 1) else ""
        return f"{share}{self.name}{f' {self.day}' if self.day else ''}"


def read_key(text: str, quantities: Iterable[str]) -> tuple[TypedPart, ...]:
    """Read a key; `quantities` are the names of those that the board has. Raises InvalidParameter.

    At most one part may leave out its share, and takes the rest; parts with shares make 100 % together.
    """
    names = {name.lower(): name for name in (TODAY, EQUAL, INHABITANTS, *quantities)}
    parts = list(_parts(text, names | SPELLINGS))
    shared = [part for part in parts if part.amount is None]
    stated = sum(part.share for part in shared if part.share is not None)
    open_parts = [part for part in shared if part.share is None]
    written = display(stated, "stated_ratio")
    if len(open_parts) > 1:
        raise InvalidParameter(
            f"Nyckeln {quoted(text)} har flera delar utan andel. Skriv procent, som 60\u00a0% "
            f"{open_parts[0].name} + 40\u00a0% {open_parts[1].name}."
        )
    if stated > 1 or (not open_parts and shared and stated != 1):
        raise InvalidParameter(
            f"Andelarna i nyckeln {quoted(text)} är tillsammans {written}, inte 100\u00a0%. Ändra en andel, "
            f"eller skriv den sista delen utan andel, som {shared[0]} + {INHABITANTS}."
        )
    return tuple(
        TypedPart(part.name, 1 - stated, part.day) if part in open_parts else part
        for part in parts
        if part not in open_parts or stated < 1
    )


def _parts(text: str, names: dict[str, str]) -> Iterator[TypedPart]:
    for word in text.split("+"):
        if amount := AMOUNT.fullmatch(word.strip()):
            yield TypedPart("", amount=read_option(f"Nyckeln {quoted(text)}", amount["kronor"], kind="floor"))
            continue
        found = PART.fullmatch(word.strip())
        name = " ".join(found["name"].lower().split()) if found else ""
        if name not in names:
            known = ", ".join(dict.fromkeys(names.values()))
            advice = meant(name, names, f"skriv till exempel 35 % {EQUAL} + {INHABITANTS}")
            raise InvalidParameter(
                f"Nyckeln {quoted(word.strip() or text)} finns inte. Det finns {known}; andra läggs i "
                f"tabellen keys.csv. Gör så här: {advice}"
            )
        place, stated = f"Andelen i nyckeln {quoted(text)}", found["share"]
        share = None if stated is None else read_option(place, f"{stated} %", kind="equal_share")
        place = f"Dagen i nyckeln {quoted(text)}"
        day = found["date"] and date.fromisoformat(read_option(place, found["date"], kind="population_date"))
        yield TypedPart(names[name], share, day or None)
