"""The seal changes with what a report is made from, and with nothing else."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from boards import INVENTED, REAL, invented_board, put
from namndbok.books import seal
from namndbok.books.book import Book, open_book

YEAR = 2031
LIBRARY = seal.LIBRARY


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return invented_board(tmp_path)


@pytest.fixture(scope="module")
def computed() -> Book:
    return open_book(INVENTED, YEAR)


@pytest.fixture
def book(data: Path, computed: Book) -> Book:
    """Return the invented board's book as if it had been read from the copy."""
    facts = computed.facts.copy()
    facts.data = replace(computed.data, folder=data)
    return replace(computed, data=facts.data, facts=facts)


def sealed(book: Book) -> str:
    return seal.proof(book)["basis"]


def test_the_same_gives_the_same(book: Book, data: Path):
    assert sealed(book) == sealed(open_book(data, YEAR))


def test_where_the_data_is_kept_makes_no_difference(book: Book, data: Path, tmp_path: Path):
    moved = shutil.copytree(data, tmp_path / "På en annan plats" / "underlag")
    assert sealed(open_book(moved, YEAR)) == sealed(book)


def test_one_byte_in_any_input_changes_it(book: Book, data: Path):
    original = sealed(book)
    for name in book.inputs:
        content = (data / name).read_bytes()
        (data / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert sealed(read_now(book)) != original, name
        (data / name).write_bytes(content)
    assert sealed(read_now(book)) == original


def read_now(book: Book) -> Book:
    """Return a book as if it had been read from its folder's files as they are now."""
    return replace(book, data=replace(book.data, digests=seal.folder_digests(book.data.folder)))


def test_a_file_that_changes_after_it_was_read_does_not_change_it(book: Book, data: Path):
    original = sealed(book)
    put(data / "outcome.csv", 5, "income", "7")
    assert sealed(book) == original != sealed(open_book(data, YEAR))


def test_the_inputs_are_the_tables_their_description_and_the_years_comments(book: Book, data: Path):
    tables = [path.name for path in data.glob("*.csv")]
    assert list(book.inputs) == sorted(["datapackage.json", f"commentary/{YEAR}.md", *tables])


def test_a_file_that_is_no_input_makes_no_difference(book: Book, data: Path):
    original = sealed(book)
    for name in ("~$outcome.xlsx", ".DS_Store", "anteckningar.txt", "commentary/1999.md"):
        (data / name).write_text("något")
    assert sealed(read_now(book)) == original


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the library that the seal is made over."""
    copy = Path(shutil.copytree(LIBRARY, tmp_path / "library"))
    monkeypatch.setattr(seal, "LIBRARY", copy)
    return copy


@pytest.mark.parametrize(
    "name",
    [
        "facts/fact.py",
        "checks/sums.py",
        "data/tables/outcome.json",
        "show/texts/annual_report/summary.md",
        "show/template/index.html.j2",
        "show/template/namndbok.css",
    ],
)
def test_one_byte_in_the_library_changes_it(book: Book, library: Path, name: str):
    original = sealed(book)
    with (library / name).open("ab") as file:
        file.write(b" ")
    assert sealed(book) != original


def test_a_file_that_is_added_to_the_library_or_renamed_changes_it(book: Book, library: Path):
    original = sealed(book)
    (library / "facts" / "fact.py").rename(library / "facts" / "facts.py")
    assert sealed(book) != original


def test_what_python_and_editors_leave_in_the_library_makes_no_difference(book: Book, library: Path):
    original = sealed(book)
    for name in (
        "__pycache__/facts.cpython-311.pyc",
        "checks/__pycache__/x.pyc",
        ".facts.py.swp",
        ".idea/a.xml",
    ):
        (library / name).parent.mkdir(parents=True, exist_ok=True)
        (library / name).write_text("x")
    assert sealed(book) == original


def test_the_year_changes_it(book: Book):
    other = Book(book.data, YEAR + 1, book.facts, book.findings, book.comments)
    assert seal.proof(other)["parameters"] == {"year": YEAR + 1}
    assert sealed(other) != sealed(book)


def test_a_version_of_a_package_changes_it(book: Book, monkeypatch: pytest.MonkeyPatch):
    original = sealed(book)
    monkeypatch.setattr(seal, "version", lambda name: "0")
    assert sealed(book) != original


def test_the_last_number_of_pythons_version_makes_no_difference(monkeypatch: pytest.MonkeyPatch):
    assert seal.versions()["python"].count(".") == 1


def test_a_fact_or_a_finding_changes_it(book: Book):
    fewer_facts = Book(book.data, YEAR, dict(list(book.facts.items())[1:]), book.findings, book.comments)
    more_findings = Book(book.data, YEAR, book.facts, open_book(REAL, 2024).findings, book.comments)
    assert len({sealed(book), sealed(fewer_facts), sealed(more_findings)}) == 3


def test_the_basis_is_a_hash_over_all_the_rest_of_the_proof(book: Book):
    proof = seal.proof(book)
    rest = {name: value for name, value in proof.items() if name != "basis"}
    written = json.dumps(rest, ensure_ascii=False, indent=2) + "\n"
    assert proof["basis"] == hashlib.sha256(written.encode()).hexdigest()


def test_facts_are_written_with_all_that_is_known_of_them(book: Book):
    written = seal.facts_json(book)
    assert (written["board"], written["year"]) == ("Sjödalens vattennämnd", YEAR)
    result = next(fact for fact in written["facts"] if fact["id"] == "economy.result")
    # office 900 - 980, meters 600 - 610, laboratory 240 - 200
    assert (result["value"], result["unit"], result["display"]) == (-50, "kr", "−50\N{NO-BREAK SPACE}kr")
    assert list(result) == ["id", "label", "value", "unit", "display", "formula", "rows", "facts", "sources"]


def test_findings_are_written_with_all_that_is_known_of_them():
    book = open_book(REAL, 2024)
    written = json.loads(seal.to_json(seal.findings_json(book)))["findings"]
    assert len(written) == len(book.findings) > 0
    assert list(written[0]) == [
        *("id", "number", "check", "severity", "title", "detail", "expected", "found", "difference", "rows"),
        *("sources", "status", "answer"),
    ]
