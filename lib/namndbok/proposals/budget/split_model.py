"""How a component is split on those who pay: as decided, as a document says, or as this year's fees show."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pandas as pd

from namndbok.data import Data
from namndbok.facts import row_ids
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
class SplitModel:
    """Say what a fee is made of: a part alike, or a base fee against an amount per inhabitant (`ratio`).

    `basis` says who says so, and `rows` where. `share` is the part alike, of 1. `step`: kronor that a fee is
    a multiple of. `population_date` is the day of the population that this year's fees follow; `is_only` is
    False where other models give the same fees; `obstacle` says why there is no model.
    """

    basis: str
    share: Fraction = Fraction(0)
    ratio: tuple[Fraction, Fraction] | None = None
    step: int = 1
    rows: tuple[str, ...] = ()
    population_date: date | None = None
    is_only: bool = True
    obstacle: str = ""

    @property
    def can_split(self) -> bool:
        """Tell whether the model can split an amount."""
        return self.basis != NONE

    def share_among(self, payers: int, inhabitants: int) -> Fraction:
        """Return the part alike for so many who pay; base fee and amount per inhabitant keep their ratio."""
        if self.ratio is None:
            return self.share
        equal, by_number = self.ratio[0] * payers, self.ratio[1] * inhabitants
        return equal / (equal + by_number) if equal else Fraction(0)


def split_model_of(data: Data, component: str, rows: pd.DataFrame, year: int, *, keep: bool) -> SplitModel:
    """Find the model of a component for a year: the last decided or stated one, else one that its fees show.

    `rows`: this year's fees of the component. `keep`: let fees that no model gives keep their proportions.
    """
    stated = _stated_model(data, component, year)
    if stated:
        return stated
    reproduced = _reproduced_model(data, rows)
    if keep and not reproduced.can_split and any(rows["fee"]):
        return SplitModel(KEPT, step=_coarsest_step(rows), rows=row_ids(rows))
    return reproduced


def payers_of(rows: pd.DataFrame) -> list[str]:
    """List those who have a fee above or below 0."""
    return [code for code, fee in zip(rows["municipality"], rows["fee"], strict=True) if fee]


def decision_rows(data: Data, table: str, number: int) -> tuple[str, ...]:
    """Name the row of the decision that a row of a table refers to; none where there is no decision."""
    code, decisions = data[table].at[number, "decision"], data["decisions"]
    return row_ids(decisions[decisions["decision"] == code])


def _stated_model(data: Data, component: str, year: int) -> SplitModel | None:
    table = data["split_models"]
    rows = table[(table["component"] == component) & (table["from_year"] <= year)]
    if rows.empty:
        return None
    last = rows.sort_values("from_year", kind="stable").iloc[-1]
    basis = DECIDED if last["decision"] else STATED
    sources = (f"split_models:{last.name}", *decision_rows(data, "split_models", last.name))
    return SplitModel(basis, Fraction(last["equal_share"]) / 100, step=last["step"] or 1, rows=sources)


def _reproduced_model(data: Data, rows: pd.DataFrame) -> SplitModel:
    """Find the plainest model that gives this year's fees, and by which nobody else would pay."""
    populations = _populations(data)
    if not payers_of(rows):
        return SplitModel(NONE, obstacle=NO_FEES)
    if populations.columns.empty:
        return SplitModel(NONE, obstacle=NO_POPULATION)
    models = explain(rows.set_index("municipality")["fee"], populations)
    others = set(populations.index) - set(payers_of(rows))
    is_for_payers = models["left_out"].map(lambda left_out: set(left_out) == others)
    models = models[models["reproduced"].astype(bool) & is_for_payers]
    if models.empty:
        return SplitModel(NONE, obstacle=NOT_FOUND)
    best, population = models.iloc[0], data["population"]
    counted = population[population["date"] == best["population_date"]]
    return SplitModel(
        REPRODUCED,
        *_share_and_ratio(best),
        int(best["step"]),
        (*row_ids(rows), *row_ids(counted)),
        best["population_date"],
        len(models) == 1,
    )


def _populations(data: Data) -> pd.DataFrame:
    """Return inhabitants with a row a municipality and a column a date, for dates that have everybody."""
    table = data["population"].pivot(index="municipality", columns="date", values="population")
    return table.reindex(data["municipalities"]["code"]).dropna(axis="columns")


def _share_and_ratio(model: pd.Series) -> tuple[Fraction, tuple[Fraction, Fraction] | None]:
    """Read the numbers of a reproduced model back exactly: they are decimals."""
    if model["model"] != RATE:
        return fraction(model["equal_share"], "Andelen lika"), None
    base, rate = fraction(model["base_fee"], "Grundbeloppet"), fraction(model["per_inhabitant"], "Beloppet")
    return Fraction(0), (base, rate)


def _coarsest_step(rows: pd.DataFrame) -> int:
    """Return the coarsest of 1, 10, 100 and 1 000 kronor that every fee is a multiple of."""
    fees = [fee for fee in rows["fee"] if fee]
    return max(step for step in (1, 10, 100, 1000) if not any(fee % step for fee in fees))
