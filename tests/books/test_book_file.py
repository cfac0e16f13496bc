"""A computed book is used again only where nobody else can have written it, and for the same tables."""

import os
import pickle
from pathlib import Path

import pytest

from boards import invented_board, put
from namndbok.books import book as books
from namndbok.books.book import open_book
from namndbok.books.book_file import BOOK_FILE, write_book_file
from namndbok.books.seal import proof
from namndbok.errors import InvalidParameter

DATA = Path("data")


class Harmful:
    """What must not be loaded."""

    def __reduce__(self):
        return (os.mkdir, ("skada",))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Save the invented board's book in a private folder with the data, and go there."""
    invented_board(tmp_path).rename(tmp_path / DATA)
    tmp_path.chmod(0o700)
    file = tmp_path / "book.pickle"
    monkeypatch.chdir(tmp_path)
    write_book_file(open_book(tmp_path / DATA, 2031), file, DATA)
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
