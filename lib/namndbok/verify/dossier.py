"""A working paper to take away: what has been published, the data behind it, and how to check it by hand.

It is a package that an e-archive takes (E-ARK SIP, the base of FGS Paketstruktur 2.0), and says in RO-Crate's
terms what was run on what. An authority can stamp it (RFC 3161): somebody else's word for when the seal was
known.
"""

import io
import json
import urllib.request
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from jinja2 import Environment
from rfc3161_client import (
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from namndbok.data import library_resources, numbered
from namndbok.errors import InvalidParameter
from namndbok.verify.reading.folder import MANIFEST, ReadFolder, read_manifest, sha256, to_json

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
MEDIA = {".csv": "text/csv", ".html": "text/html", ".md": "text/markdown", ".txt": "text/plain"}
MEDIA |= dict.fromkeys((".ipynb", ".json"), "application/json")
QUERY, SECONDS = "application/timestamp-query", 30
RUN_START = "import sys\nfrom namndbok.verify.reading.examination import main\nsys.exit(main())\n"


def make_dossier(
    folder: Path, data: Path, target: Path, *, timestamp: str = "", created: datetime | None = None
) -> Path:
    """Write what is published in `folder` and the data behind it as a zip file, and return its path.

    With the address of an authority for time stamps (RFC 3161) the seal is stamped. `created` is when the
    package says that it was made: now, unless given. A file of that name is left as it is, and the new one
    gets a number. Raises `InvalidParameter` for a folder where nothing is published, and
    for data that are no longer those that it was made from.
    """
    packed = _package(folder, data, target.stem, created or datetime.now(UTC), timestamp)
    path = numbered(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
        for name, content in packed.items():
            archive.writestr(zipfile.ZipInfo(f"{target.stem}/{name}", EPOCH), content)
    return path


def _package(folder: Path, data: Path, name: str, created: datetime, timestamp: str) -> dict[str, bytes]:
    """Return the files of the package by name: as published, the data, what checks them, and METS."""
    manifest = read_manifest(ReadFolder(folder))
    if manifest is None:
        raise InvalidParameter(f"{folder} har ingen hel rapport. Gör den först: namndbok report ÅR")
    files = {f"{PUBLISHED}/{name}": (folder / name).read_bytes() for name in (*manifest.outputs, MANIFEST)}
    for table, digest in manifest.inputs.items():
        path = data / table
        content = path.read_bytes() if path.is_file() else b""
        if sha256(content) != digest:
            advice = "Gör om rapporten, eller ange rätt mapp med --data."
            raise InvalidParameter(f"{path} är inte den fil som rapporten gjordes av. {advice}")
        files[f"{DATA}/{table}"] = content
    files |= {SEALED: to_json(manifest.sealed).encode(), READER: reader_archive()}
    if timestamp:
        files[STAMP] = request_timestamp(timestamp, files[SEALED])
    about = {"name": name, "year": manifest.year, "board": manifest.sealed["board"], "seal": manifest.seal}
    about |= {"version": manifest.versions.get("namndbok", "0"), "reader": sha256(files[READER])}
    about |= {"day": f"{created:%Y-%m-%d}", "created": created.astimezone(UTC).isoformat(timespec="seconds")}
    about |= {"kinds": {Path(name).suffix for name in manifest.outputs}, "stamped": bool(timestamp)}
    files[READ_FIRST] = _written(INSTRUCTION, about, {})
    files[CRATE] = to_json(json.loads(_written(ENTITIES, about, files))).encode()
    files = dict(sorted(files.items()))
    files[SUMS] = "".join(f"{sha256(content)}  {name}\n" for name, content in files.items()).encode()
    placed = {"schemas/tables.json": to_json(library_resources()).encode()}
    placed |= {f"{CONTENTS}/{file}": content for file, content in files.items()}
    placed[f"{ABOUT}/{READ_FIRST}"] = files[READ_FIRST]
    return {"METS.xml": _written(METS, about | {"groups": GROUPS}, placed)} | placed


def reader_archive() -> bytes:
    """Return the reader as one file for any Python from 3.10; the same source gives the same bytes."""
    names = {f"namndbok/verify/reading/{path.name}": path.read_bytes() for path in READING.glob("*.*")}
    packages = {"namndbok/__init__.py": b"", "namndbok/verify/__init__.py": b""}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for name, content in sorted({**names, **packages, "__main__.py": RUN_START.encode()}.items()):
            packed.writestr(zipfile.ZipInfo(name, EPOCH), content)
    return archive.getvalue()


def _written(template: Path, about: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """Fill in one of the texts beside this module; what is put into XML is escaped."""
    described = []
    for name, content in files.items():
        kind = MEDIA.get(Path(name).suffix, "application/zip")
        described.append({"name": name, "kind": kind, "size": len(content), "digest": sha256(content)})
    jinja = Environment(autoescape=template.suffix == ".xml", keep_trailing_newline=True)
    text = jinja.from_string(template.read_text(encoding="utf-8"))
    return text.render(about, files=described).encode()


def request_timestamp(address: str, sealed: bytes) -> bytes:
    """Ask an authority to stamp what the seal covers, and return its answer as it came.

    The authority gets a hash and nothing else. Raises `InvalidParameter` where it cannot be reached or
    answers something else.
    """
    if not address.lower().startswith(("http://", "https://")):
        raise InvalidParameter(
            f"{address} är ingen webbadress. Skriv till exempel https://tsa.example.se/tsr"
        )
    query = TimestampRequestBuilder().data(sealed).build().as_bytes()
    request = urllib.request.Request(address, query, {"Content-Type": QUERY})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            content = answer.read()
        decode_timestamp_response(content)
    except (OSError, ValueError) as error:
        raise InvalidParameter(f"Tidsstämpeln gick inte att få från {address}: {error}") from error
    return content


def stamped_at(stamp: Path, sealed: bytes, authority: Path) -> datetime | None:
    """Return when an authority stamped what the seal covers; None where the stamp does not hold.

    `authority` is its certificate, or that of who vouches for it, in PEM. Nothing is fetched. Raises
    `InvalidParameter` for a certificate that cannot be read.
    """
    try:
        roots = x509.load_pem_x509_certificates(authority.read_bytes())
    except (OSError, ValueError) as error:
        raise InvalidParameter(f"{authority} är inget certifikat (PEM): {error}") from error
    try:
        answer = decode_timestamp_response(stamp.read_bytes())
        VerifierBuilder(roots=roots).build().verify_message(answer, sealed)
    except (OSError, ValueError, VerificationError):
        return None
    return answer.tst_info.gen_time
