"""The hidden copy of a board in its workbook: what it may hold."""

import json
import zlib
from base64 import b64encode
from pathlib import Path

import pytest

from namndbok.data.files import sha256
from namndbok.data.workbook.form import SAID
from namndbok.data.workbook.reader import unpack_board
from namndbok.errors import InvalidData


def cells(content: bytes) -> list[str]:
    """Pack a content as the hidden sheet has it."""
    packed = b64encode(zlib.compress(content, 9)).decode()
    return [SAID["mark"], "2031", sha256(packed.encode()), packed]


def test_files_are_written_as_they_were(tmp_path: Path):
    files = {"fees.csv": "å\r\n\x00", "commentary/2031.md": "text"}
    assert unpack_board(cells(json.dumps(files).encode()), "bok.xlsx", tmp_path) == 2031
    assert (tmp_path / "fees.csv").read_bytes() == "å\r\n\x00".encode("latin-1")
    assert (tmp_path / "commentary" / "2031.md").read_text(encoding="utf-8") == "text"


@pytest.mark.parametrize(
    "content",
    [
        b'{"../fees.csv": ""}',
        b'{"/fees.csv": ""}',
        b'["fees.csv"]',
        b'{"fees.csv": 1}',
        b"[" * 100_000,
        b"[1",
    ],
    ids=["outside", "absolute", "list", "number", "deep", "broken"],
)
def test_what_no_board_has_is_refused(tmp_path: Path, content: bytes):
    with pytest.raises(InvalidData, match="ett dolt blad som har ändrats"):
        unpack_board(cells(content), "bok.xlsx", tmp_path)


def test_a_copy_that_unpacks_to_more_than_a_board_is_refused(tmp_path: Path):
    with pytest.raises(InvalidData):
        unpack_board(cells(b"[" + b" " * 60_000_000 + b"]"), "bok.xlsx", tmp_path)
