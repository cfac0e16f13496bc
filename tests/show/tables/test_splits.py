import pandas as pd
import pytest

from namndbok.facts.models import explain_fees
from namndbok.show.tables import table_residuals, table_splits
from typed import book_of, sound, spaced

HALF_ALIKE = """
    component | municipality | fee  | mark
    basic     | 9901         | 2000 |
    basic     | 9902         | 3000 |
    basic     | 9903         | 4000 |
"""


@pytest.fixture(scope="module")
def explained():
    """Explain 9 000 kr by population 1 000, 2 000 and 3 000: 1 000 kr each and 1 kr per inhabitant."""
    book = book_of(sound(fees=HALF_ALIKE, fee_components="component | name\n basic | Grundavgift"))
    return explain_fees(book.facts)


def test_a_column_is_told_with_whether_a_model_gives_it(explained):
    (line,) = spaced(str(table_splits(explained))).splitlines()[2:]
    name, reproduced, said = line.split(" | ")
    assert name == "Grundavgift"
    assert reproduced == ("ja" if explained[0].reproduced else "nej")
    assert ("Prövat: " in said) == (not explained[0].reproduced)


def test_the_best_model_gives_every_fee(explained):
    best = explained[0].models.iloc[0]
    assert (best["hits"], best["known"]) == (3, 3)


def test_each_municipality_has_its_difference_and_it_leads_to_its_fee(explained):
    table = table_residuals(explained)
    assert spaced(str(table)).splitlines()[2:] == ["Alvik | 0 kr", "Bergsta | 0 kr", "Ödeby | 0 kr"]
    assert '<td><data value="0"><a href="#fees:2">0\u00a0kr</a></data></td>' in table._repr_html_()


def test_a_municipality_without_fee_says_so():
    changed = HALF_ALIKE.replace("    basic     | 9903         | 4000 |\n", "")
    book = book_of(sound(fees=changed, fee_components="component | name\n basic | Grundavgift"))
    assert "Ödeby | ingen avgift" in str(table_residuals(explain_fees(book.facts)))


def test_a_column_with_a_marked_fee_is_tried_with_and_without_it():
    marked = HALF_ALIKE.replace("| 4000 |", "| 4000 | *")
    book = book_of(sound(fees=marked, fee_components="component | name\n basic | Grundavgift"))
    both = explain_fees(book.facts)
    assert [one.name for one in both] == ["Grundavgift", "Grundavgift, utan märkta avgifter"]
    assert [list(one.fees) for one in both] == [[2000, 3000, 4000], [2000, 3000]]
    assert isinstance(both[0].populations, pd.DataFrame)


def test_without_fees_nothing_is_explained():
    assert explain_fees(book_of(sound("fees")).facts) == []
    assert str(table_residuals([])).startswith("Beslutad avgift minus avgift enligt modellen")
