"""What all papers of a book need, made ready before their kernels start, so that none makes it again."""

from namndbok.book import Book
from namndbok.fee_models import explained_of
from namndbok.narrative import read_texts
from namndbok.seal import facts_digest, versions

# Of these there may be hundreds of papers; other texts are read by the one or two that they are for.
TEXTS = (
    "footer",
    "municipality_attendance",
    "municipality_fees",
    "municipality_models",
    "municipality_title",
)


def make_ready(book: Book) -> None:
    """Explain the fees, hash the facts, and read the texts that most papers have."""
    explained_of(book)
    facts_digest(book)
    versions()
    read_texts(*TEXTS)
