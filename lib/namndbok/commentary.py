"""The coordinator's own comments: `data/commentary/<year>.md`, where every number is a reference to a fact.

Headings (`## Ekonomi`) say to which section of the report a comment belongs. `{{ economy.result }}` becomes the
fact's display form, linked to its derivation. Nothing else in double braces is allowed, and nothing is evaluated.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from namndbok.errors import Fault, InvalidData
from namndbok.facts import Facts

SECTIONS = (
    "Mål och indikatorer",
    "Närvaro",
    "Internkontroll",
    "Verksamhet",
    "Gemensamma tjänster",
    "Ekonomi",
)
REFERENCE = re.compile(r"\{\{(.*?)\}\}")


@dataclass(frozen=True)
class Comment:
    """One section's comment as it was written, with its place in the file."""

    section: str
    text: str
    file: str
    line: int


def load_commentary(facts: Facts) -> dict[str, Comment]:
    """Read the year's comments by section; none if there is no file. Raises `InvalidData` with every fault."""
    path = facts.data.folder / "commentary" / f"{facts.year}.md"
    if not path.is_file():
        return {}
    comments = list(_split(path))
    faults = [fault for comment in comments for fault in _faults(comment, facts)]
    if faults:
        raise InvalidData(faults)
    return {comment.section: comment for comment in comments}


def _split(path: Path) -> Iterator[Comment]:
    file, section, start, lines = f"commentary/{path.name}", "", 1, []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="cp1252", errors="replace")
    for number, line in enumerate([*text.splitlines(), "## "], start=1):
        if not line.startswith("## "):
            lines.append(line)
            continue
        if section or any(one.strip() and not one.startswith("# ") for one in lines):
            yield Comment(section, "\n".join(lines).strip(), file, start)
        section, start, lines = line[3:].strip(), number, []


def _faults(comment: Comment, facts: Facts) -> Iterator[Fault]:
    if comment.section not in SECTIONS:
        close = difflib.get_close_matches(comment.section, SECTIONS, 1)
        action = f"menade du {close[0]}?" if close else "använd en av rubrikerna"
        found = f"rubriken ”{comment.section}”" if comment.section else "text före första rubriken"
        yield Fault(comment.file, comment.line, None, found, ", ".join(SECTIONS), action)
    for offset, line in enumerate(comment.text.splitlines(), start=1):
        for reference in REFERENCE.findall(line):
            name = reference.strip()
            if name not in facts:
                close = difflib.get_close_matches(name, facts, 2)
                action = f"menade du {' eller '.join(close)}?" if close else "sök efter rätt id i facts.json"
                yield Fault(
                    comment.file,
                    comment.line + offset,
                    None,
                    f"{{{{ {name} }}}}",
                    "id för ett faktum",
                    action,
                )
