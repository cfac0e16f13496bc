"""What a change leaves as it was typed, and what it puts in the place of it."""

import subprocess
import sys
from contextlib import contextmanager, nullcontext
from datetime import datetime

import pytest

from boards import invented_board, put
from data.changes import failing
from namndbok.data.disk import HISTORY, Disk, Journal
from namndbok.data.history import TableChange, change_tables, past_change
from namndbok.data.load import load_data
from namndbok.errors import InvalidParameter, Notice, UnfinishedSwap

NOW = datetime(2031, 1, 2)


def test_a_cell_that_becomes_another_leaves_the_rest_of_the_file_as_it_was_typed(tmp_path):
    folder = invented_board(tmp_path)
    before = (folder / "outcome.csv").read_text(encoding="utf-8").splitlines()
    data = load_data(folder)
    number = data["outcome"].index[0]
    income = data["outcome"]["income"].iloc[0]
    change_tables(data, {"outcome": TableChange((), (), {number: {"income": 7}})}, "", NOW)
    after = (folder / "outcome.csv").read_text(encoding="utf-8").splitlines()
    assert [row for row in range(len(before)) if before[row] != after[row]] == [number - 1]
    assert after[number - 1] == before[number - 1].replace(f",{income},", ",7,")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


def change(folder, year=1, now=NOW):
    data = load_data(folder)
    number = int(data["outcome"].index[0])
    changes = {"outcome": TableChange((), (), {number: {"income": year}}), "fees": TableChange([2], ())}
    return change_tables(data, changes, f"namndbok import {year}", now)


def test_what_was_changed_comes_back_and_goes_again(tmp_path):
    folder = invented_board(tmp_path)
    before = contents(folder)
    change(folder)
    after = contents(folder)
    past = past_change(folder)
    assert [line for line in past.lines() if ":" in line] == [
        "fees.csv: 1 rad tillbaka, 0 bort",
        "outcome.csv: 1 rad tillbaka, 1 bort",
    ]
    past.take_back("namndbok undo", NOW)
    assert contents(folder) == before
    past_change(folder).take_back("namndbok undo", NOW)
    assert contents(folder) == after


def test_an_earlier_change_comes_back_when_the_later_one_has(tmp_path):
    folder = invented_board(tmp_path)
    before = contents(folder)
    first, _ = change(folder, 1), change(folder, 2)
    with pytest.raises(InvalidParameter, match=r"fees\.csv och outcome\.csv har ändrats sedan dess"):
        list(past_change(folder, first.name).lines())
    past_change(folder).take_back("namndbok undo", NOW)
    past_change(folder, first.name).take_back("namndbok undo", NOW)
    assert contents(folder) == before
    with pytest.raises(InvalidParameter, match=f"De senaste är:\n  {first.name}-4  namndbok undo\n"):
        past_change(folder, "i går")


def test_a_table_that_a_change_made_goes_when_it_is_taken_back(tmp_path):
    folder = invented_board(tmp_path)
    assert not (folder / "presence.csv").exists()
    data = load_data(folder)
    change_tables(data, {"presence": TableChange((), ())}, "", NOW)
    assert (folder / "presence.csv").is_file()
    past = past_change(folder)
    assert "presence.csv: 0 rader tillbaka, 1 bort, och filen tas bort" in past.lines()
    past.take_back("", NOW)
    assert not (folder / "presence.csv").exists()


def test_a_folder_without_changes_has_nothing_to_take_back(tmp_path):
    with pytest.raises(InvalidParameter, match="ingen ändring att ta tillbaka"):
        past_change(invented_board(tmp_path))


def test_what_was_changed_by_hand_since_is_named_and_left(tmp_path):
    folder = invented_board(tmp_path)
    kept = change(folder)
    put(folder / "outcome.csv", 3, "income", "8")
    standing = contents(folder)
    with pytest.raises(InvalidParameter) as refused:
        list(past_change(folder).lines())
    assert "outcome.csv har ändrats sedan dess" in str(refused.value)
    assert str(kept) in str(refused.value)
    with pytest.raises(InvalidParameter, match="Under tiden"):
        past_change(folder).take_back("", NOW)
    assert contents(folder) == standing


def test_a_table_that_somebody_changed_since_it_was_read_is_not_written_over(tmp_path):
    folder = invented_board(tmp_path)
    data = load_data(folder)
    put(folder / "fees.csv", 3, "fee", "8")
    standing = contents(folder)
    with pytest.raises(InvalidParameter, match=r"Under tiden har fees\.csv ändrats"):
        change_tables(data, {"outcome": TableChange([2], ())}, "", NOW)
    assert contents(folder) == standing


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_disk_that_fails_at_any_move_gets_everything_back(tmp_path, monkeypatch, step):
    folder = invented_board(tmp_path)
    before, moved = contents(folder), []

    def failing(move):
        def tried(disk, source, target):
            moved.append(source)
            if len(moved) == step:
                raise OSError(28, "full", str(source), None, str(target))
            move(disk, source, target)

        return tried

    monkeypatch.setattr(Disk, "replace", failing(Disk.replace))
    monkeypatch.setattr(Disk, "rename", failing(Disk.rename))
    taken_back = pytest.warns(Notice) if step > 1 else nullcontext()
    with taken_back, pytest.raises(InvalidParameter, match="disken är full"):
        change(folder)
    assert contents(folder) == before
    assert load_data(folder)
    assert set(Journal(folder).disk.names(folder / HISTORY)) <= {".lock"}


