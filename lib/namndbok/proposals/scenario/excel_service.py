"""The sheet of one service: all that decides how it is split, what each pays, and the years of a phase-in."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from namndbok.proposals.scenario.excel_sheet import (
    EXACT,
    KRONOR,
    PERCENT,
    SIGNED,
    SIGNED_PERCENT,
    TEXT,
    ExcelSheet,
)  # fmt: skip
from namndbok.proposals.scenario.excel_steps import TITLES, StepColumns, write_steps
from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.splits import AMOUNT, Part, change_limits, limits_of, participants_of
from namndbok.swedish import capital

TOTAL, STEP, FLOOR, CAP, MAX_CHANGE, STATE, FIXED, SHARES, PAID = range(4, 13)
SHARE_ROW = PAID + 1
SUM_ROW = SHARE_ROW + 1
HEAD = SUM_ROW + 1
FIRST = HEAD + 1
COLUMNS = (
    "Kommun", "Deltar", "Avgift i scenariot", "I dag", "Betalar mer", "Förändring", "Nämndboks värde",
)  # fmt: skip
LEFT = len(COLUMNS)
ENDLESS = 10**15
# A row's amount in kronor, and the least and the most steps: as formulas, and as they are today.
Formulas, Values = tuple[str, str, str], tuple[float, int, int]


class ServiceSheet:
    """Write the sheet of a service; `year_columns` are the letters of the years of its phase-in."""

    def __init__(self, sheet: ExcelSheet, redistribution: Redistribution, service: str) -> None:
        self.sheet, self.redistribution, self.service = sheet, redistribution, service
        self.found, self.names = redistribution.splits[service], list(redistribution.codes)
        self.payers = participants_of(self.found.today, self.found.target.participants)
        self.rows, self.parts = range(FIRST, FIRST + len(self.names)), self.found.key.parts
        years, place = len(self.found.years), LEFT + len(self.parts)
        self.keys = [xl_col_to_name(LEFT + number) for number in range(len(self.parts))]
        self.year_columns = [xl_col_to_name(place + number) for number in range(years)]
        self.order, self.flag = (xl_col_to_name(place + years + number) for number in (0, 2))
        cells = (f"$B${TOTAL}", f"$B${STEP}", self.order)
        firsts = (place + years + 3 + number * len(TITLES) for number in range(years + 1))
        self.columns = [StepColumns(first, self.rows, *cells) for first in firsts]

    def fill(self, text: str) -> None:
        """Write everything; `text` says what the scenario is."""
        sheet, found, last = self.sheet, self.found, self.rows[-1]
        title, years = self.redistribution.services[self.service], len(self.year_columns)
        sheet.write_top(title, f"{text} Ändra de gula rutorna; allt annat räknas om.", across=7)
        titles = [*COLUMNS, *(capital(part.name) for part in self.parts)]
        titles += [*(f"År {year}" for year in range(1, years + 1)), "Turordning", "", "Deltar (1)"]
        sheet.write_headings(HEAD, titles + list(TITLES) * (years + 1))
        people = self.redistribution.people
        turns = sorted(self.names, key=lambda name: (-(people.get(name) or 0), name))
        for row, name in zip(self.rows, self.names, strict=True):
            takes_part = name in self.payers.labels
            sheet.write(f"A{row}", name)
            sheet.write_yellow(f"B{row}", "ja" if takes_part else "nej", TEXT)
            sheet.write(f"D{row}", int(found.today[name]), KRONOR)
            sheet.write(f"G{row}", int(found.target.fees[name]), KRONOR)
            sheet.write(f"{self.order}{row}", turns.index(name) + 1, KRONOR)
            sheet.write_formula(f"{self.flag}{row}", f'IF(LOWER(TRIM(B{row}))="ja",1,0)', int(takes_part))
        self._write_keys()
        self._write_top_cells()
        self._write_fees()
        sheet.write_sums(
            dict.fromkeys(["C", "D", "G", *self.year_columns], KRONOR) | {"E": SIGNED}, FIRST, last
        )
        sheet.allow(f"B{FIRST}:B{last}", "Skriv ja eller nej.", validate="list", source=["ja", "nej"])
        widths = [30, 13, 15, 13, 13, 12, 13, *[13] * (len(self.parts) + years), 11, 3, 9]
        sheet.lay_out([*widths, *[15] * (len(TITLES) * (years + 1))], heading=HEAD, landscape=True)
        sheet.worksheet.print_area(f"A1:{[*self.keys, *self.year_columns][-1]}{last + 1}")

    def _write_fees(self) -> None:
        """Write the fees of the scenario, and of each year on the way to it."""
        found, before, fees_before = self.found, "D", self.found.today
        stages = [("C", found.target), *zip(self.year_columns, found.years, strict=True)]
        for number, ((letter, split), columns) in enumerate(zip(stages, self.columns, strict=True)):
            by_change = number > 0 or not found.years
            bounds, most = found.limits, self.redistribution.scenario.max_change
            if number and most is not None:
                bounds = change_limits(fees_before, most, **bounds)
            formulas = [
                (self._amount(row, number), *_limits(row, before, self.flag, by_change)) for row in self.rows
            ]
            values = [
                (amount, *steps)
                for amount, steps in zip(self._amounts(number), self._limit_values(bounds), strict=True)
            ]
            fees = write_steps(self.sheet, columns, formulas, values, found.target.total, found.step)
            for row, name, fee in zip(self.rows, self.names, fees, strict=True):
                if number:
                    is_there = f'$B${MAX_CHANGE}=""' if number == len(found.years) else "FALSE"
                    fee = f"IF(OR($B${PAID}=0,{is_there}),C{row},{fee})"
                text = f'IF($B${STATE}="ja",{fee},NA())'
                self.sheet.write_formula(f"{letter}{row}", text, int(split.fees[name]))
            if number:
                before, fees_before = letter, split.fees
        for row, name in zip(self.rows, self.names, strict=True):
            today, more = int(found.today[name]), int(found.target.fees[name] - found.today[name])
            self.sheet.write_formula(f"E{row}", f"C{row}-D{row}", more, SIGNED)
            text, percent = f'IF(D{row}=0,"",E{row}/D{row})', more / today if today else ""
            self.sheet.write_formula(f"F{row}", text, percent, SIGNED_PERCENT)

    def _amount(self, row: int, year: int) -> str:
        """Return the formula of an amount before rounding: by the keys, or part of the way there (`year`)."""
        if year:
            done, paid = f"{year}/{len(self.year_columns)}", f"$B${PAID}"
            mixed = f"IF({paid}=0,C{row},(1-{done})*$B${TOTAL}*D{row}/{paid}+{done}*C{row})"
            return f"IF({self.flag}{row}=1,{mixed},0)"
        terms = []
        for part, column in zip(self.parts, self.keys, strict=True):
            cell, share, whole = f"{column}{row}", f"{column}${SHARE_ROW}", f"{column}${SUM_ROW}"
            rest = f"IF({whole}=0,0,($B${TOTAL}-$B${FIXED})*{share}*{cell}/{whole})"
            terms.append(cell if part.kind == AMOUNT else rest)
        return f"IF({self.flag}{row}=1,{'+'.join(terms)},0)"

    def _amounts(self, year: int) -> Iterator[float]:
        """Yield what the formulas give."""
        found, labels = self.found, self.payers.labels
        exact = dict(zip(labels, found.key.amounts(found.target.total, self.payers), strict=True))
        paid = sum(int(found.today[name]) for name in labels)
        if year:
            done, total = Fraction(year, len(self.year_columns)), found.target.total
            for name in labels:
                now, goal = Fraction(total * int(found.today[name]), paid or 1), int(found.target.fees[name])
                exact[name] = (1 - done) * now + done * goal if paid else Fraction(goal)
        return (float(exact.get(name, 0)) for name in self.names)

    def _limit_values(self, bounds: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
        """Yield the least and most whole steps, as the library has them; `bounds` are floor and cap."""
        total, step, cap = self.found.target.total, self.found.step, bounds["cap"]
        limits = limits_of(**bounds, participants=self.payers, total=total, step=step)
        steps = {
            name: (low // step, high // step)
            for name, low, high in zip(self.payers.labels, limits.lows, limits.highs, strict=True)
        }
        for name in self.names:
            low, high = steps.get(name, (0, 0))
            is_capped = pd.notna(cap[name] if isinstance(cap, pd.Series) else cap)
            most = total // step + 1
            yield (low, min(most, high) if is_capped else most) if name in steps else (0, 0)

    def _write_keys(self) -> None:
        """Write each part's share, its sum for those who take part, and its numbers."""
        before = xl_col_to_name(LEFT - 1)
        self.sheet.write(f"{before}{SHARE_ROW}", "Andel", align="right")
        self.sheet.write(f"{before}{SUM_ROW}", "Summa, deltagare", align="right")
        for part, column in zip(self.parts, self.keys, strict=True):
            if part.kind != AMOUNT:
                self.sheet.write_yellow(f"{column}{SHARE_ROW}", float(part.share), PERCENT)
            numbers = dict(zip(self.names, _numbers(part, self.names), strict=True))
            for row, number in zip(self.rows, numbers.values(), strict=True):
                self.sheet.write_yellow(f"{column}{row}", number, EXACT)
            self._write_sum(f"{column}{SUM_ROW}", column, sum(numbers[name] for name in self.payers.labels))

    def _write_sum(self, cell: str, column: str, value: float) -> None:
        """Write the sum of a column for those who take part."""
        first, last = FIRST, self.rows[-1]
        text = f"SUMPRODUCT({self.flag}{first}:{self.flag}{last},{column}{first}:{column}{last})"
        self.sheet.write_formula(cell, text, value, EXACT)

    def _write_top_cells(self) -> None:
        sheet, found, scenario = self.sheet, self.found, self.redistribution.scenario
        most = scenario.max_change
        cells = {
            TOTAL: ("Att fördela, kr", found.target.total, KRONOR),
            STEP: ("Avrundas till, kr", found.step, KRONOR),
            FLOOR: ("Golv, kr (tomt: inget)", scenario.floor, KRONOR),
            CAP: ("Tak, kr (tomt: inget)", scenario.cap, KRONOR),
            MAX_CHANGE: ("Största förändring (tomt: ingen)", None if most is None else float(most), PERCENT),
        }
        for row, (title, value, form) in cells.items():
            sheet.write(f"A{row}", title)
            sheet.write_yellow(f"B{row}", value, form)
        parts = list(zip(self.parts, self.keys, strict=True))
        sums = {
            FIXED: (
                "Fasta belopp, kr",
                [f"{key}{SUM_ROW}" for part, key in parts if part.kind == AMOUNT],
                EXACT,
            ),
            SHARES: ("Andelar", [f"{key}{SHARE_ROW}" for part, key in parts if part.kind != AMOUNT], PERCENT),
        }
        for row, (title, names, form) in sums.items():
            sheet.write(f"A{row}", title)
            sheet.write_formula(f"B{row}", "+".join(names) or "0", sum(map(sheet.values.get, names)), form)
        sheet.write(f"A{PAID}", "Betalas i dag av dem som deltar")
        self._write_sum(f"B{PAID}", "D", sum(int(found.today[name]) for name in self.payers.labels))
        sheet.write(f"A{STATE}", "Går att räkna")
        formula = '"ja"'
        for condition, fault in reversed(self._faults()):
            formula = f'IF({condition},"{fault.replace(chr(34), chr(39))}",{formula})'
        sheet.write_formula(f"B{STATE}", formula, "ja", align="right")
        sheet.allow(f"B{TOTAL}", "Skriv hela kronor.", validate="integer", criteria=">=", value=0)
        sheet.allow(f"B{STEP}", "Skriv hela kronor, minst 1.", validate="integer", criteria=">=", value=1)

    def _faults(self) -> list[tuple[str, str]]:
        """List what can be wrong with what is typed: a condition and what is then said."""
        columns, whole = self.columns[0], f"INT(B{TOTAL}/B{STEP})"
        low, high, lower, turn = (columns.column(columns.letters[place]) for place in (1, 2, 3, 4))
        shared = [(part, key) for part, key in zip(self.parts, self.keys, strict=True) if part.kind != AMOUNT]
        return [
            (f"OR(B{STEP}<1,B{STEP}<>INT(B{STEP}))", "steget ska vara hela kronor, minst 1"),
            (f"OR(B{TOTAL}<0,B{TOTAL}<>INT(B{TOTAL}))", "beloppet ska vara hela kronor, minst 0"),
            (f"SUM({columns.column(self.flag)})=0", "ingen kommun deltar"),
            (f"B{FIXED}>B{TOTAL}", "de fasta beloppen är mer än det som ska fördelas"),
            (f"ABS(B{SHARES}-1)>0.000001" if shared else "FALSE", "andelarna ska vara 100 % tillsammans"),
            *(
                (f"AND({key}{SHARE_ROW}>0,{key}{SUM_ROW}=0)", f"{part.name} är 0 för alla som deltar")
                for part, key in shared
            ),
            (f"SUMPRODUCT(--({low}>{high}))>0", "golvet är högre än taket"),
            (f"SUM({low})>{whole}", "golvet ger mer än det som ska fördelas"),
            (f"SUM({lower})+SUM({turn})<{whole}", "taket ger mindre än det som ska fördelas"),
        ]


