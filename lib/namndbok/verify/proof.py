"""Give the whole proof of a published folder: unchanged, agreeing with itself, and the same if made again.

Making it again is the only part of the proof that uses the rest of the library. If another library or other
versions made the report, a rerun cannot give the same seal; then what else it gives decides.
"""

import re
import tempfile
from pathlib import Path

from namndbok.errors import NamndbokError
from namndbok.publish import RunProgress, read_standing
from namndbok.verify.reading.examination import examine_content
from namndbok.verify.reading.folder import MANIFEST, Manifest, ReadFolder, read_manifest, to_json
from namndbok.verify.reading.html_tree import read_tree
from namndbok.verify.reading.verdict import (
    MISSING,
    Comparison,
    Comparisons,
    Mismatch,
    Verdict,
    common_length,
    compare,
    expect,
)

OTHER_LIBRARY = "Rapporten gjordes med andra versioner av Nämndbok eller dess paket än de som finns här:"
OTHER_SEAL = "  En omkörning ger därför ett annat sigill; om något mer skiljer räknas det som en avvikelse."
NOT_RUN = (
    "Rapporten är inte omkörd: sidorna är bara jämförda med fakta, arbetsböcker och underlag. Att fakta, "
    "iakttagelser och text är de som tabellerna ger visar först en omkörning (verify utan --quick)."
)
FACT = re.compile(r"[a-z_]+\..+")
ENTRY = re.compile(r'^ *"id": "([^"]+)', re.MULTILINE)
PLAIN = re.compile(r"[a-z][a-z0-9_-]*")
LINES_BEFORE, MOST_NAMED = 40, 3
PLACE = "omkörningen"
# The folders of data and notebooks, and what is told of the run.
Rerun = tuple[Path | None, Path | None, RunProgress | None]
STAMPED_AT = "Sigillet stämplades {:%Y-%m-%d %H:%M:%S} (UTC) enligt {}."


def examine(
    folder: Path,
    *,
    data: Path | None = None,
    notebooks: Path | None = None,
    quick: bool = False,
    seal: str = "",
    stamp: tuple[Path, Path] | None = None,
    progress: RunProgress | None = None,
) -> Verdict:
    """Prove that a published folder is unchanged and still follows from the data.

    `data` and `notebooks` are the folders that the report was made from, `seal` is the one that minutes
    quote, and `stamp` the files of a time stamp over it and of the certificate of the authority that gave it;
    with `quick` nothing is run again. `progress` is called with how many of the cells are done,
    and in which papers.
    """
    verdict, manifest = examine_content(folder, data=data, seal=seal), read_manifest(ReadFolder(folder))
    if manifest is None:
        verdict.remarks.append(NOT_RUN)
        return verdict
    if differences := library_differences(manifest):
        verdict.remarks += [OTHER_LIBRARY, *(f"  {text}" for text in differences), OTHER_SEAL]
    if stamp:
        from namndbok.verify.dossier import stamped_at

        when = stamped_at(stamp[0], to_json(manifest.sealed).encode(), stamp[1])
        place, expected = "tidsstämpeln", "en stämpel över sigillet"
        held = expect(when is not None, stamp[0].name, place, expected, "den gäller inte")
        verdict.add("tidsstämpel", [held])
        verdict.remarks += [STAMPED_AT.format(when, stamp[1].name)] if when else []
    if quick:
        verdict.remarks.append(NOT_RUN)
    else:
        verdict.add("omkörda filer", _check_rerun(folder, manifest, (data, notebooks, progress)))
    wrong = {mismatch.file for mismatch in verdict.mismatches}  # is not printed either
    for path in (folder / f"{name}.pdf" for name in manifest.papers):
        if path.is_file() and (quick or data is None or path.with_suffix(".html").name in wrong):
            verdict.remarks.append(f"{path.name} är inte jämförd med sidan.")
        elif path.is_file():
            _check_pdf(path, manifest.seal, data, verdict)
    return verdict


