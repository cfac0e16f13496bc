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
from string import Template
from typing import Any

from jinja2 import Environment

from namndbok.data import library_resources, numbered
from namndbok.errors import InvalidParameter
from namndbok.verify.reading.folder import ReadFolder, to_json
from namndbok.verify.reading.manifest import MANIFEST, Manifest, read_manifest, sha256
from namndbok.verify.timestamp import request_timestamp

HERE = Path(__file__).parent
INSTRUCTION, METS, READING = HERE / "instruction.txt", HERE / "mets.xml", HERE / "reading"
READ_FIRST, SUMS, SEALED = "las-mig-forst.txt", "kontrollsummor.txt", "sigill.json"
PUBLISHED, DATA, READER, CRATE, STAMP = (
    "publicerat", "data", "verify.pyz", "ro-crate-metadata.json", "sigill.tsr",
)  # fmt: skip
# Where an E-ARK package has its contents, and what is to be read about them.
CONTENTS, ABOUT = "representations/granskning/data", "documentation"
GROUPS = {"Documentation": ABOUT, "Schemas": "schemas/", "Representations": CONTENTS}
# Zip files keep a time; the earliest one they can says that it means nothing.
EPOCH = (1980, 1, 1, 0, 0, 0)
KINDS = {
    ".html": ("webbsidor, öppnas i en webbläsare", "text/html"),
    ".ipynb": ("de körda arbetsböckerna, öppnas i Jupyter", "application/json"),
    ".json": ("alla siffror, iakttagelser och bevis, för program", "application/json"),
}
MEDIA = {suffix: kind for suffix, (_, kind) in KINDS.items()} | {
    ".csv": "text/csv",
    ".md": "text/markdown",
    ".txt": "text/plain",
}
STAMPED = (
    f"    {STAMP:<33} utfärdarens stämpel: när sigillet fanns\n",
    """
Stämpeln i sigill.tsr prövas med utfärdarens certifikat:

    openssl ts -verify -in sigill.tsr -data sigill.json -CAfile CERTIFIKATET
""",
)
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
    files |= {
        READ_FIRST: _instruction(manifest, sha256(files[READER]), STAMPED if timestamp else ("", "")).encode()
    }
    files |= {CRATE: to_json(_crate(manifest, files, created)).encode()}
    sums = "".join(f"{sha256(content)}  {name}\n" for name, content in sorted(files.items()))
    return dict(sorted(files.items())) | {SUMS: sums.encode()}


def reader_archive() -> bytes:
    """Return the reader as one file for any Python from 3.10; the same source gives the same bytes."""
    names = {f"namndbok/verify/reading/{path.name}": path.read_bytes() for path in READING.glob("*.py")}
    packages = {"namndbok/__init__.py": b"", "namndbok/verify/__init__.py": b""}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for name, content in sorted({**names, **packages, "__main__.py": RUN_START.encode()}.items()):
            packed.writestr(zipfile.ZipInfo(name, EPOCH), content)
    return archive.getvalue()


def _instruction(manifest: Manifest, reader: str, stamp: tuple[str, str]) -> str:
    """Write the page of instruction; files are listed by kind, since a year may have many papers."""
    kinds = {Path(name).suffix for name in (*manifest.outputs, MANIFEST)}
    lines = [f"    {PUBLISHED}/*{kind:<21} {text}" for kind, (text, _) in KINDS.items() if kind in kinds]
    values = {"year": manifest.year, "board": manifest.sealed["board"], "seal": manifest.seal}
    template = Template(INSTRUCTION.read_text(encoding="utf-8"))
    return template.substitute(
        values, listing="\n".join(lines), reader=reader, stamp=stamp[0], stamped=stamp[1]
    )


def _crate(manifest: Manifest, files: Mapping[str, bytes], created: datetime) -> dict[str, Any]:
    """Describe the files, and the run that made some of them of others, in RO-Crate 1.1's terms."""
    board, version = manifest.sealed["board"], manifest.versions.get("namndbok", "")
    entities = [
        {
            "@id": name,
            "@type": "File",
            "name": Path(name).name,
            "encodingFormat": _kind(name),
            "sha256": sha256(content),
        }
        for name, content in files.items()
    ]
    parts = [{"@id": entity["@id"]} for entity in entities]
    about = f"Det som {board} har publicerat för {manifest.year}, tabellerna bakom, och hur det prövas."
    root = {
        "@id": "./", "@type": "Dataset", "name": f"{board} {manifest.year}", "description": about,
        "datePublished": f"{created:%Y-%m-%d}", "publisher": {"@id": "#board"}, "hasPart": parts,
        "license": {"@id": "#license"},
        "mentions": {"@id": "#run"}, "identifier": manifest.seal, "author": {"@id": "#board"},
    }  # fmt: skip
    run = {
        "@id": "#run", "@type": "CreateAction", "name": f"Uppföljningen {manifest.year}",
        "instrument": {"@id": "#namndbok"}, "agent": {"@id": "#board"},
        "object": [part for part in parts if part["@id"].startswith(f"{DATA}/")],
        "result": [part for part in parts if part["@id"].startswith(f"{PUBLISHED}/")],
    }  # fmt: skip
    others = [
        {"@id": CRATE, "@type": "CreativeWork", "about": {"@id": "./"},
         "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}},
        root, run,
        {"@id": "#namndbok", "@type": "SoftwareApplication", "name": "Nämndbok", "softwareVersion": version},
        {"@id": "#board", "@type": "Organization", "name": board},
        {"@id": "#license", "@type": "CreativeWork", "name": "Allmän handling",
         "description": "Handlingen är allmän och får läsas, kopieras och användas vidare."},
    ]  # fmt: skip
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": others + entities}


def _package(files: Mapping[str, bytes], name: str, created: datetime) -> dict[str, bytes]:
    """Put the files where an E-ARK package has them, and describe them in METS."""
    sealed = json.loads(files[SEALED])
    placed = {"schemas/tables.json": to_json(library_resources()).encode()}
    for file, content in files.items():
        placed[f"{CONTENTS}/{file}"] = content
    placed[f"{ABOUT}/{READ_FIRST}"] = files[READ_FIRST]
    groups = [
        {
            "use": use,
            "files": [_described(path, content) for path, content in placed.items() if folder in path],
        }
        for use, folder in GROUPS.items()
    ]
    template = Environment(autoescape=True).from_string(METS.read_text(encoding="utf-8"))
    values = {
        "name": name,
        "label": f"{sealed['board']} {sealed['parameters']['year']}",
        "board": sealed["board"],
    }
    stamp = created.astimezone(UTC).isoformat(timespec="seconds")
    mets = template.render(
        values, groups=groups, created=stamp, version=sealed["versions"].get("namndbok", "0")
    )
    return {"METS.xml": mets.encode()} | placed


def _described(name: str, content: bytes) -> dict[str, Any]:
    return {"name": name, "kind": _kind(name), "size": len(content), "digest": sha256(content)}


def _kind(name: str) -> str:
    return MEDIA.get(Path(name).suffix, "application/zip")
