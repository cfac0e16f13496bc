"""Which model gives each of the year's fee columns, found out again from fees and population."""

from dataclasses import dataclass

import pandas as pd

from namndbok.allocation import explain, residuals
from namndbok.book import Book
from namndbok.fees import components, fee_rows


@dataclass(frozen=True)
class Explained:
    """A fee column and the models tried on it, best first.

    `fees` are whole kronor by the municipality's name, `rows` the row of each; `models` is what `explain`
    gives, `populations` has a row a municipality and a column a date.
    """

    component: str
    name: str
    fees: pd.Series
    rows: pd.Series
    populations: pd.DataFrame
    models: pd.DataFrame

    @property
    def reproduced(self) -> bool:
        """Tell whether a model gives every fee."""
        return bool(self.models["reproduced"].iloc[0])

    @property
    def verdict(self) -> str:
        """Say in Swedish which model it is, or how close the best one comes."""
        return self.models.attrs["verdict"]

    @property
    def searched(self) -> str:
        """Say in Swedish what was tried."""
        return self.models.attrs["searched"]

    @property
    def differences(self) -> pd.Series:
        """Return fee − fee by the best model in kronor, for each municipality that has a fee."""
        table = residuals(self.fees, self.populations, self.models.iloc[0])
        return table["difference"].dropna().astype(int)


def explain_fees(book: Book) -> list[Explained]:
    """Explain each fee column of the year; one with marked fees is explained again without them.

    A column of a single fee, or of none, says nothing about a model and is left out.
    """
    table = fee_rows(book.facts)
    named = table.assign(name=table["municipality"].map(_names(book)))
    columns = []
    for component in components(book.facts).itertuples():
        own = named[(named["component"] == component.component) & named["fee"].notna()]
        columns.append((component.component, component.name, own))
        if own["mark"].notna().any():
            columns.append(
                (component.component, f"{component.name}, utan märkta avgifter", own[own["mark"].isna()])
            )
    populations = _populations(book)
    return [_explained(*column, populations) for column in columns if len(column[2]) > 1]


def _explained(component: str, name: str, own: pd.DataFrame, populations: pd.DataFrame) -> Explained:
    fees = own.set_index("name")["fee"].astype(int)
    rows = pd.Series([f"fees:{number}" for number in own.index], index=fees.index)
    return Explained(component, name, fees, rows, populations, explain(fees, populations))


def _names(book: Book) -> pd.Series:
    return book.data["municipalities"].set_index("code")["name"]


def _populations(book: Book) -> pd.DataFrame:
    """Return inhabitants with a row a municipality and a column a date for which all are known."""
    table = book.data["population"]
    wide = table.assign(name=table["municipality"].map(_names(book)))
    return wide.pivot(index="name", columns="date", values="population").dropna(axis="columns").astype(int)
