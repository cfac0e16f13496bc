"""What the auditor takes away can be read and checked with the tools that every computer has."""

import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from forgery import replaced
from namndbok.errors import InvalidParameter
from namndbok.verify import examine
from namndbok.verify.dossier import dossier_files, make_dossier
from small_folder import NAMES, small_data
from workbook import ended, start


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Write the table that the published folder was made from."""
    return small_data(tmp_path / "data")


@pytest.fixture
def unpacked(small: Path, data: Path, tmp_path: Path) -> Path:
    """Make the dossier of the published folder, and unpack it."""
    with zipfile.ZipFile(make_dossier(small, data, tmp_path / "granskning-2031.zip")) as packed:
        packed.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked" / "granskning-2031"


def test_it_holds_everything_that_is_published_and_every_table(small: Path, data: Path, unpacked: Path):
    for original, copied, names in (
        (small, unpacked / "publicerat", NAMES),
        (data, unpacked / "data", ["outcome.csv"]),
    ):
        assert sorted(path.name for path in copied.iterdir()) == names
        assert [(copied / name).read_bytes() for name in names] == [
            (original / name).read_bytes() for name in names
        ]


def test_the_seal_is_what_a_common_tool_says_of_one_file(small: Path, unpacked: Path):
    seal = json.loads((small / "manifest.json").read_text(encoding="utf-8"))["seal"]
    run = subprocess.run(["sha256sum", unpacked / "sigill.json"], capture_output=True, text=True, check=True)
    assert run.stdout.split()[0] == seal
    instruction = (unpacked / "las-mig-forst.txt").read_text(encoding="utf-8")
    assert seal in instruction
    assert "certutil -hashfile sigill.json SHA256" in instruction
    assert "shasum -a 256 sigill.json" in instruction
    assert instruction.count("\n") <= 70, "one page"


def test_a_common_tool_checks_all_files_and_finds_the_one_that_changed(unpacked: Path):
    command = ["sha256sum", "--quiet", "--check", "kontrollsummor.txt"]
    assert subprocess.run(command, cwd=unpacked, capture_output=True).returncode == 0
    listed = (unpacked / "kontrollsummor.txt").read_text(encoding="utf-8").splitlines()
    files = [path for path in unpacked.rglob("*") if path.is_file()]
    assert len(listed) == len(files) - 1, "all but the list itself"
    replaced(unpacked / "data" / "outcome.csv", "336035", "336036")
    run = subprocess.run(command, cwd=unpacked, capture_output=True, text=True)
    assert run.stdout.startswith("data/outcome.csv: FAILED")


def test_what_was_taken_away_is_verified_as_it_stands(unpacked: Path):
    verdict = examine(unpacked / "publicerat", data=unpacked / "data", quick=True)
    assert verdict.mismatches == ()
    assert verdict.counts["filer i underlaget"] == 1


def test_it_is_the_same_every_time(small: Path, data: Path, tmp_path: Path):
    first, second = (make_dossier(small, data, tmp_path / name / "g.zip").read_bytes() for name in "ab")
    assert first == second


def test_nothing_is_overwritten(small: Path, data: Path, tmp_path: Path):
    target = tmp_path / "g.zip"
    target.write_text("förra året")
    assert make_dossier(small, data, target) == tmp_path / "g-2.zip"
    assert make_dossier(small, data, target) == tmp_path / "g-3.zip"
    assert target.read_text() == "förra året"


def test_data_that_changed_since_are_refused(small: Path, data: Path, tmp_path: Path):
    replaced(data / "outcome.csv", "336035", "336036")
    with pytest.raises(InvalidParameter, match=r"outcome\.csv är inte den fil som rapporten gjordes av"):
        make_dossier(small, data, tmp_path / "g.zip")
    assert not (tmp_path / "g.zip").exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"seal": ""}'])
def test_folder_without_a_whole_manifest_is_refused(small: Path, data: Path, content: str):
    (small / "manifest.json").write_text(content)
    with pytest.raises(InvalidParameter, match="har ingen hel rapport"):
        dossier_files(small, data)


def test_what_does_not_hold_together_is_not_packed(small: Path, data: Path, tmp_path: Path):
    replaced(small / "annual_report.html", "336", "337")
    run = ended(start("dossier", small, "--data", data, "--zip", tmp_path / "g.zip"))
    assert (run.status, run.out) == (4, "")
    assert "annual_report.html" in run.err and not (tmp_path / "g.zip").exists()
