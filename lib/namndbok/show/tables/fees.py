"""Tables of fees: of all municipalities, of one of them on its own sheet, and the models that give the fees.

In a sheet's comparison and among its models each line shows how its own figures come about, and is the anchor
that other figures lead to; so the sheet holds nothing else of another municipality.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from namndbok.books import Book, MunicipalityBook
from namndbok.facts import EQUAL, MIXED, MODEL_WORDS, NO_MODEL, FeeModels, component_codes, population_date
from namndbok.show.markup import (
    ComputedFigure,
    Content,
    Sentence,
    SourcedText,
    UnlinkedFact,
    frame_rows,
    sourced_rows,
)
from namndbok.show.tables.table import Row, Table, declared, make_table, sourced_table
from namndbok.swedish import day, display, listing, number, order

# The facts of a municipality, by its code, that its fee per inhabitant comes of, and its shares.
PER_INHABITANT = ("fees.budgeted.per_inhabitant.{}", "fees.budgeted.{}", "population.{}")
COMPARED = (*PER_INHABITANT, "sheets.{}.fee_share", "sheets.{}.population_share")
# What has a share: its name, the fact of a municipality by its code, and the fact of all.
SHARES = {
    "fee": ("Avgifter i nämndens budget", "fees.budgeted.{}", "fees.budgeted.total"),
    "population": ("Invånare", "population.{}", "sheets.all.inhabitants"),
}
TOTALS = {
    "fees.budgeted.total": "summan av kolumnen Avgifter",
    "sheets.all.inhabitants": "summan av kolumnen Invånare",
    "sheets.all.median": "mitten av kolumnen Per invånare",
}


def table_fees(book: Book, *, budgeted: bool = True) -> Table:
    """Show fees by municipality and component inside (or outside) the board's budget, with totals; kronor."""
    facts, components = book.facts, component_codes(book.facts, budgeted=budgeted)
    rows = facts.year_rows("fees").itertuples()
    fees = {(row.municipality, row.component): _sourced_fee(row) for row in rows}
    sums, lines = ["fees.budgeted.{}"] if budgeted else [], []
    for code, name in _municipalities(book):
        cells = (fees.get((code, component)) for component in components)
        lines.append(Row((name, *(facts.get(id.format(code)) for id in sums), *cells)))
    totals = [*(id.format("total") for id in sums), *(f"fees.{component}.total" for component in components)]
    lines.append(Row(("Summa", *map(facts.get, totals)), total=True))
    more, notes = (_marked_name(book, name) for name in components), _footnotes(book, components)
    name = "t-fees-budgeted" if budgeted else "t-fees-outside"
    return make_table(name, lines if components else (), more=more, notes=notes)


def _marked_name(book: Book, component: str) -> str:
    """Return a component's name, with the mark of its footnote if it has one."""
    rows = book.data.of_year("fee_footnotes", book.year)
    marks = rows.loc[rows["component"] == component, "mark"]
    return " ".join([book.data.lookup("fee_components", "component", "name")[component], *marks])


def _footnotes(book: Book, components: Sequence[str]) -> Iterator[Sentence]:
    """Yield the footnotes of some components: mark, component and text."""
    for row in sourced_rows(book.data, "fee_footnotes", year=book.year):
        if row.raw("component") in components:
            yield Sentence((row.mark, f" {row.component}: ", row.text))


def table_per_inhabitant(book: Book) -> Table:
    """Show each municipality's budgeted fees, inhabitants and fee per inhabitant."""
    lines = []
    for code, name in _municipalities(book):
        if any(facts := [book.facts.get(id.format(code)) for id in PER_INHABITANT]):
            lines.append(Row((name, *facts)))
    return make_table("t-per-inhabitant", lines, as_of=_as_of(book))


def table_fee_models(models: Sequence[FeeModels]) -> Table:
    """Show for each component the model that gives the decided fees, or what was tried."""
    lines = []
    for model in models:
        row = model.rows.iloc[0]
        words = model.verdict if model.reproduced else f"{model.verdict} {model.searched}"
        cells = (model.name, "ja" if model.reproduced else "nej", SourcedText(words, row))
        lines.append(Row(cells, source=row))
    return make_table("t-splits", lines)


def table_fee_residuals(models: Sequence[FeeModels]) -> Table:
    """Show for each municipality what each decided fee is more than that of the best model, in kronor."""
    columns = [next(same) for _, same in groupby(models, key=lambda model: model.component)]
    names = columns[0].populations.index if columns else ()
    lines = (Row((name, *(_residual(model, name) for model in columns))) for name in names)
    return make_table("t-residuals", lines, more=(model.name for model in columns))


def _residual(model: FeeModels, name: str) -> Content:
    """Lead a difference to the fee that it is about."""
    if name not in model.differences.index or name not in model.rows.index:
        return "ingen avgift"
    difference = int(model.differences[name])
    return ComputedFigure(display(difference, "kr"), difference, model.rows[name])


def _municipalities(book: Book) -> list[tuple[str, str]]:
    """Pair each municipality's code with its name, in Swedish order of names."""
    names = book.data.lookup("municipalities", "code", "name")
    return sorted(names.items(), key=lambda pair: order(pair[1]))


def _as_of(book: Book) -> str:
    """Say at which date the inhabitants were counted, to end a caption with."""
    date = population_date(book.facts)
    return f", folkmängd {day(date)}" if date else ""


