"""The 2024 fee tables re-performed, and columns that `split` made, or chance.

The fees are typed from the board's report for 2024 ("Översikt grundfinansiering" and "Översikt kostnader för
gemensam alternativ och tjänster"), the populations from the table `population` (SCB).
"""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from boards import REAL
from namndbok.splits import explain, residuals, split
from namndbok.swedish import display
from samples import sample

MUNICIPALITIES = pd.read_csv(REAL / "municipalities.csv")["name"].tolist()

COLUMNS = sample(50, 300)


def column(text: str) -> pd.Series:
    """Read a column of fees; `-` is an empty cell."""
    fees = [None if word == "-" else int(word) for word in text.split()]
    return pd.Series(fees, index=MUNICIPALITIES, dtype="Int64")


POPULATIONS = pd.DataFrame(
    {
        "2017-12-31": [
            2821,
            6440,
            28181,
            17825,
            9805,
            5081,
            16169,
            23116,
            77470,
            6101,
            42184,
            8274,
            3367,
            4461,
        ],
        "2018-12-31": [
            2794,
            6334,
            28064,
            17630,
            9785,
            5001,
            16058,
            22992,
            77832,
            6039,
            42116,
            8140,
            3302,
            4410,
        ],
        "2019-12-31": [
            2785,
            6220,
            28080,
            17529,
            9685,
            4923,
            15886,
            22867,
            78105,
            6052,
            42281,
            8066,
            3315,
            4299,
        ],
        "2020-12-31": [
            2718,
            6145,
            28060,
            17462,
            9601,
            4851,
            15812,
            22664,
            78549,
            5966,
            42226,
            8054,
            3289,
            4217,
        ],
        "2023-12-31": [
            2609,
            6113,
            27943,
            17330,
            9177,
            4728,
            15547,
            22433,
            79352,
            5871,
            42344,
            7783,
            3162,
            4088,
        ],
        "2025-12-31": [
            2578,
            6029,
            28652,
            17110,
            9044,
            4676,
            15272,
            22379,
            80321,
            5686,
            42203,
            7846,
            3151,
            3996,
        ],
    },
    index=MUNICIPALITIES,
)
BASIC = 100 * column("841 841 841 841 841 841 841 841 841 841 841 841 841 841")
DEVELOPER = 100 * column("411 486 963 733 562 458 697 849 2054 482 1273 526 423 444")
EPLATFORM = 100 * column("482 546 928 754 606 521 720 833 1786 541 1171 577 491 513")
RESCUE = 100 * column("258 302 677 444 452 393 675 509 1496 406 740 323 372 278")
EARCHIVE = 1_000 * column("4 - 36 23 13 7 21 29 97 8 53 11 5 6")
SOCIAL_PLATFORM = 100 * column("210 245 468 360 280 231 343 413 982 243 612 264 216 225")
SOCIAL_MANAGEMENT = 100 * column("1241 1448 2772 2132 1657 1370 2032 2446 5821 1438 3628 1564 1276 1332")
SOCIAL_LICENCE = 100 * column("3665 4276 8184 6294 4892 4045 6000 7221 17187 4244 10710 4616 3766 3932")
STARTUP = column("278834 " * 14)
# The datacenter's column prints Arvidsjaur's fee beside it, with a star, and leaves it out of the sum.
DATACENTER = 100 * column("1584 - 3516 2712 2112 1740 2580 3108 7332 1836 4596 1980 1620 1692")
STARRED = 184_800
WITH_STARRED = DATACENTER.fillna(STARRED)

PRINTED_SUMS = {
    "basic": (BASIC, 1_177_400),
    "developer": (DEVELOPER, 1_036_100),
    "eplatform": (EPLATFORM, 1_046_900),
    "rescue": (RESCUE, 732_500),
    "earchive": (EARCHIVE, 313_000),
    "social platform": (SOCIAL_PLATFORM, 509_200),
    "social management": (SOCIAL_MANAGEMENT, 3_015_700),
    "social licence": (SOCIAL_LICENCE, 8_903_200),
    "startup": (STARTUP, 3_903_676),
    "datacenter": (DATACENTER, 3_640_800),
}


