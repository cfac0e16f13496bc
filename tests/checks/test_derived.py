import pytest

from typed import found, spaced


def changed(old: str, new: str):
    return found(printed=(old, new))


def test_a_share_that_is_wrong_is_a_warning():
    (one,) = changed("share      | 67", "share | 76")
    assert (one.check, one.severity) == ("derived.shares", "warning")
    assert one.title == "Tryckt siffra stämmer inte: Närvaro, nämnden 1 mars 2031"
    assert spaced(one.detail) == (
        "Närvaro, nämnden 1 mars 2031 (”ca 67 %”): dokumentet har 76 %, men tabellerna ger 66,67 %."
    )
    assert (spaced(one.expected), spaced(one.found), spaced(one.difference)) == (
        "66,67 %",
        "76 %",
        "9,33 procentenheter",
    )
    assert one.rows == ("printed:10", "meetings:2")


def test_a_share_that_is_cut_off_is_an_information():
    (one,) = changed("share      | 67", "share | 66")
    assert (one.check, one.severity) == ("derived.shares", "info")
    assert one.detail.endswith("Decimalerna är avkortade i stället för avrundade.")


def test_an_average_is_held_against_all_present_through_all_entitled():
    (one,) = changed("average    | 83", "average | 84")
    assert (one.check, spaced(one.expected)) == ("derived.shares", "83,33 %")
    assert one.rows == ("printed:11", "meetings:2", "meetings:3")


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        (
            "product    | 6",
            "product | 5",
            "Riskvärde, kontrollmoment 1 (”Riskvärde”): dokumentet har 5 poäng, men tabellerna ger 6 poäng.",
        ),
        (
            "count      | 2     | count",
            "count | 3 | count",
            "Genomförda möten i nämnden (”två möten”): dokumentet har 3, men tabellerna ger 2.",
        ),
        (
            "fee        | 200",
            "fee | 2000",
            "Grundavgift, avgift för varje kommun (”per kommun”): "
            "dokumentet har 2 000 kr, men tabellerna ger 200 kr.",
        ),
        (
            "count      | 2     | municipalities",
            "count | 1 | municipalities",
            "E-arkiv, kommuner som använder tjänsten (”2 av 3”): dokumentet har 1, men tabellerna ger 2.",
        ),
    ],
)
def test_counts_products_and_fees_are_held_against_the_tables(old, new, detail):
    (one,) = changed(old, new)
    assert (one.check, one.severity, spaced(one.detail)) == ("derived.counts", "warning", detail)
