"""Tables of a proposed budget; every caption says that it is a proposal and not decided."""

from namndbok.checks import SEVERITIES
from namndbok.facts import SIDES, budget_name
from namndbok.proposals.budget.line_facts import HALF_PER_CENTS
from namndbok.proposals.budget.open_questions import unsplit_lines
from namndbok.proposals.budget.proposal import Proposal
from namndbok.proposals.budget.proposed_fee import BASES, DECIDED, proposed_components
from namndbok.show import Content, Sentence, SourcedRow, SourcedText
from namndbok.show.tables import Row, Table, row_links
from namndbok.swedish import order


def table_open_questions(proposal: Proposal) -> Table:
    """List what is to be settled before a decision, errors first."""
    rows = []
    for finding in proposal.findings:
        texts = (SourcedText(text, finding.rows[0]) for text in (finding.title, finding.detail))
        cells = (*texts, SEVERITIES[finding.severity], row_links(proposal, finding.rows))
        rows.append(Row(cells, source=" ".join(finding.rows), id=finding.id))
    headings = ("Att ta ställning till", "Varför", "Grad", "Rader")
    empty = "Inget hindrar ett beslut."
    return _table("t-open-questions", "Att ta ställning till före beslut", headings, rows, empty)


def table_proposed_lines(proposal: Proposal, side: str) -> Table:
    """Show each line's proposed income or cost beside this year's, with the change; kronor.

    Income, which the municipalities pay, is also compared in per cent, beside what it was raised by.
    """
    facts = proposal.facts

    def cells(name: str, now: str) -> list[Content]:
        ids = (name, f"{name}_change", now, f"{name}_change_share", "increase")
        return [facts.get(f"proposal.{id}") for id in (ids if side == "income" else ids[:3])]

    rows = [
        Row((budget_name(facts, line), *cells(f"line.{line}.{side}", f"now.{line}.{side}")))
        for line in dict.fromkeys(proposal.data.of_year("budget", proposal.assumptions.base_year)["line"])
        if f"proposal.line.{line}.{side}" in facts
    ]
    if rows:
        rows.append(Row(("Summa", *cells(side, f"now.{side}")), total=True))
    columns = ("Förslag", "Ändring", proposal.base, "I procent", "Uppräkning")
    headings = ("Budgetrad", *(columns if side == "income" else columns[:3]))
    return _table(f"t-proposed-{side}", f"Budgetens {SIDES[side]} per rad", headings, rows)


def table_half_per_cents(proposal: Proposal) -> Table:
    """Show what the municipalities pay together, and how much more, for each half per cent of increase."""
    facts = proposal.facts
    rows = [
        Row(tuple(facts[f"proposal.half.{number}.{kind}"] for kind in ("share", "income_change", "income")))
        for number in HALF_PER_CENTS
    ]
    headings = ("Uppräkning", Sentence(("Mer än ", proposal.base)), "Budgetens intäkter")
    return _table("t-half-per-cents", "Vad varje halv procent kostar", headings, rows)


def table_budget_notes(proposal: Proposal) -> Table:
    """Show the comments to the last budget that has any, with the amounts that they name."""
    rows = [Row((note.text, note.amount, note.year)) for note in proposal.notes()]
    caption, headings = (
        "Kommentarer till den senaste budgeten",
        ("Kommentar", "Belopp vid sidan av", "Budget"),
    )
    empty = "Det finns inga kommentarer till någon budget."
    return Table("t-budget-notes", caption, headings, tuple(rows), empty=empty)


def table_split_models(proposal: Proposal) -> Table:
    """Show how each component is split, who says so, and what the model makes of the proposed amount."""
    rows = []
    for fee in proposal.fees:
        source = BASES[fee.model.basis]
        if fee.model.basis == DECIDED:
            decision = SourcedRow(proposal.data, "decisions", int(fee.model.rows[-1].rsplit(":", 1)[1]))
            known = filter(None, (decision.date, decision.paragraph, decision.case_number))
            source = (source, *known)
        ids = (f"{fee.prefix}.{name}" for name in ("equal_share", "base_fee", "per_inhabitant", "step"))
        rows.append(Row((fee.name, source, *map(proposal.facts.get, ids), fee.model.population_date)))
    rates = ("Lika del", "Grundbelopp", "Per invånare", "Avrundas till")
    headings = ("Avgift", "Grund", *rates, Sentence(("Folkmängd för ", proposal.base)))
    return _table("t-models", "Så fördelas varje avgift", headings, rows)


