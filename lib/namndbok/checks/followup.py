"""Checks of what is missing in the follow-up: results of controls, and what came of what auditors said."""

from collections.abc import Iterator

from namndbok.checks.check import Remark, check
from namndbok.data import rows_where
from namndbok.facts import Facts, control_plan, row_ids
from namndbok.swedish import listing, plural

RESULT = {"result": "resultat", "result_date": "datum", "evidence": "underlag"}


@check(
    "missing.control_result",
    asks="Är varje beslutat kontrollmoment följt upp med resultat, datum och underlag?",
    why="En kontroll utan resultat är inte gjord, så vitt någon kan se.",
    blind="Om resultatet är riktigt.",
    needs="controls",
)
def check_control_results(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on the controls that lack the same of result, date and evidence."""
    rows = control_plan(facts)
    lacking = {
        number: "-".join(column for column in RESULT if row[column] is None)
        for number, row in rows.iterrows()
    }
    for columns, own in rows.groupby(lacking, sort=False):
        if columns:
            words = listing([RESULT[column] for column in columns.split("-")])
            which = plural(len(own), "Kontrollmoment", "Kontrollmomenten")
            numbers = f"{which} {listing([str(number) for number in own['number']])}"
            detail = f"{numbers} saknar {words}: {' '.join(own['risk'])}"
            title, found = (
                f"{numbers} är inte redovisade" if len(own) > 1 else f"{numbers} är inte redovisat",
                "saknas",
            )
            yield Remark(columns, title, detail, row_ids(own), words, found)


@check(
    "missing.recommendation",
    asks="Har revisorernas tidigare rekommendationer och anmärkningar lett till någon åtgärd?",
    why="En synpunkt som bara är besvarad eller lagd till handlingarna är inte åtgärdad.",
    blind="Åtgärder som inte är dokumenterade.",
)
def check_recommendations(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each recommendation or remark of an earlier year that nothing says is done.

    In the year in which the board answers there is nothing more to ask.
    """
    table, decisions = facts.data["recommendations"], facts.data["decisions"]
    years = {row.decision: row.date.year for row in decisions.itertuples()}
    rows = table[(table["status"] != "done") & (table["year"] < facts.year)]
    new = (row.status == "answered" and years.get(row.decision) == facts.year for row in rows.itertuples())
    rows = rows_where(rows, (not one for one in new))
    for (year, number), own in rows.groupby(["year", "number"], sort=True):
        first = own.iloc[0]
        status = facts.data.label("recommendations", "status", first["status"]).lower()
        detail = f"Synpunkten är {status}, men ingen uppgift visar att den är åtgärdad: {first['text']}"
        title = f"Revisorernas synpunkt {number} för {year} är inte åtgärdad"
        severity = "warning" if first["kind"] == "recommendation" else "info"
        yield Remark(f"{year}-{number}", title, detail, row_ids(own), "åtgärdad", status, severity=severity)
