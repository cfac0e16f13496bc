import pytest

from typed import found, spaced

PRINTED = "id | fact | kind | value | unit | label\n"
LINES = """
    budget_line | name  | outcome_line
    office      | {}    | office
    archive     | Arkiv | {}
"""
ARCHIVE = PRINTED + "fees | fees.archive.total | total | {} | kr | Summa"  # Alvik pays 100 and Bergsta 200
BUDGET = """
    side   | line    | amount
    income | office  | 600
    income | archive | 300
    cost   | office  | 600
"""


def test_a_total_that_leaves_out_one_row_names_the_municipality():
    (one,) = found(printed=ARCHIVE.format(200))
    assert (one.check, one.severity) == ("completeness.total", "error")
    assert one.title == "En rad saknas i summan: Arkivavgift, summa avgifter"
    assert spaced(one.detail) == (
        "Arkivavgift, summa avgifter (”Summa”): dokumentet har 200 kr, men raderna ger 300 kr. "
        "Skillnaden är precis raden för Alvik."
    )
    assert (spaced(one.expected), spaced(one.found), spaced(one.difference)) == (
        "300 kr",
        "200 kr",
        "-100 kr",
    )
    assert one.rows == ("printed:2", "fees:5")


def test_the_example_of_a_starred_amount_that_is_left_out_of_the_total():
    fees = "component | municipality | fee | mark\n start | 9901 | 11 |\n start | 9902 | 12 | *"
    findings = found(
        "population",
        fees=fees,
        printed="id | fact | kind | value | unit\n s | fees.start.total | total | 11 | kr",
    )
    one = next(one for one in findings if one.check == "completeness.total")
    assert spaced(one.detail).endswith(
        "Skillnaden är precis raden för Bergsta (märkt med *). "
        "Summan kan vara riktig, om en märkt avgift inte ska räknas med."
    )
    assert one.severity == "warning"  # Nothing is known to be wrong.
    assert one.rows == ("printed:2", "fees:3")


def test_a_starred_amount_in_a_column_of_its_own_is_no_error_in_the_total_of_another():
    fees = (
        "component | municipality | fee | mark | place\n"
        " start | 9901 | 11 | | tabellen\n start | 9902 | 12 | * | egen kolumn"
    )
    printed = "id | fact | kind | value | unit\n s | fees.start.total | total | 11 | kr"
    one = next(
        one for one in found("population", fees=fees, printed=printed) if one.check == "completeness.total"
    )
    assert one.severity == "info"
    assert one.detail.endswith("Avgiften står för sig i dokumentet: egen kolumn.")


def test_two_rows_left_out_are_named_together():
    fees = "component | municipality | fee\n start | 9901 | 1\n start | 9902 | 20\n start | 9903 | 400"
    printed = "id | fact | kind | value | unit\n s | fees.start.total | total | 400 | kr"
    one = next(one for one in found(fees=fees, printed=printed) if one.check == "completeness.total")
    assert one.title == "Två rader saknas i summan: Startavgift, summa avgifter"
    assert one.detail.endswith("Skillnaden är precis raderna för Alvik och Bergsta.")
    assert one.rows == ("printed:2", "fees:2", "fees:3")


def test_three_rows_left_out_are_not_guessed_at():
    fees = "component | municipality | fee\n start | 9901 | 1\n start | 9902 | 20\n start | 9903 | 400"
    printed = "id | fact | kind | value | unit\n s | fees.start.total | total | 0 | kr"
    assert "completeness.total" not in [one.check for one in found(fees=fees, printed=printed)]


def test_rows_that_cancel_each_other_are_not_left_out_of_a_total_that_is_right():
    outcome = "line | income | cost\n office | 600 | 1\n archive | -600 | 1"
    printed = "id | fact | kind | value | unit\n i | economy.income | total | 0 | kr"
    assert not [one for one in found("budget", outcome=outcome, printed=printed) if "total" in one.check]


def test_a_difference_has_no_rows_to_leave_out():
    """The archive's result is −30 and its income 300: −330 is a wrong difference, not a row left out."""
    printed = PRINTED + "archive | economy.line.archive.result | difference | -330 | kr |"
    assert [one.check for one in found(printed=printed)] == ["sums.printed"]


def test_only_a_total_of_single_rows_can_lack_a_row():
    """What each municipality pays is itself a sum of several rows."""
    printed = "id | fact | kind | value | unit\n f | fees.budgeted.total | total | 600 | kr"  # 900 − 300
    assert [one.check for one in found(printed=printed)] == ["sums.printed"]


def test_when_any_of_several_rows_may_be_left_out_it_is_a_sum_that_is_wrong():
    """200 of 3 · 200 is lacking, and that may be any of the three."""
    printed = "id | fact | kind | value | unit\n b | fees.basic.total | total | 400 | kr"
    assert [one.check for one in found(printed=printed)] == ["sums.printed"]


