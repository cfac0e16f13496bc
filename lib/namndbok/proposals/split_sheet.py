"""The sheet of a cost that is split: plain formulas give the fees, also when what decides them is changed.

A fee is amount × multiplier, rounded to the nearest whole step and kept between floor and cap. The multiplier
for which the fees add up is found by halving an interval: at its lower end the fees come to no more than the
steps there are, at its upper end to more. Those whose fee jumps in between are next in turn, and the order of
turn decides which of them get the last steps, exactly as in the library (Sainte-Laguë). A spreadsheet's 15
digits are enough, for the interval is left a thousand times wider than its error.

The formulas stand in `split_sheet.json`: `{name}` is a cell, the letter of a column or another formula,
`{name_all}` all rows of a column, # the row.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from namndbok.proposals.excel import YELLOW, Column, ExcelBook, ExcelSheet, Form, Formula
from namndbok.proposals.scenario.redistribution import ServiceSplit
from namndbok.splits import AMOUNT, Part
from namndbok.swedish import capital

LAYOUT = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
CELLS, KEY, COLUMNS = LAYOUT["cells"], LAYOUT["key"], LAYOUT["columns"]
TOTAL, STEP, STATE = (CELLS[name][0] for name in ("total", "step", "state"))
SHARE_ROW, SUM_ROW = KEY["share"][0], KEY["sum"][0]
FIRST = SUM_ROW + 2  # row of the first municipality
HALVINGS, WIDTH = 100, 15


class SplitSheet:
    """Write a sheet for one split: its key, what each pays by it (column C) and today (D), and a phase-in.

    `turns`: all names in the order in which the last steps are given out. `limits`: `floor`, `cap` and
    `max_change`, None for no limit. `total`: kronor, or the formula of them. `year_columns` are letters.
    """

    def __init__(
        self,
        book: ExcelBook,
        tab: str,
        text: str,
        split: ServiceSplit,
        *,
        turns: Sequence[str],
        limits: Mapping[str, float | None],
        total: int | Formula,
    ) -> None:
        names, keys = list(split.today.index), [f"key {number}" for number, _ in enumerate(split.key.parts)]
        *first_columns, turn, gap, flag, year = COLUMNS
        years = [f"{year} {number}" for number, _ in enumerate(split.years, start=1)]
        title, self.rows = tab.partition(" ")[2], range(FIRST, FIRST + len(names))
        self.sheet = ExcelSheet(book, tab, title, text, across=7, head=FIRST - 1, wide=True)
        self._named = {name: f"$B${row}" for name, (row, _, _) in CELLS.items()}
        self._columns = self._name_columns([*first_columns, *keys, *years, turn, gap, flag], 0)
        self.year_columns = [self._named[name] for name in years]
        given = {"total": total, "step": split.step, "floor": None, "cap": None, "max_change": None}
        self._write_cells(given | limits)
        takes_part = ["ja" if name in split.target.participants else "nej" for name in names]
        today, fees = ([int(paid[name]) for name in names] for paid in (split.today, split.target.fees))
        values = {"municipality": names, "takes_part": takes_part, "today": today, "computed": fees}
        values |= {turn: [turns.index(name) + 1 for name in names], gap: (), flag: None}
        self._write_columns(COLUMNS, values)
        self._write_fees(*self._write_keys(dict(zip(keys, split.key.parts, strict=True)), names))
        last = self.rows[-1]
        self.sheet.allow(f"B{FIRST}:B{last}", "Skriv ja eller nej.", validate="list", source=["ja", "nej"])
        for row, least, more in ((TOTAL, 0, ""), (STEP, 1, ", minst 1")):
            whole = {"validate": "integer", "criteria": ">=", "value": least}
            self.sheet.allow(f"B{row}", f"Skriv hela kronor{more}.", **whole)
        self.sheet.worksheet.print_area(f"A1:{self._named[[*keys, *years][-1]]}{last + 1}")

    def _write_keys(self, keys: Mapping[str, Part], names: list[str]) -> tuple[str, dict[str, str]]:
        """Write each part's numbers, their sum for those who take part, and its share.

        Returns the formula of a row's amount before rounding, and what may be wrong with what is typed.
        """
        sheet, before = self.sheet, self._named["computed"]
        for row, heading in (KEY["share"], KEY["sum"]):
            sheet.write(f"{before}{row}", heading, align="right")
        fixed, shares, amounts, faults = [], [], [], {}
        for name, part in keys.items():
            letter, column = self._named[name], self._named[f"{name}_all"]
            numbers = Column(capital(part.name), list(_numbers(part, names)), Form.EXACT, look=YELLOW)
            sheet.write_columns(self.rows, {letter: numbers})
            of_payers = Formula(self._formula(KEY["of_payers"], column=column))
            sheet.write(f"{letter}{SUM_ROW}", of_payers, Form.EXACT)
            if part.kind == AMOUNT:
                fixed.append(f"{letter}{SUM_ROW}")
                amounts.append(f"{letter}#")
            else:
                sheet.write(f"{letter}{SHARE_ROW}", float(part.share), Form.PERCENT, **YELLOW)
                shares.append(f"{letter}{SHARE_ROW}")
                amounts.append(self._formula(KEY["shared"], key=letter))
                fault = f"{part.name} är 0 för alla som deltar".replace('"', "'")
                faults[KEY["is_empty"].format(key=letter)] = fault
        results = {"fixed": "+".join(fixed) or "0", "shares": "+".join(shares) or "0"}
        results["paid"] = self._formula(KEY["of_payers"], column=self._named["today_all"])
        self._write_cells({name: Formula(formula) for name, formula in results.items()})
        self._named["whole_share"] = str(len(shares) and 1)
        return "+".join(amounts), faults

    def _write_fees(self, amount: str, faults: Mapping[str, str]) -> None:
        """Write the fees by the key, and of each year on the way to them.

        A cost that nobody pays today is there at once, and so is the last year where no change is limited.
        """
        years = len(self.year_columns)
        self._write_steps(0, amount, "D", by_change=not years)
        state = '"ja"'
        for condition, fault in reversed((LAYOUT["typed"] | faults | LAYOUT["faults"]).items()):
            state = f'IF({self._formula(condition)},"{fault}",{state})'
        self._write_cells({"state": Formula(state)})
        self._write_columns(COLUMNS, {"fee": None, "more": None, "change": None})
        for year, (before, letter) in enumerate(pairwise(["D", *self.year_columns]), start=1):
            self._named |= {"number": f"{year}", "years": f"{years}", "year": letter}
            self._write_steps(year, LAYOUT["mixed"], before, by_change=True)
            self._named["is_target"] = self._formula('{max_change}=""' if year == years else "FALSE()")
            self._write_columns(COLUMNS, {"year": None})

    def _write_steps(self, year: int, exact: str, before: str, *, by_change: bool) -> None:
        """Write the rounding of exact amounts, to which `rounded` then leads.

        `before` is the column of the fees of the year before, and `by_change` whether the greatest change
        from these holds. What the key itself gives is year 0.
        """
        names = [*LAYOUT["limits"], *LAYOUT["steps"]]
        self._name_columns(names, len(self._columns) + year * (len(names) + 1))
        last = FIRST + HALVINGS - 1
        self._named |= {"before": before, "last": f"{last}", "exact": self._formula(exact)}
        self._named["is_held"] = self._formula(LAYOUT["is_held"]) if by_change else "FALSE()"
        for name, term in LAYOUT["terms"].items():
            self._named[name] = self._formula(term)
        self._write_columns(LAYOUT["limits"], dict.fromkeys(LAYOUT["limits"]), WIDTH)
        ends = {"below": "0", "above": self._named["first_above"]}
        for row in map(str, range(FIRST, last + 1)):
            for name, formula in ends.items():
                self.sheet.write(f"{self._named[name]}{row}", Formula(formula), Form.FACTOR)
            given = Formula(self._named["given"].replace("#", row))
            self.sheet.write(f"{self._named['middle']}{row}", given, Form.KRONOR)
            ends = {name: self._named[f"next_{name}"].replace("#", row) for name in ends}
        values = {name: None if "formula" in step else () for name, step in LAYOUT["steps"].items()}
        self._write_columns(LAYOUT["steps"], values, WIDTH)

    def _name_columns(self, names: Sequence[str], first: int) -> Sequence[str]:
        """Let names stand for the letters of columns in formulas; `first` is the place of the first one."""
        for place, name in enumerate(names, start=first):
            letter = self._named[name] = xl_col_to_name(place)
            self._named[f"{name}_all"] = f"${letter}${FIRST}:${letter}${self.rows[-1]}"
        return names

    def _formula(self, text: str, **more: str) -> str:
        return text.format_map(self._named | more)

    def _write_cells(self, values: Mapping[str, float | None]) -> None:
        cells = ((*CELLS[name], value) for name, value in values.items())
        self.sheet.write_cells({row: (title, value, Form[form]) for row, title, form, value in cells})

    def _write_columns(
        self, columns: Mapping[str, Any], values: Mapping[str, Sequence | None], width: float = 13
    ) -> None:
        """Write columns as they are described, with these values, or by their formulas (None)."""
        written = {}
        for name, cells in values.items():
            described = columns[name]
            written[self._named[name]] = Column(
                self._formula(described["title"]),
                Formula(self._formula(described["formula"])) if cells is None else cells,
                Form[described.get("form", "KRONOR")],
                described.get("width", width),
                described.get("summed", False),
                YELLOW if described.get("is_yellow") else {},
            )
        self.sheet.write_columns(self.rows, written)


def _numbers(part: Part, names: list[str]) -> Iterator[float]:
    """Yield a part's numbers, 1 for each where all pay alike; whole ones as such."""
    known = dict.fromkeys(names, 1) if part.quantities is None else part.quantities.to_dict()
    for name in names:
        number = known.get(name) or 0
        yield int(number) if Fraction(number).denominator == 1 else float(number)
