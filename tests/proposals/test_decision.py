"""Taking a decision into the tables: all of it or nothing, with what it replaces kept."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from boards import invented_board, put, real_board
from namndbok.books.book import make_book
from namndbok.data.disk import HISTORY
from namndbok.data.history import change_tables
from namndbok.data.load import load_data
from namndbok.errors import InvalidData, InvalidParameter
from namndbok.proposals.budget import open_proposal, write_files
from namndbok.proposals.decision import DecisionChanges, decision_changes, minutes_of

pytest_plugins = "desks"

NOW = datetime(2031, 11, 5, 9, 30)
MINUTES = minutes_of("2031-11-05", "§ 30", "2031/12-1.2")
TYPED = ["--date", "2031-11-05", "--paragraph", "30", "--case-number", "2031/12-1.2"]


def take_in(decided: DecisionChanges, command: str, now: datetime) -> Path:
    return change_tables(decided.data, decided.changes, command, now)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return invented_board(tmp_path)


@pytest.fixture
def proposal(folder: Path, tmp_path: Path) -> Path:
    write_files(open_proposal(folder, 2032), tmp_path / "förslag")
    return tmp_path / "förslag"


def rows(folder: Path, table: str, **cells: object) -> list[dict]:
    frame = load_data(folder)[table]
    for column, value in cells.items():
        frame = frame[frame[column] == value]
    return frame.to_dict("records")


def test_a_decided_budget_stands_in_the_tables_with_its_decision(folder, proposal):
    take_in(decision_changes(proposal, folder, MINUTES), "namndbok decide förslag", NOW)
    facts = make_book(load_data(folder), 2032).facts
    assert (facts["budget.income"].value, facts["budget.cost"].value) == (1792, 1792)
    assert [facts[f"fees.{name}.total"].value for name in ("basic", "meters", "readings")] == [927, 412, 206]
    (decision,) = rows(folder, "decisions", decision="2031-11-05-p30")
    assert (decision["paragraph"], decision["case_number"], decision["status"]) == (
        "§ 30",
        "2031/12-1.2",
        "decided",
    )
    (model,) = rows(folder, "split_models", component="readings", from_year=2032)
    assert (model["equal_share"], model["step"], model["rounding"], model["decision"]) == (
        50, 1, "sainte_lague", "2031-11-05-p30",
    )  # fmt: skip
    assert {row["source"] for row in rows(folder, "fees", year=2032)} == {"minutes-2031-11-05"}
    assert rows(folder, "paper_decisions", paper="budget", year=2032)


def test_what_is_replaced_is_kept_with_time_and_command(folder, proposal):
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    decision = decision_changes(proposal, folder, MINUTES)
    kept = take_in(decision, "namndbok decide förslag", NOW)
    assert kept == folder / HISTORY / "20311105T093000"
    record = json.loads((kept / "command.json").read_text(encoding="utf-8"))
    assert (record["time"], record["command"]) == ("2031-11-05T09:30:00", "namndbok decide förslag")
    assert {name: (kept / name).read_bytes() for name in record["files"]} == {
        name: before[name] for name in record["files"]
    }
    # Once more replaces the same rows, and keeps what stood there in a folder of its own.
    again = decision_changes(proposal, folder, MINUTES)
    assert (len(again.changes["budget"].removed), len(again.changes["budget"].added)) == (8, 8)
    standing = (folder / "budget.csv").read_bytes()
    assert take_in(again, "igen", NOW).name == "20311105T093000-2"
    assert sorted((folder / "budget.csv").read_text().splitlines()) == sorted(standing.decode().splitlines())


@pytest.mark.parametrize(
    ("given", "missing"),
    [(("", "", ""), "--date, --paragraph och --case-number"), (("2031-11-05", "§ 30", " "), "--case-number")],
)
def test_a_decision_without_date_paragraph_or_case_number_is_refused(given, missing):
    with pytest.raises(InvalidParameter, match=f"Det saknas {missing}"):
        minutes_of(*given)


@pytest.mark.parametrize(("case_number", "paragraph"), [("tolv", "§ 30"), ("2031/12", "trettio")])
def test_what_the_tables_could_not_hold_is_refused_with_nothing_written(
    folder, proposal, case_number, paragraph
):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(InvalidData, match=r"decisions\.csv, rad"):
        take_in(decision_changes(proposal, folder, minutes_of("2031-11-05", paragraph, case_number)), "", NOW)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_case_number_that_the_tables_contradict_is_refused(folder, proposal):
    take_in(decision_changes(proposal, folder, MINUTES), "", NOW)
    with pytest.raises(InvalidParameter, match=r"har ärendenumret 2031/12-1\.2 i .*, inte 2031/13"):
        decision_changes(proposal, folder, minutes_of("2031-11-05", "30", "2031/13"))


def test_a_proposal_that_was_spoilt_by_hand_is_refused(folder, proposal):
    put(proposal / "fees.csv", 2, "fee", "många")
    with pytest.raises(InvalidData, match=r"fees\.csv, rad 2, kolumn fee"):
        decision_changes(proposal, folder, MINUTES)


def test_the_command_shows_first_and_changes_with_yes(tell, folder, proposal):
    words = ["decide", str(proposal), *TYPED, "--data", str(folder)]
    done = tell(*words)
    assert done.status == 0
    assert "budget.csv: 0 rader bort, 8 in" in done.out
    assert "Inget har ändrats." in done.out
    assert not (folder / HISTORY).exists()
    assert "Beslutet är infört." in tell(*words, "--yes").out
    assert tell("check", "--data", str(folder)).status == 0


def test_the_command_refuses_what_is_no_decision(tell, folder, proposal):
    done = tell("decide", str(proposal), "--data", str(folder), "--yes")
    assert (done.status, "Det saknas --date, --paragraph och --case-number" in done.err) == (2, True)
    done = tell("decide", str(folder / "finns-inte"), *TYPED, "--data", str(folder))
    assert (done.status, "Hittar varken" in done.err) == (2, True)


def test_a_decided_scenario_is_next_years_fees_and_model(tmp_path):
    folder, file = real_board(tmp_path), tmp_path / "halvt.json"
    file.write_text(
        '{"year": 2024, "services": ["eservices"], "key": "50 % lika + invånare"}', encoding="utf-8"
    )
    minutes = minutes_of("2024-10-03", "§ 30", "2024/12-1.2")
    take_in(decision_changes(file, folder, minutes), "", NOW)
    fees = rows(folder, "fees", year=2025, component="eservices")
    assert (len(fees), sum(row["fee"] for row in fees)) == (14, 1_046_900)
    (model,) = rows(folder, "split_models", component="eservices")
    assert (model["from_year"], model["equal_share"], model["rounding"]) == (2025, 50, "sainte_lague")


def test_a_scenario_with_somebody_who_is_not_in_the_tables_is_refused(tmp_path):
    folder, file = real_board(tmp_path), tmp_path / "ny.json"
    file.write_text('{"year": 2024, "new_service": "Bokning=500 000"}', encoding="utf-8")
    with pytest.raises(InvalidParameter, match="som inte finns i tabellerna"):
        decision_changes(file, folder, MINUTES)
