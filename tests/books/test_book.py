import os
import pickle
from pathlib import Path

import pytest

from boards import INVENTED, REAL, invented_board, put
from namndbok.books import book as books
from namndbok.books.book import BOOK_FILE, Book, make_book, make_books, open_book, write_book_file
from namndbok.books.seal import proof
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


DATA = Path("data")


class Harmful:
    """What must not be loaded."""

    def __reduce__(self):
        return (os.mkdir, ("skada",))


@pytest.fixture(scope="module")
def invented() -> Book:
    return open_book(INVENTED, 2031)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invented: Book) -> Path:
    """Save the invented board's book in a private folder with the data, and go there."""
    invented_board(tmp_path).rename(tmp_path / DATA)
    tmp_path.chmod(0o700)
    file = tmp_path / "book.pickle"
    monkeypatch.chdir(tmp_path)
    write_book_file(invented, file, DATA)
    monkeypatch.setenv(BOOK_FILE, str(file))
    return file


def computed(monkeypatch: pytest.MonkeyPatch, folder: Path = DATA, year: int = 2031, **options: bool) -> int:
    """Count how many books are computed when one is opened."""
    made, make_book = [], books.make_book
    monkeypatch.setattr(books, "make_book", lambda *what: made.append(what) or make_book(*what))
    assert open_book(folder, year, **options).data.folder == folder
    return len(made)


def test_a_saved_book_is_not_computed_again(file: Path, monkeypatch: pytest.MonkeyPatch):
    assert computed(monkeypatch) == 0


def test_it_has_the_same_facts_findings_and_seal(file: Path, monkeypatch: pytest.MonkeyPatch):
    saved = open_book(DATA, 2031)
    monkeypatch.delenv(BOOK_FILE)
    fresh = open_book(DATA, 2031)
    assert (dict(saved.facts), saved.findings, proof(saved)) == (
        dict(fresh.facts),
        fresh.findings,
        proof(fresh),
    )
    assert saved.facts.data is saved.data


@pytest.mark.parametrize("name", ["outcome.csv", "datapackage.json"])
def test_it_is_not_believed_when_the_files_have_changed(file: Path, name: str, monkeypatch):
    with (DATA / name).open("a", encoding="utf-8") as changed:
        changed.write("\n")
    assert computed(monkeypatch) == 1


def test_a_figure_that_has_changed_since_is_the_new_one(file: Path):
    before = open_book(DATA, 2031).facts["economy.income"].value
    put(DATA / "outcome.csv", 5, "income", "7")
    assert open_book(DATA, 2031).facts["economy.income"].value != before


def test_it_is_not_taken_for_another_year_or_folder(file: Path, tmp_path: Path, monkeypatch):
    assert computed(monkeypatch, tmp_path / DATA) == 1
    with pytest.raises(InvalidParameter):
        open_book(DATA, 1999)


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701, 0o720])
def test_a_file_that_others_can_have_written_is_not_loaded(file: Path, mode: int, monkeypatch):
    file.write_bytes(pickle.dumps(Harmful()))
    file.parent.chmod(mode)
    assert computed(monkeypatch) == 1
    assert not Path("skada").exists()


def test_a_file_in_somebody_elses_folder_is_not_loaded(file: Path, monkeypatch: pytest.MonkeyPatch):
    file.write_bytes(pickle.dumps(Harmful()))
    monkeypatch.setattr("os.getuid", lambda: file.stat().st_uid + 1)
    assert computed(monkeypatch) == 1
    assert not Path("skada").exists()


def test_nothing_is_looked_for_where_no_file_is_named(file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(BOOK_FILE)
    (DATA / file.name).write_bytes(pickle.dumps(Harmful()))
    assert computed(monkeypatch) == 1
    assert not Path("skada").exists()
