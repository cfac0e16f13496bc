"""Errors in what is told of services and activities: users, years, stages, volumes."""

from random import Random

from namndbok.data.load import Data, rows_where
from planting.edit import without
from planting.kind import Planted, choose, ids, kind, rewrite


@kind("users", "Fel antal användare av en tjänst")
def plant_users(data: Data, year: int, random: Random) -> Planted | None:
    """Count one user more or less of a service."""
    rows = data.of_year("service_status", year)
    chosen = choose(random, rows[rows["users"].notna()])
    if chosen is None:
        return None
    users = chosen[1]["users"] + (1 if chosen[1]["users"] < chosen[1]["of"] else -1)
    return rewrite(data, "service_status", chosen, users=users)


@kind("in-use", "Ett annat år för driftstart", "Tjänster som bara ett dokument tar upp.")
def plant_in_use(data: Data, year: int, random: Random) -> Planted | None:
    """Move the year in which a service was taken into use."""
    rows = data.of_year("service_status", year)
    chosen = choose(random, rows[rows["in_use_since"].notna()])
    moved = random.choice((-1, 1))
    return chosen and rewrite(data, "service_status", chosen, in_use_since=chosen[1]["in_use_since"] + moved)


@kind(
    "status-gone",
    "En tjänsts lägesrapport borta",
    "Tjänster som ingen betalar för, när de nämns bland aktiviteterna eller inte togs upp förra gången.",
)
def plant_status_gone(data: Data, year: int, random: Random) -> Planted | None:
    """Remove a service's status."""
    chosen = choose(random, data.of_year("service_status", year))
    if chosen is None:
        return None
    components = data["fee_components"]
    about = ids("fee_components", *components.index[components["service"] == chosen[1]["service"]])
    return Planted(without(data, "service_status", chosen[0]), ids("service_status", chosen[0]), about)


@kind("volume", "En volym en tredjedel av förra årets", "Volymer som redan är anmärkta.")
def plant_volume(data: Data, year: int, random: Random) -> Planted | None:
    """Divide by three a volume that an earlier year has too."""
    table = data["service_volumes"]
    older = {(row.service, row.measure): row.value for row in table[table["year"] < year].itertuples()}
    rows = data.of_year("service_volumes", year)
    known = [pair in older for pair in zip(rows["service"], rows["measure"], strict=True)]
    chosen = choose(random, rows[known])
    return chosen and rewrite(
        data, "service_volumes", chosen, value=older[chosen[1]["service"], chosen[1]["measure"]] // 3
    )


@kind("late-activity", "En aktivitets slutår passerat", "Aktiviteter som är avslutade eller i förvaltning.")
def plant_late_activity(data: Data, year: int, random: Random) -> Planted | None:
    """Let an activity that goes on end the year before."""
    rows = data.of_year("activities", year)
    chosen = choose(random, rows_where(rows, (end and end > year for end in rows["end"])))
    return chosen and rewrite(data, "activities", chosen, end=year - 1)


@kind("service-introduced", "En tjänst i drift redovisad som införande", "Tjänster som inte är i drift.")
def plant_introduced(data: Data, year: int, random: Random) -> Planted | None:
    """Name an activity after a service in use and call it an introduction."""
    used = data.of_year("service_status", year)
    used = used[used["in_use_since"].notna()]
    rows = data.of_year("activities", year)
    rows = rows_where(rows, (not status.startswith("införande") for status in rows["status"]))
    service, chosen = choose(random, used), choose(random, rows)
    if service is None or chosen is None:
        return None
    names = dict(zip(data["services"]["service"], data["services"]["name"], strict=True))
    return rewrite(
        data, "activities", chosen, name=f"Nytt {names[service[1]['service']]}", status="införande"
    )
