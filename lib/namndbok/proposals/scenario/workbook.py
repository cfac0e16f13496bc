"""A scenario as an Excel workbook that computes: a sheet a service, their sums, and how the book computes."""

from collections.abc import Sequence
from typing import Any

from namndbok.errors import InvalidParameter
from namndbok.proposals.excel import LAYOUT, LINE_HEIGHT, ExcelBook, ExcelSheet, Form, Formula
from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK
from namndbok.proposals.scenario.tables import parameters_text, scenario_text
from namndbok.proposals.split_sheet import FIRST as SERVICE_FIRST
from namndbok.proposals.split_sheet import STATE, TOTAL, SplitSheet
from namndbok.show.charts import ACCENT, MAIN

SORTED, YEARS, EXPLANATION = "Störst ökning först", "År för år", "Så räknar boken"
HEAD = 7
FIRST = HEAD + 1


def scenario_workbook(redistribution: Redistribution) -> bytes:
    """Return a workbook that recomputes a scenario when its yellow cells are changed.

    Raises `InvalidParameter` for a refund, which its formulas do not split.
    """
    if any(found.target.total < 0 for found in redistribution.splits.values()):
        raise InvalidParameter("Excelboken räknar inte med belopp under noll. Välj andra tjänster.")
    book, text, scenario = ExcelBook(MARK), parameters_text(redistribution), redistribution.scenario
    title = f"kostnadsfördelning {scenario.year}"
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
    rows = range(FIRST, FIRST + len(redistribution.codes))
    _fill_summary(summary, rows, redistribution, services)
    _fill_ordered(ordered, rows, summary)
    if scenario.years:
        years = [f"year {year}" for year in range(scenario.years + 1)]
        columns = {"municipality": {"title": "Kommun", "form": "LABEL", "width": 30}}
        letters = zip(*(("D", *service.year_columns) for service in services), strict=True)
        for number, (year, cells) in enumerate(zip(years, letters, strict=True)):
            paid = (service.outside(f"{cell}#") for service, cell in zip(services, cells, strict=True))
            title = f"År {number}" if number else "I dag"
            columns[year] = {"title": title, "formula": "+".join(paid), "summed": True}
        by_year.name_columns(columns, services[0].rows)
        by_year.write_columns(columns, {"municipality": list(redistribution.codes)}, *years)
    explanation = ExcelSheet(book, EXPLANATION, EXPLANATION.lower(), text, across=1)
    explanation.worksheet.set_column("A:A", 100)
    lines = scenario_text("workbook", redistribution).text.split("\n\n")
    for row, line in enumerate(lines, start=4):
        explanation.write(f"A{row}", line, text_wrap=True, valign="top")
        explanation.worksheet.set_row(row - 1, LINE_HEIGHT * (1 + len(line) // 95))
    return book.content()


def _fill_summary(
    sheet: ExcelSheet, rows: range, redistribution: Redistribution, services: Sequence[SplitSheet]
) -> None:
    """Write the first sheet: all services together, and whether the sums and our values agree."""
    layout, names = LAYOUT["scenario"], list(redistribution.codes)
    columns, people, fees = layout["columns"], redistribution.people, redistribution.fees.sum(axis="columns")
    sheet.name_columns(columns, rows)
    values: dict[str, list[Any]] = {"municipality": names}
    values["people"] = [int(people.get(name) or 0) for name in names]
    for name, letter in (("fee", "C"), ("today", "D")):
        cells = (f"{letter}{row}" for row in services[0].rows)
        values[name] = [Formula("+".join(service.outside(cell) for service in services)) for cell in cells]
    values["computed"] = [int(fees[name]) for name in names]
    sheet.named |= {"first": f"{rows[0]}", "below": f"{rows[-1] + 1}"}
    sheet.named["total"] = "+".join(service.outside(f"B{TOTAL}") for service in services)
    sheet.named["stopped"] = ",".join(f'{service.outside(f"B{STATE}")}<>"ja"' for service in services)
    sheet.write_columns(columns, values, *(name for name in columns if name not in values))
    checks = {name: sheet.formula(check) for name, check in layout["checks"].items()}
    verdicts = {name: sheet.formula(layout["verdict"], check=check) for name, check in checks.items()}
    sheet.write_cells(layout["cells"], verdicts)


def _fill_ordered(sheet: ExcelSheet, rows: range, summary: ExcelSheet) -> None:
    """Write the municipalities in order of change, and a chart of it."""
    count, first, last, columns = len(rows), rows[0], rows[-1], LAYOUT["ordered"]
    sheet.name_columns(columns, rows)
    sheet.named |= {letter: summary.outside(f"${letter}${first}:${letter}${last}") for letter in "ACDEFK"}
    place, *others = columns
    sheet.write_columns(columns, {place: range(1, count + 1)}, *others)
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
