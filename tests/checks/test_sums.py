from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namndbok.checks.sums import omitted_rows
from namndbok.facts.fact import Facts
from namndbok.facts.printed import PrintedFigure
from typed import found, sound, spaced

BOARD = sound()
PRINTED = "id | fact | kind | value | unit | label\n"
OUTCOME = """
    line    | income | cost
    office  | 600    | {}
    archive | 300    | 330
"""
BUDGET = """
    side   | line    | amount
    income | office  | 600
    income | archive | 300
    cost   | office  | 600
    cost   | archive | {}
"""


def test_a_printed_total_that_the_rows_do_not_give_is_an_error():
    (one,) = found(printed=PRINTED + "income | economy.income | total | 950 | kr | SUMMA INTÄKTER")
    assert (one.check, one.severity) == ("sums.printed", "error")
    assert spaced(one.detail) == (
        "Summa intäkter (”SUMMA INTÄKTER”): dokumentet har 950 kr, men raderna ger 900 kr."
    )
    assert (spaced(one.expected), spaced(one.found), spaced(one.difference)) == ("900 kr", "950 kr", "50 kr")
    assert one.rows == ("printed:2", "outcome:2", "outcome:3")


def test_a_printed_result_with_its_sign_turned_is_an_error():
    """The archive's result is 300 − 330."""
    (one,) = found(printed=PRINTED + "archive | economy.line.archive.result | difference | 30 | kr |")
    assert (one.check, spaced(one.difference)) == ("sums.printed", "60 kr")
    assert one.rows == ("printed:2", "outcome:3")


def test_swapped_digits_in_an_outcome_are_found_by_the_totals():
    """500 as 050; the printed cost is 500 + 330, and the printed result 900 − 830."""
    figures = "cost | economy.cost | total | 830 | kr |\n result | economy.result | difference | 70 | kr |"
    findings = found("forecast", outcome=OUTCOME.format("050"), printed=PRINTED + figures)
    assert [one.check for one in findings] == ["sums.printed", "sums.printed"]


@pytest.mark.parametrize(
    ("value", "severity"),
    [(70000, None), (69000, "info"), (68000, "info"), (72000, "info"), (74000, "error")],
)
def test_a_difference_that_rounding_explains_is_only_an_information(value, severity):
    # 600 400 − 500 000 + 300 000 − 330 900 = 69 500; four amounts and the printed one allow 2 500 either way.
    outcome = "line | income | cost\n office | 600400 | 500000\n archive | 300000 | 330900"
    rows = (
        f"id | fact | kind | value | unit | precision\n r | economy.result | difference | {value} | kr | 1000"
    )
    findings = found("budget", printed=rows, outcome=outcome)
    assert [one.severity for one in findings if one.check == "sums.printed"] == (
        [severity] if severity else []
    )


def test_an_information_about_rounding_says_so():
    outcome = "line | income | cost\n office | 1792000 | 1673000"
    rows = (
        "id | fact | kind | value | unit | precision\n r | economy.result | difference | 120000 | kr | 1000"
    )
    one = next(one for one in found("budget", printed=rows, outcome=outcome) if one.check == "sums.printed")
    assert (one.severity, spaced(one.difference)) == ("info", "1 000 kr")
    assert spaced(one.detail).endswith(
        "Beloppen är avrundade till närmaste 1 000 kr, så skillnaden kan bero på avrundning."
    )


def test_a_budget_line_that_is_not_balanced_is_a_warning_and_names_the_line_it_may_be_copied_from():
    one = next(one for one in found(budget=BUDGET.format(600)) if one.check == "sums.budget_balance")
    assert (one.severity, one.title) == ("warning", "Budgetraden går inte jämnt ut: Arkiv")
    assert spaced(one.detail) == (
        "Arkiv har intäkter på 300 kr men kostnader på 600 kr. "
        "Samma kostnad står på raden Kansli; beloppet kan vara avskrivet från fel rad."
    )
    assert (spaced(one.difference), one.rows) == ("300 kr", ("budget:3", "budget:5"))