@pytest.mark.parametrize("name", PRINTED_SUMS)
def test_the_typed_fees_add_up_to_the_printed_sum(name: str) -> None:
    fees, printed = PRINTED_SUMS[name]
    assert fees.sum() == printed


# Population date, step and total. Half alike gives these fees only when each is rounded up.
HALF_ALIKE = {
    "social platform": (SOCIAL_PLATFORM, "2020-12-31", 100, 508_400),
    "social management": (SOCIAL_MANAGEMENT, "2020-12-31", 100, 3_015_100),
    "social licence": (SOCIAL_LICENCE, "2020-12-31", 100, 8_902_400),
    "datacenter with the starred row": (WITH_STARRED, "2019-12-31", 1_200, 3_816_000),
}


@pytest.mark.parametrize("name", HALF_ALIKE)
def test_half_alike_gives_every_fee_of_the_social_services_and_the_datacenter(name: str) -> None:
    fees, date, step, total = HALF_ALIKE[name]
    table = explain(fees, POPULATIONS)
    row = table.iloc[0]
    assert (row["reproduced"], row["hits"], row["equal_share"], row["left_out"]) == (True, 14, 0.5, ())
    assert (row["population_date"], row["step"], row["rounding"], row["total"]) == (date, step, "up", total)
    assert set(table.loc[table["reproduced"], "population_date"]) == {date}, (
        "no other population gives the fees"
    )
    again = split(total, POPULATIONS[date], equal_share=0.5, step=step, rounding="up")
    assert again.fees.to_list() == fees.to_list()