def _limits(row: int, letter: str, flag: str, by_change: bool) -> tuple[str, str]:
    """Return formulas of the least and the most whole steps; `letter` has the fees of the year before."""
    floor, cap, most, step, total = (f"$B${cell}" for cell in (FLOOR, CAP, MAX_CHANGE, STEP, TOTAL))
    before = f"{letter}{row}"
    changes = f'AND({most}<>"",{before}>0)' if by_change else "FALSE"
    least = f"MAX(0,N({floor}),IF({changes},{before}-{before}*N({most}),0))"
    highest = f'MIN(IF({cap}="",{ENDLESS},N({cap})),IF({changes},{before}+{before}*N({most}),{ENDLESS}))'
    low = f"IF({flag}{row}=1,ROUNDUP(ROUND({least},6)/{step},0),0)"
    return low, f"IF({flag}{row}=1,MIN(INT({total}/{step})+1,INT(ROUND({highest},6)/{step})),0)"


def _numbers(part: Part, names: list[str]) -> list[float]:
    """Return a part's numbers, 1 for each where all pay alike; whole ones as such."""
    known = dict.fromkeys(names, 1) if part.quantities is None else part.quantities.to_dict()
    numbers = [known.get(name) or 0 for name in names]
    return [int(number) if Fraction(number).denominator == 1 else float(number) for number in numbers]
