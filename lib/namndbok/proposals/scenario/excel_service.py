"""The sheet of one service: its total is split by plain formulas, exactly as the library splits it.

Everything is whole numbers, since a fraction of a krona would drift in a spreadsheet. Each weight is equal
part × inhabitants of all + other part × number × own inhabitants. A fee in whole steps is total × weight ÷
(sum of weights × step), and what is left over decides who gets the last steps. The product may be too large
for a spreadsheet's 15 digits, so the remainder is found by long division, a digit of the total at a time.
"""

from namndbok.proposals.scenario.excel_sheet import AT_LEAST, KRONOR, SIGNED, ExcelSheet
from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.tables import parameters_text

# Where the first sheet keeps what all services share: the rows of share and step, and the first municipality.
SUMMARY, SHARE_ROW, STEP_ROW, SUMMARY_FIRST = "Scenario", 4, 5, 10
SHARE, STEP, ORIGINAL_SHARE, ORIGINAL_STEP = (
    f"{SUMMARY}!${column}${row}" for column in "BD" for row in (SHARE_ROW, STEP_ROW)
)
TOTAL, COUNT, PEOPLE, ALIKE, OTHER, REDUCED, WHOLE, STEPS, REST, MISSING, STATE, CHANGED = range(4, 16)
HEAD = 18
FIRST = HEAD + 1
# One digit of the total at a time, the highest first.
DIGITS = 10
REMAINDERS = "MNOPQRSTUV"
# The largest whole number that LibreOffice, which holds 15 digits, divides without rounding.
PRECISE = 200 * 10**12
# The equal share is read in parts of this many: hundredths of a per cent.
PARTS = 10_000
COLUMNS = (
    "Kommun", "Deltar", "Invånare", "Avgift i scenariot", "Beslutat", "Betalar mer", "Nämndboks värde",
    "Deltog från början", "Ordning", "", "Deltar (1)", "Vikt", *(f"Rest {number}" for number in range(1, 10)),
    "Rest", "Hela steg", "Plats efter rest", "Avgift i steg", "Plats som störst",
)  # fmt: skip
WIDTHS = (30, 16, 12, 15, 15, 13, 15, 12, 9, 3, 10, *[17] * 11, 10, 10, 12, 10)


def fill_service(sheet: ExcelSheet, redistribution: Redistribution, service: str) -> None:
    """Write the sheet of a service."""
    names, service_split = list(redistribution.codes), redistribution.splits[service]
    last = FIRST + len(names) - 1
    text = f"{parameters_text(redistribution)} Ändra de gula rutorna; allt annat räknas om."
    sheet.write_top(redistribution.services[service], text, across=7)
    _write_parameters(sheet, service_split.total, len(names))
    sheet.write_headings(HEAD, COLUMNS)
    for row, name in enumerate(names, start=FIRST):
        takes_part = "ja" if name in service_split.participants else "nej"
        sheet.write(f"A{row}", name)
        sheet.write_yellow(f"B{row}", takes_part, "@")
        sheet.write(f"E{row}", int(redistribution.decided.at[name, service]), form=KRONOR)
        sheet.write(f"G{row}", int(redistribution.fees.at[name, service]), form=KRONOR)
        sheet.write(f"H{row}", takes_part)
        sheet.write(f"I{row}", sorted(names).index(name) + 1)
        for column, formula in _formulas(row, last).items():
            sheet.write_formula(f"{column}{row}", formula, form=SIGNED if column == "F" else KRONOR)
    sheet.write_sums("DEFG", FIRST, last)
    sheet.write(f"K{HEAD - 1}", "Uträkningen, i hela tal", bold=True)
    sheet.align([f"C{TOTAL}", f"B{STATE}"], "right")
    sheet.align([f"{column}{row}" for column in "BH" for row in range(FIRST, last + 1)], "center")
    sheet.allow(f"B{TOTAL}", "Skriv ett tal, minst 0.", **AT_LEAST, formula1="0")
    sheet.allow(f"B{FIRST}:B{last}", "Skriv ja eller nej.", type="list", formula1='"ja,nej"')
    sheet.lay_out(widths=WIDTHS, heading=HEAD)
    sheet.worksheet.print_area = f"A1:G{last + 1}"


