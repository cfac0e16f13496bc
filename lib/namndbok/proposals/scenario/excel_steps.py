"""Whole steps in proportion to amounts, by plain formulas: the divisor method (Sainte-Laguë) without macros.

A fee is amount × multiplier, rounded to the nearest whole step and kept between floor and cap. The multiplier
for which the fees add up is found by halving an interval: at its lower end the fees come to no more than the
steps there are, at its upper end to more. Those whose fee jumps in between are next in turn, and the order
of turn decides which of them get the last steps, exactly as in the library. A spreadsheet's 15 digits are
enough, for the interval is left a thousand times wider than its error.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from namndbok.proposals.scenario.excel_sheet import EXACT, KRONOR, ExcelSheet

HALVINGS, NARROW = 100, 1e-12
TITLES = (
    *("Belopp före avrundning", "Minst, steg", "Högst, steg", "Steg, nedre", "På tur", "Plats i turen"),
    *("Faktor, nedre", "Faktor, övre", "Summa steg mitt emellan", ""),
)


@dataclass(frozen=True)
class StepColumns:
    """Name where a calculation stands: `first` is its leftmost column (0 is A), `rows` those of the table.

    `total`, `step`, `order` are absolute references: kronor to split, kronor a step, and the column of turns.
    """

    first: int
    rows: range
    total: str
    step: str
    order: str

    @property
    def letters(self) -> list[str]:
        """Return the letters of the columns."""
        return [xl_col_to_name(self.first + number) for number in range(len(TITLES))]

    def column(self, letter: str) -> str:
        """Return an absolute reference to a column of the table."""
        return f"${letter}${self.rows[0]}:${letter}${self.rows[-1]}"


def write_steps(
    sheet: ExcelSheet,
    columns: StepColumns,
    formulas: Sequence[tuple[str, str, str]],
    values: Sequence[tuple[float, int, int]],
    total: int,
    step: int,
) -> list[str]:
    """Write a calculation; returns each row's formula of its fee in kronor.

    `formulas`: each row's amount in kronor, and the least and most steps; `values` what they are today.
    """
    amount, low, high, lower, turn, rank, below, above, *_ = columns.letters
    count, last = total // step, columns.rows[0] + HALVINGS - 1
    amounts, lows, highs = (np.array(column, float) for column in zip(*values, strict=True))
    whole = f"INT({columns.total}/{columns.step})"
    _write_halvings(sheet, columns, (amounts, lows, highs), count, whole)
    ends = [sheet.values[f"{column}{last}"] for column in (below, above)]
    steps, upper = (_steps(amounts, lows, highs, end).astype(int) for end in ends)
    order = [int(sheet.values[f"{columns.order}{row}"]) for row in columns.rows]
    turns = [place for place in range(len(order)) if upper[place] > steps[place]]
    missing = f"({whole}-SUM({columns.column(lower)}))"
    fees = []
    for place, row in enumerate(columns.rows):
        for column, text, value in zip((amount, low, high), formulas[place], values[place], strict=True):
            sheet.write_formula(f"{column}{row}", text, value, EXACT if column == amount else KRONOR)

        def rounded(end: str, row: int = row) -> str:
            nearest = f"INT({amount}{row}*${end}${last}+0.5)"
            return f"MAX({low}{row},MIN({high}{row},{nearest}))"

        sheet.write_formula(f"{lower}{row}", rounded(below), int(steps[place]))
        sheet.write_formula(
            f"{turn}{row}", f"{rounded(above)}-{lower}{row}", int(upper[place] - steps[place])
        )
        before = f"({columns.column(columns.order)}<${columns.order}{row})"
        text = f"IF({turn}{row}>0,1+SUMPRODUCT(({columns.column(turn)}>0)*{before}),0)"
        place_in_turn = 1 + sum(order[other] < order[place] for other in turns) if place in turns else 0
        sheet.write_formula(f"{rank}{row}", text, place_in_turn)
        gets = f"IF(AND({rank}{row}>0,{rank}{row}<={missing}),1,0)"
        carries = f"IF(AND({rank}{row}>0,{rank}{row}={missing}+1),{columns.total}-{columns.step}*{whole},0)"
        fees.append(f"({lower}{row}+{gets})*{columns.step}+{carries}")
    return fees


def _write_halvings(
    sheet: ExcelSheet, columns: StepColumns, numbers: tuple[np.ndarray, ...], count: int, whole: str
) -> None:
    """Write the interval of the multiplier, halved row by row until it is narrow."""
    amount, low, high, *_, below, above, middle, _ = columns.letters
    amounts, lows, highs = numbers
    names = [columns.column(letter) for letter in (amount, low, high)]
    positive = amounts[amounts > 0]
    lower, upper = 0.0, (count + 2) / float(positive.min()) if len(positive) else 1.0
    for row in range(columns.rows[0], columns.rows[0] + HALVINGS):
        if row == columns.rows[0]:
            smallest = f'SMALL({names[0]},COUNTIF({names[0]},"<=0")+1)'
            texts = ("0", f"IFERROR(({whole}+2)/{smallest},1)")
        else:
            before = row - 1
            is_narrow = f"{above}{before}-{below}{before}<{NARROW}*{above}{before}"
            half, fits = f"({below}{before}+{above}{before})/2", f"{middle}{before}<={whole}"
            texts = (
                f"IF(OR({is_narrow},NOT({fits})),{below}{before},{half})",
                f"IF(OR({is_narrow},{fits}),{above}{before},{half})",
            )
        for column, text, value in zip((below, above), texts, (lower, upper), strict=True):
            sheet.write_formula(f"{column}{row}", text, value, "0.0000000000000E+00")
        half = (lower + upper) / 2
        total = int(_steps(amounts, lows, highs, half).sum())
        nearest = f"INT({names[0]}*({below}{row}+{above}{row})/2+0.5)"
        text = (
            f"SUMPRODUCT({names[1]}+({nearest}-{names[1]})*({nearest}>{names[1]})"
            f"-({nearest}-{names[2]})*({nearest}>{names[2]}))"
        )
        sheet.write_formula(f"{middle}{row}", text, total)
        if not upper - lower < NARROW * upper:
            lower, upper = (half, upper) if total <= count else (lower, half)


def _steps(amounts: np.ndarray, lows: np.ndarray, highs: np.ndarray, factor: float) -> np.ndarray:
    return np.maximum(lows, np.minimum(highs, np.floor(amounts * factor + 0.5)))
