"""Checks of what stands alone: answers, printed figures and measures that match nothing in the data."""

from collections.abc import Iterator
from difflib import get_close_matches

from namndbok.checks.check import CHECKS, Remark, check, findings_of, numbered, year_of
from namndbok.data import rows_where
from namndbok.facts import Facts, measuring_fact, reviewed_goals, row_ids

ANSWERS = "unmatched.answers"
MOST_NAMED = 3


@check("unmatched.printed")
def check_unmatched_printed(facts: Facts) -> Iterator[Remark]:
    """Yield one remark if there are printed figures whose fact cannot be computed for the year."""
    rows = facts.year_rows("printed")
    rows = rows_where(rows, (fact not in facts for fact in rows["fact"]))
    ids = list(dict.fromkeys(rows["fact"]))
    more = [f"{len(ids) - MOST_NAMED} till"] if len(ids) > MOST_NAMED else []
    few = "En tryckt siffra" if len(rows) == 1 else f"{len(rows)} tryckta siffror"
    yield Remark("printed", row_ids(rows), few=few, ids=[*ids[:MOST_NAMED], *more])


@check("unmatched.measures")
def check_unmatched_measures(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each goal whose measure is no fact of the year or has another unit."""
    for number, goal in reviewed_goals(facts).iterrows():
        measure = goal["measure"]
        if measure and not measuring_fact(facts, goal):
            close = [] if measure in facts else get_close_matches(measure, facts, 1)
            cells = {"case": "unit" if measure in facts else "", "notes": ["meant"] * len(close)}
            yield Remark(goal["goal"], [f"goals:{number}"], goal=goal, close=close, **cells)


@check(ANSWERS)
def check_unmatched_answers(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each answer, of the year or of no year, to a finding that no check gives."""
    answers = facts.data["answers"]
    answers = answers[[year_of(id) in (facts.year, None) for id in answers["finding"]]]
    if answers.empty:
        return
    given = [finding for other in CHECKS if other != ANSWERS for finding in findings_of(facts, other)]
    known = {name for finding in numbered(facts.year, given) for name in (finding.id, finding.number)}
    for number, id in answers["finding"].items():
        if id not in known and not id.startswith(ANSWERS):
            # The finding that it was probably about: of the same check, year and key.
            same = sorted(other for other in known if other.rsplit(".", 1)[0] == id.rsplit(".", 1)[0])
            note = "changed" if same else "wrong"
            yield Remark(id, [f"answers:{number}"], notes=[note], id=id, same=same)
