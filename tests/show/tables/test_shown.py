import re

from hypothesis import given
from hypothesis import strategies as st

from namndbok.show.narrative import Prose
from namndbok.show.tables import list_traced, table_outcome, table_summary
from typed import unchecked

BOOK = unchecked()


def shown(*ids: str) -> Prose:
    return Prose("".join(f'<a href="#{BOOK.facts[id].target}">x</a>' for id in ids), "")


def anchors(*items) -> set[str]:
    return {id for item in items for id in re.findall(r'\sid="([^"]+)"', item._repr_html_())}


def test_a_figure_is_told_with_what_it_uses_its_rows_and_their_documents():
    page = anchors(*list_traced(BOOK, shown("economy.result")))
    assert {
        "economy.result",
        "economy.income",
        "economy.cost",
        "outcome:2",
        "outcome:3",
        "documents:2",
    } <= page


def test_nothing_else_is_told():
    page = anchors(*list_traced(BOOK, shown("economy.result")))
    assert {id for id in page if "." in id} == {"economy.result", "economy.income", "economy.cost"}
    assert {id for id in page if ":" in id} == {"outcome:2", "outcome:3", "documents:2"}


def test_what_the_page_tells_itself_is_not_told_again_nor_what_lies_behind_it():
    told = Prose('<p><a href="#economy.result">x</a></p><li id="economy.income">y</li>', "")
    page = anchors(*list_traced(BOOK, told))
    assert "economy.income" not in page
    assert {"economy.result", "economy.cost"} <= page


def test_a_quoted_row_is_told():
    assert "goals:3" in anchors(*list_traced(BOOK, Prose('<span data-row="goals:3">75</span>', "")))


@given(st.sets(st.sampled_from(sorted(BOOK.facts)), max_size=5))
def test_every_link_of_a_page_leads_somewhere(ids):
    items = (table_outcome(BOOK), table_summary(BOOK), shown(*ids))
    page = [*items, *list_traced(BOOK, *items)]
    leads = {id for item in page for id in re.findall(r'href="#([^"]+)"', item._repr_html_())}
    assert leads - {"t-findings"} <= anchors(*page)