def test_a_table_that_is_open_in_excel_is_named_with_nothing_changed(tmp_path, monkeypatch):
    folder = invented_board(tmp_path)
    before, replace = contents(folder), Disk.replace

    def held(disk, source, target):
        if target.name == "fees.csv":
            raise PermissionError(13, "Permission denied", str(source), None, str(target))
        replace(disk, source, target)

    monkeypatch.setattr(Disk, "replace", held)
    with pytest.warns(Notice), pytest.raises(InvalidParameter, match="öppen i ett annat program") as refused:
        change(folder)
    assert str(folder / "fees.csv") in str(refused.value)
    assert contents(folder) == before


HALFWAY = """
import os, sys
from datetime import datetime
from pathlib import Path
from namndbok.data.disk import Disk
from namndbok.data.history import TableChange, change_tables
from namndbok.data.load import load_data

moves, replace = [], Disk.replace

def dying(disk, source, target):
    moves.append(source)
    if len(moves) == 2:
        print("halvvägs", flush=True)
        {deed}
    replace(disk, source, target)

Disk.replace = dying
changes = {{"outcome": TableChange([2], ()), "fees": TableChange([2], ())}}
change_tables(load_data(Path({folder!r})), changes, "namndbok import utfall.csv", datetime.now())
"""


@contextmanager
def halfway(folder, deed):
    """Let another process stop halfway in a change, when one file of two is moved."""
    command = [sys.executable, "-c", HALFWAY.format(folder=str(folder), deed=deed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout.readline() == "halvvägs\n"
        yield process
        process.kill()


def test_the_next_reader_takes_back_what_a_killed_process_left_and_says_so(tmp_path):
    folder = invented_board(tmp_path)
    before = contents(folder)
    with halfway(folder, "os.kill(os.getpid(), 9)") as process:
        process.wait()
        assert contents(folder) != before
    with pytest.warns(Notice, match=r"avbröts har tagits tillbaka: namndbok import utfall\.csv"):
        load_data(folder)
    assert contents(folder) == before
    change(folder)


def test_a_reader_waits_for_a_change_that_is_under_way(tmp_path):
    folder = invented_board(tmp_path)
    with halfway(folder, "import time; time.sleep(0.7)"):
        assert len(load_data(folder)["outcome"]) == len(contents(folder)["outcome.csv"].splitlines()) - 1
        assert len(load_data(folder)["fees"]) == len(contents(folder)["fees.csv"].splitlines()) - 1
    assert past_change(folder).command == "namndbok import utfall.csv"


def test_a_second_writer_is_told_who_writes(tmp_path, monkeypatch):
    folder = invented_board(tmp_path)
    data = load_data(folder)
    monkeypatch.setattr("namndbok.data.disk.PATIENCE", 0.3)
    with halfway(folder, "import time; time.sleep(60)") as process:
        with pytest.raises(InvalidParameter, match=f"skriver -c, process {process.pid}"):
            change_tables(data, {"outcome": TableChange([2], ())}, "", NOW)
        process.kill()
        process.wait()
        with pytest.warns(Notice):
            load_data(folder)
            change(folder)


def test_what_was_saved_by_hand_after_a_kill_is_put_aside_and_named(tmp_path):
    folder = invented_board(tmp_path)
    before = contents(folder)
    with halfway(folder, "os.kill(os.getpid(), 9)") as process:
        process.wait()
    name = next(name for name in before if contents(folder)[name] != before[name])
    (folder / name).write_bytes(b"min fil")
    with pytest.warns(Notice, match=f"Det som var ändrat sedan dess finns i .*{name}"):
        load_data(folder)
    assert contents(folder) == before
    (aside,) = (folder / HISTORY).glob(f"*-{name}")
    assert aside.read_bytes() == b"min fil"


def test_a_history_that_cannot_be_read_is_told(tmp_path):
    folder = invented_board(tmp_path)
    change(folder)
    (folder / HISTORY / "next").mkdir()
    (folder / HISTORY / "next" / "command.json").write_text("{")
    with pytest.raises(UnfinishedSwap, match="går inte att läsa"):
        load_data(folder)


def test_no_seed_leaves_a_mixture_or_loses_a_file():
    assert failing(range(600)) == {}
