"""The sheet of a cost that is split: plain formulas give the fees, also when what decides them is changed.

A fee is amount × multiplier, rounded to the nearest whole step and kept between floor and cap. The multiplier
for which the fees add up is found by halving an interval: at its lower end the fees come to no more than the
steps there are, at its upper end to more. Those whose fee jumps in between are next in turn, and the order of
turn decides which of them get the last steps, exactly as in the library (Sainte-Laguë). A spreadsheet's 15
digits are enough, for the interval is left a thousand times wider than its error.

The formulas stand in `workbooks.json`: `{name}` is a cell, the letter of a column or another formula,
`{name_all}` all rows of a column, # the row.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from namndbok.proposals.excel import LAYOUT, YELLOW, ExcelBook, ExcelSheet, Form, Formula
from namndbok.proposals.scenario.redistribution import ServiceSplit
from namndbok.splits import AMOUNT, Part
from namndbok.swedish import capital

SPLIT = LAYOUT["split"]
CELLS, KEY, COLUMNS, LIMITS, STEPS = (SPLIT[name] for name in ("cells", "key", "columns", "limits", "steps"))
TOTAL, STEP, STATE = (CELLS[name][0] for name in ("total", "step", "state"))
SHARE_ROW, SUM_ROW = KEY["share"][0], KEY["sum"][0]
FIRST = SUM_ROW + 2  # row of the first municipality
HALVINGS = 100


class SplitSheet(ExcelSheet):
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
        super().__init__(book, tab, tab.partition(" ")[2], text, across=7, head=FIRST - 1, wide=True)
        self.named |= {name: f"$B${row}" for name, (row, _, _) in CELLS.items()}
        names, last = list(split.today.index), FIRST + len(split.today) - 1
        keys = {f"key {number}": part for number, part in enumerate(split.key.parts)}
        years = [f"year {number}" for number, _ in enumerate(split.years, start=1)]
        *before, turn, gap, flag, _ = COLUMNS
        columns = [*before, *keys, *years, turn, gap, flag]
        self.name_columns(columns, range(FIRST, last + 1))
        self.year_columns, self._steps_from = [self.named[name] for name in years], len(columns)
        given = {"total": total, "step": split.step, "floor": None, "cap": None, "max_change": None}
        self.write_cells(CELLS, given | limits)
        takes_part = ["ja" if name in split.target.participants else "nej" for name in names]
        today, fees = ([int(paid[name]) for name in names] for paid in (split.today, split.target.fees))
        values = {"municipality": names, "takes_part": takes_part, "today": today, "computed": fees}
        self.write_columns(COLUMNS, values | {turn: [turns.index(name) + 1 for name in names], gap: ()}, flag)
        self._write_fees(*self._write_keys(keys, names))
        self.allow(f"B{FIRST}:B{last}", "Skriv ja eller nej.", validate="list", source=["ja", "nej"])
        for row, least, more in ((TOTAL, 0, ""), (STEP, 1, ", minst 1")):
            whole = {"validate": "integer", "criteria": ">=", "value": least}
            self.allow(f"B{row}", f"Skriv hela kronor{more}.", **whole)
        self.worksheet.print_area(f"A1:{self.named[[*keys, *years][-1]]}{last + 1}")

    def _write_keys(self, keys: Mapping[str, Part], names: list[str]) -> tuple[str, dict[str, str]]:
        """Write each part's numbers, their sum for those who take part, and its share.

        Returns the formula of a row's amount before rounding, and what may be wrong with what is typed.
        """
        for row, heading in (KEY["share"], KEY["sum"]):
            self.write(f"{self.named['computed']}{row}", heading, align="right")
        fixed, shares, amounts, faults = [], [], [], {}
        for name, part in keys.items():
            letter = self.named[name]
            column = {"title": capital(part.name), "form": "EXACT", "is_yellow": True}
            known = dict.fromkeys(names, 1) if part.quantities is None else part.quantities.to_dict()
            exact = (Fraction(known.get(name) or 0) for name in names)
            numbers = [int(number) if number.denominator == 1 else float(number) for number in exact]
            self.write_columns({name: column}, {name: numbers})
            of_payers = self.formula(KEY["of_payers"], column=self.named[f"{name}_all"])
            self.write(f"{letter}{SUM_ROW}", of_payers, Form.EXACT)
            if part.kind == AMOUNT:
                fixed.append(f"{letter}{SUM_ROW}")
                amounts.append(f"{letter}#")
            else:
                self.write(f"{letter}{SHARE_ROW}", float(part.share), Form.PERCENT, **YELLOW)
                shares.append(f"{letter}{SHARE_ROW}")
                amounts.append(self.formula(KEY["shared"], key=letter))
                fault = f"{part.name} är 0 för alla som deltar".replace('"', "'")
                faults[KEY["is_empty"].format(key=letter)] = fault
        results = {"fixed": Formula("+".join(fixed) or "0"), "shares": Formula("+".join(shares) or "0")}
        results["paid"] = self.formula(KEY["of_payers"], column=self.named["today_all"])
        self.write_cells(CELLS, results)
        self.named["whole_share"] = str(len(shares) and 1)
        return "+".join(amounts), faults

    def _write_fees(self, amount: str, faults: Mapping[str, str]) -> None:
        """Write the fees by the key, and of each year on the way to them.

        A cost that nobody pays today is there at once, and so is the last year where no change is limited.
        """
        years = len(self.year_columns)
        self._write_steps(0, amount, "D", by_change=not years)
        state = '"ja"'
        for condition, fault in reversed((SPLIT["typed"] | faults | SPLIT["faults"]).items()):
            state = f'IF({self.formula(condition)},"{fault}",{state})'
        self.write_cells(CELLS, {"state": Formula(state)})
        self.write_columns(COLUMNS, {}, "fee", "more", "change")
        for year, (before, letter) in enumerate(pairwise(["D", *self.year_columns]), start=1):
            self.named |= {"number": f"{year}", "years": f"{years}", "year": letter}
            self._write_steps(year, SPLIT["mixed"], before, by_change=True)
            self.named["is_target"] = self.formula('{max_change}=""' if year == years else "FALSE()")
            self.write_columns(COLUMNS, {}, "year", year=f"År {year}")

    def _write_steps(self, year: int, exact: str, before: str, *, by_change: bool) -> None:
        """Write the rounding of exact amounts, to which `rounded` then leads.

        `before` is the column of the fees of the year before, and `by_change` whether the greatest change
        from these holds. What the key itself gives is year 0.
        """
        names = [*LIMITS, *STEPS]
        self.name_columns(names, self.rows, self._steps_from + year * (len(names) + 1))
        last = FIRST + HALVINGS - 1
        self.named |= {"before": before, "last": f"{last}", "exact": self.formula(exact)}
        self.named["is_held"] = self.formula(SPLIT["is_held"]) if by_change else "FALSE()"
        for name, term in SPLIT["terms"].items():
            self.named[name] = self.formula(term)
        self.write_columns(LIMITS, {}, *LIMITS)
        ends = {"below": "0", "above": self.named["first_above"]}
        for row in map(str, range(FIRST, last + 1)):
            for name, formula in ends.items():
                self.write(f"{self.named[name]}{row}", Formula(formula), Form.FACTOR)
            given = Formula(self.named["given"].replace("#", row))
            self.write(f"{self.named['middle']}{row}", given, Form.KRONOR)
            ends = {name: self.named[f"next_{name}"].replace("#", row) for name in ends}
        self.write_columns(STEPS, {}, *STEPS)
