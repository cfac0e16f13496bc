"""The sheet of one service, with all that decides how it is split, and the sheet of its phase-in."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from namndbok.proposals.scenario.excel_sheet import (
    EXACT,
    KRONOR,
    PERCENT,
    SIGNED,
    SIGNED_PERCENT,
    TEXT,
    ExcelSheet,
)  # fmt: skip
from namndbok.proposals.scenario.excel_steps import TITLES, StepColumns, write_steps
from namndbok.proposals.scenario.redistribution import Redistribution, ServiceSplit
from namndbok.splits import AMOUNT, Part, change_limits, limits_of, participants_of
from namndbok.swedish import capital

TOTAL, STEP, FLOOR, CAP, MAX_CHANGE, STATE, FIXED, SHARES = range(4, 12)
SHARE_ROW, SUM_ROW, HEAD = 13, 14, 15
FIRST = HEAD + 1
COLUMNS = (
    "Kommun", "Deltar", "Avgift i scenariot", "I dag", "Betalar mer", "Förändring", "Nämndboks värde",
)  # fmt: skip
LEFT = len(COLUMNS)
ENDLESS = 10**15


def fill_service(sheet: ExcelSheet, redistribution: Redistribution, service: str, text: str) -> None:
    """Write the sheet of a service; `text` says what the scenario is."""
    found, names = redistribution.splits[service], list(redistribution.codes)
    rows = range(FIRST, FIRST + len(names))
    parts = found.key.parts
    keys = [xl_col_to_name(LEFT + number) for number in range(len(parts))]
    order, flag = (xl_col_to_name(LEFT + len(parts) + number) for number in (0, 2))
    sheet.write_top(
        redistribution.services[service], f"{text} Ändra de gula rutorna; allt annat räknas om.", across=7
    )
    titles = [*COLUMNS, *(capital(part.name) for part in parts), "Turordning", "", "Deltar (1)", *TITLES]
    sheet.write_headings(HEAD, titles)
    _write_keys(sheet, found, names, keys, flag)
    turns = sorted(names, key=lambda name: (-(redistribution.people.get(name) or 0), name))
    for row, name in zip(rows, names, strict=True):
        takes_part = name in found.target.participants
        sheet.write(f"A{row}", name)
        sheet.write_yellow(f"B{row}", "ja" if takes_part else "nej", TEXT)
        sheet.write(f"D{row}", int(found.today[name]), KRONOR)
        sheet.write(f"G{row}", int(found.target.fees[name]), KRONOR)
        sheet.write(f"{order}{row}", turns.index(name) + 1, KRONOR)
        sheet.write_formula(f"{flag}{row}", f'IF(LOWER(TRIM(B{row}))="ja",1,0)', int(takes_part))
    columns = StepColumns(LEFT + len(parts) + 3, rows, f"$B${TOTAL}", f"$B${STEP}", order)
    phased = bool(found.years)
    _write_top_cells(sheet, redistribution, found, columns, keys, flag)
    amounts = _amounts(found, names)
    formulas = [
        (_amount_formula(row, parts, keys, flag), *_limits(row, f"D{row}", flag, by_change=not phased))
        for row in rows
    ]
    limits = _limit_values(found, names, found.limits)
    values = [(amount, *limit) for amount, limit in zip(amounts, limits, strict=True)]
    fees = write_steps(sheet, columns, formulas, values, found.target.total, found.step)
    for row, name, fee in zip(rows, names, fees, strict=True):
        today, new = int(found.today[name]), int(found.target.fees[name])
        sheet.write_formula(f"C{row}", f'IF($B${STATE}="ja",{fee},NA())', new)
        sheet.write_formula(f"E{row}", f"C{row}-D{row}", new - today, SIGNED)
        percent = (new - today) / today if today else ""
        sheet.write_formula(f"F{row}", f'IF(D{row}=0,"",E{row}/D{row})', percent, SIGNED_PERCENT)
    sheet.write_sums(dict.fromkeys("CDG", KRONOR) | {"E": SIGNED}, FIRST, rows[-1])
    sheet.allow(f"B{FIRST}:B{rows[-1]}", "Skriv ja eller nej.", validate="list", source=["ja", "nej"])
    sheet.lay_out(
        [30, 14, 15, 13, 13, 12, 13, *[14] * len(parts), 11, 3, 9, *[15] * len(TITLES)], heading=HEAD
    )
    sheet.worksheet.print_area(f"A1:{keys[-1]}{rows[-1] + 1}")


def fill_years(
    sheet: ExcelSheet, service: ExcelSheet, redistribution: Redistribution, code: str, text: str
) -> None:
    """Write the phase-in of a service, year by year; `service` is the sheet of the service."""
    found, names = redistribution.splits[code], list(redistribution.codes)
    rows, years = range(FIRST, FIRST + len(names)), len(found.years)
    parts = len(found.key.parts)
    order, flag = (xl_col_to_name(LEFT + parts + number) for number in (0, 2))
    sheet.write_top(f"{redistribution.services[code]}, infasning", text, across=7)
    sheet.write(f"A{TOTAL}", "Att fördela, kr")
    sheet.write_formula(f"B{TOTAL}", service.reference(f"B{TOTAL}"), found.target.total)
    sheet.write(f"A{STEP}", "Avrundas till, kr")
    sheet.write_formula(f"B{STEP}", service.reference(f"B{STEP}"), found.step)
    sheet.write(f"A{SHARES}", "Dagens avgifter för dem som deltar")
    flags = service.reference(f"${flag}${FIRST}:${flag}${rows[-1]}")
    known = sum(int(found.today[name]) for name in found.target.participants)
    sheet.write_formula(f"B{SHARES}", f"SUMPRODUCT({flags},B{FIRST}:B{rows[-1]})", known)
    turn = xl_col_to_name(years + 3)
    headings = ["Kommun", "I dag", *(f"År {year}" for year in range(1, years + 1)), "", "Turordning"]
    sheet.write_headings(HEAD, headings + [title for _ in range(years) for title in TITLES])
    for row, name in zip(rows, names, strict=True):
        sheet.write(f"A{row}", name)
        sheet.write_formula(f"B{row}", service.reference(f"D{row}"), int(found.today[name]))
        sheet.write(f"{turn}{row}", int(service.values[f"{order}{row}"]), KRONOR)
    before, scenario = found.today, redistribution.scenario
    for number, split in enumerate(found.years, start=1):
        done, last = Fraction(number, years), xl_col_to_name(number)
        columns = StepColumns(years + 4 + (number - 1) * len(TITLES), rows, f"$B${TOTAL}", f"$B${STEP}", turn)
        bounds = dict(found.limits)
        if scenario.max_change is not None:
            bounds = change_limits(before, scenario.max_change, **bounds)
        limits = _limit_values(found, names, bounds)
        formulas, values = [], []
        for row, name, limit in zip(rows, names, limits, strict=True):
            takes_part, target = service.reference(f"${flag}{row}"), service.reference(f"$C{row}")
            share, goal = f"{number}/{years}", int(found.target.fees[name])
            today = f"(1-{share})*$B${TOTAL}*B{row}/$B${SHARES}"
            amount = f"IF({takes_part}=1,IF($B${SHARES}=0,{target},{today}+{share}*{target}),0)"
            formulas.append((amount, *_limits(row, f"{last}{row}", takes_part, sheet=service)))
            now = Fraction(split.total * int(found.today[name]), known or 1)
            mixed = (1 - done) * now + done * goal if known else goal
            values.append((float(mixed) if name in split.participants else 0.0, *limit))
        fees = write_steps(sheet, columns, formulas, values, split.total, found.step)
        letter, state = xl_col_to_name(number + 1), service.reference(f"$B${STATE}")
        for row, name, fee in zip(rows, names, fees, strict=True):
            sheet.write_formula(f"{letter}{row}", f'IF({state}="ja",{fee},NA())', int(split.fees[name]))
        before = split.fees
    letters = [xl_col_to_name(number) for number in range(1, years + 2)]
    sheet.write_sums(dict.fromkeys(letters, KRONOR), FIRST, rows[-1])
    sheet.lay_out([30, *[13] * (years + 1), 3, 11, *[15] * (years * len(TITLES))], heading=HEAD)
    sheet.worksheet.print_area(f"A1:{letters[-1]}{rows[-1] + 1}")


def _write_keys(
    sheet: ExcelSheet, found: ServiceSplit, names: Sequence[str], keys: Sequence[str], flag: str
) -> None:
    """Write each part's share, its sum for those who take part, and its numbers."""
    before, last = xl_col_to_name(LEFT - 1), FIRST + len(names) - 1
    sheet.write(f"{before}{SHARE_ROW}", "Andel", align="right")
    sheet.write(f"{before}{SUM_ROW}", "Summa, deltagare", align="right")
    for part, column in zip(found.key.parts, keys, strict=True):
        numbers = _numbers(part, names)
        if part.kind != AMOUNT:
            sheet.write_yellow(f"{column}{SHARE_ROW}", float(part.share), PERCENT)
        for row, number in enumerate(numbers, start=FIRST):
            sheet.write_yellow(f"{column}{row}", number, EXACT)
        paying = [
            number for name, number in zip(names, numbers, strict=True) if name in found.target.participants
        ]
        text = f"SUMPRODUCT({flag}{FIRST}:{flag}{last},{column}{FIRST}:{column}{last})"
        sheet.write_formula(f"{column}{SUM_ROW}", text, sum(paying), EXACT)


