"""Checks of time: activities whose schedule has ended, and services told to be in two stages at once."""

from collections.abc import Iterator

from namndbok.checks.check import Remark, check
from namndbok.checks.mentions import mentions, names, telling
from namndbok.data import rows_where
from namndbok.facts import Facts, outcome_rows, row_ids, status_rows
from namndbok.swedish import listing

INTRODUCED = "införande"
FINISHED = ("avslut", "drift", "förvaltning", "genomför", "klar")


@check(
    "time.schedule",
    asks="Är aktiviteter vars tidplan är slut redovisade som avslutade?",
    why="Det som skulle vara klart och ändå pågår behöver en ny tidplan, och det som är klart ett resultat.",
    blind="Aktiviteter utan slutår, och år som inte är slut.",
    needs="activities",
)
def check_schedule(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on activities that were to end with the year or before and are not told as ended."""
    rows = facts.year_rows("activities")
    late = rows_where(rows, (end and end <= facts.year for end in rows["end"]))
    late = rows_where(late, (not (state or "").lower().startswith(FINISHED) for state in late["status"]))
    if len(late) and len(outcome_rows(facts)):
        cells = zip(late["name"], late["end"], late["status"], strict=True)
        told = [f"{name} (till {end}, {state or 'utan status'})" for name, end, state in cells]
        detail = f"Tidplanen är slut men inget slut redovisat för {listing(told)}."
        title, states = (
            "Tidplanen är slut men inte aktiviteten",
            listing(list(dict.fromkeys(late["status"].fillna("utan status")))),
        )
        yield Remark("ended", title, detail, row_ids(late), "avslutad", states, severity="info")


@check(
    "time.status",
    asks="Redovisas en tjänst som är i drift fortfarande som ett införande?",
    why="Två besked om samma tjänst gör det oklart vem som ansvarar för den.",
    blind="Aktiviteter vars namn inte har de ord som utmärker tjänstens.",
    needs="activities service_status",
)
def check_status(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on activities of introduction whose service is in use, going by the names."""
    used = status_rows(facts)
    used = rows_where(used, (since and since <= facts.year for since in used["in_use_since"]))
    rows = facts.year_rows("activities")
    rows = rows_where(rows, ((state or "").startswith(INTRODUCED) for state in rows["status"]))
    own = telling(facts)
    both = [
        (service, f"activities:{number}", f"service_status:{other}")
        for number, name in rows["name"].items()
        for other, service in used["service"].items()
        if mentions(own[service], name)
    ]
    if both:
        named = listing([names(facts)[service] for service, *_ in both])
        detail = f"Är i drift enligt lägesrapporten men under införande bland aktiviteterna: {named}."
        where = tuple(dict.fromkeys(row for _, *rows in both for row in rows))
        title = f"Både i drift och under införande: {named}"
        yield Remark("introduced", title, detail, where, "i drift", INTRODUCED, severity="info")
