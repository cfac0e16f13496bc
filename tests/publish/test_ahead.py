"""What many papers need alike is made once, before their kernels start, and changes nothing."""

import pickle

import pytest

from namndbok.books import seal
from namndbok.books.book import Book
from namndbok.books.municipality import sheet_of
from namndbok.facts import models
from namndbok.publish import ahead
from namndbok.publish.ahead import make_ready, read_ahead
from namndbok.show import narrative
from typed import book_of, sound


@pytest.fixture
def travelled() -> Book:
    """Give a book that has been made ready, as another process has it."""
    book = book_of(sound())
    make_ready(book)
    return pickle.loads(pickle.dumps(book))


def test_a_sheet_of_a_book_that_is_ready_hashes_and_explains_nothing_again(travelled, monkeypatch):
    expected = seal.facts_digest(book_of(sound())), list(models.fee_models(travelled.facts))
    monkeypatch.setattr(seal, "facts_json", None)
    monkeypatch.setattr(models, "fee_models", None)
    sheet = sheet_of(travelled, "Alvik")
    assert (seal.facts_digest(sheet), list(models.explained_of(sheet))) == expected


def test_the_seal_is_the_same_whether_or_not_the_book_was_made_ready(travelled):
    assert seal.proof(travelled) == seal.proof(book_of(sound()))


def test_the_texts_that_are_read_ahead_are_those_of_a_sheet():
    names = {name.removesuffix(".md") for name in narrative._templates().list_templates()}
    assert set(ahead.TEXTS) == {name for name in names if name.startswith("municipality_")} | {"footer"}
    read_ahead()
    assert {name for _, name in narrative._templates().cache} >= {f"{name}.md" for name in ahead.TEXTS}
