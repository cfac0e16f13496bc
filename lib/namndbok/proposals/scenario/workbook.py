"""A scenario as an Excel workbook that computes: a sheet a service, their sums, and how the book computes."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_col_to_name

from namndbok.errors import InvalidParameter
from namndbok.proposals.excel import LINE_HEIGHT, Column, ExcelBook, ExcelSheet, Form, Formula
from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK
from namndbok.proposals.scenario.tables import parameters_text, scenario_text
from namndbok.proposals.split_sheet import FIRST as SERVICE_FIRST
from namndbok.proposals.split_sheet import STATE, TOTAL, SplitSheet
from namndbok.show.charts import ACCENT, MAIN

SORTED, YEARS, EXPLANATION = "Störst ökning först", "År för år", "Så räknar boken"
HEAD = 7
FIRST = HEAD + 1
NOT_COMPUTED = "Går inte att räkna: se tjänsternas blad"
OTHER = "nej, som det blir när gula rutor ändras"


def scenario_workbook(redistribution: Redistribution) -> bytes:
    """Return a workbook that recomputes a scenario when its yellow cells are changed.

    Raises `InvalidParameter` for a refund, which its formulas do not split.
    """
    if any(found.target.total < 0 for found in redistribution.splits.values()):
        raise InvalidParameter("Excelboken räknar inte med belopp under noll. Välj andra tjänster.")
    book, text, scenario = ExcelBook(MARK), parameters_text(redistribution), redistribution.scenario
    title, last_row = f"kostnadsfördelning {scenario.year}", HEAD + len(redistribution.codes)
    summary = ExcelSheet(book, "Scenario", title, text, across=10, head=HEAD, wide=True)
    ordered = ExcelSheet(book, SORTED, SORTED.lower(), text, across=6, head=HEAD)
    if scenario.years:
        across, head = scenario.years + 2, SERVICE_FIRST - 1
        by_year = ExcelSheet(book, YEARS, "infasning år för år", text, across=across, head=head)
    most = None if scenario.max_change is None else float(scenario.max_change)
    people = redistribution.people
    given = {
        "turns": sorted(redistribution.codes, key=lambda name: (-(people.get(name) or 0), name)),
        "limits": {"floor": scenario.floor, "cap": scenario.cap, "max_change": most},
    }
    advice, services = f"{text} Ändra de gula rutorna; allt annat räknas om.", []
    for number, (service, name) in enumerate(redistribution.services.items(), start=1):
        split = redistribution.splits[service]
        tab = f"{number} {name}"
        services.append(SplitSheet(book, tab, advice, split, total=split.target.total, **given))
    rows = range(FIRST, last_row + 1)
    _fill_summary(summary, rows, redistribution, [service.sheet for service in services])
    _fill_ordered(ordered, rows, summary)
    if scenario.years:
        _fill_years(by_year, services, list(redistribution.codes))
    explanation = ExcelSheet(book, EXPLANATION, EXPLANATION.lower(), text, across=1)
    explanation.worksheet.set_column("A:A", 100)
    lines = scenario_text("workbook", redistribution).text.split("\n\n")
    for row, line in enumerate(lines, start=4):
        explanation.write(f"A{row}", line, text_wrap=True, valign="top")
        explanation.worksheet.set_row(row - 1, LINE_HEIGHT * (1 + len(line) // 95))
    return book.content()


def _fill_summary(
    sheet: ExcelSheet, rows: range, redistribution: Redistribution, services: Sequence[ExcelSheet]
) -> None:
    """Write the first sheet: all services together, and whether the sums and our values agree."""
    names, fees = list(redistribution.codes), redistribution.fees.sum(axis="columns")
    people, first, last = redistribution.people, rows[0], rows[-1]
    place = f"SUMPRODUCT((E${first}:E${last}>E#)*1)+SUMPRODUCT((E${first}:E#=E#)*1)"
    columns = {
        "A": Column("Kommun", names, Form.LABEL, 30),
        "B": Column("Invånare", [int(people.get(name) or 0) for name in names], width=12, summed=True),
        "C": Column("Scenariot, kr", summed=True),
        "D": Column("I dag, kr", summed=True),
        "E": Column("Betalar mer, kr", Formula("C#-D#"), Form.SIGNED, summed=True),
        "F": Column("Förändring", Formula('IF(D#=0,"",E#/D#)'), Form.SIGNED_PERCENT, 12),
        "G": Column("Scenariot, kr per invånare", Formula('IF(B#=0,"",C#/B#)'), Form.PER_INHABITANT),
        "H": Column("I dag, kr per invånare", Formula('IF(B#=0,"",D#/B#)'), Form.PER_INHABITANT),
        "I": Column("Nämndboks värde, kr", [int(fees[name]) for name in names], summed=True),
        "J": Column("Stämmer", Formula('IF(C#=I#,"ja","nej")'), Form.TEXT, 12),
        "K": Column("Plats", Formula(place), width=8),
    }
    for row in rows:
        for letter in "CD":
            cell = f"{letter}{row - FIRST + SERVICE_FIRST}"
            paid = Formula("+".join(service.outside(cell) for service in services))
            sheet.write(f"{letter}{row}", paid, Form.KRONOR)
    sheet.write_columns(rows, columns)
    stopped = ",".join(f'{service.outside(f"B{STATE}")}<>"ja"' for service in services)
    totals = "+".join(service.outside(f"B{TOTAL}") for service in services)
    agrees = f'IF(SUMPRODUCT((C{first}:C{last}<>I{first}:I{last})*1)=0,"ja","{OTHER}")'
    verdict = f'IF(OR({stopped}),"{NOT_COMPUTED}",{{}})'
    holds = verdict.format(f'IF(C{last + 1}={totals},"ja","nej")')
    results = {
        4: ("Summan stämmer", Formula(holds), Form.TEXT),
        5: ("Samma som i Nämndbok", Formula(verdict.format(agrees)), Form.TEXT),
    }
    sheet.write_cells(results)


def _fill_ordered(sheet: ExcelSheet, rows: range, summary: ExcelSheet) -> None:
    """Write the municipalities in order of change, and a chart of it."""
    count, first, last = len(rows), rows[0], rows[-1]
    places = summary.outside(f"$K${first}:$K${last}")

    def in_order(letter: str) -> Formula:
        return Formula(
            f"INDEX({summary.outside(f'${letter}${first}:${letter}${last}')},MATCH($A#,{places},0))"
        )

    columns = {
        "A": Column("Plats", range(1, count + 1), width=7),
        "B": Column("Kommun", in_order("A"), Form.TEXT, 30),
        "C": Column("Betalar mer, kr", in_order("E"), Form.SIGNED, 15),
        "D": Column("Förändring", in_order("F"), Form.SIGNED_PERCENT, 12),
        "E": Column("Scenariot, kr", in_order("C"), width=15),
        "F": Column("I dag, kr", in_order("D"), width=15),
        "G": Column("Mer", Formula("MAX(C#,0)"), Form.SIGNED, 11),
        "H": Column("Mindre", Formula("MIN(C#,0)"), Form.SIGNED, 11),
    }
    sheet.write_columns(rows, columns)
    chart = sheet.book.workbook.add_chart({"type": "bar"})
    for place, colour in {6: ACCENT, 7: MAIN}.items():
        series = {"categories": [SORTED, first - 1, 1, last - 1, 1], "gap": 50, "overlap": 100}
        cells = [SORTED, first - 1, place, last - 1, place]
        chart.add_series(series | {"values": cells, "fill": {"color": colour}})
    chart.set_title({"name": f"{MARK}: betalar mer (−: mindre) än i dag, kr", "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    chart.set_x_axis({"num_format": Form.SIGNED})
    chart.set_size({"width": 720, "height": max(260, 26 * count + 90)})
    description = {"description": "Stapeldiagram över tabellens förändringar."}
    sheet.worksheet.insert_chart(f"A{last + 3}", chart, description)


def _fill_years(sheet: ExcelSheet, services: Sequence[SplitSheet], names: list[str]) -> None:
    """Write what each pays in all, today and in every year of the phase-in."""
    columns = {"A": Column("Kommun", names, Form.LABEL, 30)}
    letters = zip(*(("D", *service.year_columns) for service in services), strict=True)
    for year, cells in enumerate(letters):
        paid = (service.sheet.outside(f"{cell}#") for service, cell in zip(services, cells, strict=True))
        title = f"År {year}" if year else "I dag"
        columns[xl_col_to_name(year + 1)] = Column(title, Formula("+".join(paid)), summed=True)
    sheet.write_columns(services[0].rows, columns)
