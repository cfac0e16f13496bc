"""Tables of a proposed budget; every caption says that it is a proposal and not decided."""

from collections.abc import Iterator

from namndbok.checks import SEVERITIES
from namndbok.facts import SIDES, budget_name
from namndbok.proposals.budget.concern import undistributed
from namndbok.proposals.budget.model import BASES, DECIDED
from namndbok.proposals.budget.part import Part, components
from namndbok.proposals.budget.proposal import Proposal
from namndbok.show import Content, SourcedRow, SourcedText
from namndbok.show.tables import Row, Table, row_links
from namndbok.swedish import order

COLUMNS = ("Förslag", "Ändring", "I år", "I procent", "Uppräkning")
UNDECIDED = "förslag – ej beslutat"


def table_concerns(proposal: Proposal) -> Table:
    """List what is to be settled before a decision, errors first."""
    lines = [
        Row(
            (
                SourcedText(one.title, one.rows[0]),
                SourcedText(one.detail, one.rows[0]),
                SEVERITIES[one.severity],
                row_links(proposal, one.rows),
            ),
            source=" ".join(one.rows),
            id=one.id,
        )
        for one in proposal.findings
    ]
    headings = ("Att ta ställning till", "Varför", "Grad", "Rader")
    empty = "Inget hindrar ett beslut."
    return _table("t-concerns", "Att ta ställning till före beslut", headings, lines, empty)


def table_proposed_lines(proposal: Proposal, side: str) -> Table:
    """Show each line's proposed income or cost beside this year's, with the change; kronor.

    Income, which the municipalities pay, is also compared in per cent, beside what it was raised by.
    """
    facts = proposal.facts
    lines = [
        Row((budget_name(facts, line), *_changed(proposal, f"line.{line}.", f"{line}.", side)))
        for line in _lines(proposal)
        if f"proposal.line.{line}.{side}" in facts
    ]
    if lines:
        lines.append(Row(("Summa", *_changed(proposal, "", "", side)), total=True))
    headings = ("Budgetrad", *(COLUMNS if side == "income" else COLUMNS[:3]))
    return _table(f"t-proposed-{side}", f"Budgetens {SIDES[side]} per rad", headings, lines)


def table_models(proposal: Proposal) -> Table:
    """Show how each component is split and who says so."""
    lines = [Row((part.name, *_model(proposal, part))) for part in proposal.parts]
    headings = (
        "Avgift",
        "Grund",
        "Lika del",
        "Grundbelopp",
        "Per invånare",
        "Avrundas till",
        "Årets folkmängd",
    )
    return _table("t-models", "Så fördelas varje avgift", headings, lines)


def table_comparison(proposal: Proposal) -> Table:
    """Show each municipality's proposed fees beside this year's of the same components; kronor."""
    facts = proposal.facts
    parts = ("next_change", "next_change_share", "next", "now", "waiting")
    lines = [
        Row((name, *(facts.get(f"proposal.pays.{code}.{part}") for part in parts)))
        for code, name in _places(proposal)
    ]
    lines.append(Row(("Summa", *(facts.get(f"proposal.fees.{part}") for part in parts)), total=True))
    headings = ("Kommun", "Ändring", "I procent", "Förslag", "I år", "I år, utan förslag")
    return _table("t-comparison", "Avgifter per kommun jämförda med i år", headings, lines)


def table_proposed_fees(proposal: Proposal) -> Table:
    """Show proposed fees by municipality and component, those that have a split; kronor."""
    facts, parts = proposal.facts, [part for part in proposal.parts if part.split is not None]
    lines = [
        Row(
            (
                name,
                facts[f"proposal.pays.{code}.next"],
                *(facts.get(f"proposal.fee.{part.component}.{code}") for part in parts),
            )
        )
        for code, name in _places(proposal)
    ]
    totals = [facts[f"{part.at}.total"] for part in parts]
    lines.append(Row(("Summa", facts["proposal.fees.next"], *totals), total=True))
    headings = ("Kommun", "Summa", *(part.name for part in parts))
    return _table("t-proposed-fees", "Avgifter per kommun, del för del", headings, lines if parts else [])


