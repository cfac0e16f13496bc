"""How editions were put in place before: file after file moved in, with what was there to be moved back."""

from collections.abc import Callable
from pathlib import Path

from namndbok.data.disk import Disk
from namndbok.publish.in_place import Edition


def publish_one_by_one(edition: Edition, *, log: Callable[[], None], disk: Disk) -> None:
    """Write files beside and move them in one by one; if one fails, move back what was there."""
    folder, staging = edition.folder, edition.folder.with_name(".staging-2031")
    gone = set(disk.names(folder)) - edition.files.keys() - set(edition.carried)
    moved: list[str] = []
    disk.make(staging)
    try:
        disk.write({staging / name: content for name, content in edition.files.items()})
        if not disk.exists(folder):
            disk.make(folder)
        for name in [*edition.files, *sorted(gone)]:
            if disk.exists(folder / name):
                disk.replace(folder / name, staging / f"{name}.before")
            moved.append(name)
            if name in edition.files:
                disk.replace(staging / name, folder / name)
        log()
        if edition.index is not None:
            disk.write({staging / "index.html": edition.index})
            disk.replace(staging / "index.html", folder.with_name("index.html"))
    except BaseException:
        for name in moved:
            _move_back(folder / name, staging / f"{name}.before", disk)
        raise
    finally:
        disk.remove(staging)


def _move_back(path: Path, before: Path, disk: Disk) -> None:
    if disk.exists(before):
        disk.replace(before, path)
    elif disk.exists(path):
        disk.remove(path)
