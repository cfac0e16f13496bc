"""Checks of whether services are told of: those that are paid for, and those that were told of before."""

from collections.abc import Iterator

from namndbok.checks.check import Remark, check
from namndbok.checks.mentions import mentions, names, telling
from namndbok.data import rows_where
from namndbok.facts import Facts, fee_components, row_ids
from namndbok.swedish import listing


@check(
    "missing.service_status",
    asks="Har varje tjänst som kommunerna betalar för en lägesrapport?",
    why="Den som betalar ska få veta hur det går.",
    blind="Tjänster som ingen betalar för.",
    needs="fees",
)
def check_service_status(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each service with fees and no status for the year."""
    for service, rows in _paid_untold(facts).items():
        name = names(facts)[service]
        detail = f"{name} har avgifter {facts.year} men ingen lägesrapport."
        title = f"Tjänst utan lägesrapport: {name}"
        yield Remark(service, title, detail, rows, "en lägesrapport", "saknas")


@check(
    "change.service",
    asks="Redovisas varje tjänst som redovisades förra gången?",
    why="En tjänst som slutar att nämnas kan vara avslutad, eller glömd.",
    blind="Tjänster som har bytt beteckning.",
    before="service_status",
)
def check_untold_services(facts: Facts) -> Iterator[Remark]:
    """Yield one remark on services of the last earlier status that no status, activity or study tells of.

    Those that are paid for are told by `missing.service_status`.
    """
    table, now = facts.data["service_status"], facts.year_rows("service_status")
    earlier = table[table["year"] < facts.year]
    latest = earlier[earlier["year"] == max(earlier["year"], default=None)]
    told = _told(facts)
    gone = rows_where(latest, (service not in told for service in latest["service"]))
    gone = gone[~gone["service"].isin(_paid_untold(facts))].drop_duplicates("service")
    if len(now) and len(gone):
        year, named = gone["year"].iloc[0], listing([names(facts)[service] for service in gone["service"]])
        detail = f"{named} redovisades {year} men nämns inte {facts.year}."
        title, rows = f"Redovisas inte längre: {named}", row_ids(gone)
        yield Remark("services", title, detail, rows, "en redovisning", "saknas", severity="info")


def _paid_untold(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return the services that are paid for and have no status, with the rows of their components."""
    told, table = set(facts.year_rows("service_status")["service"]), fee_components(facts)
    paid = table[table["service"].notna() & ~table["service"].isin(told)]
    return {service: row_ids(own) for service, own in paid.groupby("service", sort=False)}


def _told(facts: Facts) -> set[str]:
    """Return the services that a status, a study or the name of an activity tells of."""
    statuses, studies, activities = (
        facts.year_rows(table) for table in ("service_status", "prestudies", "activities")
    )
    own = telling(facts).items()
    named = {code for code, words in own for name in activities["name"] if mentions(words, name)}
    return {*statuses["service"], *studies["prestudy"], *named}
