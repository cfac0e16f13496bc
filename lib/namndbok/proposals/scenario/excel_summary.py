"""The first sheet: shared yellow cells, all services together, whether our values agree, and a chart."""

from collections.abc import Sequence

from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from namndbok.proposals.scenario import excel_service
from namndbok.proposals.scenario.excel_cells import (
    KRONOR,
    PER_INHABITANT,
    PERCENT,
    SIGNED,
    SIGNED_PERCENT,
    align,
    allow_numbers,
    lay_out,
    write_cell,
    write_formula,
    write_headings,
    write_sums,
    write_top,
    write_yellow,
)
from namndbok.proposals.scenario.excel_service import SHARE_ROW, STEP_ROW, SUMMARY_FIRST, reference
from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK, inhabitants
from namndbok.proposals.scenario.scenario_texts import parameters_text
from namndbok.swedish import day

FIRST, HEAD, SUM_HOLDS, AGREES = SUMMARY_FIRST, SUMMARY_FIRST - 1, STEP_ROW + 1, STEP_ROW + 2
COLUMNS = (
    "Kommun", "Invånare", "Scenariot, kr", "Beslutat, kr", "Betalar mer, kr", "Förändring",
    "Scenariot, kr per invånare", "Beslutat, kr per invånare", "Nämndboks värde, kr", "Stämmer",
    "Invånare från början",
)  # fmt: skip
WIDTHS = (30, 13, 15, 15, 15, 13, 15, 15, 16, 10, 15)
FORMS = {"C": KRONOR, "D": KRONOR, "E": SIGNED, "F": SIGNED_PERCENT, "G": PER_INHABITANT, "H": PER_INHABITANT}
NOT_COMPUTED = "Går inte att räkna: se tjänsternas blad"


def fill_summary(sheet: Worksheet, redistribution: Redistribution, services: Sequence[Worksheet]) -> None:
    """Write the first sheet; `services` are the sheets that it adds up."""
    last, year = FIRST + len(redistribution.codes) - 1, redistribution.scenario.year
    write_top(sheet, f"kostnadsfördelning {year}", parameters_text(redistribution), across=9)
    _write_parameters(sheet, redistribution)
    write_headings(sheet, HEAD, COLUMNS)
    people = inhabitants(redistribution.data, redistribution.scenario)
    for number, name in enumerate(redistribution.codes):
        row = FIRST + number
        write_cell(sheet[f"A{row}"], name)
        write_yellow(sheet[f"B{row}"], int(people[name] or 0))
        write_cell(sheet[f"I{row}"], int(redistribution.fees.loc[name].sum()), form=KRONOR)
        write_cell(sheet[f"K{row}"], int(people[name] or 0), form=KRONOR)
        for column, formula in _formulas(row, number, services).items():
            write_formula(sheet[f"{column}{row}"], formula, form=FORMS.get(column, "@"))
    write_sums(sheet, "BCDEI", FIRST, last, signed="E")
    _write_verdicts(sheet, last, services)
    align(sheet, [f"C{row}" for row in (SHARE_ROW, STEP_ROW)], "right")
    align(sheet, [f"J{row}" for row in range(HEAD, last + 1)], "center")
    allow_numbers(sheet, f"B{SHARE_ROW}", most=1, whole=False)
    allow_numbers(sheet, f"B{STEP_ROW}", least=1)
    allow_numbers(sheet, f"B{FIRST}:B{last}")
    _add_chart(sheet, last)
    lay_out(sheet, widths=WIDTHS, frozen=f"B{FIRST}", repeated=HEAD)
    sheet.page_setup.orientation = "landscape"


def _write_parameters(sheet: Worksheet, redistribution: Redistribution) -> None:
    scenario = redistribution.scenario
    share = (SHARE_ROW, "Andel lika", float(scenario.equal_share), PERCENT)
    for row, title, value, form in (share, (STEP_ROW, "Avrundas till, kr", scenario.step, KRONOR)):
        write_cell(sheet[f"A{row}"], title)
        write_yellow(sheet[f"B{row}"], value, form)
        write_cell(sheet[f"C{row}"], "från början")
        write_cell(sheet[f"D{row}"], value, form=form)
    write_cell(sheet[f"E{STEP_ROW}"], f"Invånarna är folkmängden {day(scenario.population_date)}.")


def _formulas(row: int, number: int, services: Sequence[Worksheet]) -> dict[str, str]:
    """Return a municipality's formulas by column."""
    fee, decided = (
        "+".join(reference(service, f"{column}{excel_service.FIRST + number}") for service in services)
        for column in "DE"
    )
    return {
        "C": fee,
        "D": decided,
        "E": f"C{row}-D{row}",
        "F": f'IF(D{row}=0,"",E{row}/D{row})',
        "G": f'IF(B{row}=0,"",C{row}/B{row})',
        "H": f'IF(B{row}=0,"",D{row}/B{row})',
        "J": f'IF(C{row}=I{row},"ja","nej")',
    }


def _write_verdicts(sheet: Worksheet, last: int, services: Sequence[Worksheet]) -> None:
    """Say whether the sum holds, and whether the sheets give what the library gave."""
    totals, changes = (
        "+".join(reference(service, f"B{row}") for service in services)
        for row in (excel_service.TOTAL, excel_service.CHANGED)
    )
    states = (reference(service, f"B{excel_service.STATE}") for service in services)
    is_wrong = ",".join(f'{state}<>"ja"' for state in states)
    agrees = f"SUMPRODUCT(--(C{FIRST}:C{last}<>I{FIRST}:I{last}))=0"
    changed = f'IF({changes}>0,"Gula rutor är ändrade, så avgifterna är andra","nej")'
    verdicts = {
        SUM_HOLDS: ("Summan stämmer", f'IF(C{last + 1}={totals},"ja","nej")'),
        AGREES: ("Stämmer med Nämndbok", f'IF({agrees},"ja",{changed})'),
    }
    for row, (title, verdict) in verdicts.items():
        write_cell(sheet[f"A{row}"], title)
        write_formula(sheet[f"B{row}"], f'IF(OR({is_wrong}),"{NOT_COMPUTED}",{verdict})')


def _add_chart(sheet: Worksheet, last: int) -> None:
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
