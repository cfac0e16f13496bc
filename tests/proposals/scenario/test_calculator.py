"""The sliders: what is shown follows them, and nothing that they no longer stand for is left."""

import asyncio
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from boards import invented_board
from namndbok.errors import InvalidParameter
from namndbok.proposals.scenario import save_scenario
from namndbok.proposals.scenario.calculator import Calculator, open_calculator
from namndbok.proposals.scenario.scenario import Addition, InvalidScenario
from namndbok.proposals.scenario.tables import table_compared
from namndbok.show.page import WIDGET
from small_scenario import redistribution_of, scenario_of


@pytest.fixture
def calculator(tmp_path: Path) -> Calculator:
    return open_calculator(str(invented_board(tmp_path)), year=2031, services="meters", step=1)


def move(calculator: Calculator, **values: object) -> None:
    for name, value in values.items():
        (calculator.sliders.widgets | calculator.sliders.key_widgets)[name].value = value


def test_it_opens_as_today(calculator):
    assert calculator.redistribution.scenario.key == "i dag"
    assert not calculator.redistribution.change.any()


def test_the_table_follows_the_slider_and_the_sum_stays(calculator, board):
    move(calculator, first="lika", rest="invånare")
    for percent in range(1, 100, 7):
        move(calculator, share=percent)
        expected = redistribution_of(board, key=f"{percent} % lika + invånare")
        assert table_compared(expected)._repr_html_() in calculator.compared.widget.value
        assert calculator.redistribution.fees.to_numpy().sum() == 400


def test_the_sliders_write_the_key_of_all_services_or_of_one(calculator):
    move(calculator, services=("meters", "readings"), first="mätare", share=60)
    assert calculator.redistribution.scenario.key == "60 % mätare + invånare"
    move(calculator, service="readings", first="lika")
    assert calculator.redistribution.scenario.key == "60 % mätare + invånare; readings = 60 % lika + invånare"
    move(calculator, share=100)
    assert calculator.redistribution.scenario.key == "60 % mätare + invånare; readings = lika"


def test_every_control_changes_the_scenario(calculator):
    move(
        calculator, services=("meters", "readings"), without=("9901",), also=("9902",), step="10", key="lika"
    )
    move(calculator, population_date=date(2031, 12, 31), floor="20", cap="390", name="allt", years=3)
    move(calculator, max_change="90 %", newcomer="Nyby=50", new_service="Bokning=700", among=("9902",))
    scenario = calculator.redistribution.scenario
    assert (scenario.services, scenario.without, scenario.also) == (
        ("meters", "readings"),
        ("9901",),
        ("9902",),
    )
    assert (scenario.population_date, scenario.step, scenario.key) == (date(2031, 12, 31), 10, "lika")
    assert (scenario.floor, scenario.cap, scenario.name, scenario.years) == (20, 390, "allt", 3)
    assert (scenario.max_change, scenario.newcomer) == (Fraction(9, 10), Addition("Nyby", 50))
    assert (scenario.new_service, scenario.among) == (Addition("Bokning", 700), ("9902",))


def test_every_part_is_marked_and_offers_a_widget_and_html(calculator):
    for part in (calculator.panel, *calculator.parts):
        assert set(part._repr_mimebundle_()) == {"text/html", "text/plain", WIDGET}
    assert all("SCENARIO – ej beslutat" in part.widget.value for part in calculator.parts)


def test_what_cannot_be_computed_leaves_no_figures(calculator):
    move(calculator, floor="300")
    shown = [part.widget.value for part in calculator.parts]
    assert "Mätare: Golvet går inte att hålla" in "".join(shown)
    assert not any("<table" in html for html in shown)
    move(calculator, floor="")
    assert "<table" in calculator.compared.widget.value


def test_no_service_is_no_scenario(calculator):
    move(calculator, services=())
    assert "Välj minst en tjänst." in calculator.compared.widget.value


