"""An edition is put in place whole or not at all, whatever goes wrong, and put in order by the next run."""

import json
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from namndbok.data.disk import Disk
from namndbok.errors import UnfinishedSwap, describe_write_failure
from namndbok.publish.in_place import Edition, is_unfinished, put_in_order, put_in_place
from publish.old_way import publish_one_by_one
from publish.swaps import failing, judge
from workbook import contents, files_at_most

FILES = {"annual_report.html": "<p>ny å</p>".encode(), "facts.json": b"[]"}
SEEDS = range(500)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder in which an older edition stands, with a note that somebody has put there."""
    folder = tmp_path / "reports" / "2031"
    folder.mkdir(parents=True)
    for name in ("annual_report.html", "audit.html", "anteckning.txt"):
        (folder / name).write_text(f"gammal {name}")
    (folder.parent / "index.html").write_text("gammal ingång")
    return folder


def publish(folder: Path, disk: Disk | None = None, **more: object) -> None:
    edition = Edition(folder, FILES, **{"index": b"ny ingang", "carried": ["anteckning.txt"]} | more)
    put_in_place(edition, log=lambda: None, disk=disk or Disk())


# On a simulated disk


def test_no_seed_gives_a_mixture_or_loses_anything():
    assert failing(SEEDS) == {}


def test_the_simulation_finds_what_was_wrong_with_moving_files_one_by_one():
    found = failing(range(50), publish=publish_one_by_one)
    assert len(found) > 10 and "a reader sees a mixture after crashed" in found.values()


def test_a_seed_gives_the_same_every_time():
    assert [judge(seed, publish=publish_one_by_one) for seed in range(20)] == [
        judge(seed, publish=publish_one_by_one) for seed in range(20)
    ]


def test_the_simulation_finds_a_step_that_the_disk_was_not_asked_to_keep(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("publish.simulated_disk.SimulatedDisk.sync", lambda self, *folders: None)
    assert failing(range(100)) != {}


# On a real disk


def test_the_folder_has_the_files_of_the_edition_and_what_others_have_put_there(folder: Path):
    publish(folder)
    assert contents(folder) == FILES | {"anteckning.txt": b"gammal anteckning.txt"}
    assert (folder.parent / "index.html").read_bytes() == b"ny ingang"
    assert sorted(path.name for path in folder.parent.iterdir()) == ["2031", "index.html"]


def test_a_first_edition_is_put_where_there_was_nothing(tmp_path: Path):
    publish(tmp_path / "2031", carried=())
    assert contents(tmp_path / "2031") == FILES


class FailingDisk(Disk):
    """A disk on which the move number `last` is stopped by an error."""

    def __init__(self, last: int, error: BaseException) -> None:
        self.moves, self.last, self.error = 0, last, error

    def _count(self) -> None:
        self.moves += 1
        if self.moves == self.last:
            raise self.error

    def rename(self, source: Path, target: Path) -> None:
        self._count()
        super().rename(source, target)

    def replace(self, source: Path, target: Path) -> None:
        self._count()
        super().replace(source, target)


# The journal, the old edition out, the new one in, the note, the first page: five moves.
@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize("error", [OSError("full"), KeyboardInterrupt()], ids=["full", "ctrl-c"])
def test_a_move_that_fails_brings_everything_back(folder: Path, number: int, error: BaseException):
    before = contents(folder.parent)
    with pytest.raises(type(error)):
        publish(folder, FailingDisk(number, error))
    assert contents(folder.parent) == before


def test_there_is_no_sixth_move(folder: Path):
    publish(folder, FailingDisk(6, OSError()))


def test_a_log_that_cannot_be_written_brings_everything_back(folder: Path):
    before = contents(folder.parent)

    def fail() -> None:
        assert (folder / "facts.json").exists()
        raise OSError("log")

    with pytest.raises(OSError, match="log"):
        put_in_place(Edition(folder, FILES, b"ny"), log=fail, disk=Disk())
    assert contents(folder.parent) == before


def test_a_full_disk_leaves_everything_as_it_was(folder: Path):
    before = contents(folder.parent)
    with files_at_most(5), pytest.raises(OSError) as caught:
        publish(folder)
    assert "filen får inte bli så stor" in describe_write_failure(caught.value)
    assert contents(folder.parent) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["2031", "index.html"]


def test_ctrl_c_while_folders_are_moved_is_too_late(folder: Path):
    class Interrupted(Disk):
        def rename(self, source: Path, target: Path) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            super().rename(source, target)

    publish(folder, Interrupted())
    assert (folder / "facts.json").read_bytes() == b"[]"


def test_what_cannot_be_taken_back_now_is_said_and_taken_back_by_the_next_run(folder: Path):
    """The old edition is moved out, and then another program holds both folders, as in Windows."""

    class Held(FailingDisk):
        def _count(self) -> None:
            self.moves += 1
            if self.moves > 2:
                raise PermissionError(13, "Permission denied", str(folder))

    before = contents(folder.parent)
    with pytest.raises(UnfinishedSwap) as caught:
        publish(folder, Held(0, OSError()))
    assert not folder.exists() and is_unfinished(folder)
    assert str(caught.value).splitlines() == [
        f"Bytet av {folder} avbröts och gick inte att ta tillbaka.",
        f"Det gick inte att skriva {folder}: rättighet saknas, eller filen är öppen i ett annat program.",
        "Inget är förlorat. Undanröj hindret och kör igen, så ställs mappen i ordning.",
    ]
    said = ["Ett avbrutet byte av 2031 togs tillbaka."]
    assert put_in_order(folder.parent, Disk()) == said
    assert contents(folder.parent) == before and not is_unfinished(folder)


def test_the_journal_tells_whoever_finds_it_what_it_is(folder: Path):
    class Dead(FailingDisk):
        def exists(self, path: Path) -> bool:
            if self.moves >= self.last:
                raise self.error
            return super().exists(path)

    with pytest.raises(SystemExit):
        publish(folder, Dead(2, SystemExit()))
    journal = json.loads((folder.parent / ".2031.swap" / "undo.json").read_text(encoding="utf-8"))
    assert journal["note"].startswith(
        "Nämndbok avbröts mitt i ett byte. Nästa körning ställer allt i ordning."
    )


def test_what_an_interrupted_run_left_is_removed_and_said(folder: Path):
    (folder.parent / ".2031.swap" / "next").mkdir(parents=True)
    assert put_in_order(folder.parent, Disk()) == ["Rester efter en avbruten körning av 2031 togs bort."]
    assert sorted(path.name for path in folder.parent.iterdir()) == ["2031", "index.html"]


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


def test_a_folder_of_reports_that_may_not_be_changed_is_not():
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top) / "reports" / "2031"
        folder.mkdir(parents=True)
        (folder / "facts.json").write_text("gammal")
        with ordinary_user(Path(top)):
            folder.parent.chmod(0o555)
            with pytest.raises(PermissionError) as caught:
                publish(folder, carried=())
            folder.parent.chmod(0o755)
        reason = "rättighet saknas, eller filen är öppen i ett annat program."
        assert describe_write_failure(caught.value).endswith(reason)
        assert contents(Path(top)) == {"reports/2031/facts.json": b"gammal"}
