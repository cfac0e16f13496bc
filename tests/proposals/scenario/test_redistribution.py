"""What a scenario gives: the library's split beside the today ones, and figures that no report can name."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namndbok.books.book import make_book
from namndbok.books.commentary import load_commentary
from namndbok.errors import ImpossibleLimits, InvalidSplit, NamndbokError, UnknownFact
from namndbok.splits import split
from small_scenario import redistribution_of, small_board


def test_half_alike_and_half_by_inhabitants(board):
    # 400 kr: 200 alike, so 66.67 each; 200 by 100, 200 and 300 of 600 inhabitants, so 33.33, 66.67 and 100.
    # 100.00, 133.33, 166.67: whole kronor 100, 133, 166, and the last krona goes to the largest remainder.
    redistribution = redistribution_of(board)
    assert redistribution.fees["meters"].to_dict() == {"Alvik": 100, "Bergsta": 133, "Ödeby": 167}
    assert redistribution.today["meters"].to_dict() == {"Alvik": 100, "Bergsta": 100, "Ödeby": 200}
    assert redistribution.change.to_dict() == {"Bergsta": 33, "Alvik": 0, "Ödeby": -33}
    assert list(redistribution.change.index) == ["Bergsta", "Alvik", "Ödeby"]


def test_those_who_pay_nothing_today_take_part_only_if_they_are_asked(board):
    # 240 kr all alike: two pay 120 each; with Ödeby three pay 80 each; without Alvik too, two again.
    fees = {
        "two": redistribution_of(board, services="laboratory", key="lika").fees["laboratory"].tolist(),
        "three": redistribution_of(board, services="laboratory", key="lika", also="Ödeby")
        .fees["laboratory"]
        .tolist(),
        "others": redistribution_of(board, services="laboratory", key="lika", also="9903", without="9901")
        .fees["laboratory"]
        .tolist(),
    }
    assert fees == {"two": [120, 120, 0], "three": [80, 80, 80], "others": [0, 120, 120]}


def test_several_services_are_split_each_by_itself_and_added_up(board):
    # 400 alike among three: 134, 133, 133 (the largest gets the odd krona); 240 among two: 120, 120, 0.
    redistribution = redistribution_of(board, services="meters, laboratory", key="lika")
    assert redistribution.fees.sum(axis="columns").to_dict() == {"Alvik": 253, "Bergsta": 253, "Ödeby": 134}
    assert redistribution.fees.sum().to_list() == [400, 240]


def test_another_population_gives_other_fees(board):
    # 110, 190 and 310 of 610 inhabitants: 400 × 110 ÷ 610 = 72.1, 124.6, 203.3; the last krona to Bergsta.
    redistribution = redistribution_of(board, population_date="2031-12-31", key="invånare")
    assert redistribution.fees["meters"].to_dict() == {"Alvik": 72, "Bergsta": 125, "Ödeby": 203}


def test_a_floor_and_a_cap_hold(board):
    # By inhabitants 66.7, 133.3, 200: a floor of 90 for Alvik, a cap of 170 for Ödeby, the rest is Bergsta's.
    redistribution = redistribution_of(board, key="invånare", floor=90, cap=170)
    assert redistribution.fees["meters"].to_dict() == {"Alvik": 90, "Bergsta": 140, "Ödeby": 170}


def test_what_cannot_be_split_names_the_service(board):
    with pytest.raises(ImpossibleLimits, match=r"^Mätare: Golvet går inte att hålla"):
        redistribution_of(board, floor=200)
    with pytest.raises(InvalidSplit, match=r"^Mätare: Ingen kommun deltar"):
        redistribution_of(board, without="Alvik, Bergsta, Ödeby")


@given(
    share=st.integers(0, 1000),
    step=st.sampled_from([1, 10, 100, 1000]),
    without=st.sets(st.sampled_from(["9901", "9902"])),
    when=st.sampled_from(["2030-12-31", "2031-12-31"]),
)
def test_the_sum_is_what_is_paid_today_whatever_the_parameters(board, share, step, without, when):
    services = ["basic", "meters", "readings"]
    redistribution = redistribution_of(
        board,
        services=services,
        key=f"{share / 10:g} % lika + invånare",
        step=step,
        without=[*without],
        population_date=when,
    )
    assert redistribution.fees.sum().to_list() == redistribution.today.sum().to_list() == [900, 400, 200]
    assert redistribution.figures["scenario.change.total"].value == 0


def test_the_fees_are_those_of_the_librarys_split(board):
    redistribution = redistribution_of(board, key="37 % lika + invånare", step=10)
    population = redistribution.data["population"].set_index("municipality")["population"].iloc[:3]
    expected = split(400, population, equal_share=Fraction(37, 100), step=10, rounding="sainte_lague")
    assert redistribution.fees["meters"].tolist() == expected.fees.tolist()


# Quarantine


def test_every_figure_has_an_id_of_its_own_kind_and_leads_to_rows(board):
    figures = redistribution_of(board).figures
    assert all(id.startswith("scenario.") for id in figures)
    fee = figures["scenario.fee.9903"]
    assert (fee.value, fee.display) == (167, "167\u00a0kr")
    assert figures.rows_behind("scenario.fee.9903") == ("population:4", "fees:5", "fees:6", "fees:7")
    assert figures["scenario.percent.9902"].value == Fraction(33, 100)
    assert figures["scenario.per_inhabitant.fee.9903"].value == Fraction(167, 300)
    assert [figures[f"scenario.{name}"].value for name in ("more", "less", "same", "moved")] == [1, 1, 1, 33]


def test_no_fact_of_a_year_is_a_scenarios(board):
    redistribution_of(board)
    facts = make_book(board, 2031).facts
    assert [id for id in facts if id.startswith("scenario.")] == []
    assert not facts.keys() & redistribution_of(board).figures.keys()
    with pytest.raises(UnknownFact):
        facts["scenario.fee.total"]


def test_a_comment_in_the_yearly_report_cannot_name_a_scenarios_figure(board, tmp_path):
    other = small_board(tmp_path)
    (other.folder / "commentary" / "2031.md").write_text(
        "## Ekonomi\n\nSumman är {{ scenario.fee.total }}.\n", encoding="utf-8"
    )
    with pytest.raises(NamndbokError, match=r"scenario\.fee\.total"):
        load_commentary(make_book(other, 2031).facts)


# As today, and what is added to it


def test_without_a_key_everything_is_as_today(board):
    redistribution = redistribution_of(board, services="", key="", step=None)
    assert not redistribution.change.any()
    assert redistribution.today.sum().to_dict() == {
        "basic": 900,
        "meters": 400,
        "readings": 200,
        "laboratory": 240,
    }


def test_as_today_without_one_the_others_share_by_the_model(board):
    # The basic fee is alike: 900 among two. The meters were decided as alike: 400 among two.
    redistribution = redistribution_of(board, services="basic, meters", key="", without="Ödeby")
    assert redistribution.fees["basic"].to_dict() == {"Alvik": 450, "Bergsta": 450, "Ödeby": 0}
    assert redistribution.fees["meters"].to_dict() == {"Alvik": 200, "Bergsta": 200, "Ödeby": 0}


def test_as_today_without_a_model_the_proportions_stay_and_a_newcomer_stands_on_the_line(board):
    # Laboratory 130 and 110 of 100 and 200 inhabitants: the line falls 20 for each hundred, so 300 would
    # have 90. 240 × 130, 110, 90 ÷ 330 = 94.5, 80, 65.5.
    redistribution = redistribution_of(board, services="laboratory", key="", newcomer="Nyby=300")
    assert redistribution.fees["laboratory"].to_dict() == {"Alvik": 95, "Bergsta": 80, "Ödeby": 0, "Nyby": 65}


def test_a_newcomer_shares_the_same_cost(board):
    # 400 by 100, 200, 300 and 200 inhabitants of 800.
    redistribution = redistribution_of(board, key="invånare", newcomer="Nyby=200")
    assert redistribution.fees["meters"].tolist() == [50, 100, 150, 100]
    assert redistribution.change.to_dict() == {"Nyby": 100, "Bergsta": 0, "Alvik": -50, "Ödeby": -50}


def test_a_new_service_is_for_some_and_adds_its_cost(board):
    # 600 half alike for two, 150 each; 300 by 100 and 300 inhabitants: 75 and 225.
    given = {"services": "", "new_service": "Bokning=600", "among": "Alvik, Ödeby"}
    redistribution = redistribution_of(board, **given)
    assert redistribution.fees["new_service"].to_dict() == {"Alvik": 225, "Bergsta": 0, "Ödeby": 375}
    assert redistribution.figures["scenario.change.total"].value == 600


def test_a_quantity_of_the_board_is_a_key(board):
    # Meters 50, 150 and 200 of 400, so a krona for each meter.
    assert redistribution_of(board, key="mätare").fees["meters"].tolist() == [50, 150, 200]
    # 60 % of that, and 40 % by 100, 200 and 300 inhabitants: 30 + 26.7, 90 + 53.3, 120 + 80.
    assert redistribution_of(board, key="60 % mätare + invånare").fees["meters"].tolist() == [57, 143, 200]


def test_each_service_can_have_a_key_of_its_own(board):
    redistribution = redistribution_of(board, services="meters, readings", key="mätare; readings = lika")
    assert redistribution.fees["meters"].tolist() == [50, 150, 200]
    assert sorted(redistribution.fees["readings"]) == [66, 67, 67]  # 200 alike among three


def test_a_fixed_amount_comes_first(board):
    # 50 each leaves 250 by inhabitants: 41.7, 83.3, 125.
    assert redistribution_of(board, key="50 kr + invånare").fees["meters"].tolist() == [92, 133, 175]


def test_a_phase_in_has_a_column_a_year(board):
    # Today 100, 100, 200; by inhabitants 67, 133, 200. A quarter of the way each year: 91.75, 108.25, 200 …
    redistribution = redistribution_of(board, key="invånare", years=4)
    assert redistribution.by_year.to_dict("list") == {
        0: [100, 100, 200],
        1: [92, 108, 200],
        2: [83, 117, 200],
        3: [75, 125, 200],
        4: [67, 133, 200],
    }


def test_no_fee_changes_more_than_is_allowed(board):
    # 100 may become 90 to 110, so Alvik pays 90 and Bergsta 110.
    redistribution = redistribution_of(board, key="invånare", max_change="10 %")
    assert redistribution.fees["meters"].tolist() == [90, 110, 200]


WRONG = {
    "floor above cap": ({"floor": 200, "cap": 100}, "Mätare: Golvet och taket går inte ihop för Alvik"),
    "no quantity for one": (
        {"services": "laboratory", "key": "prover", "also": "Ödeby"},
        "Prover saknas för Ödeby",
    ),
    "no such date": ({"key": "mätare 2029-12-31"}, "bara för 2030-12-31. Gör så här: menade du 2030-12-31?"),
    "inhabitants of no day": ({"key": "invånare 2029-12-31"}, "bara för 2030-12-31 och 2031-12-31"),
    "a new service as today": ({"services": "", "key": "", "new_service": "Bokning=5"}, "Ange en nyckel"),
    "amounts above the cost": (
        {"key": "500 kr + invånare"},
        "fasta beloppen är tillsammans 1\u00a0500\u00a0kr",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_computed_says_what_to_do(board, case):
    given, said = WRONG[case]
    with pytest.raises(NamndbokError) as refused:
        redistribution_of(board, **given)
    assert said in str(refused.value)
