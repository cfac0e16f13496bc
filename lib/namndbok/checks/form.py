"""Checks of form: labels, empty items, twin columns, and how figures are written in the texts."""

import re
from collections.abc import Iterator
from itertools import combinations

from namndbok.checks.check import Remark, check
from namndbok.checks.prose import TableFigures, figures_in
from namndbok.data import rows_where
from namndbok.facts import Facts, fee_components, row_ids
from namndbok.swedish import listing

SIDES = {"intäkt": ".income", "kostnad": ".cost"}
SPACED_YEAR = re.compile(r"(?<!\d)(?<!\d[ \u00a0])(?:1[ \u00a0]9|2[ \u00a0]0)\d\d(?![\d\u00a0]| \d| t?kr)")
TEXTS = {
    "texts": "text", "financing": "text", "explanations": "text", "goal_reviews": "comment",
    "controls": "analysis", "organisation": "description", "budget_notes": "text",
}  # fmt: skip


@check("form.label")
def check_labels(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each label that names income or cost and stands at figures of another kind."""
    rows = facts.year_rows("printed")
    labels = {number: label.split(" (")[0] for number, label in rows["label"].fillna("").items()}
    cells = zip(labels.values(), rows["fact"], strict=True)
    wrong = rows_where(rows, (fact in facts and _is_misnamed(label, fact) for label, fact in cells))
    for label, same in wrong.groupby(labels, sort=False):
        figures = listing([facts[fact].label.lower() for fact in same["fact"]])
        detail = f"Etiketten ”{label}” står vid {figures}."
        title, key = f"Etiketten passar inte raden: {label}", same["id"].iloc[0]
        yield Remark(key, title, detail, row_ids(same), figures, label, severity="info")


@check("form.empty")
def check_empty_items(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each explanation without text."""
    for number, row in facts.year_rows("explanations").iterrows():
        if not row["text"]:
            detail = f"Förklaring nummer {row['number']} har ingen text."
            title, key = "Tom punkt bland förklaringarna", f"{row['through']}-{row['number']}"
            yield Remark(key, title, detail, (f"explanations:{number}",), "en text", "tom")


@check("form.twins")
def check_twin_columns(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each pair of fee components with the same fee for everybody."""
    fees, components = facts.year_rows("fees"), fee_components(facts)
    names = dict(zip(components["component"], components["name"], strict=True))
    known = fees[fees["fee"].notna()].groupby("component", sort=False)
    columns = {code: dict(zip(rows["municipality"], rows["fee"], strict=True)) for code, rows in known}
    for first, second in combinations([component for component in names if component in columns], 2):
        if len(columns[first]) > 1 and columns[first] == columns[second]:
            rows, both = fees[fees["component"].isin([first, second])], f"{names[first]} och {names[second]}"
            title, key = f"Två lika kolumner: {both}", f"{first}-{second}"
            detail = f"{both} har samma avgift för varje kommun. Är den ena en kopia av den andra?"
            yield Remark(key, title, detail, row_ids(rows), "olika", "lika", severity="info")


@check("form.year")
def check_spaced_years(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table with a year that is written as an amount, such as `2 024`."""
    years: dict[tuple[str, str], list[str]] = {}
    for table, row, text in _texts(facts, {**TEXTS, "fee_components": "note", "printed": "label"}):
        for year in SPACED_YEAR.findall(text):
            years.setdefault((table, year), []).append(row)
    for (table, year), rows in years.items():
        bare, title = re.sub(r"\s", "", year), f"Årtal skrivet som tal: {year}"
        detail = f"”{year}” är ett årtal som är skrivet som ett belopp."
        key, distinct = f"{table}-{bare}", tuple(dict.fromkeys(rows))
        yield Remark(key, title, detail, distinct, bare, year, severity="info")


@check("form.text_amount")
def check_amounts_in_texts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each amount, share or number of members in a text that no fact has.

    A warning where the text speaks of the members or the figure is a slip away from a fact, else an info.
    """
    known, strange = TableFigures.of(facts), {}
    for table, row, text in _texts(facts, TEXTS):
        for figure in figures_in(text):
            if not known.have(figure):
                strange.setdefault((table, figure), []).append(row)
    for (table, figure), rows in strange.items():
        title = f"Tal i text utan motsvarighet: {figure.written}"
        detail = f"Texten säger ”{figure.written}”, men ingen uppgift i tabellerna är så."
        expected, severity = "en uppgift", "info"
        if likely := known.likely(figure):
            detail += f" {likely.label} är {likely.display}."
            expected, severity = likely.display, "warning"
        key, distinct = f"{table}-{figure.written}", tuple(dict.fromkeys(rows))
        yield Remark(key, title, detail, distinct, expected, figure.written, severity=severity)


def _is_misnamed(label: str, fact: str) -> bool:
    sides = [side for word, side in SIDES.items() if word in label.lower()]
    return len(sides) == 1 and not fact.endswith(sides[0])


def _texts(facts: Facts, columns: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield table, row and text of each cell of the year, or of a component that the year has fees for."""
    used = set(fee_components(facts)["component"])
    for table, column in columns.items():
        rows = facts.data[table]
        rows = facts.year_rows(table) if "year" in rows else rows[rows["component"].isin(used)]
        yield from ((table, f"{table}:{number}", text) for number, text in rows[column].items() if text)
