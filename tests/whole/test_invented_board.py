"""Another board in another year, with no change of code: every figure here can be worked out in the head."""

import re
import tokenize
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

import namndbok
from boards import NAME, invented_board
from namndbok.books.book import Book, open_book

LIBRARY = Path(namndbok.__file__).parent
PARTICULAR = {"14", *map(str, range(2020, 2050))}


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Book:
    return open_book(invented_board(tmp_path_factory.mktemp("sjodalen")), 2031)


def values(book: Book, **expected: object) -> None:
    """Compare facts; `__` stands for the dot of an id."""
    names = {name: name.replace("__", ".") for name in expected}
    assert {name: book.facts[id].value for name, id in names.items()} == expected


def shown(book: Book, *ids: str) -> list[str]:
    return [book.facts[id].display.replace("\u00a0", " ").replace("\u2212", "-") for id in ids]


def test_the_board_has_its_own_name_and_year(book):
    assert (book.data.board, book.year, book.data.years) == (NAME, 2031, [2031])


def test_the_year_ended_with_a_deficit(book):
    values(book, economy__income=900 + 600 + 240, economy__cost=980 + 610 + 200, economy__result=1740 - 1790)
    assert shown(book, "economy.income", "economy.cost", "economy.result") == [
        "1 740 kr",
        "1 790 kr",
        "-50 kr",
    ]


def test_each_line_has_income_minus_cost_as_its_result(book):
    lines = {
        line: book.facts[f"economy.line.{line}.result"].value for line in ("office", "meters", "laboratory")
    }
    assert lines == {"office": 900 - 980, "meters": 600 - 610, "laboratory": 240 - 200}


def test_the_margin_is_the_result_through_the_income(book):
    values(book, economy__margin=Fraction(-50, 1740))
    assert shown(book, "economy.margin") == ["-2,9 %"]


def test_the_budget_is_balanced(book):
    total = 900 + 400 + 200 + 240
    values(book, budget__income=total, budget__cost=total, budget__result=0)


def test_two_budget_lines_are_held_against_the_outcome_of_meters(book):
    values(
        book,
        economy__line__meters__budget_cost=400 + 200,
        economy__line__meters__deviation_cost=610 - 600,
        economy__line__laboratory__deviation_cost=200 - 240,
        economy__deviation_cost=1790 - 1740,
        economy__deviation_income=0,
    )


def test_two_of_three_deviations_are_explained(book):
    values(
        book,
        economy__gross=80 + 10 + 40,
        economy__explained=80 + 10,
        economy__explained_share=Fraction(90, 130),
    )
    assert shown(book, "economy.explained_share") == ["69,2 %"]


def test_the_first_half_and_the_forecast_are_kept_apart_from_the_year(book):
    values(book, interim__income=450 + 300 + 120, interim__cost=480 + 300 + 100, interim__result=870 - 880)
    values(book, forecast__income=1740, forecast__cost=960 + 600 + 210, forecast__result=1740 - 1770)


def test_each_municipality_pays_its_own_fees(book):
    alvik, bergsta, odeby = 300 + 100 + 50 + 130, 300 + 100 + 50 + 110, 300 + 200 + 100 + 0
    assert [book.facts[f"fees.budgeted.{code}"].value for code in ("9901", "9902", "9903")] == [
        alvik,
        bergsta,
        odeby,
    ]
    values(book, fees__budgeted__total=580 + 560 + 600, fees__installation__total=10 + 20 + 30)


def test_the_fees_in_the_budget_are_its_income(book):
    assert book.facts["fees.budgeted.total"].value == book.facts["budget.income"].value == 1740


def test_the_basic_fee_is_the_same_for_everybody(book):
    values(book, fees__basic__per_municipality=300, fees__basic__total=3 * 300, fees__basic__payers=3)


def test_a_fee_of_nothing_is_no_payment(book):
    values(book, fees__laboratory__total=130 + 110, fees__laboratory__payers=2)


