"""An invented board of as many municipalities and years as asked for, the same for the same seed."""

import csv
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random

from boards import invented_board

LAST = 2031
Table = list[dict[str, str]]


def large_board(folder: Path, *, municipalities: int, years: int, seed: int = 290) -> Path:
    """Write a data folder for a board that has so many members, and has met and paid for so many years.

    It is the small invented board with its year repeated; each member has its own fees and population.
    """
    data, draw = invented_board(folder), Random(seed)
    span = range(LAST - years + 1, LAST + 1)
    codes = [str(1001 + number) for number in range(municipalities)]
    for path in sorted(data.glob("*.csv")):
        rows = _read(path)
        if rows and "year" in rows[0]:
            latest = max(row["year"] for row in rows)
            newest = [row for row in rows if row["year"] == latest]
            _write(path, [_moved(row, LAST - year) for year in span for row in newest])
    _write(data / "municipalities.csv", list(_members(_read(data / "municipalities.csv"), codes)))
    _write(data / "population.csv", list(_populations(_read(data / "population.csv"), codes, span, draw)))
    _write(data / "fees.csv", list(_fees(_read(data / "fees.csv"), codes, draw)))
    rows = [row for row in _read(data / "keys.csv") if row["municipality"] == "9901"]
    everyone = [
        row | {"municipality": code, "quantity": str(draw.randint(0, 900))} for row in rows for code in codes
    ]
    _write(data / "keys.csv", everyone)
    for name in ("audit_reviews", "recommendations"):
        _write(
            data / f"{name}.csv", [row | {"municipality": codes[0]} for row in _read(data / f"{name}.csv")]
        )
    return data


def _read(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Table) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _moved(row: dict[str, str], back: int) -> dict[str, str]:
    """Return a row of some years before, with every date and year in it that many years earlier."""
    dates = {name: f"{int(text[:4]) - back}{text[4:]}" for name, text in row.items() if _is_date(text)}
    return row | dates | {"year": str(int(row["year"]) - back)}


def _is_date(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text[:4].isdigit()


def _members(rows: Table, codes: list[str]) -> Iterator[dict[str, str]]:
    for number, code in enumerate(codes):
        name, host = f"Kommun {code}", "true" if number == 0 else "false"
        yield rows[0] | {"code": code, "name": name, "official_name": f"{name}s kommun", "host": host}


def _populations(rows: Table, codes: list[str], span: range, draw: Random) -> Iterator[dict[str, str]]:
    people = {code: draw.randrange(2_400, 990_000) for code in codes}
    for year, code in product((span[0] - 1, *span), codes):
        people[code] += draw.randrange(-10, 10)
        told = {"date": f"{year}-12-31", "population": str(people[code])}
        yield rows[0] | {"municipality": code} | told


def _fees(rows: Table, codes: list[str], draw: Random) -> Iterator[dict[str, str]]:
    columns = dict.fromkeys((row["year"], row["component"]) for row in rows)
    for (year, component), code in product(columns, codes):
        fee = str(100 * draw.randrange(10, 2_000))
        yield rows[0] | {"year": year, "component": component, "municipality": code, "fee": fee}
