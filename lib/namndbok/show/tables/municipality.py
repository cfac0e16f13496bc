"""Tables of a municipality's sheet: what it pays, for what and by which model, and all of them compared.

In the comparison and among the models each line shows how its own figures come about, and is the anchor that
other figures lead to; so the sheet holds nothing else of another municipality.
"""

from namndbok.books import Book, MunicipalityBook
from namndbok.facts import EQUAL, MIXED, MODEL_WORDS, NO_MODEL, FeeModels, component_codes
from namndbok.show.markup import Content, Sentence, UnlinkedFact
from namndbok.show.narrative import NOTHING, Prose
from namndbok.show.sourced import frame_rows, sourced_rows
from namndbok.show.tables.fees import (
    INSIDE,
    OUTSIDE,
    as_of,
    footnotes,
    marked_name,
    municipality_names,
    sourced_fee,
)
from namndbok.show.tables.table import Row, Table, sourced_table
from namndbok.swedish import listing

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