def test_a_fee_is_shared_by_those_who_lived_there_before_the_year(book):
    per_inhabitant = [
        book.facts[f"fees.budgeted.per_inhabitant.{code}"].value for code in ("9901", "9902", "9903")
    ]
    assert per_inhabitant == [Fraction(580, 100), Fraction(560, 200), Fraction(600, 300)]
    assert shown(book, "fees.budgeted.per_inhabitant.9901") == ["5,8 kr"]


def test_the_board_had_five_of_six_and_the_preparatory_group_three_of_six(book):
    values(book, attendance__board__share=Fraction(3 + 2, 3 + 3), attendance__board__minimum=Fraction(2, 3))
    values(
        book,
        attendance__preparatory__share=Fraction(1 + 2, 6),
        attendance__preparatory__minimum=Fraction(1, 3),
    )
    assert shown(book, "attendance.board.share", "attendance.preparatory.minimum") == ["83,3 %", "33,3 %"]


def test_meetings_are_counted_by_body(book):
    values(book, meetings__board__planned=2, meetings__board__held=2, meetings__board__strategy_days=0)
    values(
        book,
        meetings__preparatory__planned=2,
        meetings__preparatory__held=2,
        meetings__preparatory__strategy_days=1,
    )


def test_one_of_four_goals_and_one_of_two_indicators_are_met(book):
    values(book, goals__annual__met=1, goals__annual__judged=4, goals__annual__total=4)
    values(book, goals__indicators__met=1, goals__indicators__judged=2, goals__indicators__total=2)
    values(book, events__competence__held=0)


def test_all_three_controls_have_a_result(book):
    values(book, controls__total=3, controls__reported=3, controls__highest=2 * 3)
    values(
        book,
        controls__leak__risk_value=2 * 3,
        controls__invoices__risk_value=3 * 1,
        controls__staff__risk_value=1 * 4,
    )


def test_services_are_used_by_all_three_and_by_two(book):
    values(
        book, municipalities__count=3, services__meters__share=1, services__laboratory__share=Fraction(2, 3)
    )


def test_a_figure_leads_to_its_rows_and_documents(book):
    cost = book.facts["economy.line.office.cost"]
    assert (cost.rows, cost.sources) == (("outcome:5",), ("story-2031",))
    assert book.facts["fees.basic.per_municipality"].sources == ("minutes-2030-11-05",)


def test_the_comments_are_the_coordinators(book):
    assert list(book.comments) == ["Mål och indikatorer", "Ekonomi"]


def test_the_checks_find_nothing_but_what_the_year_wheel_and_two_fees_were_given_to_be_found(book):
    """The meters pay 100, 100 and 200 by a model that is all equal, the readings by one of half."""
    assert sorted((finding.check, finding.title) for finding in book.findings) == [
        ("conflict.split_model", "Modellen ger inte avgifterna: Avläsning"),
        ("conflict.split_model", "Modellen ger inte avgifterna: Mätare"),
        ("time.reporting", "Ingen redovisning i underlaget: Avtal med laboratoriet prövas på nytt."),
        ("time.reporting", "Ingen redovisning i underlaget: Plan för nödvatten"),
        ("time.reporting", "Redovisat för sent: Attestordningen"),
    ]


def tokens() -> Iterator[tuple[str, tokenize.TokenInfo]]:
    for path in sorted(LIBRARY.rglob("*.py")):
        with tokenize.open(path) as source:
            yield from ((path.name, token) for token in tokenize.generate_tokens(source.readline))


def test_no_board_no_year_and_no_number_of_municipalities_stands_in_the_code():
    numbers = [
        (name, token.line)
        for name, token in tokens()
        if token.type == tokenize.NUMBER and token.string in PARTICULAR
    ]
    words = [
        (name, token.line)
        for name, token in tokens()
        if re.search("norrbott|lule[åa]", token.string, re.IGNORECASE)
    ]
    assert (numbers, words) == ([], [])
