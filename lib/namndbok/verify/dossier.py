"""A working paper to take away: what has been published, the data behind it, and how to check it by hand."""

import zipfile
from pathlib import Path
from string import Template

from namndbok.errors import InvalidParameter
from namndbok.verify.reading import MANIFEST, Manifest, ReadFolder, read_manifest, sha256, to_json

INSTRUCTION = Path(__file__).parent / "instruction.txt"
READ_FIRST, SUMS, SEALED = "las-mig-forst.txt", "kontrollsummor.txt", "sigill.json"
PUBLISHED, DATA = "publicerat", "data"
# Zip files keep a time; the earliest one they can says that it means nothing.
EPOCH = (1980, 1, 1, 0, 0, 0)
KINDS = {
    ".html": "webbsidor, öppnas i en webbläsare",
    ".ipynb": "de körda arbetsböckerna, öppnas i Jupyter",
    ".json": "alla siffror, iakttagelser och bevis, för program",
}


def make_dossier(folder: Path, data: Path, target: Path) -> Path:
    """Write what is published in `folder` and the data behind it as a zip file, and return its path.

    A file of that name is left as it is, and the new one gets a number. Raises `InvalidParameter` for a
    folder where nothing is published, and for data that are no longer those that it was made from.
    """
    files = dossier_files(folder, data)
    path, number = target, 2
    while path.exists():
        path, number = target.with_stem(f"{target.stem}-{number}"), number + 1
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(f"{target.stem}/{name}", EPOCH), content)
    return path


def dossier_files(folder: Path, data: Path) -> dict[str, bytes]:
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
    files |= {SEALED: to_json(manifest.sealed).encode(), READ_FIRST: _instruction(manifest).encode()}
    sums = "".join(f"{sha256(content)}  {name}\n" for name, content in sorted(files.items()))
    return dict(sorted(files.items())) | {SUMS: sums.encode()}


def _instruction(manifest: Manifest) -> str:
    """Write the page of instruction; files are listed by kind, since a year may have many papers."""
    kinds = {Path(name).suffix for name in (*manifest.outputs, MANIFEST)}
    lines = [f"    {PUBLISHED}/*{kind:<21} {text}" for kind, text in KINDS.items() if kind in kinds]
    values = {"year": manifest.year, "board": manifest.sealed["board"], "seal": manifest.seal}
    template = Template(INSTRUCTION.read_text(encoding="utf-8"))
    return template.substitute(values, listing="\n".join(lines))
