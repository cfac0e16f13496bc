"""Errors in explanations, decisions, recommendations and texts."""

import re
from random import Random

from namndbok.data.load import Data
from namndbok.facts import decisions_on
from planting.edit import without
from planting.figures import change_digit
from planting.kind import Planted, choose, ids, kind, rewrite

NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?= kr)")


@kind("explanation-empty", "En förklaring tömd")
def plant_empty_explanation(data: Data, year: int, random: Random) -> Planted | None:
    """Empty the text of an explanation."""
    rows = data.of_year("explanations", year)
    return rewrite(data, "explanations", choose(random, rows[rows["text"].notna()]), text=None)


@kind("explanation-gone", "En förklaring av ett underskott borta")
def plant_explanation_gone(data: Data, year: int, random: Random) -> Planted | None:
    """Remove the only explanation of a deficit."""
    rows = data.of_year("explanations", year)
    deficits = rows[(rows["direction"] == "deficit") & rows["line"].notna()]
    chosen = choose(random, deficits.drop_duplicates("line", keep=False))
    if chosen is None:
        return None
    outcome = data.of_year("outcome", year)
    about = ids("outcome", *outcome.index[outcome["line"] == chosen[1]["line"]])
    return Planted(without(data, "explanations", chosen[0]), ids("explanations", chosen[0]), about)


@kind("decision-gone", "Beslutet om budgeten borta")
def plant_decision_gone(data: Data, year: int, random: Random) -> Planted | None:
    """Remove the decision on the year's budget."""
    rows = decisions_on(data, "budget")
    chosen = choose(random, rows[(rows["year"] == year) & (rows["status"] == "decided")])
    if chosen is None:
        return None
    about = ids("budget", *data.of_year("budget", year).index)
    paper = data.row_number("paper_decisions", "decision", chosen[1]["decision"])
    gone = without(without(data, "decisions", chosen[0]), "paper_decisions", paper)
    return Planted(gone, ids("decisions", chosen[0]), about)


@kind("not-done", "En rekommendation inte längre genomförd")
def plant_not_done(data: Data, year: int, random: Random) -> Planted | None:
    """Open a recommendation of an earlier year again."""
    rows = data["recommendations"]
    chosen = choose(random, rows[(rows["year"] < year) & (rows["status"] == "done")])
    return rewrite(data, "recommendations", chosen, status="open")


@kind("text-amount", "Ett annat belopp i en text")
def plant_text_amount(data: Data, year: int, random: Random) -> Planted | None:
    """Change one digit of an amount in kronor that a text names."""
    rows = data.of_year("texts", year)
    chosen = choose(random, rows[[bool(NUMBER.search(text)) for text in rows["text"]]])
    if chosen is None:
        return None
    text = chosen[1]["text"]
    written = NUMBER.search(text)[0]
    other = f"{change_digit(int(written.replace(' ', '')), random):,}".replace(",", " ")
    return rewrite(data, "texts", chosen, text=text.replace(written, other))


@kind("text-year", "Ett årtal skrivet som belopp i en text")
def plant_text_year(data: Data, year: int, random: Random) -> Planted | None:
    """Add a sentence with a year written as an amount to a text."""
    chosen = choose(random, data.of_year("texts", year))
    spaced = f"{year // 1000} {year % 1000:03}"
    return chosen and rewrite(data, "texts", chosen, text=f"{chosen[1]['text']} Så var det {spaced}.")
