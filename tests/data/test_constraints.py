from datetime import date
from fractions import Fraction

import pytest

from namndbok.data.cells import Unreadable
from namndbok.data.constraints import check_row, check_value
from namndbok.data.schema import Field, library_tables


def column(kind="string", labels=None, **constraints) -> Field:
    return Field("field", kind, "Fält", "", constraints, labels or {})


def refused(column, value) -> tuple[str, str]:
    with pytest.raises(Unreadable) as error:
        check_value(column, value)
    return error.value.allowed, error.value.action


def test_what_fulfils_the_constraints_passes():
    check_value(column("integer", minimum=0, maximum=5), 0)
    check_value(column("integer", minimum=0, maximum=5), 5)
    check_value(column("number", minimum=0.1), Fraction(1, 10))
    check_value(column(pattern="^[0-9]{4}$"), "2580")
    check_value(column(enum=["board"]), "board")
    check_value(column(required=True, unique=True), "vad som helst")


def test_too_little_and_too_much_are_refused():
    assert refused(column("integer", minimum=0), -1) == ("minst 0", "kontrollera värdet mot källan")
    assert refused(column("integer", maximum=5), 6) == ("högst 5", "kontrollera värdet mot källan")
    assert refused(column("number", minimum=0.1), Fraction(1, 11)) == (
        "minst 0,1",
        "kontrollera värdet mot källan",
    )


@pytest.mark.parametrize(
    ("value", "action"),
    [
        ("Met", "menade du met?"),
        ("uppnått", "menade du met?"),
        ("ej uppnåt", "menade du not_met?"),
        ("x", "välj ett av värdena"),
    ],
)
def test_a_coded_value_may_be_meant_by_its_swedish_word(value, action):
    labels = {"met": "uppnått", "not_met": "ej uppnått"}
    allowed = "något av met (uppnått), not_met (ej uppnått)"
    assert refused(column(enum=["met", "not_met"], labels=labels), value) == (allowed, action)


def test_a_pattern_is_told_in_words():
    assert refused(column(pattern="^[0-9]{4}$"), "25800") == ("fyra siffror", "jämför med raderna ovanför")


def test_a_code_that_lost_its_first_zero_in_excel_is_recognised():
    assert refused(column(pattern="^[0-9]{4}$"), "114")[1] == "menade du 0114? Excel tar bort nollor i början"


def row_faults(name: str, **record) -> list[tuple[int, str, str, str]]:
    faults = check_row(library_tables()[name], 7, record)
    return [(fault.row, fault.column, fault.found, fault.action) for fault in faults]


def test_a_threshold_without_operator_and_unit_cannot_be_judged():
    assert row_faults("goals", threshold=Fraction(75), operator=None, unit=None) == [
        (7, "operator", "en tom ruta", "fyll i operator, eller töm threshold"),
        (7, "unit", "en tom ruta", "fyll i unit, eller töm threshold"),
    ]


@pytest.mark.parametrize(
    ("name", "record", "lacking"),
    [
        ("goals", {"threshold": None, "operator": ">=", "unit": None}, ["threshold"]),
        ("goals", {"threshold": None, "operator": None, "unit": None}, []),
        ("goals", {"threshold": Fraction(0), "operator": ">=", "unit": "count"}, []),
        ("service_status", {"users": 0, "of": None}, ["of"]),
        ("service_status", {"users": None, "of": 14}, []),
        ("initiative_programs", {"joined": 2, "of": None}, ["of"]),
        ("goal_reviews", {"measured": Fraction(70), "measured_unit": None}, ["measured_unit"]),
        ("answers", {"answer": "Rättat.", "role": None, "date": None}, ["role", "date"]),
    ],
)
def test_cells_that_need_each_other_come_together(name, record, lacking):
    assert [fault[1] for fault in row_faults(name, **record)] == lacking


@pytest.mark.parametrize("name", ["outcome", "explanations", "goal_reviews"])
def test_a_period_that_ends_in_another_year_is_refused(name):
    ((row, place, found, _),) = row_faults(name, year=2031, through=date(2030, 12, 31))
    assert (row, place, found) == (7, "through", "”2030-12-31”")
    assert row_faults(name, year=2031, through=date(2031, 1, 1)) == []


def test_a_forecast_is_made_in_its_year():
    assert [fault[1] for fault in row_faults("forecast", year=2031, as_of=date(2032, 1, 1))] == ["as_of"]


def test_a_cell_that_could_not_be_read_gives_no_second_fault():
    assert row_faults("outcome", year=None, through=date(2030, 12, 31)) == []
