"""A file is written whole or not at all."""

from pathlib import Path

import pytest

from namndbok.data.safe_file import write_beside
from workbook import files_at_most


def test_a_file_is_written_over_the_one_that_was_there(tmp_path: Path):
    (tmp_path / "budget.csv").write_text("gammal")
    write_beside(tmp_path / "budget.csv", b"ny")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("budget.csv", b"ny")]


def test_a_full_disk_leaves_what_was_there_and_nothing_else(tmp_path: Path):
    (tmp_path / "budget.csv").write_text("gammal")
    with files_at_most(5), pytest.raises(OSError, match="File too large"):
        write_beside(tmp_path / "budget.csv", b"en ny tabell")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("budget.csv", "gammal")]