def table_fee_changes(proposal: Proposal) -> Table:
    """Show each municipality's proposed fees beside this year's of the same components; kronor."""
    facts = proposal.facts
    kinds = ("next_change", "next_change_share", "next", "now", "waiting")
    rows = [
        Row((name, *(facts.get(f"proposal.pays.{code}.{kind}") for kind in kinds)))
        for code, name in _municipalities(proposal)
    ]
    rows.append(Row(("Summa", *(facts.get(f"proposal.fees.{kind}") for kind in kinds)), total=True))
    headings = (
        "Kommun",
        "Ändring",
        "I procent",
        "Förslag",
        proposal.base,
        Sentence((proposal.base, ", utan förslag")),
    )
    return _table("t-comparison", "Avgifter per kommun jämförda med årets", headings, rows)


def table_proposed_fees(proposal: Proposal) -> Table:
    """Show proposed fees by municipality and component, those that have a split; kronor."""
    facts, fees = proposal.facts, [fee for fee in proposal.fees if fee.split is not None]
    rows = []
    for code, name in _municipalities(proposal):
        amounts = (facts.get(f"proposal.fee.{fee.component}.{code}") for fee in fees)
        rows.append(Row((name, facts[f"proposal.pays.{code}.next"], *amounts)))
    totals = [facts[f"{fee.prefix}.total"] for fee in fees]
    rows.append(Row(("Summa", facts["proposal.fees.next"], *totals), total=True))
    headings = ("Kommun", "Summa", *(fee.name for fee in fees))
    return _table("t-proposed-fees", "Avgifter per kommun, del för del", headings, rows if fees else [])


def table_proof(proposal: Proposal) -> Table:
    """Show that each component's fees add up to its amount, and who carries what rounding leaves."""
    names, rows = dict(_municipalities(proposal)), []
    for fee in proposal.fees:
        if fee.split is not None:
            kinds = ("difference", "total", "amount", "step", "carried")
            figures = (proposal.facts[f"{fee.prefix}.{kind}"] for kind in kinds)
            rows.append(Row((fee.name, *figures, names.get(fee.split.carrier, "ingen"))))
    headings = ("Avgift", "Skillnad", "Avgifter", "Belopp", "Avrundas till", "Rest", "Resten bärs av")
    return _table("t-proof", "Avgifterna jämförda med beloppen de ska täcka", headings, rows)


def table_unsplit_lines(proposal: Proposal) -> Table:
    """List the budget lines that are not fully split, with the reason."""
    facts = proposal.facts
    rows = [
        Row((budget_name(facts, line), facts.get(f"proposal.line.{line}.income"), reason))
        for line, reason in unsplit_lines(facts, proposal.assumptions, proposal.fees)
    ]
    headings = ("Budgetpost", "Intäkt i förslaget", "Varför den inte är fördelad")
    empty = "Alla budgetposter är fördelade."
    return _table("t-undistributed", "Budgetposter utan fördelning", headings, rows, empty)


def table_other_fees(proposal: Proposal) -> Table:
    """List this year's fees that no line of the budget is for, and that the proposal leaves alone."""
    inside = {fee.component for fee in proposal.fees}
    rows = []
    for number, component in proposed_components(proposal.data, proposal.assumptions)["component"].items():
        if component not in inside:
            row = SourcedRow(proposal.data, "fee_components", number)
            total = proposal.facts[f"proposal.outside.{component}"]
            rows.append(Row((row.name, total, row.kind, row.billed_by)))
    headings = ("Avgift", Sentence(("Summa ", proposal.base)), "Slag", "Faktureras av")
    empty = "Alla avgifter hör till budgeten."
    return _table("t-outside", "Avgifter vid sidan av budgeten", headings, rows, empty)


def _table(id: str, caption: str, headings: tuple[str, ...], rows: list[Row], empty: str = "") -> Table:
    options = {"empty": empty} if empty else {}
    return Table(id, f"{caption}: förslag – ej beslutat", headings, tuple(rows), **options)


def _municipalities(proposal: Proposal) -> list[tuple[str, str]]:
    """Return codes and names in alphabetical order."""
    names = proposal.data.lookup("municipalities", "code", "name")
    return sorted(names.items(), key=lambda municipality: order(municipality[1]))
