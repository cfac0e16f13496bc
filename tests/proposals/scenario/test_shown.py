"""What is shown of a scenario: every table, chart and text is marked and carries its parameters."""

import re

import pytest

from namndbok.proposals.scenario import MARK
from namndbok.proposals.scenario.tables import (
    chart_change,
    command_line,
    gainers,
    parameters_text,
    scenario_text,
    table_beside,
    table_compared,
    table_service_fees,
    table_spread,
    table_years,
)
from namndbok.show.tables import Table
from small_scenario import HOSTILE, hostile_names, redistribution_of


def rows(table: Table) -> list[str]:
    plain = str(table).replace("\u00a0", " ").replace("\u2212", "-")
    return plain.splitlines()[2:]


def test_the_comparison_has_the_one_who_pays_most_more_first(board):
    assert rows(table_compared(redistribution_of(board))) == [
        "Bergsta | 33 kr | 33,0 % | 133 kr | 100 kr | 0,7 kr | 0,5 kr",
        "Alvik | 0 kr | 0,0 % | 100 kr | 100 kr | 1,0 kr | 1,0 kr",
        "Ödeby | -33 kr | -16,5 % | 167 kr | 200 kr | 0,6 kr | 0,7 kr",
        "Summa | 0 kr | 0,0 % | 400 kr | 400 kr |  | ",
    ]


def test_one_who_pays_nothing_today_has_no_percentage(board):
    table = table_compared(redistribution_of(board, services="laboratory", key="lika", also="Ödeby"))
    assert rows(table)[0] == "Ödeby | 80 kr |  | 80 kr | 0 kr | 0,3 kr | 0,0 kr"


def test_each_service_has_a_column_and_a_sum(board):
    table = table_service_fees(redistribution_of(board, services="meters, laboratory", key="lika"))
    assert rows(table)[-1] == "Summa | 400 kr | 240 kr"
    assert rows(table)[0] == "Alvik | 133 kr | 120 kr"


def test_a_phase_in_is_a_table_by_year(board):
    table = table_years(redistribution_of(board, key="invånare", years=2))
    assert rows(table) == [
        "Bergsta | 100 kr | 117 kr | 133 kr",
        "Ödeby | 200 kr | 200 kr | 200 kr",
        "Alvik | 100 kr | 83 kr | 67 kr",
        "Summa | 400 kr | 400 kr | 400 kr",
    ]
    assert rows(table_years(redistribution_of(board))) == []


def test_scenarios_stand_beside_each_other_and_say_who_gains_in_all(board):
    beside = [redistribution_of(board), redistribution_of(board, key="lika", name="alla lika")]
    # All alike: 133, 133 and 134 for the largest; today 100, 100, 200.
    assert rows(table_beside(beside)) == [
        "Bergsta | 100 kr | 33 kr | 33,0 % | 0,2 kr | 33 kr | 33,0 % | 0,2 kr",
        "Alvik | 100 kr | 0 kr | 0,0 % | 0,0 kr | 33 kr | 33,0 % | 0,3 kr",
        "Ödeby | 200 kr | -33 kr | -16,5 % | -0,1 kr | -66 kr | -33,0 % | -0,2 kr",
    ]
    assert rows(table_spread(beside)) == [
        "A | 1 | 1 | 33 kr | Bergsta | 0,6 kr | 1,0 kr",
        "B alla lika | 2 | 1 | 33 kr | Alvik | 0,4 kr | 1,3 kr",
    ]
    assert (gainers(beside, -1), gainers(beside, 1)) == ("Ödeby", "Bergsta")


def test_every_table_and_chart_is_marked_in_text(board):
    redistribution = redistribution_of(board, without="Ödeby", years=2)
    tables = [table_compared(redistribution), table_service_fees(redistribution), table_years(redistribution)]
    tables += [table_beside([redistribution]), table_spread([redistribution])]
    assert all(table.caption.startswith(f"{MARK}: ") for table in tables)
    chart = chart_change([redistribution])
    assert chart.title.startswith(f"{MARK}: ") and chart.description.startswith(f"{MARK}. ")
    drawn = " ".join(re.findall("<text[^>]*>([^<]*)</text>", chart.svg))
    assert f"{MARK}. Mätare fördelas efter nyckeln 50\u00a0% lika" in drawn and "Utan Ödeby" in drawn


def test_less_is_blue_and_more_is_orange_with_signs(board):
    svg = chart_change([redistribution_of(board)]).svg
    assert [*re.findall('<rect[^>]*fill="([^"]*)"', svg)][::2] == ["#f46a25", "#12436d"]
    assert "+33\u00a0kr" in svg and "\u221233\u00a0kr" in svg


@pytest.mark.parametrize("name", ["title", "parameters", "footer"])
def test_texts_that_may_stand_alone_are_marked(board, name):
    assert MARK in scenario_text(name, redistribution_of(board)).text


def test_the_parameters_are_said_in_words(board):
    given = {"also": "Ödeby", "without": "Alvik", "floor": 10, "cap": 300, "name": "prov", "years": 3}
    text = parameters_text(redistribution_of(board, services="laboratory", **given))
    assert text.replace("\u00a0", " ") == (
        "SCENARIO – ej beslutat. (prov): Laboratorium fördelas efter nyckeln 50 % lika + 50 % invånare. Med "
        "är även Ödeby. Utan Alvik. Golv per tjänst 10 kr. Tak per tjänst 300 kr. Infasning: tre år. "
        "Avgifterna är hela steg om 1 kr."
    )


def test_the_command_line_gives_the_same_scenario(board):
    given = {
        "without": "Alvik",
        "max_change": "12,5 %",
        "newcomer": "Nya byn=5",
        "population_date": "2031-12-31",
    }
    assert command_line(redistribution_of(board, **given)) == (
        'namndbok scenario 2031 --service meters --key "50 % lika + invånare" --population-date 2031-12-31 '
        '--without Alvik --newcomer "Nya byn=5" --max-change "12,5 %" --step 1'
    )


def test_the_footer_says_what_the_page_is_computed_from(board):
    text = scenario_text("footer", redistribution_of(board)).text
    for name in ("fees.csv", "population.csv", "keys.csv"):
        assert re.search(rf"{name} [0-9a-f]{{64}}", text)
    assert "Sigill" not in text


def test_the_description_says_who_pays_most_more_and_less(board):
    alt = chart_change([redistribution_of(board)]).description.replace("\u00a0", " ")
    assert "Mest mer betalar Bergsta: +33 kr. Mest mindre betalar Ödeby: −33 kr." in alt


def test_a_scenario_that_changes_nothing_says_so(board):
    redistribution = redistribution_of(board, services="basic", key="lika")
    assert "Ingen kommun betalar mer eller mindre än i dag." in chart_change([redistribution]).description


def test_hostile_names_are_text(board):
    redistribution = redistribution_of(hostile_names(board), services="basic, meters", name="<b>x</b>")
    page = "".join(
        part._repr_html_()
        for part in (
            scenario_text("parameters", redistribution),
            table_compared(redistribution),
            chart_change([redistribution]),
            table_service_fees(redistribution),
            table_beside([redistribution]),
        )
    )
    assert not re.search("<b>|<c>|[\u202e\ue000]", page)
    assert HOSTILE[0] in page
