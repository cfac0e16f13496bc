"""A scenario as an Excel workbook with live formulas, the same bytes every time."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.writer.excel import ExcelWriter

from namndbok.errors import InvalidParameter
from namndbok.proposals.scenario import excel_service
from namndbok.proposals.scenario.excel_service import PARTS, SHARE_ROW, STEP_ROW, SUMMARY, fill_service
from namndbok.proposals.scenario.excel_service import SUMMARY_FIRST as FIRST
from namndbok.proposals.scenario.excel_sheet import (
    AT_LEAST,
    KRONOR,
    LINE_HEIGHT,
    PER_INHABITANT,
    PERCENT,
    SIGNED,
    SIGNED_PERCENT,
    ExcelSheet,
)
from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK, inhabitants
from namndbok.proposals.scenario.tables import parameters_text
from namndbok.swedish import day

LONGEST_TITLE = 31
EPOCH = (1980, 1, 1, 0, 0, 0)
HEAD, SUM_HOLDS, AGREES = FIRST - 1, STEP_ROW + 1, STEP_ROW + 2
COLUMNS = (
    "Kommun", "Invånare", "Scenariot, kr", "Beslutat, kr", "Betalar mer, kr", "Förändring",
    "Scenariot, kr per invånare", "Beslutat, kr per invånare", "Nämndboks värde, kr", "Stämmer",
    "Invånare från början",
)  # fmt: skip
WIDTHS = (30, 13, 15, 15, 15, 13, 15, 15, 16, 10, 15)
NOT_COMPUTED = "Går inte att räkna: se tjänsternas blad"
EXPLANATION = "Så räknar boken"
LINES = (
    "Boken prövar en fördelning som ingen har beslutat.",
    "Öppnas boken i skyddat läge är rutorna tomma: klicka på Aktivera redigering, så räknar Excel.",
    "Ändra bara de gula rutorna: andelen lika, avrundningen och invånarna på första bladet, beloppet och "
    "vilka som deltar på tjänstens eget blad.",
    "Andelen lika delas med lika mycket på var och en som deltar. Resten delas efter invånare.",
    "Avgiften är hela steg. Alla avrundas nedåt, och de steg som saknas går ett och ett till dem med störst "
    "rest. Är resten lika går steget till den kommun som har flest invånare, sedan i namnordning.",
    "Det som inte räcker till ett helt steg bärs av den som har flest invånare.",
    "Nämndboks värde är det som biblioteket räknade när boken gjordes. Så länge inga gula rutor är ändrade "
    "ska det vara samma som arkets, och det står på första bladet.",
    "Kolumnerna längst till höger på tjänsternas blad är uträkningen. Allt räknas i hela tal, så att inget "
    "öre faller bort på vägen. Det finns inga makron.",
)


def excel_workbook(redistribution: Redistribution) -> bytes:
    """Return a workbook that recomputes a scenario when its yellow cells are changed.

    Raises `InvalidParameter` for a scenario with floor or cap, or a share in finer parts than a hundredth of
    a per cent: a sheet of plain formulas cannot compute those.
    """
    scenario = redistribution.scenario
    if scenario.floor is not None or scenario.cap is not None:
        raise InvalidParameter(
            "Excelboken räknar inte med golv och tak. Ta bort dem, eller gör ingen Excelbok."
        )
    if (scenario.equal_share * PARTS).denominator != 1:
        raise InvalidParameter("Excelboken räknar andelen lika med högst två decimaler i procenten.")
    workbook = Workbook()
    workbook.active.title, sheets = SUMMARY, []
    for number, (service, name) in enumerate(redistribution.services.items(), start=1):
        words = re.sub(r"[^\w -]", " ", name).split()
        title = " ".join([str(number), *words])[:LONGEST_TITLE].strip()
        sheets.append(ExcelSheet(workbook.create_sheet(title)))
        fill_service(sheets[-1], redistribution, service)
    _fill_summary(ExcelSheet(workbook.active), redistribution, sheets)
    _fill_explanation(ExcelSheet(workbook.create_sheet(EXPLANATION)), parameters_text(redistribution))
    return _timeless_bytes(workbook)


def _fill_summary(sheet: ExcelSheet, redistribution: Redistribution, services: Sequence[ExcelSheet]) -> None:
    """Write the first sheet: shared yellow cells, all services together, verdicts and a chart."""
    scenario, last = redistribution.scenario, FIRST + len(redistribution.codes) - 1
    sheet.write_top(f"kostnadsfördelning {scenario.year}", parameters_text(redistribution), across=9)
    share = (SHARE_ROW, "Andel lika", float(scenario.equal_share), PERCENT)
    for row, title, value, form in (share, (STEP_ROW, "Avrundas till, kr", scenario.step, KRONOR)):
        sheet.write(f"A{row}", title)
        sheet.write_yellow(f"B{row}", value, form)
        sheet.write(f"C{row}", "från början")
        sheet.write(f"D{row}", value, form=form)
    sheet.write(f"E{STEP_ROW}", f"Invånarna är folkmängden {day(scenario.population_date)}.")
    sheet.write_headings(HEAD, COLUMNS)
    people = inhabitants(redistribution.data, scenario)
    for row, name in enumerate(redistribution.codes, start=FIRST):
        sheet.write(f"A{row}", name)
        sheet.write_yellow(f"B{row}", int(people[name] or 0))
        sheet.write(f"I{row}", int(redistribution.fees.loc[name].sum()), form=KRONOR)
        sheet.write(f"K{row}", int(people[name] or 0), form=KRONOR)
        for column, (formula, form) in _formulas(row, services).items():
            sheet.write_formula(f"{column}{row}", formula, form=form)
    sheet.write_sums("BCDEI", FIRST, last)
    _write_verdicts(sheet, last, services)
    sheet.align([f"C{row}" for row in (SHARE_ROW, STEP_ROW)], "right")
    sheet.align([f"J{row}" for row in range(HEAD, last + 1)], "center")
    is_share = {"type": "decimal", "operator": "between", "formula1": "0", "formula2": "1"}
    sheet.allow(f"B{SHARE_ROW}", "Skriv ett tal, minst 0, högst 1.", **is_share)
    sheet.allow(f"B{STEP_ROW}", "Skriv ett tal, minst 1.", **AT_LEAST, formula1="1")
    sheet.allow(f"B{FIRST}:B{last}", "Skriv ett tal, minst 0.", **AT_LEAST, formula1="0")
    _add_chart(sheet, last)
    sheet.lay_out(widths=WIDTHS, heading=HEAD)
    sheet.worksheet.page_setup.orientation = "landscape"


def _formulas(row: int, services: Sequence[ExcelSheet]) -> dict[str, tuple[str, str]]:
    """Return a municipality's formulas and their formats by column."""
    service_row = excel_service.FIRST + row - FIRST
    return {
        "C": (_sum_of(services, f"D{service_row}"), KRONOR),
        "D": (_sum_of(services, f"E{service_row}"), KRONOR),
        "E": (f"C{row}-D{row}", SIGNED),
        "F": (f'IF(D{row}=0,"",E{row}/D{row})', SIGNED_PERCENT),
        "G": (f'IF(B{row}=0,"",C{row}/B{row})', PER_INHABITANT),
        "H": (f'IF(B{row}=0,"",D{row}/B{row})', PER_INHABITANT),
        "J": (f'IF(C{row}=I{row},"ja","nej")', "@"),
    }


