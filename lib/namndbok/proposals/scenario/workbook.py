"""A scenario as an Excel workbook with live formulas, the same bytes every time."""

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from namndbok.errors import InvalidParameter
from namndbok.proposals.scenario import sheet_service, sheet_summary
from namndbok.proposals.scenario.result import Result
from namndbok.proposals.scenario.scenario import MARK
from namndbok.proposals.scenario.sheet import begin, set_up, write
from namndbok.proposals.scenario.telling import said

LONGEST_TITLE = 31
EPOCH = (1980, 1, 1, 0, 0, 0)
CORE = "docProps/core.xml"
EXPLAINED = "Så räknar boken"
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


def workbook(result: Result) -> bytes:
    """Return a workbook that recomputes a scenario when its yellow cells are changed.

    Raises `InvalidParameter` for a scenario with floor or cap, or a share in finer parts than a hundredth of
    a per cent: a sheet of plain formulas cannot compute those.
    """
    _check(result)
    book = Workbook()
    first = book.active
    first.title = sheet_summary.TITLE
    bench, services = sheet_summary.bench_of(result), []
    for number, (service, name) in enumerate(result.services.items(), start=1):
        sheet = book.create_sheet(_title(number, name))
        sheet_service.fill(sheet, result, service, bench)
        services.append(sheet)
    sheet_summary.fill(first, result, services)
    _explain(book.create_sheet(EXPLAINED), result)
    book.calculation.fullCalcOnLoad = True
    return _settled(book)


def _check(result: Result) -> None:
    scenario, parts = result.scenario, sheet_service.PARTS
    if scenario.floor is not None or scenario.cap is not None:
        raise InvalidParameter(
            "Excelboken räknar inte med golv och tak. Ta bort dem, eller gör ingen Excelbok."
        )
    if (scenario.equal_share * parts).denominator != 1:
        raise InvalidParameter("Excelboken räknar andelen lika med högst två decimaler i procenten.")


def _title(number: int, name: str) -> str:
    """Return a title that a sheet may have and no other sheet has."""
    words = re.sub(r"[^\w -]", " ", name).split()
    return " ".join([str(number), *words])[:LONGEST_TITLE].strip()


def _explain(sheet: Worksheet, result: Result) -> None:
    begin(sheet, EXPLAINED.lower(), said(result), across=1)
    for row, line in enumerate(LINES, start=4):
        write(sheet.cell(row, 1), line, wrap=True)
        sheet.row_dimensions[row].height = 15 * (1 + len(line) // 95)
    sheet.row_dimensions[2].height = 15 * (1 + len(said(result)) // 95)
    set_up(sheet, widths=(100,))


def _settled(book: Workbook) -> bytes:
    """Write the workbook without the time at which it was written."""
    book.properties.creator, book.properties.title = "Nämndbok", MARK
    book.properties.created = datetime(*EPOCH)
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(entry, _timeless(source.read(name)) if name == CORE else source.read(name))
    return out.getvalue()


def _timeless(core: bytes) -> bytes:
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", core)
