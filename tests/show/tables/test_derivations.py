import re

import pytest

from namndbok.facts.fact import AS_IT_STANDS
from namndbok.show.markup import as_text
from namndbok.show.tables import list_derivations
from namndbok.show.tables.derivations import row_links
from typed import spaced, unchecked


@pytest.fixture(scope="module")
def book():
    return unchecked()


def test_every_computed_figure_is_derived_once_under_its_formula(book):
    page = list_derivations(book)._repr_html_()
    computed = {fact.id for fact in book.facts.of_whole_year() if fact.formula != AS_IT_STANDS}
    anchors = re.findall(r'<li id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(anchors) == computed
    assert "<h4>Summa intäkter − summa kostnader</h4>" in page


def test_a_derivation_names_the_figures_and_the_rows_that_it_is_made_of(book):
    lines = spaced(str(list_derivations(book))).splitlines()
    assert "Årets resultat: 70 kr ur 900 kr, 830 kr, Utfall rad 2, 3" in lines
    assert "Grundavgift, summa avgifter: 600 kr ur Avgifter rad 2–4" in lines
    assert "Kontrollmoment med resultat: 2 ur Kontrollplan rad 2, 3" in lines


def test_a_figure_counted_from_nothing_says_so():
    lines = str(list_derivations(unchecked("events", "goals", "goal_reviews"))).splitlines()
    assert "Genomförda kompetenshöjande insatser: 0 ur inga rader" in lines


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["fees:2"], ["Avgifter rad 2"]),
        (["fees:2", "fees:3"], ["Avgifter rad 2", "3"]),
        (["fees:2", "fees:3", "fees:4", "fees:6"], ["Avgifter rad 2–4", "6"]),
        (["fees:2", "budget:2", "fees:3"], ["Avgifter rad 2", "Budget rad 2", "Avgifter rad 3"]),
        ([], []),
    ],
)
def test_a_run_of_rows_is_one_link_and_the_table_is_named_once(book, rows, words):
    links = row_links(book, rows)
    assert list(map(as_text, links)) == words
    assert [link.target for link in links][:1] == rows[:1]
