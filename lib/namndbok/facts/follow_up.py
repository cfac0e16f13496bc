"""Follow-up of what the board has decided: controls, decisions that can be found, and services in use.

The risk value of a control is probability × consequence.
"""

from datetime import date
from functools import partial

import pandas as pd

from namndbok.data import Data, rows_where
from namndbok.errors import InvalidParameter
from namndbok.facts.fact import Facts, row_ids
from namndbok.facts.wording import named
from namndbok.swedish import listing


def facts_controls(facts: Facts) -> None:
    """Add the number of controls, those with a result, and each control's risk value."""
    plan = control_plan(facts)
    facts.add_count(*named("controls.total"), plan)
    facts.add_count(*named("controls.reported"), plan[plan["result"].notna()])
    risks = []
    for number, row in plan.iterrows():
        told = named("controls.{control}.risk_value", control=row["control"], number=row["number"])
        value = row["probability"] * row["consequence"]
        risks.append(facts.state(told, value, "count", rows=[f"controls:{number}"]))
    if risks:
        highest, ids = max(fact.value for fact in risks), [fact.id for fact in risks]
        facts.state(named("controls.highest"), highest, "count", facts=ids)


def control_plan(facts: Facts) -> pd.DataFrame:
    """Return the year's control plan in the board's order."""
    return facts.year_rows("controls").sort_values("number", kind="stable")


def facts_decisions(facts: Facts) -> None:
    """Add how many decisions there are, no proposals, and how many have all that it takes to find them."""
    table = facts.data["decisions"]
    table = table[table["status"] == "decided"]
    anchored = table[table[["date", "paragraph", "case_number"]].notna().all(axis="columns")]
    facts.add_count(*named("decisions.total"), table)
    facts.add_count(*named("decisions.anchored"), anchored)
    papers = facts.data["paper_decisions"]
    days = papers["decision"].map(facts.data.lookup("decisions", "decision", "date"))
    for day, year in meeting_years(facts.data).items():
        if year == facts.year:
            cases = cases_on(facts.data, day)
            # A meeting stands among the papers of its own year, or of the report that it deals with.
            rows = [*row_ids(cases), *cases["case_row"], *row_ids(rows_where(papers, days == day))]
            listed = facts.state(named("decisions.{date}.listed", date=day), len(rows), "count", rows=rows).id
            told = named("decisions.{date}.cases", date=day)
            facts.state(told, len(cases), "count", rows=row_ids(cases), facts=[listed])


def decisions_on(data: Data, paper: str) -> pd.DataFrame:
    """Return the decisions and proposals on one of the board's papers, such as `budget`, by row number.

    `year` is the year of the paper, `through` the end of the period of an interim report, and `paper_row`
    where that stands.
    """
    return data.once(("decisions_on", paper), partial(_decisions_on, data, paper))


def _decisions_on(data: Data, paper: str) -> pd.DataFrame:
    papers = data["paper_decisions"]
    papers = papers.assign(paper_row=row_ids(papers))
    papers = papers.loc[papers["paper"] == paper, ["decision", "year", "through", "paper_row"]]
    rows = data["decisions"].reset_index(names="row").merge(papers, on="decision")
    return rows.set_index("row").sort_values("date", kind="stable")


def cases_on(data: Data, day: date) -> pd.DataFrame:
    """Return a meeting's decisions and proposals, by row number, in the order of its cases.

    `number` is that of the case, and `case_row` where it stands.
    """
    cases = data["cases"].assign(case_row=row_ids(data["cases"]))
    rows = data["decisions"].reset_index(names="row").merge(cases[["decision", "number", "case_row"]])
    rows = rows[rows["date"] == day].set_index("row").rename_axis("decisions")
    return rows.sort_values("number", kind="stable", key=lambda numbers: numbers.fillna(len(rows)))


def meeting_years(data: Data) -> dict[date, int]:
    """Map each meeting that has cases to the year whose papers its own stand among, in the order of days.

    It is the year of the annual report that the meeting deals with, and otherwise its own.
    """
    days, reports = data.lookup("decisions", "decision", "date"), decisions_on(data, "annual_report")
    report_years = dict(zip(reports["date"], reports["year"], strict=True))
    meetings = sorted({days[decision] for decision in data["cases"]["decision"]})
    return {day: report_years.get(day, day.year) for day in meetings}


def find_meeting(data: Data, day: str, year: int | None = None) -> date:
    """Return the day of a meeting, given as 2031-10-07, among the papers of `year`, if given.

    Raises `InvalidParameter` if there is none.
    """
    years = {meeting.isoformat(): folder for meeting, folder in meeting_years(data).items()}
    if day not in years:
        action = "Ärendena förs in i decisions.csv och cases.csv."
        raise InvalidParameter(f"Inget sammanträde {day}. Det finns: {listing([*years]) or 'inga'}. {action}")
    if year not in (None, years[day]):
        raise InvalidParameter(f"Sammanträdet {day} hör till {years[day]}, inte till {year}.")
    return date.fromisoformat(day)


def facts_services(facts: Facts) -> None:
    """Add how many municipalities use each service, of how many, as last reported for the year."""
    names, rows = facts.data.lookup("services", "service", "name"), status_rows(facts)
    rows = rows[rows["users"].notna() & rows["of"].notna()]
    for number, row in rows.iterrows():
        cells = {"service": row["service"], "name": names[row["service"]]}
        users, of = (
            facts.add_cell(
                *named(f"services.{{service}}.{part}", **cells),
                row[part],
                "count",
                f"service_status:{number}",
            )
            for part in ("users", "of")
        )
        facts.add_ratio(*named("services.{service}.share", **cells), users.id, of.id)
    if len(rows):
        facts.add_count(*named("services.counted"), rows)
        facts.add_count(*named("services.complete"), rows[rows["users"] == rows["of"]])


def status_rows(facts: Facts) -> pd.DataFrame:
    """Return the latest status of each service for the year, in the board's order."""
    rows = facts.year_rows("service_status").sort_values("date", kind="stable")
    latest = rows.drop_duplicates("service", keep="last")
    order = facts.data.lookup("services", "service", "order")
    return latest.loc[latest["service"].map(order).sort_values(kind="stable").index]