def test_a_move_is_undone_and_all_begins_anew(calculator):
    for key in ("lika", "invånare", "mätare"):
        move(calculator, key=key)
    undone = []
    for _ in range(3):
        calculator.buttons["Ångra"].click()
        undone.append(calculator.sliders.widgets["key"].value)
    assert undone == ["invånare", "lika", "i dag"]
    move(calculator, key="lika", years=4)
    calculator.buttons["Börja om"].click()
    assert (calculator.redistribution.scenario.key, calculator.redistribution.scenario.years) == (
        "i dag",
        None,
    )


def test_up_to_three_stand_beside_the_one_that_is_tried(calculator):
    for key in ("lika", "invånare", "mätare", "50 % lika + invånare"):
        move(calculator, key=key)
        calculator.buttons["Ställ bredvid"].click()
    assert [found.scenario.key for found in calculator.beside] == [
        "invånare",
        "mätare",
        "50 % lika + invånare",
    ]
    assert "D, %" in calculator.side_by_side.widget.value
    calculator.buttons["Ta bort de bredvid"].click()
    assert "B, %" not in calculator.side_by_side.widget.value


def test_the_page_says_what_to_type_for_the_same_scenario(calculator):
    move(calculator, key="lika")
    said = "namndbok scenario 2031 --service meters --key lika --step 1"
    assert said in calculator.compared.widget.value


def test_a_scenario_is_saved_and_opened_with_the_controls(calculator, tmp_path):
    move(calculator, key="35 % lika + invånare", name="Trettiofem", max_change="12,5 %")
    calculator.buttons["Spara scenariot"].click()
    assert [path.name for path in (tmp_path / "scenarios").iterdir()] == ["trettiofem.json"]
    move(calculator, key="lika", without=("9903",), name="", max_change="")
    calculator.buttons["Öppna"].click()
    assert calculator.sliders.widgets["max_change"].value == "12,5 %"
    scenario = calculator.redistribution.scenario
    assert (scenario.name, scenario.without, scenario.key) == ("Trettiofem", (), "35 % lika + invånare")
    assert "Öppnade trettiofem.json" in calculator.message.value


def test_a_broken_file_is_explained_and_changes_nothing(calculator, tmp_path):
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "fel.json").write_text('{"stepp": "<b>"}', encoding="utf-8")
    calculator.list_saved()
    before = calculator.compared.widget.value
    calculator.buttons["Öppna"].click()
    assert "fel.json, fältet stepp" in calculator.message.value
    assert calculator.compared.widget.value == before


def test_saved_scenarios_can_be_given_as_parameters(tmp_path, board):
    data = invented_board(tmp_path)
    paths = [save_scenario(scenario_of(board, key=key), tmp_path / "mina") for key in ("lika", "invånare")]
    opened = open_calculator(str(data), year=2031, file=str(paths[0]), beside=str(paths[1]))
    assert opened.redistribution.scenario.key == "lika"
    assert [found.scenario.key for found in opened.beside] == ["invånare"]


def test_wrong_parameters_stop_the_notebook(tmp_path):
    with pytest.raises(InvalidScenario, match="tillsammans 40"):
        open_calculator(str(invented_board(tmp_path)), year=2031, key="40 % lika")
    assert issubclass(InvalidScenario, InvalidParameter)


def test_the_other_parts_follow_once_the_slider_has_come_to_rest(calculator):
    before, refreshed = calculator.services.widget.value, []
    calculator.services.widget.observe(refreshed.append, "value")

    async def slide() -> None:
        for percent in (10, 20, 30):
            move(calculator, first="lika", rest="invånare", share=percent)
        assert calculator.services.widget.value == before
        await asyncio.sleep(0.4)
        assert len(refreshed) == 1
        move(calculator, share=40, floor="300")
        await asyncio.sleep(0.4)

    asyncio.run(slide())
    assert [change["new"] for change in refreshed[1:]] == [""]
