"""Tables of fees: as decided, per inhabitant, and beside the models that give them."""

import pandas as pd
import pytest

from namndbok.facts.models import explain_fees
from namndbok.show import tables
from namndbok.show.tables import table_fee_models, table_fee_residuals
from typed import lines, unchecked


@pytest.fixture(scope="module")
def book():
    return unchecked()


def test_fees_in_the_budget_are_added_up_both_ways(book):
    table = tables.table_fees(book)
    assert (table.id, table.caption) == ("t-fees-budgeted", "Avgifter i nämndens budget per kommun, kronor")
    assert [row.total for row in table.rows] == [False, False, False, True]
    assert table.headings == ("Kommun", "Summa", "Grundavgift", "Arkivavgift")
    assert lines(table) == [
        "Alvik | 300 kr | 200 | 100",
        "Bergsta | 400 kr | 200 | 200",
        "Ödeby | 200 kr | 200 | ",
        "Summa | 900 kr | 600 kr | 300 kr",
    ]


def test_fees_outside_the_budget_are_not_added_up_and_keep_their_mark():
    fees = "component | municipality | fee | mark\n start | 9901 | 1200 | *\n start | 9902 |  |"
    table = tables.table_fees(unchecked(fees=fees), budgeted=False)
    assert table.id == "t-fees-outside"
    assert table.caption == "Avgifter vid sidan av nämndens budget per kommun, kronor"
    assert table.headings == ("Kommun", "Startavgift")
    assert lines(table) == ["Alvik | *1 200", "Bergsta | ", "Ödeby | ", "Summa | 1 200 kr"]


def test_municipalities_are_in_swedish_order():
    names = unchecked(municipalities="code | name\n 9901 | Ödeby\n 9902 | Ålvik\n 9903 | Zonby")
    assert [row.split(" |")[0] for row in lines(tables.table_per_inhabitant(names))] == [
        "Zonby",
        "Ålvik",
        "Ödeby",
    ]


def test_fees_per_inhabitant_say_of_which_date(book):
    table = tables.table_per_inhabitant(book)
    assert table.caption == "Avgift per invånare, folkmängd 31 december 2030"
    assert lines(table)[0] == "Alvik | 0,3 kr | 300 kr | 1 000"


HALF_ALIKE = """
    component | municipality | fee  | mark
    basic     | 9901         | 2000 |
    basic     | 9902         | 3000 |
    basic     | 9903         | 4000 |
"""


@pytest.fixture(scope="module")
def explained():
    """Explain 9 000 kr by population 1 000, 2 000 and 3 000: 1 000 kr each and 1 kr per inhabitant."""
    book = unchecked(fees=HALF_ALIKE, fee_components="component | name\n basic | Grundavgift")
    return explain_fees(book.facts)


def test_a_column_is_told_with_whether_a_model_gives_it(explained):
    (line,) = lines(table_fee_models(explained))
    name, reproduced, words = line.split(" | ")
    assert name == "Grundavgift"
    assert reproduced == ("ja" if explained[0].reproduced else "nej")
    assert ("Prövat: " in words) == (not explained[0].reproduced)


def test_the_best_model_gives_every_fee(explained):
    best = explained[0].models.iloc[0]
    assert (best["hits"], best["known"]) == (3, 3)


def test_each_municipality_has_its_difference_and_it_leads_to_its_fee(explained):
    table = table_fee_residuals(explained)
    assert lines(table) == ["Alvik | 0 kr", "Bergsta | 0 kr", "Ödeby | 0 kr"]
    assert '<td><data value="0"><a href="#fees:2">0\u00a0kr</a></data></td>' in table._repr_html_()


def test_a_municipality_without_fee_says_so():
    changed = HALF_ALIKE.replace("    basic     | 9903         | 4000 |\n", "")
    book = unchecked(fees=changed, fee_components="component | name\n basic | Grundavgift")
    assert "Ödeby | ingen avgift" in str(table_fee_residuals(explain_fees(book.facts)))


def test_a_column_with_a_marked_fee_is_tried_with_and_without_it():
    marked = HALF_ALIKE.replace("| 4000 |", "| 4000 | *")
    book = unchecked(fees=marked, fee_components="component | name\n basic | Grundavgift")
    both = explain_fees(book.facts)
    assert [models.name for models in both] == ["Grundavgift", "Grundavgift, utan märkta avgifter"]
    assert [list(models.fees) for models in both] == [[2000, 3000, 4000], [2000, 3000]]
    assert isinstance(both[0].populations, pd.DataFrame)


def test_without_fees_nothing_is_explained():
    assert explain_fees(unchecked("fees").facts) == []
    assert str(table_fee_residuals([])) == ""
