"""Errors in what is said of a year: goals, controls, services, explanations, decisions and texts."""

import re
from fractions import Fraction
from random import Random
from typing import Any

import pandas as pd

from namndbok.goals import LEVELS
from namndbok.load import Data
from namndbok.planting.edit import put, without
from namndbok.planting.figures import change_digit
from namndbok.planting.kind import Planted, at, choose, kind

FLIPPED = {"met": "not_met", "not_met": "met"}
NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?= kr)")


def _reviews(data: Data, year: int) -> pd.DataFrame:
    """Return the year's verdicts on goals of a level that is judged."""
    rows, goals = data.of_year("goal_reviews", year), data.of_year("goals", year)
    judged = goals[goals["level"].isin(LEVELS)]["goal"]
    return rows[rows["goal"].isin(judged) & rows["assessment"].isin(FLIPPED)]


def _put(data: Data, table: str, found: tuple[int, pd.Series] | None, **cells: Any) -> Planted | None:
    return found and Planted(put(data, table, found[0], **cells), at(table, found[0]))


@kind("verdict-flipped", "En bedömning omvänd", "Mål utan mått: bara nämnden vet om de är nådda.")
def plant_flipped(data: Data, year: int, random: Random) -> Planted | None:
    """Turn a verdict into its opposite."""
    found = choose(random, _reviews(data, year))
    return found and _put(data, "goal_reviews", found, assessment=FLIPPED[found[1]["assessment"]])


@kind("verdict-gone", "En bedömning borttagen", "Mål med regel men utan gräns.")
def plant_no_verdict(data: Data, year: int, random: Random) -> Planted | None:
    """Remove a verdict."""
    return _put(data, "goal_reviews", choose(random, _reviews(data, year)), assessment=None)


@kind("threshold", "En gräns ändrad sedan förra året")
def plant_threshold(data: Data, year: int, random: Random) -> Planted | None:
    """Lower the threshold of a goal that an earlier year has too."""
    rows = data.of_year("goals", year)
    earlier = data["goals"][data["goals"]["year"] < year]["goal"]
    rows = rows[rows["goal"].isin(set(earlier)) & rows["threshold"].notna()]
    found = choose(random, rows)
    return found and _put(data, "goals", found, threshold=Fraction(found[1]["threshold"]) / 2)


@kind("goal-gone", "Ett mål borta", "Mål som inget tidigare år har och som står först eller sist.")
def plant_goal_gone(data: Data, year: int, random: Random) -> Planted | None:
    """Remove a goal with its reviews."""
    goals = data.of_year("goals", year)
    found = choose(random, goals[goals["level"].isin(LEVELS)])
    if found is None:
        return None
    number, goal = found
    changed, reviews = without(data, "goals", number), data.of_year("goal_reviews", year)
    for review in reviews.index[reviews["goal"] == goal["goal"]]:
        changed = without(changed, "goal_reviews", review)
    return Planted(changed, at("goals", number))


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
    found = choose(random, rows[changed])
    return found and _put(data, "goal_reviews", found, comment=comments[found[1]["goal"]])


@kind("control-result", "Ett kontrollmoments resultat borttaget")
def plant_no_result(data: Data, year: int, random: Random) -> Planted | None:
    """Remove the result, its date or its evidence from a control that has all three."""
    rows = data.of_year("controls", year)
    columns = ["result", "result_date", "evidence"]
    found = choose(random, rows[rows[columns].notna().all(axis=1)])
    return _put(data, "controls", found, **{random.choice(columns): None})


@kind("risk-value", "Ett riskvärde ändrat")
def plant_risk_value(data: Data, year: int, random: Random) -> Planted | None:
    """Add one to a control's risk value, probability or consequence."""
    rows = data.of_year("controls", year)
    column = random.choice(("risk_value", "probability", "consequence"))
    found = choose(random, rows[rows["risk_value"].notna()])
    return found and _put(data, "controls", found, **{column: found[1][column] + 1})


@kind("users", "Fel antal användare av en tjänst")
def plant_users(data: Data, year: int, random: Random) -> Planted | None:
    """Count one user more or less of a service."""
    rows = data.of_year("service_status", year)
    found = choose(random, rows[rows["users"].notna()])
    if found is None:
        return None
    users = found[1]["users"] + (1 if found[1]["users"] < found[1]["of"] else -1)
    return _put(data, "service_status", found, users=users)


