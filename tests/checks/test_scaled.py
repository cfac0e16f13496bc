"""The real tables with all amounts larger agree and disagree as before: no check knows how large they are."""

import re
from fractions import Fraction

import pytest

from namndbok.checks.prose import AMOUNT
from namndbok.data.load import Data, load_data
from namndbok.facts.printed import rounded_to
from namndbok.facts.year_facts import compute_years
from planting.edit import put
from planting.harness import findings, subject
from samples import sample
from typed import REAL

YEARS = (2022, 2024)
AMOUNTS = {
    "budget": ["amount"],
    "budget_notes": ["amount"],
    "explanations": ["amount"],
    "fees": ["fee"],
    "forecast": ["income", "cost"],
    "outcome": ["income", "cost"],
}
STATED = {"claims": ["value", "value_high"], "printed": ["value"]}


def scaled(data: Data, factor: Fraction) -> Data:
    """Return the data with all kronor times a factor, rounded as they were; also those in texts."""
    larger = data
    for table, columns in (AMOUNTS | STATED).items():
        for number, row in data[table].to_dict("index").items():
            step = row.get("precision") or 1
            in_kr = table in AMOUNTS or row["unit"] == "kr"
            known = {name: row[name] for name in columns if in_kr and row[name] is not None}
            cells = {name: rounded_to(value * factor, step) for name, value in known.items()}
            cells = {name: int(cell) if table in AMOUNTS else cell for name, cell in cells.items()}
            larger = put(larger, table, number, **cells) if cells else larger
    for table, schema in data.package.tables.items():
        for column in schema.fields if column_of_texts(table) else ():
            for number, text in data[table][column.name].items() if column.kind == "string" else ():
                if text and AMOUNT.search(text):
                    written = AMOUNT.sub(lambda match: larger_amount(match, factor), text)
                    larger = put(larger, table, number, **{column.name: written})
    return with_printed(data, larger)


def column_of_texts(table: str) -> bool:
    """Tell whether a table's texts may name amounts; those of documents and decisions are titles."""
    return table not in ("documents", "decisions")


def larger_amount(match: re.Match[str], factor: Fraction) -> str:
    """Write an amount of a text times the factor, with its own groups and unit."""
    amount = rounded_to(int(re.sub(r"\s", "", match[1])) * factor, 1)
    return f"{int(amount):,}".replace(",", " ") + match[0][len(match[1]) :]


def with_printed(data: Data, larger: Data) -> Data:
    """Let what is printed be as far from the rows as it was, now that they are rounded one by one."""
    for year in YEARS:
        before, after = (compute_years(tables, [year])[0] for tables in (data, larger))
        for number, row in data.of_year("printed", year).iterrows():
            if row["unit"] == "kr" and row["fact"] in before:
                value, fact = larger["printed"].at[number, "value"], row["fact"]
                off = row["value"] - rounded_to(before[fact].value, row["precision"])
                ratio = Fraction(value) / row["value"] if row["value"] else 1
                told = rounded_to(after[fact].value, row["precision"]) + rounded_to(
                    off * ratio, row["precision"]
                )
                larger = put(larger, "printed", number, value=told)
    return larger


# Of these 1,1 asks most: what is rounded is no longer a whole number of times what it was.
FACTORS = sample([Fraction(11, 10)], [Fraction(2), Fraction(3), Fraction(11, 10)])


@pytest.mark.sampled
@pytest.mark.parametrize("factor", FACTORS)
def test_larger_amounts_give_no_new_finding(factor: Fraction):
    data = load_data(REAL)
    larger = scaled(data, factor)
    assert sum(larger["fees"]["fee"].dropna()) != sum(data["fees"]["fee"].dropna())
    for year in YEARS:
        before, after = ({subject(one) for one in findings(tables, year)} for tables in (data, larger))
        assert after - before == set()
