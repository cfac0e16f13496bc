"""Finished files are put in place all together or not at all."""

import hashlib
import json
import os
import re
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from namndbok.errors import describe_write_failure
from namndbok.publish.in_place import log_run, published, require_writable
from workbook import contents, files_at_most

FILES = {"annual_report.html": "<p>ny å</p>", "annual_report.ipynb": "{}", "facts.json": "[]"}
PROOF = {"seal": "abc"}


def publish(folder: Path) -> None:
    with published(folder, FILES, PROOF):
        pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder in which last year's page, another report and an older manifest are published."""
    folder = tmp_path / "reports" / "2024"
    folder.mkdir(parents=True)
    for name in ("annual_report.html", "audit.html", "manifest.json"):
        (folder / name).write_text(f"gammal {name}")
    return folder


@contextmanager
def failing_move(monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException) -> Iterator[None]:
    """Let the move number `at` fail, and those after it work."""
    moves, move = iter(range(1, 100)), os.replace

    def moved(source: Path, target: Path) -> None:
        if next(moves) == at:
            raise error
        move(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", moved)
        yield


@contextmanager
def ordinary_user(folder: Path) -> Iterator[None]:
    """Be a user whom permissions stop, also where the tests are run by root."""
    if os.geteuid():
        yield
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_files_and_a_manifest_with_their_hashes_are_published(folder: Path):
    publish(folder)
    found = contents(folder)
    manifest = json.loads(found.pop("manifest.json"))
    assert manifest["seal"] == "abc"
    written = {name: found[name] for name in FILES}
    assert written == {name: text.encode() for name, text in FILES.items()}
    assert manifest["outputs"] == {
        name: hashlib.sha256(content).hexdigest() for name, content in written.items()
    }


def test_other_reports_in_the_folder_stay(folder: Path):
    publish(folder)
    assert (folder / "audit.html").read_text() == "gammal audit.html"


def test_nothing_else_is_left_beside_the_folder(folder: Path):
    publish(folder)
    assert list(folder.parent.iterdir()) == [folder]


# Three of the four files are new; the two that replace an older one take two moves each: 6 in all.
@pytest.mark.parametrize("at", range(1, 7))
@pytest.mark.parametrize("error", [OSError("full"), KeyboardInterrupt()], ids=["full", "ctrl-c"])
def test_a_move_that_fails_brings_everything_back(folder: Path, monkeypatch, at: int, error: BaseException):
    before = contents(folder.parent)
    with failing_move(monkeypatch, at, error), pytest.raises(type(error)):
        publish(folder)
    assert contents(folder.parent) == before
    assert list(folder.parent.iterdir()) == [folder]


def test_the_seventh_move_does_not_exist(folder: Path, monkeypatch: pytest.MonkeyPatch):
    with failing_move(monkeypatch, 7, OSError()):
        publish(folder)


@pytest.mark.parametrize("at", range(1, 5))
def test_a_first_report_that_fails_leaves_no_folder(tmp_path: Path, monkeypatch, at: int):
    with failing_move(monkeypatch, at, OSError("full")), pytest.raises(OSError, match="full"):
        publish(tmp_path / "2024")
    assert list(tmp_path.iterdir()) == []


def test_what_fails_after_the_moves_brings_everything_back(folder: Path):
    before = contents(folder.parent)
    with pytest.raises(OSError, match="log"), published(folder, FILES, PROOF):
        assert (folder / "facts.json").exists()
        raise OSError("log")
    assert contents(folder.parent) == before


def test_a_full_disk_leaves_everything_as_it_was(folder: Path):
    before = contents(folder.parent)
    with files_at_most(5), pytest.raises(OSError) as caught:
        publish(folder)
    assert "filen får inte bli så stor" in describe_write_failure(caught.value)
    assert contents(folder.parent) == before
    assert list(folder.parent.iterdir()) == [folder]


def test_ctrl_c_while_files_are_moved_is_too_late(folder: Path, monkeypatch: pytest.MonkeyPatch):
    move = os.replace

    def interrupted(source: Path, target: Path) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        move(source, target)

    monkeypatch.setattr(os, "replace", interrupted)
    try:
        publish(folder)
    except KeyboardInterrupt:
        pytest.fail("files were moved in part")
    assert (folder / "facts.json").read_text() == "[]"


def test_a_published_folder_that_may_not_be_changed_is_not():
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top) / "2024"
        folder.mkdir()
        (folder / "facts.json").write_text("gammal")
        with ordinary_user(Path(top)):
            folder.chmod(0o555)
            with pytest.raises(PermissionError) as caught:
                publish(folder)
            folder.chmod(0o755)
        assert describe_write_failure(caught.value).endswith(
            "rättighet saknas, eller filen är öppen i ett annat program."
        )
        assert contents(Path(top)) == {"2024/facts.json": b"gammal"}
        assert list(Path(top).iterdir()) == [folder]


def test_a_place_that_cannot_be_written_is_found_beforehand(tmp_path: Path):
    (tmp_path / "fil").write_text("")
    with pytest.raises(OSError) as caught:
        require_writable(tmp_path / "fil" / "reports")
    place = tmp_path / "fil" / "reports"
    reason = "en del av sökvägen är en fil, inte en mapp"
    assert describe_write_failure(caught.value) == f"Det gick inte att skriva {place}: {reason}."


def test_a_place_that_can_be_written_is_left_empty(tmp_path: Path):
    require_writable(tmp_path / "reports")
    assert list(tmp_path.rglob("*")) == [tmp_path / "reports"]


def test_the_log_has_one_line_of_json_a_run_and_keeps_what_was_there(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("namndbok.publish.in_place.getuser", lambda: "samordnaren")
    log_run(tmp_path, report="annual_report", year=2024, result="failed", reason="Cellen stannade på å")
    first = (tmp_path / "run.log").read_bytes()
    log_run(tmp_path, report="annual_report", year=2024, result="published", seal="abc")
    both = (tmp_path / "run.log").read_bytes()
    assert both.startswith(first) and both.endswith(b"\n")
    entries = [json.loads(line) for line in both.decode().splitlines()]
    assert [entry["result"] for entry in entries] == ["failed", "published"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", entry.pop("time")) for entry in entries)
    assert entries[1] == {
        "user": "samordnaren",
        "report": "annual_report",
        "year": 2024,
        "result": "published",
        "seal": "abc",
    }


@pytest.mark.parametrize("error", [KeyError("uid not found"), OSError("No username set")])
def test_a_user_without_a_name_can_make_reports(tmp_path: Path, monkeypatch, error: Exception):
    def nameless() -> str:
        raise error

    monkeypatch.setattr("namndbok.publish.in_place.getuser", nameless)
    log_run(tmp_path, year=2024)
    assert json.loads((tmp_path / "run.log").read_text(encoding="utf-8"))["user"] == "okänd"
