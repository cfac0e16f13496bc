"""Checks of rules: whether a verdict, a forecast or a risk value follows from what was measured."""

from collections.abc import Iterator

import pandas as pd

from namndbok.attendance import BODIES
from namndbok.checks.check import Remark, check
from namndbok.facts import Facts
from namndbok.goals import measured, met, reviewed

VERDICTS = {"met": True, "not_met": False}


@check(
    "rules.verdict",
    asks="Följer bedömningen av målet av regeln och det uppmätta värdet?",
    why="Ett mål som bedöms mot sin egen regel kan prövas av vem som helst.",
    blind="Mål utan regel eller utan uppgifter i tabellerna.",
)
def check_verdicts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each verdict that the measured value contradicts."""
    for number, goal in _measurable(facts):
        value = measured(facts, goal)
        if goal["assessment"] in VERDICTS and VERDICTS[goal["assessment"]] != met(goal, value.value):
            yield _verdict(facts, number, goal, "Bedömningen följer inte av regeln", "error")


@check(
    "rules.missing_verdict",
    asks="Har varje mål som kan mätas fått en bedömning?",
    why="Ett mål utan bedömning är inte uppföljt, fast siffrorna finns.",
    blind="Mål som tabellerna inte kan mäta.",
)
def check_missing_verdicts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each measurable goal that has no verdict and no forecast."""
    for number, goal in _measurable(facts):
        if goal["assessment"] is None:
            yield _verdict(facts, number, goal, "Målet har ingen bedömning", "warning")


@check(
    "rules.every_meeting",
    asks="Håller prognosen när målet gäller vid varje möte?",
    why="Är gränsen redan underskriden vid ett möte kan målet inte längre nås.",
    blind="Möten vars närvaro inte finns i tabellen.",
)
def check_forecasts(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal that counts every meeting, is expected to be met, and already is not."""
    for number, goal in _measurable(facts):
        body = goal["measure"].split(".")[1]
        lowest = f"attendance.{body}.minimum"
        promised = goal["assessment"] in ("expected", "met")
        if goal["reading"] == "every_meeting" and body in BODIES and promised and not met(goal, facts[lowest].value):
            detail = f"Målet gäller varje möte, men lägsta närvaro hittills i {BODIES[body]} är {facts[lowest].display}."
            rows = (f"goals:{number}", goal["review"], *_behind(facts, lowest))
            title = f"Prognosen håller inte: {_short(goal)}"
            yield Remark(goal["goal"], title, detail, rows, facts[f"goals.{goal['goal']}.threshold"].display, facts[lowest].display)


@check(
    "rules.risk_value",
    asks="Är riskvärdet sannolikhet gånger konsekvens?",
    why="Riskvärdet avgör vilka risker som ska följas upp.",
    blind="En sannolikhet eller konsekvens som är fel bedömd.",
)
def check_risk_values(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each printed risk value that is not the product."""
    for number, row in facts.data.of_year("controls", facts.year).iterrows():
        product = facts[f"controls.{row['control']}.risk_value"]
        if row["risk_value"] is not None and row["risk_value"] != product.value:
            detail = f"Kontrollmoment {row['number']}: {row['probability']} × {row['consequence']} är {product.display}, inte {row['risk_value']}."
            title = f"Riskvärdet stämmer inte: kontrollmoment {row['number']}"
            yield Remark(
                row["control"], title, detail, (f"controls:{number}",), product.display, str(row["risk_value"]), severity="error"
            )


@check(
    "rules.unexplained",
    asks="Är raderna med avvikelse förklarade?",
    why="Ett underskott som ingen förklarar kan dölja ett fel eller ett beslut som saknas.",
    blind="Om förklaringen är riktig.",
)
def check_unexplained(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each outcome line with a deficit that no explanation speaks of."""
    explained = set(facts["economy.explained"].facts) if "economy.explained" in facts else set()
    for fact in facts.under("economy.line"):
        if fact.id.endswith(".result") and fact.value < 0 and fact.id not in explained:
            name = fact.label.rsplit(",", 1)[0]
            detail = f"{name} visar {fact.display} och ingen av förklaringarna gäller raden."
            rows = tuple(row for part in fact.facts[:1] for row in facts[part].rows)
            yield Remark(fact.id.split(".")[2], f"Underskott utan förklaring: {name}", detail, rows, "en förklaring", "saknas")


def _measurable(facts: Facts) -> Iterator[tuple[int, pd.Series]]:
    for number, goal in reviewed(facts).iterrows():
        if goal["threshold"] is not None and measured(facts, goal) is not None:
            yield number, goal


def _verdict(facts: Facts, number: int, goal: pd.Series, title: str, severity) -> Remark:
    value, limit = measured(facts, goal), facts[f"goals.{goal['goal']}.threshold"]
    word = "når" if met(goal, value.value) else "når inte"
    given = facts.data.label("goal_reviews", "assessment", goal["assessment"]) or "ingen"
    detail = f"Uppmätt {value.display} {word} gränsen {limit.display}. Nämndens bedömning: {given}."
    rows = tuple(filter(None, (f"goals:{number}", goal["review"], *_behind(facts, value.id))))
    return Remark(goal["goal"], f"{title}: {_short(goal)}", detail, rows, limit.display, value.display, severity=severity)


def _short(goal: pd.Series) -> str:
    return goal["text"] if len(goal["text"]) <= 60 else goal["text"][:57].rsplit(" ", 1)[0] + " …"


def _behind(facts: Facts, id: str) -> tuple[str, ...]:
    """Return the rows behind a fact, through the facts that it uses."""
    own = facts[id].rows
    return tuple(dict.fromkeys((*own, *(row for name in facts[id].facts for row in _behind(facts, name)))))
