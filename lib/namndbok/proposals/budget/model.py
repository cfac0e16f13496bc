"""How a component is split on those who pay: as decided, as a document says, or as this year's fees show."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pandas as pd

from namndbok.data import Data
from namndbok.facts import row_ids
from namndbok.proposals.budget.decision import decision_rows
from namndbok.splits import RATE, explain, fraction

DECIDED, STATED, REPRODUCED, KEPT, NONE = "decided", "stated", "reproduced", "kept", "none"
BASES = {
    DECIDED: "beslutad modell",
    STATED: "enligt dokumentet, beslut saknas",
    REPRODUCED: "återskapad ur årets avgifter, beslut saknas",
    KEPT: "ingen modell, årets fördelning behålls",
    NONE: "ingen modell",
}
NO_FEES = "Årets avgifter och en beslutad modell saknas."
NO_POPULATION = "Folkmängden saknas, så det går inte att återskapa en modell ur årets avgifter."
NOT_FOUND = "Ingen modell med ett grundbelopp och ett belopp per invånare återger årets avgifter säkert."


@dataclass(frozen=True)
class Model:
    """What a fee is made of: a part alike, or a base fee against an amount per inhabitant (`ratio`).

    `share` is the part alike, of 1. `step`: kronor that a fee is a multiple of. `rows` say so; `counted` is
    the day of the population that this year's fees follow; `alone` is False where other models give the same
    fees; `why` says why there is no model.
    """

    basis: str
    share: Fraction = Fraction(0)
    ratio: tuple[Fraction, Fraction] | None = None
    step: int = 1
    rows: tuple[str, ...] = ()
    counted: date | None = None
    alone: bool = True
    why: str = ""

    @property
    def splits(self) -> bool:
        """Tell whether the model is able to split an amount."""
        return self.basis != NONE

    def share_among(self, payers: int, inhabitants: int) -> Fraction:
        """Return the part alike for so many who pay; a base fee and an amount per inhabitant keep ratio."""
        if self.ratio is None:
            return self.share
        alike, by_number = self.ratio[0] * payers, self.ratio[1] * inhabitants
        return alike / (alike + by_number) if alike else Fraction(0)


def model_of(data: Data, component: str, fees: pd.DataFrame, year: int, *, keep: bool) -> Model:
    """Find the model of a component for a year: the last decided or stated one, else one that its fees show.

    `fees`: this year's rows of the component. `keep`: let fees that no model gives keep their proportions.
    """
    stated = _stated(data, component, year)
    if stated:
        return stated
    found = _reproduced(data, fees)
    kept = keep and not found.splits and any(fees["fee"])
    return Model(KEPT, step=_step(fees), rows=row_ids(fees)) if kept else found


def payers(fees: pd.DataFrame) -> list[str]:
    """List those who have a fee above or below 0."""
    return [code for code, fee in zip(fees["municipality"], fees["fee"], strict=True) if fee]


def _stated(data: Data, component: str, year: int) -> Model | None:
    table = data["split_models"]
    rows = table[(table["component"] == component) & (table["from_year"] <= year)]
    if rows.empty:
        return None
    row = rows.sort_values("from_year", kind="stable").iloc[-1]
    basis = DECIDED if row["decision"] else STATED
    says = (f"split_models:{row.name}", *decision_rows(data, "split_models", row.name))
    return Model(basis, Fraction(row["equal_share"]) / 100, step=row["step"] or 1, rows=says)


def _reproduced(data: Data, fees: pd.DataFrame) -> Model:
    populations = _populations(data)
    if not payers(fees):
        return Model(NONE, why=NO_FEES)
    if populations.columns.empty:
        return Model(NONE, why=NO_POPULATION)
    found = explain(fees.set_index("municipality")["fee"], populations)
    without = set(populations.index) - set(payers(fees))
    given = zip(found["reproduced"], found["left_out"], strict=True)
    found = found[[bool(exact) and set(left_out) == without for exact, left_out in given]]
    if found.empty:
        return Model(NONE, why=NOT_FOUND)
    row = found.iloc[0]
    return Model(
        REPRODUCED,
        *_said(row),
        int(row["step"]),
        _rows(data, fees, row),
        row["population_date"],
        len(found) == 1,
    )


def _populations(data: Data) -> pd.DataFrame:
    """Return inhabitants with a row a municipality and a column a date, for dates that have everybody."""
    table = data["population"].pivot(index="municipality", columns="date", values="population")
    return table.reindex(data["municipalities"]["code"]).dropna(axis="columns")


def _said(row: pd.Series) -> tuple[Fraction, tuple[Fraction, Fraction] | None]:
    """Read the numbers of a reproduced model back exactly: they are decimals."""
    if row["model"] != RATE:
        return fraction(row["equal_share"], "Andelen lika"), None
    base, rate = fraction(row["base_fee"], "Grundbeloppet"), fraction(row["per_inhabitant"], "Beloppet")
    return Fraction(0), (base, rate)


def _rows(data: Data, fees: pd.DataFrame, row: pd.Series) -> tuple[str, ...]:
    population = data["population"]
    used = population[population["date"] == row["population_date"]]
    return (*row_ids(fees), *row_ids(used))


def _step(fees: pd.DataFrame) -> int:
    """Return the coarsest of 1, 10, 100 and 1 000 kronor that every fee is a multiple of."""
    stated = [fee for fee in fees["fee"] if fee]
    return max(step for step in (1, 10, 100, 1000) if not any(fee % step for fee in stated))