@kind("in-use", "Ett annat år för driftstart", "Tjänster som bara ett dokument tar upp.")
def plant_in_use(data: Data, year: int, random: Random) -> Planted | None:
    """Move the year in which a service was taken into use."""
    rows = data.of_year("service_status", year)
    found = choose(random, rows[rows["in_use_since"].notna()])
    moved = random.choice((-1, 1))
    return found and _put(data, "service_status", found, in_use_since=found[1]["in_use_since"] + moved)


@kind(
    "status-gone",
    "En tjänsts lägesrapport borta",
    "Tjänster som ingen betalar för och inget tidigare år tar upp.",
)
def plant_status_gone(data: Data, year: int, random: Random) -> Planted | None:
    """Remove a service's status."""
    found = choose(random, data.of_year("service_status", year))
    if found is None:
        return None
    components = data["fee_components"]
    about = at("fee_components", *components.index[components["service"] == found[1]["service"]])
    return Planted(without(data, "service_status", found[0]), at("service_status", found[0]), about)


@kind("volume", "En volym en tredjedel av förra årets", "Volymer som redan är anmärkta.")
def plant_volume(data: Data, year: int, random: Random) -> Planted | None:
    """Divide by three a volume that an earlier year has too."""
    table = data["service_volumes"]
    older = {(row.service, row.measure): row.value for row in table[table["year"] < year].itertuples()}
    rows = data.of_year("service_volumes", year)
    known = [pair in older for pair in zip(rows["service"], rows["measure"], strict=True)]
    found = choose(random, rows[known])
    return found and _put(
        data, "service_volumes", found, value=older[found[1]["service"], found[1]["measure"]] // 3
    )


@kind("explanation-empty", "En förklaring tömd")
def plant_empty_explanation(data: Data, year: int, random: Random) -> Planted | None:
    """Empty the text of an explanation."""
    rows = data.of_year("explanations", year)
    return _put(data, "explanations", choose(random, rows[rows["text"].notna()]), text=None)


@kind("explanation-gone", "En förklaring av ett underskott borta")
def plant_explanation_gone(data: Data, year: int, random: Random) -> Planted | None:
    """Remove the only explanation of a deficit."""
    rows = data.of_year("explanations", year)
    deficits = rows[(rows["direction"] == "deficit") & rows["line"].notna()]
    found = choose(random, deficits.drop_duplicates("line", keep=False))
    if found is None:
        return None
    outcome = data.of_year("outcome", year)
    about = at("outcome", *outcome.index[outcome["line"] == found[1]["line"]])
    return Planted(without(data, "explanations", found[0]), at("explanations", found[0]), about)


@kind("decision-gone", "Beslutet om budgeten borta")
def plant_decision_gone(data: Data, year: int, random: Random) -> Planted | None:
    """Remove the decision on the year's budget."""
    rows = data["decisions"]
    named = [title.startswith("Budget") and str(year) in title for title in rows["title"]]
    found = choose(random, rows[named])
    if found is None:
        return None
    about = at("budget", *data.of_year("budget", year).index)
    return Planted(without(data, "decisions", found[0]), at("decisions", found[0]), about)


@kind("not-done", "En rekommendation inte längre genomförd")
def plant_not_done(data: Data, year: int, random: Random) -> Planted | None:
    """Open a recommendation of an earlier year again."""
    rows = data["recommendations"]
    found = choose(random, rows[(rows["year"] < year) & (rows["status"] == "done")])
    return _put(data, "recommendations", found, status="open")


@kind("text-amount", "Ett annat belopp i en text")
def plant_text_amount(data: Data, year: int, random: Random) -> Planted | None:
    """Change one digit of an amount in kronor that a text names."""
    rows = data.of_year("texts", year)
    found = choose(random, rows[[bool(NUMBER.search(text)) for text in rows["text"]]])
    if found is None:
        return None
    text = found[1]["text"]
    written = NUMBER.search(text)[0]
    other = f"{change_digit(int(written.replace(' ', '')), random):,}".replace(",", " ")
    return _put(data, "texts", found, text=text.replace(written, other))


@kind("text-year", "Ett årtal skrivet som belopp i en text")
def plant_text_year(data: Data, year: int, random: Random) -> Planted | None:
    """Add a sentence with a year written as an amount to a text."""
    found = choose(random, data.of_year("texts", year))
    spaced = f"{year // 1000} {year % 1000:03}"
    return found and _put(data, "texts", found, text=f"{found[1]['text']} Så var det {spaced}.")
