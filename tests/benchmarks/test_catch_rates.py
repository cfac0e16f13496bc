"""How much the checks notice is what `docs/checks.md` says."""

from pathlib import Path

from planting import plant
from planting.document import PLACES, REAL_PLACES, SEED, rate_row, real_boards

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
# Kinds whose row is measured again: one of figures, one of days, one of verdicts.
AGAIN = ("fee-negative", "moved-listed", "not-done")


def test_some_rows_of_the_table_are_what_is_measured_today():
    made = plant(SEED, PLACES, kinds=AGAIN)
    own = plant(SEED, REAL_PLACES, kinds=AGAIN, boards=real_boards())
    page = PAGE.read_text(encoding="utf-8")
    assert [row for row in map(rate_row, made, own) if row not in page] == []
