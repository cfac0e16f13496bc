"""Which facts a paper of the whole year tells of: its own, and others that a comment or a goal asks for."""

from namndbok.books import REFERENCE, Book
from namndbok.facts import Fact


def told(book: Book) -> list[Fact]:
    """Return the facts of the year's own papers, with all that they use."""
    asked = {name.strip() for one in book.comments.values() for name in REFERENCE.findall(one.text)}
    asked |= set(filter(None, book.data.of_year("goals", book.year)["measure"]))
    asked |= {fact.id for fact in book.facts.of_whole_year()}
    return book.facts.with_inputs(asked)
