"""A scenario as an Excel workbook with live formulas, the same bytes every time."""

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from namndbok.errors import InvalidParameter
from namndbok.proposals.scenario.excel_cells import LINE_HEIGHT, lay_out, write_cell, write_top
from namndbok.proposals.scenario.excel_service import PARTS, SUMMARY, fill_service
from namndbok.proposals.scenario.excel_summary import fill_summary
from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK, Scenario
from namndbok.proposals.scenario.scenario_texts import parameters_text

LONGEST_TITLE = 31
EPOCH = (1980, 1, 1, 0, 0, 0)
CORE = "docProps/core.xml"
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
    _require_plain(redistribution.scenario)
    workbook = Workbook()
    summary, sheets = workbook.active, []
    summary.title = SUMMARY
    for number, (service, name) in enumerate(redistribution.services.items(), start=1):
        sheets.append(workbook.create_sheet(_sheet_title(number, name)))
        fill_service(sheets[-1], redistribution, service)
    fill_summary(summary, redistribution, sheets)
    _fill_explanation(workbook.create_sheet(EXPLANATION), parameters_text(redistribution))
    workbook.calculation.fullCalcOnLoad = True
    return _timeless_bytes(workbook)


def _require_plain(scenario: Scenario) -> None:
    if scenario.floor is not None or scenario.cap is not None:
        raise InvalidParameter(
            "Excelboken räknar inte med golv och tak. Ta bort dem, eller gör ingen Excelbok."
        )
    if (scenario.equal_share * PARTS).denominator != 1:
        raise InvalidParameter("Excelboken räknar andelen lika med högst två decimaler i procenten.")


def _sheet_title(number: int, name: str) -> str:
    """Return a title that a sheet may have and no other sheet has."""
    words = re.sub(r"[^\w -]", " ", name).split()
    return " ".join([str(number), *words])[:LONGEST_TITLE].strip()


def _fill_explanation(sheet: Worksheet, parameters: str) -> None:
    write_top(sheet, EXPLANATION.lower(), parameters, across=1)
    for row, line in enumerate(LINES, start=4):
        write_cell(sheet.cell(row, 1), line, wrap=True)
        sheet.row_dimensions[row].height = LINE_HEIGHT * (1 + len(line) // 95)
    sheet.row_dimensions[2].height = LINE_HEIGHT * (1 + len(parameters) // 95)
    lay_out(sheet, widths=(100,))


def _timeless_bytes(workbook: Workbook) -> bytes:
    """Write the workbook without the time at which it was written, which openpyxl puts in two places."""
    workbook.properties.creator, workbook.properties.title = "Nämndbok", MARK
    workbook.properties.created = datetime(*EPOCH)
    written, timeless = io.BytesIO(), io.BytesIO()
    workbook.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content, entry = source.read(name), zipfile.ZipInfo(name, EPOCH)
            if name == CORE:
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(entry, content)
    return timeless.getvalue()
