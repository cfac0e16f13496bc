import pytest

from boards import REAL
from namndbok.books.book import make_book, make_books, open_book
from namndbok.checks import CHECKS
from namndbok.data.load import load_data
from namndbok.errors import InvalidData, InvalidParameter
from namndbok.facts.goals import measuring_fact, reviewed_goals
from namndbok.facts.periods import require_whole_year
from typed import book_of, sound


def test_a_book_has_facts_findings_and_comments_of_its_year():
    book = book_of(sound())
    assert (book.year, book.comments) == (2031, {})
    assert book.facts["economy.result"].value == 70
    assert book.facts["findings.total"].value == len(book.findings)


def test_findings_are_counted_in_all_without_answer_as_errors_and_by_check():
    """Costs of 500 + 330 are printed as 831."""
    printed = "id | fact | kind | value | unit\ncost | economy.cost | total | 831 | kr"
    book = book_of(sound(printed=printed))
    counts = {
        name: book.facts[f"findings.{name}"].value for name in ("total", "open", "errors", "sums.printed")
    }
    assert counts == {"total": 1, "open": 1, "errors": 1, "sums.printed": 1}
    assert book.facts["findings.rules.verdict"].value == 0
    assert book.facts["findings.checks"].value == len(CHECKS)


def test_a_goal_can_be_measured_by_a_fact_of_any_family():
    for measure in ("services.archive.users", "controls.leak.risk_value", "fees.archive.payers"):
        goals = f"goal | level | measure | threshold | unit\n any | annual | {measure} | 2 | count"
        facts = book_of(sound(goals=goals, goal_reviews="goal | assessment\n any | met")).facts
        assert measuring_fact(facts, reviewed_goals(facts).loc[2]) == facts[measure]


@pytest.mark.parametrize("year", ["2031", 2031.0, True, None])
def test_the_year_must_be_a_whole_number(year):
    with pytest.raises(InvalidParameter, match="heltal"):
        require_whole_year(sound(), year)


def test_a_year_without_outcome_is_refused_with_those_that_have_one():
    with pytest.raises(InvalidParameter, match=r"inget utfall för 1999\. År med utfall i underlaget: 2031"):
        require_whole_year(sound(), 1999)
    assert require_whole_year(sound(), 2031) == 2031


def test_a_year_without_anything_can_still_be_computed():
    book = make_book(sound(), 1999)
    assert book.facts["meetings.board.held"].value == 0


def test_years_made_together_are_the_same_as_each_made_alone():
    data = load_data(REAL)
    years = [*data.years_with_outcome, data.years_with_outcome[0]]
    for book, year in zip(make_books(data, years), years, strict=True):
        alone = make_book(data, year)
        assert (book.year, book.findings, book.comments) == (year, alone.findings, alone.comments)
        assert dict(book.facts) == dict(alone.facts)


def test_a_folder_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(InvalidData):
        open_book(tmp_path / "nowhere", 2031)
