"""Papers made before: found again as long as nothing that they read has changed, and never when in doubt."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from boards import invented_board, put
from namndbok.books.book import open_book
from namndbok.books.seal import proof
from namndbok.publish.cache import Cache
from namndbok.publish.task import Made, Task

TASK = Task("blad", b"{}", {"year": 2031, "data": "data"}, {}, "gammalt", 60)
NOTES = ("watched", "table:fees", "fact:economy.result", "facts:attendance")
MADE = Made("arbetsbok, sigill gammalt", "sida, sigill gammalt", "gammalt", NOTES)


class Shelf:
    """A board's folder, and the cache beside it as it is now."""

    def __init__(self, folder: Path) -> None:
        self.data, self.folder = invented_board(folder), folder / "cache"

    @property
    def cache(self) -> Cache:
        book = open_book(self.data, 2031)
        return Cache(self.folder, book, proof(book))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Give a cache in which one paper is kept."""
    shelf = Shelf(tmp_path)
    shelf.cache.keep(TASK, MADE)
    return shelf


def test_a_paper_is_found_again_with_the_seal_of_now(shelf: Shelf):
    found = shelf.cache.find(replace(TASK, seal="nytt"))
    assert (found.workbook, found.page) == ("arbetsbok, sigill nytt", "sida, sigill nytt")


def test_a_change_of_what_it_did_not_read_leaves_it(shelf: Shelf):
    put(shelf.data / "texts.csv", 2, "text", "Något annat.")
    assert shelf.cache.find(TASK) == replace(MADE, fresh=False)


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [
        ("fees", "fee", "1"),  # the table itself
        ("outcome", "income", "7"),  # a fact that rests on it: economy.result
        ("meetings", "present", "3"),  # one of the facts below attendance
    ],
)
def test_a_change_of_what_it_read_makes_it_unknown(shelf: Shelf, table: str, column: str, text: str):
    put(shelf.data / f"{table}.csv", 5, column, text)
    assert shelf.cache.find(TASK) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(TASK, name="annat"),
        replace(TASK, notebook=b"{ }"),
        replace(TASK, parameters={**TASK.parameters, "year": 2030}),
        replace(TASK, note={"notebook": "annan"}),
    ],
)
def test_another_notebook_or_parameter_is_another_paper(shelf: Shelf, other: Task):
    assert shelf.cache.find(other) is None


def other_library(cache: Cache) -> Cache:
    return replace(cache, sealed={**cache.sealed, "library": {"facts.py": "0"}})


def other_descriptor(cache: Cache) -> Cache:
    return replace(
        cache, sealed={**cache.sealed, "inputs": {**cache.sealed["inputs"], "datapackage.json": "0"}}
    )


@pytest.mark.parametrize("changed", [other_library, other_descriptor])
def test_another_library_or_descriptor_makes_it_unknown(shelf: Shelf, changed: Callable[[Cache], Cache]):
    assert changed(shelf.cache).find(TASK) is None


def test_another_version_of_any_package_makes_it_unknown(shelf: Shelf, tmp_path: Path, monkeypatch):
    (tmp_path / "site" / "other-9.9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert shelf.cache.find(TASK) is None


@pytest.mark.parametrize("at", [0, 64, 100, -2])
def test_a_damaged_entry_is_not_believed(shelf: Shelf, at: int):
    (entry,) = shelf.folder.iterdir()
    content = bytearray(entry.read_bytes())
    content[at] ^= 1
    entry.write_bytes(content)
    assert shelf.cache.find(TASK) is None


def test_half_an_entry_is_not_believed(shelf: Shelf):
    (entry,) = shelf.folder.iterdir()
    entry.write_bytes(entry.read_bytes()[:200])
    assert shelf.cache.find(TASK) is None


def test_what_was_made_without_a_watch_is_not_kept(tmp_path: Path):
    shelf = Shelf(tmp_path)
    shelf.cache.keep(TASK, replace(MADE, notes=()))
    assert not shelf.folder.exists()


def test_a_paper_that_read_everything_is_unknown_after_any_change(tmp_path: Path):
    shelf = Shelf(tmp_path)
    shelf.cache.keep(TASK, replace(MADE, notes=("watched", "everything")))
    assert shelf.cache.find(TASK)
    put(shelf.data / "texts.csv", 2, "text", "Något annat.")
    assert shelf.cache.find(TASK) is None


def test_the_oldest_are_thrown_away(shelf: Shelf, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("namndbok.publish.cache.MOST", 2)
    for name in ("b", "c"):
        shelf.cache.keep(replace(TASK, name=name), MADE)
    found = [bool(shelf.cache.find(replace(TASK, name=name))) for name in ("blad", "b", "c")]
    assert found == [False, True, True]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path):
    shelf = Shelf(tmp_path)
    shelf.folder.write_text("en fil")
    shelf.cache.keep(TASK, MADE)
    assert shelf.cache.find(TASK) is None