def _sum_of(sheets: Sequence[ExcelSheet], cell: str) -> str:
    """Return a formula that adds up a cell of several sheets."""
    return "+".join(sheet.reference(cell) for sheet in sheets)


def _write_verdicts(sheet: ExcelSheet, last: int, services: Sequence[ExcelSheet]) -> None:
    """Say whether the sum holds, and whether the sheets give what the library gave."""
    totals, changes = (_sum_of(services, f"B{row}") for row in (excel_service.TOTAL, excel_service.CHANGED))
    states = (service.reference(f"B{excel_service.STATE}") for service in services)
    is_wrong = ",".join(f'{state}<>"ja"' for state in states)
    agrees = f"SUMPRODUCT(--(C{FIRST}:C{last}<>I{FIRST}:I{last}))=0"
    changed = f'IF({changes}>0,"Gula rutor är ändrade, så avgifterna är andra","nej")'
    verdicts = {
        SUM_HOLDS: ("Summan stämmer", f'IF(C{last + 1}={totals},"ja","nej")'),
        AGREES: ("Stämmer med Nämndbok", f'IF({agrees},"ja",{changed})'),
    }
    for row, (title, verdict) in verdicts.items():
        sheet.write(f"A{row}", title)
        sheet.write_formula(f"B{row}", f'IF(OR({is_wrong}),"{NOT_COMPUTED}",{verdict})')


def _add_chart(sheet: ExcelSheet, last: int) -> None:
    chart = BarChart()
    chart.type, chart.style, chart.legend = "bar", 10, None
    chart.title = f"{MARK}: betalar mer (−: mindre) än i dag, kr"
    chart.add_data(Reference(sheet.worksheet, min_col=5, min_row=FIRST, max_row=last))
    chart.set_categories(Reference(sheet.worksheet, min_col=1, min_row=FIRST, max_row=last))
    chart.x_axis.scaling.orientation, chart.x_axis.tickLblPos = "maxMin", "low"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format, chart.gapWidth = KRONOR, 50
    chart.width, chart.height = 24, max(7, 0.7 * (last - FIRST + 1) + 3)
    sheet.worksheet.add_chart(chart, f"A{last + 4}")


def _fill_explanation(sheet: ExcelSheet, parameters: str) -> None:
    sheet.write_top(EXPLANATION.lower(), parameters, across=1)
    for row, line in enumerate(LINES, start=4):
        sheet.write(f"A{row}", line, wrap=True)
        sheet.worksheet.row_dimensions[row].height = LINE_HEIGHT * (1 + len(line) // 95)
    sheet.worksheet.row_dimensions[2].height = LINE_HEIGHT * (1 + len(parameters) // 95)
    sheet.lay_out(widths=(100,))


def _timeless_bytes(workbook: Workbook) -> bytes:
    """Write the workbook without the time at which it is written: in its properties, and of each file."""
    workbook.calculation.fullCalcOnLoad = True
    properties = workbook.properties
    properties.creator, properties.title = "Nämndbok", MARK
    properties.created = properties.modified = datetime(*EPOCH)
    written, timeless = io.BytesIO(), io.BytesIO()
    # Workbook.save would put the present time in the properties.
    ExcelWriter(workbook, zipfile.ZipFile(written, "w")).save()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(timeless, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(entry, source.read(name))
    return timeless.getvalue()
