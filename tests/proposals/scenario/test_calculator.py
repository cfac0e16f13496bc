"""The sliders: what is shown follows them, and nothing that they no longer stand for is left."""

import asyncio
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from boards import invented_board
from namndbok.errors import InvalidParameter
from namndbok.proposals.scenario import InvalidScenario, save_scenario
from namndbok.proposals.scenario.calculator import Calculator, open_calculator
from namndbok.proposals.scenario.panels import DelayedCall
from namndbok.proposals.scenario.tables import table_compared
from namndbok.show.page import WIDGET
from small_scenario import redistribution_of, scenario_of


@pytest.fixture
def calculator(tmp_path: Path) -> Calculator:
    given = {"services": "meters", "equal_share": 0.5, "step": 1}
    return open_calculator(str(invented_board(tmp_path)), **given)


def move(calculator: Calculator, **values: object) -> None:
    for name, value in values.items():
        calculator.sliders.widgets[name].value = value


def test_the_table_follows_the_slider_and_the_sum_stays(calculator, board):
    for percent in range(0, 101, 5):
        move(calculator, equal_share=Fraction(percent, 100))
        expected = redistribution_of(board, equal_share=Fraction(percent, 100))
        assert table_compared(expected)._repr_html_() in calculator.compared.widget.value
        assert calculator.redistribution.fees.to_numpy().sum() == 400


def test_every_control_changes_the_scenario(calculator):
    move(calculator, services=("meters", "readings"), without=("9901",), also=("9902",), step=10)
    move(calculator, population_date=date(2031, 12, 31), floor=20, cap=390, name="allt")
    scenario = calculator.redistribution.scenario
    assert (scenario.services, scenario.without, scenario.also) == (
        ("meters", "readings"),
        ("9901",),
        ("9902",),
    )
    assert (scenario.population_date, scenario.step) == (date(2031, 12, 31), 10)
    assert (scenario.floor, scenario.cap, scenario.name) == (20, 390, "allt")


def test_every_part_is_marked_and_offers_a_widget_and_html(calculator):
    for part in (calculator.panel, calculator.files, *calculator.parts):
        assert set(part._repr_mimebundle_()) == {"text/html", "text/plain", WIDGET}
    assert all("SCENARIO – ej beslutat" in part.widget.value for part in calculator.parts)


def test_what_cannot_be_computed_leaves_no_figures(calculator):
    move(calculator, floor=300)
    shown = [part.widget.value for part in calculator.parts]
    assert "Mätare: Golvet går inte att hålla" in "".join(shown)
    assert not any("<table" in html for html in shown)
    move(calculator, floor=0)
    assert "<table" in calculator.compared.widget.value


def test_no_service_is_no_scenario(calculator):
    move(calculator, services=())
    assert "Välj minst en tjänst." in calculator.compared.widget.value


def test_a_scenario_is_saved_and_opened_with_the_controls(calculator, tmp_path):
    move(calculator, equal_share=Fraction(35, 100), name="Trettiofem")
    calculator.file_panel.save_button.click()
    assert [path.name for path in (tmp_path / "scenarios").iterdir()] == ["trettiofem.json"]
    move(calculator, equal_share=Fraction(1, 2), without=("9903",), name="")
    calculator.file_panel.open_button.click()
    assert calculator.sliders.widgets["equal_share"].value == Fraction(35, 100)
    scenario = calculator.redistribution.scenario
    assert (scenario.name, scenario.without) == ("Trettiofem", ())
    assert "Öppnade trettiofem.json" in calculator.file_panel.message.value


def test_a_saved_share_between_two_steps_of_the_slider_is_kept(calculator, tmp_path):
    save_scenario(scenario_of(calculator.redistribution.data, equal_share="33,3 %"), tmp_path / "scenarios")
    calculator.file_panel.refresh()
    calculator.file_panel.open_button.click()
    assert calculator.redistribution.scenario.equal_share == Fraction(333, 1000)


def test_a_broken_file_is_explained_and_changes_nothing(calculator, tmp_path):
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "fel.json").write_text('{"step": "<b>"}', encoding="utf-8")
    calculator.file_panel.refresh()
    before = calculator.compared.widget.value
    calculator.file_panel.open_button.click()
    assert "fel.json, fältet year" in calculator.file_panel.message.value
    assert calculator.compared.widget.value == before


def test_a_saved_scenario_can_be_given_as_a_parameter(tmp_path, board):
    data = invented_board(tmp_path)
    path = save_scenario(scenario_of(board, equal_share="25 %"), tmp_path / "mina")
    opened = open_calculator(str(data), equal_share=0.5, file=str(path))
    assert opened.redistribution.scenario.equal_share == Fraction(1, 4)


def test_wrong_parameters_stop_the_notebook(tmp_path):
    with pytest.raises(InvalidScenario, match="parametern equal_share"):
        open_calculator(str(invented_board(tmp_path)), equal_share=50)
    assert issubclass(InvalidScenario, InvalidParameter)


def test_what_is_asked_for_often_is_done_once():
    done = []

    async def ask() -> None:
        later = DelayedCall(lambda: done.append(1))
        for _ in range(5):
            later.ask()
        assert done == []
        await asyncio.sleep(0.4)
        later.ask()
        later.cancel()
        await asyncio.sleep(0.4)

    asyncio.run(ask())
    assert done == [1]