def test_without_a_line_of_the_same_cost_none_is_named():
    one = next(one for one in found(budget=BUDGET.format(301)) if one.check == "sums.budget_balance")
    assert spaced(one.detail) == "Arkiv har intäkter på 300 kr men kostnader på 301 kr."


def test_a_line_without_cost_is_not_the_one_it_is_copied_from():
    budget = "side | line | amount\n income | office | 5\n income | archive | 6\n cost | archive | 7"
    one = next(one for one in found("fees", budget=budget) if "balance" in one.check)
    assert spaced(one.detail) == "Arkiv har intäkter på 6 kr men kostnader på 7 kr."


def test_a_cost_of_nothing_is_not_said_to_be_copied():
    lines = "budget_line | name | outcome_line\n a | A | office\n b | B | archive"
    budget = "side | line | amount\n income | a | 5\n cost | a | 0\n income | b | 0\n cost | b | 0"
    one = next(one for one in found("fees", budget_lines=lines, budget=budget) if "balance" in one.check)
    assert spaced(one.detail) == "A har intäkter på 5 kr men kostnader på 0 kr."


def test_the_example_of_a_cost_total_that_was_carried_over_from_the_income():
    """Budgeted costs of 600 + 100 under a printed total of 900, which is what the incomes add up to."""
    printed = PRINTED + "budget | budget.cost | total | 900 | kr | Kostnader"
    checks = {one.check: one for one in found(budget=BUDGET.format(100), printed=printed)}
    assert set(checks) == {"sums.printed", "sums.budget_balance"}
    assert spaced(checks["sums.printed"].difference) == "200 kr"


def test_a_total_of_inhabitants_printed_under_another_year_is_held_against_the_rows():
    """1 000 + 2 000 + 3 000 is 6 000, printed with the year before as its year."""
    head = "id | fact | kind | value | unit | year\n"
    row = head + "people | population.2030-12-31.total | total | {} | count | 2030"
    assert found(printed=row.format(6000)) == () != found(printed=row.format(6001))
    (one,) = found(printed=row.format(6001))
    assert (one.check, one.severity, one.rows[0]) == ("sums.population", "error", "printed:2")


def test_an_amount_that_is_printed_twice_is_reported_once():
    row = "{} | economy.cost | total | 831 | kr\n"
    (one,) = found(printed="id | fact | kind | value | unit\n" + row.format("a") + row.format("b"))
    assert one.rows == ("printed:2", "printed:3", "outcome:2", "outcome:3")


@given(st.lists(st.integers(-3, 3), max_size=8), st.integers(-6, 6).filter(bool))
def test_the_rows_left_out_of_a_total_are_the_only_one_or_the_only_two_that_it_lacks(amounts, lacking):
    facts = Facts(BOARD, 2031)
    parts = [
        facts.add_cell(f"part.{number}", "", amount, "kr", f"documents:{number}").id
        for number, amount in enumerate(amounts)
    ]
    total = facts.add_total("part.total", "", "", parts)
    printed = PrintedFigure("printed:2", "t", "", "total", "kr", total.value - lacking, 0, total, len(parts))
    ones = [(f"documents:{at}",) for at, amount in enumerate(amounts) if amount == lacking]
    pairs = combinations(enumerate(amounts), 2)
    twos = [(f"documents:{one}", f"documents:{two}") for (one, a), (two, b) in pairs if a + b == lacking]
    fitting = ones or twos
    assert omitted_rows(facts, printed) == (fitting[0] if len(fitting) == 1 else ())


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
            "held | meetings.board.held | count | 1 | count | två möten",
            "Genomförda möten i nämnden (”två möten”): dokumentet har 1, men tabellerna ger 2.",
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


def test_a_printed_count_beyond_the_rows_may_be_a_row_that_is_missing():
    (cell,) = printed("users | services.archive.users | count | 3 | municipalities | 3 av 3")
    assert cell.severity == "error"  # The table has the number itself.
    (one,) = printed("held | meetings.board.held | count | 3 | count | tre möten")
    assert one.severity == "warning" and one.detail.endswith(
        "dokumentet har 3, men tabellerna ger 2. Tabellerna kan sakna rader."
    )


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
