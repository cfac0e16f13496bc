"""A scenario: the parameters of a cost split that nobody has decided, and what the tables say about them."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pandas as pd

from namndbok.data import Data
from namndbok.facts import Facts, fee_components

MARK = "SCENARIO – ej beslutat"


@dataclass(frozen=True)
class Scenario:
    """Say how the costs of some services would be split in a year.

    `services`: components of the fees, each split by itself. `equal_share`: 0 to 1, the part that all pay
    alike; the rest is by the inhabitants of `population_date`. Those take part who pay today, with `also` and
    `without` others. `floor`, `cap`: the least and the most for each service, in kronor. `step`: fees are
    multiples of it, in kronor. Services and municipalities are codes.
    """

    year: int
    services: tuple[str, ...]
    equal_share: Fraction
    population_date: date
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    floor: int | None = None
    cap: int | None = None
    step: int = 100
    name: str = ""


def component_names(data: Data, year: int) -> dict[str, str]:
    """Return the names of the year's services by code, in the board's order."""
    table = fee_components(Facts(data, year))
    return dict(zip(table["component"], table["name"], strict=True))


def decided_fees(data: Data, scenario: Scenario) -> pd.DataFrame:
    """Return what is paid today, kronor: a row a municipality (by name), a column a service, 0 for none."""
    rows = data.of_year("fees", scenario.year)
    rows = rows[rows["component"].isin(scenario.services) & rows["fee"].notna()]
    names = data["municipalities"].set_index("code")["name"]
    table = pd.DataFrame(0, index=pd.Index(names), columns=list(scenario.services), dtype="int64")
    for row in rows.itertuples():
        table.at[names[row.municipality], row.component] = row.fee
    return table


def inhabitants(data: Data, scenario: Scenario) -> pd.Series:
    """Return the inhabitants of the scenario's date, by name; None where the table has none."""
    rows = data["population"]
    counted = rows[rows["date"] == scenario.population_date].set_index("municipality")["population"]
    table = data["municipalities"]
    index = pd.Index(table["name"], tupleize_cols=False)
    return pd.Series([counted.get(code) for code in table["code"]], index=index, dtype=object)


def participants(data: Data, scenario: Scenario, decided: pd.Series) -> list[str]:
    """List by name those who share a service's cost in the scenario."""
    names = data["municipalities"].set_index("code")["name"]
    also, without = ({names[code] for code in codes} for codes in (scenario.also, scenario.without))
    return [name for name, fee in decided.items() if (fee or name in also) and name not in without]
