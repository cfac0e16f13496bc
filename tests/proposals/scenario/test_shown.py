"""What is shown of a scenario: every table, chart and text is marked and carries its parameters."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namndbok.proposals.scenario import MARK
from namndbok.proposals.scenario.charts import (
    FALLING,
    HIGH,
    NAMES,
    RISING,
    TOP,
    apart,
    chart_compared,
    chart_sweep,
    highlighted,
)
from namndbok.proposals.scenario.redistribution import sweep
from namndbok.proposals.scenario.tables import (
    parameters_text,
    scenario_text,
    table_compared,
    table_service_fees,
    table_sweep,
)
from namndbok.show.charts.chart import Chart
from namndbok.show.charts.style import LINE, width
from small_scenario import HOSTILE, hostile_names, redistribution_of


def rows(table) -> list[str]:
    return [line.replace("\u00a0", " ").replace("\u2212", "-") for line in str(table).splitlines()[2:]]


def test_the_comparison_is_sorted_and_its_sum_is_the_proof(board):
    assert rows(table_compared(redistribution_of(board))) == [
        "Bergsta | 33 kr | 33,0 % | 133 kr | 100 kr | 0,7 kr | 0,5 kr",
        "Alvik | 0 kr | 0,0 % | 100 kr | 100 kr | 1,0 kr | 1,0 kr",
        "Ödeby | -33 kr | -16,5 % | 167 kr | 200 kr | 0,6 kr | 0,7 kr",
        "Summa | 0 kr | 0,0 % | 400 kr | 400 kr |  | ",
    ]


def test_one_who_pays_nothing_today_has_no_percentage(board):
    table = table_compared(redistribution_of(board, services="laboratory", equal_share=1, also="Ödeby"))
    assert rows(table)[0] == "Ödeby | 80 kr |  | 80 kr | 0 kr | 0,3 kr | 0,0 kr"


def test_the_sweep_has_five_shares_and_the_break_even_point(board):
    assert rows(table_sweep(sweep(redistribution_of(board)))) == [
        "Alvik | 67 kr | 83 kr | 100 kr | 117 kr | 133 kr | 50,0 %",
        "Bergsta | 133 kr | 133 kr | 133 kr | 133 kr | 133 kr | ",
        "Ödeby | 200 kr | 184 kr | 167 kr | 150 kr | 134 kr | 0,0 %",
        "Summa | 400 kr | 400 kr | 400 kr | 400 kr | 400 kr | ",
    ]


def test_each_service_has_a_column_and_a_sum(board):
    table = table_service_fees(redistribution_of(board, services="meters, laboratory", equal_share=1))
    assert rows(table)[-1] == "Summa | 400 kr | 240 kr"
    assert rows(table)[0] == "Alvik | 133 kr | 120 kr"


def test_every_table_and_chart_is_marked_in_text(board):
    redistribution = redistribution_of(board, without="Ödeby")
    swept = sweep(redistribution)
    tables = [table_compared(redistribution), table_sweep(swept), table_service_fees(redistribution)]
    charts = [chart_compared(redistribution), chart_sweep(swept)]
    assert all(table.caption.startswith(f"{MARK}: ") for table in tables)
    assert all(
        one.title.startswith(f"{MARK}: ") and one.description.startswith(f"{MARK}. ") for one in charts
    )
    for one in charts:
        assert isinstance(one, Chart)
        drawn = " ".join(re.findall("<text[^>]*>([^<]*)</text>", one.svg))
        assert f"{MARK}. Mätare. 50\u00a0% delas lika" in drawn and "utan Ödeby" in drawn


@pytest.mark.parametrize("name", ["title", "parameters", "footer"])
def test_texts_that_may_stand_alone_are_marked(board, name):
    assert MARK in scenario_text(name, redistribution_of(board)).text


def test_the_parameters_are_said_in_words(board):
    given = {"also": "Ödeby", "without": "Alvik", "floor": 10, "cap": 300, "name": "prov"}
    text = parameters_text(redistribution_of(board, services="laboratory", **given))
    assert text.replace("\u00a0", " ") == (
        "SCENARIO – ej beslutat. (prov): Laboratorium. 50 % delas lika och resten efter folkmängden "
        "31 december 2030. De som betalar i dag deltar, och även Ödeby, utan Alvik. Golv per tjänst 10 kr. "
        "Tak per tjänst 300 kr. Avrundat till 1 kr."
    )


def test_the_footer_says_what_the_page_is_computed_from(board):
    text = scenario_text("footer", redistribution_of(board)).text
    for name in ("fees.csv", "population.csv"):
        assert re.search(rf"{name} [0-9a-f]{{64}}", text)
    assert "Sigill" not in text


def test_the_descriptions_say_who_pays_most_more_and_less(board):
    redistribution = redistribution_of(board)
    alt = chart_compared(redistribution).description.replace("\u00a0", " ")
    assert "Mest mer betalar Bergsta: +33 kr. Mest mindre betalar Ödeby: −33 kr." in alt
    assert (
        "Ju större andel lika, desto mer betalar Alvik och desto mindre Ödeby."
        in chart_sweep(sweep(redistribution)).description
    )


def test_a_scenario_that_changes_nothing_says_so(board):
    redistribution = redistribution_of(board, services="basic", equal_share=1)
    assert "Ingen kommun betalar mer eller mindre än i dag." in chart_compared(redistribution).description


def test_few_lines_are_named_and_all_are_drawn(board):
    swept = sweep(redistribution_of(board))
    assert highlighted(swept) == (["Ödeby"], ["Alvik"])
    assert len(re.findall(r'stroke-width="0.5"', chart_sweep(swept).svg)) == 1


def test_hostile_names_are_text(board):
    redistribution = redistribution_of(hostile_names(board), services="basic, meters", name="<b>x</b>")
    page = "".join(
        part._repr_html_()
        for part in (
            scenario_text("parameters", redistribution),
            table_compared(redistribution),
            chart_compared(redistribution),
            table_service_fees(redistribution),
        )
    )
    assert not re.search("<b>|<c>|[\u202e\ue000]", page)
    assert HOSTILE[0] in page


def test_named_lines_have_their_break_even_point_beside_them(board):
    drawn = re.findall("<text[^>]*>([^<]*)</text>", chart_sweep(sweep(redistribution_of(board))).svg)
    at = {name: drawn[drawn.index(name) + 1].replace("\u00a0", " ") for name in ("Alvik", "Ödeby")}
    assert at == {"Alvik": "brytpunkt 50,0 %", "Ödeby": "brytpunkt 0,0 %"}
    assert width("brytpunkt 100,0\u00a0%") < NAMES


@given(st.lists(st.floats(TOP, TOP + HIGH), min_size=1, max_size=FALLING + RISING).map(sorted))
def test_labels_never_meet_and_stay_beside_the_lines(tops):
    placed = apart(list(tops))
    assert all(low - high >= 2 * LINE for high, low in pairwise(placed))
    assert max(placed) <= TOP + HIGH - LINE
