import pytest

from typed import book_of, found, sound, spaced

FEES = """
    component | municipality | fee
    archive   | 9901         | 100
    archive   | 9902         | {}
    start     | 9901         | 11
    start     | 9902         | 12
"""
COMPONENTS = """
    component | name        | service | budget_line
    archive   | Arkivavgift | archive | archive
    start     | Startavgift | archive | {}
"""
BUDGET = """
    side   | line    | amount
    income | archive | {}
    cost   | archive | 300
"""
STATUS = """
    date       | service | users | of  | in_use_since | year
    2030-12-31 | archive | 1     | 3   | {since}      | 2030
    2031-12-31 | archive | {users} | {of} | 2029      | 2031
"""
OUTCOME = """
    line    | income   | cost
    office  | {income} | {cost}
    archive | 300      | 330
"""


def status(*, since: int = 2029, users: int = 2, of: int = 3) -> str:
    """Type how many use the archive, of how many, and since which year the earlier of two reports says."""
    return STATUS.format(since=since, users=users, of=of)


def outcome(*, income: int = 600, cost: int = 500) -> str:
    """Type the outcome; the office's budget is 600 on both sides."""
    return OUTCOME.format(income=income, cost=cost)


def only(check: str, *without, **changes):
    (one,) = [one for one in found(*without, **changes) if one.check == check]
    return one


def test_fees_that_do_not_add_up_to_their_budget_line_are_an_error():
    one = only("cross.fees_budget", "printed", fees=FEES.format(210))
    assert (one.severity, one.title) == ("error", "Avgifter och budget skiljer sig: Arkiv")
    assert spaced(one.detail) == "Avgifterna för Arkiv är tillsammans 310 kr, budgetraden 300 kr."
    assert (spaced(one.expected), spaced(one.found), spaced(one.difference)) == ("300 kr", "310 kr", "10 kr")
    assert one.rows == ("budget:3", "fees:2", "fees:3")


def test_two_kinds_of_fee_that_pay_one_budget_line_are_added():
    """Archive 300 and start 23 both pay the line of 300: 23 too much, told once."""
    both = {"fees": FEES.format(200), "fee_components": COMPONENTS.format("archive")}
    one = only("cross.fees_budget", "printed", budget=BUDGET.format(300), **both)
    assert spaced(one.difference) == "23 kr"
    enough = found("printed", budget=BUDGET.format(323), **both)
    assert "cross.fees_budget" not in [one.check for one in enough]


def test_a_budget_in_thousands_is_held_against_rounded_fees():
    budget = (
        "side | line | amount | precision\n income | archive | 1000 | 1000\n cost | archive | 1000 | 1000"
    )
    fees = "component | municipality | fee\n archive | 9901 | 700\n archive | 9902 | {}"
    assert not [
        one for one in found(budget=budget, fees=fees.format(799)) if one.check == "cross.fees_budget"
    ]
    assert [one for one in found(budget=budget, fees=fees.format(800)) if one.check == "cross.fees_budget"]


def test_a_service_that_more_pay_for_than_use_it_is_a_warning():
    one = only("cross.users_payers", service_status=status(users=1))
    assert (one.severity, one.title) == ("warning", "Användare och betalande skiljer sig: E-arkiv")
    assert one.detail == "E-arkiv: 1 kommun använder tjänsten, men 2 kommuner betalar för den."
    assert (one.expected, one.found, one.difference) == ("1", "2", "1")
    assert one.rows == ("service_status:3", "fees:5", "fees:6")


def test_the_fee_that_most_municipalities_pay_counts():
    one = only("cross.users_payers", "printed", fees=FEES.format(200) + "start | 9903 | 13")
    assert (one.expected, one.found) == ("2", "3")


