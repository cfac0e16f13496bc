"""Tables of a municipality's sheet: what it pays, for what and by which model, and all of them compared.

In the comparison and among the models each row tells how its own figures come about, and is the anchor that
other figures lead to; so the sheet holds nothing else of another municipality.
"""

from collections.abc import Iterator, Sequence

from namndbok.books import Book, MunicipalityBook
from namndbok.facts import (
    EQUAL,
    MIXED,
    MODEL_WORDS,
    NO_MODEL,
    Fact,
    Facts,
    FeeModels,
    component_codes,
    population_date,
)
from namndbok.show.markup import Content, Sentence, SourcedText, UnlinkedFact
from namndbok.show.narrative import Prose
from namndbok.show.sourced import frame_rows, sourced_rows
from namndbok.show.tables.table import Row, Table
from namndbok.swedish import day, listing, number, order

NOTHING = Prose("", "")
COMPARED = (
    "fees.budgeted.per_inhabitant.{}",
    "fees.budgeted.{}",
    "population.{}",
    "sheets.{}.fee_share",
    "sheets.{}.population_share",
)
WHOSE = {"fee": "Avgifter i nämndens budget", "population": "Invånare"}
TOGETHER = {
    "fees.budgeted.total": "summan av kolumnen Avgifter",
    "sheets.all.inhabitants": "summan av kolumnen Invånare",
    "sheets.all.median": "mitten av kolumnen Per invånare",
}


def table_own_fees(book: MunicipalityBook, *, budgeted: bool = True) -> Table | Prose:
    """Show its fees inside (or outside) the board's budget in kronor, each with how it is split."""
    lines = list(_fees(book, component_codes(book.facts, budgeted=budgeted)))
    if budgeted and f"fees.budgeted.{book.code}" in book.facts:
        lines.append(Row(("Summa", book.facts[f"fees.budgeted.{book.code}"], "tillsammans"), total=True))
    elif not lines:
        return NOTHING
    where = "i nämndens budget" if budgeted else "vid sidan av nämndens budget"
    id = "t-own-budgeted" if budgeted else "t-own-outside"
    caption = f"Avgifter {where}, {book.name}"
    return Table(id, caption, ("Avgift", "Kronor", "Så är den fördelad"), tuple(lines))


def table_own_shares(book: MunicipalityBook) -> Table:
    """Show the municipality's part of the fees beside its part of the inhabitants."""
    whole = {"fee": ("fees.budgeted.{}", "fees.budgeted.total")}
    whole["population"] = ("population.{}", "sheets.all.inhabitants")
    lines = [
        Row(
            (WHOSE[name], UnlinkedFact(share), book.facts[part.format(book.code)], book.facts[all]),
            id=share.id,
        )
        for name, (part, all) in whole.items()
        if (share := book.facts.get(f"{book.prefix}.{name}_share"))
    ]
    headings = ("Uppgift", "Kommunen ÷ Alla", "Kommunen", "Alla")
    return Table("t-own-shares", f"Andel av avgifter och invånare, {book.name}", headings, tuple(lines))


def table_own_services(book: MunicipalityBook) -> Table:
    """Show whether the municipality pays for or uses each joint service, and how many use it."""
    names, facts = book.data["services"].set_index("service")["name"], book.facts
    lines = [
        Row(
            (
                names[code],
                book.use_of(code),
                facts.get(f"services.{code}.users"),
                facts.get(f"services.{code}.of"),
            )
        )
        for code in book.services()
    ]
    headings = ("Tjänst", "Kommunen", "Använder", "Av")
    return Table("t-own-services", f"Gemensamma tjänster, {book.name}", headings, tuple(lines))


def table_own_reviews(book: MunicipalityBook) -> Table | Prose:
    """Show how the municipality's auditors judged the board in the latest year that they reviewed it."""
    rows = book.data["audit_reviews"]
    rows = rows[(rows["municipality"] == book.code) & (rows["year"] <= book.year)]
    rows = rows[rows["year"] == max(rows["year"])] if len(rows) else rows
    lines = [
        Row((row.area, row.year, row.judgement, row.text), source=row.ref)
        for row in frame_rows(book.data, "audit_reviews", rows)
    ]
    caption = f"Så bedömde revisorerna i {book.name} nämnden senast"
    return (
        Table("t-own-reviews", caption, ("Område", "År", "Omdöme", "Synpunkt"), tuple(lines))
        if lines
        else NOTHING
    )


