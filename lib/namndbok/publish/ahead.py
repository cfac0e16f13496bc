"""What many papers need alike, made ready before their kernels start, so that none makes it again."""

from namndbok.books import Book, facts_digest, versions
from namndbok.facts import explained_of
from namndbok.show import read_texts

# Of these there may be hundreds of papers; other texts are read by the one or two that they are for.
TEXTS = (
    "footer",
    "municipality_attendance",
    "municipality_fees",
    "municipality_models",
    "municipality_title",
)


def make_ready(book: Book) -> None:
    """Hash a book's facts and explain its fees, which then go with the book to other processes."""
    facts_digest(book)
    explained_of(book)


def read_ahead() -> None:
    """Read the texts and versions that most papers show; processes forked afterwards have them."""
    versions()
    read_texts(*TEXTS)
