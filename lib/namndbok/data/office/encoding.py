"""The encoding of a text file: decided by what the file says in each, never guessed.

A reading is sensible if its letters outside ASCII stand as Swedish writes them, in words, and its signs where
they belong (`§ 16`, `2017–2024`, `”mål”`). One sensible reading is the text; two are a question.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from namndbok.errors import Fault, InvalidData, quoted

FOLDER = Path(__file__).parent
CODE_PAGES = {"cp1252": "Windows", "cp850": "MS-DOS", "cp437": "MS-DOS, amerikansk", "mac_roman": "Mac"}
MARKS = {
    b"\xff\xfe\0\0": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"\xef\xbb\xbf": "utf-8-sig",
}
# What å, ä and ö look like where UTF-8 has been read as Windows-1252 and saved.
MANGLED = re.compile("Ã[\u0080-\u00bf…„–†‡™Ÿœ]|â€|Â[\u00a0-\u00bf]")
# The section sign of the two code pages that put it among control characters.
SECTION = "\x15"
WORD = re.compile(r"[^\W\d_]+")
SIGNS = re.compile(
    r"§(?=§?\s?\d)|(?<=\d)\s?§|\u00a0|(?:(?<=[\s\d;,\"])|^)[–—](?=[\s\d;,\"]|$)|(?<=[^\W\d_]{3})–(?=[^\W\d_]{3})|(?<!\w)[”“„‘’»](?=\w)"
    r"|(?<=[\w.!?,%)*])[”“’«](?!\w)|(?<=[^\W\d_])’(?=[^\W\d_])|…(?!\w)|(?:^|(?<=[\s;,\"]))[•·](?=\s)"
    r"|(?<=[^\W_)*])[¹²³](?!\w)|(?:^|(?<=\s))[¹²³](?![^\W_])|€(?=\s?\d)|(?<=\d)\s?€|[≥≤±](?=\s?\d)|(?<=\d)°"
    r"|(?<=\d)\s?×(?=\s?\d)|(?<![^\W_])[½¼¾](?!\w)|(?<=\w)[®™©]",
    re.MULTILINE,
)
SWEDISH, FOREIGN = set("åäöÅÄÖéÉ"), set("üÜèêëàáæøÆØñóçíšžŠŽ")
# A letter that has another case than those around it, and one that stands by itself beside a number.
MISPLACED = re.compile(
    r"[a-zåäöé][A-ZÅÄÖÉÜÆØŠŽ]|[A-Z][ÅÄÖÉÜÆØŠŽ][a-z]|^[^åäöÅÄÖ\x00-\x7f]$|[A-ZÅÄÖ]{2}[a-zåäöéèàáüêëæøñóçíšž]|\b[éèàüêëáæøñóçí][a-zåäö]"
)
ALONE = re.compile(r"(?<=\d)\s?[^\W\d_\x00-\x7f](?![^\W\d_])|(?<![^\W\d_])[^\W\d_\x00-\x7f]\s?(?=\d)")
MOST_LINES, LONGEST_LINE, AROUND = 3000, 2000, 20


class AmbiguousEncoding(InvalidData):
    """Ask which encoding a file has: `readings` shows an example of what each one gives, by its name."""

    def __init__(self, file: str, readings: Mapping[str, str]):
        self.readings = readings
        shown = " eller ".join(f"{CODE_PAGES[name]} ({quoted(text)})" for name, text in readings.items())
        super().__init__(
            refused(file, "ambiguous_encoding", readings=shown, names=" eller ".join(readings)).faults
        )


@dataclass
class Reading:
    """What a sample of a file says in one encoding, and how many characters speak for it or against it."""

    sample: str
    known: int = 0
    likely: int = 0
    foreign: int = 0
    odd: int = 0

    @property
    def sensible(self) -> bool:
        """Tell whether this can be what somebody wrote; one odd character in fifty is let pass."""
        every = self.known + self.likely + self.foreign + self.odd
        return self.odd * 50 <= every and self.odd < every


def refused(file: str, reason: str, **values: object) -> InvalidData:
    """Return the error that refuses a file, for a reason in `refusals.json`."""
    sentences = (sentence.format_map(values) for sentence in _sentences("refusals")[reason])
    return InvalidData([Fault.of_file(file, *sentences)])


def remark(kind: str, **values: object) -> str:
    """Return a sentence of `remarks.json` about what cannot be seen in the cells of a grid."""
    return _sentences("remarks")[kind].format_map(values)


@cache
def _sentences(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _words() -> frozenset[str]:
    """Return Swedish words with å, ä, ö or é: common ones and those of the tables' own descriptions."""
    common = json.loads((FOLDER / "swedish_words.json").read_text(encoding="utf-8"))
    schema = (path.read_text(encoding="utf-8") for path in (FOLDER.parent / "tables").glob("*.json"))
    words = WORD.findall(" ".join([*common, *schema]).casefold())
    return frozenset(word for word in words if not word.isascii() and len(word) > 1)


