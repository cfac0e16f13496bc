"""A proposal: figures that can be worked out in the head, and that the yearly report does not know."""

import csv
import io
import os
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from boards import REAL, invented_board, real_board
from namndbok.books.book import make_book
from namndbok.data.load import load_data
from namndbok.errors import InvalidParameter, UnknownFact
from namndbok.facts.year_facts import compute_years
from namndbok.proposals.budget import open_proposal, proposed_files, write_files
from namndbok.proposals.budget.proposal import Proposal
from small_proposal import small_proposal, values


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return invented_board(tmp_path_factory.mktemp("sjodalen"))


@pytest.fixture(scope="module")
def invented(folder) -> Proposal:
    return open_proposal(folder, 2032)


@pytest.fixture(scope="module")
def real() -> Proposal:
    return open_proposal(REAL, 2025)


def shown(proposal: Proposal, *ids: str) -> list[object]:
    return [proposal.facts[f"proposal.{id}"].value for id in ids]


def test_every_line_is_raised_by_the_wage_index(invented):
    assert shown(invented, "increase") == [Fraction(206, 200) - 1]
    # 900, 400, 200 and 240 times 1,03; the last is 247,2
    lines = [f"line.{line}.income" for line in ("office", "meters", "readings", "laboratory")]
    assert shown(invented, *lines) == [927, 412, 206, 247]
    assert shown(invented, "income", "cost", "result", "now.income") == [1792, 1792, 0, 1740]
    assert shown(invented, "line.laboratory.income_change", "income_change") == [7, 52]
    assert shown(invented, "line.laboratory.income_change_share", "line.office.cost_change") == [
        Fraction(7, 240),
        27,
    ]


def test_an_increase_leads_to_the_index_and_its_decision(invented):
    assert invented.facts["proposal.increase"].rows == ("price_index:2", "price_index:3", "decisions:2")
    assert str(invented.index.name) == "Löneindex"
    assert small_proposal(percent=2.0).index is None


def test_the_last_count_of_inhabitants_is_used(invented):
    assert values(invented, "proposal.population") == {"9901": 110, "9902": 190, "9903": 310}
    assert invented.assumptions.population_date == date(2031, 12, 31)


def test_fees_that_are_alike(invented):
    assert values(invented, "proposal.fee.basic") == {"9901": 309, "9902": 309, "9903": 309}


def test_fees_by_inhabitants_in_tens_with_two_kronor_left_for_the_next_in_turn(invented):
    # 412 by 110, 190 and 310 of 610 is 74,3 + 128,3 + 209,4; 41 tens: 7, 13 and 21. Next in turn is Alvik:
    # 110 ÷ 15 = 7,3 is more than 190 ÷ 27 = 7,0 and 310 ÷ 43 = 7,2.
    assert values(invented, "proposal.fee.meters") == {"9901": 70 + 2, "9902": 130, "9903": 210}
    assert shown(invented, "part.meters.carried", "part.meters.total") == [2, 412]


def test_fees_half_alike_and_half_by_inhabitants(invented):
    # 34,3 each, and 103 by inhabitants: 52,9 + 66,4 + 86,7
    assert values(invented, "proposal.fee.readings") == {"9901": 53, "9902": 66, "9903": 87}
    assert shown(invented, "part.readings.base_fee", "part.readings.per_inhabitant") == [
        Fraction(103, 3),
        Fraction(103, 610),
    ]


def test_a_fee_leads_to_its_inhabitants_and_its_model(invented):
    fee = invented.facts["proposal.fee.readings.9901"]
    assert fee.facts == (
        "proposal.population.9901",
        "proposal.part.readings.base_fee",
        "proposal.part.readings.per_inhabitant",
    )
    behind = invented.facts.rows_behind(fee.id)
    assert {"budget:4", "split_models:5", "population:5", "price_index:3"} <= set(behind)


def test_a_line_without_a_model_gets_no_fees(invented):
    assert values(invented, "proposal.fee.laboratory") == {}
    assert shown(invented, "count.lines", "count.split", "count.unsplit", "unsplit") == [4, 3, 1, 247]
    assert shown(invented, "count.decided") == [2]


