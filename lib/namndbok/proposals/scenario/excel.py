"""A scenario as an Excel workbook that computes: every formula has its value; the same bytes every time."""

import io
import re
from collections.abc import Sequence
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from namndbok.errors import InvalidParameter
from namndbok.proposals.scenario import excel_service
from namndbok.proposals.scenario.excel_service import FIRST as SERVICE_FIRST
from namndbok.proposals.scenario.excel_service import STATE, TOTAL, ServiceSheet
from namndbok.proposals.scenario.excel_sheet import (
    KRONOR,
    LINE_HEIGHT,
    PER_INHABITANT,
    SIGNED,
    SIGNED_PERCENT,
    ExcelSheet,
)  # fmt: skip
from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK
from namndbok.proposals.scenario.tables import parameters_text
from namndbok.show.charts import ACCENT, MAIN

SUMMARY, SORTED, YEARS, EXPLANATION = "Scenario", "Störst ökning först", "År för år", "Så räknar boken"
LONGEST_TITLE = 31
SUM_HOLDS, AGREES, HEAD = 4, 5, 7
FIRST = HEAD + 1
COLUMNS = (
    "Kommun", "Invånare", "Scenariot, kr", "I dag, kr", "Betalar mer, kr", "Förändring",
    "Scenariot, kr per invånare", "I dag, kr per invånare", "Nämndboks värde, kr", "Stämmer", "Plats",
)  # fmt: skip
ORDERED = ("Plats", "Kommun", "Betalar mer, kr", "Förändring", "Scenariot, kr", "I dag, kr", "Mer", "Mindre")
NOT_COMPUTED = "Går inte att räkna: se tjänsternas blad"
OTHER = "nej, som det blir när gula rutor ändras"
LINES = (
    "Boken prövar en fördelning som ingen har beslutat.",
    "Ändra bara de gula rutorna på tjänsternas blad: beloppet, avrundningen, golv och tak, vilka som deltar, "
    "nycklarnas andelar och tal. Då räknas allt annat om, även infasningen.",
    "Varje nyckel delar sin andel av beloppet i förhållande till sina tal. Lika har talet 1 för alla. Fasta "
    "belopp räknas av först.",
    "Avgiften är hela steg. Varje belopp gånger en gemensam faktor avrundas till närmaste steg, och hålls "
    "mellan golvet och taket. Faktorn är den som gör att stegen räcker precis (uddatalsmetoden, "
    "Sainte-Laguë).",
    "Faktorn söks i kolumnerna längst till höger genom att ett intervall halveras hundra gånger. De som står "
    "på tur när intervallet är slut får de sista stegen i turordning: störst folkmängd först, sedan namn.",
    "Det som inte räcker till ett helt steg bärs av den som står närmast på tur.",
    "Nämndboks värde är det som biblioteket räknade när boken gjordes. Det finns inga makron.",
)


