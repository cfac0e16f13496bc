"""A scenario as an Excel workbook that computes, without macros: a sheet a service, and their sums."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from xlsxwriter.utility import xl_col_to_name

from namndbok.errors import InvalidParameter
from namndbok.proposals.excel.sheet import LINE_HEIGHT, YELLOW, Column, ExcelBook, ExcelSheet, Form
from namndbok.proposals.excel.steps import STEP_COLUMNS, Steps, write_steps
from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK
from namndbok.proposals.scenario.tables import parameters_text, scenario_text
from namndbok.show.charts import ACCENT, MAIN
from namndbok.splits import AMOUNT, Part
from namndbok.swedish import capital

SUMMARY, SORTED, YEARS, EXPLANATION = "Scenario", "Störst ökning först", "År för år", "Så räknar boken"
SUM_HOLDS, AGREES, HEAD = 4, 5, 7
FIRST = HEAD + 1
NOT_COMPUTED = "Går inte att räkna: se tjänsternas blad"
OTHER = "nej, som det blir när gula rutor ändras"
# Rows of a service's sheet: cells above the table, and the first of the municipalities.
TOTAL, STEP, FLOOR, CAP, MAX_CHANGE, STATE, FIXED, SHARES, PAID, SHARE_ROW, SUM_ROW = range(4, 15)
SERVICE_FIRST = SUM_ROW + 2
KEYS_FROM = 7
ENDLESS = 10**15


def scenario_workbook(redistribution: Redistribution) -> bytes:
    """Return a workbook that recomputes a scenario when its yellow cells are changed.

    Raises `InvalidParameter` for a refund, which its formulas do not split.
    """
    if any(found.target.total < 0 for found in redistribution.splits.values()):
        raise InvalidParameter("Excelboken räknar inte med belopp under noll. Välj andra tjänster.")
    book, text = ExcelBook(MARK), parameters_text(redistribution)
    summary, ordered = book.sheet(SUMMARY), book.sheet(SORTED)
    totals = book.sheet(YEARS) if redistribution.scenario.years else None
    services = [
        ServiceSheet(book.sheet(f"{number} {name}"), redistribution, service, text)
        for number, (service, name) in enumerate(redistribution.services.items(), start=1)
    ]
    _fill_summary(summary, redistribution, [service.sheet for service in services], text)
    _fill_ordered(ordered, summary, len(redistribution.codes), text)
    if totals:
        _fill_totals(totals, services, redistribution, text)
    explanation = book.sheet(EXPLANATION)
    explanation.write_top(EXPLANATION.lower(), text, across=1)
    explanation.worksheet.set_column("A:A", 100)
    lines = scenario_text("workbook", redistribution).text.split("\n\n")
    for row, line in enumerate(lines, start=4):
        explanation.write(f"A{row}", line, text_wrap=True, valign="top")
        explanation.worksheet.set_row(row - 1, LINE_HEIGHT * (1 + len(line) // 95))
    return book.content()


def _fill_summary(
    sheet: ExcelSheet, redistribution: Redistribution, services: Sequence[ExcelSheet], text: str
) -> None:
    """Write the first sheet: all services together, and whether the sums and our values agree."""
    sheet.write_top(f"kostnadsfördelning {redistribution.scenario.year}", text, across=10)
    names, fees = list(redistribution.codes), redistribution.fees.sum(axis="columns")
    people, last = redistribution.people, HEAD + len(names)
    place = f"SUMPRODUCT((E${FIRST}:E${last}>E#)*1)+SUMPRODUCT((E${FIRST}:E#=E#)*1)"
    columns = {
        "A": Column("Kommun", names, "", 30),
        "B": Column("Invånare", [int(people.get(name) or 0) for name in names], Form.KRONOR, 12, True),
        "C": Column("Scenariot, kr", summed=True),
        "D": Column("I dag, kr", summed=True),
        "E": Column("Betalar mer, kr", "C#-D#", Form.SIGNED, summed=True),
        "F": Column("Förändring", 'IF(D#=0,"",E#/D#)', Form.SIGNED_PERCENT, 12),
        "G": Column("Scenariot, kr per invånare", 'IF(B#=0,"",C#/B#)', Form.PER_INHABITANT),
        "H": Column("I dag, kr per invånare", 'IF(B#=0,"",D#/B#)', Form.PER_INHABITANT),
        "I": Column("Nämndboks värde, kr", [int(fees[name]) for name in names], summed=True),
        "J": Column("Stämmer", 'IF(C#=I#,"ja","nej")', Form.TEXT, 10),
        "K": Column("Plats", place, width=8),
    }
    for row in range(FIRST, last + 1):
        for letter in "CD":
            cell = f"{letter}{row - FIRST + SERVICE_FIRST}"
            sheet.write_formula(f"{letter}{row}", "+".join(service.outside(cell) for service in services))
    sheet.write_columns(range(FIRST, last + 1), columns)
    stopped = ",".join(f'{service.outside(f"B{STATE}")}<>"ja"' for service in services)
    totals = "+".join(service.outside(f"B{TOTAL}") for service in services)
    agrees = f'IF(SUMPRODUCT((C{FIRST}:C{last}<>I{FIRST}:I{last})*1)=0,"ja","{OTHER}")'
    verdict = f'IF(OR({stopped}),"{NOT_COMPUTED}",{{}})'
    results = {
        SUM_HOLDS: ("Summan stämmer", verdict.format(f'IF(C{last + 1}={totals},"ja","nej")'), Form.TEXT),
        AGREES: ("Samma som i Nämndbok", verdict.format(agrees), Form.TEXT),
    }
    sheet.write_results(results)
    sheet.freeze(HEAD, landscape=True)


def _fill_ordered(sheet: ExcelSheet, summary: ExcelSheet, count: int, text: str) -> None:
    """Write the municipalities in order of change, and a chart of it."""
    sheet.write_top(SORTED.lower(), text, across=6)
    last = HEAD + count
    column = {letter: summary.outside(f"${letter}${FIRST}:${letter}${last}") for letter in "ACDEFK"}
    in_order = {letter: f"INDEX({cells},MATCH($A#,{column['K']},0))" for letter, cells in column.items()}
    columns = {
        "A": Column("Plats", range(1, count + 1), Form.KRONOR, 7, look={"align": "left"}),
        "B": Column("Kommun", in_order["A"], Form.TEXT, 30),
        "C": Column("Betalar mer, kr", in_order["E"], Form.SIGNED, 15),
        "D": Column("Förändring", in_order["F"], Form.SIGNED_PERCENT, 12),
        "E": Column("Scenariot, kr", in_order["C"], Form.KRONOR, 15),
        "F": Column("I dag, kr", in_order["D"], Form.KRONOR, 15),
        "G": Column("Mer", "MAX(C#,0)", Form.SIGNED, 11),
        "H": Column("Mindre", "MIN(C#,0)", Form.SIGNED, 11),
    }
    sheet.write_columns(range(FIRST, last + 1), columns)
    chart = sheet.book.workbook.add_chart({"type": "bar"})
    for place, colour in {6: ACCENT, 7: MAIN}.items():
        series = {"categories": [SORTED, FIRST - 1, 1, last - 1, 1], "gap": 50, "overlap": 100}
        cells = [SORTED, FIRST - 1, place, last - 1, place]
        chart.add_series(series | {"values": cells, "fill": {"color": colour}})
    chart.set_title({"name": f"{MARK}: betalar mer (−: mindre) än i dag, kr", "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    chart.set_x_axis({"num_format": Form.SIGNED})
    chart.set_size({"width": 720, "height": max(260, 26 * count + 90)})
    description = {"description": "Stapeldiagram över tabellens förändringar."}
    sheet.worksheet.insert_chart(f"A{last + 3}", chart, description)
    sheet.freeze(HEAD)


def _fill_totals(
    sheet: ExcelSheet, services: Sequence["ServiceSheet"], redistribution: Redistribution, text: str
) -> None:
    """Write what each pays in all, today and in every year of the phase-in."""
    years = range(redistribution.scenario.years + 1)
    sheet.write_top("infasning år för år", text, across=len(years) + 1)
    columns = {"A": Column("Kommun", list(redistribution.codes), "", 30)}
    for year in years:
        cells = (("D", *service.year_columns)[year] for service in services)
        paid = "+".join(
            service.sheet.outside(f"{cell}#") for service, cell in zip(services, cells, strict=True)
        )
        columns[xl_col_to_name(year + 1)] = Column(f"År {year}" if year else "I dag", paid, summed=True)
    sheet.write_columns(services[0].rows, columns)
    sheet.freeze(SERVICE_FIRST - 1)


class ServiceSheet:
    """Write the sheet of a service: all that decides how it is split, what each pays, and a phase-in.

    `text` says what the scenario is; `year_columns` are the letters of the years of its phase-in.
    """

    def __init__(self, sheet: ExcelSheet, redistribution: Redistribution, service: str, text: str) -> None:
        self.sheet, self.redistribution, self.found = sheet, redistribution, redistribution.splits[service]
        self.names, parts = list(redistribution.codes), self.found.key.parts
        self.rows, place = range(SERVICE_FIRST, SERVICE_FIRST + len(self.names)), KEYS_FROM + len(parts)
        letters = [xl_col_to_name(number) for number in range(place + len(self.found.years) + 3)]
        self.keys = dict(zip(letters[KEYS_FROM:place], parts, strict=True))
        *self.year_columns, self.turns, self.gap, self.flag = letters[place:]
        title = redistribution.services[service]
        sheet.write_top(title, f"{text} Ändra de gula rutorna; allt annat räknas om.", across=7)
        self._write_inputs()
        self._write_keys()
        self._write_fees()
        first, last = self.rows[0], self.rows[-1]
        sheet.allow(f"B{first}:B{last}", "Skriv ja eller nej.", validate="list", source=["ja", "nej"])
        sheet.allow(f"B{TOTAL}", "Skriv hela kronor.", validate="integer", criteria=">=", value=0)
        sheet.allow(f"B{STEP}", "Skriv hela kronor, minst 1.", validate="integer", criteria=">=", value=1)
        sheet.freeze(first - 1, landscape=True)
        sheet.worksheet.print_area(f"A1:{[*self.keys, *self.year_columns][-1]}{last + 1}")

    def _write_inputs(self) -> None:
        """Write what may be changed, what is paid today, and in which turn the last steps are given out."""
        found, scenario, people = self.found, self.redistribution.scenario, self.redistribution.people
        most = None if scenario.max_change is None else float(scenario.max_change)
        inputs = {
            TOTAL: ("Att fördela, kr", found.target.total, Form.KRONOR),
            STEP: ("Avrundas till, kr", found.step, Form.KRONOR),
            FLOOR: ("Golv, kr (tomt: inget)", scenario.floor, Form.KRONOR),
            CAP: ("Tak, kr (tomt: inget)", scenario.cap, Form.KRONOR),
            MAX_CHANGE: ("Största förändring (tomt: ingen)", most, Form.PERCENT),
        }
        self.sheet.write_inputs(inputs)
        turns = sorted(self.names, key=lambda name: (-(people.get(name) or 0), name))
        takes_part = ["ja" if name in found.target.participants else "nej" for name in self.names]
        today, fees = (
            [int(amount[name]) for name in self.names] for amount in (found.today, found.target.fees)
        )
        columns = {
            "A": Column("Kommun", self.names, "", 30),
            "B": Column("Deltar", takes_part, Form.TEXT, look=YELLOW),
            "D": Column("I dag", today, summed=True),
            "G": Column("Nämndboks värde", fees, summed=True),
            self.turns: Column("Turordning", [turns.index(name) + 1 for name in self.names], Form.KRONOR, 11),
            self.gap: Column("", width=3),
            self.flag: Column("Deltar (1)", 'IF(LOWER(TRIM(B#))="ja",1,0)', Form.KRONOR, 9),
        }
        self.sheet.write_columns(self.rows, columns)

    def _write_keys(self) -> None:
        """Write each part's share, its sum for those who take part, and its numbers."""
        sheet, before = self.sheet, xl_col_to_name(KEYS_FROM - 1)
        sheet.write(f"{before}{SHARE_ROW}", "Andel", align="right")
        sheet.write(f"{before}{SUM_ROW}", "Summa, deltagare", align="right")
        first, last = self.rows[0], self.rows[-1]
        of_payers = f"SUMPRODUCT({self.flag}{first}:{self.flag}{last},{{0}}{first}:{{0}}{last})"
        for letter, part in self.keys.items():
            if part.kind != AMOUNT:
                sheet.write(f"{letter}{SHARE_ROW}", float(part.share), Form.PERCENT, **YELLOW)
            numbers = list(_numbers(part, self.names))
            sheet.write_columns(
                self.rows, {letter: Column(capital(part.name), numbers, Form.EXACT, look=YELLOW)}
            )
            sheet.write_formula(f"{letter}{SUM_ROW}", of_payers.format(letter), Form.EXACT)
        fixed = [f"{key}{SUM_ROW}" for key, part in self.keys.items() if part.kind == AMOUNT]
        shares = [f"{key}{SHARE_ROW}" for key, part in self.keys.items() if part.kind != AMOUNT]
        results = {
            FIXED: ("Fasta belopp, kr", "+".join(fixed) or "0", Form.EXACT),
            SHARES: ("Andelar", "+".join(shares) or "0", Form.PERCENT),
            PAID: ("Betalas i dag av dem som deltar", of_payers.format("D"), Form.EXACT),
        }
        sheet.write_results(results)

    def _write_fees(self) -> None:
        """Write the fees of the scenario, and of each year on the way to it.

        A cost that nobody pays today is there at once, and so is the last year where no change is limited.
        """
        years = len(self.year_columns)
        steps = self._write_steps(0, self._amount(), "D", by_change=not years)
        self.sheet.write(f"A{STATE}", "Går att räkna")
        self.sheet.write_formula(f"B{STATE}", self._state(steps), align="right")
        computed = f'IF($B${STATE}="ja",{{}},NA())'
        columns = {
            "C": Column("Avgift i scenariot", computed.format(steps.fee), Form.KRONOR, 15, True),
            "E": Column("Betalar mer", "C#-D#", Form.SIGNED, summed=True),
            "F": Column("Förändring", 'IF(D#=0,"",E#/D#)', Form.SIGNED_PERCENT, 12),
        }
        self.sheet.write_columns(self.rows, columns)
        for year, (before, letter) in enumerate(pairwise(["D", *self.year_columns]), start=1):
            mixed = f"(1-{year}/{years})*$B${TOTAL}*D#/$B${PAID}+{year}/{years}*C#"
            amount = f"IF({self.flag}#=1,IF($B${PAID}=0,C#,{mixed}),0)"
            steps = self._write_steps(year, amount, before, by_change=True)
            is_target = f'$B${MAX_CHANGE}=""' if year == years else "FALSE()"
            fee = computed.format(f"IF(OR($B${PAID}=0,{is_target}),C#,{steps.fee})")
            self.sheet.write_columns(self.rows, {letter: Column(f"År {year}", fee, summed=True)})

    def _amount(self) -> str:
        """Return the formula of an amount before rounding, by the keys."""
        terms = []
        for letter, part in self.keys.items():
            share, whole = f"{letter}${SHARE_ROW}", f"{letter}${SUM_ROW}"
            shared = f"IF({whole}=0,0,($B${TOTAL}-$B${FIXED})*{share}*{letter}#/{whole})"
            terms.append(f"{letter}#" if part.kind == AMOUNT else shared)
        return f"IF({self.flag}#=1,{'+'.join(terms)},0)"

    def _write_steps(self, year: int, amount: str, before: str, *, by_change: bool) -> Steps:
        """Write the rounding of amounts; `before` is the column of the fees of the year before.

        `by_change`: whether the greatest change from these holds; the scenario itself is year 0.
        """
        floor, cap, most, step, total = (f"$B${row}" for row in (FLOOR, CAP, MAX_CHANGE, STEP, TOTAL))
        is_held = f'AND({most}<>"",{before}#>0)' if by_change else "FALSE()"
        least = f"MAX(0,N({floor}),IF({is_held},{before}#-{before}#*N({most}),0))"
        highest = (
            f'MIN(IF({cap}="",{ENDLESS},N({cap})),IF({is_held},{before}#+{before}#*N({most}),{ENDLESS}))'
        )
        low = f"IF({self.flag}#=1,ROUNDUP(ROUND({least},6)/{step},0),0)"
        high = f"IF({self.flag}#=1,MIN(INT({total}/{step})+1,INT(ROUND({highest},6)/{step})),0)"
        place = KEYS_FROM + len(self.keys) + len(self.year_columns) + 3 + year * STEP_COLUMNS
        cells = {"total": total, "step": step, "turns": self.turns}
        return write_steps(self.sheet, place, self.rows, (amount, low, high), **cells)

    def _state(self, steps: Steps) -> str:
        """Return a formula that says ja, or the first thing that is wrong with what is typed."""
        whole, first, last = f"INT(B{TOTAL}/B{STEP})", self.rows[0], self.rows[-1]
        shared = {letter: part for letter, part in self.keys.items() if part.kind != AMOUNT}
        faults = [
            (f"OR(B{STEP}<1,B{STEP}<>INT(B{STEP}))", "steget ska vara hela kronor, minst 1"),
            (f"OR(B{TOTAL}<0,B{TOTAL}<>INT(B{TOTAL}))", "beloppet ska vara hela kronor, minst 0"),
            (f"SUM({self.flag}{first}:{self.flag}{last})=0", "ingen kommun deltar"),
            (f"B{FIXED}>B{TOTAL}", "de fasta beloppen är mer än det som ska fördelas"),
            (f"ABS(B{SHARES}-1)>0.000001" if shared else "FALSE()", "andelarna ska vara 100 % tillsammans"),
            *(
                (f"AND({key}{SHARE_ROW}>0,{key}{SUM_ROW}=0)", f"{part.name} är 0 för alla som deltar")
                for key, part in shared.items()
            ),
            (f"SUMPRODUCT(({steps.lows}>{steps.highs})*1)>0", "golvet är högre än taket"),
            (f"SUM({steps.lows})>{whole}", "golvet ger mer än det som ska fördelas"),
            (f"SUM({steps.sure})+SUM({steps.next_ones})<{whole}", "taket ger mindre än det som ska fördelas"),
        ]
        state = '"ja"'
        for condition, fault in reversed(faults):
            state = f'IF({condition},"{fault.replace(chr(34), chr(39))}",{state})'
        return state


def _numbers(part: Part, names: list[str]) -> Iterator[float]:
    """Yield a part's numbers, 1 for each where all pay alike; whole ones as such."""
    known = dict.fromkeys(names, 1) if part.quantities is None else part.quantities.to_dict()
    for name in names:
        number = known.get(name) or 0
        yield int(number) if Fraction(number).denominator == 1 else float(number)
