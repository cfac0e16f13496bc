"""The decision that a row of a table names: its row in the table of decisions."""

from namndbok.data import Data


def decision_rows(data: Data, table: str, number: int) -> tuple[str, ...]:
    """Name the row of the decision in the column `decision`; none where there is no decision."""
    code, decisions = data[table].at[number, "decision"], data["decisions"]
    return tuple(f"decisions:{at}" for at in decisions.index[decisions["decision"] == code])
