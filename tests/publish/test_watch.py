"""What a notebook is noted to have read."""

from pathlib import Path

import pytest

from boards import invented_board
from namndbok.publish.run import execute
from workbook import notebook_of

OPEN = "from namndbok.books.book import open_book\nbook = open_book('data', 2031)"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Give a folder with the invented board's data in it."""
    invented_board(tmp_path).rename(tmp_path / "data")
    return tmp_path


def noted(work: Path, *sources: str) -> set[str]:
    notes = execute(notebook_of(work / "a.ipynb", *sources), {}, folder=work).notes
    assert notes[0] == "watched"
    return set(notes[1:])


def test_a_book_that_is_only_opened_is_not_read(work: Path):
    assert noted(work, OPEN) == set()


def test_what_is_read_of_a_book_is_noted_once(work: Path):
    reads = (
        "book.facts['economy.result'], book.data['fees'], book.data['fees'], book.facts.under('attendance')"
    )
    more = "'economy.cost' in book.facts; book.findings; book.comments"
    read = {
        "fact:economy.result",
        "table:fees",
        "facts:attendance",
        "fact:economy.cost",
        "findings",
        "comments",
    }
    assert noted(work, OPEN, reads, more) == read


def test_going_through_all_facts_reads_all(work: Path):
    assert noted(work, OPEN, "len([*book.facts])") == {"facts:"}


def test_the_seal_in_the_footer_reads_no_more_than_the_text_around_it(work: Path):
    footer = "from namndbok.show.narrative import narrate_footer\nnarrate_footer(book)"
    assert not noted(work, OPEN, footer) & {"everything", "facts:", "findings", "comments", "tables"}


@pytest.mark.parametrize(
    "source",
    [
        "open('data/fees.csv').close()",
        "import pathlib; pathlib.Path('data/fees.csv').read_bytes()",
        "import os; os.close(os.open('data/fees.csv', os.O_RDONLY))",
        "import pandas; pandas.read_csv('data/fees.csv')",
        "from namndbok.data.load import load_data; load_data('data')",
        "book = open_book('data', 2031)",
        "import subprocess; subprocess.run(['cat', 'data/fees.csv'], capture_output=True)",
    ],
)
def test_a_file_read_in_another_way_counts_as_everything(work: Path, source: str):
    assert "everything" in noted(work, OPEN, source)


def test_a_notebook_that_opens_no_book_has_read_nothing(work: Path):
    assert noted(work, "print(1)") == set()


def test_what_was_computed_or_looked_up_before_is_noted_as_read(work: Path):
    """The process that forks the kernels has done both, and what it did is in the kernel's memory."""
    reads = "    book.once('x', dict, tables=['fees']); book.data.column('goals', 'goal')"
    before = f"from namndbok.publish.watch import watch\nwith watch.paused():\n{reads}"
    assert noted(work, OPEN, before) == set()
    assert noted(work, OPEN, before, reads.strip()) == {"table:fees", "table:goals"}


def test_a_fork_of_the_kernel_notes_what_it_reads_too(work: Path):
    reads = "    os.closerange(3, 256)\n    book.data['fees']\n    os._exit(0)"
    fork = f"import os\nchild = os.fork()\nif not child:\n{reads}"
    assert noted(work, OPEN, fork, "_ = os.waitpid(child, 0)") == {"table:fees"}


def test_a_part_of_the_year_reads_the_tables_that_it_is_asked_for(work: Path):
    part = "from namndbok.books.period import open_part\nbook = open_part('data', 2031, '2031-06')"
    period = {"table:outcome", "facts:periods.2031-06-30"}  # which period it is, and its facts
    assert noted(work, part) == period
    reads = "book.facts['interim.income'], book.data['meetings'], book.whole.facts['economy.result']"
    assert noted(work, part, reads) == period | {"table:meetings", "fact:economy.result"}
    assert noted(work, part, "book.findings, book.comments") == period | {"findings", "comments"}


def test_a_text_reads_no_fees_unless_it_speaks_of_them(work: Path):
    text = "from namndbok.show.narrative import narrate\nnarrate('title', book)"
    assert "table:fees" not in noted(work, OPEN, text)
