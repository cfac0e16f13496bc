"""What the auditor takes away can be read and checked with the tools that every computer has."""

import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from boards import REAL, put
from namndbok.errors import InvalidParameter
from namndbok.verify.dossier import dossier_files, make_dossier
from workbook import ROOT, ended, start

PUBLISHED = ROOT / "reports" / "2024"


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """Give the working paper of the published year, unpacked."""
    path = make_dossier(PUBLISHED, REAL, tmp_path / "granskning-2024.zip")
    with zipfile.ZipFile(path) as packed:
        packed.extractall(tmp_path / "at-revisorn")
    return tmp_path / "at-revisorn" / "granskning-2024"


def test_it_holds_everything_that_is_published_and_every_table(unpacked: Path):
    published = {path.name for path in PUBLISHED.iterdir()}
    assert {path.name for path in (unpacked / "publicerat").iterdir()} == published
    for path in (unpacked / "publicerat").iterdir():
        assert path.read_bytes() == (PUBLISHED / path.name).read_bytes()
    tables = {path.name for path in REAL.glob("*.csv")} | {"datapackage.json"}
    assert {path.name for path in (unpacked / "data").iterdir() if path.is_file()} == tables


def test_the_seal_is_what_a_common_tool_says_of_one_file(unpacked: Path):
    seal = json.loads((PUBLISHED / "manifest.json").read_text(encoding="utf-8"))["seal"]
    done = subprocess.run(["sha256sum", unpacked / "sigill.json"], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == seal
    instruction = (unpacked / "las-mig-forst.txt").read_text(encoding="utf-8")
    assert seal in instruction
    assert (
        "certutil -hashfile sigill.json SHA256" in instruction and "shasum -a 256 sigill.json" in instruction
    )
    assert instruction.count("\n") <= 70, "one page"


def test_a_common_tool_checks_all_files_and_finds_the_one_that_changed(unpacked: Path):
    command = ["sha256sum", "--quiet", "--check", "kontrollsummor.txt"]
    assert subprocess.run(command, cwd=unpacked, capture_output=True).returncode == 0
    listed = (unpacked / "kontrollsummor.txt").read_text(encoding="utf-8").splitlines()
    files = [path for path in unpacked.rglob("*") if path.is_file()]
    assert len(listed) == len(files) - 1, "all but the list itself"
    put(unpacked / "data" / "outcome.csv", 2, "income", "1")
    done = subprocess.run(command, cwd=unpacked, capture_output=True, text=True)
    assert done.stdout.startswith("data/outcome.csv: FAILED")


def test_what_was_taken_away_is_verified_as_it_stands(unpacked: Path):
    done = ended(start("verify", unpacked / "publicerat", "--data", unpacked / "data", "--quick"))
    assert (done.status, done.err) == (0, "")


def test_it_is_the_same_every_time(tmp_path: Path):
    one, other = (make_dossier(PUBLISHED, REAL, tmp_path / name / "g.zip") for name in "ab")
    assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest()


def test_nothing_is_overwritten(tmp_path: Path):
    target = tmp_path / "g.zip"
    target.write_text("förra året")
    assert make_dossier(PUBLISHED, REAL, target) == tmp_path / "g-2.zip"
    assert make_dossier(PUBLISHED, REAL, target) == tmp_path / "g-3.zip"
    assert target.read_text() == "förra året"


def test_data_that_changed_since_are_refused(tmp_path: Path):
    data = Path(shutil.copytree(REAL, tmp_path / "data"))
    put(data / "outcome.csv", 2, "income", "1")
    with pytest.raises(InvalidParameter, match=r"outcome\.csv är inte den fil som rapporten gjordes av"):
        make_dossier(PUBLISHED, data, tmp_path / "g.zip")
    assert not (tmp_path / "g.zip").exists()


def test_a_folder_without_report_is_refused(tmp_path: Path):
    with pytest.raises(InvalidParameter, match="har ingen hel rapport"):
        dossier_files(tmp_path, REAL)


@pytest.mark.parametrize("content", ["{", "[]", '{"seal": ""}'])
def test_a_folder_with_half_a_manifest_is_refused(tmp_path: Path, content: str):
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(InvalidParameter, match="har ingen hel rapport"):
        dossier_files(tmp_path, REAL)


def test_what_does_not_hold_together_is_not_packed(tmp_path: Path):
    folder = Path(shutil.copytree(PUBLISHED, tmp_path / "2024"))
    page = folder / "annual_report.html"
    page.write_text(page.read_text(encoding="utf-8").replace("336", "337"), encoding="utf-8")
    done = ended(start("dossier", folder, "--data", REAL, "--zip", tmp_path / "g.zip"))
    assert (done.status, done.out) == (4, "")
    assert "annual_report.html" in done.err and not (tmp_path / "g.zip").exists()
