"""Joint services: in use since, used by x of how many, and how much they are used."""

import pandas as pd

from namndbok.facts.fact import Facts


def facts_services(facts: Facts) -> None:
    """Add how many municipalities use each service, of how many, as last reported for the year."""
    names, rows = facts.data.lookup("services", "service", "name"), status_rows(facts)
    for number, row in rows[rows["users"].notna() & rows["of"].notna()].iterrows():
        prefix, name, cell = f"services.{row['service']}", names[row["service"]], f"service_status:{number}"
        users, of = f"{prefix}.users", f"{prefix}.of"
        facts.add_cell(users, f"{name}, kommuner som använder tjänsten", row["users"], "count", cell)
        facts.add_cell(of, f"{name}, kommuner som kan använda tjänsten", row["of"], "count", cell)
        facts.add_ratio(f"{prefix}.share", f"{name}, anslutna", "användare ÷ kommuner", users, of)


def status_rows(facts: Facts) -> pd.DataFrame:
    """Return the latest status of each service for the year, in the board's order."""
    rows = facts.year_rows("service_status").sort_values("date", kind="stable")
    latest = rows.drop_duplicates("service", keep="last")
    order = facts.data.lookup("services", "service", "order")
    return latest.loc[latest["service"].map(order).sort_values(kind="stable").index]
