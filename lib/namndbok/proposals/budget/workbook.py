"""A proposed budget as an Excel workbook: lines, fees and rounding are formulas, each with its value."""

from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from namndbok.errors import InvalidParameter
from namndbok.facts import SIDES, budget_name
from namndbok.proposals.budget.proposal import Proposal
from namndbok.proposals.budget.proposed_fee import BASES, ProposedFee
from namndbok.proposals.excel.sheet import YELLOW, Column, ExcelBook, ExcelSheet, Form, write_new
from namndbok.proposals.excel.steps import write_steps
from namndbok.splits import SAINTE_LAGUE

MARK = "FÖRSLAG – ej beslutat"
BUDGET, FEES, BESIDE = "Budget", "Avgifter", "Vid sidan av budgeten"
INCREASE, LINE_HEAD = 4, 6
TOTAL, STEP, SHARE, PAYER_HEAD = 4, 5, 6, 8
STEPS_FROM = 7


def budget_workbook(proposal: Proposal) -> bytes:
    """Return a workbook that recomputes a proposal when its yellow cells are changed; the same bytes always.

    Raises `InvalidParameter` for a fee that is rounded by another method than Sainte-Laguë's.
    """
    fees = [fee for fee in proposal.fees if fee.split is not None]
    if others := [fee.name for fee in fees if fee.model.rounding != SAINTE_LAGUE]:
        raise InvalidParameter(f"Excelboken avrundar bara med uddatalsmetoden, inte {', '.join(others)}.")
    book = ExcelBook(MARK)
    budget, matrix = book.sheet(BUDGET), book.sheet(FEES)
    incomes = _fill_budget(budget, proposal)
    payments = {}
    for number, fee in enumerate(fees, start=1):
        sheet = book.sheet(f"{number} {fee.name}")
        payments[fee.name] = _fill_fee(sheet, proposal, fee, incomes[fee.line])
    _fill_matrix(matrix, proposal, payments)
    _fill_beside(book.sheet(BESIDE), proposal)
    return book.content()


def write_workbook(proposal: Proposal, path: Path) -> None:
    """Write the workbook to a new file; raises `InvalidParameter` where there is one, OSError."""
    write_new(path, lambda: budget_workbook(proposal))


def _fill_budget(sheet: ExcelSheet, proposal: Proposal) -> dict[str, str]:
    """Write the budget's lines; return the cell of each line's proposed income."""
    facts, base = proposal.facts, proposal.base
    sheet.write_top(f"budget {proposal.year}", "Ändra de gula rutorna; allt annat räknas om.", across=7)
    percent = float(facts["proposal.increase"].value * 100)
    sheet.write_inputs({INCREASE: ("Uppräkning, procent", percent, Form.NUMBER)})
    lines = list(dict.fromkeys(proposal.data.of_year("budget", proposal.assumptions.base_year)["line"]))
    rows = range(LINE_HEAD + 1, LINE_HEAD + 1 + len(lines))
    now = {
        side: [fact.value if (fact := facts.get(f"proposal.now.{line}.{side}")) else 0 for line in lines]
        for side in SIDES
    }
    raised = f"ROUND({{}}#*(100+$B${INCREASE})/100,0)"
    columns = {
        "A": Column("Budgetrad", [budget_name(facts, line) for line in lines], "", 38),
        "B": Column(f"Intäkt {base}", now["income"], Form.KRONOR, 15, True, YELLOW),
        "C": Column("Intäkt", raised.format("B"), Form.KRONOR, 15, True),
        "D": Column("Ändring", "C#-B#", Form.SIGNED, 15, True),
        "E": Column(f"Kostnad {base}", now["cost"], Form.KRONOR, 15, True, YELLOW),
        "F": Column("Kostnad", raised.format("E"), Form.KRONOR, 15, True),
        "G": Column("Intäkt − kostnad", "C#-F#", Form.SIGNED, 15, True),
    }
    sheet.write_columns(rows, columns)
    sheet.freeze(LINE_HEAD, landscape=True)
    return {line: sheet.outside(f"$C${row}") for row, line in zip(rows, lines, strict=True)}


