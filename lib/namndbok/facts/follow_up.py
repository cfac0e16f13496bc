"""Follow-up of what the board has decided: controls, decisions that can be found, and services in use.

The risk value of a control is probability × consequence.
"""

from datetime import date

import pandas as pd

from namndbok.data import Data, rows_where
from namndbok.errors import InvalidParameter
from namndbok.facts.fact import Facts, row_ids
from namndbok.swedish import day as in_words
from namndbok.swedish import listing


def facts_controls(facts: Facts) -> None:
    """Add the number of controls, those with a result, and each control's risk value."""
    plan = control_plan(facts)
    facts.add_count("controls.total", "Kontrollmoment i planen", "antal rader i kontrollplanen", plan)
    label, formula = "Kontrollmoment med resultat", "antal kontrollmoment med resultat"
    facts.add_count("controls.reported", label, formula, plan[plan["result"].notna()])
    ids = []
    for number, row in plan.iterrows():
        id, label = f"controls.{row['control']}.risk_value", f"Riskvärde, kontrollmoment {row['number']}"
        value, formula = row["probability"] * row["consequence"], "sannolikhet × konsekvens"
        ids.append(facts.add(id, label, value, "count", formula, rows=[f"controls:{number}"]).id)
    if ids:
        highest, formula = max(facts[id].value for id in ids), "det största av riskvärdena"
        facts.add("controls.highest", "Högsta riskvärde", highest, "count", formula, facts=ids)


def control_plan(facts: Facts) -> pd.DataFrame:
    """Return the year's control plan in the board's order."""
    return facts.year_rows("controls").sort_values("number", kind="stable")


def facts_decisions(facts: Facts) -> None:
    """Add how many decisions there are, no proposals, and how many have all that it takes to find them."""
    table = facts.data["decisions"]
    table = table[table["status"] == "decided"]
    anchored = table[table[["date", "paragraph", "case_number"]].notna().all(axis="columns")]
    facts.add_count("decisions.total", "Beslut i underlaget", "antal beslut i beslutstabellen", table)
    formula = "antal beslut med datum, paragraf och ärendenummer"
    facts.add_count("decisions.anchored", "Beslut som går att finna", formula, anchored)
    papers = facts.data["paper_decisions"]
    days = papers["decision"].map(facts.data.lookup("decisions", "decision", "date"))
    for day, year in meeting_years(facts.data).items():
        if year == facts.year:
            cases, formula = cases_on(facts.data, day), "antal ärenden vid sammanträdet"
            # A meeting stands among the papers of its own year, or of the report that it deals with.
            rows = [*cases["case_row"], *row_ids(rows_where(papers, days == day))]
            listed, label = f"decisions.{day}.listed", f"Uppgifter om ärenden och handlingar {in_words(day)}"
            facts.add(listed, label, len(rows), "count", "antal rader om dem", rows=rows)
            id, label, rows = f"decisions.{day}.cases", f"Ärenden den {in_words(day)}", row_ids(cases)
            facts.add(id, label, len(cases), "count", formula, rows=rows, facts=[listed])


def decisions_on(data: Data, paper: str) -> pd.DataFrame:
    """Return the decisions and proposals on one of the board's papers, such as `budget`, by row number.

    `year` is the year of the paper, `through` the end of the period of an interim report, and `paper_row`
    where that stands.
    """
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
        prefix, name, cell = f"services.{row['service']}", names[row["service"]], f"service_status:{number}"
        users, of = f"{prefix}.users", f"{prefix}.of"
        facts.add_cell(users, f"{name}, kommuner som använder tjänsten", row["users"], "count", cell)
        facts.add_cell(of, f"{name}, kommuner som kan använda tjänsten", row["of"], "count", cell)
        facts.add_ratio(f"{prefix}.share", f"{name}, anslutna", "användare ÷ kommuner", users, of)
    if len(rows):
        formula = "antal rader i lägesrapporten"
        facts.add_count("services.counted", "Tjänster med uppgift om anslutna", formula, rows)
        everywhere, formula = rows[rows["users"] == rows["of"]], "antal tjänster där användare = kommuner"
        facts.add_count("services.complete", "Tjänster som alla kommuner använder", formula, everywhere)


def status_rows(facts: Facts) -> pd.DataFrame:
    """Return the latest status of each service for the year, in the board's order."""
    rows = facts.year_rows("service_status").sort_values("date", kind="stable")
    latest = rows.drop_duplicates("service", keep="last")
    order = facts.data.lookup("services", "service", "order")
    return latest.loc[latest["service"].map(order).sort_values(kind="stable").index]
