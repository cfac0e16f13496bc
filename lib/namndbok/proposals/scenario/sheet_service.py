"""The sheet of one service: its total is split by plain formulas, exactly as the library splits it.

Everything is whole numbers, since a fraction of a krona would drift in a spreadsheet. Each weight is equal
part × inhabitants of all + other part × number × own inhabitants. A fee in whole steps is total × weight ÷
(sum of weights × step), and what is left over decides who gets the last steps. The product may be too large
for a spreadsheet's 15 digits, so the remainder is found by long division, a digit of the total at a time.
"""

from dataclasses import dataclass

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from namndbok.proposals.scenario.result import Result
from namndbok.proposals.scenario.sheet import (
    KRONOR,
    SIGNED,
    align,
    allow,
    allow_yes_or_no,
    begin,
    formula,
    headings,
    set_up,
    write,
    yellow,
)
from namndbok.proposals.scenario.telling import said

TOTAL, COUNT, PEOPLE, ALIKE, OTHER, REDUCED, WHOLE, STEPS, REST, MISSING, STATE, CHANGED = range(4, 16)
HEAD = 18
FIRST = HEAD + 1
# One digit of the total at a time, the highest first.
DIGITS = 10
REMAINDERS = "MNOPQRSTUV"
# The largest whole number that LibreOffice, which holds 15 digits, divides without rounding.
PRECISE = 200 * 10**12
PARTS = 10_000
COLUMNS = (
    "Kommun", "Deltar", "Invånare", "Avgift i scenariot", "Beslutat", "Betalar mer", "Nämndboks värde",
    "Deltog från början", "Ordning", "", "Deltar (1)", "Vikt", *(f"Rest {number}" for number in range(1, 10)),
    "Rest", "Hela steg", "Plats efter rest", "Avgift i steg", "Plats som störst",
)  # fmt: skip
WIDTHS = (30, 16, 12, 15, 15, 13, 15, 12, 9, 3, 10, *[17] * 11, 10, 10, 12, 10)


@dataclass(frozen=True)
class Bench:
    """Where the summary sheet keeps what all services share: cells, and the first row of the table."""

    share: str
    step: str
    original_share: str
    original_step: str
    first: int
    count: int

    def people(self, number: int) -> str:
        """Return the cell of a municipality's inhabitants."""
        return f"Scenario!$B${self.first + number}"

    @property
    def changed(self) -> str:
        """Return a formula that counts the changed inhabitants."""
        last = self.first + self.count - 1
        people, original = (f"Scenario!${column}${self.first}:${column}${last}" for column in "BK")
        return f"SUMPRODUCT(--({people}<>{original}))"


def fill(sheet: Worksheet, result: Result, service: str, bench: Bench) -> None:
    """Write the sheet of a service."""
    name = result.services[service]
    begin(sheet, name, f"{said(result)} Ändra de gula rutorna; allt annat räknas om.", across=7)
    _parameters(sheet, result, service, bench)
    headings(sheet, HEAD, COLUMNS)
    for number, place in enumerate(result.codes):
        _municipality(sheet, result, (service, place, number), bench)
    last = FIRST + bench.count - 1
    _sums(sheet, last)
    write(sheet[f"K{HEAD - 1}"], "Uträkningen, i hela tal", bold=True)
    align(sheet, [f"C{TOTAL}", f"B{STATE}"], "right")
    align(sheet, [f"{column}{row}" for column in "BH" for row in range(FIRST, last + 1)], "center")
    allow(sheet, f"B{TOTAL}")
    allow_yes_or_no(sheet, f"B{FIRST}:B{last}")
    set_up(sheet, widths=WIDTHS, frozen=f"B{FIRST}", repeated=HEAD)
    sheet.print_area = f"A1:G{last + 1}"


def _parameters(sheet: Worksheet, result: Result, service: str, bench: Bench) -> None:
    total, last = result.splits[service].total, FIRST + bench.count - 1
    yellow(sheet[f"B{TOTAL}"], total)
    write(sheet[f"C{TOTAL}"], "från början")
    write(sheet[f"D{TOTAL}"], total, form=KRONOR)
    parts = f"ROUND({bench.share}*{PARTS},0)"
    common = f"GCD({parts},{PARTS})"
    flags, people, weights = (f"{column}{FIRST}:{column}{last}" for column in "KCL")
    rows = {
        TOTAL: ("Att fördela, kr", ""),
        COUNT: ("Antal som deltar", f"SUM({flags})"),
        PEOPLE: ("Deltagarnas invånare", f"SUMPRODUCT({flags},{people})"),
        ALIKE: ("Lika del, i delar", f"{parts}/{common}"),
        OTHER: ("Efter invånare, i delar", f"({PARTS}-{parts})/{common}"),
        REDUCED: ("Att fördela, förkortat", f"B{TOTAL}/GCD(B{TOTAL},{bench.step})"),
        WHOLE: ("Ett helt steg i vikt", f"SUM({weights})*({bench.step}/GCD(B{TOTAL},{bench.step}))"),
        STEPS: ("Hela steg att fördela", f"INT(B{TOTAL}/{bench.step})"),
        REST: ("Blir över efter hela steg, kr", f"B{TOTAL}-B{STEPS}*{bench.step}"),
        MISSING: ("Steg som fördelas efter rest", f"B{STEPS}-SUM(W{FIRST}:W{last})"),
        STATE: ("Går att räkna", _state(bench, last)),
        CHANGED: ("Ändrade gula rutor", _changed(bench, last)),
    }
    for row, (title, text) in rows.items():
        write(sheet[f"A{row}"], title)
        if text:
            formula(sheet[f"B{row}"], text)


