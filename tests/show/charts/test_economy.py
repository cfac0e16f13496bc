"""The result by line, the outcome against the budget and a part of the year are described in words."""

from datetime import date

import pytest

from drawn import spans, texts
from namndbok.books.spans import period_book
from namndbok.facts.periods import Period
from namndbok.show.charts import (
    ACCENT,
    MAIN,
    MUTED,
    chart_bridge,
    chart_budget_outcome,
    chart_result,
)
from namndbok.show.charts.economy import chart_interim
from namndbok.show.narrative import NOTHING
from small_board import board, lines
from typed import unchecked

KR = "\u00a0kr"


def test_the_largest_surplus_and_deficit_are_described(tmp_path) -> None:
    # 500 − 200 = 300; 100 − 150 = −50; 10 − 30 = −20; 300 − 50 − 20 = 230
    chart = chart_result(board(tmp_path, **lines(("Drift", 500, 200), ("Arkiv", 100, 150), ("Plan", 10, 30))))
    assert chart.title == "Drift gav överskott, Arkiv störst underskott"
    assert chart.question == "Vilka verksamheter gick med överskott och vilka med underskott?"
    assert chart.description == (
        "Liggande stapeldiagram över resultatet 2031 för tre verksamheter. "
        f"Störst överskott har Drift med 300{KR}. Störst underskott har Arkiv med 50{KR}. "
        f"Tillsammans blir det 230{KR}."
    )
    for label in (f"+300{KR}", f"\u221250{KR}", f"\u221220{KR}"):
        assert f">{label}</text>" in chart.svg


def test_one_line_that_breaks_even_has_neither(tmp_path) -> None:
    chart = chart_result(board(tmp_path, **lines(("Drift", 7, 7))))
    assert (
        "för en verksamhet. Ingen verksamhet har överskott. Ingen verksamhet har underskott."
        in chart.description
    )


def test_lines_that_share_the_largest_deficit_are_named_together(tmp_path) -> None:
    chart = chart_result(board(tmp_path, **lines(("Drift", 0, 5), ("Arkiv", 0, 5))))
    assert (
        f"Ingen verksamhet har överskott. Störst underskott har Drift och Arkiv med 5{KR}."
        in chart.description
    )


def test_the_largest_move_and_the_totals_are_described(tmp_path) -> None:
    # Drift: 500 − 400 = +100 and 250 − 400 = −150. Arkiv: 90 − 90 = 0 twice. Totals: +100 and −150.
    tables = lines(("Drift", 500, 250), ("Arkiv", 90, 90), budget=(400, 90))
    chart = chart_budget_outcome(board(tmp_path, **tables))
    assert chart.description == (
        "Liggande stapeldiagram över utfall − budget 2031, intäkter och kostnader, för två verksamheter. "
        f"Störst är skillnaden för Drift: kostnaderna blev 150{KR} lägre än budgeterat. "
        f"Sammanlagt blev intäkterna 100{KR} högre än budgeterat och kostnaderna 150{KR} lägre än budgeterat."
    )
    assert chart.svg.count(f">+100{KR}</text>") == 1
    assert chart.svg.count(f">0{KR}</text>") == 2


def test_an_outcome_that_follows_the_budget_is_described(tmp_path) -> None:
    chart = chart_budget_outcome(board(tmp_path, **lines(("Drift", 5, 5), budget=(5,))))
    assert chart.description.endswith(
        "Sammanlagt blev intäkterna precis som budgeterat och kostnaderna precis som budgeterat."
    )
    assert "Störst" not in chart.description


def test_of_many_lines_those_that_moved_the_most_are_shown(tmp_path) -> None:
    named = [(f"Rad {number}", 100 + number, 100) for number in range(10)]
    chart = chart_budget_outcome(board(tmp_path, **lines(*named, budget=(100,) * 10)))
    assert chart.question.endswith("(de sju verksamheter där skillnaden är störst)?")
    assert "för de sju verksamheter där skillnaden är störst" in chart.description
    assert ">Rad 2</text>" not in chart.svg and ">Rad 3</text>" in chart.svg


def test_a_line_that_is_far_from_its_budget_has_a_scale_of_its_own(tmp_path) -> None:
    # Deviations of income: 9 000, −300 and 100. The longest on each scale reach equally far.
    tables = lines(("Drift", 10_000, 1000), ("Arkiv", 700, 1000), ("Plan", 1100, 1000), budget=(1000,) * 3)
    svg = chart_budget_outcome(board(tmp_path, **tables)).svg
    assert texts(svg, font_weight="700") == ["Arkiv", "Plan", "Drift (på en egen skala)"]
    [(low, zero)], longest = spans(svg, ACCENT), spans(svg, MAIN)[-2]
    assert longest == (zero, pytest.approx(2 * zero - low, abs=0.2))


