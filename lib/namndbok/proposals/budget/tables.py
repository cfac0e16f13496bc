"""Tables of a proposed budget; every caption says that it is a proposal and not decided."""

from collections.abc import Iterable

from namndbok.checks import SEVERITIES
from namndbok.facts import budget_name
from namndbok.proposals.budget.proposal import Proposal
from namndbok.proposals.budget.proposal_facts import HALF_PER_CENTS, unsplit_lines
from namndbok.proposals.budget.proposed_fee import BASES, DECIDED, WORDS, proposed_components
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
    return _table("t-open-questions", proposal, rows)


def table_proposed_lines(proposal: Proposal, side: str) -> Table:
    """Show each line's proposed income or cost beside this year's, with the change; kronor.

    Income, which the municipalities pay, is also compared in per cent, beside what it was raised by.
    """
    lines = dict.fromkeys(proposal.data.of_year("budget", proposal.assumptions.base_year)["line"])
    named = {f"line.{line}.{side}": budget_name(proposal.facts, line) for line in lines}
    rows = []
    for id, name in {**named, side: "Summa"}.items():
        if f"proposal.{id}" in proposal.facts and (rows or id != side):
            ids = [id, f"{id}_change", f"now.{id.removeprefix('line.')}"]
            ids += [f"{id}_change_share", "increase"] if side == "income" else []
            rows.append(_row(proposal, name, ids))
    return _table(f"t-proposed-{side}", proposal, rows)


def table_half_per_cents(proposal: Proposal) -> Table:
    """Show what the municipalities pay together, and how much more, for each half per cent of increase."""
    kinds = ("share", "income_change", "income")
    rows = [
        Row(tuple(proposal.facts[f"proposal.half.{number}.{kind}"] for kind in kinds))
        for number in HALF_PER_CENTS
    ]
    return _table("t-half-per-cents", proposal, rows)


def table_budget_notes(proposal: Proposal) -> Table:
    """Show the comments to the last budget that has any, with the amounts that they name."""
    rows = tuple(Row((note.text, note.amount, note.year)) for note in proposal.notes())
    headings = ("Kommentar", "Belopp vid sidan av", "Budget")
    empty = "Det finns inga kommentarer till någon budget."
    return Table("t-budget-notes", "Kommentarer till den senaste budgeten", headings, rows, empty=empty)


def table_split_models(proposal: Proposal) -> Table:
    """Show how each component is split, who says so, and what the model makes of the proposed amount."""
    rows = []
    for fee in proposal.fees:
        source: Content = BASES[fee.model.basis]
        if fee.model.basis == DECIDED:
            decision = SourcedRow(proposal.data, "decisions", int(fee.model.rows[-1].rsplit(":", 1)[1]))
            source = (source, *filter(None, (decision.date, decision.paragraph, decision.case_number)))
        ids = (f"{fee.prefix}.{name}" for name in ("equal_share", "base_fee", "per_inhabitant", "step"))
        rows.append(Row((fee.name, source, *map(proposal.facts.get, ids), fee.model.population_date)))
    return _table("t-models", proposal, rows)


def table_fee_changes(proposal: Proposal) -> Table:
    """Show each municipality's proposed fees beside this year's of the same components; kronor."""
    kinds = ("next_change", "next_change_share", "next", "now", "waiting")
    rows = [
        _row(proposal, name, [f"{prefix}.{kind}" for kind in kinds])
        for prefix, name in {**_municipalities(proposal, "pays.{}"), "fees": "Summa"}.items()
    ]
    return _table("t-comparison", proposal, rows)


def table_proposed_fees(proposal: Proposal) -> Table:
    """Show proposed fees by municipality and component, those that have a split; kronor."""
    fees = [fee for fee in proposal.fees if fee.split is not None]
    rows = [
        _row(proposal, name, [f"pays.{code}.next", *(f"fee.{fee.component}.{code}" for fee in fees)])
        for code, name in _municipalities(proposal).items()
    ]
    rows.append(_row(proposal, "Summa", ["fees.next", *(f"part.{fee.component}.total" for fee in fees)]))
    return _table("t-proposed-fees", proposal, rows if fees else [], (fee.name for fee in fees))


def table_proof(proposal: Proposal) -> Table:
    """Show that each component's fees add up to its amount, and who carries what rounding leaves."""
    rows = []
    for fee in proposal.fees:
        if fee.split is not None:
            kinds = ("difference", "total", "amount", "step", "carried")
            figures = (proposal.facts[f"{fee.prefix}.{kind}"] for kind in kinds)
            carrier = proposal.municipalities.get(fee.split.carrier, "ingen")
            rows.append(Row((fee.name, *figures, carrier)))
    return _table("t-proof", proposal, rows)


def table_unsplit_lines(proposal: Proposal) -> Table:
    """List the budget lines that are not fully split, with the reason."""
    facts = proposal.facts
    rows = [
        Row((budget_name(facts, line), facts.get(f"proposal.line.{line}.income"), reason))
        for line, reason in unsplit_lines(facts, proposal.assumptions, proposal.fees)
    ]
    return _table("t-undistributed", proposal, rows)


def table_other_fees(proposal: Proposal) -> Table:
    """List this year's fees that no line of the budget is for, and that the proposal leaves alone."""
    inside, rows = {fee.component for fee in proposal.fees}, []
    for number, component in proposed_components(proposal.data, proposal.assumptions)["component"].items():
        if component not in inside:
            row = SourcedRow(proposal.data, "fee_components", number)
            total = proposal.facts[f"proposal.outside.{component}"]
            rows.append(Row((row.name, total, row.kind, row.billed_by)))
    return _table("t-outside", proposal, rows)


def _row(proposal: Proposal, name: str, ids: Iterable[str]) -> Row:
    cells = (proposal.facts.get(f"proposal.{id}") for id in ids)
    return Row((name, *cells), total=name == "Summa")


def _table(id: str, proposal: Proposal, rows: Iterable[Row], more: Iterable[str] = ()) -> Table:
    """Make a table with its caption and headings, in which {base} is the year of the last budget."""
    words = WORDS["tables"][id]
    headings: list[Content] = []
    for heading in words["headings"]:
        before, base, after = heading.partition("{base}")
        parts = tuple(filter(None, (before, proposal.base if base else "", after)))
        headings.append(parts[0] if len(parts) == 1 else Sentence(parts))
    caption = f"{words['caption']}: förslag – ej beslutat"
    return Table(id, caption, (*headings, *more), tuple(rows), empty=words.get("empty", ""))


def _municipalities(proposal: Proposal, key: str = "{}") -> dict[str, str]:
    """Return names by code, or by a key with the code in it, in alphabetical order."""
    names = proposal.municipalities.items()
    return {key.format(code): name for code, name in sorted(names, key=lambda pair: order(pair[1]))}