def excel_workbook(redistribution: Redistribution) -> bytes:
    """Return a workbook that recomputes a scenario when its yellow cells are changed.

    Raises `InvalidParameter` for a refund, which its formulas do not split.
    """
    if any(found.target.total < 0 for found in redistribution.splits.values()):
        raise InvalidParameter("Excelboken räknar inte med belopp under noll. Välj andra tjänster.")
    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    workbook.set_properties({"title": MARK, "author": "Nämndbok", "created": datetime(1980, 1, 1)})
    workbook.set_calc_mode("auto")
    text = parameters_text(redistribution)
    summary, ordered = ExcelSheet(workbook, SUMMARY), ExcelSheet(workbook, SORTED)
    totals = ExcelSheet(workbook, YEARS) if redistribution.scenario.years else None
    services = []
    for number, (service, name) in enumerate(redistribution.services.items(), start=1):
        words = re.sub(r"[^\w -]", " ", name).split()
        sheet = ExcelSheet(workbook, " ".join([str(number), *words])[:LONGEST_TITLE].strip())
        services.append(ServiceSheet(sheet, redistribution, service))
        services[-1].fill(text)
    _fill_summary(summary, redistribution, [service.sheet for service in services], text)
    _fill_ordered(ordered, summary, redistribution, text)
    if totals:
        _fill_totals(totals, services, redistribution, text)
    explanation = ExcelSheet(workbook, EXPLANATION)
    explanation.write_top(EXPLANATION.lower(), text, across=1)
    for row, line in enumerate(LINES, start=4):
        explanation.write(f"A{row}", line, text_wrap=True, valign="top")
        explanation.worksheet.set_row(row - 1, LINE_HEIGHT * (1 + len(line) // 95))
    explanation.lay_out([100])
    workbook.close()
    return file.getvalue()


def _fill_summary(
    sheet: ExcelSheet, redistribution: Redistribution, services: Sequence[ExcelSheet], text: str
) -> None:
    """Write the first sheet: all services together, and whether the sums and our values agree."""
    sheet.write_top(f"kostnadsfördelning {redistribution.scenario.year}", text, across=10)
    sheet.write_headings(HEAD, COLUMNS)
    names = list(redistribution.codes)
    last = FIRST + len(names) - 1
    fees, today = (
        table.sum(axis="columns").to_dict() for table in (redistribution.fees, redistribution.today)
    )
    changes = [int(fees[name] - today[name]) for name in names]
    places = sorted(range(len(names)), key=lambda place: (-changes[place], place))
    for place, (row, name) in enumerate(zip(range(FIRST, last + 1), names, strict=True)):
        fee, paid, people = int(fees[name]), int(today[name]), int(redistribution.people.get(name) or 0)
        own = SERVICE_FIRST + place
        column = f"E${FIRST}:E${last}"
        sheet.write(f"A{row}", name)
        sheet.write(f"B{row}", people, KRONOR)
        sheet.write(f"I{row}", fee, KRONOR)
        formulas = {
            "C": (_sum_of(services, f"C{own}"), fee, KRONOR),
            "D": (_sum_of(services, f"D{own}"), paid, KRONOR),
            "E": (f"C{row}-D{row}", fee - paid, SIGNED),
            "F": (f'IF(D{row}=0,"",E{row}/D{row})', (fee - paid) / paid if paid else "", SIGNED_PERCENT),
            "G": (f'IF(B{row}=0,"",C{row}/B{row})', fee / people if people else "", PER_INHABITANT),
            "H": (f'IF(B{row}=0,"",D{row}/B{row})', paid / people if people else "", PER_INHABITANT),
            "J": (f'IF(C{row}=I{row},"ja","nej")', "ja", "@"),
            "K": (
                f"1+SUMPRODUCT(({column}>E{row})+({column}=E{row})*(ROW({column})<ROW()))",
                places.index(place) + 1,
                KRONOR,
            ),
        }
        for letter, (formula, value, form) in formulas.items():
            sheet.write_formula(f"{letter}{row}", formula, value, form)
    sheet.write_sums(dict.fromkeys("BCDI", KRONOR) | {"E": SIGNED}, FIRST, last)
    states = ",".join(f'{service.reference(f"B{STATE}")}<>"ja"' for service in services)
    totals = _sum_of(services, f"B{TOTAL}")
    verdicts = {
        SUM_HOLDS: ("Summan stämmer", f'IF(C{last + 1}={totals},"ja","nej")'),
        AGREES: (
            "Samma som i Nämndbok",
            f'IF(SUMPRODUCT(--(C{FIRST}:C{last}<>I{FIRST}:I{last}))=0,"ja","{OTHER}")',
        ),
    }
    for row, (title, verdict) in verdicts.items():
        sheet.write(f"A{row}", title)
        sheet.write_formula(f"B{row}", f'IF(OR({states}),"{NOT_COMPUTED}",{verdict})', "ja", "@")
    sheet.lay_out([30, 12, 13, 13, 13, 12, 13, 13, 13, 10, 8], heading=HEAD, landscape=True)


def _fill_ordered(sheet: ExcelSheet, summary: ExcelSheet, redistribution: Redistribution, text: str) -> None:
    """Write the municipalities in order of change, and a chart of it."""
    sheet.write_top(SORTED.lower(), text, across=6)
    sheet.write_headings(HEAD, ORDERED)
    count = len(redistribution.codes)
    last = FIRST + count - 1
    row_of = {summary.values[f"K{row}"]: row for row in range(FIRST, last + 1)}
    ranks = summary.reference(f"$K${FIRST}:$K${last}")
    for place, row in enumerate(range(FIRST, last + 1), start=1):
        sheet.write(f"A{row}", place, KRONOR, align="left")
        more = summary.values[f"E{row_of[place]}"]
        for letter, function in {"G": "MAX", "H": "MIN"}.items():
            value = max(more, 0) if function == "MAX" else min(more, 0)
            sheet.write_formula(f"{letter}{row}", f"{function}(C{row},0)", value, SIGNED)
        forms = {
            "B": ("A", "@"),
            "C": ("E", SIGNED),
            "D": ("F", SIGNED_PERCENT),
            "E": ("C", KRONOR),
            "F": ("D", KRONOR),
        }
        for letter, (column, form) in forms.items():
            cells = summary.reference(f"${column}${FIRST}:${column}${last}")
            value = summary.values[f"{column}{row_of[place]}"]
            sheet.write_formula(f"{letter}{row}", f"INDEX({cells},MATCH($A{row},{ranks},0))", value, form)
    chart = sheet.workbook.add_chart({"type": "bar"})
    for column, colour in {6: ACCENT, 7: MAIN}.items():
        series = {"categories": [SORTED, FIRST - 1, 1, last - 1, 1], "gap": 50, "overlap": 100}
        cells = [SORTED, FIRST - 1, column, last - 1, column]
        chart.add_series(series | {"values": cells, "fill": {"color": colour}})
    chart.set_title({"name": f"{MARK}: betalar mer (−: mindre) än i dag, kr", "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    chart.set_x_axis({"num_format": SIGNED})
    chart.set_size({"width": 720, "height": max(260, 26 * count + 90)})
    sheet.worksheet.insert_chart(
        f"A{last + 3}", chart, {"description": "Stapeldiagram över tabellens förändringar."}
    )
    sheet.lay_out([7, 30, 15, 12, 15, 15, 11, 11], heading=HEAD)


def _fill_totals(
    sheet: ExcelSheet, services: Sequence[ServiceSheet], redistribution: Redistribution, text: str
) -> None:
    """Write what each pays in all, today and in every year of the phase-in."""
    table, first = redistribution.by_year, excel_service.FIRST
    sheet.write_top("infasning år för år", text, across=len(table.columns) + 1)
    sheet.write_headings(first - 1, ["Kommun", "I dag", *(f"År {year}" for year in table.columns[1:])])
    letters = {year: xl_col_to_name(year + 1) for year in table.columns}
    for row, (name, fees) in enumerate(table.to_dict("index").items(), start=first):
        sheet.write(f"A{row}", name)
        for year, fee in fees.items():
            columns = (service.year_columns[year - 1] if year else "D" for service in services)
            cells = [
                service.sheet.reference(f"{column}{row}")
                for service, column in zip(services, columns, strict=True)
            ]
            sheet.write_formula(f"{letters[year]}{row}", "+".join(cells), int(fee))
    sheet.write_sums(dict.fromkeys(letters.values(), KRONOR), first, first + len(table) - 1)
    sheet.lay_out([30, *[13] * len(letters)], heading=first - 1)


def _sum_of(sheets: Sequence[ExcelSheet], cell: str) -> str:
    """Return a formula that adds up a cell of several sheets."""
    return "+".join(sheet.reference(cell) for sheet in sheets)