def _write_top_cells(
    sheet: ExcelSheet,
    redistribution: Redistribution,
    found: ServiceSplit,
    columns: StepColumns,
    keys: Sequence[str],
    flag: str,
) -> None:
    scenario, parts = redistribution.scenario, list(zip(found.key.parts, keys, strict=True))
    most = scenario.max_change
    cells = {
        TOTAL: ("Att fördela, kr", found.target.total, KRONOR),
        STEP: ("Avrundas till, kr", found.step, KRONOR),
        FLOOR: ("Golv, kr (tomt: inget)", scenario.floor, KRONOR),
        CAP: ("Tak, kr (tomt: inget)", scenario.cap, KRONOR),
        MAX_CHANGE: ("Största förändring (tomt: ingen)", None if most is None else float(most), PERCENT),
    }
    for row, (title, value, form) in cells.items():
        sheet.write(f"A{row}", title)
        sheet.write_yellow(f"B{row}", value, form)
    fixed = [f"{column}{SUM_ROW}" for part, column in parts if part.kind == AMOUNT]
    shares = [f"{column}{SHARE_ROW}" for part, column in parts if part.kind != AMOUNT]
    spent = sum(sheet.values[name] for name in fixed)
    sheet.write(f"A{STATE}", "Går att räkna")
    sheet.write(f"A{FIXED}", "Fasta belopp, kr")
    sheet.write_formula(f"B{FIXED}", "+".join(fixed) or "0", spent)
    sheet.write(f"A{SHARES}", "Andelar tillsammans")
    total_share = sum(sheet.values[name] for name in shares)
    sheet.write_formula(f"B{SHARES}", "+".join(shares) or "0", total_share, PERCENT)
    low, high, lower, turn = (columns.column(columns.letters[place]) for place in (1, 2, 3, 4))
    whole = f"INT(B{TOTAL}/B{STEP})"
    faults = {
        f"OR(B{STEP}<1,B{STEP}<>INT(B{STEP}))": "steget ska vara hela kronor, minst 1",
        f"OR(B{TOTAL}<0,B{TOTAL}<>INT(B{TOTAL}))": "beloppet ska vara hela kronor, minst 0",
        f"SUM({flag}{FIRST}:{flag}{columns.rows[-1]})=0": "ingen kommun deltar",
        f"B{FIXED}>B{TOTAL}": "de fasta beloppen är mer än det som ska fördelas",
    }
    if shares:
        faults[f"ABS(B{SHARES}-1)>0.000001"] = "andelarna ska vara 100 % tillsammans"
    for part, column in parts:
        if part.kind != AMOUNT:
            faults[f"AND({column}{SHARE_ROW}>0,{column}{SUM_ROW}=0)"] = (
                f"{part.name} är 0 för alla som deltar"
            )
    faults |= {
        f"SUMPRODUCT(--({low}>{high}))>0": "golvet är högre än taket",
        f"SUM({low})>{whole}": "golvet ger mer än det som ska fördelas",
        f"SUM({lower})+SUM({turn})<{whole}": "taket ger mindre än det som ska fördelas",
    }
    formula = '"ja"'
    for condition, fault in reversed(faults.items()):
        formula = f'IF({condition},"{fault.replace(chr(34), chr(39))}",{formula})'
    sheet.write_formula(f"B{STATE}", formula, "ja", align="right")
    sheet.allow(f"B{TOTAL}", "Skriv hela kronor.", validate="integer", criteria=">=", value=0)
    sheet.allow(f"B{STEP}", "Skriv hela kronor, minst 1.", validate="integer", criteria=">=", value=1)


