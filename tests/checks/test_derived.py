import pytest

from typed import found, spaced

PRINTED = "id | fact | kind | value | unit | label\n"
MARCH = "march | attendance.board.2031-03-01.share | share | {} | percent | ca 67 %"  # 2 of 3 present


GOAL = """
    goal    | measure                | threshold | unit    | reading
    present | attendance.board.share | 80        | percent | average
"""
REVIEW = "goal | assessment | measured | measured_unit\npresent | met | {} | percent"


def printed(row: str):
    """Return what is found on the sound board when its report prints one figure."""
    return found(printed=PRINTED + row)


def test_a_share_that_is_wrong_is_an_error():
    (one,) = printed(MARCH.format(76))
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
    assert one.rows == ("printed:2", "meetings:2")


def test_a_share_that_is_cut_off_is_an_information():
    (one,) = printed(MARCH.format(66))
    assert (one.check, one.severity) == ("derived.shares", "info")
    assert one.detail.endswith("Decimalerna är avkortade i stället för avrundade.")


def test_an_average_is_held_against_all_present_through_all_entitled():
    (one,) = printed("average | attendance.board.share | average | 84 | percent | i snitt")
    assert (one.check, spaced(one.expected)) == ("derived.shares", "83,33 %")
    assert one.rows == ("printed:2", "meetings:2", "meetings:3")


@pytest.mark.parametrize(
    ("row", "detail"),
    [
        (
            "leak | controls.leak.risk_value | product | 5 | points | Riskvärde",
            "Riskvärde, kontrollmoment 1 (”Riskvärde”): dokumentet har 5 poäng, men tabellerna ger 6 poäng.",
        ),
        (
            "held | meetings.board.held | count | 3 | count | två möten",
            "Genomförda möten i nämnden (”två möten”): dokumentet har 3, men tabellerna ger 2.",
        ),
        (
            "basic | fees.basic.per_municipality | fee | 2000 | kr | per kommun",
            "Grundavgift, avgift för varje kommun (”per kommun”): "
            "dokumentet har 2 000 kr, men tabellerna ger 200 kr.",
        ),
        (
            "users | services.archive.users | count | 1 | municipalities | 2 av 3",
            "E-arkiv, kommuner som använder tjänsten (”2 av 3”): dokumentet har 1, men tabellerna ger 2.",
        ),
    ],
)
def test_counts_products_and_fees_are_held_against_the_tables(row, detail):
    (one,) = printed(row)
    assert (one.check, one.severity, spaced(one.detail)) == ("derived.counts", "error", detail)


def test_two_shares_that_are_cut_off_are_reported_together():
    """2 of 3 as 66 and 5 of 6 as 82; rounded they are 67 and 83, and 82 is no cut."""
    (one,) = printed(f"{MARCH.format(66)}\n{MARCH.format(66).replace('march', 'again')}")
    assert (spaced(one.expected), spaced(one.found)) == ("67 % och 67 %", "66 % och 66 %")
    assert one.rows[0] == "printed:2"


def test_a_figure_that_is_printed_twice_is_reported_once():
    row = "{} | meetings.board.held | count | 3 | count |\n"
    (one,) = printed(row.format("a") + row.format("b"))
    assert one.rows == ("printed:2", "printed:3", "meetings:2", "meetings:3")


@pytest.mark.parametrize(("value", "reported"), [("83", False), ("83,3", False), ("84", True), ("80", True)])
def test_the_value_in_a_review_is_the_one_that_the_tables_give(value: str, reported: bool):
    """5 of 6 is 83,33 per cent, rounded as the review has it."""
    findings = found("printed", goals=GOAL, goal_reviews=REVIEW.format(value))
    assert [(one.check, one.severity) for one in findings] == (
        [("derived.measured", "error")] if reported else []
    )


def test_a_value_that_is_printed_too_is_reported_as_printed():
    figure = PRINTED + "average | attendance.board.share | average | 80 | percent | i snitt"
    findings = found(goals=GOAL, goal_reviews=REVIEW.format(80), printed=figure)
    assert [one.check for one in findings] == ["derived.shares"]
