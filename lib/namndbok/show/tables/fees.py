"""Tables of fees: by municipality and component, per inhabitant, and the models that give them."""

from collections.abc import Sequence
from itertools import groupby

from namndbok.books import Book
from namndbok.facts import FeeModels, component_codes, population_date
from namndbok.show.markup import ComputedFigure, Content, Sentence, SourcedText
from namndbok.show.sourced import sourced_rows
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import day, display, number, order

INSIDE, OUTSIDE = "i nämndens budget", "vid sidan av nämndens budget"


def table_fees(book: Book, *, budgeted: bool = True) -> Table:
    """Show fees by municipality and component inside (or outside) the board's budget, with totals; kronor."""
    facts, components = book.facts, component_codes(book.facts, budgeted=budgeted)
    rows = facts.year_rows("fees")
    fees = {
        (row.municipality, row.component): sourced_fee(row.Index, row.fee, row.mark)
        for row in rows[rows["fee"].notna()].itertuples()
    }
    sums, lines = ["fees.budgeted.{}"] if budgeted else [], []
    for code, name in municipality_names(book):
        cells = (fees.get((code, component)) for component in components)
        lines.append(Row((name, *(facts.get(id.format(code)) for id in sums), *cells)))
    totals = [*(id.format("total") for id in sums), *(f"fees.{component}.total" for component in components)]
    lines.append(Row(("Summa", *map(facts.get, totals)), total=True))
    headings = (
        "Kommun",
        *("Summa" for _ in sums),
        *(marked_name(book, component) for component in components),
    )
    id, scope = ("t-fees-budgeted", INSIDE) if budgeted else ("t-fees-outside", OUTSIDE)
    caption, notes = f"Avgifter {scope} per kommun, kronor", footnotes(book, components)
    return Table(id, caption, headings, tuple(lines) if components else (), notes=notes)


def marked_name(book: Book, component: str) -> str:
    """Return a component's name, with the mark of its footnote if it has one."""
    rows = book.data.of_year("fee_footnotes", book.year)
    marks = rows.loc[rows["component"] == component, "mark"]
    return " ".join([book.data.lookup("fee_components", "component", "name")[component], *marks])


def footnotes(book: Book, components: Sequence[str]) -> tuple[Sentence, ...]:
    """Return the footnotes of some components: mark, component and text."""
    names = book.data.lookup("fee_components", "component", "name")
    rows = sourced_rows(book.data, "fee_footnotes", year=book.year)
    rows = [row for row in rows if row.raw("component") in components]
    return tuple(Sentence((row.mark, f" {names[row.raw('component')]}: ", row.text)) for row in rows)


def table_per_inhabitant(book: Book) -> Table:
    """Show each municipality's budgeted fees, inhabitants and fee per inhabitant."""
    ids = ("fees.budgeted.per_inhabitant.{}", "fees.budgeted.{}", "population.{}")
    lines = [
        Row((name, *(book.facts.get(id.format(code)) for id in ids)))
        for code, name in municipality_names(book)
        if any(id.format(code) in book.facts for id in ids)
    ]
    headings = ("Kommun", "Per invånare", "Avgifter i budgeten", "Invånare")
    return Table("t-per-inhabitant", f"Avgift per invånare{as_of(book)}", headings, tuple(lines))


def table_fee_models(models: Sequence[FeeModels]) -> Table:
    """Show for each component the model that gives the decided fees, or what was tried."""
    lines = []
    for model in models:
        row = model.rows.iloc[0]
        words = model.verdict if model.reproduced else f"{model.verdict} {model.searched}"
        cells = (model.name, "ja" if model.reproduced else "nej", SourcedText(words, row))
        lines.append(Row(cells, source=row))
    headings = ("Avgift", "Återges", "Modell")
    return Table("t-splits", "Avgifterna räknade på nytt", headings, tuple(lines))


def table_fee_residuals(models: Sequence[FeeModels]) -> Table:
    """Show for each municipality what each decided fee is more than that of the best model, in kronor."""
    columns = [next(same) for _, same in groupby(models, key=lambda model: model.component)]
    names = columns[0].populations.index if columns else ()
    lines = [Row((name, *(_residual(model, name) for model in columns))) for name in names]
    caption = "Beslutad avgift minus avgift enligt modellen, för varje kommun"
    return Table("t-residuals", caption, ("Kommun", *(model.name for model in columns)), tuple(lines))


def _residual(model: FeeModels, name: str) -> Content:
    """Lead a difference to the fee that it is about."""
    if name not in model.differences.index or name not in model.rows.index:
        return "ingen avgift"
    difference = int(model.differences[name])
    return ComputedFigure(display(difference, "kr"), difference, model.rows[name])


def municipality_names(book: Book) -> list[tuple[str, str]]:
    """Pair each municipality's code with its name, in Swedish order of names."""
    names = book.data.lookup("municipalities", "code", "name")
    return sorted(names.items(), key=lambda pair: order(pair[1]))


def as_of(book: Book) -> str:
    """Say at which date the inhabitants were counted, to end a caption with."""
    date = population_date(book.facts)
    return f", folkmängd {day(date)}" if date else ""


def sourced_fee(row_number: int, fee: int, mark: str | None) -> SourcedText:
    """Write a fee with the mark that the document has at it."""
    return SourcedText(f"{mark or ''}{number(fee)}", f"fees:{row_number}", fee)
