"""Every figure leads to its source: formula and inputs, rows and documents."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from namndbok.facts.fact import AS_IT_STANDS
from namndbok.show.charts import list_key_figures
from namndbok.show.markup import AnchorLink, UnlinkedFact, as_text
from namndbok.show.narrative import Prose
from namndbok.show.tables import (
    Row,
    Table,
    list_sources,
    list_trace,
    table_documents,
    table_outcome,
)
from namndbok.show.tables.sources import Source, SourceList, row_links
from typed import spaced, unchecked

BOOK = unchecked()


@pytest.fixture(scope="module")
def book():
    return unchecked()


def source(book, id: str, **options: object) -> str:
    """Return the source of one figure as HTML."""
    (found,) = [line for line in lines(book, **options) if f'id="{id}"' in line]
    return found


def lines(book, **options: object) -> list[str]:
    return list_sources(book, **options)._repr_html_().splitlines()


def test_every_figure_leads_to_a_source_that_is_listed():
    book = unchecked("events", "meetings", "meeting_plan")
    anchors = set(re.findall(r'id="([^"]+)"', list_sources(book)._repr_html_()))
    leads = {fact.target for fact in book.facts.of_whole_year()}
    assert leads <= anchors
    assert {row for finding in book.findings for row in finding.rows} <= anchors


def test_a_row_says_in_which_file_it_stands_what_it_holds_and_which_document_it_is_from(book):
    assert source(book, "events:2") == (
        '<div class="source" id="events:2"><p>Insatser, rad 2 i events.csv</p>'
        "<p>5 maj 2031 · kompetenshöjande insatser · En kurs</p>"
        '<p><a href="#documents:2">sidan 1, Ett dokument</a></p></div>'
    )


def test_short_rows_from_one_place_share_a_source_that_says_once_what_is_the_same(book):
    assert source(book, "outcome:3") == (
        '<div class="source" id="outcome:2-3"><p>Utfall, rad 2–3 i outcome.csv</p><p>31 december 2031</p>'
        '<p><a href="#documents:2">sidan 1, Ett dokument</a></p>'
        '<div id="outcome:2">rad 2: Kansli · 600\u00a0kr · 500\u00a0kr · 1\u00a0kr</div>'
        '<div id="outcome:3">rad 3: Arkiv · 300\u00a0kr · 330\u00a0kr · 1\u00a0kr</div></div>'
    )


def test_rows_of_two_fees_or_too_many_rows_do_not_share_a_source(book):
    days = "\n".join(f"board | 2031-03-{day:02}" for day in range(1, 18))
    listed = list_sources(unchecked(meeting_plan=f"body | date\n{days}"))._repr_html_()
    found = re.findall(r'<div class="source" id="((?:fees|meeting_plan):[^"]+)"', listed)
    assert found == ["fees:2-4", "fees:5-6", "fees:7-8", "meeting_plan:2-16", "meeting_plan:17-18"]


def test_a_row_has_names_for_codes_and_nothing_for_empty_cells(book):
    assert '<div id="fees:2">rad 2: Alvik · 200\u00a0kr</div>' in source(book, "fees:2")


def test_a_row_says_what_it_is_used_in_where_all_figures_are_listed(book):
    listed = source(book, "outcome:2", everything=True)
    office, archive = listed.split('<div id="outcome:3">')
    assert '<br/>Används i <a href="#' in office
    assert '<a href="#economy.income">Summa intäkter</a>' in office
    assert "#economy.line.office.result" in office and "#economy.line.archive.result" not in office
    assert "#economy.line.archive.result" in archive and "#economy.income" in archive


def test_a_row_is_not_used_by_what_only_rests_on_it(book):
    """The result is computed from two sums, which use the rows."""
    assert '#economy.result"' not in source(book, "outcome:2", everything=True)


def test_a_table_without_rows_is_not_listed(book):
    listed = list_sources(book)._repr_html_()
    assert 'id="outcome:2"' in listed
    assert not re.search('id="(answers|claims|documents):', listed)


def test_only_rows_of_the_year_or_used_by_its_figures_are_listed():
    population = "municipality | date | population\n 9901 | 2030-12-31 | 10\n 9901 | 2020-12-31 | 9"
    listed = list_sources(unchecked(population=population))._repr_html_()
    assert re.findall(r'id="(population:\d+)"', listed) == ["population:2"]


def test_a_long_row_is_cut_at_a_word():
    texts = f"section | text\n running | {'ord ' * 60}"
    assert "ord ord …</p>" in source(unchecked(texts=texts), "texts:2")


def test_a_year_in_a_claim_is_not_grouped_as_an_amount():
    claims = "id | text | value | unit\n since | Avtalet | 2016 | year"
    assert "Avtalet · 2016 · år" in source(unchecked(claims=claims), "claims:2")


@pytest.mark.parametrize("text", ['"><script>', "<b>", "' x='"])
def test_what_a_source_says_is_only_text(text):
    page = SourceList((Source(text, ((text,), ("Ur", AnchorLink(text, text)))),))._repr_html_()
    elements = BeautifulSoup(page, "html.parser").find_all()
    assert [element.name for element in elements] == ["div", "p", "p", "a"]
    assert not any("x" in element.attrs for element in elements)


def test_documents_are_listed(book):
    assert str(table_documents(book)).splitlines()[2] == "Ett dokument"


def shown(*targets: str) -> Prose:
    return Prose("", "", frozenset(targets))


def anchors(*items) -> set[str]:
    return {id for item in items for id in re.findall(r'\sid="([^"]+)"', item._repr_html_())}


def test_a_figure_is_traced_to_what_it_is_computed_from_its_rows_and_their_documents_and_nothing_else():
    page = anchors(*list_trace(BOOK, shown("economy.result")))
    assert {id for id in page if "." in id} == {"economy.result", "economy.income", "economy.cost"}
    assert {id for id in page if ":" in id} == {"outcome:2-3", "outcome:2", "outcome:3", "documents:2"}


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
    tables = (table_outcome(BOOK), list_key_figures(BOOK), Table("t", "Några uppgifter", ("Uppgift",), lines))
    page = [*tables, *list_trace(BOOK, *tables)]
    leads = {id for item in page for id in re.findall(r'href="#([^"]+)"', item._repr_html_())}
    assert leads - {"t-findings"} <= anchors(*page)


def test_every_computed_figure_is_derived_once_with_its_formula(book):
    page = list_sources(book)._repr_html_()
    computed = {fact.id for fact in book.facts.of_whole_year() if fact.formula != AS_IT_STANDS}
    anchors = re.findall(r'id="([^":]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(anchors) == computed
    assert "<p>Summa intäkter − summa kostnader</p>" in source(book, "economy.result")


def test_a_derivation_names_the_figures_and_the_rows_that_it_is_made_of(book):
    page = spaced(str(list_sources(book)))
    result = "Årets resultat: 70 kr Summa intäkter - summa kostnader Ur 900 kr, 830 kr"
    assert f"{result}\n" in page
    assert re.search("\nGrundavgift, summa avgifter: 600 kr .* Ur Avgifter rad 2–4\n", page)
    assert re.search("\nKontrollmoment med resultat: 2 .* Ur Kontrollplan rad 2, 3\n", page)


def test_a_figure_counted_from_nothing_says_so():
    page = str(list_sources(unchecked("events", "goals", "goal_reviews")))
    assert re.search("\nGenomförda kompetenshöjande insatser: 0 .* Ur inga rader\n", page)


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
