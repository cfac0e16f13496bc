"""Checks of form: labels, empty items, twin columns, and how figures are written in the texts."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from namndbok.checks.check import EXPECTATIONS, Remark, check
from namndbok.checks.prose import figures_in, table_figures
from namndbok.data import rows_where
from namndbok.facts import Facts, fee_components, row_ids
from namndbok.swedish import listing

SIDES = {"intäkt": ".income", "kostnad": ".cost"}
SPACED_YEAR = re.compile(r"(?<!\d)(?<!\d[ \u00a0])(?:1[ \u00a0]9|2[ \u00a0]0)\d\d(?![\d\u00a0]| \d| t?kr)")


@check("form.label")
def check_labels(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each label that names income or cost and stands at figures of another kind."""
    rows = facts.year_rows("printed")
    labels = {number: label.split(" (")[0] for number, label in rows["label"].fillna("").items()}
    cells = zip(labels.values(), rows["fact"], strict=True)
    wrong = rows_where(rows, (fact in facts and _is_misnamed(label, fact) for label, fact in cells))
    for label, same in wrong.groupby(labels, sort=False):
        figures = listing([facts[fact].label.lower() for fact in same["fact"]])
        yield Remark(same["id"].iloc[0], row_ids(same), expected=figures, found=label)


@check("form.empty")
def check_empty_items(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each explanation without text."""
    for number, row in facts.year_rows("explanations").iterrows():
        if not row["text"]:
            yield Remark(f"{row['through']}-{row['number']}", [f"explanations:{number}"], row=row)


@check("form.twins")
def check_twin_columns(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each pair of fee components with the same fee for everybody."""
    fees, components = facts.year_rows("fees"), fee_components(facts)
    names = dict(zip(components["component"], components["name"], strict=True))
    known = fees[fees["fee"].notna()].groupby("component", sort=False)
    columns = {code: dict(zip(rows["municipality"], rows["fee"], strict=True)) for code, rows in known}
    for first, second in combinations([component for component in names if component in columns], 2):
        if len(columns[first]) > 1 and columns[first] == columns[second]:
            rows = row_ids(fees[fees["component"].isin([first, second])])
            yield Remark(f"{first}-{second}", rows, names=[names[first], names[second]])


@check("form.year")
def check_spaced_years(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table with a year that is written as an amount, such as `2 024`."""
    years: dict[tuple[str, str], list[str]] = {}
    for table, row, text in _texts(facts, EXPECTATIONS["texts"] | EXPECTATIONS["labels"]):
        for year in SPACED_YEAR.findall(text):
            years.setdefault((table, year), []).append(row)
    for (table, year), rows in years.items():
        bare = re.sub(r"\s", "", year)
        yield Remark(f"{table}-{bare}", dict.fromkeys(rows), expected=bare, found=year)


@check("form.text_amount")
def check_amounts_in_texts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each amount, share or number of members in a text that no fact has.

    A warning where the text speaks of the members or the figure is a slip away from a fact, else an info.
    """
    values, strange = table_figures(facts), {}
    for table, row, text in _texts(facts, EXPECTATIONS["texts"]):
        for figure in figures_in(text):
            if not figure.stands_in(values[figure.kind]):
                strange.setdefault((table, figure), []).append(row)
    for (table, figure), rows in strange.items():
        key, likely = f"{table}-{figure.written}", figure.likely(values[figure.kind])
        cells = {"case": "likely", "notes": ["likely"], "likely": likely} if likely else {}
        yield Remark(key, dict.fromkeys(rows), found=figure.written, **cells)


def _is_misnamed(label: str, fact: str) -> bool:
    sides = [side for word, side in SIDES.items() if word in label.lower()]
    return len(sides) == 1 and not fact.endswith(sides[0])


def _texts(facts: Facts, columns: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield table, row and text of each cell of the year, or of a component that the year has fees for."""
    used = set(fee_components(facts)["component"])
    for table, column in columns.items():
        rows = facts.data[table]
        rows = facts.year_rows(table) if "year" in rows else rows[rows["component"].isin(used)]
        yield from ((table, f"{table}:{number}", text) for number, text in rows[column].items() if text)
