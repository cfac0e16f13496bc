"""A board's whole data folder, as it was when a workbook was written, in the cells of a hidden sheet."""

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path

from namndbok.data.files import LARGEST, sha256
from namndbok.data.load import Data
from namndbok.errors import Fault, InvalidData

SHEET, MARK = "nämndbok", "Nämndboks arbetsbok för året"
WIDEST = 30_000  # a cell of Excel's holds 32 767 characters
FILE_NAME = re.compile(r"(commentary/)?\w[\w.-]*\.(csv|md|json)")


def copied_board(data: Data, year: int) -> list[str]:
    """Return the cells of the hidden sheet: what it is, the year, a check sum, and the files."""
    files = {name: (data.folder / name).read_bytes().decode("latin-1") for name in data.digests}
    packed = b64encode(zlib.compress(json.dumps(files).encode(), 9)).decode()
    chunks = [packed[start : start + WIDEST] for start in range(0, len(packed), WIDEST)]
    return [MARK, str(year), sha256(packed.encode()), *chunks]


def unpack_board(cells: Sequence[str], file: str, folder: Path) -> int:
    """Write the files that a hidden sheet holds into an empty folder, and return the year.

    Raises `InvalidData` where the sheet is not as it was written, or holds more than a board can have.
    """
    try:
        _, year, digest, *chunks = cells
        packed = "".join(chunks)
        unpacked = zlib.decompressobj()
        content = unpacked.decompress(b64decode(packed, validate=True), LARGEST)
        files: Mapping[str, str] = json.loads(content)
        whole = sha256(packed.encode()) == digest and not unpacked.unconsumed_tail
        if not whole or not all(FILE_NAME.fullmatch(name) for name in files):
            raise ValueError(file)
        for name, text in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(text.encode("latin-1"))
        return int(year)
    except (ValueError, zlib.error, AttributeError, TypeError, RecursionError):
        found, action = "ett dolt blad som har ändrats", "gör en ny arbetsbok med namndbok excel ÅR"
        fault = Fault.of_file(f"{file}, bladet {SHEET}", found, "bladet som det skrevs", action)
        raise InvalidData([fault]) from None
