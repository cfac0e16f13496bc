"""Give the whole proof of a published folder: unchanged, agreeing with itself, and made again."""

from pathlib import Path

from namndbok.publish import RunProgress
from namndbok.verify.reading import (
    MANIFEST,
    MISSING,
    Mismatch,
    ReadFolder,
    Verdict,
    examine_content,
    read_manifest,
)
from namndbok.verify.rerun import check_rerun, library_differences

OTHER_LIBRARY = "Rapporten gjordes med andra versioner av Nämndbok eller dess paket än de som finns här:"
OTHER_SEAL = "  En omkörning ger därför ett annat sigill; om något mer skiljer räknas det som en avvikelse."
NOT_RUN = "Rapporten är inte omkörd."


def examine(
    folder: Path,
    *,
    data: Path | None = None,
    notebooks: Path | None = None,
    quick: bool = False,
    progress: RunProgress | None = None,
) -> Verdict:
    """Prove that a published folder is unchanged and still follows from the data.

    `data` and `notebooks` are the folders that the report was made from; with `quick` nothing is run again.
    `progress` is called with how many cells of how many are done, and in which papers.
    """
    verdict = examine_content(folder, data=data)
    manifest = read_manifest(ReadFolder(folder))
    differences = library_differences(manifest) if manifest else ()
    if differences:
        verdict.remarks += [OTHER_LIBRARY, *(f"  {text}" for text in differences), OTHER_SEAL]
    if quick or manifest is None:
        verdict.remarks.append(NOT_RUN)
    elif data is None or notebooks is None:
        expected = "mapparna med underlag och arbetsböcker"
        verdict.add("omkörda filer", [Mismatch(MANIFEST, "omkörningen", expected, MISSING)])
    else:
        rerun = check_rerun(folder, manifest, data=data, notebooks=notebooks, progress=progress)
        verdict.add("omkörda filer", rerun)
    return verdict
