"""A working paper to take away: what has been published, the data behind it, and how to check it by hand.

It is a package that an e-archive takes (E-ARK SIP, the base of FGS Paketstruktur 2.0), and says in RO-Crate's
terms what was run on what.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment

from namndbok.data import library_resources, numbered
from namndbok.errors import InvalidParameter
from namndbok.verify.reading.folder import ReadFolder, to_json
from namndbok.verify.reading.manifest import MANIFEST, read_manifest, sha256
from namndbok.verify.timestamp import request_timestamp

HERE = Path(__file__).parent
INSTRUCTION, METS, ENTITIES = HERE / "instruction.txt", HERE / "mets.xml", HERE / "crate.json"
READING = HERE / "reading"
READ_FIRST, SUMS, SEALED = "las-mig-forst.txt", "kontrollsummor.txt", "sigill.json"
PUBLISHED, DATA, READER, CRATE, STAMP = (
    "publicerat", "data", "verify.pyz", "ro-crate-metadata.json", "sigill.tsr",
)  # fmt: skip
# Where an E-ARK package has its contents, and what is to be read about them.
CONTENTS, ABOUT = "representations/granskning/data", "documentation"
GROUPS = {"Documentation": ABOUT, "Schemas": "schemas/", "Representations": CONTENTS}
# Zip files keep a time; the earliest one they can says that it means nothing.
EPOCH = (1980, 1, 1, 0, 0, 0)
MEDIA = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".ipynb": "application/json",
    ".json": "application/json",
    ".md": "text/markdown",
    ".txt": "text/plain",
}
RUN_START = "import sys\nfrom namndbok.verify.reading.__main__ import main\nsys.exit(main())\n"


def make_dossier(
    folder: Path, data: Path, target: Path, *, timestamp: str = "", created: datetime | None = None
) -> Path:
    """Write what is published in `folder` and the data behind it as a zip file, and return its path.

    With the address of an authority for time stamps (RFC 3161) the seal is stamped. `created` is when the
    package says that it was made: now, unless given. A file of that name is left as it is, and the new one
    gets a number. Raises `InvalidParameter` for a folder where nothing is published, and
    for data that are no longer those that it was made from.
    """
    created = created or datetime.now(UTC)
    files, path = dossier_files(folder, data, created, timestamp), numbered(target)
    packed = _package(files, target.stem, created)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
        for name, content in packed.items():
            archive.writestr(zipfile.ZipInfo(f"{target.stem}/{name}", EPOCH), content)
    return path


def dossier_files(folder: Path, data: Path, created: datetime, timestamp: str = "") -> dict[str, bytes]:
    """Return the files of the working paper by name: as published, the data, and what checks them."""
    manifest = read_manifest(ReadFolder(folder))
    if manifest is None:
        raise InvalidParameter(f"{folder} har ingen hel rapport. Gör den först: namndbok report ÅR")
    files = {f"{PUBLISHED}/{name}": (folder / name).read_bytes() for name in (*manifest.outputs, MANIFEST)}
    for name, digest in manifest.inputs.items():
        path = data / name
        content = path.read_bytes() if path.is_file() else b""
        if sha256(content) != digest:
            advice = "Gör om rapporten, eller ange rätt mapp med --data."
            raise InvalidParameter(f"{path} är inte den fil som rapporten gjordes av. {advice}")
        files[f"{DATA}/{name}"] = content
    files |= {SEALED: to_json(manifest.sealed).encode(), READER: reader_archive()}
    if timestamp:
        files[STAMP] = request_timestamp(timestamp, files[SEALED])
    about = {"year": manifest.year, "board": manifest.sealed["board"], "seal": manifest.seal}
    kinds = {Path(name).suffix for name in manifest.outputs}
    reader, stamped = sha256(files[READER]), bool(timestamp)
    files[READ_FIRST] = _written(INSTRUCTION, about, kinds=kinds, reader=reader, stamped=stamped).encode()
    about |= {"version": manifest.versions.get("namndbok", ""), "created": f"{created:%Y-%m-%d}"}
    crate = _written(ENTITIES, about, files=[_described(*file) for file in files.items()])
    files[CRATE] = to_json(json.loads(crate)).encode()
    sums = "".join(f"{sha256(content)}  {name}\n" for name, content in sorted(files.items()))
    return dict(sorted(files.items())) | {SUMS: sums.encode()}


def reader_archive() -> bytes:
    """Return the reader as one file for any Python from 3.10; the same source gives the same bytes."""
    names = {f"namndbok/verify/reading/{path.name}": path.read_bytes() for path in READING.glob("*.*")}
    packages = {"namndbok/__init__.py": b"", "namndbok/verify/__init__.py": b""}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for name, content in sorted({**names, **packages, "__main__.py": RUN_START.encode()}.items()):
            packed.writestr(zipfile.ZipInfo(name, EPOCH), content)
    return archive.getvalue()


def _written(template: Path, *values: Mapping[str, Any], **more: Any) -> str:
    """Fill in one of the texts beside this module; what is put into XML is escaped."""
    jinja = Environment(autoescape=template.suffix == ".xml", keep_trailing_newline=True)
    return jinja.from_string(template.read_text(encoding="utf-8")).render(*values, **more)


def _package(files: Mapping[str, bytes], name: str, created: datetime) -> dict[str, bytes]:
    """Put the files where an E-ARK package has them, and describe them in METS."""
    sealed = json.loads(files[SEALED])
    placed = {"schemas/tables.json": to_json(library_resources()).encode()}
    placed |= {f"{CONTENTS}/{file}": content for file, content in files.items()}
    placed[f"{ABOUT}/{READ_FIRST}"] = files[READ_FIRST]
    groups = [
        {"use": use, "files": [_described(*file) for file in placed.items() if folder in file[0]]}
        for use, folder in GROUPS.items()
    ]
    stamp = created.astimezone(UTC).isoformat(timespec="seconds")
    version = sealed["versions"].get("namndbok", "0")
    label = f"{sealed['board']} {sealed['parameters']['year']}"
    about = {"name": name, "label": label, "board": sealed["board"], "created": stamp, "version": version}
    return {"METS.xml": _written(METS, about, groups=groups).encode()} | placed


def _described(name: str, content: bytes) -> dict[str, Any]:
    kind = MEDIA.get(Path(name).suffix, "application/zip")
    return {"name": name, "kind": kind, "size": len(content), "digest": sha256(content)}