def decode(content: bytes, file: str, encoding: str | None = None) -> str:
    """Return the text of a file; `encoding` is the answer to a question asked before.

    Raises `AmbiguousEncoding` where several encodings give Swedish, `InvalidData` where none does.
    """
    marked = next((name for mark, name in MARKS.items() if content.startswith(mark)), encoding or "utf-8")
    if marked == "utf-8" and content.count(0) * 4 > len(content):
        raise refused(file, "not_text")
    try:
        text = content.decode(marked, errors="strict" if marked == "utf-8" else "replace")
    except UnicodeDecodeError:
        text = None
    except LookupError:
        raise refused(file, "unknown_encoding") from None
    if text is None or (marked == "utf-8" and SECTION in text):
        name = _decided(content, file)
        text = _sections(content.decode(name, errors="replace"), name)
    if MANGLED.search(text):
        raise refused(file, "mangled")
    return _sections(text, marked)


def _sections(text: str, encoding: str) -> str:
    return text.replace(SECTION, "§") if encoding in ("cp437", "cp850") else text


def _decided(content: bytes, file: str) -> str:
    lines = list(_lines(content))
    readings: dict[str, Reading] = {}
    for name in CODE_PAGES:
        sample = _sections(b"\n".join(lines).decode(name, errors="replace"), name)
        reading = _weighed(sample)
        if reading.sensible and sample not in [other.sample for other in readings.values()]:
            readings[name] = reading
    known = {name: reading for name, reading in readings.items() if reading.known}
    decided = list(known if len(known) == 1 else readings)
    if not decided:
        raise refused(file, "unknown_encoding")
    if len(decided) > 1:
        raise AmbiguousEncoding(file, {name: _example(readings[name].sample) for name in decided})
    return decided[0]


def _lines(content: bytes) -> Iterator[bytes]:
    """Yield lines that are not plain ASCII, shortened, as many as it takes to decide."""
    seen: set[bytes] = set()
    for line in BytesIO(content):
        for start in range(0, len(line), LONGEST_LINE):
            piece = line[start : start + LONGEST_LINE].rstrip(b"\r\n")
            if (not piece.isascii() or b"\x15" in piece) and piece not in seen:
                seen.add(piece)
                yield piece
        if len(seen) >= MOST_LINES:
            return


def _weighed(sample: str) -> Reading:
    reading = Reading(sample)
    rest, reading.likely = SIGNS.subn(" ", ALONE.sub("\ufffd", sample))
    for word in WORD.findall(rest):
        letters = {letter for letter in word if not letter.isascii()}
        if letters and word.casefold() in _words():
            reading.known += len(letters)
        elif not letters <= SWEDISH | FOREIGN or MISPLACED.search(word):
            reading.odd += len(letters)
        elif letters <= SWEDISH:
            reading.likely += len(letters)
        else:
            reading.foreign += len(letters)
    others = WORD.sub("", rest)
    reading.odd += sum(not sign.isascii() or sign in "\x00\x15\x1a\x7f" for sign in others)
    return reading


def _example(sample: str) -> str:
    place = next(number for number, sign in enumerate(sample) if not sign.isascii())
    return " ".join(sample[max(place - AROUND, 0) : place + AROUND].split())
