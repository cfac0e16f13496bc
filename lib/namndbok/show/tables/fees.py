"""Tables of fees: of all municipalities, of one of them on its own sheet, and the models that give the fees.

In a sheet's comparison and among its models each line shows how its own figures come about, and is the anchor
that other figures lead to; so the sheet holds nothing else of another municipality.
"""

from collections.abc import Sequence
from itertools import groupby

from namndbok.books import Book, MunicipalityBook
from namndbok.facts import EQUAL, MIXED, MODEL_WORDS, NO_MODEL, FeeModels, component_codes, population_date
from namndbok.show.markup import ComputedFigure, Content, Sentence, SourcedText, UnlinkedFact
from namndbok.show.narrative import NOTHING, Prose
from namndbok.show.sourced import frame_rows, sourced_rows
from namndbok.show.tables.table import Row, Table, sourced_table
from namndbok.swedish import day, display, listing, number, order

INSIDE, OUTSIDE = "i nämndens budget", "vid sidan av nämndens budget"
# What is compared: its heading, and the fact of a municipality, by its code.
COMPARISON = {
    "Per invånare": "fees.budgeted.per_inhabitant.{}",
    "Avgifter": "fees.budgeted.{}",
    "Invånare": "population.{}",
    "Andel av avgifterna": "sheets.{}.fee_share",
    "Andel av invånarna": "sheets.{}.population_share",
}
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
    headings = ["Kommun", *("Summa" for _ in sums), *(marked_name(book, name) for name in components)]
    id, scope = ("t-fees-budgeted", INSIDE) if budgeted else ("t-fees-outside", OUTSIDE)
    caption, notes = f"Avgifter {scope} per kommun, kronor", footnotes(book, components)
    return Table(id, caption, tuple(headings), tuple(lines) if components else (), notes=notes)


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


def table_municipality_fees(book: MunicipalityBook, *, budgeted: bool = True) -> Table | Prose:
    """Show its fees inside (or outside) the board's budget in kronor, each with how it is split."""
    lines, components = [], component_codes(book.facts, budgeted=budgeted)
    rows = (row for row in book.fees.itertuples() if row.component in components)
    for row in sorted(rows, key=lambda row: components.index(row.component)):
        models = book.facts.fee_models[row.component]
        fee = None if row.fee is None else sourced_fee(row.Index, row.fee, row.mark)
        lines.append(Row((marked_name(book, row.component), fee, MODEL_WORDS[models.kind])))
    if budgeted and (total := book.facts.get(f"fees.budgeted.{book.code}")):
        lines.append(Row(("Summa", total, "tillsammans"), total=True))
    elif not lines:
        return NOTHING
    id, scope = ("t-own-budgeted", INSIDE) if budgeted else ("t-own-outside", OUTSIDE)
    headings = ("Avgift", "Kronor", "Så är den fördelad")
    caption, notes = f"Avgifter {scope}, {book.name}", footnotes(book, components)
    return Table(id, caption, headings, tuple(lines), notes=notes)


def table_municipality_shares(book: MunicipalityBook) -> Table:
    """Show the municipality's part of the fees beside its part of the inhabitants."""
    facts, lines = book.facts, []
    for share, (name, part, whole) in SHARES.items():
        if fact := facts.get(f"{book.prefix}.{share}_share"):
            cells = (name, UnlinkedFact(fact), facts[part.format(book.code)], facts[whole])
            lines.append(Row(cells, id=fact.id))
    headings = ("Uppgift", "Kommunen ÷ Alla", "Kommunen", "Alla")
    return Table("t-own-shares", f"Andel av avgifter och invånare, {book.name}", headings, tuple(lines))


def table_municipality_services(book: MunicipalityBook) -> Table:
    """Show whether the municipality pays for or uses each joint service, and how many use it."""
    names, lines = book.data.lookup("services", "service", "name"), []
    for code in book.services():
        counts = (book.facts.get(f"services.{code}.{part}") for part in ("users", "of"))
        lines.append(Row((names[code], book.use_of(code), *counts)))
    headings = ("Tjänst", "Kommunen", "Använder", "Av")
    return Table("t-own-services", f"Gemensamma tjänster, {book.name}", headings, tuple(lines))