def _fill_fee(sheet: ExcelSheet, proposal: Proposal, fee: ProposedFee, income: str) -> dict[str, str]:
    """Write how a fee is split; return each payer's cell. `income` is the cell of its budget line."""
    weights, count = dict(zip(fee.payers, fee.weights, strict=True)), len(fee.payers)
    rows = range(PAYER_HEAD + 1, PAYER_HEAD + 1 + count)
    names = proposal.data.lookup("municipalities", "code", "name")
    sheet.write_top(fee.name, f"Grund: {BASES[fee.model.basis]}.", across=4)
    line = proposal.facts[f"proposal.line.{fee.line}.income"].value
    part = "" if line == fee.amount else f"*{fee.amount}/{line}"
    sheet.write_results({TOTAL: ("Att fördela, kr", f"ROUND({income}{part},0)", Form.KRONOR)})
    share = float(fee.model.share_among(count, sum(fee.weights)))
    typed = {
        STEP: ("Avrundas till, kr", fee.model.step, Form.KRONOR),
        SHARE: ("Andel lika", share, Form.PERCENT),
    }
    sheet.write_inputs(typed)
    turns = sorted(weights, key=lambda code: (-weights[code], code))
    paid = dict(zip(fee.rows_now["municipality"], fee.rows_now["fee"], strict=True))
    columns = {
        "A": Column("Kommun", [names[code] for code in weights], "", 30),
        "B": Column("I år", [paid.get(code) or 0 for code in weights], Form.KRONOR, 15, True),
        "E": Column("Fördelas efter", list(fee.weights), Form.KRONOR, 15, look=YELLOW),
        "F": Column("Turordning", [turns.index(code) + 1 for code in weights], Form.KRONOR, 15),
        "G": Column("", width=3),
    }
    sheet.write_columns(rows, columns)
    total, step, alike = (f"$B${row}" for row in (TOTAL, STEP, SHARE))
    whole = f"SUM($E${rows[0]}:$E${rows[-1]})"
    amount = f"{total}*({alike}/{count}+IF({whole}=0,0,(1-{alike})*E#/{whole}))"
    limits = (amount, "0", f"INT({total}/{step})+1")
    steps = write_steps(sheet, STEPS_FROM, rows, limits, total=total, step=step, turns="F")
    columns = {
        "C": Column("Avgift", steps.fee, Form.KRONOR, 15, True),
        "D": Column("Ändring", "C#-B#", Form.SIGNED, 15, True),
    }
    sheet.write_columns(rows, columns)
    sheet.freeze(PAYER_HEAD)
    sheet.worksheet.print_area(f"A1:F{rows[-1] + 1}")
    return {code: sheet.outside(f"C{row}") for row, code in zip(rows, weights, strict=True)}


def _fill_matrix(sheet: ExcelSheet, proposal: Proposal, payments: dict[str, dict[str, str]]) -> None:
    """Write what each municipality pays: every fee and the sum; `payments` are cells by fee and code."""
    sheet.write_top(f"avgifter {proposal.year}", "Varje avgift räknas på sitt eget blad.", across=5)
    names = proposal.data.lookup("municipalities", "code", "name")
    rows = range(LINE_HEAD + 1, LINE_HEAD + 1 + len(names))
    sheet.write_columns(rows, {"A": Column("Kommun", list(names.values()), "", 20)})
    letters = [xl_col_to_name(place) for place in range(1, len(payments) + 1)]
    for letter, (name, cells) in zip(letters, payments.items(), strict=True):
        for row, code in zip(rows, names, strict=True):
            if code in cells:
                sheet.write_formula(f"{letter}{row}", cells[code])
        sheet.write_columns(rows, {letter: Column(name, width=16, summed=True)})
    total = Column("Summa", f"SUM(B#:{letters[-1]}#)", Form.KRONOR, 16, True)
    sheet.write_columns(rows, {xl_col_to_name(len(payments) + 1): total})
    sheet.freeze(LINE_HEAD, landscape=True)


def _fill_beside(sheet: ExcelSheet, proposal: Proposal) -> None:
    """Write this year's fees that no budget line is for, and the comments to the budget."""
    sheet.write_top(BESIDE.lower(), "Det här ingår inte i summorna.", across=2)
    rows = [(fact.label, fact.value) for fact in proposal.facts.under("proposal.outside")]
    rows += [(str(note.raw("text")), note.raw("amount")) for note in proposal.notes()]
    sheet.worksheet.set_column("A:A", 90)
    sheet.worksheet.set_column("B:B", 15)
    for row, (text, amount) in enumerate(rows, start=4):
        sheet.write(f"A{row}", text, text_wrap=True, valign="top")
        sheet.write(f"B{row}", amount, Form.KRONOR, valign="top")
