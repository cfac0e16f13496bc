"""Make up how a board is run: meetings as planned, goals judged by their rules, controls with results."""

from datetime import date
from fractions import Fraction

from namndbok.facts.printed import rounded_to
from planting.accounts import users
from planting.draft import Draft, Row

MONTHS = {"board": (2, 6, 10, 12), "preparatory": (1, 3, 5, 9, 11)}
RISKS = (
    "En leverantör faller bort.",
    "Ett projekt drar ut på tiden.",
    "Uppgifter sprids.",
    "Kunskap saknas.",
)
# Goal: level, rule, measure, threshold, unit and reading.
GOALS = {
    "competence": ("annual", "Minst en kurs.", "events.competence.held", 1, "count", "total"),
    "meetings": ("annual", "Minst fyra möten.", "meetings.board.held", 4, "count", "total"),
    "present": ("annual", "I snitt 75 procent.", "attendance.board.share", 75, "percent", "average"),
    "handbook": ("annual", "Handboken är beslutad.", None, None, None, None),
    "groups": ("indicator", "Minst fem möten.", "meetings.preparatory.held", 5, "count", "total"),
    "every": ("indicator", "Alltid 60 %.", "attendance.preparatory.minimum", 60, "percent", "every_meeting"),
}


def add_steering(draft: Draft) -> None:
    """Add documents, decisions, meetings, goals, controls, services' status and texts for all years."""
    words = {"article": "ett", "meeting": "möte", "meetings": "möten"}
    for body, name in {"board": "nämnden", "preparatory": "beredningsgruppen"}.items():
        draft.add("bodies", body=body, name=name, **words)
    draft.add("documents", document="statistics", title="Folkmängd", kind="statistics")
    since = {row["service"]: draft.year - draft.random.randint(2, 9) for row in draft.rows["services"]}
    for year in draft.years:
        _add_documents(draft, year)
        _add_meetings(draft, year)
        _add_goals(draft, year)
        _add_controls(draft, year)
        _add_status(draft, year, since)
        _add_texts(draft, year)


def _add_documents(draft: Draft, year: int) -> None:
    own = {"date": draft.report_date(year), "body": "Nämnden", "case_number": f"{year + 1}/2"}
    draft.add("documents", document=f"report-{year}", title=f"Berättelse {year}", kind="report", **own)
    told = {
        "title": f"Budget {year}",
        "outcome": "Budgeten antas.",
        "status": "decided",
        "source": f"report-{year}",
        "place": "sidan 2",
    }
    anchor = {
        "date": date(year - 1, 12, 10),
        "body": "Nämnden",
        "paragraph": "§ 7",
        "case_number": f"{year - 1}/1",
    }
    draft.add("decisions", decision=f"budget-{year}", **anchor, **told)
    draft.add("paper_decisions", decision=f"budget-{year}", paper="budget", year=year)
    next_case = {"paragraph": "§ 8", "case_number": f"{year - 1}/2", "title": "Granskning"}
    draft.add("decisions", decision=f"review-{year}", **anchor | told | next_case)


def _add_meetings(draft: Draft, year: int) -> None:
    entitled = len(draft.rows["municipalities"])
    for body, months in MONTHS.items():
        for number, month in enumerate(months, start=1):
            # The board decides in December on next year's budget, on the tenth.
            when = date(year, month, 10 if month == 12 else draft.random.randint(1, 28))
            present = draft.random.randint(max(1, entitled // 2), entitled)
            draft.add("meeting_plan", year=year, body=body, number=number, date=when, kind="meeting")
            draft.add("meetings", year=year, body=body, date=when, present=present, entitled=entitled)
            draft.add("held_list", year=year, body=body, date=when)
    for month in draft.random.sample(range(1, 13), draft.random.randint(1, 3)):
        draft.add("events", year=year, date=date(year, month, 5), kind="competence", text="En kurs hölls.")


def _add_goals(draft: Draft, year: int) -> None:
    for goal, (level, rule, measure, limit, unit, reading) in GOALS.items():
        number = len(draft.of("goals", year=year, level=level)) + 1
        rules = {"rule": rule, "measure": measure, "unit": unit, "reading": reading}
        limits = {"threshold": limit and Fraction(limit), "operator": limit and ">="}
        told = {"goal": goal, "level": level, "number": number, "text": f"Målet om {goal}"}
        told |= {"wording": "decided"}
        draft.add("goals", year=year, **told, **rules, **limits)
        value = _measured(draft, year, measure) if measure else None
        reached = limit is None or value >= limit
        judged = {"assessment": "met" if reached else "not_met", "comment": f"Så gick det {year} med {goal}."}
        told = {"measured": value and rounded_to(value, 1), "measured_unit": value and unit}
        through = date(year, 12, 31)
        draft.add("goal_reviews", year=year, goal=goal, through=through, kind="verdict", **judged, **told)


def _measured(draft: Draft, year: int, measure: str) -> Fraction:
    """Return what a goal is measured by, computed from the rows and not by the library."""
    if measure.startswith("events"):
        return Fraction(len(draft.of("events", year=year)))
    rows = draft.of("meetings", year=year, body=measure.split(".")[1])
    if measure.endswith("held"):
        return Fraction(len(rows))
    if measure.endswith("minimum"):
        return min(_percent([row]) for row in rows)
    return _percent(rows)


def _percent(rows: list[Row]) -> Fraction:
    return Fraction(100 * sum(row["present"] for row in rows), sum(row["entitled"] for row in rows))


def _add_controls(draft: Draft, year: int) -> None:
    for number, risk in enumerate(RISKS, start=1):
        odds, weight = draft.random.randint(1, 4), draft.random.randint(1, 4)
        told = {"control": f"risk-{number}", "number": number, "risk": risk, "owner": "Samordnare"}
        values = {"probability": odds, "consequence": weight, "risk_value": odds * weight}
        done = {"result": "ok", "result_date": date(year, 11, 20), "evidence": "Protokoll"}
        draft.add("controls", year=year, mandatory=False, **told, **values, **done)


def _add_status(draft: Draft, year: int, since: dict[str, int]) -> None:
    for row in draft.rows["services"]:
        service = row["service"]
        own = {"service": service, "in_use_since": since[service], "status": f"I drift under {year}."}
        count = {"users": users(draft, service), "of": len(draft.rows["municipalities"])}
        draft.add("service_status", year=year, date=draft.report_date(year), **own, **count)
        value = draft.random.randint(900, 1100) * 100
        draft.add(
            "service_volumes", year=year, service=service, measure="ärenden", value=value, qualifier="exact"
        )


def _add_texts(draft: Draft, year: int) -> None:
    fee = f"{draft.of('fees', year=year, component='office')[0]['fee']:,}".replace(",", " ")
    count = len(draft.rows["municipalities"])
    text = f"Avgiften till kansliet är {fee} kr för alla {count} kommuner."
    draft.add("texts", year=year, section="finance", number=1, text=text)
    split = {"name": "Kansliavgift", "text": "Den betalar kansliet.", "distribution": "Lika för alla."}
    draft.add("financing", year=year, number=1, **split)
    plan = {
        "name": "Nytt system",
        "status": "pågår",
        "start": year - 1,
        "end": year + 1,
        "schedule": f"{year - 1}–{year + 1}",
    }
    draft.add("activities", year=year, area="project", number=1, **plan)
    asked = {
        "municipality": "9901",
        "kind": "recommendation",
        "text": "Följ upp kontrollerna.",
        "wording": "decided",
        "answer": "Gjort.",
    }
    draft.add("recommendations", year=year, number=1, status="done", decision=f"review-{year}", **asked)
