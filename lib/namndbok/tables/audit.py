"""Tables that re-perform what an auditor asks for: printed figures, both readings of a goal, recommendations, fees."""

import pandas as pd

from namndbok.allocation import explain
from namndbok.attendance import BODIES, held, margin
from namndbok.book import Book
from namndbok.checks import CHECKS
from namndbok.fees import components, fee_rows
from namndbok.goals import reviewed, threshold
from namndbok.markup import Item, Link, Phrase, Quoted
from namndbok.printed import Printed, comparisons
from namndbok.quote import QuotedRow, quoted_rows
from namndbok.swedish import day, display, plural, words
from namndbok.tables.table import Row, Table, quoted_table

KINDS = ("total", "difference", "share", "average", "product", "count", "fee", "other")


def table_decisions(book: Book) -> Table:
    """List every decision that the data knows, with date, paragraph and case number."""
    rows = list(
        quoted_rows(book.data, "decisions", book.data["decisions"].sort_values("date", kind="stable"))
    )
    columns = {"title": "", "date": "", "paragraph": "", "case_number": "", "outcome": ""}
    return quoted_table("t-decisions", "Beslut som underlaget hänvisar till", rows, columns)


def table_printed(book: Book) -> Table:
    """Show each printed figure beside the same figure computed from the rows."""
    lines = [
        Row(
            (one.label or one.fact.label, "ja" if one.agrees else "avkortad" if one.cut else "nej",
             Quoted(one.shown(one.value), one.row, one.value), one.fact),
        )
        for one in comparisons(book.facts, *KINDS)
    ]  # fmt: skip
    headings = ("Dokumentets namn på uppgiften", "Stämmer", "Tryckt", "Uträknat")
    return Table("t-printed", "Tryckta siffror och samma siffror uträknade", headings, tuple(lines))


def table_readings(book: Book) -> Table:
    """Show each attendance goal read on average and at every meeting, with the margin in whole attendances."""
    lines = []
    for number, goal in reviewed(book.facts).iterrows():
        body = (goal["measure"] or "..").split(".")[1]
        if (
            body in BODIES
            and str(goal["measure"]).startswith("attendance.")
            and goal["threshold"] is not None
        ):
            lines += _readings(book, number, goal, body)
    headings = ("Mål", "Läst som", "Utfall", "Marginal till gränsen")
    return Table("t-readings", "Närvaromålen lästa på båda sätten", headings, tuple(lines))


def table_recommendations(book: Book) -> Table:
    """Follow each recommendation from earlier reviews: what was asked, answered, and what this year shows."""
    table = book.data["recommendations"]
    names = book.data["municipalities"].set_index("code")["name"]
    lines = [
        Row(
            (row.text, names[row.raw("municipality")], row.year, row.answer, _shown(book, row)),
            source=row.ref,
        )
        for row in quoted_rows(book.data, "recommendations", table[table["year"] < book.year])
    ]
    headings = ("Rekommendation", "Kommun", "Avser", "Nämndens svar", "Vad årets underlag visar")
    return Table("t-recommendations", "Tidigare rekommendationer", headings, tuple(lines))


def table_reviews(book: Book) -> Table:
    """List the judgements of earlier reviews by municipality."""
    table, names = book.data["audit_reviews"], book.data["municipalities"].set_index("code")["name"]
    lines = [
        Row((names[row.raw("municipality")], row.year, row.area, row.judgement, row.text), source=row.ref)
        for row in quoted_rows(book.data, "audit_reviews", table[table["year"] < book.year])
    ]
    headings = ("Kommun", "Avser", "Område", "Bedömning", "Innebörd")
    return Table("t-reviews", "Kommunernas tidigare granskningar", headings, tuple(lines))


def table_splits(book: Book) -> Table:
    """Re-perform each fee column: the model that gives the decided fees, or that none was found."""
    populations = book.data["population"].pivot(index="municipality", columns="date", values="population")
    fees = fee_rows(book.facts)
    lines = []
    for component in components(book.facts).itertuples():
        own = fees[(fees["component"] == component.component) & fees["fee"].notna()]
        models = explain(own.set_index("municipality")["fee"].astype(int), populations.astype(int))
        lines.append(
            Row((component.name, *_model(models, book.facts[f"fees.{component.component}.total"].id)))
        )
    headings = ("Avgift", "Återges", "Modell", "Vad som prövades")
    return Table("t-splits", "Avgifterna räknade på nytt", headings, tuple(lines))


def table_all_checks(book: Book) -> Table:
    """List every check with what it asks, why, what it cannot see, and what it found."""
    lines = [Row((one.asks, book.facts[f"findings.{id}"], one.why, one.blind)) for id, one in CHECKS.items()]
    headings = ("Kontrollfråga", "Iakttagelser", "Varför", "Ser inte")
    return Table("t-all-checks", "Alla kontroller", headings, tuple(lines))


def _model(models: pd.DataFrame, total: str) -> tuple[Item, Item, Item]:
    found = bool(len(models)) and bool(models["reproduced"].iloc[0])
    return (
        "ja" if found else "nej",
        Quoted(models.attrs["verdict"], total),
        Quoted(models.attrs["searched"], total),
    )


def _readings(book: Book, number: int, goal: pd.Series, body: str) -> list[Row]:
    facts, rows, limit = book.facts, held(book.facts, body), threshold(goal)
    text = QuotedRow(book.data, "goals", number).text
    lines = []
    if f"attendance.{body}.share" in facts:
        whole = margin(sum(rows["present"]), sum(rows["entitled"]), limit)
        lines.append(_reading(facts, number, text, "i snitt", f"attendance.{body}.share", whole))
    for _, row in rows.iterrows():
        at = f"attendance.{body}.{row['date']}.share"
        lines.append(
            _reading(
                facts, number, text, day(row["date"]), at, margin(row["present"], row["entitled"], limit)
            )
        )
    return lines


def _reading(facts, number: int, text: Item, reading: str, at: str, left: int) -> Row:
    word = plural(abs(left), "närvaro", "närvaron")
    said = (
        "precis på gränsen" if left == 0 else f"{words(abs(left))} {word} {'över' if left > 0 else 'saknas'}"
    )
    return Row((text, reading, facts[at], Phrase(facts[at], said)), source=f"goals:{number}")


def _shown(book: Book, row: QuotedRow) -> Item:
    fact = row.raw("measure")
    return book.facts[fact] if fact in book.facts else "Underlaget har ingen uppgift om det."
