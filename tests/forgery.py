"""Change a published folder as an error of the disk would, or as somebody would who knows of the seal."""

import hashlib
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

DIGITS = "0123456789"
# Where figures stand on a page: shown text, exact value, inputs of a derivation, rows and numbers, charts.
ON_PAGE = (
    r"<data [^>]*>([^<]*)</data>",
    r'<data [^>]*value="([^"]*)"',
    r'<button [^>]*popovertarget="[a-z_]+[.:][^"]*"[^>]*>([^<]*)</button>',
    r"<text[^>]*>([^<]*)</text>",
    r"<desc[^>]*>([^<]*)</desc>",
    r"<td>([^<]*)</td>",
    r"<p>([^<]*)</p>",
)
IN_JSON = (
    r'"(?:value|display|expected|found|difference|detail)": (-?\d+|"[^\n]*")',
    r'"(?:rows|facts)": \[([^\]]*)\]',
)
MASK = "0" * 64
SEALED = {"facts.json": "facts", "findings.json": "findings"}


def digit_places(name: str, text: str) -> list[int]:
    """List where in a file there is a digit of a figure."""
    patterns = ON_PAGE if name.endswith(".html") else IN_JSON
    spans = {match.span(1) for pattern in patterns for match in re.finditer(pattern, text)}
    return sorted({place for span in spans for place in range(*span) if text[place] in DIGITS})


def other_digit(text: str, place: int, chance: random.Random) -> str:
    """Turn the digit at a place into another."""
    digit = chance.choice([digit for digit in DIGITS if digit != text[place]])
    return text[:place] + digit + text[place + 1 :]


def turned_digits(folder: Path, names: list[str], rounds: int, seed: int) -> Iterator[dict[str, str]]:
    """Turn one digit in every file at once, and put them back; yield what stands around each by file."""
    chance = random.Random(seed)
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in names}
    places = {name: chance.sample(digit_places(name, text), rounds) for name, text in texts.items()}
    for number in range(rounds):
        for name, text in texts.items():
            (folder / name).write_text(other_digit(text, places[name][number], chance), encoding="utf-8")
        yield {name: text[max(places[name][number] - 60, 0) :][:80] for name, text in texts.items()}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def seal_again(folder: Path) -> None:
    """Make every hash and the seal fit what is in the folder now, also where a page shows the seal."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for name, key in SEALED.items():
        manifest[key] = sha256(folder / name)
    old = manifest.pop("seal")
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in manifest["outputs"]}
    for name, text in texts.items():
        manifest["outputs"][name] = hashlib.sha256(text.replace(old, MASK).encode()).hexdigest()
    seal = hashlib.sha256(written(manifest).encode()).hexdigest()
    for name, text in texts.items():
        (folder / name).write_text(text.replace(old, seal), encoding="utf-8")
    path.write_text(written({"seal": seal} | manifest), encoding="utf-8")


def sha256(path: Path) -> str:
    """Return a file's hash."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def written(value: object) -> str:
    """Write JSON as it is published."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def replaced(path: Path, old: str, new: str, *, times: int = -1) -> None:
    """Replace a text in a file; it has to be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, times), encoding="utf-8")
