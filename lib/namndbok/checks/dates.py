"""Checks of time: dates that lie after their document, in another year, or long ago."""

import re
from collections.abc import Iterator
from datetime import date

from namndbok.checks.check import Remark, check
from namndbok.data import rows_where
from namndbok.facts import Facts
from namndbok.swedish import day, listing

# Any year will do to get the names of the months.
MONTHS = [day(date(1, month, 1)).split()[1] for month in range(1, 13)]
TEXTS = {"texts": "text", "activities": "comment", "service_status": "status", "goal_reviews": "comment"}
UNTIL = re.compile(
    rf"(?:fram till|till och med|senast|före|innan) ({'|'.join(MONTHS)}) (\d{{4}})", re.IGNORECASE
)
HALF_A_YEAR = 183


@check(
    "time.after_document",
    asks="Är dokumentet yngre än det som det berättar om?",
    why="Ett möte kan inte vara redovisat innan det har hållits.",
    blind="Dokument utan datum.",
    needs="meetings",
)
def check_after_document(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table and document with meetings or events dated after the document."""
    dated = _document_dates(facts)
    for table in ("meetings", "held_list", "events"):
        for source, own in facts.year_rows(table).groupby("source", sort=False):
            printed = dated.get(source)
            late = rows_where(own, (printed and when > printed for when in own["date"]))
            if len(late):
                days = listing([day(when) for when in late["date"]])
                detail = f"Dokumentet är från {day(printed)} men redovisar {days}."
                rows = tuple(f"{table}:{number}" for number in late.index)
                title, key = f"Redovisat före sitt datum: {days}", f"{table}-{source}"
                yield Remark(key, title, detail, rows, f"senast {day(printed)}", days, severity="error")


@check(
    "time.outside_year",
    asks="Ligger årets möten i året?",
    why="Ett datum i fel år hamnar i fel berättelse.",
    blind="Ett datum som är fel men ligger i rätt år.",
    needs="meetings",
)
def check_outside_year(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table with rows of the year whose date lies in another year."""
    for table in ("meeting_plan", "meetings", "held_list", "events"):
        rows = facts.year_rows(table)
        wrong = rows_where(rows, (when.year != facts.year for when in rows["date"]))
        if len(wrong):
            days, title = (
                listing([day(when) for when in wrong["date"]]),
                facts.data.package.tables[table].title,
            )
            detail = f"Raderna i tabellen {title} hör till {facts.year}, men datumet är {days}."
            where = tuple(f"{table}:{number}" for number in wrong.index)
            yield Remark(
                table, f"Datum utanför året: {days}", detail, where, f"{facts.year}", days, severity="error"
            )


@check(
    "time.passed",
    asks="Talar texten om något som redan har passerat som om det återstod?",
    why="En text som har följt med från ett tidigare utkast beskriver inte läget.",
    blind="Tidpunkter som inte är skrivna som månad och år.",
)
def check_passed(facts: Facts) -> Iterator[Remark]:
    """Yield a remark for each table and month, over half a year before the document, that texts await."""
    dated, found = _document_dates(facts), {}
    for table, column in TEXTS.items():
        for number, row in facts.year_rows(table).iterrows():
            for words in UNTIL.finditer(row[column] or ""):
                until, printed = _month(words), dated.get(row["source"])
                if printed and (printed - until).days > HALF_A_YEAR:
                    found.setdefault((table, until, words[0], printed), []).append(f"{table}:{number}")
    for (table, until, words, printed), rows in found.items():
        detail = f"Texten säger ”{words}”, men dokumentet är från {day(printed)}."
        key, title = f"{table}-{until}-{printed}", f"Tidpunkten har passerat: {words}"
        yield Remark(key, title, detail, tuple(dict.fromkeys(rows)), day(printed), words, severity="info")


def _month(words: re.Match[str]) -> date:
    return date(int(words[2]), MONTHS.index(words[1].lower()) + 1, 1)


def _document_dates(facts: Facts) -> dict[str, date | None]:
    documents = facts.data["documents"]
    return dict(zip(documents["document"], documents["date"], strict=True))
