"""Checks of conflicts: columns of a row, texts and numbers, models and fees, a row and its table.

Which columns say something of each other stands in `expectations.json`, by table: a pattern for the value of
one column, and what others may then be; the texts that are about numbers; and how rows are compared.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import chain, product
from statistics import median
from typing import Any

import pandas as pd

from namndbok.checks.check import (
    EXPECTATIONS,
    Record,
    Remark,
    check,
    records_of,
    row_remark,
    rows_of,
)
from namndbok.checks.prose import mentions, numerals_in, telling_words
from namndbok.facts import NO_MODEL, Facts, FeeModels, body_names, explain_without, row_ids
from namndbok.splits import split
from namndbok.swedish import Number, display, listing, month, plain

DATED = ("date", "fact", "case_number", "title")
DAY, CASE = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)"), re.compile(r"\d{4}(?=/)")
# Rows, what was expected of them and what was found.
OddCells = tuple[list[int], str, str]
# A year, where rows have one, and a document.
Pair = tuple[int | None, str]
FindOdd = Callable[[pd.Series], Iterator[OddCells]]
DATE = re.compile(rf"\d{{1,2}} (?:{'|'.join(map(month, range(1, 13)))})\b|§+ ?\d+")
ARTICLE, YEARS = re.compile(r"\b(?:en|ett)\b"), range(1900, 2201)
NOTHING, ANYTHING = "tomt", "*"
# Fewer rows than so are no pattern.
FEWEST = 3
PLACE = re.compile(r"[,;]")
FEWEST_FEES, MOST_EXCEPTIONS = 7, 2
SIGNS = {"surplus": 1, "deficit": -1}


@check("conflict.codes")
def check_codes(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each cell that is not what another one in its row leads to."""
    for table, columns in EXPECTATIONS["codes"].items():
        rows = records_of(rows_of(facts, table))
        for (number, row), (name, patterns) in product(rows.items(), columns.items()):
            for pattern, others in patterns.items() if row[name] is not None else ():
                for other, allowed in others.items() if re.fullmatch(pattern, str(row[name])) else ():
                    if row[other] not in allowed and (row[other] is None or ANYTHING not in allowed):
                        known, column = _word(facts, table, name, row[name]), facts.data.title(table, name)
                        right = " eller ".join(_word(facts, table, other, code) for code in allowed)
                        cells = {"known": known, "column": column, "other": facts.data.title(table, other)}
                        cells |= {"expected": right, "found": _word(facts, table, other, row[other])}
                        yield row_remark(facts, f"{table}:{number}", other, **cells)