def _check_pdf(path: Path, seal: str, data: Path, verdict: Verdict) -> None:
    """Print a page again and compare; where it cannot be printed as it was, that is a remark."""
    from namndbok.show import pdf_identity

    published = path.read_bytes()
    trace = b" trace)" in published
    try:
        if pdf_identity(seal, trace=trace).encode() not in published:
            raise NamndbokError("den är gjord med andra versioner än de som finns här")
        again = read_standing(path.parent).pdf(path.stem, data, trace=trace)
    except NamndbokError as error:
        reason = str(error).partition("\n")[0]
        verdict.remarks.append(f"{path.name} är inte jämförd med sidan: {reason}")
        return
    same = expect(published == again, path.name, "filen", "vad sidan ger i tryck", "något annat")
    verdict.add("PDF-filer mot sidan", [same])


def _check_rerun(folder: Path, manifest: Manifest, how: Rerun) -> Comparisons:
    """Make every paper of the folder again, and compare each file that it gives with the published one.

    What runs is the notebook of that name in `notebooks`, never the published one: somebody else may have
    written that.
    """
    names = [*manifest.papers, *(paper["notebook"] for paper in manifest.papers.values())]
    wrong = ", ".join(name for name in names if not PLAIN.fullmatch(name))
    needs = (
        (None not in how[:2], "mapparna med underlag och arbetsböcker", MISSING),
        (names, "en arbetsbok att köra om", "ingen"),
        (not wrong, "ett namn på en arbetsbok", wrong),
        (type(manifest.year) is int, "ett år i parameters", str(manifest.year)),
    )
    lacking = [Mismatch(MANIFEST, PLACE, expected, found) for held, expected, found in needs if not held]
    yield from lacking
    if lacking:
        return
    with tempfile.TemporaryDirectory() as out:
        try:
            fresh, seal = publish_again(manifest, Path(out), *how)
        except (NamndbokError, OSError, TypeError) as error:
            yield Mismatch(MANIFEST, PLACE, "en rapport", str(error).strip().partition("\n")[0])
            return
        if not library_differences(manifest):
            yield compare(MANIFEST, f"{PLACE}, sigillet", manifest.seal, seal)
        for name in sorted({path.name for path in fresh.iterdir()} - {MANIFEST}):
            # With the published seal in place of the new one, what else differs can be seen.
            content = (fresh / name).read_bytes().replace(seal.encode(), manifest.seal.encode())
            yield _compare_file(name, ReadFolder(folder).content(name), content)


def publish_again(
    manifest: Manifest, out: Path, data: Path, notebooks: Path, progress: RunProgress | None
) -> tuple[Path, str]:
    """Make the papers of a manifest again below `out`; return their folder and its seal."""
    from namndbok.publish import Paper, Request, Workers, kernel_pool, publish_papers

    papers = [Paper(name, **paper) for name, paper in manifest.papers.items()]
    request = Request("verify", manifest.year, lambda tables: papers, data, out, notebooks, ongoing=True)
    published = publish_papers(request, workers=Workers(pool=kernel_pool()), progress=progress)
    return published.page.parent, published.seal


def _compare_file(name: str, published: bytes | None, fresh: bytes) -> Comparison:
    """Compare two versions of a file, and name the first line, and the fact, in which they differ."""
    if published is None or published == fresh:
        return expect(published is not None, name, "filen", "en fil", MISSING)
    expected, found = (content.decode("utf-8", "replace") for content in (fresh, published))
    lines = expected[: common_length(expected, found)].split("\n")
    # Within a notebook's JSON quotes are escaped; a tag that is cut off is ended.
    before = "\n".join(lines[-LINES_BEFORE:]).replace('\\"', '"')
    elements = read_tree(f'{before}">').descendants("data", "li", "tr")
    names = [element["data-fact"] or element["id"] for element in elements] or ENTRY.findall(before)
    fact = f", faktum {names[-1]}" if names and FACT.fullmatch(names[-1]) else ""
    return Mismatch(name, f"{PLACE}, rad {len(lines)}{fact}", expected, found)


def library_differences(manifest: Manifest) -> list[str]:
    """Say in what the library and the packages installed here differ from those that made the report."""
    from namndbok.books import LIBRARY, versions
    from namndbok.data import folder_digests

    differences = []
    for kind, published, installed in (
        ("Nämndboks egna filer", manifest.library, folder_digests(LIBRARY)),
        ("versioner", manifest.versions, versions()),
    ):
        names = sorted({name for name, _ in published.items() ^ installed.items()})
        more = f" och {len(names) - MOST_NAMED} till" if len(names) > MOST_NAMED else ""
        differences += [f"{kind}: {', '.join(names[:MOST_NAMED])}{more}"] if names else []
    return differences