@pytest.mark.parametrize("name", HALF_ALIKE)
def test_half_alike_gives_these_fees_only_when_they_are_rounded_up(name: str) -> None:
    fees, date, step, total = HALF_ALIKE[name]
    low, high = totals_that_fit(fees, POPULATIONS[date], -step, 0)
    assert low < total <= high
    low, high = totals_that_fit(fees, POPULATIONS[date], -step // 2, step // 2)
    assert low > high, "to the nearest, one municipality needs a larger total than another allows"


def totals_that_fit(fees: pd.Series, people: pd.Series, below: int, above: int) -> tuple[Fraction, Fraction]:
    """Find, for half alike, the least total that some fee needs and the greatest that some fee allows."""
    inhabitants = int(people.sum())
    parts = [Fraction(1, 2 * len(people)) + Fraction(int(number), 2 * inhabitants) for number in people]
    known = list(zip(fees.astype(int), parts, strict=True))
    return max((int(fee) + below) / part for fee, part in known), min(
        (int(fee) + above) / part for fee, part in known
    )


def test_the_datacenter_makes_sense_only_with_the_starred_row() -> None:
    table = explain(DATACENTER, POPULATIONS)
    half = table[table["reproduced"] & (table["equal_share"] == 0.5)]
    assert half["left_out"].to_list() == [()], "half alike only when Arvidsjaur takes part"
    without = table[table["reproduced"] & (table["left_out"] == ("Arvidsjaur",))]
    assert without["equal_share"].round(3).to_list() == [0.489]
    assert residuals(DATACENTER, POPULATIONS, table.iloc[0]).loc["Arvidsjaur", "computed"] == STARRED
    assert f"Då deltar även Arvidsjaur med {display(STARRED, 'kr')}" in table.attrs["verdict"]


def test_the_developer_is_a_base_fee_and_an_amount_per_inhabitant_of_another_year() -> None:
    table = explain(DEVELOPER, POPULATIONS)
    row = table.iloc[0]
    assert (row["reproduced"], row["hits"], row["population_date"]) == (True, 14, "2019-12-31")
    assert (row["base_fee"], row["per_inhabitant"], row["rounding"]) == (35_000, 2.181, "up")
    assert set(table.loc[table["reproduced"], "population_date"]) == {"2019-12-31"}


@pytest.mark.parametrize("fees", [RESCUE, EPLATFORM], ids=["rescue", "eplatform"])
def test_no_model_gives_the_fees_of_the_rescue_service_or_the_platform(fees: pd.Series) -> None:
    table = explain(fees, POPULATIONS)
    assert not table["reproduced"].any()
    assert table.attrs["verdict"].startswith("Ingen modell")
    assert residuals(fees, POPULATIONS, table.iloc[0])["residual"].notna().all()


def test_several_models_give_the_earchive_to_the_thousand() -> None:
    # All its fees are whole thousands. So taken, four populations out of six give them; none is singled out.
    table = explain(EARCHIVE, POPULATIONS)
    dates = set(table.loc[table["reproduced"], "population_date"])
    assert dates == {"2017-12-31", "2018-12-31", "2019-12-31", "2020-12-31"}
    assert "inte att avgöra" in table.attrs["verdict"]


@pytest.mark.parametrize("fees", [BASIC, STARTUP], ids=["basic", "startup"])
def test_what_all_pay_alike_needs_no_population(fees: pd.Series) -> None:
    table = explain(fees, POPULATIONS)
    assert table.loc[0, ["reproduced", "equal_share", "base_fee"]].to_list() == [True, 1, fees.iloc[0]]
    assert len(table) == 1


def made_column(rng: np.random.Generator) -> tuple[pd.Series, dict[str, object]]:
    """Make a column by `split`: 8 to 14 municipalities, a whole per cent, a step of at most 120 kronor."""
    step = int(rng.choice([1, 10, 12, 50, 100, 120]))
    date, share = str(rng.choice(POPULATIONS.columns)), int(rng.integers(0, 100)) / 100
    total = int(rng.integers(300_000, 10_000_000)) // step * step
    taking_part = list(rng.choice(MUNICIPALITIES, int(rng.integers(8, 15)), replace=False))
    rounding = str(rng.choice(["largest_remainder", "independent", "up"]))
    result = split(
        total, POPULATIONS[date], equal_share=share, participants=taking_part, step=step, rounding=rounding
    )
    outside = tuple(label for label in MUNICIPALITIES if label not in taking_part)
    model = {
        "reproduced": True,
        "population_date": date,
        "equal_share": share,
        "step": step,
        "left_out": outside,
    }
    return result.fees, model


@pytest.mark.sampled
def test_columns_made_by_split_are_explained_by_the_model_that_made_them() -> None:
    rng = np.random.default_rng(2024)
    right = 0
    for _ in range(COLUMNS):
        fees, model = made_column(rng)
        row = explain(fees, POPULATIONS).iloc[0]
        right += all(row[name] == value for name, value in model.items())
    assert right >= 0.99 * COLUMNS


def random_column(rng: np.random.Generator) -> pd.Series:
    """Make fees that no model made: in any order, rising with inhabitants, or ten steps beside a line."""
    step, count = int(rng.choice([1, 10, 100, 1_000, 1_200])), int(rng.integers(3, 15))
    who = rng.choice(MUNICIPALITIES, count, replace=False)
    steps = rng.integers(1, 400, count)
    kind = rng.choice(["any order", "rising", "beside a line"])
    people = POPULATIONS.loc[who, str(rng.choice(POPULATIONS.columns))]
    if kind == "rising":
        steps = np.sort(steps)[people.rank(method="first").astype(int) - 1]
    if kind == "beside a line":
        steps = (50 + people.to_numpy() / 200).astype(int) + rng.integers(-10, 11, count)
    return pd.Series(step * steps, index=who)


@pytest.mark.sampled
def test_random_columns_are_never_said_to_be_reproduced() -> None:
    rng = np.random.default_rng(2024)
    claimed = [fees for fees in (random_column(rng) for _ in range(COLUMNS)) if reproduced(fees)]
    assert claimed == []


def reproduced(fees: pd.Series) -> bool:
    return bool(explain(fees, POPULATIONS.loc[fees.index])["reproduced"].any())


def test_more_inhabitants_never_pay_less_in_the_decided_fees_that_have_a_model() -> None:
    rising = SOCIAL_LICENCE[POPULATIONS["2020-12-31"].sort_values().index]
    assert all(less <= more for less, more in pairwise(rising))
