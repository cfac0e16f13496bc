"""What the auditor takes away can be read and checked with the tools that every computer has."""

import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from archives import errors
from forgery import replaced
from namndbok.errors import InvalidParameter
from namndbok.verify import examine
from namndbok.verify.dossier import make_dossier, reader_archive, stamped_at
from small_folder import NAMES, small_data

pytest_plugins = "desks"

CREATED = datetime(2032, 3, 1, 9, 30, tzinfo=UTC)
# The validator asks of the note of every creator that it has `NOTETYPE` without a namespace, which METS does
# not allow, and that it has `csip:NOTETYPE`, which it does: no package can do both.
NO_PACKAGE_CAN = "SIP14"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Write the table that the published folder was made from."""
    return small_data(tmp_path / "data")


@pytest.fixture
def unpacked(small: Path, data: Path, tmp_path: Path) -> Path:
    """Make the dossier of the published folder, and unpack it."""
    with zipfile.ZipFile(make_dossier(small, data, tmp_path / "granskning-2031.zip")) as packed:
        packed.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked" / "granskning-2031" / "representations" / "granskning" / "data"


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
    assert instruction.count("\n") <= 90, "two pages at most"


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
    made = (make_dossier(small, data, tmp_path / name / "g.zip", created=CREATED) for name in "ab")
    first, second = (path.read_bytes() for path in made)
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
def test_folder_without_a_whole_manifest_is_refused(small: Path, data: Path, tmp_path: Path, content: str):
    (small / "manifest.json").write_text(content)
    with pytest.raises(InvalidParameter, match="har ingen hel rapport"):
        make_dossier(small, data, tmp_path / "g.zip")


def test_what_does_not_hold_together_is_not_packed(tell, small: Path, data: Path, tmp_path: Path):
    replaced(small / "annual_report.html", "336", "337")
    run = tell("dossier", str(small), "--data", str(data), "--zip", str(tmp_path / "g.zip"))
    assert (run.status, run.out) == (4, "")
    assert "annual_report.html" in run.err and not (tmp_path / "g.zip").exists()


def test_it_is_a_package_that_an_e_archive_takes(small: Path, data: Path, tmp_path: Path):
    package = make_dossier(small, data, tmp_path / "granskning-2031.zip")
    assert [error.split()[0] for error in errors("eark", package)] == [NO_PACKAGE_CAN]


def test_a_package_that_does_not_say_what_it_is_is_an_error_to_the_same_validator(unpacked: Path):
    mets = unpacked.parents[2] / "METS.xml"
    replaced(mets, ' csip:OAISPACKAGETYPE="SIP"', "", times=1)
    assert any(error.startswith("CSIP9 ") for error in errors("eark", unpacked.parents[2]))


def test_it_says_in_the_terms_of_ro_crate_what_was_run_on_what(unpacked: Path):
    assert errors("crate", unpacked) == []
    graph = json.loads((unpacked / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    (run,) = [entity for entity in graph if entity["@type"] == "CreateAction"]
    assert run["object"] == [{"@id": "data/outcome.csv"}]
    assert {"@id": "publicerat/annual_report.html"} in run["result"]


def test_a_crate_that_lacks_a_file_is_an_error_to_the_same_validator(unpacked: Path):
    (unpacked / "data" / "outcome.csv").unlink()
    assert any("data/outcome.csv" in error for error in errors("crate", unpacked))


def read_by_itself(unpacked: Path, *typed: str) -> subprocess.CompletedProcess:
    """Run the reader in the package by a Python that sees nothing that is installed."""
    command = [sys.executable, "-I", "-S", "verify.pyz", "publicerat", "--data", "data", *typed]
    return subprocess.run(command, cwd=unpacked, capture_output=True, text=True)


def test_the_reader_in_it_needs_nothing_and_compares_with_the_seal_of_the_minutes(unpacked: Path):
    seal = json.loads((unpacked / "publicerat" / "manifest.json").read_text(encoding="utf-8"))["seal"]
    alone = read_by_itself(unpacked, "--seal", seal)
    assert (alone.returncode, alone.stderr) == (0, "")
    assert f"Sigillet är det angivna: {seal}" in alone.stdout
    other = read_by_itself(unpacked, "--seal", "f" * 64)
    assert other.returncode == 4 and "sigillet, mot det angivna" in other.stdout
    assert "går en mapp som någon har ändrat" in read_by_itself(unpacked).stdout
    replaced(unpacked / "publicerat" / "annual_report.html", "336", "337", times=1)
    assert read_by_itself(unpacked).returncode == 4


def test_the_reader_is_the_same_bytes_each_time_and_its_hash_stands_in_the_instruction(unpacked: Path):
    assert (unpacked / "verify.pyz").read_bytes() == reader_archive() == reader_archive()
    digest = subprocess.run(
        ["sha256sum", unpacked / "verify.pyz"], capture_output=True, text=True, check=True
    )
    assert digest.stdout.split()[0] in (unpacked / "las-mig-forst.txt").read_text(encoding="utf-8")


# Time stamps, by an authority of our own


def run_openssl(folder: Path, *typed: str) -> bytes:
    return subprocess.run(["openssl", *typed], cwd=folder, capture_output=True, check=True).stdout


@pytest.fixture
def authority(tmp_path: Path):
    """Start an authority for time stamps on this machine; give its address and its certificate."""
    folder = tmp_path / "tsa"
    folder.mkdir()
    (folder / "tsa.cnf").write_text(TSA, encoding="utf-8")
    (folder / "serial").write_text("01\n")
    subject = ("-subj", "/CN=Stampelverket/O=Provet", "-days", "9000", "-nodes", "-newkey", "rsa:2048")
    run_openssl(folder, "req", "-x509", *subject, "-keyout", "ca.key", "-out", "ca.pem")
    run_openssl(
        folder, "req", *subject[:2], "-nodes", "-newkey", "rsa:2048", "-keyout", "tsa.key", "-out", "tsa.csr"
    )
    signing = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "9000")
    extension = ("-extfile", "tsa.cnf", "-extensions", "stamping")
    run_openssl(folder, "x509", "-req", "-in", "tsa.csr", *signing, *extension, "-out", "tsa.pem")

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "query").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            answer = run_openssl(folder, "ts", "-reply", "-queryfile", "query", "-config", "tsa.cnf")
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", folder / "ca.pem"
        server.shutdown()


def test_an_authority_stamps_the_seal_and_the_stamp_is_checked_offline(
    tell, small: Path, data: Path, tmp_path: Path, authority: tuple[str, Path]
):
    address, certificate = authority
    target = make_dossier(small, data, tmp_path / "g.zip", timestamp=address)
    with zipfile.ZipFile(target) as packed:
        packed.extractall(tmp_path / "unpacked")
    contents = tmp_path / "unpacked" / "g" / "representations" / "granskning" / "data"
    stamp, sealed = contents / "sigill.tsr", (contents / "sigill.json").read_bytes()
    when = stamped_at(stamp, sealed, certificate)
    assert when is not None and abs((datetime.now(UTC) - when).total_seconds()) < 600
    assert stamped_at(stamp, sealed + b" ", certificate) is None
    assert stamped_at(stamp, sealed, certificate.with_name("tsa.pem")) is None
    folders = (contents / "publicerat", "--data", contents / "data")
    ours = (*folders, "--quick", "--stamp", stamp, "--authority", certificate)
    run = tell("verify", *map(str, ours))
    assert (run.status, run.err) == (0, "") and "Sigillet stämplades" in run.out
    checked = ("ts", "-verify", "-in", "sigill.tsr", "-data", "sigill.json", "-CAfile", str(certificate))
    run_openssl(contents, *checked)
    changed = bytearray(stamp.read_bytes())
    changed[-1] ^= 1
    stamp.write_bytes(changed)
    assert stamped_at(stamp, sealed, certificate) is None
    assert tell("verify", *map(str, ours)).status == 4


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "file:///etc/hostname", "tsa.example"])
def test_an_authority_that_cannot_be_reached_is_told_and_nothing_is_written(small, data, tmp_path, address):
    with pytest.raises(InvalidParameter, match=address.split(":")[0]):
        make_dossier(small, data, tmp_path / "g.zip", timestamp=address)
    assert not (tmp_path / "g.zip").exists()


TSA = """
[tsa]
default_tsa = own
[own]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
[stamping]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
"""
