"""A proposed budget as an Excel workbook: lines, fees and rounding are formulas, each with its value."""

import io
import re
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from namndbok.data import write_beside
from namndbok.errors import InvalidParameter
from namndbok.facts import budget_name
from namndbok.proposals.budget.proposal import Proposal
from namndbok.proposals.budget.proposed_fee import BASES, ProposedFee
from namndbok.proposals.scenario.excel_sheet import KRONOR, PERCENT, SIGNED, ExcelSheet
from namndbok.proposals.scenario.excel_steps import TITLES, StepColumns, write_steps
from namndbok.splits import SAINTE_LAGUE

MARK = "FÖRSLAG – ej beslutat"
BUDGET, FEES, BESIDE = "Budget", "Avgifter", "Vid sidan av budgeten"
LINES = ("Budgetrad", "Intäkt {}", "Intäkt", "Ändring", "Kostnad {}", "Kostnad", "Intäkt − kostnad")
PAYERS = ("Kommun", "I år", "Avgift", "Ändring", "Fördelas efter", "Turordning", "")
INCREASE, LINE_HEAD = 4, 6
TOTAL, STEP, SHARE, PAYER_HEAD = 4, 5, 6, 8
LONGEST_TITLE = 31


def budget_workbook(proposal: Proposal) -> bytes:
    """Return a workbook that recomputes a proposal when its yellow cells are changed; the same bytes always.

    Raises `InvalidParameter` for a fee that is rounded by another method than Sainte-Laguë's.
    """
    fees = [fee for fee in proposal.fees if fee.split is not None]
    if others := [fee.name for fee in fees if fee.model.rounding != SAINTE_LAGUE]:
        raise InvalidParameter(f"Excelboken avrundar bara med uddatalsmetoden, inte {', '.join(others)}.")
    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    workbook.set_properties({"title": MARK, "author": "Nämndbok", "created": datetime(1980, 1, 1)})
    budget, matrix = (ExcelSheet(workbook, title, MARK) for title in (BUDGET, FEES))
    incomes = _fill_budget(budget, proposal)
    cells: dict[tuple[str, str], tuple[ExcelSheet, str]] = {}
    for number, fee in enumerate(fees, start=1):
        words = re.sub(r"[^\w -]", " ", f"{number} {fee.name}").split()
        sheet = ExcelSheet(workbook, " ".join(words)[:LONGEST_TITLE].strip(), MARK)
        for code, cell in _fill_fee(sheet, proposal, fee, budget.reference(incomes[fee.line])).items():
            cells[code, fee.component] = sheet, cell
    _fill_matrix(matrix, proposal, fees, cells)
    _fill_beside(ExcelSheet(workbook, BESIDE, MARK), proposal)
    workbook.close()
    return file.getvalue()


def write_workbook(proposal: Proposal, path: Path) -> None:
    """Write the workbook to a new file; raises `InvalidParameter` where there is one, OSError."""
    if path.suffix.lower() != ".xlsx" or path.exists():
        reason = "finns redan och skrivs inte över" if path.exists() else "ska sluta på .xlsx"
        raise InvalidParameter(f"{path} {reason}. Välj ett annat namn.")
    write_beside(path, budget_workbook(proposal))


def _fill_budget(sheet: ExcelSheet, proposal: Proposal) -> dict[str, str]:
    """Write the budget's lines; return the cell of each line's proposed income."""
    facts = proposal.facts
    sheet.write_top(f"budget {proposal.year}", "Ändra de gula rutorna; allt annat räknas om.", across=7)
    percent = facts["proposal.increase"].value * 100
    sheet.write(f"A{INCREASE}", "Uppräkning, procent")
    sheet.write_yellow(f"B{INCREASE}", float(percent), "[$-41D]0.0###")
    sheet.write_headings(LINE_HEAD, [title.format(proposal.base) for title in LINES])
    rows = proposal.data.of_year("budget", proposal.assumptions.base_year)
    names = {line: budget_name(facts, line) for line in dict.fromkeys(rows["line"])}
    incomes = {}
    for row, (line, name) in enumerate(names.items(), start=LINE_HEAD + 1):
        sheet.write(f"A{row}", name)
        amounts = []
        for side, now, new in (("income", "B", "C"), ("cost", "E", "F")):
            before, after = (facts.get(f"proposal.{kind}.{line}.{side}") for kind in ("now", "line"))
            amounts += [fact.value if fact else 0 for fact in (before, after)]
            sheet.write_yellow(f"{now}{row}", amounts[-2])
            sheet.write_formula(f"{new}{row}", f"ROUND({now}{row}*(100+$B${INCREASE})/100,0)", amounts[-1])
        sheet.write_formula(f"D{row}", f"C{row}-B{row}", amounts[1] - amounts[0], SIGNED)
        sheet.write_formula(f"G{row}", f"C{row}-F{row}", amounts[1] - amounts[3], SIGNED)
        incomes[line] = f"$C${row}"
    forms = dict.fromkeys("BCEF", KRONOR) | dict.fromkeys("DG", SIGNED)
    sheet.write_sums(forms, LINE_HEAD + 1, LINE_HEAD + len(names))
    sheet.lay_out([38, *[15] * 6], heading=LINE_HEAD, landscape=True)
    return incomes


