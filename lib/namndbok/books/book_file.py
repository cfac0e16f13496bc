"""A computed book in a file: the command writes it, and the kernels of the same run need not compute it."""

import os
import pickle
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from namndbok.data import digests

# Names the file in the environment of the kernels.
BOOK_FILE = "NAMNDBOK_BOOK"


def write_book_file(book: Any, file: Path, folder: Path) -> None:
    """Write a book to a file, for those who will open it from the data folder `folder`."""
    facts = book.facts.copy()
    facts.data = replace(book.data, folder=folder)
    file.write_bytes(pickle.dumps(replace(book, data=facts.data, facts=facts)))


def read_book_file(folder: Path, year: int) -> Any:
    """Return the saved book of a data folder's year; None where there is none, or none to be believed.

    Loading a file can run anything, so it must stand where only this user can write. The book must have been
    computed from the very files that the data folder has now.
    """
    file = Path(os.environ.get(BOOK_FILE, ""))
    with suppress(OSError):
        if file.is_file() and is_private(file.parent):
            book = pickle.loads(file.read_bytes())
            same = (book.year, book.data.folder) == (year, folder)
            return book if same and digests(folder, book.names) == book.inputs else None
    return None


def is_private(folder: Path) -> bool:
    """Tell whether a folder belongs to this user, and nobody else can look into it."""
    status = folder.stat()
    return hasattr(os, "getuid") and status.st_uid == os.getuid() and not status.st_mode & 0o077
