"""Whole steps in proportion to amounts, by plain formulas: the divisor method (Sainte-Laguë) without macros.

A fee is amount × multiplier, rounded to the nearest whole step and kept between floor and cap. The multiplier
for which the fees add up is found by halving an interval: at its lower end the fees come to no more than the
steps there are, at its upper end to more. Those whose fee jumps in between are next in turn, and the order
of turn decides which of them get the last steps, exactly as in the library. A spreadsheet's 15 digits are
enough, for the interval is left a thousand times wider than its error.
"""

from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from namndbok.proposals.excel.sheet import Column, ExcelSheet, Form

HALVINGS, NARROW, FACTOR = 100, "0.000000000001", "0.0000000000000E+00"
WIDTH, STEP_COLUMNS = 15, 10


@dataclass(frozen=True)
class Steps:
    """Hold what a calculation comes to: the formula of each row's fee (# is the row), and columns of steps.

    `lows`, `highs`: the least and the most that each may have; `sure`, `next_ones`: what each gets at the
    lower end of the multiplier, and how many more at the upper end.
    """

    fee: str
    lows: str
    highs: str
    sure: str
    next_ones: str


def write_steps(
    sheet: ExcelSheet,
    first: int,
    rows: range,
    limits: tuple[str, str, str],
    *,
    total: str,
    step: str,
    turns: str,
) -> Steps:
    """Write a calculation, from a column on (0 is A).

    `limits`: formulas of a row's kronor, and of its least and most steps. `total`, `step`: absolute
    references to the kronor to split and the kronor a step. `turns`: the letter of the column that says in
    which turn each gets one of the last steps.
    """
    letters = [xl_col_to_name(first + place) for place in range(STEP_COLUMNS)]
    amount, low, high, lower, turn, rank, below, above, middle, gap = letters
    column = {letter: f"${letter}${rows[0]}:${letter}${rows[-1]}" for letter in (*letters, turns)}
    whole, last = f"INT({total}/{step})", rows[0] + HALVINGS - 1
    columns = {
        amount: Column("Belopp före avrundning", limits[0], Form.EXACT, WIDTH),
        low: Column("Minst, steg", limits[1], width=WIDTH),
        high: Column("Högst, steg", limits[2], width=WIDTH),
    }
    sheet.write_columns(rows, columns)
    positive = f"SMALL({column[amount]},SUMPRODUCT(({column[amount]}<=0)*1)+1)"
    ends = "0", f"IFERROR(({whole}+2)/{positive},1)"
    half = f"({below}#+{above}#)/2"
    nearest = f"INT({column[amount]}*{half}+0.5)"
    kept = (
        f"SUMPRODUCT({column[low]}+({nearest}-{column[low]})*({nearest}>{column[low]})"
        f"-({nearest}-{column[high]})*({nearest}>{column[high]}))"
    )
    is_narrow, fits = f"{above}#-{below}#<{NARROW}*{above}#", f"{middle}#<={whole}"
    for row in range(rows[0], last + 1):
        for letter, formula in zip((below, above), ends, strict=True):
            sheet.write_formula(f"{letter}{row}", formula, FACTOR)
        sheet.write_formula(f"{middle}{row}", kept.replace("#", str(row)))
        ends = (
            f"IF(OR({is_narrow},NOT({fits})),{below}#,{half})".replace("#", str(row)),
            f"IF(OR({is_narrow},{fits}),{above}#,{half})".replace("#", str(row)),
        )
    rounded = f"MAX({low}#,MIN({high}#,INT({amount}#*${{}}${last}+0.5)))"
    before = f"({column[turn]}>0)*({column[turns]}<${turns}#)"
    columns = {
        lower: Column("Steg, nedre", rounded.format(below), width=WIDTH),
        turn: Column("På tur", f"{rounded.format(above)}-{lower}#", width=WIDTH),
        rank: Column("Plats i turen", f"IF({turn}#>0,1+SUMPRODUCT({before}),0)", width=WIDTH),
        below: Column("Faktor, nedre", width=WIDTH),
        above: Column("Faktor, övre", width=WIDTH),
        middle: Column("Summa steg mitt emellan", width=WIDTH),
        gap: Column("", width=WIDTH),
    }
    sheet.write_columns(rows, columns)
    missing = f"({whole}-SUM({column[lower]}))"
    gets = f"IF(AND({rank}#>0,{rank}#<={missing}),1,0)"
    carries = f"IF(AND({rank}#>0,{rank}#={missing}+1),{total}-{step}*{whole},0)"
    fee = f"({lower}#+{gets})*{step}+{carries}"
    return Steps(fee, *(column[letter] for letter in (low, high, lower, turn)))
