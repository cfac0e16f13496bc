"""Errors of time and of meetings: moved days, wrong counts, documents older than what they tell."""

from datetime import date, timedelta
from random import Random

from namndbok.data.load import Data
from planting.edit import put, without
from planting.kind import Plant, Planted, choose, ids, kind

PLANNED = "Möten som inte finns i någon plan eller möteslista."


def _moved(table: str) -> Plant:
    def plant(data: Data, year: int, random: Random) -> Planted | None:
        chosen = choose(random, data.of_year(table, year))
        if chosen is None:
            return None
        days = random.choice((-1, 1)) * random.randint(1, 20)
        when = chosen[1]["date"] + timedelta(days=days)
        return Planted(put(data, table, chosen[0], date=when), ids(table, chosen[0]))

    return plant


kind("moved-meeting", "Ett möte hållet en annan dag", PLANNED)(_moved("meetings"))
kind(
    "moved-plan",
    "Ett planerat möte en annan dag",
    "Planerade möten som ligger efter den tid som är redovisad.",
)(_moved("meeting_plan"))
kind("moved-listed", "En dag i möteslistan ändrad", PLANNED)(_moved("held_list"))


def _gone(table: str, other: str) -> Plant:
    """Make a plant that removes a row; what is left of it stands in the other table."""

    def plant(data: Data, year: int, random: Random) -> Planted | None:
        chosen = choose(random, data.of_year(table, year))
        if chosen is None:
            return None
        about = ids(other, *data.of_year(other, year).index)
        return Planted(without(data, table, chosen[0]), ids(table, chosen[0]), about)

    return plant


kind("gone-meeting", "Ett hållet möte borta", PLANNED)(_gone("meetings", "meeting_plan"))
kind("gone-listed", "Ett möte borta ur möteslistan", PLANNED)(_gone("held_list", "meetings"))
kind("gone-event", "En kurs borta", "Kurser vars antal inte är tryckt.")(_gone("events", "printed"))


@kind("wrong-year", "Ett möte daterat ett annat år")
def plant_wrong_year(data: Data, year: int, random: Random) -> Planted | None:
    """Date a held meeting a year later."""
    chosen = choose(random, data.of_year("meetings", year))
    if chosen is None:
        return None
    when = chosen[1]["date"]
    later = date(when.year + 1, when.month, min(when.day, 28))
    return Planted(put(data, "meetings", chosen[0], date=later), ids("meetings", chosen[0]))


@kind("document-older", "Ett dokument äldre än det som det berättar")
def plant_old_document(data: Data, year: int, random: Random) -> Planted | None:
    """Date the document of a held meeting a day or more before the meeting."""
    chosen = choose(random, data.of_year("meetings", year))
    if chosen is None:
        return None
    number, meeting = chosen
    documents = data["documents"]
    own = documents.index[documents["document"] == meeting["source"]][0]
    before = meeting["date"] - timedelta(days=random.randint(1, 30))
    return Planted(put(data, "documents", own, date=before), ids("meetings", number) + ids("documents", own))


@kind("present", "Fel antal närvarande vid ett möte", "Möten vars andel inte är tryckt.")
def plant_present(data: Data, year: int, random: Random) -> Planted | None:
    """Count one more present at a meeting that not everybody came to, or one less."""
    chosen = choose(random, data.of_year("meetings", year))
    if chosen is None:
        return None
    number, row = chosen
    more = 1 if row["present"] < row["entitled"] else -1
    return Planted(put(data, "meetings", number, present=row["present"] + more), ids("meetings", number))


@kind("members", "Fel antal kommuner i ett ”av x”")
def plant_members(data: Data, year: int, random: Random) -> Planted | None:
    """Count one municipality more among those called or those who can use a service."""
    table, column = random.choice((("meetings", "entitled"), ("service_status", "of")))
    rows = data.of_year(table, year)
    chosen = choose(random, rows[rows[column].notna()])
    if chosen is None:
        return None
    wrong = put(data, table, chosen[0], **{column: chosen[1][column] + 1})
    return Planted(wrong, ids(table, chosen[0]))
