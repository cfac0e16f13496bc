"""Tables of the economy: lines first, sums last, and nothing counted twice."""

import pytest

from namndbok.show import tables
from typed import lines, unchecked


@pytest.fixture(scope="module")
def book():
    return unchecked()


def test_the_outcome_has_the_result_first_and_the_sum_last(book):
    assert lines(tables.table_outcome(book)) == [
        "Kansli | 100 kr | 600 kr | 500 kr",
        "Arkiv | -30 kr | 300 kr | 330 kr",
        "Summa | 70 kr | 900 kr | 830 kr",
    ]


def test_the_budget_has_income_and_cost_side_by_side(book):
    assert lines(tables.table_budget(book)) == [
        "Kansli | 600 kr | 600 kr",
        "Arkiv | 300 kr | 300 kr",
        "Summa, uträknad | 900 kr | 900 kr",
    ]


def test_a_budget_line_with_one_side_lacks_the_other():
    budget = "side | line | amount\n income | office | 600\n cost | office | 600\n income | archive | 300"
    assert lines(tables.table_budget(unchecked(budget=budget)))[1] == "Arkiv | 300 kr | saknas"


def test_deviation_is_outcome_minus_budget(book):
    assert lines(tables.table_deviation(book)) == [
        "Kansli, intäkter | 0 kr | 600 kr | 600 kr",
        "Kansli, kostnader | -100 kr | 500 kr | 600 kr",
        "Arkiv, intäkter | 0 kr | 300 kr | 300 kr",
        "Arkiv, kostnader | 30 kr | 330 kr | 300 kr",
        "Summa intäkter | 0 kr | 900 kr | 900 kr",
        "Summa kostnader | -70 kr | 830 kr | 900 kr",
    ]


def test_the_mapping_says_who_says_so(book):
    assert lines(tables.table_mapping(book)) == [
        "Kansli | Kansli | dokumentet | saknas",
        "Arkiv | Arkiv | dokumentet | saknas",
    ]


def test_an_explanation_has_the_result_of_its_line(book):
    assert lines(tables.table_explanations(book)) == [
        "En tjänst var ledig | Kansli | 100 kr",
        "Skåpen byttes ut | Arkiv | -30 kr",
    ]


def test_an_empty_explanation_is_shown_as_one():
    empty = unchecked(explanations="text | line\n |")
    assert lines(tables.table_explanations(empty)) == ["(tom punkt) | ingen bestämd rad | saknas"]


def test_the_financing_is_shown_as_it_stands():
    financing = "name | text | distribution\n Grundbelopp | Kansliet | lika för alla"
    assert lines(tables.table_financing(unchecked(financing=financing))) == [
        "Grundbelopp | Kansliet | lika för alla"
    ]


def test_the_summary_has_the_figures_that_the_year_can_give(book):
    table = lines(tables.table_summary(book))
    assert table[:3] == ["Summa intäkter | 900 kr", "Summa kostnader | 830 kr", "Årets resultat | 70 kr"]
    assert len(table) == 18
    assert len(lines(tables.table_summary(unchecked("outcome", "budget")))) == 18 - 5
