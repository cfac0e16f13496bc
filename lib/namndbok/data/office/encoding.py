"""The encoding of a text file: decided by what the file says in each, never guessed.

A reading is sensible if its letters outside ASCII stand as Swedish writes them, in words, and its signs where
they belong (`§ 16`, `2017–2024`, `”mål”`). One sensible reading is the text; two are a question.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from namndbok.data.cells import refused
from namndbok.errors import InvalidData, quoted

FOLDER = Path(__file__).parent
REMARKS = json.loads((FOLDER / "remarks.json").read_text(encoding="utf-8"))
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
LETTERS = set("åäöÅÄÖéÉüÜèêëàáæøÆØñóçíšžŠŽ")
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


def remark(kind: str, **values: object) -> str:
    """Return a sentence about what cannot be seen in the cells of a grid."""
    return REMARKS[kind].format_map(values)


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
    name = next((name for mark, name in MARKS.items() if content.startswith(mark)), encoding or "utf-8")
    if name == "utf-8" and content.count(0) * 4 > len(content):
        raise refused(file, "not_text")
    try:
        text = content.decode(name, errors="strict" if name == "utf-8" else "replace")
        undecided = name == "utf-8" and SECTION in text
    except UnicodeDecodeError:
        undecided = True
    except LookupError:
        raise refused(file, "unknown_encoding") from None
    if undecided:
        name = _code_page(content, file)
    text = _decoded(content, name) if undecided or name in CODE_PAGES else text
    if MANGLED.search(text):
        raise refused(file, "mangled")
    return text


def _decoded(content: bytes, name: str) -> str:
    text = content.decode(name, errors="replace")
    return text.replace(SECTION, "§") if name in ("cp437", "cp850") else text


def _code_page(content: bytes, file: str) -> str:
    """Return the only code page that gives Swedish; of several, the only one that gives a known word."""
    sample, texts, known = _sample(content), dict[str, str](), list[str]()
    for name in CODE_PAGES:
        text = _decoded(sample, name)
        sensible, has_known = _weighed(text)
        if sensible and text not in texts.values():
            texts[name] = text
            known += [name] * has_known
    if len(known) == 1 or len(texts) == 1:
        return (known or [*texts])[0]
    if not texts:
        raise refused(file, "unknown_encoding")
    places = {
        name: next(i for i, sign in enumerate(text) if not sign.isascii()) for name, text in texts.items()
    }
    around = {name: texts[name][max(place - AROUND, 0) : place + AROUND] for name, place in places.items()}
    raise AmbiguousEncoding(file, {name: " ".join(text.split()) for name, text in around.items()})


def _sample(content: bytes) -> bytes:
    """Return the lines that are not plain ASCII, in pieces, as many as it takes to decide."""
    pieces: dict[bytes, None] = {}
    for line in BytesIO(content):
        for start in range(0, len(line), LONGEST_LINE):
            piece = line[start : start + LONGEST_LINE].rstrip(b"\r\n")
            if not piece.isascii() or SECTION.encode() in piece:
                pieces[piece] = None
        if len(pieces) >= MOST_LINES:
            break
    return b"\n".join(pieces)


def _weighed(sample: str) -> tuple[bool, bool]:
    """Tell whether somebody can have written a text, and whether a word of it with å, ä, ö or é is known.

    One odd character in fifty is let pass.
    """
    rest, every = SIGNS.subn(" ", ALONE.sub("\ufffd", sample))
    odd = sum(not sign.isascii() or sign in "\x00\x15\x1a\x7f" for sign in WORD.sub("", rest))
    every, known = every + odd, False
    for word in WORD.findall(rest):
        letters = {letter for letter in word if not letter.isascii()}
        every += len(letters)
        if letters and word.casefold() in _words():
            known = True
        elif not letters <= LETTERS or MISPLACED.search(word):
            odd += len(letters)
    return odd * 50 <= every and odd < every, known
