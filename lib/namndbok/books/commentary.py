"""The coordinator's own comments: `data/commentary/<year>.md`, where every number is a reference to a fact.

Headings (`## Ekonomi`) say to which section of the report a comment belongs. `{{ economy.result }}` becomes
the fact's display form, linked to its derivation. Nothing else in double braces is allowed, and nothing is
evaluated. A figure typed by hand is refused: it would be right only until the tables change.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from namndbok.data import ODD, read_text
from namndbok.errors import Fault, InvalidData, meant, quoted
from namndbok.facts import Facts

SECTIONS = (
    "Mål och indikatorer", "Närvaro", "Internkontroll", "Verksamhet", "Gemensamma tjänster", "Ekonomi",
)  # fmt: skip
REFERENCE = re.compile(r"\{\{(.*?)\}\}")
# What no line may hold, what it may, and what to do.
FORBIDDEN = (
    (
        re.compile(r"^ {0,3}(#|=+\s*$|-{2,}\s*$)"),
        "rubriker med ## och mellanslag",
        "skriv ## och en av rubrikerna, eller ta bort raden",
    ),
    (re.compile(r"\{\{|\}\}"), "{{ och }} i par på samma rad", "skriv till exempel {{ economy.result }}"),
    (ODD, "tecken som går att läsa", "skriv om raden utan det tecken som inte är text"),
)
LONGEST = 5000
FIGURE = re.compile(r"(?<!\w)[-\u2212]?\d(?:[\d \u00a0\u202f]*\d)?(?:[.,]\d+)?(?: ?(?:kr|%))?")
# Not figures: dates, years, paragraphs of minutes, addresses, and the numbers of a list.
FREE = re.compile(
    r"https?://\S+|§+\s?\d+\w?|\d{4}-\d\d(-\d\d)?|^\s*\d+[.)]\s|"
    r"(\b\d{1,2} (jan|feb|mars|april|maj|juni|juli|aug|sep|okt|nov|dec)\w* )?\b(19|20)\d\d\b(?! ?(kr|%))"
)


@dataclass(frozen=True)
class Comment:
    """One section's comment as it was written; the text begins on the line after the heading's `line`."""

    section: str
    text: str
    file: str
    line: int


def load_commentary(facts: Facts) -> dict[str, Comment]:
    """Read the year's comments by section, none if there is no file; raises `InvalidData`."""
    path = facts.data.folder / "commentary" / f"{facts.year}.md"
    file = f"commentary/{path.name}"
    if not path.exists():
        for other in sorted(path.parent.glob(f"{facts.year}.*")):
            action = f"döp om filen till {path.name}; Windows kan dölja filnamnets slut"
            raise InvalidData([Fault.of_file(f"commentary/{other.name}", "ett annat filnamn", file, action)])
        return {}
    text = read_text(path, file)
    faults = [
        Fault(
            file, number, None, quoted(line), f"högst {LONGEST} tecken på en rad", "dela upp stycket i flera"
        )
        for number, line in enumerate(text.split("\n"), start=1)
        if len(line) > LONGEST
    ]
    if faults:
        raise InvalidData(faults)
    comments = list(_split(text, file))
    for comment in comments:
        faults += _heading_faults(comment, comments)
        for number, line in enumerate(comment.text.split("\n"), start=comment.line + 1):
            if comment.line or not line.startswith("# "):
                faults += (Fault(file, number, None, *words) for words in _line_faults(comment, line, facts))
    if faults:
        raise InvalidData(sorted(faults, key=lambda fault: fault.row))
    return {comment.section: comment for comment in comments if comment.section and comment.text.strip()}


def _split(text: str, file: str) -> Iterator[Comment]:
    section, start, lines = "", 0, []
    for number, line in enumerate([*text.split("\n"), "## "], start=1):
        if not line.startswith("## "):
            lines.append(line)
            continue
        yield Comment(section, "\n".join(lines), file, start)
        section, start, lines = line[3:].strip(), number, []


def _heading_faults(comment: Comment, comments: list[Comment]) -> Iterator[Fault]:
    first = next(other for other in comments if other.section == comment.section)
    heading, allowed = f"rubriken {quoted(comment.section)}", ", ".join(SECTIONS)
    if comment.line and comment.section not in SECTIONS:
        action = meant(comment.section, SECTIONS, "använd en av rubrikerna")
        yield Fault(comment.file, comment.line, None, heading, allowed, action)
    elif first is not comment:
        action = f"slå ihop texten med den på rad {first.line}"
        yield Fault(comment.file, comment.line, None, heading, "varje rubrik en gång", action)


def _line_faults(comment: Comment, line: str, facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield what was found, what is allowed and what to do."""
    if comment.line == 0 and line.strip():
        yield quoted(line), "text under en rubrik", f"skriv en rubrik före, till exempel ## {SECTIONS[0]}"
    words = REFERENCE.sub("", line)
    for pattern, allowed, action in FORBIDDEN:
        if pattern.search(words):
            yield quoted(line), allowed, action
    for id in map(str.strip, REFERENCE.findall(line)):
        if id not in facts:
            yield f"{{{{ {id} }}}}", f"id för ett faktum som finns för {facts.year}", facts.advice(id)
    for figure in FIGURE.findall(FREE.sub("", words)):
        yield f"{quoted(figure)} skrivet för hand", "en hänvisning till ett faktum", _reference(figure, facts)


def _reference(figure: str, facts: Facts) -> str:
    """Name the facts that show the figure."""
    ids = [fact.id for fact in facts.values() if _without_unit(fact.display) == _without_unit(figure)]
    if not ids:
        return "sök talet i facts.json och skriv dess id inom {{ och }}, eller använd ord"
    return "skriv " + " eller ".join(f"{{{{ {id} }}}}" for id in ids[:3])


def _without_unit(figure: str) -> str:
    return re.sub(r"\s|kr$|%$|procentenheter$", "", figure).replace("-", "\N{MINUS SIGN}")