def test_a_row_of_nothing_does_not_explain_a_total():
    fees = "component | municipality | fee\n start | 9901 | 11\n start | 9902 | 0\n start | 9903 | 12"
    printed = "id | fact | kind | value | unit\n s | fees.start.total | total | 12 | kr"
    one = next(one for one in found(fees=fees, printed=printed) if one.check == "completeness.total")
    assert one.rows == ("printed:2", "fees:2")


@pytest.mark.parametrize(
    ("rows", "changes", "who"),
    [
        ("economy.income | total | 600 | kr", {}, "Arkiv"),
        ("budget.income | total | 300 | kr", {"budget_lines": LINES.format("Lokaler", "archive")}, "Lokaler"),
        ("population.2030-12-31.total | total | 5000 | count", {}, "Alvik"),
    ],
)
def test_lines_and_inhabitants_can_be_left_out_too(rows, changes, who):
    (one,) = found(printed=f"id | fact | kind | value | unit\n a | {rows}", **changes)
    assert one.check == "completeness.total"
    assert one.detail.endswith(f"Skillnaden är precis raden för {who}.")


def test_a_total_that_is_too_large_leaves_nobody_out():
    assert [one.check for one in found(printed=ARCHIVE.format(400))] == ["sums.printed"]


def test_an_empty_cell_is_reported_as_an_information_for_all_in_one():
    fees = "component | municipality | fee\n start | 9901 | 11\n start | 9902 |\n start | 9903 |"
    (one,) = found("printed", fees=fees, service_status="service | users | of")
    assert (one.check, one.severity, one.title) == ("completeness.fees", "info", "Avgift saknas: Startavgift")
    assert one.detail == "Bergsta och Ödeby har ingen avgift i tabellen Startavgift: rutan är tom."
    assert one.rows == ("fees:3", "fees:4")


def test_an_absent_row_is_a_warning():
    fees = "component | municipality | fee\n basic | 9901 | 200\n basic | 9902 | 200"
    one = next(one for one in found("printed", fees=fees) if one.check == "completeness.fees")
    assert (one.severity, one.detail, one.rows) == (
        "warning",
        "Ödeby har ingen avgift i tabellen Grundavgift: raden saknas.",
        ("municipalities:4",),
    )


def test_a_service_that_only_its_users_pay_for_leaves_nobody_out():
    """Archive is used by two of three and paid for by two of three."""
    assert not [one for one in found() if one.check == "completeness.fees"]
    more = found(service_status="service | users | of\n archive | 3 | 3")
    assert "completeness.fees" in [one.check for one in more]


def test_a_fee_of_zero_is_no_gap():
    fees = "component | municipality | fee\n start | 9901 | 11\n start | 9902 | 0\n start | 9903 | 12"
    assert (
        found(fees=fees, printed="id | fact | kind | value | unit", service_status="service | users | of")
        == ()
    )


def test_municipalities_without_inhabitants_are_reported_together():
    (one,) = found(population="municipality | date | population\n 9901 | 2030-12-31 | 1000")
    assert (one.check, one.title) == ("completeness.population", "Invånarantal saknas")
    assert one.detail == "Underlaget har inget invånarantal för 31 december 2030 för Bergsta och Ödeby."
    assert one.rows == ("municipalities:3", "municipalities:4")


def test_a_board_without_inhabitants_gets_one_finding():
    (one,) = found("population")
    assert one.detail == "Underlaget har inget invånarantal för Alvik, Bergsta och Ödeby."


def test_a_budget_line_with_one_side_lacks_the_other():
    (one,) = found("printed", budget=BUDGET)
    assert (one.check, one.title) == ("completeness.budget", "Budgetrad utan kostnad: Arkiv")
    assert (one.detail, one.expected, one.rows) == (
        "Budgetraden Arkiv har ingen kostnad.",
        "en kostnad",
        ("budget:3",),
    )


def test_an_outcome_line_without_budget_and_a_budget_line_without_outcome():
    lines = "line | name\n office | Kansli\n archive | Arkiv\n shelves | Hyllor"
    findings = found(outcome_lines=lines, budget_lines=LINES.format("Kansli", "shelves"))
    assert [(one.check, one.title, one.rows) for one in findings] == [
        ("completeness.budget", "Utfall utan budget: Arkiv", ("outcome:3",)),
        ("completeness.budget", "Budget utan utfall: Arkiv", ("budget:3", "budget:5")),
    ]


def test_a_year_with_outcome_and_no_budget_gets_one_finding():
    printed = "id | fact | kind | value | unit"
    (one,) = found("budget", printed=printed)
    assert (one.check, one.title, one.rows) == (
        "completeness.budget",
        "Budget saknas för året",
        ("outcome:2", "outcome:3"),
    )


def test_a_year_that_is_not_over_needs_no_outcome_on_every_line():
    half = "through | line | income | cost\n 2031-06-30 | office | 1 | 2"
    assert not [one for one in found("printed", outcome=half) if one.check == "completeness.budget"]
