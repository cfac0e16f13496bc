import pytest

from typed import found, spaced


def told(check: str, *without: str, **changes) -> list[tuple[str, ...]]:
    """Return title, expected and found of what a check says of the sound board with changes."""
    findings = found("printed", *without, **changes)
    return [(one.title, spaced(one.expected), spaced(one.found)) for one in findings if one.check == check]


@pytest.mark.parametrize(("income", "noticed"), [(660, False), (661, True), (540, False), (539, True)])
def test_a_line_whose_income_is_more_than_a_tenth_from_its_budget_is_told(income, noticed):
    """The office's budget is 600: 540 to 660 is within a tenth."""
    said = told("cross.turnover", outcome=("600    | 500", f"{income} | 500"))
    title = "Intäkterna skiljer sig mycket från budgeten: Kansli"
    assert said == ([(title, "600 kr", f"{income} kr")] if noticed else [])


def test_a_thousand_too_much_is_told_with_the_rows_of_budget_and_outcome():
    findings = found("printed", outcome=("600    | 500", "600000 | 500"))
    (one,) = [one for one in findings if one.check == "cross.turnover"]
    assert (one.severity, spaced(one.difference)) == ("warning", "599 400 kr")
    assert spaced(one.detail) == (
        "Kansli: intäkterna blev 600 000 kr mot budgeterade 600 kr. Skillnaden behöver förklaras."
    )
    assert one.rows == ("budget_lines:2", "budget:2", "outcome:2")


def test_the_total_is_told_where_no_line_can_be():
    """Neither line has a counterpart in the budget, so only the sums 900 and 1 200 can be compared."""
    budget = "budget_line | name | outcome_line\n office | Kansli | other\n archive | Arkiv | other"
    assert told("cross.turnover", budget_lines=budget, outcome=("300    | 330", "600 | 330")) == [
        ("Intäkterna skiljer sig mycket från budgeten: Summa intäkter", "900 kr", "1 200 kr")
    ]


@pytest.mark.parametrize(("cost", "noticed"), [(444, False), (443, True)])
def test_a_forecast_that_did_not_come_true_is_told(cost, noticed):
    """The forecast cost is 550 + 310 = 860, so 774 to 946 is within a tenth; 444 + 330 is 774."""
    said = told("cross.forecast", outcome=("600    | 500", f"600 | {cost}"))
    assert said == ([("Prognosen slog inte in: kostnader", "860 kr", "773 kr")] if noticed else [])
