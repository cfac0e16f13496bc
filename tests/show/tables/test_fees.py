import pytest

from namndbok.show import tables
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
        "Ödeby | 200 kr | 200 | saknas",
        "Summa | 900 kr | 600 kr | 300 kr",
    ]


def test_fees_outside_the_budget_are_not_added_up_and_keep_their_mark():
    fees = "component | municipality | fee | mark\n start | 9901 | 1200 | *\n start | 9902 |  |"
    table = tables.table_fees(unchecked(fees=fees), budgeted=False)
    assert table.id == "t-fees-outside"
    assert table.caption == "Avgifter vid sidan av nämndens budget per kommun, kronor"
    assert table.headings == ("Kommun", "Startavgift")
    assert lines(table) == ["Alvik | *1 200", "Bergsta | saknas", "Ödeby | saknas", "Summa | 1 200 kr"]


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
