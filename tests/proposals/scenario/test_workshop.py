"""The controls: what is shown follows them, and nothing that they no longer stand for is left."""

import asyncio
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from boards import invented_board
from namndbok.errors import InvalidParameter
from namndbok.proposals.scenario import InvalidScenario, save_scenario
from namndbok.proposals.scenario.later import Later
from namndbok.proposals.scenario.tables import table_compared
from namndbok.proposals.scenario.workshop import Workshop, open_workshop
from namndbok.show.page import WIDGET
from small_scenario import result, scenario


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    given = {"services": "meters", "equal_share": 0.5, "step": 1}
    return open_workshop(str(invented_board(tmp_path)), given)


def move(workshop: Workshop, **values: object) -> None:
    for name, value in values.items():
        workshop.controls.widgets[name].value = value


def test_the_table_follows_the_slider_and_the_sum_stays(workshop, board):
    for percent in range(0, 101, 5):
        move(workshop, equal_share=Fraction(percent, 100))
        expected = result(board, equal_share=Fraction(percent, 100))
        assert table_compared(expected)._repr_html_() in workshop.compared.widget.value
        assert workshop.result.fees.to_numpy().sum() == 400


def test_every_control_changes_the_scenario(workshop):
    move(workshop, services=("meters", "readings"), without=("9901",), also=("9902",), step=10)
    move(workshop, population_date=date(2031, 12, 31), floor=20, cap=390, name="allt")
    made = workshop.result.scenario
    assert (made.services, made.without, made.also) == (("meters", "readings"), ("9901",), ("9902",))
    assert (made.population_date, made.step) == (date(2031, 12, 31), 10)
    assert (made.floor, made.cap, made.name) == (20, 390, "allt")


def test_every_part_is_marked_and_offers_a_widget_and_html(workshop):
    for part in (workshop.panel, workshop.files, *workshop.parts):
        assert set(part._repr_mimebundle_()) == {"text/html", "text/plain", WIDGET}
    assert all("SCENARIO – ej beslutat" in part.widget.value for part in workshop.parts)


def test_what_cannot_be_computed_leaves_no_figures(workshop):
    move(workshop, floor=300)
    shown = [part.widget.value for part in workshop.parts]
    assert "Mätare: Golvet går inte att hålla" in "".join(shown)
    assert not any("<table" in one for one in shown)
    move(workshop, floor=0)
    assert "<table" in workshop.compared.widget.value


def test_no_service_is_no_scenario(workshop):
    move(workshop, services=())
    assert "Välj minst en tjänst." in workshop.compared.widget.value


def test_a_scenario_is_saved_and_opened_with_the_controls(workshop, tmp_path):
    move(workshop, equal_share=Fraction(35, 100), name="Trettiofem")
    workshop.filing.save.click()
    assert [path.name for path in (tmp_path / "scenarios").iterdir()] == ["trettiofem.json"]
    move(workshop, equal_share=Fraction(1, 2), without=("9903",), name="")
    workshop.filing.open.click()
    assert workshop.controls.widgets["equal_share"].value == Fraction(35, 100)
    assert (workshop.result.scenario.name, workshop.result.scenario.without) == ("Trettiofem", ())
    assert "Öppnade trettiofem.json" in workshop.filing.said.value


def test_a_saved_share_between_two_steps_of_the_slider_is_kept(workshop, tmp_path):
    save_scenario(scenario(workshop.result.data, equal_share="33,3 %"), tmp_path / "scenarios")
    workshop.filing.refresh()
    workshop.filing.open.click()
    assert workshop.result.scenario.equal_share == Fraction(333, 1000)


def test_a_broken_file_is_explained_and_changes_nothing(workshop, tmp_path):
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "fel.json").write_text('{"step": "<b>"}', encoding="utf-8")
    workshop.filing.refresh()
    before = workshop.compared.widget.value
    workshop.filing.open.click()
    assert "fel.json, fältet year" in workshop.filing.said.value
    assert workshop.compared.widget.value == before


def test_a_saved_scenario_can_be_given_as_a_parameter(tmp_path, board):
    data = invented_board(tmp_path)
    path = save_scenario(scenario(board, equal_share="25 %"), tmp_path / "mina")
    opened = open_workshop(str(data), {"equal_share": 0.5}, file=str(path))
    assert opened.result.scenario.equal_share == Fraction(1, 4)


def test_wrong_parameters_stop_the_notebook(tmp_path):
    with pytest.raises(InvalidScenario, match="parametern equal_share"):
        open_workshop(str(invented_board(tmp_path)), {"equal_share": 50})
    assert issubclass(InvalidScenario, InvalidParameter)


def test_what_is_asked_for_often_is_done_once():
    done = []

    async def ask() -> None:
        later = Later(lambda: done.append(1))
        for _ in range(5):
            later.ask()
        assert done == []
        await asyncio.sleep(0.4)
        later.ask()
        later.cancel()
        await asyncio.sleep(0.4)

    asyncio.run(ask())
    assert done == [1]
