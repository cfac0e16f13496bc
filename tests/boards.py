"""Data folders for tests: a copy of the real board's, and an invented board's of three municipalities."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

REAL = Path(__file__).parent.parent / "data"
INVENTED = Path(__file__).parent / "boards" / "sjodalen"
NAME = "Sjödalens vattennämnd"


def real_board(folder: Path) -> Path:
    """Copy the real data into `folder` and return the copy."""
    return Path(shutil.copytree(REAL, folder / "data"))


def invented_board(folder: Path) -> Path:
    """Copy the invented board's data into `folder` and return the copy."""
    return Path(shutil.copytree(INVENTED, folder / "sjodalen"))


def rewrite(path: Path, change: Callable[[list[list[str]]], None]) -> None:
    """Change a table's rows of cells in place; `rows[0]` is the header, so Excel's row 5 is `rows[4]`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def put(path: Path, row: int, column: str, text: str) -> None:
    """Type a text into one cell; `row` is the number that Excel shows."""

    def change(rows: list[list[str]]) -> None:
        rows[row - 1][rows[0].index(column)] = text

    rewrite(path, change)
