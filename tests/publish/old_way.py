"""How editions were put in place before: file after file moved in, with what was there to be moved back."""

from collections.abc import Callable
from pathlib import Path

from namndbok.publish.disk import Disk
from namndbok.publish.in_place import Edition


def publish_one_by_one(edition: Edition, *, log: Callable[[], None], disk: Disk) -> None:
    """Write files beside and move them in one by one; if one fails, move back what was there."""
    staging = edition.folder.with_name(".staging-2031")
    moved: list[str] = []
    disk.make(staging)
    try:
        disk.write({staging / name: content for name, content in edition.files.items()})
        if not disk.exists(edition.folder):
            disk.make(edition.folder)
        for name in edition.files:
            if disk.exists(edition.folder / name):
                disk.replace(edition.folder / name, staging / f"{name}.before")
            moved.append(name)
            disk.replace(staging / name, edition.folder / name)
        log()
    except BaseException:
        for name in moved:
            _move_back(edition.folder / name, staging / f"{name}.before", disk)
        raise
    finally:
        disk.remove(staging)


def _move_back(path: Path, before: Path, disk: Disk) -> None:
    if disk.exists(before):
        disk.replace(before, path)
    elif disk.exists(path):
        disk.remove(path)
