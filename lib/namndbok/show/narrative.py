"""Write running text from Markdown templates and facts; nothing that comes from data can become markup.

Templates (`texts/<paper>/<section>.md`) are Jinja. What an expression yields is set aside under a mark before
Markdown is read, and written as HTML afterwards, so a cell with `<script>`, `](javascript:…)` or `{{ 7*7 }}`
is only text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from markdown_it import MarkdownIt

from namndbok.books import REFERENCE, Book, proof
from namndbok.data import Data
from namndbok.facts import (
    Fact,
    Facts,
    bodies,
    body_names,
    component_codes,
    components_beside,
    decisions_on,
    line_name,
    missed_goals,
    outcome_rows,
    status_rows,
)
from namndbok.show.markup import (
    INVISIBLE,
    CalendarYear,
    Content,
    Enumeration,
    PageLink,
    Shown,
    SourcedRow,
    SourcedText,
    WordedFact,
    as_html,
    as_text,
    frame_rows,
    frame_templates,
    sourced_rows,
    targets,
)
from namndbok.show.notebook import page_error
from namndbok.swedish import MINUS, NBSP, capital, words

ATTENDANCE = re.compile(r"attendance\.([^.]+)\.(share|minimum)")
MARK = re.compile("\ue000(\\d+)\ue001")
# A comment stands under the report's own section heading (h2).
LOWERED = {"h1": "h3", "h2": "h3"}


@dataclass(frozen=True, repr=False)
class Prose(Shown):
    """Running text as HTML and as plain text; `targets` are the facts and data rows that it leads to."""

    html: str
    text: str
    targets: frozenset[str] = frozenset()

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.text


NOTHING = Prose("", "")


def narrate(name: str, book: Book, **context: Any) -> Prose:
    """Write the text `texts/<name>.md` for a book; `context` is what only this text may speak of."""
    names = sorted(file.removesuffix(".md") for file in _templates().list_templates() if "/" in file)
    if name not in names:
        raise page_error("text_unknown", name=name, names=", ".join(names))
    marks = Placeholders()
    template = _templates().get_template(f"{name}.md")
    return marks.prose(template.render(_context(book) | context, marks=marks))


def narrate_footer(book: Book) -> Prose:
    """Write the footer with the basis; the seal, which minutes can quote, takes its place when published."""
    return narrate("common/footer", book, seal=book.basis or proof(book)["basis"])


def narrate_comment(section: str, book: Book) -> Prose:
    """Write the coordinator's own comment on a section; nothing where there is none."""
    if section not in book.comments:
        return NOTHING
    marks, pieces = Placeholders(), REFERENCE.split(INVISIBLE.sub("", book.comments[section].text))
    pieces[1::2] = [marks.put(book.facts[name.strip()]) for name in pieces[1::2]]
    prose = marks.prose("".join(pieces), lowered=True)
    label = '<p class="label">Samordnarens kommentar</p>'
    return replace(prose, html=f'<div class="comment">\n{label}\n{prose.html}\n</div>')


def number_with_noun(fact: Fact, singular: str, plural: str) -> WordedFact:
    """Say a count in words: inga möten, ett möte, två möten; `singular` has its own article."""
    if fact.unit != "count":
        raise page_error("no_count", id=fact.id)
    if fact.value == 1:
        return WordedFact(fact, singular)
    number = words(int(fact.value)) if fact.value else "inga"
    return WordedFact(fact, f"{number}{NBSP if number[0].isdigit() else ' '}{plural}")


def number_in_words(fact: Fact, *, neuter: bool = False) -> WordedFact:
    """Say a count without its noun: ingen, en, två (or inget, ett, två, if neuter)."""
    none = "inget" if neuter else "ingen"
    return WordedFact(fact, words(int(fact.value), neuter=neuter) if fact.value else none)


def without_sign(fact: Fact) -> WordedFact:
    """Say a figure without its sign, where the words around it carry the sign."""
    return WordedFact(fact, fact.display.lstrip(MINUS))


def against_budget(fact: Fact) -> WordedFact:
    """Say a deviation from budget: `1 000 kr högre än budgeterat`, `precis som budgeterat`."""
    if fact.value == 0:
        return WordedFact(fact, "precis som budgeterat")
    size, comparative = without_sign(fact).text, "högre" if fact.value > 0 else "lägre"
    return WordedFact(fact, f"{size} {comparative} än budgeterat")


