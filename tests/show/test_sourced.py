from datetime import date
from fractions import Fraction

import pytest

from namndbok.show.markup import CalendarYear, SourcedRow, SourcedText, sourced_rows
from typed import typed

DATA = typed(
    goals="goal | number | text | threshold\n b | 2 | Andra målet | 75\n a | 1 | Första målet |",
    outcome="line | income | cost\n office | 1200 | -5",
    municipalities="code | name | host\n 9901 | Alvik | true\n 9902 | Bergsta | false",
    service_status="service | users | of | in_use_since\n archive | 2 | 3 | 2029",
    claims="id | text | value | unit\n a | Avtalet | 2016 | year\n b | Avtalen | 2016 | count",
    meeting_plan="date | kind\n 2031-09-01 | strategy_day",
    activities="name | start | end\n System | 2019 |",
)


@pytest.mark.parametrize(
    ("table", "row", "column", "item"),
    [
        ("goals", 2, "text", SourcedText("Andra målet", "goals:2")),
        ("goals", 2, "threshold", SourcedText("75", "goals:2", Fraction(75))),
        ("goals", 3, "threshold", None),
        ("goals", 2, "year", CalendarYear(2031)),
        ("outcome", 2, "income", SourcedText("1\u00a0200\u00a0kr", "outcome:2", 1200)),
        ("outcome", 2, "cost", SourcedText("\u22125\u00a0kr", "outcome:2", -5)),
        ("municipalities", 2, "host", "ja"),
        ("municipalities", 3, "host", "nej"),
        ("service_status", 2, "users", SourcedText("2", "service_status:2", 2)),
        ("meeting_plan", 2, "date", date(2031, 9, 1)),
        ("meeting_plan", 2, "kind", SourcedText("strategidag", "meeting_plan:2")),
    ],
)
def test_a_cell_is_taken_with_its_row_unit_and_swedish_word(table, row, column, item):
    assert getattr(SourcedRow(DATA, table, row), column) == item


@pytest.mark.parametrize(
    ("table", "row", "column", "item"),
    [
        ("service_status", 2, "in_use_since", CalendarYear(2029)),
        ("activities", 2, "start", CalendarYear(2019)),
        ("claims", 2, "value", CalendarYear(2016)),
        ("claims", 3, "value", SourcedText("2\u00a0016", "claims:3", Fraction(2016))),
    ],
)
def test_a_year_is_not_grouped_as_an_amount(table, row, column, item):
    assert getattr(SourcedRow(DATA, table, row), column) == item


def test_a_row_has_its_cells_as_attributes():
    row = SourcedRow(DATA, "goals", 2)
    assert (row.ref, row.text, row.raw("threshold")) == ("goals:2", SourcedText("Andra målet", "goals:2"), 75)
    with pytest.raises(AttributeError):
        row.texts  # noqa: B018


def test_rows_come_in_their_own_order():
    assert [row.row_number for row in sourced_rows(DATA, "goals", year=2031)] == [3, 2]
    assert sourced_rows(DATA, "goals", year=2030) == []