def _write_parameters(sheet: ExcelSheet, total: int, count: int) -> None:
    """Write the total and what follows from it and the first sheet's yellow cells."""
    sheet.write_yellow(f"B{TOTAL}", total)
    sheet.write(f"C{TOTAL}", "från början")
    sheet.write(f"D{TOTAL}", total, form=KRONOR)
    last, summary_last = FIRST + count - 1, SUMMARY_FIRST + count - 1
    parts = f"ROUND({SHARE}*{PARTS},0)"
    common = f"GCD({parts},{PARTS})"
    flags, people, weights = (f"{column}{FIRST}:{column}{last}" for column in "KCL")
    own_changes = f"(B{TOTAL}<>D{TOTAL})+SUMPRODUCT(--(B{FIRST}:B{last}<>H{FIRST}:H{last}))"
    typed, original = (f"{SUMMARY}!${column}${SUMMARY_FIRST}:${column}${summary_last}" for column in "BK")
    shared_changes = (
        f"({SHARE}<>{ORIGINAL_SHARE})+({STEP}<>{ORIGINAL_STEP})+SUMPRODUCT(--({typed}<>{original}))"
    )
    rows = {
        COUNT: ("Antal som deltar", f"SUM({flags})"),
        PEOPLE: ("Deltagarnas invånare", f"SUMPRODUCT({flags},{people})"),
        ALIKE: ("Lika del, i delar", f"{parts}/{common}"),
        OTHER: ("Efter invånare, i delar", f"({PARTS}-{parts})/{common}"),
        REDUCED: ("Att fördela, förkortat", f"B{TOTAL}/GCD(B{TOTAL},{STEP})"),
        WHOLE: ("Ett helt steg i vikt", f"SUM({weights})*({STEP}/GCD(B{TOTAL},{STEP}))"),
        STEPS: ("Hela steg att fördela", f"INT(B{TOTAL}/{STEP})"),
        REST: ("Blir över efter hela steg, kr", f"B{TOTAL}-B{STEPS}*{STEP}"),
        MISSING: ("Steg som fördelas efter rest", f"B{STEPS}-SUM(W{FIRST}:W{last})"),
        STATE: ("Går att räkna", _state(last)),
        CHANGED: ("Ändrade gula rutor", f"{own_changes}+{shared_changes}"),
    }
    sheet.write(f"A{TOTAL}", "Att fördela, kr")
    for row, (title, formula) in rows.items():
        sheet.write(f"A{row}", title)
        sheet.write_formula(f"B{row}", formula)


def _state(last: int) -> str:
    """Return a formula that is ja, or says what is wrong."""
    people, parts = f"C{FIRST}:C{last}", f"{SHARE}*{PARTS}"
    faults = {
        f"OR({SHARE}<0,{SHARE}>1)": "andelen lika ska vara 0–100 %",
        f"ABS({parts}-ROUND({parts},0))>0.000001": "högst två decimaler i procenten",
        f"OR({STEP}<1,{STEP}<>INT({STEP}))": "steget ska vara hela kronor",
        f"OR(B{TOTAL}<0,B{TOTAL}<>INT(B{TOTAL}))": "beloppet ska vara hela kronor, minst 0",
        f"SUMPRODUCT(({people}<0)+({people}<>INT({people})))>0": "invånarna ska vara hela tal, minst 0",
        f"B{COUNT}=0": "ingen kommun deltar",
        f"AND(B{PEOPLE}=0,B{OTHER}>0)": "deltagarna har inga invånare",
        f"OR(B{WHOLE}*20>{PRECISE},B{REDUCED}>={10**DIGITS})": "talen är för stora för ett kalkylark",
    }
    formula = '"ja"'
    for condition, fault in reversed(faults.items()):
        formula = f'IF({condition},"{fault}",{formula})'
    return formula


def _formulas(row: int, last: int) -> dict[str, str]:
    """Return a municipality's formulas by column.

    The remainder of total × weight ÷ a whole step is found by long division, a digit at a time.
    """
    order, people, fees, rests, flags = (f"${column}${FIRST}:${column}${last}" for column in "ICYVK")
    same = f"({people}=C{row})"
    by_rest = f"({rests}>V{row})+({rests}=V{row})*(({people}>C{row})+{same}*({order}<I{row}))"
    smaller_fee = f"({fees}<Y{row})+({fees}=Y{row})*({order}<I{row})"
    by_size = f"({people}>C{row})+{same}*({smaller_fee})"
    carried = f"IF(AND(K{row}=1,Z{row}=1),$B${REST},0)"
    remainders, before = {}, ""
    for power, column in zip(reversed(range(DIGITS)), REMAINDERS, strict=True):
        digit = f"MOD(INT($B${REDUCED}/{10**power}),10)"
        remainders[column] = f"MOD({before}{digit}*L{row},$B${WHOLE})"
        before = f"{column}{row}*10+"
    return {
        "C": f"{SUMMARY}!$B${SUMMARY_FIRST + row - FIRST}",
        "D": f'IF($B${STATE}="ja",Y{row}+{carried},NA())',
        "F": f"D{row}-E{row}",
        "K": f'IF(LOWER(TRIM(B{row}))="ja",1,0)',
        "L": f"IF(K{row}=1,$B${ALIKE}*MAX($B${PEOPLE},1)+$B${OTHER}*$B${COUNT}*C{row},0)",
        **remainders,
        "W": f"ROUND($B${REDUCED}/$B${WHOLE}*L{row}-V{row}/$B${WHOLE},0)",
        "X": f"1+SUMPRODUCT({flags}*({by_rest}))",
        "Y": f"IF(K{row}=1,{STEP}*(W{row}+IF(X{row}<=$B${MISSING},1,0)),0)",
        "Z": f"1+SUMPRODUCT({flags}*({by_size}))",
    }
