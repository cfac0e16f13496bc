"""Tables of a municipality's sheet: its own figures first, then all municipalities compared."""

import pytest

from namndbok.books import MunicipalityBook
from namndbok.books.municipality import municipality_book
from namndbok.show import tables
from typed import lines, unchecked

REVIEWS = """
    year | municipality | area    | judgement | text
    2029 | 9901         | economy | adequate  | Bra.
    2030 | 9901         | economy | adequate  | Bra igen.
    2031 | 9902         | economy | adequate  | Någon annans.
"""


@pytest.fixture(scope="module")
def book() -> MunicipalityBook:
    return municipality_book(unchecked(audit_reviews=REVIEWS), "Alvik")


def test_its_fees_in_the_budget_are_added_up(book):
    table = tables.table_municipality_fees(book)
    assert [line.split(" | ")[:2] for line in lines(table)] == [
        ["Grundavgift", "200"],
        ["Arkivavgift", "100"],
        ["Summa", "300 kr"],
    ]


def test_fees_outside_the_budget_are_shown_where_there_are_any(book):
    assert lines(tables.table_municipality_fees(book, budgeted=False)) == [
        "Startavgift | 11 | för få avgifter för att avgöra"
    ]
    other = municipality_book(book, "Ödeby")
    assert str(tables.table_municipality_fees(other, budgeted=False)) == ""


def test_its_shares_are_its_part_of_all(book):
    """300 kr of 900, 1 000 inhabitants of 6 000; each line is the anchor of its share."""
    table = tables.table_municipality_shares(book)
    assert lines(table) == [
        "Avgifter i nämndens budget | 33,3 % | 300 kr | 900 kr",
        "Invånare | 16,7 % | 1 000 | 6 000",
    ]
    assert table.anchors == {"sheets.9901.fee_share", "sheets.9901.population_share"}


def test_services_say_whether_it_pays(book):
    assert lines(tables.table_municipality_services(book)) == ["E-arkiv | betalar för den | 2 | 3"]


def test_its_auditors_latest_review_is_shown(book):
    assert lines(tables.table_municipality_reviews(book)) == ["ekonomi | 2030 | tillräcklig | Bra igen."]
    other = municipality_book(book, "Ödeby")
    assert str(tables.table_municipality_reviews(other)) == ""


def test_all_are_compared_and_each_line_is_an_anchor(book):
    table = tables.table_comparison(book)
    assert lines(table)[0] == "Alvik | 0,3 kr | 300 kr | 1 000 | 33,3 % | 16,7 %"
    assert "fees.budgeted.per_inhabitant.9902" in table.anchors


def test_totals_and_median_are_shown_with_where_they_come_from(book):
    """Fees 300, 400 and 200 kr by 1 000, 2 000 and 3 000 inhabitants: 0,3, 0,2 and 0,07 kr."""
    assert lines(tables.table_totals(book)) == [
        f"{label} | {value} | {words}"
        for label, value, words in [
            (book.facts["fees.budgeted.total"].label, "900 kr", "summan av kolumnen Avgifter"),
            (book.facts["sheets.all.inhabitants"].label, "6 000", "summan av kolumnen Invånare"),
            (book.facts["sheets.all.median"].label, "0,2 kr", "mitten av kolumnen Per invånare"),
        ]
    ]


def test_where_there_are_too_few_fees_to_tell_their_model_that_is_said(book):
    first, *_ = lines(tables.table_models(book))
    assert first == "Grundavgift | 3 | 3 | för få avgifter för att avgöra"


def test_joint_work_is_listed():
    more = {"activities": "area | name | status\n project | Arkiv | pågår", "agreements": "name\n Bilar"}
    assert lines(tables.table_joint_work(unchecked(**more))) == [
        "Arkiv | projekt | pågår",
        "Bilar | avtal | öppet",
    ]