def _fill_fee(sheet: ExcelSheet, proposal: Proposal, fee: ProposedFee, income: str) -> dict[str, str]:
    """Write how a fee is split; return each payer's cell. `income` is the cell of its budget line."""
    weights, codes = dict(zip(fee.payers, fee.weights, strict=True)), list(fee.payers)
    rows = range(PAYER_HEAD + 1, PAYER_HEAD + 1 + len(codes))
    share = fee.model.share_among(len(codes), sum(weights.values()))
    names = proposal.data.lookup("municipalities", "code", "name")
    sheet.write_top(fee.name, f"Grund: {BASES[fee.model.basis]}.", across=4)
    line = proposal.facts[f"proposal.line.{fee.line}.income"].value
    part = "" if line == fee.amount else f"*{fee.amount}/{line}"
    sheet.write(f"A{TOTAL}", "Att fördela, kr")
    sheet.write_formula(f"B{TOTAL}", f"ROUND({income}{part},0)", fee.amount)
    for row, title, value, form in (
        (STEP, "Avrundas till, kr", fee.model.step, KRONOR),
        (SHARE, "Andel lika", float(share), PERCENT),
    ):
        sheet.write(f"A{row}", title)
        sheet.write_yellow(f"B{row}", value, form)
    sheet.write_headings(PAYER_HEAD, [*PAYERS, *TITLES])
    turns = sorted(codes, key=lambda code: (-weights[code], code))
    now = dict(zip(fee.rows_now["municipality"], fee.rows_now["fee"], strict=True))
    column, highest = f"$E${rows[0]}:$E${rows[-1]}", f"INT($B${TOTAL}/$B${STEP})+1"
    formulas, values = [], []
    for row, code in zip(rows, codes, strict=True):
        sheet.write(f"A{row}", names[code])
        sheet.write(f"B{row}", now.get(code) or 0, KRONOR)
        sheet.write_yellow(f"E{row}", weights[code])
        sheet.write(f"F{row}", turns.index(code) + 1, KRONOR)
        by_weight = f"IF(SUM({column})=0,0,(1-$B${SHARE})*E{row}/SUM({column}))"
        formulas.append((f"$B${TOTAL}*($B${SHARE}/{len(codes)}+{by_weight})", "0", highest))
        amount = fee.amount * (
            share / len(codes) + (1 - share) * weights[code] / (sum(weights.values()) or 1)
        )
        values.append((float(amount), 0, fee.amount // fee.model.step + 1))
    columns = StepColumns(len(PAYERS), rows, f"$B${TOTAL}", f"$B${STEP}", "F")
    steps = write_steps(sheet, columns, formulas, values, fee.amount, fee.model.step)
    for row, code, formula in zip(rows, codes, steps, strict=True):
        amount = int(fee.split.fees[code])
        sheet.write_formula(f"C{row}", formula, amount)
        sheet.write_formula(f"D{row}", f"C{row}-B{row}", amount - (now.get(code) or 0), SIGNED)
    sheet.write_sums({"B": KRONOR, "C": KRONOR, "D": SIGNED}, rows[0], rows[-1])
    sheet.lay_out([30, *[15] * 5, 3, *[15] * len(TITLES)], heading=PAYER_HEAD)
    sheet.worksheet.print_area(f"A1:F{rows[-1] + 1}")
    return {code: f"C{row}" for row, code in zip(rows, codes, strict=True)}


def _fill_matrix(
    sheet: ExcelSheet,
    proposal: Proposal,
    fees: list[ProposedFee],
    cells: dict[tuple[str, str], tuple[ExcelSheet, str]],
) -> None:
    """Write what each municipality pays: every fee and the sum."""
    sheet.write_top(f"avgifter {proposal.year}", "Varje avgift räknas på sitt eget blad.", across=5)
    sheet.write_headings(LINE_HEAD, ["Kommun", *(fee.name for fee in fees), "Summa"])
    last = xl_col_to_name(len(fees) + 1)
    names = proposal.data.lookup("municipalities", "code", "name")
    for row, (code, name) in enumerate(names.items(), start=LINE_HEAD + 1):
        sheet.write(f"A{row}", name)
        total = 0
        for place, fee in enumerate(fees, start=1):
            if (code, fee.component) in cells:
                other, cell = cells[code, fee.component]
                sheet.write_formula(
                    f"{xl_col_to_name(place)}{row}", other.reference(cell), other.values[cell]
                )
                total += other.values[cell]
            else:
                sheet.values[f"{xl_col_to_name(place)}{row}"] = 0
        sheet.write_formula(f"{last}{row}", f"SUM(B{row}:{xl_col_to_name(len(fees))}{row})", total)
    letters = [xl_col_to_name(place) for place in range(1, len(fees) + 2)]
    sheet.write_sums(dict.fromkeys(letters, KRONOR), LINE_HEAD + 1, LINE_HEAD + len(names))
    sheet.lay_out([20, *[16] * len(letters)], heading=LINE_HEAD, landscape=True)


def _fill_beside(sheet: ExcelSheet, proposal: Proposal) -> None:
    """Write this year's fees that no budget line is for, and the comments to the budget."""
    sheet.write_top(BESIDE.lower(), "Det här ingår inte i summorna.", across=2)
    facts = [(fact.label, fact.value) for fact in proposal.facts.under("proposal.outside")]
    notes = [(str(note.raw("text")), note.raw("amount")) for note in proposal.notes()]
    for row, (text, amount) in enumerate([*facts, *notes], start=4):
        sheet.write(f"A{row}", text, text_wrap=True, valign="top")
        sheet.write(f"B{row}", amount, KRONOR, valign="top")
    sheet.lay_out([90, 15])
