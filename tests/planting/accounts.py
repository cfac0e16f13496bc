"""Make up a board's economy: municipalities, services, fees that add up to the budget, and outcome."""

from datetime import date
from itertools import product

from planting.draft import Draft

STARTS = "Al Björk Ek Gran Havs Ler Lind Rönn Sten Tall".split()  # noqa: SIM905
ENDS = "arp dala kulla mora näset ryd sela tuna ånger".split()  # noqa: SIM905
SERVICES = {
    "archive": "E-arkiv",
    "forms": "E-tjänster",
    "payroll": "Lönesystem",
    "rescue": "Räddningssystem",
    "school": "Skolsystem",
}


def add_accounts(draft: Draft) -> None:
    """Add all that has to do with money, for all years."""
    _add_municipalities(draft)
    _add_services(draft)
    for year in draft.years:
        _add_fees(draft, year)
        _add_budget(draft, year)
        for when, share in ((date(year, 8, 31), 8), (date(year, 12, 31), 12)):
            _add_outcome(draft, year, when, share)
        _add_forecast(draft, year)
        _add_explanations(draft, year)


def users(draft: Draft, service: str) -> int:
    """Return how many municipalities use a service: those that pay for it."""
    rows = draft.of("fees", year=draft.year, component=service)
    return sum(row["fee"] is not None for row in rows)


def _add_municipalities(draft: Draft) -> None:
    names = draft.random.sample([start + end for start, end in product(STARTS, ENDS)], 30)
    for at, name in enumerate(names[: draft.random.randint(3, 30)]):
        code, people = f"{9901 + at}", draft.random.randint(2000, 80000)
        official = f"Kommunen {name}"
        own = {"source": "statistics", "place": "tabellen"}
        draft.add("municipalities", code=code, name=name, official_name=official, host=at == 0, **own)
        for year in draft.years:
            people += draft.random.randint(1, 99)
            when = date(year - 1, 12, 31)
            draft.add("population", municipality=code, date=when, population=people, **own)


def _add_services(draft: Draft) -> None:
    _add_line(draft, "office", "Kansli", None, 1)
    chosen = draft.random.sample(sorted(SERVICES), draft.random.randint(2, len(SERVICES)))
    for order, service in enumerate(chosen, start=1):
        name = SERVICES[service]
        draft.add("services", service=service, name=name, order=order, source="statistics", place="sidan 1")
        _add_line(draft, service, name, service, order + 1)


def _add_line(draft: Draft, line: str, name: str, service: str | None, order: int) -> None:
    own = {"name": name, "order": order}
    draft.add("outcome_lines", line=line, **own)
    draft.add("budget_lines", budget_line=line, outcome_line=line, basis="document", **own)
    paid = {"kind": "annual", "billed_by": "board", "budget_line": line, "basis": "document"}
    draft.add("fee_components", component=line, service=service, **own, **paid)


def _add_fees(draft: Draft, year: int) -> None:
    everybody = draft.rows["municipalities"]
    for component in draft.rows["fee_components"]:
        paying = _paying(draft, component["component"], everybody)
        base, rate = draft.random.randint(200, 900) * 100, draft.random.randint(1, 5)
        for row in draft.of("population", date=date(year - 1, 12, 31)):
            code, people = row["municipality"], row["population"] if component["service"] else 0
            fee = base + people * rate // 100 * 100 if code in paying else None
            cells = {"component": component["component"], "municipality": code, "fee": fee}
            draft.add("fees", year=year, mark="*" if draft.random.random() < 0.1 else None, **cells)


def _paying(draft: Draft, component: str, everybody: list[dict]) -> set[str]:
    earlier = [row["municipality"] for row in draft.of("fees", component=component) if row["fee"] is not None]
    if earlier:
        return set(earlier)
    codes = [row["code"] for row in everybody]
    return set(
        codes if component == "office" else draft.random.sample(codes, draft.random.randint(2, len(codes)))
    )


def _add_budget(draft: Draft, year: int) -> None:
    for side in ("income", "cost"):
        for line in draft.rows["budget_lines"]:
            fees = draft.of("fees", year=year, component=line["budget_line"])
            amount = sum(row["fee"] or 0 for row in fees)
            draft.add("budget", year=year, side=side, line=line["budget_line"], amount=amount, precision=1)


def _add_outcome(draft: Draft, year: int, through: date, months: int) -> None:
    for row in draft.of("budget", year=year, side="income"):
        income = row["amount"] * months // 12
        cost = income + draft.random.choice((-1, 1)) * draft.random.randint(1000, 5000)
        cells = {"line": row["line"], "income": income, "cost": cost, "precision": 1}
        draft.add("outcome", year=year, through=through, **cells)


def _add_forecast(draft: Draft, year: int) -> None:
    for row in draft.of("budget", year=year, side="income"):
        amount = row["amount"] + draft.random.randint(-2000, 2000)
        sides = {"income": row["amount"], "cost": amount, "precision": 1}
        draft.add("forecast", year=year, as_of=date(year, 8, 31), line=row["line"], **sides)


def _add_explanations(draft: Draft, year: int) -> None:
    for number, row in enumerate(draft.of("outcome", through=date(year, 12, 31)), start=1):
        direction = "surplus" if row["income"] > row["cost"] else "deficit"
        text = f"Kostnaderna för {row['line']} blev andra än väntat {year}."
        told = {"number": number, "text": text, "line": row["line"], "direction": direction}
        draft.add("explanations", year=year, through=row["through"], basis="document", **told)
