"""Checks of change: figures, goals, comments and services that differ from before, or do not."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pandas as pd

from namndbok.checks.check import EXPECTATIONS, Remark, amounts, check
from namndbok.checks.cross import far_apart
from namndbok.checks.missing import unreported_services
from namndbok.checks.prose import mentions, service_names, telling_words
from namndbok.facts import GOAL_LEVELS, Facts, row_ids, short_text
from namndbok.swedish import listing, plain

YEAR = re.compile(r"\b\d{4}\b")
LIMITS = {"measure": "måttet", "operator": "jämförelsen", "threshold": "gränsen", "reading": "läsningen"}
MUCH = 5
# How many parts of a number of inhabitants it may change by, and stick out from those before and after by.
STEP, JUMP = 10, 30
# So many different values in what is new every year that chance does not repeat them.
FEWEST_VALUES = 3
WORDING = {"text": "ordalydelsen", "rule": "regeln"}


@check("change.volume")
def check_volumes(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each volume that is more than a quarter away from the last year that has it."""
    table = facts.data["service_volumes"]
    earlier = table[table["year"] < facts.year].sort_values("year", kind="stable")
    last = {(row.service, row.measure): row for row in earlier.itertuples()}
    for row in facts.year_rows("service_volumes").itertuples():
        before = last.get((row.service, row.measure))
        if before and abs(row.value - before.value) * 4 > before.value:
            # A factor of five is hardly a year's work; the unit may be wrong.
            far = row.value >= MUCH * before.value or row.value * MUCH <= before.value
            rows = (f"service_volumes:{row.Index}", f"service_volumes:{before.Index}")
            key, case = f"{row.service}-{row.measure}{'-far' * far}", "far" * far
            shown = amounts(before.value, row.value, "")
            yield Remark(key, rows, case=case, measure=row.measure, since=before.year, **shown)


