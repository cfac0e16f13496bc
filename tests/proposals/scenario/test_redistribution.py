"""What a scenario gives: the library's split beside the decided ones, and figures that no report can name."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namndbok.books.book import make_book
from namndbok.books.commentary import load_commentary
from namndbok.errors import ImpossibleLimits, InvalidSplit, NamndbokError, UnknownFact
from namndbok.proposals.scenario.redistribution import sweep
from namndbok.splits import split
from small_scenario import redistribution_of, small_board


def test_half_alike_and_half_by_inhabitants(board):
    # 400 kr: 200 alike, so 66.67 each; 200 by 100, 200 and 300 of 600 inhabitants, so 33.33, 66.67 and 100.
    # 100.00, 133.33, 166.67: whole kronor 100, 133, 166, and the last krona goes to the largest remainder.
    redistribution = redistribution_of(board)
    assert redistribution.fees["meters"].to_dict() == {"Alvik": 100, "Bergsta": 133, "Ödeby": 167}
    assert redistribution.decided["meters"].to_dict() == {"Alvik": 100, "Bergsta": 100, "Ödeby": 200}
    assert redistribution.change.to_dict() == {"Bergsta": 33, "Alvik": 0, "Ödeby": -33}
    assert list(redistribution.change.index) == ["Bergsta", "Alvik", "Ödeby"]


def test_those_who_pay_nothing_today_take_part_only_if_they_are_asked(board):
    # 240 kr all alike: two pay 120 each; with Ödeby three pay 80 each; without Alvik too, two again.
    fees = {
        "two": redistribution_of(board, services="laboratory", equal_share=1).fees["laboratory"].tolist(),
        "three": redistribution_of(board, services="laboratory", equal_share=1, also="Ödeby")
        .fees["laboratory"]
        .tolist(),
        "others": redistribution_of(board, services="laboratory", equal_share=1, also="9903", without="9901")
        .fees["laboratory"]
        .tolist(),
    }
    assert fees == {"two": [120, 120, 0], "three": [80, 80, 80], "others": [0, 120, 120]}


def test_several_services_are_split_each_by_itself_and_added_up(board):
    # 400 alike among three: 134, 133, 133 (the largest gets the odd krona); 240 among two: 120, 120, 0.
    redistribution = redistribution_of(board, services="meters, laboratory", equal_share=1)
    assert redistribution.fees.sum(axis="columns").to_dict() == {"Alvik": 253, "Bergsta": 253, "Ödeby": 134}
    assert redistribution.fees.sum().to_list() == [400, 240]


def test_another_population_gives_other_fees(board):
    # 110, 190 and 310 of 610 inhabitants: 400 × 110 ÷ 610 = 72.1, 124.6, 203.3; the last krona to Bergsta.
    redistribution = redistribution_of(board, population_date="2031-12-31", equal_share=0)
    assert redistribution.fees["meters"].to_dict() == {"Alvik": 72, "Bergsta": 125, "Ödeby": 203}


def test_a_floor_and_a_cap_hold(board):
    # By inhabitants 66.7, 133.3, 200: a floor of 90 for Alvik, a cap of 170 for Ödeby, the rest is Bergsta's.
    redistribution = redistribution_of(board, equal_share=0, floor=90, cap=170)
    assert redistribution.fees["meters"].to_dict() == {"Alvik": 90, "Bergsta": 140, "Ödeby": 170}


def test_what_cannot_be_split_names_the_service(board):
    with pytest.raises(ImpossibleLimits, match=r"^Mätare: Golvet går inte att hålla"):
        redistribution_of(board, floor=200)
    with pytest.raises(InvalidSplit, match=r"^Mätare: Ingen kommun deltar"):
        redistribution_of(board, without="Alvik, Bergsta, Ödeby")


@given(
    share=st.fractions(0, 1),
    step=st.sampled_from([1, 10, 100, 1000]),
    without=st.sets(st.sampled_from(["9901", "9902"])),
    when=st.sampled_from(["2030-12-31", "2031-12-31"]),
)
def test_the_sum_is_what_is_paid_today_whatever_the_parameters(board, share, step, without, when):
    services = ["basic", "meters", "readings"]
    redistribution = redistribution_of(
        board, services=services, equal_share=share, step=step, without=[*without], population_date=when
    )
    assert redistribution.fees.sum().to_list() == redistribution.decided.sum().to_list() == [900, 400, 200]
    assert redistribution.figures["scenario.change.total"].value == 0


def test_the_fees_are_those_of_the_librarys_split(board):
    redistribution = redistribution_of(board, equal_share="37 %", step=10)
    population = redistribution.data["population"].set_index("municipality")["population"].iloc[:3]
    expected = split(400, population, equal_share=Fraction(37, 100), step=10)
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


def test_a_line_goes_from_nothing_alike_to_everything_alike(board):
    # 400 kr by inhabitants: 67, 133, 200; alike: 133, 133, 134. Today: 100, 100, 200.
    change = sweep(redistribution_of(board)).change
    assert change[Fraction(0)].to_dict() == {"Alvik": -33, "Bergsta": 33, "Ödeby": 0}
    assert change[Fraction(1)].to_dict() == {"Alvik": 33, "Bergsta": 33, "Ödeby": -66}
    assert (change.sum() == 0).all()


def test_the_break_even_point_is_where_the_line_crosses_nothing(board):
    # Alvik pays 66.67 + share × 66.67, which is 100 at a half. Bergsta never pays 100. Ödeby does at none.
    swept = sweep(redistribution_of(board))
    points = [swept.breaks_even(name) for name in ("Alvik", "Bergsta", "Ödeby")]
    assert points == [Fraction(1, 2), None, Fraction(0)]


def test_one_who_pays_the_same_whatever_the_share_has_no_point(board):
    assert sweep(redistribution_of(board, services="laboratory")).breaks_even("Ödeby") is None


def test_between_two_shares_the_line_is_straight(board):
    swept = sweep(redistribution_of(board, services="basic", equal_share=1))
    # Basic fee 900, 300 each today: Alvik pays 150 + share × 150, which is 300 only when all is alike.
    assert swept.breaks_even("Alvik") == 1
    assert sweep(redistribution_of(board, services="readings")).breaks_even("Alvik") == Fraction(1, 2)


def test_the_table_of_quarters_is_rounded_as_the_scenario_is(board):
    # Rounded to 100: by inhabitants 66.7, 133.3, 200 become 100, 100, 200.
    swept = sweep(redistribution_of(board, step=100))
    assert swept.quarters[Fraction(0)].tolist() == [100, 100, 200]
    assert list(swept.quarters) == [Fraction(number, 4) for number in range(5)]