def _amounts(found: ServiceSplit, names: Sequence[str]) -> list[float]:
    """Return the amounts before rounding, 0 for those who do not take part."""
    payers = participants_of(found.today, found.target.participants)
    amounts = dict(zip(payers.labels, found.key.amounts(found.target.total, payers), strict=True))
    return [float(amounts.get(name, 0)) for name in names]


def _amount_formula(row: int, parts: Sequence[Part], keys: Sequence[str], flag: str) -> str:
    terms = []
    for part, column in zip(parts, keys, strict=True):
        cell, share, whole = f"{column}{row}", f"{column}${SHARE_ROW}", f"{column}${SUM_ROW}"
        rest = f"IF({whole}=0,0,($B${TOTAL}-$B${FIXED})*{share}*{cell}/{whole})"
        terms.append(cell if part.kind == AMOUNT else rest)
    return f"IF({flag}{row}=1,{'+'.join(terms)},0)"


def _limits(
    row: int, before: str, flag: str, *, by_change: bool = True, sheet: ExcelSheet | None = None
) -> tuple[str, str]:
    """Return formulas of the least and the most whole steps; `before` is the fee of the year before."""
    floor, cap, most, step, total = (
        sheet.reference(f"$B${cell}") if sheet else f"$B${cell}"
        for cell in (FLOOR, CAP, MAX_CHANGE, STEP, TOTAL)
    )
    takes_part = flag if sheet else f"{flag}{row}"
    changes = f'AND({most}<>"",{before}>0)' if by_change else "FALSE"
    least = f"MAX(0,N({floor}),IF({changes},{before}-{before}*N({most}),0))"
    highest = f'MIN(IF({cap}="",{ENDLESS},N({cap})),IF({changes},{before}+{before}*N({most}),{ENDLESS}))'
    low = f"IF({takes_part}=1,ROUNDUP(ROUND({least},6)/{step},0),0)"
    return low, f"IF({takes_part}=1,MIN(INT({total}/{step})+1,INT(ROUND({highest},6)/{step})),0)"


def _limit_values(
    found: ServiceSplit, names: Sequence[str], bounds: Mapping[str, Any]
) -> list[tuple[int, int]]:
    """Return each one's least and most whole steps, as the library has them; `bounds` are floor and cap."""
    payers, step = participants_of(found.today, found.target.participants), found.step
    limits = limits_of(**bounds, participants=payers, total=found.target.total, step=step)
    places, cap = {name: place for place, name in enumerate(payers.labels)}, bounds["cap"]
    steps = []
    for name in names:
        most = found.target.total // step + 1
        if name not in places:
            steps.append((0, 0))
            continue
        if pd.notna(cap[name] if isinstance(cap, pd.Series) else cap):
            most = min(most, limits.highs[places[name]] // step)
        steps.append((limits.lows[places[name]] // step, most))
    return steps


def _numbers(part: Part, names: Sequence[str]) -> list[float]:
    if part.quantities is None:
        return [1] * len(names)
    known = part.quantities.to_dict()
    numbers = [known.get(name) or 0 for name in names]
    return [int(number) if Fraction(number).denominator == 1 else float(number) for number in numbers]
