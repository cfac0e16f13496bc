"""The log of runs: appended, with when, where and by whom."""

import json
import re
from pathlib import Path

import pytest

from namndbok.data.disk import Disk
from namndbok.publish.in_place import log_run, published_here

SEAL = "a" * 64
ENTRY = {"result": "published", "request": "build", "year": 2031, "seal": SEAL, "papers": {}, "again": []}


def test_the_log_has_one_line_of_json_a_run_and_keeps_what_was_there(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("namndbok.publish.in_place.getuser", lambda: "samordnaren")
    monkeypatch.setattr("platform.node", lambda: "datorn")
    log_run(tmp_path, {"result": "failed", "reason": "Cellen stannade på å"}, disk=Disk())
    first = (tmp_path / "run.log").read_bytes()
    log_run(tmp_path, ENTRY, disk=Disk())
    both = (tmp_path / "run.log").read_bytes()
    assert both.startswith(first) and both.endswith(b"\n")
    entries = [json.loads(line) for line in both.decode().splitlines()]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", entry.pop("time")) for entry in entries)
    assert entries[0]["reason"] == "Cellen stannade på å"
    assert entries[1] == {"user": "samordnaren", "host": "datorn"} | ENTRY


@pytest.mark.parametrize("error", [KeyError("uid not found"), OSError("No username set")])
def test_a_user_without_a_name_can_make_reports(tmp_path: Path, monkeypatch, error: Exception):
    def nameless() -> str:
        raise error

    monkeypatch.setattr("namndbok.publish.in_place.getuser", nameless)
    log_run(tmp_path, ENTRY, disk=Disk())
    assert json.loads((tmp_path / "run.log").read_text(encoding="utf-8"))["user"] == "okänd"


def test_what_this_computer_has_published_with_a_seal_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    log_run(tmp_path, ENTRY, ENTRY | {"result": "failed"}, ENTRY | {"year": 2030}, disk=Disk())
    log_run(tmp_path, ENTRY | {"seal": "b" * 64}, ENTRY | {"request": "report"}, disk=Disk())
    with (tmp_path / "run.log").open("a") as log:
        log.write(f'{{"seal": "{SEAL}", ')
    found = published_here(tmp_path, 2031, seal=SEAL)
    assert [entry["request"] for entry in found] == ["build", "report"]
    monkeypatch.setattr("platform.node", lambda: "en annan dator")
    assert published_here(tmp_path, 2031, seal=SEAL) == []


def test_where_there_is_no_log_nothing_was_published(tmp_path: Path):
    assert published_here(tmp_path, 2031, seal=SEAL) == []
