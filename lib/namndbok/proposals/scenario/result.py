"""What a scenario gives: fees beside the decided ones, with figures that live apart from the year's facts."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from namndbok.books import Book
from namndbok.data import Data
from namndbok.facts import Facts, fee_components
from namndbok.proposals.scenario.figures import figures_of
from namndbok.proposals.scenario.scenario import Scenario
from namndbok.splits import AllocationError, Split, split
from namndbok.swedish import order


@dataclass(frozen=True, eq=False)
class Result:
    """Hold a scenario and the split of each of its services.

    `decided`: kronor, a row a municipality (by name), a column a service; 0 where nothing is paid.
    """

    data: Data
    scenario: Scenario
    decided: pd.DataFrame
    splits: dict[str, Split]

    @cached_property
    def fees(self) -> pd.DataFrame:
        """Return the fees of the scenario, kronor, in the shape of `decided`."""
        return pd.DataFrame({service: one.fees for service, one in self.splits.items()})

    @cached_property
    def change(self) -> pd.Series:
        """Return what each municipality pays more (or less, below 0), kronor; the most first."""
        change = self.fees.sum(axis="columns") - self.decided.sum(axis="columns")
        names = sorted(change.index, key=lambda name: (-change[name], order(name)))
        return change[names]

    @property
    def total(self) -> int:
        """Return the kronor that are split, the same as are paid today."""
        return sum(one.total for one in self.splits.values())

    @cached_property
    def figures(self) -> Facts:
        """Return the figures of the scenario: a collection of their own, which no report can name."""
        return figures_of(self)

    @property
    def book(self) -> Book:
        """Return a book that holds the scenario's figures and none of the year's facts."""
        return Book(self.data, self.scenario.year, self.figures, (), {})

    @cached_property
    def codes(self) -> dict[str, str]:
        """Return the municipalities' codes by name."""
        table = self.data["municipalities"]
        return dict(zip(table["name"], table["code"], strict=True))

    @cached_property
    def services(self) -> dict[str, str]:
        """Return the names of the scenario's services by code, in the board's order."""
        names = service_names(self.data, self.scenario.year)
        return {code: names[code] for code in self.scenario.services}


def compute(data: Data, scenario: Scenario) -> Result:
    """Split each service of a scenario; raises `AllocationError`, with the name of the service."""
    decided = decided_fees(data, scenario)
    splits = {service: split_service(data, scenario, decided[service]) for service in scenario.services}
    return Result(data, scenario, decided, splits)


def split_service(data: Data, scenario: Scenario, decided: pd.Series) -> Split:
    """Split what is paid today for one service by the scenario's parameters."""
    population = inhabitants(data, scenario)
    options = {"step": scenario.step, "floor": scenario.floor, "cap": scenario.cap}
    takes_part = participants(data, scenario, decided)
    try:
        return split(
            int(decided.sum()),
            population,
            equal_share=scenario.equal_share,
            participants=takes_part,
            **options,
        )
    except AllocationError as error:
        name = service_names(data, scenario.year)[str(decided.name)]
        raise type(error)(f"{name}: {error}") from None


def decided_fees(data: Data, scenario: Scenario) -> pd.DataFrame:
    """Return what is paid today, kronor, a row a municipality (by name), a column a service."""
    rows = data.of_year("fees", scenario.year)
    rows = rows[rows["component"].isin(scenario.services) & rows["fee"].notna()]
    places = data["municipalities"].set_index("code")["name"]
    table = pd.DataFrame(0, index=pd.Index(places), columns=list(scenario.services), dtype="int64")
    for row in rows.itertuples():
        table.at[places[row.municipality], row.component] = row.fee
    return table


def inhabitants(data: Data, scenario: Scenario) -> pd.Series:
    """Return the inhabitants of the scenario's date, by name; None where the table has none."""
    rows = data["population"]
    rows = rows[rows["date"] == scenario.population_date].set_index("municipality")["population"]
    table = data["municipalities"]
    counted = [rows.get(code) for code in table["code"]]
    return pd.Series(counted, index=pd.Index(table["name"], tupleize_cols=False), dtype=object)


def participants(data: Data, scenario: Scenario, decided: pd.Series) -> list[str]:
    """List by name those who share a service's cost in the scenario."""
    places = data["municipalities"].set_index("code")["name"]
    also, without = ({places[code] for code in codes} for codes in (scenario.also, scenario.without))
    return [name for name, fee in decided.items() if (fee or name in also) and name not in without]


def service_names(data: Data, year: int) -> dict[str, str]:
    """Return the names of the year's services by code, in the board's order."""
    table = fee_components(Facts(data, year))
    return dict(zip(table["component"], table["name"], strict=True))