@check("change.population")
def check_population_change(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each number of inhabitants far from the date before, or between its neighbours."""
    names = facts.data.lookup("municipalities", "code", "name")
    table = facts.data["population"].sort_values("date", kind="stable")
    for code, rows in table.groupby("municipality", sort=True):
        numbers = list(rows.itertuples())
        for before, row, after in zip(numbers, numbers[1:], [*numbers[2:], None], strict=False):
            # A number that sticks out from those before and after it is a slip sooner than a move.
            between = Fraction(before.population + after.population, 2) if after else before.population
            far = abs(row.population - between) * (JUMP if after else STEP) > between
            if far or abs(row.population - before.population) * STEP > before.population:
                ids = (f"population:{row.Index}", f"population:{before.Index}")
                shown = amounts(before.population, row.population, "count")
                yield Remark(f"{code}-{row.date}", ids, name=names[code], when=row.date, **shown)


@check("change.copied")
def check_copied_years(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table whose figures or texts are, row by row, those of an earlier year."""
    for table, columns in EXPECTATIONS["renewed"].items():
        rows, earlier = facts.year_rows(table)[columns], facts.data[table]
        cells = rows.to_numpy().tolist()
        if len({cell for row in cells for cell in row if cell is not None}) < FEWEST_VALUES:
            continue
        for year, before in earlier[earlier["year"] < facts.year].groupby("year", sort=True):
            if cells == before[columns].to_numpy().tolist():
                yield Remark(f"{table}-{year}", row_ids(rows), count=len(rows), other=year)


@check("change.forecast")
def check_forecast_change(facts: Facts) -> Iterator[Remark]:
    """Yield a remark when the forecast income is more than a tenth away from the budget."""
    yield from far_apart(facts, "income", "budget.income", "forecast.income")


@check("change.goal")
def check_goal_changes(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal whose wording, rule or threshold is not what it was the last time.

    Wording and rule are compared only where both years have them as they were decided.
    """
    year = _last_goal_year(facts)
    last = {row["goal"]: (number, row) for number, row in _goals(facts, year).iterrows()}
    for number, goal in _goals(facts, facts.year).iterrows():
        last_number, before = last.get(goal["goal"], (number, goal))
        columns = WORDING | LIMITS if goal["wording"] == before["wording"] == "decided" else LIMITS
        changed = [column for column in columns if _yearless(goal[column]) != _yearless(before[column])]
        if changed:
            cells = {"goal": goal, "since": year, "what": [columns[column] for column in changed]}
            cells |= {"expected": _shown_change(facts, before, changed)}
            found, rows = _shown_change(facts, goal, changed), (f"goals:{number}", f"goals:{last_number}")
            yield Remark(goal["goal"], rows, found=found, **cells)


@check("change.vanished")
def check_vanished_goals(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the goals of the last earlier year that this year does not have."""
    year, now = _last_goal_year(facts), _goals(facts, facts.year)
    before = _goals(facts, year)
    gone = before[~before["goal"].isin(now["goal"])]
    if len(now) and len(gone):
        named, texts = listing([*map(short_text, gone["text"])]), " ".join(gone["text"])
        yield Remark("goals", row_ids(gone), since=year, texts=texts, expected=named)


@check("change.same_comment")
def check_same_comments(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal whose comment is word for word that of an earlier year."""
    table, texts = facts.data["goal_reviews"], facts.year_rows("goals").set_index("goal")["text"]
    earlier = table[(table["year"] < facts.year) & table["comment"].notna()]
    for number, row in facts.year_rows("goal_reviews").iterrows():
        same = earlier[earlier["comment"] == row["comment"]] if row["comment"] else earlier.iloc[:0]
        if len(same):
            rows = (f"goal_reviews:{number}", f"goal_reviews:{same.index[-1]}")
            goal, key = texts.get(row["goal"], row["goal"]), f"{row['goal']}-{row['through']}"
            yield Remark(key, rows, goal=goal, since=same["year"].iloc[-1], comment=row["comment"])


@check("change.service")
def check_vanished_services(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on services of the last earlier status that no status, activity or study mentions.

    `missing.service_status` reports those that are paid for.
    """
    table = facts.data["service_status"]
    now, studies, activities = map(facts.year_rows, ("service_status", "prestudies", "activities"))
    earlier = table[table["year"] < facts.year]
    last = earlier[earlier["year"] == max(earlier["year"], default=None)].drop_duplicates("service")
    words = telling_words(service_names(facts)).items()
    named = {service for service, telling in words for name in activities["name"] if mentions(name, telling)}
    mentioned = {*now["service"], *studies["prestudy"], *named, *unreported_services(facts)}
    gone = last[~last["service"].isin(mentioned)]
    if len(now) and len(gone):
        names = [service_names(facts)[code] for code in gone["service"]]
        yield Remark("services", row_ids(gone), since=gone["year"].iloc[0], names=names)


def _goals(facts: Facts, year: int | None) -> pd.DataFrame:
    rows = facts.data.of_year("goals", year)
    return rows[rows["level"].isin(GOAL_LEVELS)]


def _last_goal_year(facts: Facts) -> int | None:
    return max((year for year in facts.data["goals"]["year"] if year < facts.year), default=None)


def _yearless(value: object) -> object:
    """Leave out years, since a goal may name its own."""
    return YEAR.sub("", value) if isinstance(value, str) else value


def _shown_change(facts: Facts, goal: pd.Series, changed: list[str]) -> str:
    """Write what has changed: the wording, or the rule where a limit has changed."""
    limits = [column for column in LIMITS if column in changed]
    if "rule" in changed or not limits:
        return goal["rule" if limits else changed[0]] or "ingen regel"
    known = [_limit(facts, column, goal[column]) for column in limits if goal[column] is not None]
    return " ".join(known) or "ingen gräns"


def _limit(facts: Facts, column: str, value: Any) -> str:
    """Write one part of what decides whether a goal is met, a measure by the name of its fact."""
    if column == "measure":
        return facts[value].label if value in facts else value
    return plain(value) if column == "threshold" else facts.data.label("goals", column, value)
