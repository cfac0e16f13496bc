"""The coordinator's own comments: `data/commentary/<year>.md`, where every number is a reference to a fact.

Headings (`## Ekonomi`) say to which section of the report a comment belongs. `{{ economy.result }}` becomes
the fact's display form, linked to its derivation. Nothing else in double braces is allowed, and nothing is
evaluated. A figure typed by hand is refused: it would be right only until the tables change.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from namndbok.cells import ODD
from namndbok.errors import Fault, InvalidData, meant, quoted
from namndbok.facts import Facts
from namndbok.textfile import read_text

SECTIONS = (
    "Mål och indikatorer",
    "Närvaro",
    "Internkontroll",
    "Verksamhet",
    "Gemensamma tjänster",
    "Ekonomi",
)
REFERENCE = re.compile(r"\{\{(.*?)\}\}")
OTHER_HEADING = re.compile(r" {0,3}(#|=+\s*$|-{2,}\s*$)")
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
    if not path.is_file():
        for other in sorted(path.parent.glob(f"{facts.year}.*")):
            action = f"döp om filen till {path.name}; Windows kan dölja filnamnets slut"
            raise InvalidData([Fault.of_file(f"commentary/{other.name}", "ett annat filnamn", file, action)])
        return {}
    comments = list(_split(read_text(path, file), file))
    faults = [
        fault for comment in comments for fault in (*_heading(comment, comments), *_body(comment, facts))
    ]
    if faults:
        raise InvalidData(faults)
    return {comment.section: comment for comment in comments if comment.section and comment.text.strip()}


def _split(text: str, file: str) -> Iterator[Comment]:
    section, start, lines = "", 0, []
    for number, line in enumerate([*text.split("\n"), "## "], start=1):
        if not line.startswith("## "):
            lines.append(line)
            continue
        yield Comment(section, "\n".join(lines), file, start)
        section, start, lines = line[3:].strip(), number, []


def _heading(comment: Comment, comments: list[Comment]) -> Iterator[Fault]:
    allowed = ", ".join(SECTIONS)
    first = next(other for other in comments if other.section == comment.section)
    if comment.line and comment.section not in SECTIONS:
        action = meant(comment.section, SECTIONS, "använd en av rubrikerna")
        yield Fault(comment.file, comment.line, None, f"rubriken {quoted(comment.section)}", allowed, action)
    elif first is not comment:
        found = f"rubriken {quoted(comment.section)}, som redan står på rad {first.line}"
        yield Fault(
            comment.file, comment.line, None, found, "varje rubrik en gång", "slå ihop de två texterna"
        )


def _body(comment: Comment, facts: Facts) -> Iterator[Fault]:
    for number, line in enumerate(comment.text.split("\n"), start=comment.line + 1):
        if comment.line == 0 and line.startswith("# "):
            continue
        for found, allowed, action in _wrong(comment, line, facts):
            yield Fault(comment.file, number, None, found, allowed, action)


def _wrong(comment: Comment, line: str, facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong in a line: what was found, what is allowed and what to do."""
    rest = REFERENCE.sub("", line)
    if comment.line == 0 and line.strip():
        yield (
            f"text före första rubriken, {quoted(line)}",
            ", ".join(SECTIONS),
            "sätt en rubrik före, ## och dess namn",
        )
    if OTHER_HEADING.match(line):
        yield (
            quoted(line),
            "rubriker med ## och mellanslag",
            "skriv ## och en av rubrikerna, eller ta bort raden",
        )
    if odd := ODD.search(line):
        yield quoted(line), "tecken som går att läsa", f"skriv om raden utan tecknet U+{ord(odd[0]):04X}"
    if "{{" in rest or "}}" in rest:
        yield (
            quoted(line),
            "{{ och }} i par på samma rad",
            "rätta klamrarna, till exempel {{ economy.result }}",
        )
    for name in map(str.strip, REFERENCE.findall(line)):
        if name not in facts:
            yield (
                f"{{{{ {name} }}}}",
                "id för ett faktum",
                meant(name, facts, "sök efter rätt id i facts.json"),
            )
    for figure in FIGURE.findall(FREE.sub("", rest)):
        yield f"{quoted(figure)} skrivet för hand", "en hänvisning till ett faktum", _reference(figure, facts)


def _reference(figure: str, facts: Facts) -> str:
    """Say which facts show the figure."""
    showing = [
        fact.id for fact in facts.values() if _bare(figure) in (_bare(fact.display), _bare(fact.display)[:-1])
    ]
    if not showing:
        return (
            "sök talet i facts.json och skriv dess id inom {{ och }}, eller använd ord i stället för siffror"
        )
    return "skriv " + " eller ".join(f"{{{{ {name} }}}}" for name in showing[:3])


def _bare(figure: str) -> str:
    return re.sub(r"\s|kr$", "", figure).replace("-", "\N{MINUS SIGN}")