def table_proof(proposal: Proposal) -> Table:
    """Show that each component's fees add up to its amount, and who carries what rounding leaves."""
    names = dict(_places(proposal))
    ids = ("difference", "total", "amount", "rounded_up", "carried")
    lines = [
        Row(
            (
                part.name,
                *(proposal.facts[f"{part.at}.{id}"] for id in ids),
                names.get(part.split.carrier, "ingen"),
            )
        )
        for part in proposal.parts
        if part.split is not None
    ]
    headings = ("Avgift", "Skillnad", "Avgifter", "Belopp", "Avrundade uppåt", "Rest", "Resten bärs av")
    return _table("t-proof", "Avgifterna jämförda med beloppen de ska täcka", headings, lines)


def table_undistributed(proposal: Proposal) -> Table:
    """List the budget lines that are not fully split, with the reason."""
    facts = proposal.facts
    lines = [
        Row((budget_name(facts, line), facts.get(f"proposal.line.{line}.income"), why))
        for line, why in undistributed(facts, proposal.terms, proposal.parts)
    ]
    headings = ("Budgetpost", "Intäkt i förslaget", "Varför den inte är fördelad")
    empty = "Alla budgetposter är fördelade."
    return _table("t-undistributed", "Budgetposter utan fördelning", headings, lines, empty)


def table_outside(proposal: Proposal) -> Table:
    """List this year's fees that no line of the budget is for, and that the proposal leaves alone."""
    inside = {part.component for part in proposal.parts}
    table = components(proposal.data, proposal.terms)
    rows = (SourcedRow(proposal.data, "fee_components", at) for at in table.index)
    lines = [
        Row((row.name, proposal.facts[f"proposal.outside.{row.raw('component')}"], row.kind, row.billed_by))
        for row in rows
        if row.raw("component") not in inside
    ]
    headings = ("Avgift", "Summa i år", "Slag", "Faktureras av")
    empty = "Alla avgifter hör till budgeten."
    return _table("t-outside", "Avgifter vid sidan av budgeten", headings, lines, empty)


def _table(id: str, caption: str, headings: tuple[str, ...], lines: list[Row], empty: str = "") -> Table:
    said = {"empty": empty} if empty else {}
    return Table(id, f"{caption}: {UNDECIDED}", headings, tuple(lines), **said)


def _lines(proposal: Proposal) -> list[str]:
    """List this year's budget lines in the order of the data."""
    return list(dict.fromkeys(proposal.data.of_year("budget", proposal.terms.base)["line"]))


def _changed(proposal: Proposal, name: str, before: str, side: str) -> list[Content]:
    """Return the cells of an amount, one for each of `COLUMNS`; for a cost the first three."""
    ids = (
        name + side,
        f"{name}{side}_change",
        f"now.{before}{side}",
        f"{name}{side}_change_share",
        "increase",
    )
    return [proposal.facts.get(f"proposal.{id}") for id in (ids if side == "income" else ids[:3])]


def _model(proposal: Proposal, part: Part) -> Iterator[Content]:
    """Yield who says how the component is split, and what the model makes of the proposed amount."""
    decision = _decision(proposal, part)
    yield (BASES[part.model.basis], *decision) if decision else BASES[part.model.basis]
    ids = ("equal_share", "base_fee", "per_inhabitant", "step")
    yield from (proposal.facts.get(f"{part.at}.{id}") for id in ids)
    yield part.model.counted


def _decision(proposal: Proposal, part: Part) -> tuple[Content, ...]:
    """Return the decision behind a decided model: date, paragraph and case number, as far as known."""
    if part.model.basis != DECIDED:
        return ()
    decision = SourcedRow(proposal.data, "decisions", int(part.model.rows[-1].rsplit(":", 1)[1]))
    return tuple(filter(None, (decision.date, decision.paragraph, decision.case_number)))


def _places(proposal: Proposal) -> list[tuple[str, str]]:
    table = proposal.data["municipalities"]
    return sorted(zip(table["code"], table["name"], strict=True), key=lambda place: order(place[1]))
