"""Checks of form: years, amounts and shares in the cells of a table that are texts."""

import re
from collections.abc import Iterator
from fractions import Fraction

from namndbok.checks.check import Remark, check
from namndbok.checks.figures_in_text import Figure, Known, amounts_in, members_in, shares_in
from namndbok.facts import Facts, fee_components, reviewed_goals
from namndbok.swedish import WORDS, plain

SPACED_YEAR = re.compile(r"(?<!\d)(?<!\d[ \u00a0])(?:1[ \u00a0]9|2[ \u00a0]0)\d\d(?![\d\u00a0]| \d| t?kr)")
NUMBER = re.compile(r"\d+(?:,\d+)?|\w+")
TEXTS = {
    "texts": "text",
    "financing": "text",
    "explanations": "text",
    "goal_reviews": "comment",
    "controls": "analysis",
    "organisation": "description",
    "budget_notes": "text",
}


@check(
    "form.year",
    asks="Är årtal skrivna som årtal?",
    why="Ett årtal med mellanslag har formaterats som ett belopp.",
    blind="Årtal med mellanslag som följs av kr; de läses som belopp.",
)
def check_spaced_years(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table with a year that is written as an amount, such as `2 024`."""
    columns, found = {**TEXTS, "fee_components": "note", "printed": "label"}, {}
    for table, row, text in _texts(facts, columns):
        for year in SPACED_YEAR.findall(text):
            found.setdefault((table, year), []).append(row)
    for (table, year), rows in found.items():
        bare = re.sub(r"\s", "", year)
        detail, title = (
            f"”{year}” är ett årtal som är skrivet som ett belopp.",
            f"Årtal skrivet som tal: {year}",
        )
        where = tuple(dict.fromkeys(rows))
        yield Remark(f"{table}-{bare}", title, detail, where, bare, year, severity="info")


@check(
    "form.text_amount",
    asks="Säger texterna samma belopp, andelar och antal kommuner som tabellerna?",
    why="Ett tal i löpande text som ingen tabell har går inte att följa.",
    blind="Tal utan enhet, och ett fel tal som råkar vara lika med ett annat i tabellerna.",
)
def check_amounts_in_texts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each amount, share or number of members in a text that no fact has.

    A warning where the text speaks of the members or the figure is a slip away from a fact, else an info.
    """
    known, found = Known.of(facts), {}
    for table, row, text in _texts(facts, TEXTS):
        figures = (*amounts_in(text), *shares_in(text), *members_in(text))
        for figure in (one for one in figures if not known.has(one)):
            found.setdefault((table, figure), []).append(row)
    for (table, figure), rows in found.items():
        yield _untold(table, figure, known.meant(figure), tuple(dict.fromkeys(rows)))


@check(
    "form.rule",
    asks="Har målets regel samma tal som gränsen?",
    why="Gränsen prövas av kontrollerna, regeln läses av människor; de måste säga samma sak.",
    blind="Regler utan tal, och regler med flera tal där fel tal råkar vara gränsen.",
    needs="goals",
)
def check_rules(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal whose rule names numbers, in digits or words, but not its threshold."""
    for number, goal in reviewed_goals(facts).iterrows():
        numbers, limit = _numbers(goal["rule"] or ""), goal["threshold"]
        if numbers and limit is not None and Fraction(limit) not in numbers:
            detail = f"Målet {goal['goal']} har gränsen {plain(limit)}, men regeln säger: {goal['rule']}"
            title, rows = f"Regel och gräns skiljer sig: {goal['goal']}", (f"goals:{number}",)
            yield Remark(goal["goal"], title, detail, rows, plain(limit), goal["rule"], severity="error")


def _untold(table: str, figure: Figure, meant: tuple[str, str] | None, rows: tuple[str, ...]) -> Remark:
    detail = f"Texten säger ”{figure.written}”, men ingen uppgift i tabellerna är så."
    if meant:
        detail += f" {meant[0]} är {meant[1]}."
    title, expected = f"Tal i text utan motsvarighet: {figure.written}", meant[1] if meant else "en uppgift"
    severity = "warning" if meant else "info"
    return Remark(
        f"{table}-{figure.written}", title, detail, rows, expected, figure.written, severity=severity
    )


def _numbers(rule: str) -> set[Fraction]:
    words = {word: Fraction(at) for at, word in enumerate(WORDS)} | {"en": Fraction(1)}
    found = NUMBER.findall(rule.lower())
    digits = {
        Fraction(one.replace(",", "."))
        for one in found
        if one[0].isdigit() and one.replace(",", "").isdigit()
    }
    return digits | {words[one] for one in found if one in words}


def _texts(facts: Facts, columns: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield table, row and text of each cell of the year, or of a component that the year has fees for."""
    used = set(fee_components(facts)["component"])
    for table, column in columns.items():
        rows = facts.data[table]
        rows = facts.year_rows(table) if "year" in rows else rows[rows["component"].isin(used)]
        yield from ((table, f"{table}:{number}", text) for number, text in rows[column].items() if text)