def table_comparison(book: Book) -> Table:
    """Show fees, inhabitants and shares of all municipalities; the same on every sheet."""
    when = population_date(book.facts)
    table = book.data["municipalities"]
    places = sorted(zip(table["code"], table["name"], strict=True), key=lambda place: order(place[1]))
    caption = "Alla kommuner jämförda: avgifter i nämndens budget" + (
        f", folkmängd {day(when)}" if when else ""
    )
    headings = ("Kommun", "Per invånare", "Avgifter", "Invånare", "Andel av avgifterna", "Andel av invånarna")
    lines = (_compared(book.facts, *place) for place in places)
    return Table("t-comparison", caption, headings, tuple(lines))


def table_together(book: Book) -> Table:
    """Show what the comparison adds up to, and the median; the same on every sheet."""
    told = [(book.facts[id], words) for id, words in TOGETHER.items() if id in book.facts]
    lines = [Row((fact.label, UnlinkedFact(fact), words), id=fact.id) for fact, words in told]
    headings = ("Uppgift", "Värde", "Ur tabellen ovanför")
    return Table("t-together", "Alla kommuner tillsammans", headings, tuple(lines))


def table_models(book: Book) -> Table:
    """Show by which model each fee is split, where one gives all of them; the same on every sheet."""
    lines = [
        Row((one.name, *_hits(book, one), _model(book, one)), id=f"{one.id}.hits")
        for one in book.facts.fee_models.values()
        if one.model is not None
    ]
    headings = ("Avgift", "Avgifter som modellen ger", "Av", "Modell")
    return Table("t-models", "Modeller som återger avgifterna", headings, tuple(lines))


def table_common(book: Book) -> Table:
    """List the projects of the year and the agreements that all may use; the same on every sheet."""
    kinds = {"activities": "projekt", "agreements": "avtal"}
    rows = [*sourced_rows(book.data, "activities", year=book.year, area="project")]
    rows += sourced_rows(book.data, "agreements", year=book.year)
    lines = [
        Row(
            (row.name, kinds[row.table], row.status if row.table == "activities" else "öppet"), source=row.ref
        )
        for row in rows
    ]
    caption = "Projekt under året och ramavtal som kommunerna kan använda"
    return Table("t-common", caption, ("Benämning", "Slag", "Läge"), tuple(lines))


def _fees(book: MunicipalityBook, names: Sequence[str]) -> Iterator[Row]:
    """Yield the municipality's fee of each of some components, in their order."""
    found = book.facts.fee_models
    rows = (row for row in book.fees.itertuples() if row.component in names)
    for row in sorted(rows, key=lambda row: names.index(row.component)):
        one, fee = found[row.component], row.fee
        shown = (
            None if fee is None else SourcedText(f"{row.mark or ''}{number(fee)}", f"fees:{row.Index}", fee)
        )
        yield Row((one.name, shown, MODEL_WORDS[one.kind]))


def _compared(facts: Facts, code: str, name: str) -> Row:
    found = [facts.get(id.format(code)) for id in COMPARED]
    first = next((fact.id for fact in found if fact), "")
    return Row((name, *(fact and UnlinkedFact(fact) for fact in found)), id=first)


def _hits(book: Book, one: FeeModels) -> tuple[Content, Content]:
    return UnlinkedFact(book.facts[f"{one.id}.hits"]), UnlinkedFact(book.facts[f"{one.id}.known"])


def _model(book: Book, one: FeeModels) -> Content:
    """Say a model in words and figures, or that there is none."""
    if not one.reproduced:
        return "ingen; den närmaste ger så många" if one.kind == NO_MODEL else MODEL_WORDS[one.kind]
    if one.kind == EQUAL:
        return Sentence((_value(book, one, "base"), " var"))
    split = Sentence((*_parts(book, one), "; folkmängd ", one.model["population_date"]))
    without, rounded = [*one.model["left_out"]], ("; avrundat till ", _value(book, one, "step"))
    return Sentence((split, *rounded, *([f"; utan {listing(without)}"] if without else [])))


def _parts(book: Book, one: FeeModels) -> tuple[Content, ...]:
    if f"{one.id}.rate" in book.facts:
        return _value(book, one, "base"), " var och ", _value(book, one, "rate"), " per invånare"
    total = _value(book, one, "total")
    if one.kind == MIXED:
        return _value(book, one, "share"), " av ", total, " lika för alla, resten per invånare"
    return total, " efter invånarantal"


def _value(book: Book, one: FeeModels, part: str) -> UnlinkedFact:
    fact: Fact = book.facts[f"{one.id}.{part}"]
    return UnlinkedFact(fact)
