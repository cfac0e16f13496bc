"""Random scenarios of the real board as workbooks, and whether those agree with the library."""

import random
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from namndbok.errors import InvalidSplit
from namndbok.proposals.scenario import Baseline, Redistribution, read_scenario, redistribute
from namndbok.proposals.scenario.workbook import scenario_workbook
from office import recalculated

FIRST = 8  # row of the first municipality on the first sheet


def random_scenario(start: Baseline, chance: random.Random) -> Redistribution:
    """Try scenarios of all kinds until one can be computed."""
    while True:
        given = _random_parameters(start, chance)
        try:
            return redistribute(start, read_scenario(start, given, str))
        except InvalidSplit:
            continue


def _random_parameters(start: Baseline, chance: random.Random) -> dict[str, Any]:
    keys = ["lika", "invånare", "i dag", *(f"invånare {day}" for day in start.dates)]
    first, second = chance.sample(keys, 2)
    percent = Fraction(chance.randint(1, 9_999), 100)
    mixed = f"{float(percent):g} % {first} + {second}".replace(".", ",")
    names, mean = list(start.names.values()), 50_000
    given: dict[str, Any] = {
        "services": chance.sample(list(start.services), chance.randint(1, 2)),
        "key": chance.choice([first, mixed, mixed, f"{chance.randint(0, 9)} 000 kr + {mixed}"]),
        "step": chance.choice([None, 1, 7, 10, 100, 500]),
        "without": chance.sample(names, chance.choice([0, 0, 1, 3])),
    }
    if chance.random() < 0.3:
        given["floor"] = chance.randint(1, mean // 4)
    if chance.random() < 0.3:
        given["cap"] = chance.randint(mean, 6 * mean)
    if chance.random() < 0.3:
        given["max_change"] = f"{chance.randint(1, 60)} %"
    if chance.random() < 0.3:
        given["years"] = chance.randint(1, 5)
    if chance.random() < 0.3:
        given["newcomer"] = f"=Nyby={chance.randint(0, 90_000)}"
    if chance.random() < 0.2:
        given["new_service"] = f"@Ny tjänst={chance.randint(1, 3_000_000)}"
        given["key"] = given["key"].replace("i dag", "invånare 2023-12-31")
    return given


def check_workbooks(folder: Path, cases: list[Redistribution]) -> None:
    """Check that a workbook's stored values, LibreOffice's own and the library's fees agree to the krona."""
    write_workbooks(folder, cases)
    check_recalculated(recalculated(folder, read_only=True), cases)


def write_workbooks(folder: Path, cases: list[Redistribution]) -> None:
    """Write numbered workbooks, and check their stored values."""
    for number, case in enumerate(cases):
        content = scenario_workbook(case)
        stored = load_workbook(BytesIO(content), read_only=True, data_only=True)
        assert fees_in(stored, case) == fees_of(case), case.scenario
        (folder / f"{number:03}.xlsx").write_bytes(content)


def check_recalculated(books: dict[str, Any], cases: list[Redistribution]) -> None:
    """Check the values that LibreOffice has computed in workbooks by their numbers."""
    for number, case in enumerate(cases):
        assert fees_in(books[f"{number:03}.xlsx"], case) == fees_of(case), case.scenario


def fees_of(case: Redistribution) -> list[list[Any]]:
    """List the verdicts, what each pays in all, and what each pays in every year of a phase-in."""
    years = [case.by_year[year].tolist() for year in list(case.by_year)[1:]]
    return [["ja", "ja"], case.fees.sum(axis="columns").tolist(), *years]


def fees_in(book: Any, case: Redistribution) -> list[list[Any]]:
    """List the same from a workbook."""
    count, years = len(case.codes), range(case.scenario.years or 0)
    rows = [*book["Scenario"].iter_rows(max_row=FIRST + count, values_only=True)]
    listed = [[row[1] for row in rows[3:5]], [row[2] for row in rows[FIRST - 1 : FIRST - 1 + count]]]
    if years:
        by_year = [*book["År för år"].iter_rows(min_row=16, max_row=15 + count, values_only=True)]
        listed += [[row[2 + year] for row in by_year] for year in years]
    return listed
