"""What a proposal changes for each municipality, in kronor and in per cent."""

from boards import REAL
from drawn import texts
from namndbok.proposals.budget import open_proposal
from namndbok.show.charts import chart_municipalities
from small_proposal import small_proposal
from typed import spaced


def fees(*amounts: int) -> str:
    rows = [f"basic | 99{n:02d} | {amount}" for n, amount in enumerate(amounts, 1)]
    return "\n".join(["component | municipality | fee", *rows])


def test_who_rises_and_who_falls_most_is_described():
    # 600 alike is 200 each, against 300, 200 and 100 this year; archive, without fees, adds 50, 100 and 150
    chart = chart_municipalities("change", small_proposal(fees=fees(300, 200, 100)))
    assert chart.id == "c-change" and "ej beslutat" in chart.title
    assert spaced(chart.description) == (
        "Liggande stapeldiagram över ändringen i kronor av kommunernas avgifter i förslaget, som inte är "
        "beslutat: tre kommuner. Mest höjs Ödeby med +250 kr. Mest sänks Alvik med -50 kr."
    )
    assert texts(chart.svg)[::2] == ["Ödeby", "Bergsta", "Alvik"]


def test_in_per_cent_the_order_may_be_another():
    chart = chart_municipalities("change_share", small_proposal(fees=fees(300, 200, 100)))
    assert "Mest höjs Ödeby med +250,0 %. Mest sänks Alvik med -16,7 %." in spaced(chart.description)
    assert ">+50,0\u00a0%</text>" in chart.svg


def test_the_same_for_all_is_described():
    one = small_proposal("split_models", split_models="", percent=10.0)
    assert spaced(chart_municipalities("change", one).description).endswith("Lika för alla: 0 kr.")


def test_only_what_happens_is_described():
    everybody = chart_municipalities("change", small_proposal(fees=fees(100, 100, 100)))
    assert "Mest sänks" not in everybody.description and "Mest höjs Ödeby" in everybody.description


def test_without_fees_this_year_there_is_no_change_in_per_cent():
    assert str(chart_municipalities("change_share", small_proposal("fees"))) == ""


def test_the_numbers_are_in_the_comparison():
    for chart in (
        chart_municipalities("change", small_proposal()),
        chart_municipalities("change_share", small_proposal()),
    ):
        assert 'href="#t-comparison"' in chart._repr_html_()
        assert "förslag – ej beslutat" in chart.numbers.content


def test_all_municipalities_of_the_real_board_are_drawn():
    proposal = open_proposal(REAL, 2025)
    drawn = chart_municipalities("change", proposal).svg
    assert [name for name in proposal.data["municipalities"]["name"] if f">{name}</text>" not in drawn] == []
