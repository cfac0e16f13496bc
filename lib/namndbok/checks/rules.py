"""Checks of rules: whether a verdict, a forecast or a risk value follows from what was measured."""

from collections.abc import Iterator

import pandas as pd

from namndbok.checks.check import Remark, check
from namndbok.checks.finding import Severity
from namndbok.facts import (
    Fact,
    Facts,
    control_plan,
    explained_lines,
    line_name,
    measuring_fact,
    outcome_rows,
    reaches_threshold,
    reviewed_goals,
)
from namndbok.swedish import NBSP

VERDICTS = {"met": True, "not_met": False}
LONGEST = 60


@check(
    "rules.verdict",
    asks="Följer bedömningen av målet av regeln och det uppmätta värdet?",
    why="Ett mål som bedöms mot sin egen regel kan prövas av vem som helst.",
    blind="Mål utan regel, och mål som tabellerna inte kan mäta.",
    needs="goals goal_reviews",
)
def check_verdicts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each verdict that the measured value contradicts."""
    for number, goal, value in _measurable(facts):
        verdict = VERDICTS.get(goal["assessment"])
        if verdict is not None and verdict != reaches_threshold(goal, value.value):
            yield _judged(facts, number, goal, "Bedömningen följer inte av regeln", severity="error")


@check(
    "rules.missing_verdict",
    asks="Har varje mål som kan mätas fått en bedömning?",
    why="Ett mål utan bedömning är inte uppföljt, fast siffrorna finns.",
    blind="Mål som tabellerna inte kan mäta, och år som inte är slut och inte har någon uppföljning än.",
)
def check_missing_verdicts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each measurable goal without assessment; after the year, a forecast is none."""
    over = not outcome_rows(facts).empty
    begun = over or not facts.year_rows("goal_reviews").empty
    for number, goal, _ in _measurable(facts):
        if begun and (goal["assessment"] is None or (over and goal["kind"] != "verdict")):
            yield _judged(facts, number, goal, "Målet har ingen bedömning")


@check(
    "rules.every_meeting",
    asks="Håller prognosen när målet gäller vid varje möte?",
    why="Är närvaron redan för låg vid ett möte kan målet inte längre nås.",
    blind="Möten vars närvaro inte finns i tabellen.",
)
def check_forecasts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal that counts every meeting, is expected to be met, and already is not."""
    for number, goal, lowest in _measurable(facts):
        every = goal["reading"] == "every_meeting" and goal["assessment"] == "expected"
        if every and not reaches_threshold(goal, lowest.value):
            limit = facts[f"goals.{goal['goal']}.threshold"]
            detail = (
                f"Målet är {limit.display} vid varje möte, men vid ett möte var närvaron {lowest.display}."
            )
            rows = (f"goals:{number}", goal["review"], *facts.rows_behind(lowest.id))
            title = f"Prognosen håller inte: {_short(goal)}"
            yield Remark(goal["goal"], title, detail, rows, limit.display, lowest.display)


@check(
    "rules.risk_value",
    asks="Är riskvärdet sannolikhet gånger konsekvens?",
    why="Riskvärdet avgör vilka risker som ska följas upp.",
    blind="En sannolikhet eller konsekvens som är fel bedömd.",
    needs="controls",
)
def check_risk_values(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each risk value in the control plan that is not the product."""
    for number, row in control_plan(facts).iterrows():
        product, printed = facts[f"controls.{row['control']}.risk_value"], row["risk_value"]
        if printed is not None and printed != product.value:
            factors = f"{row['probability']}{NBSP}×{NBSP}{row['consequence']}"
            detail = f"Kontrollmoment {row['number']}: {factors} är {product.display}, inte {printed}."
            yield Remark(
                row["control"],
                f"Riskvärdet stämmer inte: kontrollmoment {row['number']}",
                detail,
                (f"controls:{number}",),
                product.display,
                str(printed),
                severity="error",
            )


@check(
    "rules.unexplained",
    asks="Är varje underskott förklarat?",
    why="Ett underskott som ingen förklarar kan dölja ett fel eller ett beslut som saknas.",
    blind="Överskott utan förklaring, och om en förklaring är riktig.",
    needs="outcome",
)
def check_unexplained(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each outcome line with a deficit that no explanation speaks of."""
    explained = explained_lines(facts)
    for number, line in outcome_rows(facts)["line"].items():
        result = facts[f"economy.line.{line}.result"]
        if result.value < 0 and line not in explained:
            name = line_name(facts, line)
            detail = f"Resultatet för {name} är {result.display}, och ingen förklaring gäller raden."
            title = f"Underskott utan förklaring: {name}"
            yield Remark(line, title, detail, (f"outcome:{number}",), "en förklaring", "saknas")


def _measurable(facts: Facts) -> Iterator[tuple[int, pd.Series, Fact]]:
    for number, goal in reviewed_goals(facts).iterrows():
        value = measuring_fact(facts, goal)
        if goal["threshold"] is not None and goal["operator"] and value:
            yield number, goal, value


def _judged(
    facts: Facts, number: int, goal: pd.Series, title: str, *, severity: Severity = "warning"
) -> Remark:
    value, limit = measuring_fact(facts, goal), facts[f"goals.{goal['goal']}.threshold"]
    word = "når" if reaches_threshold(goal, value.value) else "når inte"
    given = facts.data.label("goal_reviews", "assessment", goal["assessment"]) or "ingen"
    detail = f"Uppmätt {value.display} {word} gränsen {limit.display}. Nämndens bedömning: {given}."
    rows = tuple(filter(None, (f"goals:{number}", goal["review"], *facts.rows_behind(value.id))))
    return Remark(
        goal["goal"],
        f"{title}: {_short(goal)}",
        detail,
        rows,
        limit.display,
        value.display,
        severity=severity,
    )


def _short(goal: pd.Series) -> str:
    text = goal["text"].rstrip(".")
    return text if len(text) <= LONGEST else text[: LONGEST - 3].rsplit(" ", 1)[0] + " …"
