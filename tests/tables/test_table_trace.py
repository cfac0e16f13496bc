import re

import pytest

from namndbok.facts import AS_IT_STANDS
from namndbok.tables import list_derivations, list_rows, table_documents
from namndbok.tables.trace import APART, row_links
from typed import book_of, sound, spaced, unchecked


@pytest.fixture(scope="module")
def book():
    return unchecked()


def test_every_computed_figure_is_derived_once_under_its_formula(book):
    page = list_derivations(book)._repr_html_()
    own = [fact for id, fact in book.facts.items() if id.split(".")[0] not in APART]
    computed = {fact.id for fact in own if fact.formula != AS_IT_STANDS}
    told = re.findall(r'<li id="([^"]+)"', page)
    assert len(told) == len(set(told))
    assert set(told) == computed
    assert "<h4>Summa intäkter − summa kostnader</h4>" in page


def test_a_derivation_names_the_figures_and_the_rows_that_it_is_made_of(book):
    lines = spaced(str(list_derivations(book))).splitlines()
    assert "Årets resultat: 70 kr ur 900 kr, 830 kr" in lines
    assert "Grundavgift, summa avgifter: 600 kr ur Avgifter rad 2–4" in lines
    assert "Kontrollmoment med resultat: 1 ur Kontrollplan rad 2" in lines


def test_a_figure_counted_from_nothing_says_so():
    lines = str(list_derivations(unchecked("events", "goals", "goal_reviews"))).splitlines()
    assert "Genomförda kompetenshöjande insatser: 0 ur inga rader" in lines


def test_every_figure_leads_to_an_anchor_that_the_lists_have():
    book = book_of(sound("events", "meetings", "meeting_plan"))
    page = "".join(one._repr_html_() for one in (list_derivations(book), *list_rows(book)))
    anchors = set(re.findall(r'id="([^"]+)"', page))
    leads = {fact.target for id, fact in book.facts.items() if id.split(".")[0] not in APART}
    assert leads <= anchors
    assert {row for finding in book.findings for row in finding.rows} <= anchors


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["fees:2"], ["Avgifter rad 2"]),
        (["fees:2", "fees:3"], ["Avgifter rad 2", "3"]),
        (["fees:2", "fees:3", "fees:4", "fees:6"], ["Avgifter rad 2–4", "6"]),
        (["fees:2", "budget:2", "fees:3"], ["Avgifter rad 2", "Budget rad 2", "Avgifter rad 3"]),
        ([], []),
    ],
)
def test_a_run_of_rows_is_one_link_and_the_table_is_named_once(book, rows, said):
    links = row_links(book, rows)
    assert [link.text for link in links] == said
    assert [link.target for link in links][:1] == rows[:1]


def test_rows_are_listed_by_document_and_place_with_their_numbers(book):
    outcome = next(one for one in list_rows(book) if one.id == "t-rows-outcome")
    assert outcome.title == "Utfall: rader ur outcome.csv"
    page = outcome._repr_html_()
    assert '<h4><a href="#documents:2">sidan 1</a></h4>' in page
    assert (
        '<li id="outcome:3" value="3">31 december 2031 · Arkiv · 300\u00a0kr · 330\u00a0kr · 1\u00a0kr</li>'
        in page
    )


def test_a_row_has_names_for_codes_and_nothing_for_empty_cells(book):
    fees = next(one for one in list_rows(book) if one.id == "t-rows-fees")
    assert '<li id="fees:2" value="2">Grundavgift · Alvik · 200\u00a0kr</li>' in fees._repr_html_()


def test_a_table_without_rows_is_not_listed(book):
    listed = {one.id for one in list_rows(book)}
    assert "t-rows-outcome" in listed
    assert not listed & {"t-rows-answers", "t-rows-claims", "t-rows-documents"}


def test_only_rows_of_the_year_or_used_by_its_figures_are_listed():
    population = "municipality | date | population\n 9901 | 2030-12-31 | 10\n 9901 | 2020-12-31 | 9"
    (listed,) = [one for one in list_rows(unchecked(population=population)) if one.id == "t-rows-population"]
    assert re.findall(r'id="(population:\d+)"', listed._repr_html_()) == ["population:2"]


def test_a_long_row_is_cut_at_a_word():
    texts = f"section | text\n running | {'ord ' * 30}"
    (listed,) = [one for one in list_rows(unchecked(texts=texts)) if one.id == "t-rows-texts"]
    assert listed._repr_html_().endswith("ord ord …</li>\n</ol>")


def test_a_year_in_a_claim_is_not_grouped_as_an_amount():
    claims = "id | text | value | unit\n since | Avtalet | 2016 | year"
    (listed,) = [one for one in list_rows(unchecked(claims=claims)) if one.id == "t-rows-claims"]
    assert "Avtalet · 2016 · år" in listed._repr_html_()


def test_documents_are_listed(book):
    assert str(table_documents(book)).splitlines()[2] == "Ett dokument | saknas | saknas | saknas | saknas"