def table_municipality_reviews(book: MunicipalityBook) -> Table | Prose:
    """Show how the municipality's auditors judged the board in the latest year that they reviewed it."""
    reviews = book.data["audit_reviews"]
    reviews = reviews[(reviews["municipality"] == book.code) & (reviews["year"] <= book.year)]
    if reviews.empty:
        return NOTHING
    rows = frame_rows(book.data, reviews[reviews["year"] == max(reviews["year"])])
    columns = {"area": "Område", "year": "År", "judgement": "Omdöme", "text": "Synpunkt"}
    caption = f"Så bedömde revisorerna i {book.name} nämnden senast"
    return sourced_table("t-own-reviews", caption, rows, columns)


def table_comparison(book: Book) -> Table:
    """Show fees, inhabitants and shares of all municipalities; the same on every sheet."""
    lines = []
    for code, name in municipality_names(book):
        facts = [book.facts.get(id.format(code)) for id in COMPARISON.values()]
        anchor = next((fact.id for fact in facts if fact), "")
        lines.append(Row((name, *(fact and UnlinkedFact(fact) for fact in facts)), id=anchor))
    caption = f"Alla kommuner jämförda: avgifter i nämndens budget{as_of(book)}"
    return Table("t-comparison", caption, ("Kommun", *COMPARISON), tuple(lines))


def table_totals(book: Book) -> Table:
    """Show what the comparison adds up to, and the median; the same on every sheet."""
    facts = [(book.facts[id], words) for id, words in TOTALS.items() if id in book.facts]
    lines = [Row((fact.label, UnlinkedFact(fact), words), id=fact.id) for fact, words in facts]
    headings = ("Uppgift", "Värde", "Ur tabellen ovanför")
    return Table("t-together", "Alla kommuner tillsammans", headings, tuple(lines))


def table_models(book: Book) -> Table:
    """Show by which model each fee is split, where one gives all of them; the same on every sheet."""
    lines = []
    for models in book.facts.fee_models.values():
        if models.model is not None:
            counts = (UnlinkedFact(book.facts[f"{models.id}.{count}"]) for count in ("hits", "known"))
            lines.append(Row((models.name, *counts, _model(book, models)), id=f"{models.id}.hits"))
    headings = ("Avgift", "Avgifter som modellen ger", "Av", "Modell")
    return Table("t-models", "Modeller som återger avgifterna", headings, tuple(lines))


def table_joint_work(book: Book) -> Table:
    """List the projects of the year and the agreements that all may use; the same on every sheet."""
    projects = sourced_rows(book.data, "activities", year=book.year, area="project")
    lines = [Row((row.name, "projekt", row.status), source=row.ref) for row in projects]
    agreements = sourced_rows(book.data, "agreements", year=book.year)
    lines += [Row((row.name, "avtal", "öppet"), source=row.ref) for row in agreements]
    caption = "Projekt under året och ramavtal som kommunerna kan använda"
    return Table("t-common", caption, ("Benämning", "Slag", "Läge"), tuple(lines))


def _model(book: Book, models: FeeModels) -> Content:
    """Say a model in words and figures, or that there is none."""

    def value(name: str) -> UnlinkedFact:
        return UnlinkedFact(book.facts[f"{models.id}.{name}"])

    if not models.reproduced:
        return "ingen; den närmaste ger så många" if models.kind == NO_MODEL else MODEL_WORDS[models.kind]
    if models.kind == EQUAL:
        return Sentence((value("base"), " var"))
    if f"{models.id}.rate" in book.facts:
        split = (value("base"), " var och ", value("rate"), " per invånare")
    elif models.kind == MIXED:
        split = (value("share"), " av ", value("total"), " lika för alla, resten per invånare")
    else:
        split = (value("total"), " efter invånarantal")
    without = listing([*models.model["left_out"]])
    inhabitants = Sentence((*split, "; folkmängd ", models.model["population_date"]))
    rounding = ("; avrundat till ", value("step"))
    return Sentence((inhabitants, *rounding, *([f"; utan {without}"] if without else [])))
