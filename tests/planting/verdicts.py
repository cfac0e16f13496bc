"""Errors in goals and controls: verdicts, thresholds, rules, values, results."""

import re
from fractions import Fraction
from random import Random

import pandas as pd

from namndbok.data.load import Data, rows_where
from namndbok.facts.goals import GOAL_LEVELS
from planting.edit import without
from planting.figures import change_digit
from planting.kind import Planted, choose, ids, kind, rewrite

FLIPPED = {"met": "not_met", "not_met": "met"}
PERCENT = re.compile(r"\d\d(?= (?:procent|%))")


def _reviews(data: Data, year: int) -> pd.DataFrame:
    """Return the year's verdicts on goals of a level that is judged."""
    rows, goals = data.of_year("goal_reviews", year), data.of_year("goals", year)
    judged = goals[goals["level"].isin(GOAL_LEVELS)]["goal"]
    return rows[rows["goal"].isin(judged) & rows["assessment"].isin(FLIPPED)]


@kind("verdict-flipped", "En bedömning omvänd", "Mål utan mått: bara nämnden vet om de är nådda.")
def plant_flipped(data: Data, year: int, random: Random) -> Planted | None:
    """Turn a verdict into its opposite."""
    chosen = choose(random, _reviews(data, year))
    return chosen and rewrite(data, "goal_reviews", chosen, assessment=FLIPPED[chosen[1]["assessment"]])


@kind("verdict-gone", "En bedömning borttagen", "Mål med regel men utan gräns.")
def plant_no_verdict(data: Data, year: int, random: Random) -> Planted | None:
    """Remove a verdict."""
    return rewrite(data, "goal_reviews", choose(random, _reviews(data, year)), assessment=None)


@kind("threshold", "En gräns ändrad sedan förra året")
def plant_threshold(data: Data, year: int, random: Random) -> Planted | None:
    """Lower the threshold of a goal that an earlier year has too."""
    rows = data.of_year("goals", year)
    earlier = data["goals"][data["goals"]["year"] < year]["goal"]
    rows = rows[rows["goal"].isin(set(earlier)) & rows["threshold"].notna()]
    chosen = choose(random, rows)
    return chosen and rewrite(data, "goals", chosen, threshold=Fraction(chosen[1]["threshold"]) / 2)


@kind("goal-gone", "Ett mål borta", "Mål som inget tidigare år har och som står först eller sist.")
def plant_goal_gone(data: Data, year: int, random: Random) -> Planted | None:
    """Remove a goal with its reviews."""
    goals = data.of_year("goals", year)
    chosen = choose(random, goals[goals["level"].isin(GOAL_LEVELS)])
    if chosen is None:
        return None
    number, goal = chosen
    changed, reviews = without(data, "goals", number), data.of_year("goal_reviews", year)
    for review in reviews.index[reviews["goal"] == goal["goal"]]:
        changed = without(changed, "goal_reviews", review)
    return Planted(changed, ids("goals", number))


@kind("same-comment", "Förra årets kommentar kopierad")
def plant_same_comment(data: Data, year: int, random: Random) -> Planted | None:
    """Write an earlier year's comment on the same goal."""
    rows, table = data.of_year("goal_reviews", year), data["goal_reviews"]
    older = table[(table["year"] < year) & table["comment"].notna()]
    comments = dict(zip(older["goal"], older["comment"], strict=True))
    changed = [
        comments.get(goal) not in (None, text)
        for goal, text in zip(rows["goal"], rows["comment"], strict=True)
    ]
    chosen = choose(random, rows[changed])
    return chosen and rewrite(data, "goal_reviews", chosen, comment=comments[chosen[1]["goal"]])


@kind("measured", "Ett annat uppmätt värde i en bedömning", "Värden för mål som tabellerna inte mäter.")
def plant_measured(data: Data, year: int, random: Random) -> Planted | None:
    """Change one digit of a measured value, or add one to a value of one digit."""
    rows = data.of_year("goal_reviews", year)
    chosen = choose(random, rows[rows["measured"].notna()])
    if chosen is None:
        return None
    value = chosen[1]["measured"]
    other = change_digit(int(value), random) if value >= 10 else value + 1
    return rewrite(data, "goal_reviews", chosen, measured=Fraction(other))


@kind("rule-number", "Ett annat tal i ett måls regel än gränsen", "Regler med flera tal.")
def plant_rule_number(data: Data, year: int, random: Random) -> Planted | None:
    """Change a number of two digits in the rule of a goal that has a threshold."""
    rows = data.of_year("goals", year)
    rows = rows[rows["threshold"].notna() & rows["rule"].notna()]
    chosen = choose(random, rows_where(rows, map(PERCENT.search, rows["rule"])))
    if chosen is None:
        return None
    rule = chosen[1]["rule"]
    written = PERCENT.search(rule)[0]
    return rewrite(
        data, "goals", chosen, rule=rule.replace(written, str(change_digit(int(written), random)), 1)
    )


@kind("control-result", "Ett kontrollmoments resultat borttaget")
def plant_no_result(data: Data, year: int, random: Random) -> Planted | None:
    """Remove the result, its date or its evidence from a control that has all three."""
    rows = data.of_year("controls", year)
    columns = ["result", "result_date", "evidence"]
    chosen = choose(random, rows[rows[columns].notna().all(axis=1)])
    return rewrite(data, "controls", chosen, **{random.choice(columns): None})


@kind("risk-value", "Ett riskvärde ändrat")
def plant_risk_value(data: Data, year: int, random: Random) -> Planted | None:
    """Add one to a control's risk value, probability or consequence."""
    rows = data.of_year("controls", year)
    column = random.choice(("risk_value", "probability", "consequence"))
    chosen = choose(random, rows[rows["risk_value"].notna()])
    return chosen and rewrite(data, "controls", chosen, **{column: chosen[1][column] + 1})