def _sourced_fee(row: object) -> SourcedText | None:
    """Write a row's fee with the mark that the document has at it."""
    if row.fee is None:
        return None
    return SourcedText(f"{row.mark or ''}{number(row.fee)}", f"fees:{row.Index}", row.fee)


def table_municipality_fees(book: MunicipalityBook, *, budgeted: bool = True) -> Table:
    """Show its fees inside (or outside) the board's budget in kronor, each with how it is split."""
    lines, components = [], component_codes(book.facts, budgeted=budgeted)
    rows = (row for row in book.fees.itertuples() if row.component in components)
    for row in sorted(rows, key=lambda row: components.index(row.component)):
        kind = MODEL_WORDS[book.facts.fee_models[row.component].kind]
        lines.append(Row((_marked_name(book, row.component), _sourced_fee(row), kind)))
    if budgeted and (total := book.facts.get(f"fees.budgeted.{book.code}")):
        lines.append(Row(("Summa", total, "tillsammans"), total=True))
    name = "t-own-budgeted" if budgeted else "t-own-outside"
    return make_table(name, lines, notes=_footnotes(book, components) if lines else (), book=book)


@declared("t-own-shares")
def table_municipality_shares(book: MunicipalityBook) -> Iterator[Row]:
    """Show the municipality's part of the fees beside its part of the inhabitants."""
    for share, (name, part, whole) in SHARES.items():
        if fact := book.facts.get(f"{book.prefix}.{share}_share"):
            parts = (book.facts[part.format(book.code)], book.facts[whole])
            yield Row((name, UnlinkedFact(fact), *parts), id=fact.id)


@declared("t-own-services")
def table_municipality_services(book: MunicipalityBook) -> Iterator[Row]:
    """Show whether the municipality pays for or uses each joint service, and how many use it."""
    names = book.data.lookup("services", "service", "name")
    for code in book.services():
        counts = (book.facts.get(f"services.{code}.{part}") for part in ("users", "of"))
        yield Row((names[code], book.use_of(code), *counts))


def table_municipality_reviews(book: MunicipalityBook) -> Table:
    """Show how the municipality's auditors judged the board in the latest year that they reviewed it."""
    reviews = book.data["audit_reviews"]
    reviews = reviews[(reviews["municipality"] == book.code) & (reviews["year"] <= book.year)]
    latest = reviews[reviews["year"] == reviews["year"].max()]
    return sourced_table("t-own-reviews", book, frame_rows(book.data, latest))


def table_comparison(book: Book) -> Table:
    """Show fees, inhabitants and shares of all municipalities; the same on every sheet."""
    lines = []
    for code, name in _municipalities(book):
        facts = [book.facts.get(id.format(code)) for id in COMPARED]
        anchor = next((fact.id for fact in facts if fact), "")
        lines.append(Row((name, *(fact and UnlinkedFact(fact) for fact in facts)), id=anchor))
    return make_table("t-comparison", lines, as_of=_as_of(book))


@declared("t-together")
def table_totals(book: Book) -> Iterator[Row]:
    """Show what the comparison adds up to, and the median; the same on every sheet."""
    for id, words in TOTALS.items():
        if fact := book.facts.get(id):
            yield Row((fact.label, UnlinkedFact(fact), words), id=id)


@declared("t-models")
def table_models(book: Book) -> Iterator[Row]:
    """Show by which model each fee is split, where one gives all of them; the same on every sheet."""
    for models in book.facts.fee_models.values():
        if models.model is not None:
            counts = (UnlinkedFact(book.facts[f"{models.id}.{count}"]) for count in ("hits", "known"))
            yield Row((models.name, *counts, _model(book, models)), id=f"{models.id}.hits")


@declared("t-common")
def table_joint_work(book: Book) -> Iterator[Row]:
    """List the projects of the year and the agreements that all may use; the same on every sheet."""
    for row in sourced_rows(book.data, "activities", year=book.year, area="project"):
        yield Row((row.name, "projekt", row.status), source=row.ref)
    for row in sourced_rows(book.data, "agreements", year=book.year):
        yield Row((row.name, "avtal", "öppet"), source=row.ref)


def _model(book: Book, models: FeeModels) -> Content:
    """Say a model in words and figures, or that there is none."""
    if not models.reproduced:
        return "ingen; den närmaste ger så många" if models.kind == NO_MODEL else MODEL_WORDS[models.kind]
    facts = {
        name: book.facts.get(f"{models.id}.{name}") for name in ("base", "rate", "share", "total", "step")
    }
    value = {name: UnlinkedFact(fact) for name, fact in facts.items() if fact}
    if models.kind == EQUAL:
        return Sentence((value["base"], " var"))
    if "rate" in value:
        split = (value["base"], " var och ", value["rate"], " per invånare")
    elif models.kind == MIXED:
        split = (value["share"], " av ", value["total"], " lika för alla, resten per invånare")
    else:
        split = (value["total"], " efter invånarantal")
    inhabitants = Sentence((*split, "; folkmängd ", models.model["population_date"]))
    without = listing([*models.model["left_out"]])
    left_out = [f"; utan {without}"] if without else []
    return Sentence((inhabitants, "; avrundat till ", value["step"], *left_out))
