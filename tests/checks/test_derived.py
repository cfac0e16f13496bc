import pytest

from typed import found, spaced


def changed(old: str, new: str):
    return found(printed=(old, new))


def test_a_share_that_is_wrong_is_an_error():
    (one,) = changed("share      | 67", "share | 76")
    assert (one.check, one.severity) == ("derived.shares", "error")
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
    assert (one.check, one.severity, spaced(one.detail)) == ("derived.counts", "error", detail)


def test_two_shares_that_are_cut_off_are_told_in_one():
    """2 of 3 as 66 and 5 of 6 as 82; rounded they are 67 and 83, and 82 is no cut."""
    figures = "march | attendance.board.{}.share | share | {} | percent"
    printed = "id | fact | kind | value | unit\n" + figures.format("2031-03-01", 66)
    (one,) = found(printed=printed + "\n" + figures.format("2031-03-01", 66).replace("march", "again"))
    assert (spaced(one.expected), spaced(one.found)) == ("67 % och 67 %", "66 % och 66 %")
    assert one.rows[0] == "printed:2"


def test_a_figure_that_is_printed_twice_is_told_once():
    row = "{} | meetings.board.held | count | 3 | count\n"
    (one,) = found(printed="id | fact | kind | value | unit\n" + row.format("a") + row.format("b"))
    assert one.rows == ("printed:2", "printed:3", "meetings:2", "meetings:3")


@pytest.mark.parametrize(("value", "told"), [("83", False), ("83,3", False), ("84", True), ("80", True)])
def test_the_value_in_a_review_is_the_one_that_the_tables_give(value: str, told: bool):
    """5 of 6 is 83,33 per cent, rounded as the review has it."""
    review = ("present    | met        |               | 83 ", f"present | met | | {value}")
    assert [(one.check, one.severity) for one in found("printed", goal_reviews=review)] == (
        [("derived.measured", "error")] if told else []
    )


def test_a_value_that_is_printed_too_is_told_as_printed():
    review = ("present    | met        |               | 83 ", "present | met | | 80")
    printed = "id | fact | kind | value | unit\na | attendance.board.share | average | 80 | percent"
    assert [one.check for one in found(goal_reviews=review, printed=printed)] == ["derived.shares"]
