"""What a year needs is listed before it has begun, held against what tables and years lead to expect."""

import json
from datetime import date
from pathlib import Path

import pytest

from boards import invented_board, rewrite
from namndbok.books import REPORTING, TASK_PAPERS, TASK_STATES, awaited_tasks, open_book, to_do
from namndbok.books.tasks import LISTED
from namndbok.data import load_data, workbook
from namndbok.data.schema import library_tables
from namndbok.errors import InvalidParameter
from typed import sound, typed

WORKBOOK = Path(workbook.__file__).parent
DAY = date(2032, 2, 1)
WHEEL = """
    text    | occasion               | owner      | due        | reported
    Mål     | verksamhetsberättelsen | Samordnare | 2032-01-15 |
    Ekonomi | varje sammanträde      |            |            |
"""


def states(data, year=2031, day=DAY) -> dict[str, str]:
    return {task.text: task.state for task in to_do(data, year, day) if task.paper != REPORTING}


def test_what_is_complete_is_filled():
    found = states(sound())
    assert found["Utfallet för hela året"] == found["Bedömning av varje mål"] == "filled"
    assert set(found.values()) == {"filled", "optional", "missing"}
    missing = {text for text, state in found.items() if state == "missing"}
    assert missing == {"Ärenden till årets sammanträden"}


def test_a_row_that_other_tables_or_years_lead_to_expect_is_named():
    fees = "component | municipality | fee | year\nbasic | 9901 | 1 | 2030\nbasic | 9902 | 1 | 2030\n"
    found = states(
        sound(fees=fees + "basic | 9901 | 1 | 2031", goal_reviews="goal | assessment\npresent | met")
    )
    assert found["Avgifter, del för del och kommun för kommun: 1 av 2, saknar Grundavgift Bergsta"] == "part"
    assert found["Bedömning av varje mål: 1 av 4, saknar Ett mål, Ett mål och Ett mål"] == "part"


def test_a_meeting_that_was_moved_is_held_and_one_that_was_not_is_lacking():
    meetings = "body | date | present | entitled\nboard | 2031-03-01 | 2 | 3\nboard | 2031-10-01 | 2 | 3"
    lacking = "Hållna möten och hur många som var där: 2 av 3, saknar beredningsgruppen"
    assert states(sound(meetings=meetings))[lacking] == "part"


def test_a_year_that_was_divided_otherwise_is_not_asked_for_the_lines_of_the_last():
    lines = "line | income | cost | year | through\noffice | 1 | 1 | 2030 | 2030-12-31\n"
    found = states(sound(outcome=lines + "archive | 1 | 1 | 2031 | 2031-12-31"))
    assert found["Utfallet för hela året"] == "filled"


def test_before_anything_is_there_every_paper_waits():
    tasks = to_do(sound(), 2040, DAY)
    assert set(awaited_tasks(tasks)) == set(TASK_PAPERS)
    assert {task.state for task in tasks} == {"missing", "optional"}
    assert "Utfallet för hela året: 0 av 2" in [task.text for task in tasks]
    assert awaited_tasks(to_do(typed(), 2031, DAY)).keys() == TASK_PAPERS.keys()


def test_the_year_wheel_says_who_owes_a_paper_and_by_when():
    tasks = to_do(sound("controls", year_wheel=WHEEL), 2031, DAY)
    plan = next(task for task in tasks if task.text == "Årets kontrollplan")
    assert (plan.state, plan.owner, plan.due) == ("late", "Samordnare", date(2032, 1, 15))
    assert states(sound("controls", year_wheel=WHEEL), day=date(2032, 1, 1))[plan.text] == "missing"


def test_what_is_to_be_reported_is_listed_until_it_was():
    told = [task for task in to_do(sound(year_wheel=WHEEL), 2031, DAY) if task.paper == REPORTING]
    assert [(task.text, task.state) for task in told] == [
        ("Årshjul: Mål", "late"),
        ("Årshjul: Ekonomi", "missing"),
    ]
    reported = WHEEL.replace("2032-01-15 |", "2032-01-15 | 2032-01-15")
    told = [task for task in to_do(sound(year_wheel=reported), 2031, DAY) if task.paper == REPORTING]
    assert [task.text for task in told] == ["Årshjul: Ekonomi"]


def test_a_part_of_the_year_is_enough_for_the_audit_and_not_for_the_report():
    part = "line | income | cost | through\noffice | 1 | 1 | 2031-05-31"
    waiting = awaited_tasks(to_do(sound(outcome=part), 2031, DAY))
    assert "annual_report" in waiting and not {"audit", "interim_report"} & waiting.keys()


def test_the_report_can_be_made_exactly_when_nothing_is_awaited(tmp_path):
    folder = invented_board(tmp_path)
    year = max(load_data(folder).years)
    assert "annual_report" not in awaited_tasks(to_do(load_data(folder), year, DAY))
    assert open_book(folder, year).year == year
    rewrite(folder / "outcome.csv", lambda rows: rows.__setitem__(slice(1, None), []))
    assert "annual_report" in awaited_tasks(to_do(load_data(folder), year, DAY))
    with pytest.raises(InvalidParameter):
        open_book(folder, year)


@pytest.mark.parametrize("need", LISTED["tasks"], ids=lambda need: need["text"])
def test_what_is_listed_names_tables_columns_papers_and_states_that_there_are(need):
    tables = library_tables()
    assert set(need["papers"]) | set(need.get("required", ())) <= TASK_PAPERS.keys()
    if "table" in need:
        columns = {*need.get("each", ()), *need.get("rows", ())}
        assert columns <= set(tables[need["table"]].columns)
        other = tables[need.get("of", need["table"])]
        assert {*need.get("each", {}).values(), *need.get("of_rows", ())} <= set(other.columns)
    assert {"late", "missing", "part", "filled", "optional"} <= TASK_STATES.keys()


def test_a_task_is_on_the_sheet_where_the_years_workbook_has_its_table():
    layout = json.loads((WORKBOOK / "layout.json").read_text(encoding="utf-8"))["sheets"]
    sheets = {
        (part["table"], sheet["name"])
        for sheet in layout
        for form in sheet["forms"]
        for part in form.get("parts", [])
    }
    tasks = {(need["table"], need["sheet"]) for need in LISTED["tasks"] if "table" in need}
    assert tasks | set(LISTED["reported"].items()) <= sheets