def _state(bench: Bench, last: int) -> str:
    """Return a formula that is ja, or says what is wrong."""
    people = f"C{FIRST}:C{last}"
    wrong = (
        (f"OR({bench.share}<0,{bench.share}>1)", "andelen lika ska vara 0–100 %"),
        (
            f"ABS({bench.share}*{PARTS}-ROUND({bench.share}*{PARTS},0))>0.000001",
            "högst två decimaler i procenten",
        ),
        (f"OR({bench.step}<1,{bench.step}<>INT({bench.step}))", "steget ska vara hela kronor"),
        (f"OR(B{TOTAL}<0,B{TOTAL}<>INT(B{TOTAL}))", "beloppet ska vara hela kronor, minst 0"),
        (f"SUMPRODUCT(({people}<0)+({people}<>INT({people})))>0", "invånarna ska vara hela tal, minst 0"),
        (f"B{COUNT}=0", "ingen kommun deltar"),
        (f"AND(B{PEOPLE}=0,B{OTHER}>0)", "deltagarna har inga invånare"),
        (f"OR(B{WHOLE}*20>{PRECISE},B{REDUCED}>={10**DIGITS})", "talen är för stora för ett kalkylark"),
    )
    text = '"ja"'
    for condition, why in reversed(wrong):
        text = f'IF({condition},"{why}",{text})'
    return text


def _changed(bench: Bench, last: int) -> str:
    own = f"(B{TOTAL}<>D{TOTAL})+SUMPRODUCT(--(B{FIRST}:B{last}<>H{FIRST}:H{last}))"
    shared = f"({bench.share}<>{bench.original_share})+({bench.step}<>{bench.original_step})+{bench.changed}"
    return f"{own}+{shared}"


def _municipality(sheet: Worksheet, result: Result, which: tuple[str, str, int], bench: Bench) -> None:
    service, place, number = which
    row, last = FIRST + number, FIRST + bench.count - 1
    takes_part = "ja" if place in result.splits[service].participants else "nej"
    write(sheet[f"A{row}"], place)
    yellow(sheet[f"B{row}"], takes_part, "@")
    write(sheet[f"E{row}"], int(result.decided.at[place, service]), form=KRONOR)
    write(sheet[f"G{row}"], int(result.fees.at[place, service]), form=KRONOR)
    write(sheet[f"H{row}"], takes_part)
    write(sheet[f"I{row}"], sorted(result.codes, key=str).index(place) + 1)
    for column, text in _formulas(row, last, bench, number).items():
        formula(sheet[f"{column}{row}"], text, form=SIGNED if column == "F" else KRONOR)


def _formulas(row: int, last: int, bench: Bench, number: int) -> dict[str, str]:
    order, people, fees, rests, flags = (f"${column}${FIRST}:${column}${last}" for column in "ICYVK")
    same = f"({people}=C{row})"
    by_rest = f"({rests}>V{row})+({rests}=V{row})*(({people}>C{row})+{same}*({order}<I{row}))"
    smaller_fee = f"({fees}<Y{row})+({fees}=Y{row})*({order}<I{row})"
    by_size = f"({people}>C{row})+{same}*({smaller_fee})"
    carried = f"IF(AND(K{row}=1,Z{row}=1),$B${REST},0)"
    return {
        "C": bench.people(number),
        "D": f'IF($B${STATE}="ja",Y{row}+{carried},NA())',
        "F": f"D{row}-E{row}",
        "K": f'IF(LOWER(TRIM(B{row}))="ja",1,0)',
        "L": f"IF(K{row}=1,$B${ALIKE}*MAX($B${PEOPLE},1)+$B${OTHER}*$B${COUNT}*C{row},0)",
        **_rests(row),
        "W": f"ROUND($B${REDUCED}/$B${WHOLE}*L{row}-V{row}/$B${WHOLE},0)",
        "X": f"1+SUMPRODUCT({flags}*({by_rest}))",
        "Y": f"IF(K{row}=1,{bench.step}*(W{row}+IF(X{row}<=$B${MISSING},1,0)),0)",
        "Z": f"1+SUMPRODUCT({flags}*({by_size}))",
    }


def _rests(row: int) -> dict[str, str]:
    """Return the formulas of the remainder of total × weight ÷ a whole step, by long division."""
    texts, before = {}, ""
    for power, column in zip(reversed(range(DIGITS)), REMAINDERS, strict=True):
        digit = f"MOD(INT($B${REDUCED}/{10**power}),10)"
        texts[column] = f"MOD({before}{digit}*L{row},$B${WHOLE})"
        before = f"{column}{row}*10+"
    return texts


def _sums(sheet: Worksheet, last: int) -> None:
    write(sheet[f"A{last + 1}"], "Summa", bold=True)
    for column in "DEFG":
        form = SIGNED if column == "F" else KRONOR
        formula(sheet[f"{column}{last + 1}"], f"SUM({column}{FIRST}:{column}{last})", form=form, bold=True)


def reference(sheet: Worksheet, cell: str) -> str:
    """Return how a cell of the sheet is written in another sheet's formula."""
    return f"{quote_sheetname(sheet.title)}!{cell}"