@check("conflict.numbers")
def check_numbers(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each row whose text has numbers, but not that of its column."""
    for table, columns in EXPECTATIONS["numbers"].items():
        rows = records_of(rows_of(facts, table))
        for (number, row), (name, others) in product(rows.items(), columns.items()):
            text = row[name] or ""
            known = {other: row[other] for other in others}
            known |= {other: cell.year for other, cell in known.items() if isinstance(cell, date)}
            wrong = [other for other, cell in known.items() if _is_disputed(text, cell)]
            if wrong:
                found = listing([f"{facts.data.title(table, other)} {_shown(row[other])}" for other in wrong])
                yield row_remark(facts, f"{table}:{number}", expected=text, found=found)


@check("conflict.dates")
def check_dates(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each row with two dates that differ, in its codes and columns, or a later case."""
    for table, schema in facts.data.package.tables.items():
        # An answer has its own date, and the finding that it names may be about any.
        key = schema.primary_key if table != "answers" else ()
        columns = [*key, *(name for name in DATED if name in schema.columns)]
        for number, row in records_of(rows_of(facts, table)).items() if len(set(columns)) > 1 else ():
            days = {name: set(DAY.findall(str(row[name]))) for name in columns}
            days = {name: when for name, when in days.items() if when}
            case = CASE.match(row.get("case_number") or "")
            late = case and row["date"] and int(case[0]) > row["date"].year
            if late or (len(days) > 1 and not set.intersection(*days.values())):
                dates = [case[0], str(row["date"])] if late else map(" ".join, map(sorted, days.values()))
                first, *others = dates
                yield row_remark(facts, f"{table}:{number}", expected=first, found=listing(others))


@check("conflict.decision_day")
def check_decision_days(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each of the board's decisions of the year on a day without a known meeting."""
    meetings = [facts.year_rows(table) for table in ("meeting_plan", "meetings", "held_list")]
    known = {when for rows in meetings for when in rows["date"]}
    names = {facts.data.board.lower(), *(name.lower() for name in body_names(facts.data).values())}
    for number, row in records_of(facts.data["decisions"]).items():
        when = row["date"]
        if known and when.year == facts.year and when not in known and row["body"].lower() in names:
            yield Remark(row["decision"], [f"decisions:{number}"], row=row)


@check("conflict.explanation")
def check_explanations(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each explanation whose line has a result of the other sign, or none that day."""
    outcome = facts.year_rows("outcome")
    results = {(row.through, row.line): row.income - row.cost for row in outcome.itertuples()}
    whole, names = {when for when, _ in results}, facts.data.lookup("outcome_lines", "line", "name")
    telling = telling_words(names)
    for number, row in records_of(facts.year_rows("explanations")).items():
        result = results.get((row["through"], row["line"]))
        sign = SIGNS.get(row["direction"], 0)
        mentioned = [line for line in telling if mentions(row["text"] or "", telling[line], inflected=True)]
        id = f"explanations:{number}"
        if row["line"] and mentioned and row["line"] not in mentioned:
            lines = {"expected": names[row["line"]], "found": names[mentioned[0]]}
            yield row_remark(facts, id, "line", case="line", **lines)
        absent = row["line"] and result is None and row["through"] == date(facts.year, 12, 31) in whole
        if absent or (result is not None and sign * result < 0):
            name, shown = names.get(row["line"], row["line"]), "inget" if absent else display(result, "kr")
            word = facts.data.label("explanations", "direction", row["direction"])
            yield row_remark(facts, id, name=name, expected=word, found=shown)


@check("conflict.split_model")
def check_split_models(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each model in force that gives no fees like the year's, on any day's inhabitants."""
    table = facts.data["split_models"]
    table = table[table["from_year"] <= facts.year].sort_values("from_year", kind="stable")
    for number, row in records_of(table.drop_duplicates("component", keep="last")).items():
        fees = facts.fee_models.get(row["component"])
        retried = _retried(row, fees) if fees and len(fees.fees) else []
        if not retried or any(retried):
            continue
        cells = {"found": "andra avgifter" if fees.models is None else fees.verdict, "name": fees.name}
        cells |= {"expected": f"{plain(row['equal_share'])} % lika"}
        yield Remark(row["component"], (f"split_models:{number}", *fees.rows), **cells)


@check("conflict.fee_exceptions")
def check_fee_exceptions(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each component that one model gives but for one or two municipalities."""
    for component, fees in facts.fee_models.items():
        if fees.kind == NO_MODEL and len(fees.fees) >= FEWEST_FEES:
            ranked = _by_distance(fees)
            for exceptions in (ranked[:count] for count in range(1, MOST_EXCEPTIONS + 1)):
                fewer = explain_without(fees, exceptions)
                if fewer.reproduced:
                    cells = {"names": exceptions, "component": fees.name, "verdict": fewer.verdict}
                    found = listing([plain(fees.fees[name]) for name in exceptions])
                    yield Remark(component, fees.rows[exceptions], found=found, **cells)
                    break


@check("conflict.source")
def check_sources(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each row whose document differs from that of its table and year, or of its place."""
    tables = {table: records_of(facts.data[table]) for table in facts.data.package.tables}
    tables = {table: rows for table, rows in tables.items() if "source" in facts.data[table]}
    places, totals = defaultdict(Counter), Counter()
    for row in chain.from_iterable(rows.values() for rows in tables.values()):
        places[_beginning(row)][row["source"]] += 1
        totals[row.get("year"), row["source"]] += 1
    for table, rows in tables.items():
        pairs = Counter((row.get("year"), row["source"]) for row in rows.values())
        for number, row in rows.items():
            other = _of_other_year(row, facts.year, pairs, totals) or _of_other_place(row, places)
            if other:
                yield row_remark(facts, f"{table}:{number}", expected=other)


@check("conflict.columns")
def check_columns(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each column with one gap, one text twice, or one row unlike the others."""
    for subject, odd_cells in ODD_CELLS.items():
        for table, columns in EXPECTATIONS[subject].items():
            rows = rows_of(facts, table)
            # `body/date`: of the rows of one date.
            for column, _, by in (name.partition("/") for name in columns):
                groups = rows.groupby(by, sort=True) if by else [("", rows)]
                odd = chain.from_iterable(odd_cells(same[column]) for _, same in groups)
                for numbers, right, found in odd:
                    cells = {"column": facts.data.title(table, column), "expected": right, "found": found}
                    last = row_remark(facts, f"{table}:{numbers[-1]}", column, case=subject, **cells)
                    last.rows = row_ids(rows.loc[numbers])
                    yield last


@check("conflict.order")
def check_order(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each list whose numbers do not rise by one from row to row."""
    for table, (column, *lists) in EXPECTATIONS["ordered"].items():
        rows, days = rows_of(facts, table), facts.data.lookup("decisions", "decision", "date")
        if "decision" in rows:
            rows = rows.assign(**{"decision.date": rows["decision"].map(days)})
        for _, items in rows.groupby(lists, sort=True) if lists else [((), rows)]:
            # A list begins with 1, or goes on where another ended.
            numbers, lowest = list(items[column]), min(items[column].dropna(), default=1)
            first = lowest if lowest - 1 in set(rows[column]) else 1
            right = range(first, first + len(numbers))
            wrong = [number for number, place in zip(numbers, right, strict=True) if number != place]
            if wrong and items[column].notna().any():
                cells, odd = [items.iloc[0][name] for name in lists], items[items[column].isin(wrong)]
                ends, found = {"first": right[0], "last": right[-1]}, listing([*map(str, numbers)])
                yield Remark("-".join(map(str, (table, *cells))), row_ids(odd), found=found, **ends)


def _is_disputed(text: str, value: Number | None) -> bool:
    """Tell whether a text has numbers of a value's size, or years for a year, but not the value itself."""
    if not value or value in numerals_in(text):
        return False
    text = DATE.sub("", text.lower())
    numbers = numerals_in(ARTICLE.sub("", text)) or numerals_in(text)
    alike = {number for number in numbers if (number in YEARS) == (value in YEARS)}
    return any(number and Fraction(1, 100) <= number / Fraction(value) <= 100 for number in alike)


def _word(facts: Facts, table: str, column: str, value: Any) -> str:
    if value in (None, ANYTHING):
        return NOTHING if value is None else "en uppgift"
    return facts.data.label(table, column, value) if isinstance(value, str) else _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return plain(value) if isinstance(value, int | Fraction) else str(value)


def _retried(model: Record, fees: FeeModels) -> list[bool]:
    """Tell, for each day's inhabitants that a decided model may count, whether it gives every fee."""
    share, step = Fraction(model["equal_share"]) / 100, model["step"] or 1
    people = fees.populations.reindex(fees.fees.index).dropna(axis="columns")
    days = [people[when] for when in people] if share < 1 else [pd.Series(1, index=fees.fees.index)]
    splits = (split(sum(fees.fees), counted, equal_share=share, step=step) for counted in days)
    return [computed.fees.to_dict() == fees.fees.to_dict() for computed in splits]


def _by_distance(fees: FeeModels) -> list[str]:
    """List the municipalities, those first whose fee is farthest from the line that most others stand by."""
    points = [(fees.populations.loc[name].iloc[-1], fee, name) for name, fee in fees.fees.items()]
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a in points for b in points if a[0] < b[0]]
    slope = median(slopes) if slopes else 0
    base = median(fee - slope * people for people, fee, _ in points)
    ranked = sorted(points, key=lambda point: -abs(point[1] - slope * point[0] - base))
    return [name for *_, name in ranked]


def _beginning(row: Record) -> str:
    return PLACE.split(row["place"])[0].strip()


def _of_other_place(row: Record, places: Mapping[str, Counter[str]]) -> str:
    """Name the document that all other rows of a row's place are from; nothing where there is no such one.

    `places` is how many rows of each document have a place, by the place's beginning.
    """
    known, source = places[_beginning(row)], row["source"]
    others = [other for other in known if other != source]
    return others[0] if known[source] == 1 and len(others) == 1 and known[others[0]] > 1 else ""


def _of_other_year(row: Record, now: int, pairs: Counter[Pair], totals: Counter[Pair]) -> str:
    """Name what a row has another of, if it alone of its year has a document, or of its document a year.

    `pairs` and `totals` are how many rows of its table, and of all, have a year and a document.
    """
    year, source = row.get("year"), row["source"]
    if pairs[year, source] > 1:
        return ""
    years = {other: count for (other, document), count in pairs.items() if document == source}
    sources = {other: count for (known, other), count in pairs.items() if known == year}
    if year == now and len(sources) == 2 and sum(sources.values()) > FEWEST:
        return next(other for other in sources if other != source)
    moved = year != now and years.keys() == {year, now} and years[now] > 1 == totals[year, source]
    texts = (cell for cell in row.values() if isinstance(cell, str))
    return f"året {now}" if moved and not any(str(year) in text for text in texts) else ""


def _gap(cells: pd.Series) -> Iterator[OddCells]:
    empty = list(cells.index[cells.isna()])
    if len(empty) == 1 and len(cells) > FEWEST:
        yield empty, "en uppgift, som på de andra raderna", "en tom ruta"


def _copies(cells: pd.Series) -> Iterator[OddCells]:
    for text, same in cells.dropna().groupby(cells, sort=True):
        if len(same) == 2:
            yield list(same.index), "olika texter", f"”{text}” på båda raderna"


def _stranger(cells: pd.Series) -> Iterator[OddCells]:
    common, count = Counter(cells).most_common(1)[0]
    odd = cells[[cell != common for cell in cells]]
    if len(odd) == 1 < count:
        yield list(odd.index), f"{common}, som på de andra raderna", str(odd.iloc[0])


def _single(cells: pd.Series) -> Iterator[OddCells]:
    chosen = list(cells.index[cells.astype(bool)])
    if len(chosen) > 1:
        yield chosen, "ja på en enda rad", f"ja på {len(chosen)} rader"


# Ways in which cells of a column may be odd, and what finds them with what was expected and found.
ODD_CELLS: dict[str, FindOdd] = {
    "filled": _gap, "distinct": _copies, "single": _single, "uniform": _stranger,
}  # fmt: skip
