"""Joint services: in use since, used by x of how many, and how much they are used."""

import pandas as pd

from namndbok.facts.fact import Facts


def facts_services(facts: Facts) -> None:
    """Add how many municipalities use each service, of how many, as last reported for the year."""
    names = facts.data.by("services", "service", "name")
    rows = status(facts)
    for number, row in rows[rows["users"].notna() & rows["of"].notna()].iterrows():
        at, name, source = f"services.{row['service']}", names[row["service"]], f"service_status:{number}"
        facts.quote(f"{at}.users", f"{name}, kommuner som använder tjänsten", row["users"], "count", source)
        facts.quote(f"{at}.of", f"{name}, kommuner som kan använda tjänsten", row["of"], "count", source)
        facts.ratio(f"{at}.share", f"{name}, anslutna", "användare ÷ kommuner", f"{at}.users", f"{at}.of")


def status(facts: Facts) -> pd.DataFrame:
    """Return the latest status of each service for the year, in the board's order."""
    rows = facts.data.of_year("service_status", facts.year).sort_values("date", kind="stable")
    latest = rows.drop_duplicates("service", keep="last")
    order = facts.data.by("services", "service", "order")
    return latest.loc[latest["service"].map(order).sort_values(kind="stable").index]
