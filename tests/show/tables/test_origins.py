"""Every figure leads to rows and documents, and each row says what it is used in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namndbok.facts.fact import AS_IT_STANDS
from namndbok.show.markup import UnlinkedFact, as_text
from namndbok.show.narrative import Prose
from namndbok.show.tables import (
    Row,
    Table,
    list_derivations,
    list_rows,
    list_trace,
    table_documents,
    table_outcome,
    table_summary,
)
from namndbok.show.tables.origins import row_links
from typed import book_of, sound, spaced, unchecked

BOOK = unchecked()


@pytest.fixture(scope="module")
def book():
    return unchecked()


def test_every_figure_leads_to_an_anchor_that_the_lists_have():
    book = book_of(sound("events", "meetings", "meeting_plan"))
    page = "".join(rows._repr_html_() for rows in (list_derivations(book), *list_rows(book)))
    anchors = set(re.findall(r'id="([^"]+)"', page))
    leads = {fact.target for fact in book.facts.of_whole_year()}
    assert leads <= anchors
    assert {row for finding in book.findings for row in finding.rows} <= anchors


def test_rows_are_listed_by_document_and_place_with_their_numbers(book):
    outcome = next(rows for rows in list_rows(book) if rows.id == "t-rows-outcome")
    assert outcome.title == "Utfall: rader ur outcome.csv"
    page = outcome._repr_html_()
    assert '<h4><a href="#documents:2">sidan 1, Ett dokument</a></h4>' in page
    row = '<li id="outcome:3" value="3">31 december 2031 · Arkiv · 300\u00a0kr · 330\u00a0kr · 1\u00a0kr'
    assert f"{row} · används i " in page


def test_a_row_has_names_for_codes_and_nothing_for_empty_cells(book):
    fees = next(rows for rows in list_rows(book) if rows.id == "t-rows-fees")
    assert '<li id="fees:2" value="2">Grundavgift · Alvik · 200\u00a0kr · används i ' in fees._repr_html_()


def test_what_all_rows_of_a_place_are_used_in_is_told_once(book):
    outcome = next(rows for rows in list_rows(book) if rows.id == "t-rows-outcome")._repr_html_()
    note, office, archive = re.findall(r"<p>.*?</p>|<li .*?</li>", outcome)
    assert 'Alla används i <a href="#economy.income">Summa intäkter</a>' in note
    assert "#economy.line.office.result" in office and "#economy.line.archive.result" not in office
    assert "#economy.line.archive.result" in archive and "#economy.income" not in archive


def test_a_row_is_not_used_by_what_only_rests_on_it(book):
    """The result is computed from two sums, which use the rows."""
    outcome = next(rows for rows in list_rows(book) if rows.id == "t-rows-outcome")._repr_html_()
    assert '#economy.result"' not in outcome


def test_a_table_without_rows_is_not_listed(book):
    listed = {rows.id for rows in list_rows(book)}
    assert "t-rows-outcome" in listed
    assert not listed & {"t-rows-answers", "t-rows-claims", "t-rows-documents"}


def test_only_rows_of_the_year_or_used_by_its_figures_are_listed():
    population = "municipality | date | population\n 9901 | 2030-12-31 | 10\n 9901 | 2020-12-31 | 9"
    (listed,) = [
        rows for rows in list_rows(unchecked(population=population)) if rows.id == "t-rows-population"
    ]
    assert re.findall(r'id="(population:\d+)"', listed._repr_html_()) == ["population:2"]


def test_a_long_row_is_cut_at_a_word():
    texts = f"section | text\n running | {'ord ' * 30}"
    (listed,) = [rows for rows in list_rows(unchecked(texts=texts)) if rows.id == "t-rows-texts"]
    assert listed._repr_html_().endswith("ord ord …</li>\n</ol>\n</div>")


def test_a_year_in_a_claim_is_not_grouped_as_an_amount():
    claims = "id | text | value | unit\n since | Avtalet | 2016 | year"
    (listed,) = [rows for rows in list_rows(unchecked(claims=claims)) if rows.id == "t-rows-claims"]
    assert "Avtalet · 2016 · år" in listed._repr_html_()


def test_documents_are_listed(book):
    assert str(table_documents(book)).splitlines()[2] == "Ett dokument | saknas | saknas | saknas | saknas"


def shown(*targets: str) -> Prose:
    return Prose("", "", frozenset(targets))


def anchors(*items) -> set[str]:
    return {id for item in items for id in re.findall(r'\sid="([^"]+)"', item._repr_html_())}


def test_a_figure_is_traced_to_what_it_is_computed_from_its_rows_and_their_documents_and_nothing_else():
    page = anchors(*list_trace(BOOK, shown("economy.result")))
    assert {id for id in page if "." in id} == {"economy.result", "economy.income", "economy.cost"}
    assert {id for id in page if ":" in id} == {"outcome:2", "outcome:3", "documents:2"}


def test_what_has_its_anchor_in_a_table_is_not_listed_again_nor_what_lies_behind_it():
    income = BOOK.facts["economy.income"]
    table = Table("t", "Summan av intäkter", ("Uppgift",), (Row((UnlinkedFact(income),), id=income.id),))
    page = anchors(*list_trace(BOOK, shown("economy.result"), table))
    assert "economy.income" not in page
    assert {"economy.result", "economy.cost"} <= page


def test_a_row_that_a_text_is_from_is_listed():
    assert "goals:3" in anchors(*list_trace(BOOK, shown("goals:3")))


@given(st.sets(st.sampled_from(sorted(BOOK.facts)), max_size=5))
def test_every_link_of_a_page_leads_somewhere(ids):
    lines = tuple(Row((BOOK.facts[id],)) for id in ids)
    tables = (table_outcome(BOOK), table_summary(BOOK), Table("t", "Några uppgifter", ("Uppgift",), lines))
    page = [*tables, *list_trace(BOOK, *tables)]
    leads = {id for item in page for id in re.findall(r'href="#([^"]+)"', item._repr_html_())}
    assert leads - {"t-findings"} <= anchors(*page)


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
