"""Decided fees explained: the model that gives them, or plainly that there is none."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from namndbok.errors import InvalidSplit
from namndbok.splits import explain, residuals, split

LABELS = ["A", "B", "C", "D", "E", "F", "G", "H"]
THEN = [2_718, 6_145, 28_060, 17_462, 9_601, 4_851, 15_812, 22_664]
NOW = [2_609, 6_113, 27_943, 17_330, 9_177, 4_728, 15_547, 22_433]
POPULATIONS = pd.DataFrame({"2020-12-31": THEN, "2023-12-31": NOW}, index=LABELS)
HALF = split(600_000, POPULATIONS["2020-12-31"], equal_share=0.5).fees


def best(fees: pd.Series, populations: pd.DataFrame = POPULATIONS) -> pd.Series:
    return explain(fees, populations).iloc[0]


def test_half_alike_is_found_with_its_population() -> None:
    row = best(HALF)
    assert (row["reproduced"], row["hits"], row["known"]) == (True, 8, 8)
    assert (row["equal_share"], row["total"], row["population_date"]) == (0.5, 600_000, "2020-12-31")
    assert (row["step"], row["left_out"], row["rounding"]) == (100, (), "largest_remainder")
    # Half of 600 000 for eight, and the other half for 107 313 inhabitants.
    assert row["base_fee"] == 37_500
    assert row["per_inhabitant"] == pytest.approx(300_000 / 107_313)


def test_the_order_of_the_rows_does_not_matter() -> None:
    turned = explain(HALF[::-1], POPULATIONS[::-1])
    pd.testing.assert_frame_equal(turned, explain(HALF, POPULATIONS))


def test_the_callers_tables_are_left_as_they_were() -> None:
    fees, populations = HALF.copy(), POPULATIONS.copy()
    explain(fees, populations)
    pd.testing.assert_series_equal(fees, HALF)
    pd.testing.assert_frame_equal(populations, POPULATIONS)


def test_a_round_base_fee_and_a_round_amount_per_inhabitant_are_found() -> None:
    # 35 000 + 2.18 · 2 609 = 40 687.62, and so on.
    fees = [40_700, 48_300, 95_900, 72_800, 55_000, 45_300, 68_900, 83_900]
    row = best(pd.Series(fees, index=LABELS))
    assert (row["reproduced"], row["population_date"], row["model"]) == (True, "2023-12-31", "rate")
    assert (row["base_fee"], row["per_inhabitant"], row["rounding"]) == (35_000, 2.18, "independent")


def test_fees_rounded_up_are_seen_to_be_rounded_up() -> None:
    fees = split(6_000_000, POPULATIONS["2020-12-31"], equal_share=0.5, rounding="up").fees
    row = best(fees)
    assert (row["reproduced"], row["equal_share"], row["rounding"]) == (True, 0.5, "up")


def test_monthly_fees_are_found_at_twelve_times_the_step() -> None:
    row = best(split(1_800_000, POPULATIONS["2020-12-31"], equal_share=0.25, step=1_200).fees)
    assert (row["reproduced"], row["equal_share"], row["step"]) == (True, 0.25, 1_200)


def test_equal_fees_need_no_population() -> None:
    table = explain(pd.Series(84_100, index=LABELS), POPULATIONS)
    assert len(table) == 1
    assert table.loc[0, ["reproduced", "equal_share", "base_fee", "per_inhabitant"]].to_list() == [
        True,
        1,
        84_100,
        0,
    ]
    assert table.loc[0, "population_date"] is None
    assert "lika för alla, 84 100 kr var" in plain(table.attrs["verdict"])


def test_those_who_pay_nothing_are_left_out() -> None:
    fees = split(600_000, POPULATIONS["2020-12-31"], equal_share=0.5, participants=LABELS[:-1]).fees
    row = best(fees)
    assert (row["reproduced"], row["equal_share"], row["left_out"], row["known"]) == (True, 0.5, ("H",), 7)


def test_an_unknown_fee_of_someone_who_takes_part_is_foretold() -> None:
    # H is missing from the document; only with H among those who share is it 50 %.
    row = best(HALF.drop("H"))
    assert (row["reproduced"], row["equal_share"], row["left_out"], row["known"]) == (True, 0.5, (), 7)
    assert residuals(HALF.drop("H"), POPULATIONS, row).loc["H", "computed"] == HALF["H"]


def test_a_refund_is_explained_like_a_fee() -> None:
    row = best(-HALF)
    assert (row["reproduced"], row["equal_share"], row["total"], row["base_fee"]) == (
        True,
        0.5,
        -600_000,
        -37_500,
    )
    assert (residuals(-HALF, POPULATIONS, row)["difference"] == 0).all()


def test_one_wrong_fee_does_not_hide_the_model_of_the_others() -> None:
    # F pays 51 100 by the model, and 65 100 in the document.
    fees = HALF + pd.Series({"F": 14_000}).reindex(LABELS, fill_value=0)
    table = explain(fees, POPULATIONS)
    row = table.iloc[0]
    assert (row["reproduced"], row["hits"], row["known"]) == (False, 7, 8)
    assert row["population_date"] == "2020-12-31"
    assert residuals(fees, POPULATIONS, row)["difference"].to_dict() == {
        label: 14_000 * (label == "F") for label in LABELS
    }
    assert "Ingen modell" in table.attrs["verdict"]


def test_fees_that_follow_no_line_are_said_to_have_no_model() -> None:
    fees = pd.Series([40_000, 90_000, 60_000, 10_000, 70_000, 20_000, 80_000, 30_000], index=LABELS) + 100
    table = explain(fees, POPULATIONS)
    assert not table["reproduced"].any()
    assert table.attrs["verdict"].startswith("Ingen modell med ett grundbelopp och ett belopp per invånare")
    assert "folkmängd 2020-12-31 och 2023-12-31; med alla kommuner; avrundning till 100 kr" in plain(
        table.attrs["searched"]
    )


def test_fees_that_fall_with_inhabitants_have_no_model() -> None:
    falling = 200_000 - 3 * POPULATIONS["2020-12-31"]
    assert not explain(falling, POPULATIONS)["reproduced"].any()


def test_a_negative_base_fee_is_no_model() -> None:
    steep = 10 * POPULATIONS["2020-12-31"] - 10_000
    assert not explain(steep, POPULATIONS)["reproduced"].any()


@pytest.mark.parametrize("count", [3, 6])
def test_few_fees_could_be_chance(count: int) -> None:
    table = explain(HALF.head(count), POPULATIONS)
    assert (table.loc[0, "hits"], table.loc[0, "known"], table.loc[0, "reproduced"]) == (count, count, False)
    assert "för få" in table.attrs["verdict"]


def test_very_coarse_fees_could_be_chance() -> None:
    fees = pd.Series([1_000, 2_000, 4_000, 3_000, 2_000, 2_000, 3_000, 3_000], index=LABELS)
    table = explain(fees, POPULATIONS)
    assert not table["reproduced"].any()


def test_two_equal_fees_could_be_chance_and_three_could_not() -> None:
    assert not explain(pd.Series({"A": 5_000, "B": 5_000}), POPULATIONS)["reproduced"].any()
    assert explain(pd.Series({"A": 84_100, "B": 84_100, "C": 84_100}), POPULATIONS)["reproduced"].all()


def test_the_verdict_says_when_several_populations_fit() -> None:
    twice = POPULATIONS.assign(**{"2024-12-31": POPULATIONS["2020-12-31"]})
    assert "inte att avgöra: det finns modeller även för 2024-12-31" in explain(HALF, twice).attrs["verdict"]
    assert "avgöra" not in explain(HALF, POPULATIONS).attrs["verdict"]


def test_half_comes_before_other_shares_that_give_the_same_fees() -> None:
    then = POPULATIONS["2020-12-31"]
    coarse = split(120_000, then, equal_share=0.5, step=1_000).fees
    assert split(120_000, then, equal_share=0.49, step=1_000).fees.equals(coarse)
    assert best(coarse, POPULATIONS[["2020-12-31"]])["equal_share"] == 0.5


def test_equal_municipalities_with_equal_fees_prove_nothing() -> None:
    populations = pd.DataFrame({"2020-12-31": [1_000] * 4 + [9_000] * 4}, index=LABELS)
    table = explain(pd.Series([20_100] * 4 + [60_300] * 4, index=LABELS), populations)
    assert (table.loc[0, "hits"], table.loc[0, "reproduced"]) == (8, False)


def test_models_that_miss_as_many_fees_stand_in_the_order_of_their_residuals() -> None:
    populations = POPULATIONS.assign(**{"2017-12-31": POPULATIONS["2020-12-31"] + [400, -300] * 4})
    table = explain(HALF + [5_900, -7_700, 4_500, -3_300] * 2, populations)
    assert table["hits"].to_list() == [0, 0, 0]
    assert table["largest_residual"].is_monotonic_increasing


def test_the_closest_line_has_the_least_largest_residual(rng: np.random.Generator) -> None:
    for _ in range(20):
        fees = pd.Series(100 * rng.integers(100, 900, len(LABELS)), index=LABELS)
        row = best(fees, POPULATIONS[["2020-12-31"]])
        if 2 * row["hits"] < row["known"]:
            assert row["largest_residual"] == pytest.approx(least_residual(fees), abs=0.1)


def least_residual(fees: pd.Series) -> float:
    """Ask a general solver for the line that does not fall and has the least largest residual."""
    people, ones = POPULATIONS["2020-12-31"].to_numpy(), np.ones(len(fees))
    sides = np.r_[np.c_[ones, people, -ones], np.c_[-ones, -people, -ones]]
    return linprog([0, 0, 1], sides, np.r_[fees, -fees], bounds=[(None, None), (0, None), (0, None)]).x[2]


def test_codes_and_dates_serve_as_labels() -> None:
    populations = POPULATIONS.set_axis(range(2501, 2509)).set_axis(
        [date(2020, 12, 31), date(2023, 12, 31)], axis=1
    )
    fees = pd.Series(HALF.to_list(), index=range(2501, 2509), dtype=object)
    row = best(fees, populations)
    assert (row["reproduced"], row["population_date"]) == (True, date(2020, 12, 31))
    assert (residuals(fees, populations, row)["difference"] == 0).all()


def test_residuals_show_inhabitants_amount_and_difference() -> None:
    shown = residuals(HALF, POPULATIONS, best(HALF)).loc["A"]
    # 37 500 + 2 718 · 300 000 / 107 313 = 45 098.33.
    assert shown["amount"] == pytest.approx(45_098.33, abs=0.01)
    assert (shown["inhabitants"], shown["fee"], shown["computed"], shown["difference"]) == (
        2_718,
        45_100,
        45_100,
        0,
    )
    assert shown["residual"] == pytest.approx(1.67, abs=0.01)


def test_every_row_of_the_table_can_be_reperformed() -> None:
    table = explain(HALF, POPULATIONS)
    for _, row in table.iterrows():
        shown = residuals(HALF, POPULATIONS, row)
        assert (shown["difference"] == 0).sum() == row["hits"]
        assert shown["residual"].abs().max() == pytest.approx(row["largest_residual"])


def test_the_closest_line_gives_as_many_fees_as_any(rng: np.random.Generator) -> None:
    for _ in range(20):
        noise = 100 * rng.choice([0, 0, 0, 0, 1, 40], size=len(LABELS))
        row = best(HALF + noise)
        assert row["hits"] >= (noise == 0).sum()


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(4)


ERRORS = {
    "öre": (HALF + 0.5, POPULATIONS, "hela kronor"),
    "text": (HALF.astype(object).replace(HALF["A"], "?"), POPULATIONS, "Avgiften ska vara ett tal"),
    "unknown municipality": (pd.Series({"Umeå": 100}), POPULATIONS, "okänd kommun Umeå"),
    "nobody pays": (HALF * 0, POPULATIONS, "ingen avgift"),
    "municipality twice": (pd.concat([HALF, HALF.head(1)]), POPULATIONS, "flera rader för A"),
    "no population": (HALF, POPULATIONS[[]], "ingen folkmängd"),
    "missing population": (HALF, POPULATIONS.replace(2_609, None), "2023-12-31 saknas för A"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_a_column_that_cannot_be_read_is_refused_in_swedish(case: str) -> None:
    fees, populations, message = ERRORS[case]
    with pytest.raises(InvalidSplit, match=message):
        explain(fees, populations)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")
