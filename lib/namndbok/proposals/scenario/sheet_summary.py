"""The first sheet: shared yellow cells, all services together, whether our values agree, and a chart."""

from collections.abc import Sequence

from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from namndbok.proposals.scenario import sheet_service
from namndbok.proposals.scenario.result import Result, inhabitants
from namndbok.proposals.scenario.scenario import MARK
from namndbok.proposals.scenario.sheet import (
    EACH,
    KRONOR,
    PERCENT,
    SIGNED,
    SIGNED_PERCENT,
    align,
    allow,
    begin,
    formula,
    headings,
    set_up,
    write,
    yellow,
)
from namndbok.proposals.scenario.sheet_service import Bench, reference
from namndbok.proposals.scenario.telling import said
from namndbok.swedish import day

TITLE = "Scenario"
SHARE, STEP, PROOF, AGREES = 4, 5, 6, 7
HEAD = 9
FIRST = HEAD + 1
COLUMNS = (
    "Kommun", "Invånare", "Scenariot, kr", "Beslutat, kr", "Betalar mer, kr", "Förändring",
    "Scenariot, kr per invånare", "Beslutat, kr per invånare", "Nämndboks värde, kr", "Stämmer",
    "Invånare från början",
)  # fmt: skip
WIDTHS = (30, 13, 15, 15, 15, 13, 15, 15, 16, 10, 15)
FORMS = {"C": KRONOR, "D": KRONOR, "E": SIGNED, "F": SIGNED_PERCENT, "G": EACH, "H": EACH}
YES, NO = "ja", "nej"


def bench_of(result: Result) -> Bench:
    """Say where the other sheets find what the services share."""
    cells = (f"{TITLE}!${column}${row}" for column in "BD" for row in (SHARE, STEP))
    return Bench(*cells, FIRST, len(result.codes))


def fill(sheet: Worksheet, result: Result, services: Sequence[Worksheet]) -> None:
    """Write the first sheet; `services` are the sheets that it adds up."""
    begin(sheet, f"kostnadsfördelning {result.scenario.year}", said(result), across=9)
    _shared(sheet, result)
    headings(sheet, HEAD, COLUMNS)
    for number in range(len(result.codes)):
        _municipality(sheet, result, number, services)
    last = FIRST + len(result.codes) - 1
    _sums(sheet, last)
    _verdict(sheet, last, services)
    align(sheet, [f"C{row}" for row in (SHARE, STEP)], "right")
    align(sheet, [f"J{row}" for row in range(HEAD, last + 1)], "center")
    allow(sheet, f"B{SHARE}", most=1, whole=False)
    allow(sheet, f"B{STEP}", least=1)
    allow(sheet, f"B{FIRST}:B{last}")
    _chart(sheet, last)
    set_up(sheet, widths=WIDTHS, frozen=f"B{FIRST}", repeated=HEAD)
    sheet.page_setup.orientation = "landscape"


def _shared(sheet: Worksheet, result: Result) -> None:
    share, step = float(result.scenario.equal_share), result.scenario.step
    for row, title, value, form in (
        (SHARE, "Andel lika", share, PERCENT),
        (STEP, "Avrundas till, kr", step, KRONOR),
    ):
        write(sheet[f"A{row}"], title)
        yellow(sheet[f"B{row}"], value, form)
        write(sheet[f"C{row}"], "från början")
        write(sheet[f"D{row}"], value, form=form)
    write(sheet[f"E{STEP}"], f"Invånarna är folkmängden {day(result.scenario.population_date)}.")


def _municipality(sheet: Worksheet, result: Result, number: int, services: Sequence[Worksheet]) -> None:
    row, place = FIRST + number, list(result.codes)[number]
    people = int(inhabitants(result.data, result.scenario)[place] or 0)
    write(sheet[f"A{row}"], place)
    yellow(sheet[f"B{row}"], people)
    write(sheet[f"I{row}"], int(result.fees.loc[place].sum()), form=KRONOR)
    write(sheet[f"K{row}"], people, form=KRONOR)
    own = sheet_service.FIRST + number
    added = {
        column: "+".join(reference(one, f"{part}{own}") for one in services)
        for column, part in (("C", "D"), ("D", "E"))
    }
    texts = added | {
        "E": f"C{row}-D{row}",
        "F": f'IF(D{row}=0,"",E{row}/D{row})',
        "G": f'IF(B{row}=0,"",C{row}/B{row})',
        "H": f'IF(B{row}=0,"",D{row}/B{row})',
        "J": f'IF(C{row}=I{row},"{YES}","{NO}")',
    }
    for column, text in texts.items():
        formula(sheet[f"{column}{row}"], text, form=FORMS.get(column, "@"))


def _sums(sheet: Worksheet, last: int) -> None:
    row = last + 1
    write(sheet[f"A{row}"], "Summa", bold=True)
    for column in "BCDEI":
        form = SIGNED if column == "E" else KRONOR
        formula(sheet[f"{column}{row}"], f"SUM({column}{FIRST}:{column}{last})", form=form, bold=True)


def _verdict(sheet: Worksheet, last: int, services: Sequence[Worksheet]) -> None:
    """Say whether the sum holds, and whether the sheets give what the library gave."""
    totals = "+".join(reference(one, f"B{sheet_service.TOTAL}") for one in services)
    states = [reference(one, f"B{sheet_service.STATE}") for one in services]
    changed = "+".join(reference(one, f"B{sheet_service.CHANGED}") for one in services)
    wrong = (f'{state}<>"{YES}"' for state in states)
    bad = f"OR({','.join(wrong)})"
    agrees = f"SUMPRODUCT(--(C{FIRST}:C{last}<>I{FIRST}:I{last}))=0"
    write(sheet[f"A{PROOF}"], "Summan stämmer")
    formula(
        sheet[f"B{PROOF}"],
        f'IF({bad},"Går inte att räkna: se tjänsternas blad",IF(C{last + 1}={totals},"{YES}","{NO}"))',
    )
    write(sheet[f"A{AGREES}"], "Stämmer med Nämndbok")
    formula(
        sheet[f"B{AGREES}"],
        f'IF({bad},"Går inte att räkna: se tjänsternas blad",IF({agrees},"{YES}",'
        f'IF({changed}>0,"Gula rutor är ändrade, så avgifterna är andra","{NO}")))',
    )


def _chart(sheet: Worksheet, last: int) -> None:
    chart = BarChart()
    chart.type, chart.style, chart.legend = "bar", 10, None
    chart.title = f"{MARK}: betalar mer (−: mindre) än i dag, kr"
    chart.add_data(Reference(sheet, min_col=5, min_row=FIRST, max_row=last))
    chart.set_categories(Reference(sheet, min_col=1, min_row=FIRST, max_row=last))
    chart.x_axis.scaling.orientation, chart.x_axis.tickLblPos = "maxMin", "low"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format, chart.gapWidth = KRONOR, 50
    chart.width, chart.height = 24, max(7, 0.7 * (last - FIRST + 1) + 3)
    sheet.add_chart(chart, f"A{last + 4}")
