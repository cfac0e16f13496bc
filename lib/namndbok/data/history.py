"""Changes of a data folder: tried beside it first, made as one, and kept so that they can be taken back."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from warnings import warn

from namndbok.data.disk import COMMAND, HISTORY, Journal, exclusive_lock, history_state
from namndbok.data.files import digests, read_rows, to_csv
from namndbok.data.load import Data, load_data
from namndbok.data.package import find_folder
from namndbok.data.rows import read_records
from namndbok.errors import InvalidData, InvalidParameter, Notice, describe_write_failure, quoted
from namndbok.swedish import listing, plural

MOST_SHOWN, MOST_LISTED = 12, 8


@dataclass(frozen=True)
class TableChange:
    """Say which rows leave a table, by number, which are added, by column, and what other cells become."""

    removed: Sequence[int]
    added: Sequence[Mapping[str, Any]]
    replaced: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class PastChange:
    """A change that was made: the command, and its files as they were before it, None for no file.

    `kept` is its folder in the history; `after` has the SHA-256 of the files as it left them, "" for no file.
    """

    kept: Path
    command: str
    before: Mapping[str, bytes | None]
    after: Mapping[str, str]

    @property
    def folder(self) -> Path:
        """Return the data folder."""
        return self.kept.parents[1]

    @property
    def title(self) -> str:
        """Name the change in one line."""
        return f"{self.kept.name}  {self.command}"

    def lines(self) -> Iterator[str]:
        """Yield which rows come back and which go if the change is taken back, for people.

        Raises `InvalidParameter` where the files were changed since.
        """
        standing = digests(self.folder, self.before)
        if changed := [name for name in self.before if standing.get(name, "") != self.after.get(name)]:
            raise InvalidParameter(
                f"{self.title}\nÄndringen går inte att ta tillbaka, för {listing(changed)} har ändrats sedan "
                f"dess. Det som stod före den finns i {self.kept}: jämför, och rätta för hand."
            )
        yield self.title
        for name, content in self.before.items():
            texts = (
                (text or b"").decode(errors="replace") for text in (_content(self.folder / name), content)
            )
            here, there = (Counter(text.splitlines()) for text in texts)
            gone, back = [*(here - there).elements()], [*(there - here).elements()]
            file = ", och filen tas bort" if content is None else ""
            yield f"{name}: {len(back)} {plural(len(back), 'rad', 'rader')} tillbaka, {len(gone)} bort{file}"
            said = [*(f"  − {line}" for line in gone), *(f"  + {line}" for line in back)]
            yield from said[:MOST_SHOWN]
            if len(said) > MOST_SHOWN:
                yield f"  … och {len(said) - MOST_SHOWN} rader till"

    def take_back(self, command: str, now: datetime) -> Path:
        """Bring the files back as they were, which is itself a change; raises as `change_tables`."""
        return change_files(self.folder, self.before, command, now, self.after)


def past_change(folder: Path | str, name: str = "") -> PastChange:
    """Return a change of a data folder that is kept, by its name, or the last one.

    The folder is looked for as `load_data` does. Raises `InvalidParameter` where there is no such change.
    """
    folder = find_folder(folder)
    history_state(folder)
    changes = Journal(folder).changes()
    if not changes:
        raise InvalidParameter(f"I {folder} finns ingen ändring att ta tillbaka.")
    if name and name not in changes:
        latest = [
            _past_change(folder / HISTORY / change).title for change in changes[: -MOST_LISTED - 1 : -1]
        ]
        listed = "".join(f"\n  {title}" for title in latest)
        raise InvalidParameter(f"Ingen ändring heter {quoted(name)}. De senaste är:{listed}")
    return _past_change(folder / HISTORY / (name or changes[-1]))


def _past_change(kept: Path) -> PastChange:
    try:
        record = json.loads((kept / COMMAND).read_text(encoding="utf-8"))
        before = {file: _content(kept / file) for file in record["files"]}
        return PastChange(kept, record["command"], before, record.get("after", {}))
    except (OSError, ValueError, KeyError):
        raise InvalidParameter(f"{kept} går inte att läsa, så ändringen går inte att ta tillbaka.") from None


def read_tables(folder: Path, data: Data, names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Read some tables of another folder by the board's schema; raises `InvalidData` with every fault."""
    schemas = [data.package.tables[name] for name in names]
    present = [schema for schema in schemas if (folder / schema.path).is_file()]
    records = {schema.name: read_records(folder, schema) for schema in present}
    if faults := [fault for table in records.values() for fault in table.faults]:
        raise InvalidData(faults)
    return {name: [dict(row) for row in table.rows.values()] for name, table in records.items()}


def change_tables(data: Data, changes: Mapping[str, TableChange], command: str, now: datetime) -> Path:
    """Change tables, all or none, and return the folder in `.history` that holds what was there before.

    The changed folder is read beside its place first: `InvalidData` is raised with nothing written where it
    could not be read afterwards. `command` and `now` are kept with the copies, in `command.json`. Raises
    `InvalidParameter` where a file cannot be written, somebody else writes, or the folder is not as it was
    read; everything is then as it was.
    """
    files = {data.package.tables[name].path: _changed(data, name, change) for name, change in changes.items()}
    return change_files(data.folder, files, command, now, data.digests)


def change_files(
    folder: Path, files: Mapping[str, bytes | None], command: str, now: datetime, known: Mapping[str, str]
) -> Path:
    """Change files of a data folder, all or none, None for one that goes; as `change_tables`.

    `known` has the SHA-256 of the files that the change was thought out from, by name.
    """
    try:
        with TemporaryDirectory(prefix="namndbok-") as beside:
            copy = Path(beside, folder.name)
            shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".*"))
            for name, content in files.items():
                path = copy / name
                path.parent.mkdir(exist_ok=True)
                path.unlink(missing_ok=True) if content is None else path.write_bytes(content)
            load_data(copy)
        with exclusive_lock(folder / HISTORY, folder, InvalidParameter) as died:
            if died:
                warn(f"En tidigare körning avbröts: {died}.", Notice, stacklevel=2)
            journal = Journal(folder)
            journal.recover()
            names = sorted({*known, *files})
            standing = digests(folder, names)
            if changed := [name for name in names if standing.get(name, "") != known.get(name, "")]:
                advice = "Kör samma kommando igen, så räknas det på det som står där nu."
                raise InvalidParameter(f"Under tiden har {listing(changed)} ändrats. {advice}")
            record = {"time": now.isoformat(timespec="seconds"), "command": command}
            return journal.change(files, record, f"{now:%Y%m%dT%H%M%S}")
    except OSError as error:
        raise InvalidParameter(describe_write_failure(error)) from error


def _changed(data: Data, name: str, change: TableChange) -> bytes:
    """Return a table's file with other rows; cells that no change names stand as they were typed."""
    schema, path = data.package.tables[name], data.folder / data.package.tables[name].path
    rows = read_rows(path, set(schema.columns), schema.path) if path.is_file() else []
    header = rows[0].cells if rows else tuple(schema.columns)
    kept = []
    for row in rows[1:]:
        cells = change.replaced.get(row.number, {})
        typed = zip_longest(header, row.cells, fillvalue="")
        if row.number not in change.removed:
            kept.append([cells.get(column, text) for column, text in typed])
    added = [[row.get(column) for column in header] for row in change.added]
    return to_csv(header, [*kept, *added]).encode()


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