def test_each_municipality_is_compared_for_the_fees_that_have_a_proposal(invented):
    # Alvik: 309 + 72 + 53 against 300 + 100 + 50; laboratory, 130, is left out
    alvik = values(invented, "proposal.pays.9901")
    assert alvik == {
        "next": 434,
        "now": 450,
        "waiting": 130,
        "next_change": -16,
        "next_change_share": Fraction(-16, 450),
    }
    assert shown(invented, "fees.next", "fees.now", "fees.waiting") == [434 + 505 + 606, 1500, 240]
    assert shown(invented, "fees.next_change") == [45]


def test_who_pays_nothing_this_year_has_no_change_in_per_cent():
    rows = "component | municipality | fee\n basic | 9901 | 600"
    facts = small_proposal(fees=rows).facts
    assert facts["proposal.pays.9903.next"].value == 150
    assert "proposal.pays.9903.next_change_share" not in facts


def test_a_percentage_and_a_day_can_be_chosen(folder):
    proposal = open_proposal(folder, 2032, percent=10.0, population_date="2030-12-31")
    assert shown(proposal, "line.office.income", "population.9901") == [990, 100]


def test_the_base_is_the_last_budget_before_the_year(folder):
    proposal = open_proposal(folder, 2040, percent=1.0)
    assert (proposal.assumptions.base_year, str(proposal.base), proposal.year) == (2031, "2031", 2040)


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (
            2031,
            "Det finns redan en budget för 2031, så den kan inte föreslås. År med budget i underlaget: 2031.",
        ),
        (2030, "Det finns ingen budget före 2030 att utgå från. År med budget i underlaget: 2031."),
        (True, "Parametern year ska vara ett heltal, inte True. År med budget i underlaget: 2031."),
        ("2032", "Parametern year ska vara ett heltal, inte '2032'. År med budget i underlaget: 2031."),
    ],
)
def test_a_year_that_cannot_be_proposed_is_refused(folder, year: object, said: str):
    with pytest.raises(InvalidParameter) as error:
        open_proposal(folder, year)
    assert str(error.value) == said


def test_a_day_without_a_count_is_refused(folder):
    with pytest.raises(
        InvalidParameter, match=r"för 2029-12-31\. Underlaget har 2030-12-31 och 2031-12-31\."
    ):
        open_proposal(folder, 2032, population_date="2029-12-31")


def test_without_any_count_there_is_no_day(folder, tmp_path):
    bare = invented_board(tmp_path)
    (bare / "population.csv").unlink()
    proposal = open_proposal(bare, 2032)
    assert proposal.assumptions.population_date is None
    assert values(proposal, "proposal.fee").keys() == {"basic.9901", "basic.9902", "basic.9903"}


# What keeps a proposal apart


def test_the_yearly_report_does_not_know_a_proposal(folder, invented):
    data = load_data(folder)
    for year in (2031, 2032):
        assert [id for id in compute_years(data, [year])[0] if id.startswith("proposal")] == []
    with pytest.raises(UnknownFact):
        make_book(data, 2031).facts["proposal.income"]


def test_all_that_a_proposal_says_is_called_so(invented, real):
    for proposal in (invented, real):
        assert all(id.startswith("proposal.") for id in proposal.facts)
        assert all(finding.check.startswith("proposal.") for finding in proposal.findings)


# The real board


def test_the_real_board_has_five_lines_split_and_two_not(real):
    assert [fee.component for fee in real.fees if fee.split is None] == ["eservices", "rescue"]
    assert shown(real, "count.lines", "count.split", "unsplit") == [7, 5, 1_046_900 + 732_500]
    assert len({id.split(".")[2] for id in real.facts if id.startswith("proposal.pays.")}) == 14


def test_without_an_index_the_real_amounts_stand_and_fees_follow_inhabitants(real):
    assert shown(real, "increase", "income", "income_change") == [0, 7_830_800, 0]
    assert shown(real, "fees.next", "fees.next_change") == [7_830_800 - 1_779_400, 0]
    assert values(real, "proposal.fee.basic") == dict.fromkeys(real.data["municipalities"]["code"], 84_100)