@pytest.mark.parametrize(
    ("changes", "detail", "rows"),
    [
        (
            {"service_status": status(of=4)},
            "En rad i tabellen Läget för tjänsterna räknar av 4 kommuner, men nämnden har 3.",
            ("service_status:3",),
        ),
        (
            {"meetings": "date | present | entitled\n 2031-03-01 | 2 | 4\n 2031-09-01 | 4 | 4"},
            "2 rader i tabellen Hållna möten räknar av 4 kommuner, men nämnden har 3.",
            ("meetings:2", "meetings:3"),
        ),
        (
            {"initiative_programs": "program | name | joined | of\n a | A | 1 | 4\n b | B | 1 |"},
            "En rad i tabellen Nationella program räknar av 4 kommuner, men nämnden har 3.",
            ("initiative_programs:2",),
        ),
    ],
)
def test_a_count_of_another_number_of_municipalities_is_reported_once_for_each_table(changes, detail, rows):
    one = only("cross.membership", "printed", **changes)
    assert (one.detail, one.rows, one.expected, one.found) == (detail, rows, "3", "4")


def test_a_municipality_that_is_missing_from_the_list_is_noticed_by_every_count():
    two = "code | name\n 9901 | Alvik\n 9902 | Bergsta"
    checks = [one.check for one in found("fees", "population", municipalities=two)]
    assert checks.count("cross.membership") == 2


def test_a_service_that_was_said_to_start_another_year_is_an_error():
    one = only("cross.in_use_since", service_status=status(since=2028))
    assert (one.severity, one.title) == ("error", "Olika år för driftstart: E-arkiv")
    assert one.detail == (
        "E-arkiv togs i drift 2028 enligt uppgiften från 31 december 2030, "
        "men 2029 enligt den från 31 december 2031."
    )
    assert (one.expected, one.found, one.rows) == ("2028", "2029", ("service_status:2", "service_status:3"))


def test_a_contradiction_is_reported_in_the_year_of_the_later_document():
    data = sound(service_status=status(since=2028))
    assert "cross.in_use_since" not in [one.check for one in book_of(data, 2030).findings]


def told(check: str, *without: str, **changes) -> list[tuple[str, ...]]:
    """Return title, expected and found of what a check says of the sound board with changes."""
    findings = found("printed", *without, **changes)
    return [(one.title, spaced(one.expected), spaced(one.found)) for one in findings if one.check == check]


@pytest.mark.parametrize(("income", "noticed"), [(660, False), (661, True), (540, False), (539, True)])
def test_a_line_whose_income_is_more_than_a_tenth_from_its_budget_is_reported(income, noticed):
    """The office's budget is 600: 540 to 660 is within a tenth."""
    said = told("cross.turnover", outcome=outcome(income=income))
    title = "Intäkterna skiljer sig mycket från budgeten: Kansli"
    assert said == ([(title, "600 kr", f"{income} kr")] if noticed else [])


def test_a_thousand_too_much_is_reported_with_the_rows_of_budget_and_outcome():
    findings = found("printed", outcome=outcome(income=600_000))
    (one,) = [one for one in findings if one.check == "cross.turnover"]
    assert (one.severity, spaced(one.difference)) == ("warning", "599 400 kr")
    assert spaced(one.detail) == (
        "Kansli: intäkterna blev 600 000 kr mot budgeterade 600 kr. Skillnaden behöver förklaras."
    )
    assert one.rows == ("budget_lines:2", "budget:2", "outcome:2")


def test_the_total_is_reported_where_no_line_can_be():
    """Neither line has a counterpart in the budget, so only the sums 900 and 1 200 can be compared."""
    budget = "budget_line | name | outcome_line\n office | Kansli | other\n archive | Arkiv | other"
    assert told("cross.turnover", budget_lines=budget, outcome=outcome(income=900)) == [
        ("Intäkterna skiljer sig mycket från budgeten: Summa intäkter", "900 kr", "1 200 kr")
    ]


@pytest.mark.parametrize(("cost", "noticed"), [(444, False), (443, True)])
def test_a_forecast_that_did_not_come_true_is_reported(cost, noticed):
    """The forecast cost is 550 + 310 = 860, so 774 to 946 is within a tenth; 444 + 330 is 774."""
    said = told("cross.forecast", outcome=outcome(cost=cost))
    assert said == ([("Prognosen slog inte in: kostnader", "860 kr", "773 kr")] if noticed else [])
