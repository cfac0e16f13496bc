"""A base raised by a percentage or an index series."""

import pandas as pd
import pytest

from namndbok.errors import InvalidSplit
from namndbok.splits import index_amount

# Made-up levels and changes, easy to compute with.
LEVELS = pd.DataFrame(
    {
        "year": [2023, 2024, 2025],
        "index": [100.0, 104.0, 109.2],
        "source": ["tabell 1", "tabell 2", "tabell 3"],
        "decision": ["§ 1", "§ 2", "§ 3"],
    }
)
CHANGES = pd.DataFrame({"year": [2024, 2025], "percent": [4, 5]})

# name: base, options, amount.
CASES = {
    "a percentage": (84_100, {"percent": 3.2}, 86_791),  # 84 100 · 1.032 = 86 791.2
    "a percentage to the hundred": (84_100, {"percent": 3.2, "step": 100}, 86_800),
    "a half goes up": (50, {"percent": 1}, 51),  # 50.5
    "a lower price": (84_100, {"percent": -10}, 75_690),
    "no drift": (100_000_000, {"percent": 0.07}, 100_070_000),
    "a refund": (-50, {"percent": 1}, -51),
    "levels": (1_000, {"index": LEVELS, "years": (2023, 2025)}, 1_092),
    "levels from a later year": (1_000, {"index": LEVELS, "years": (2024, 2025)}, 1_050),  # 109.2 / 104
    "changes": (1_000, {"index": CHANGES, "years": (2023, 2025)}, 1_092),  # 1.04 · 1.05
    "rounded once": (10, {"index": CHANGES, "years": (2023, 2025), "step": 1}, 11),  # 10.92, not 10 · 1.05
}


@pytest.mark.parametrize("case", CASES)
def test_the_amount_is_what_the_arithmetic_says(case: str) -> None:
    base, options, expected = CASES[case]
    assert index_amount(base, **options).amount == expected


def test_the_table_names_source_and_decision_of_every_year() -> None:
    table = index_amount(1_000, index=LEVELS, years=(2023, 2025)).table
    assert table["year"].to_list() == [2023, 2024, 2025]
    assert table["amount"].to_list() == [1_000, 1_040, 1_092]
    assert table["decision"].to_list() == ["§ 1", "§ 2", "§ 3"]


def test_a_percentage_carries_its_source_and_decision() -> None:
    row = index_amount(100, percent=3, source="SKR", decision="§ 5").table.iloc[0]
    assert (row["percent"], row["factor"], row["source"], row["decision"]) == (3, 1.03, "SKR", "§ 5")


def test_the_callers_table_is_left_as_it_was() -> None:
    before = LEVELS.copy()
    index_amount(1_000, index=LEVELS, years=(2023, 2025))
    pd.testing.assert_frame_equal(LEVELS, before)


ERRORS = {
    "neither": ({}, "antingen en procentsats eller en indexserie"),
    "both": ({"percent": 1, "index": LEVELS, "years": (2023, 2025)}, "inte båda"),
    "no years": ({"index": LEVELS}, "från vilket år till vilket år"),
    "years backwards": ({"index": LEVELS, "years": (2025, 2023)}, "från vilket år till vilket år"),
    "a missing year": ({"index": LEVELS, "years": (2023, 2026)}, "inget värde för 2026"),
    "an empty cell": (
        {"index": CHANGES.assign(percent=[4, None]), "years": (2023, 2025)},
        "inget värde för 2025",
    ),
    "a year twice": ({"index": pd.concat([LEVELS, LEVELS]), "years": (2023, 2025)}, "flera rader för 2023"),
    "no figures": ({"index": LEVELS[["year"]], "years": (2023, 2025)}, "kolumnen year och antingen"),
    "a level of zero": ({"index": LEVELS.assign(index=0), "years": (2023, 2025)}, "större än 0"),
    "below nothing": ({"percent": -101}, "minst −100"),
    "text": ({"percent": "tre"}, "Procentsatsen ska vara ett tal"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_an_impossible_index_is_refused_in_swedish(case: str) -> None:
    options, message = ERRORS[case]
    with pytest.raises(InvalidSplit, match=message):
        index_amount(1_000, **options)
