"""Which facts a paper of the whole year tells of: its own, and others that a comment or a goal asks for."""

from namndbok.book import Book
from namndbok.commentary import REFERENCE
from namndbok.facts import Fact

# Facts that only other papers show: of other years, of parts of the year, of one municipality.
APART = ("years", "periods", "models", "sheets")


def told(book: Book) -> list[Fact]:
    """Return the facts of the year's own papers, with all that they use."""
    asked = {name.strip() for one in book.comments.values() for name in REFERENCE.findall(one.text)}
    asked |= set(filter(None, book.data.of_year("goals", book.year)["measure"]))
    asked |= {id for id in book.facts if id.split(".")[0] not in APART}
    return book.facts.reached(asked)