def test_this_years_fees_come_back_on_this_years_terms(real):
    """With the inhabitants that its model was found on, the platform costs what it costs, to one step."""
    fee = next(fee for fee in real.fees if fee.component == "social-platform")
    again = open_proposal(REAL, 2025, population_date=fee.model.population_date.isoformat())
    new, old = (values(again, f"proposal.{at}fee.social-platform") for at in ("", "now."))
    assert max(abs(new[code] - old[code]) for code in old) <= fee.model.step


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def take_in(proposal, folder: Path) -> None:
    """Append a proposal's rows to the tables of a data folder, as the coordinator does in a spreadsheet."""
    for name, text in proposed_files(proposal).items():
        with (folder / name).open("a", encoding="utf-8", newline="") as file:
            file.write(text.partition("\n")[2])


def test_the_rows_have_the_tables_own_columns_and_the_proposals_year_and_source():
    files = proposed_files(small_proposal(percent=10.0))
    assert list(files) == ["documents.csv", "budget.csv", "fees.csv", "split_models.csv"]
    assert files["budget.csv"].splitlines()[:2] == [
        "year,side,line,amount,precision,source,place",
        "2032,income,office,660,1,proposal-2032,Budgetens rader",
    ]
    assert [row["amount"] for row in rows(files["budget.csv"])] == ["660", "330", "660", "330"]
    (document,) = rows(files["documents.csv"])
    assert (document["document"], document["title"]) == (
        "proposal-2032",
        "Förslag till budget 2032, ej beslutat",
    )


def test_an_amount_is_no_more_precise_than_the_one_it_is_raised_from():
    rough = small_proposal(
        budget="side | line | amount | precision\n income | office | 600000 | 1000", percent=10.0
    )
    (row,) = rows(proposed_files(rough)["budget.csv"])
    assert (row["amount"], row["precision"]) == ("660000", "1000")


def test_who_does_not_pay_has_no_fee_or_the_zero_that_stands_this_year():
    fees = rows(proposed_files(small_proposal())["fees.csv"])
    assert [(row["municipality"], row["fee"]) for row in fees if row["component"] == "archive"] == [
        ("9901", "100"),
        ("9902", "200"),
        ("9903", ""),
    ]
    archive = "component | municipality | fee\n archive | 9901 | 100\n archive | 9902 | 0"
    fees = rows(proposed_files(small_proposal(fees=archive))["fees.csv"])
    assert [row["fee"] for row in fees if row["component"] == "archive"] == ["300", "0", ""]


def test_a_component_without_a_split_has_no_rows():
    assert rows(proposed_files(small_proposal("split_models"))["fees.csv"]) == []


def test_the_invented_board_with_its_proposal_taken_in_has_next_years_budget(tmp_path):
    folder = invented_board(tmp_path)
    take_in(open_proposal(folder, 2032), folder)
    facts = make_book(load_data(folder), 2032).facts
    assert (facts["budget.income"].value, facts["budget.cost"].value) == (1792, 1792)
    assert [facts[f"fees.{name}.total"].value for name in ("basic", "meters", "readings")] == [927, 412, 206]
    with pytest.raises(InvalidParameter, match="finns redan en budget för 2032"):
        open_proposal(folder, 2032)


def test_the_real_board_with_its_proposal_taken_in_is_valid(tmp_path):
    folder = real_board(tmp_path)
    take_in(open_proposal(folder, 2025, percent=3.2, keep=True), folder)
    facts = make_book(load_data(folder), 2025).facts
    assert facts["fees.budgeted.total"].value == facts["budget.income"].value


def test_files_are_written_into_a_new_folder(tmp_path):
    written = write_files(small_proposal(), tmp_path / "a" / "b")
    assert [path.name for path in written] == ["documents.csv", "budget.csv", "fees.csv", "split_models.csv"]
    assert written[1].read_bytes().decode() == proposed_files(small_proposal())["budget.csv"]


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "fees.csv").write_text("mina avgifter")
    with pytest.raises(InvalidParameter, match=r"fees\.csv finns redan och skrivs inte över\."):
        write_files(small_proposal(), tmp_path)
    assert os.listdir(tmp_path) == ["fees.csv"]
    assert (tmp_path / "fees.csv").read_text() == "mina avgifter"


def test_a_place_that_cannot_be_written_is_refused_in_swedish(tmp_path):
    (tmp_path / "fil").write_text("")
    with pytest.raises(InvalidParameter, match=r"Det gick inte att skriva .*fil"):
        write_files(small_proposal(), tmp_path / "fil")
