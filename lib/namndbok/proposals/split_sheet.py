"""The sheet of a cost that is split: plain formulas give the fees, also when what decides them is changed.

A fee is amount × multiplier, rounded to the nearest whole step and kept between floor and cap. The multiplier
for which the fees add up is found by halving an interval: at its lower end the fees come to no more than the
steps there are, at its upper end to more. Those whose fee jumps in between are next in turn, and the order of
turn decides which of them get the last steps, exactly as in the library (Sainte-Laguë). A spreadsheet's 15
digits are enough, for the interval is left a thousand times wider than its error.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from namndbok.proposals.excel import YELLOW, Column, ExcelBook, ExcelSheet, Form, Formula
from namndbok.proposals.scenario.redistribution import ServiceSplit
from namndbok.splits import AMOUNT, Part
from namndbok.swedish import capital

# Rows: cells above the table, and the first of the municipalities.
TOTAL, STEP, FLOOR, CAP, MAX_CHANGE, STATE, FIXED, SHARES, PAID, SHARE_ROW, SUM_ROW = range(4, 15)
FIRST = SUM_ROW + 2
KEYS_FROM, STEP_COLUMNS, WIDTH = 7, 10, 15
ENDLESS, HALVINGS, NARROW = 10**15, 100, "0.000000000001"


class SplitSheet:
    """Write a sheet for one split: its key, what each pays by it (column C) and today (D), and a phase-in.

    `turns`: all names in the order in which the last steps are given out. `limits`: floor, cap and greatest
    change by row, None for no limit. `total`: kronor, or the formula of them. `year_columns` are letters.
    """

    def __init__(
        self,
        book: ExcelBook,
        tab: str,
        text: str,
        split: ServiceSplit,
        *,
        turns: Sequence[str],
        limits: Mapping[int, float | None],
        total: int | Formula,
    ) -> None:
        names, place = list(split.today.index), KEYS_FROM + len(split.key.parts)
        title = tab.partition(" ")[2]
        self.sheet = ExcelSheet(book, tab, title, text, across=7, head=FIRST - 1, wide=True)
        self.rows = range(FIRST, FIRST + len(names))
        letters = [xl_col_to_name(number) for number in range(place + len(split.years) + 3)]
        self._keys = dict(zip(letters[KEYS_FROM:place], split.key.parts, strict=True))
        *self.year_columns, self._turns, gap, self._flag = letters[place:]
        self._write_inputs(split, names, turns, limits, total)
        self.sheet.worksheet.set_column(f"{gap}:{gap}", 3)
        self._write_keys(names)
        self._write_fees()
        last = self.rows[-1]
        self.sheet.allow(f"B{FIRST}:B{last}", "Skriv ja eller nej.", validate="list", source=["ja", "nej"])
        for row, least, more in ((TOTAL, 0, ""), (STEP, 1, ", minst 1")):
            whole = {"validate": "integer", "criteria": ">=", "value": least}
            self.sheet.allow(f"B{row}", f"Skriv hela kronor{more}.", **whole)
        self.sheet.worksheet.print_area(f"A1:{[*self._keys, *self.year_columns][-1]}{last + 1}")

    def _write_inputs(
        self,
        split: ServiceSplit,
        names: list[str],
        turns: Sequence[str],
        limits: Mapping[int, Any],
        total: Any,
    ) -> None:
        titles = {
            FLOOR: ("Golv, kr (tomt: inget)", Form.KRONOR),
            CAP: ("Tak, kr (tomt: inget)", Form.KRONOR),
            MAX_CHANGE: ("Största förändring (tomt: ingen)", Form.PERCENT),
        }
        inputs = {row: (title, limits.get(row), form) for row, (title, form) in titles.items()}
        inputs[TOTAL] = ("Att fördela, kr", total, Form.KRONOR)
        inputs[STEP] = ("Avrundas till, kr", split.step, Form.KRONOR)
        self.sheet.write_cells(inputs)
        takes_part = ["ja" if name in split.target.participants else "nej" for name in names]
        today, fees = ([int(paid[name]) for name in names] for paid in (split.today, split.target.fees))
        columns = {
            "A": Column("Kommun", names, Form.LABEL, 30),
            "B": Column("Deltar", takes_part, Form.TEXT, look=YELLOW),
            "D": Column("I dag", today, summed=True),
            "G": Column("Nämndboks värde", fees, summed=True),
            self._turns: Column("Turordning", [turns.index(name) + 1 for name in names], width=11),
            self._flag: Column("Deltar (1)", Formula('IF(LOWER(TRIM(B#))="ja",1,0)'), width=9),
        }
        self.sheet.write_columns(self.rows, columns)

    def _write_keys(self, names: list[str]) -> None:
        """Write each part's share, its sum for those who take part, and its numbers."""
        sheet, before = self.sheet, xl_col_to_name(KEYS_FROM - 1)
        sheet.write(f"{before}{SHARE_ROW}", "Andel", align="right")
        sheet.write(f"{before}{SUM_ROW}", "Summa, deltagare", align="right")
        of_payers = f"SUMPRODUCT({self._column(self._flag)},{{}})"
        for letter, part in self._keys.items():
            numbers = Column(capital(part.name), list(_numbers(part, names)), Form.EXACT, look=YELLOW)
            sheet.write_columns(self.rows, {letter: numbers})
            sheet.write(f"{letter}{SUM_ROW}", Formula(of_payers.format(self._column(letter))), Form.EXACT)
            if part.kind != AMOUNT:
                sheet.write(f"{letter}{SHARE_ROW}", float(part.share), Form.PERCENT, **YELLOW)
        fixed = [f"{key}{SUM_ROW}" for key, part in self._keys.items() if part.kind == AMOUNT]
        shares = [f"{key}{SHARE_ROW}" for key, part in self._keys.items() if part.kind != AMOUNT]
        results = {
            FIXED: ("Fasta belopp, kr", Formula("+".join(fixed) or "0"), Form.EXACT),
            SHARES: ("Andelar", Formula("+".join(shares) or "0"), Form.PERCENT),
            PAID: (
                "Betalas i dag av dem som deltar",
                Formula(of_payers.format(self._column("D"))),
                Form.EXACT,
            ),
        }
        sheet.write_cells(results)

    def _write_fees(self) -> None:
        """Write the fees by the key, and of each year on the way to them.

        A cost that nobody pays today is there at once, and so is the last year where no change is limited.
        """
        terms, years = [], len(self.year_columns)
        for letter, part in self._keys.items():
            share, whole = f"{letter}${SHARE_ROW}", f"{letter}${SUM_ROW}"
            shared = f"IF({whole}=0,0,($B${TOTAL}-$B${FIXED})*{share}*{letter}#/{whole})"
            terms.append(f"{letter}#" if part.kind == AMOUNT else shared)
        amount = f"IF({self._flag}#=1,{'+'.join(terms)},0)"
        fee, state = self._write_steps(0, amount, "D", by_change=not years)
        self.sheet.write_cells({STATE: ("Går att räkna", Formula(state), Form.TEXT)})
        computed = f'IF($B${STATE}="ja",{{}},NA())'
        columns = {
            "C": Column("Avgift", Formula(computed.format(fee)), width=15, summed=True),
            "E": Column("Betalar mer", Formula("C#-D#"), Form.SIGNED, summed=True),
            "F": Column("Förändring", Formula('IF(D#=0,"",E#/D#)'), Form.SIGNED_PERCENT, 12),
        }
        self.sheet.write_columns(self.rows, columns)
        for year, (before, letter) in enumerate(pairwise(["D", *self.year_columns]), start=1):
            mixed = f"(1-{year}/{years})*$B${TOTAL}*D#/$B${PAID}+{year}/{years}*C#"
            amount = f"IF({self._flag}#=1,IF($B${PAID}=0,C#,{mixed}),0)"
            fee, _ = self._write_steps(year, amount, before, by_change=True)
            is_target = f'$B${MAX_CHANGE}=""' if year == years else "FALSE()"
            paid = Formula(computed.format(f"IF(OR($B${PAID}=0,{is_target}),C#,{fee})"))
            self.sheet.write_columns(self.rows, {letter: Column(f"År {year}", paid, summed=True)})

    def _write_steps(self, year: int, exact: str, before: str, *, by_change: bool) -> tuple[str, str]:
        """Write the rounding of exact amounts; return formulas of a row's fee and of what is wrong, or ja.

        `before` is the column of the fees of the year before, and `by_change` whether the greatest change
        from these holds. What the key itself gives is year 0.
        """
        sheet, rows, column = self.sheet, self.rows, self._column
        floor, cap, most, step, total = (f"$B${row}" for row in (FLOOR, CAP, MAX_CHANGE, STEP, TOTAL))
        is_held = f'AND({most}<>"",{before}#>0)' if by_change else "FALSE()"
        least = f"MAX(0,N({floor}),IF({is_held},{before}#-{before}#*N({most}),0))"
        highest = f"IF({is_held},{before}#+{before}#*N({most}),{ENDLESS})"
        highest = f'MIN(IF({cap}="",{ENDLESS},N({cap})),{highest})'
        whole = f"INT({total}/{step})"
        most_steps = f"MIN({whole}+1,INT(ROUND({highest},6)/{step}))"
        place = KEYS_FROM + len(self._keys) + len(self.year_columns) + 3 + year * STEP_COLUMNS
        letters = [xl_col_to_name(number) for number in range(place, place + STEP_COLUMNS)]
        amount, low, high, lower, turn, rank, below, above, middle, _ = letters
        columns = {
            amount: Column("Belopp före avrundning", Formula(exact), Form.EXACT, WIDTH),
            low: Column(
                "Minst, steg",
                Formula(f"IF({self._flag}#=1,ROUNDUP(ROUND({least},6)/{step},0),0)"),
                width=WIDTH,
            ),
            high: Column("Högst, steg", Formula(f"IF({self._flag}#=1,{most_steps},0)"), width=WIDTH),
        }
        sheet.write_columns(rows, columns)
        amounts, lows, highs = map(column, (amount, low, high))
        positive = f"SMALL({amounts},SUMPRODUCT(({amounts}<=0)*1)+1)"
        ends = "0", f"IFERROR(({whole}+2)/{positive},1)"
        half = f"({below}#+{above}#)/2"
        nearest = f"INT({amounts}*{half}+0.5)"
        kept = f"{lows}+({nearest}-{lows})*({nearest}>{lows})-({nearest}-{highs})*({nearest}>{highs})"
        is_narrow, fits = f"{above}#-{below}#<{NARROW}*{above}#", f"{middle}#<={whole}"
        last = FIRST + HALVINGS - 1
        for row in map(str, range(FIRST, last + 1)):
            for letter, formula in zip((below, above), ends, strict=True):
                sheet.write(f"{letter}{row}", Formula(formula), Form.FACTOR)
            sheet.write(f"{middle}{row}", Formula(f"SUMPRODUCT({kept})".replace("#", row)), Form.KRONOR)
            ends = (
                f"IF(OR({is_narrow},NOT({fits})),{below}#,{half})".replace("#", row),
                f"IF(OR({is_narrow},{fits}),{above}#,{half})".replace("#", row),
            )
        rounded = f"MAX({low}#,MIN({high}#,INT({amount}#*${{}}${last}+0.5)))"
        order = f"({column(turn)}>0)*({column(self._turns)}<${self._turns}#)"
        columns = {
            lower: Column("Steg, nedre", Formula(rounded.format(below)), width=WIDTH),
            turn: Column("På tur", Formula(f"{rounded.format(above)}-{lower}#"), width=WIDTH),
            rank: Column("Plats i turen", Formula(f"IF({turn}#>0,1+SUMPRODUCT({order}),0)"), width=WIDTH),
            below: Column("Faktor, nedre", width=WIDTH),
            above: Column("Faktor, övre", width=WIDTH),
            middle: Column("Summa steg mitt emellan", width=WIDTH),
        }
        sheet.write_columns(rows, columns)
        missing = f"({whole}-SUM({column(lower)}))"
        gets = f"IF(AND({rank}#>0,{rank}#<={missing}),1,0)"
        carries = f"IF(AND({rank}#>0,{rank}#={missing}+1),{total}-{step}*{whole},0)"
        faults = {
            f"SUMPRODUCT(({lows}>{highs})*1)>0": "golvet är högre än taket",
            f"SUM({lows})>{whole}": "golvet ger mer än det som ska fördelas",
            f"SUM({column(lower)})+SUM({column(turn)})<{whole}": "taket ger mindre än det som ska fördelas",
        }
        return f"({lower}#+{gets})*{step}+{carries}", self._state(faults)

    def _state(self, faults: Mapping[str, str]) -> str:
        """Return a formula that says ja, or the first thing that is wrong with what is typed."""
        shared = {letter: part for letter, part in self._keys.items() if part.kind != AMOUNT}
        typed = {
            f"OR(B{STEP}<1,B{STEP}<>INT(B{STEP}))": "steget ska vara hela kronor, minst 1",
            f"OR(B{TOTAL}<0,B{TOTAL}<>INT(B{TOTAL}))": "beloppet ska vara hela kronor, minst 0",
            f"SUM({self._column(self._flag)})=0": "ingen kommun deltar",
            f"B{FIXED}>B{TOTAL}": "de fasta beloppen är mer än det som ska fördelas",
            f"ABS(B{SHARES}-{len(shared) and 1})>0.000001": "andelarna ska vara 100 % tillsammans",
        }
        for key, part in shared.items():
            empty = f"AND({key}{SHARE_ROW}>0,{key}{SUM_ROW}=0)"
            typed[empty] = f"{part.name} är 0 för alla som deltar".replace('"', "'")
        state = '"ja"'
        for condition, fault in reversed((typed | faults).items()):
            state = f'IF({condition},"{fault}",{state})'
        return state

    def _column(self, letter: str) -> str:
        return f"${letter}${FIRST}:${letter}${self.rows[-1]}"


def _numbers(part: Part, names: list[str]) -> Iterator[float]:
    """Yield a part's numbers, 1 for each where all pay alike; whole ones as such."""
    known = dict.fromkeys(names, 1) if part.quantities is None else part.quantities.to_dict()
    for name in names:
        number = known.get(name) or 0
        yield int(number) if Fraction(number).denominator == 1 else float(number)