class Placeholders:
    """Set contents aside under marks while Markdown is read, and write them as HTML where the marks are."""

    def __init__(self) -> None:
        self.contents: list[Content] = []

    def put(self, content: Any) -> str:
        """Set a content aside; return the mark that stands for it."""
        self.contents.append(content)
        return f"\ue000{len(self.contents) - 1}\ue001"

    def fill(self, text: str, write: Callable[[Content], str]) -> str:
        """Write what stands under each mark of a text."""
        return MARK.sub(lambda mark: write(self.contents[int(mark[1])]), text)

    def prose(self, markdown: str, *, lowered: bool = False) -> Prose:
        """Read Markdown with marks; `lowered` makes its headings fit under an h2."""
        reader = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])
        tokens, texts = reader.parse(markdown), []
        for token in tokens:
            token.tag = LOWERED.get(token.tag, token.tag) if lowered else token.tag
            parts = token.children or ()
            for part in (token, *parts):
                if part.type == "softbreak":  # A sentence stands on one line.
                    part.type, part.content = "text", " "
                part.info = self.fill(part.info, as_text)
                part.attrs = {name: self.fill(str(value), as_text) for name, value in part.attrs.items()}
            if token.type == "inline":
                texts.append("".join("\n" if part.type == "hardbreak" else part.content for part in parts))
            elif token.type in ("fence", "code_block"):
                texts.append(token.content)
        html = self.fill(reader.renderer.render(tokens, reader.options, {}), as_html).strip()
        return Prose(html, self.fill("\n\n".join(texts), as_text), targets(tuple(self.contents)))


@cache
def _templates() -> Environment:
    loader = PackageLoader("namndbok", "show/texts")
    set_aside = pass_context(lambda context, content: context["marks"].put(content))
    layout = {"trim_blocks": True, "lstrip_blocks": True}
    templates = Environment(loader=loader, finalize=set_aside, undefined=StrictUndefined, **layout)
    templates.filters["capital"] = capital
    return templates


def compile_templates(*folders: str) -> None:
    """Compile the texts of some folders, and what is shown, once for all processes forked from this one."""
    for templates, wanted in ((_templates(), folders), (frame_templates(), ("",))):
        for name in templates.list_templates(["md", "j2"]):
            if name.rpartition("/")[0] in wanted:
                templates.get_template(name)


def _context(book: Book) -> dict[str, Any]:
    """Return what every text may use, by the names that `texts/README.md` explains."""
    facts, rows = book.facts, partial(sourced_rows, book.data, year=book.year)

    def of_fact(phrase: Callable[..., WordedFact]) -> Callable[..., WordedFact]:
        return lambda id, *forms, **options: phrase(facts[id], *forms, **options)

    return {
        "number_with_noun": of_fact(number_with_noun),
        "number_in_words": of_fact(number_in_words),
        "without_sign": of_fact(without_sign),
        "against_budget": of_fact(against_budget),
        "book": book,
        "board": book.data.board,
        "bodies": bodies(book.data),
        "decision_on": partial(_decision_on, book.data),
        "year": CalendarYear(book.year),
        "facts": facts,
        "fact": facts.__getitem__,
        "rows": rows,
        "row": partial(SourcedRow, book.data),
        "every_row": partial(sourced_rows, book.data),
        "statuses": frame_rows(book.data, status_rows(facts)),
        "texts": lambda section: [*rows("texts", section=section), *rows("claims", section=section)],
        "listed": lambda contents: Enumeration(tuple(contents)),
        "listed_years": lambda years: Enumeration(tuple(map(CalendarYear, years))),
        "page_link": lambda page, content: PageLink(content, page),
        "outcome_lines": lambda: list(_outcome_lines(facts)),
        "bodies_that_missed": partial(_bodies_that_missed, facts),
        "fees_outside_budget": lambda: component_codes(facts, budgeted=False),
    }


def _decision_on(data: Data, paper: str, year: int, through: date | None = None) -> SourcedRow | None:
    """Return the latest decision on one of the board's papers, or the proposal if nothing is decided."""
    rows = decisions_on(data, paper)
    rows = rows[(rows["year"] == year) & (rows["through"].isna() | (rows["through"] == through))]
    rows = rows.sort_values("status", key=lambda status: status == "decided", kind="stable")
    return SourcedRow(data, "decisions", rows.index[-1]) if len(rows) else None


def _outcome_lines(facts: Facts) -> Iterator[dict[str, Any]]:
    """Yield each outcome line's name, result, deviation, and fees outside the budget for the same."""
    for number, line in outcome_rows(facts)["line"].items():
        deviation = facts.get(f"economy.line.{line}.deviation_income")
        yield {
            "name": SourcedText(line_name(facts, line), f"outcome:{number}"),
            "result": facts[f"economy.line.{line}.result"],
            "deviates": bool(deviation and deviation.value),
            "fees_beside": frame_rows(facts.data, components_beside(facts, line)),
        }


def _bodies_that_missed(facts: Facts) -> Enumeration:
    """Name the bodies that missed their goal of attendance (`nämndens`); none if other goals were missed."""
    names = body_names(facts.data)
    measured = [ATTENDANCE.fullmatch(measure or "") for measure in missed_goals(facts)["measure"]]
    missed = dict.fromkeys(names[match[1]] for match in measured if match) if all(measured) else ()
    return Enumeration(tuple(name if name.endswith("s") else f"{name}s" for name in missed))
