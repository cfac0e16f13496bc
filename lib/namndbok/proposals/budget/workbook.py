"""A proposed budget as an Excel workbook: lines, fees and rounding are formulas, each with its value."""

from typing import Any

import pandas as pd

from namndbok.errors import InvalidParameter
from namndbok.facts import SIDES, budget_name
from namndbok.proposals.budget.proposal import Proposal
from namndbok.proposals.budget.proposed_fee import BASES, ProposedFee
from namndbok.proposals.excel import LAYOUT, ExcelBook, ExcelSheet, Form, Formula
from namndbok.proposals.scenario.redistribution import ServiceSplit
from namndbok.proposals.split_sheet import SplitSheet
from namndbok.splits import ALIKE, QUANTITY, SAINTE_LAGUE, Key, Part, Split

MARK = "FÖRSLAG – ej beslutat"
BESIDE, YELLOW_CELLS = "Vid sidan av budgeten", "Ändra de gula rutorna; allt annat räknas om."
HEAD = 6


def budget_workbook(proposal: Proposal) -> bytes:
    """Return a workbook that recomputes a proposal when its yellow cells are changed; the same bytes always.

    Raises `InvalidParameter` for a fee that is rounded by another method than Sainte-Laguë's.
    """
    fees = [fee for fee in proposal.fees if fee.split is not None]
    if others := [fee.name for fee in fees if fee.model.rounding != SAINTE_LAGUE]:
        raise InvalidParameter(f"Excelboken avrundar bara med uddatalsmetoden, inte {', '.join(others)}.")
    book, year = ExcelBook(MARK), proposal.year
    budget = ExcelSheet(book, "Budget", f"budget {year}", YELLOW_CELLS, across=7, head=HEAD, wide=True)
    text = "Varje avgift räknas på sitt eget blad."
    matrix = ExcelSheet(book, "Avgifter", f"avgifter {year}", text, across=5, head=HEAD, wide=True)
    incomes = _fill_budget(budget, proposal)
    payments = {}
    for number, fee in enumerate(fees, start=1):
        payments[fee.name] = _add_fee(book, f"{number} {fee.name}", proposal, fee, incomes[fee.line])
    _fill_matrix(matrix, proposal, payments)
    _add_beside(book, proposal)
    return book.content()


def _fill_budget(sheet: ExcelSheet, proposal: Proposal) -> dict[str, str]:
    """Write the budget's lines; return the cell of each line's proposed income."""
    facts, base = proposal.facts, proposal.base
    layout, percent = LAYOUT["budget"], float(facts["proposal.increase"].value * 100)
    sheet.write_cells(layout["cells"], {"increase": percent})
    lines = list(dict.fromkeys(proposal.data.of_year("budget", proposal.assumptions.base_year)["line"]))
    sheet.name_columns(layout["columns"], range(HEAD + 1, HEAD + 1 + len(lines)))
    values: dict[str, list[Any]] = {"line": [budget_name(facts, line) for line in lines]}
    for side in SIDES:
        known = (facts.get(f"proposal.now.{line}.{side}") for line in lines)
        values[side] = [fact.value if fact else 0 for fact in known]
    titles, computed = {"income": f"Intäkt {base}", "cost": f"Kostnad {base}"}, layout["computed"]
    sheet.write_columns(layout["columns"], values, *computed, **titles)
    return {line: sheet.outside(f"$C${row}") for row, line in zip(sheet.rows, lines, strict=True)}


def _add_fee(book: ExcelBook, tab: str, proposal: Proposal, fee: ProposedFee, income: str) -> dict[str, str]:
    """Write how a fee is split; return each payer's cell. `income` is the cell of its budget line."""
    weights, names = dict(zip(fee.payers, fee.weights, strict=True)), proposal.municipalities
    payers = [names[code] for code in fee.payers]
    line = proposal.facts[f"proposal.line.{fee.line}.income"].value
    part = "" if line == fee.amount else f"*{fee.amount}/{line}"
    share = fee.model.share_among(len(payers), sum(weights.values()))
    quantities = pd.Series(list(weights.values()), payers, dtype=object)
    parts = (Part(ALIKE, share, name="Lika"), Part(QUANTITY, 1 - share, quantities, "Fördelas efter"))
    paid = dict(zip(fee.rows_now["municipality"], fee.rows_now["fee"], strict=True))
    split = ServiceSplit(
        typed=(),
        key=Key(tuple(part for part in parts if part.share)),
        today=pd.Series([paid.get(code) or 0 for code in weights], payers),
        step=fee.model.step,
        limits={},
        target=Split(fee.split.fees.set_axis(payers), fee.amount, tuple(payers)),
        years=(),
    )
    turns = [names[code] for code in sorted(weights, key=lambda code: (-weights[code], code))]
    total, text = Formula(f"ROUND({income}{part},0)"), f"Grund: {BASES[fee.model.basis]}. {YELLOW_CELLS}"
    sheet = SplitSheet(book, tab, text, split, turns=turns, limits={}, total=total)
    rows = zip(weights, sheet.rows, strict=True)
    return {code: sheet.outside(f"C{row}") for code, row in rows}


def _fill_matrix(sheet: ExcelSheet, proposal: Proposal, payments: dict[str, dict[str, str]]) -> None:
    """Write what each municipality pays: every fee and the sum; `payments` are cells by fee and code."""
    names, columns = (
        proposal.municipalities,
        {"municipality": {"title": "Kommun", "form": "LABEL", "width": 20}},
    )
    values = {"municipality": list(names.values())}
    for name, cells in payments.items():
        columns[f"fee {name}"] = {"title": name, "width": 21, "summed": True}
        values[f"fee {name}"] = [Formula(cells[code]) if code in cells else None for code in names]
    columns["sum"] = {"title": "Summa", "formula": "SUM(B#:{last}#)", "width": 16, "summed": True}
    sheet.name_columns(columns, range(HEAD + 1, HEAD + 1 + len(names)))
    sheet.named["last"] = sheet.named[[*values][-1]]
    sheet.write_columns(columns, values, "sum")


def _add_beside(book: ExcelBook, proposal: Proposal) -> None:
    """Write this year's fees that no budget line is for, and the comments to the budget."""
    sheet = ExcelSheet(book, BESIDE, BESIDE.lower(), "Det här ingår inte i summorna.", across=2)
    rows = [(fact.label, fact.value) for fact in proposal.facts.under("proposal.outside")]
    rows += [(str(note.raw("text")), note.raw("amount")) for note in proposal.notes()]
    sheet.worksheet.set_column("A:A", 90)
    sheet.worksheet.set_column("B:B", 15)
    for row, (text, amount) in enumerate(rows, start=4):
        sheet.write(f"A{row}", text, text_wrap=True, valign="top")
        sheet.write(f"B{row}", amount, Form.KRONOR, valign="top")