TITLES = {
    "both, several": (
        (("A", 9, 0), ("B", 5, 0), ("C", 0, 3), ("D", 0, 1)),
        "A gav störst överskott, C störst underskott",
    ),
    "both, one each": ((("A", 9, 0), ("C", 0, 3)), "A gav överskott, C underskott"),
    "largest together": (
        (("A", 9, 0), ("B", 9, 0), ("C", 0, 3)),
        "A och B gav störst överskott, C underskott",
    ),
    "all over": ((("A", 9, 0), ("B", 5, 0)), "Alla verksamheter gav överskott"),
    "some over": ((("A", 9, 0), ("B", 5, 5)), "Ingen verksamhet gav underskott"),
    "one over": ((("A", 9, 0),), "Ingen verksamhet gav underskott"),
    "all under": ((("A", 0, 9), ("B", 0, 5)), "Alla verksamheter gav underskott"),
    "one under": ((("A", 0, 9),), "Ingen verksamhet gav överskott"),
    "zero": ((("A", 5, 5), ("B", 0, 0)), "Ingen verksamhet gav överskott eller underskott"),
}


@pytest.mark.parametrize("case", TITLES)
def test_the_title_of_the_result_says_what_was_found(tmp_path, case) -> None:
    named, title = TITLES[case]
    assert chart_result(board(tmp_path, **lines(*named))).title == title


BRIDGES = [
    ((500, 90), (400, 90), "Hela skillnaden mot budgeten gäller A", ["A", "Övriga verksamheter"]),
    ((500, 50), (400, 90), "A skiljer sig mest från budgeten", ["A", "B"]),
    ((400, 90), (400, 90), "Intäkterna blev som budgeterat", ["Alla verksamheter"]),
    (
        (400, 90),
        (400,),
        "Hela skillnaden mot budgeten gäller B (utanför budgeten)",
        ["B (utanför budgeten)", "Övriga verksamheter"],
    ),
]


@pytest.mark.parametrize(("income", "budget", "title", "names"), BRIDGES)
def test_a_bridge_leads_from_budget_to_outcome(tmp_path, income, budget, title, names) -> None:
    tables = lines(("A", income[0], 0), ("B", income[1], 0), budget=budget)
    chart = chart_bridge(board(tmp_path, **tables))
    ends = [f"{amount}{KR}" for amount in (sum(budget), sum(income))]
    assert (chart.title, chart.question) == (title, "Vad skiljer årets intäkter från budgetens?")
    assert [text for text in texts(chart.svg) if KR not in text] == [
        "Budgeterade intäkter",
        *names,
        "Årets intäkter",
    ]
    amounts = [text for text in texts(chart.svg) if KR in text]
    assert [amounts[0], amounts[-1]] == ends


def test_each_step_of_a_bridge_begins_where_the_one_before_ended(tmp_path) -> None:
    svg = chart_bridge(board(tmp_path, **lines(("A", 500, 0), ("B", 50, 0), budget=(400, 90)))).svg
    [(_, budget), (start, outcome)], [(up, top)], [(low, down)] = (
        spans(svg, colour) for colour in (MUTED, MAIN, ACCENT)
    )
    assert (up, top, low) == (budget, down, outcome)
    assert start == 2


def test_a_budget_line_without_an_outcome_is_a_step_down(tmp_path) -> None:
    tables = lines(("A", 500, 0), budget=(500,))
    tables["budget_lines"].append({"budget_line": "x", "name": "Projekt", "outcome_line": "x", "order": 9})
    tables["outcome_lines"].append({"line": "x", "name": "Projekt", "order": 9})
    tables["budget"].append({"side": "income", "line": "x", "amount": 30})
    chart = chart_bridge(board(tmp_path, **tables))
    assert chart.title == "Hela skillnaden mot budgeten gäller Projekt (utan utfall)"
    assert f">30{KR}</text>" in chart.svg


def test_without_a_budget_there_is_no_bridge(tmp_path) -> None:
    assert chart_bridge(board(tmp_path, **lines(("Drift", 5, 5)))) is NOTHING


def test_without_a_budget_there_is_no_chart(tmp_path) -> None:
    assert chart_budget_outcome(board(tmp_path, **lines(("Drift", 5, 5)))) is NOTHING


OUTCOME = "through | line | income | cost\n 2031-04-30 | office | 300 | 250"


def test_the_description_says_how_much_has_come_of_the_years_budget():
    book = period_book(unchecked(outcome=OUTCOME), Period(date(2031, 4, 30)))
    # The budget is 900 in and 900 out.
    assert chart_interim(book).description.replace("\u00a0", " ") == (
        "Liggande stapeldiagram över intäkter och kostnader januari–april 2031 och hela året. "
        "Intäkter hittills är 300 kr, 33,3 % av årets budget. "
        "Kostnader hittills är 250 kr, 27,8 % av årets budget."
    )


def test_its_numbers_are_those_of_the_table():
    book = period_book(unchecked(outcome=OUTCOME), Period(date(2031, 4, 30)))
    assert 'href="#t-interim"' in chart_interim(book)._repr_html_()
