"""The whole proof of a published folder: unchanged by its hashes, agreeing with itself, and made again."""

from collections.abc import Callable, Iterator
from pathlib import Path

from namndbok.verify.reading.dates import check_dates
from namndbok.verify.reading.entries import check_entries
from namndbok.verify.reading.findings import FILE as FINDINGS
from namndbok.verify.reading.findings import Finding, check_findings, check_shown, read_findings
from namndbok.verify.reading.folder import MANIFEST, START, Folder, check_spelling
from namndbok.verify.reading.formulas import check_formulas
from namndbok.verify.reading.manifest import (
    Manifest,
    check_manifest,
    check_papers,
    check_seals,
    read_manifest,
)
from namndbok.verify.reading.mismatch import Mismatch, Outcome, missing
from namndbok.verify.reading.origin import check_inputs, library_differs
from namndbok.verify.reading.page import Page, check_whole, read_page
from namndbok.verify.reading.pictures import check_pictures
from namndbok.verify.reading.record import FILE as FACTS
from namndbok.verify.reading.record import Records, check_records, check_subject, read_records
from namndbok.verify.reading.relations import check_relations
from namndbok.verify.reading.shown import check_figures
from namndbok.verify.reading.sums import check_sums
from namndbok.verify.reading.verdict import Verdict
from namndbok.verify.reading.workbook import check_workbook
from namndbok.verify.rerun import check_rerun

Progress = Callable[[int, int], None]

OTHER_LIBRARY = "Rapporten gjordes med andra versioner av Nämndbok eller dess paket än de som finns här:"
SAME_TEXT = "  En omkörning ger därför ett annat sigill; om något mer skiljer räknas det som en avvikelse."
NO_DATA = "Underlaget är inte jämfört: ingen datamapp angavs."
NOT_RUN = "Rapporten är inte omkörd."


def verify(
    folder: Path,
    *,
    data: Path | None = None,
    notebooks: Path | None = None,
    quick: bool = False,
    progress: Progress | None = None,
) -> tuple[Mismatch, ...]:
    """Prove that a published folder is unchanged and still follows from the data; return what says otherwise.

    `data` and `notebooks` are the folders that the report was made from; with `quick` nothing is run again.
    `progress` is told how many cells of how many are done.
    """
    return examine(folder, data=data, notebooks=notebooks, quick=quick, progress=progress).mismatches


def examine(
    folder: Path,
    *,
    data: Path | None = None,
    notebooks: Path | None = None,
    quick: bool = False,
    progress: Progress | None = None,
) -> Verdict:
    """Do what `verify` does, and tell also what was compared."""
    read = Folder(folder)
    pages, manifest = list(_pages(read)), read_manifest(read)
    verdict = Verdict(str(folder), manifest.seal if manifest else "")
    if manifest:
        unchanged(verdict, read, manifest, pages)
        _origin(verdict, manifest, data)
    reread(verdict, read, pages)
    if manifest and not quick:
        verdict.add("omkörda filer", _rerun(read, manifest, data, notebooks, progress))
    else:
        verdict.remarks.append(NOT_RUN)
    verdict.outcomes += read.faults
    return verdict


def unchanged(verdict: Verdict, folder: Folder, manifest: Manifest, pages: list[Page]) -> None:
    """Compare hashes and seals: whether anything at all has changed."""
    hashes = [*check_manifest(folder, manifest), *check_seals(pages, manifest)]
    verdict.add("kontrollsummor och sigill", [*hashes, *check_papers(folder, manifest)])


def reread(verdict: Verdict, folder: Folder, pages: list[Page]) -> None:
    """Read pages, facts and findings as a stranger would, and compare them with each other; no hashes."""
    records, findings = _records(verdict, folder), _findings(verdict, folder)
    verdict.add("omräknade fakta", check_formulas(records))
    verdict.add("uppgifter om iakttagelser", check_findings(findings, records))
    for page in pages:
        verdict.add("jämförelser inom facts.json", check_subject(folder.json(FACTS), page))
        verdict.add("länkar och ankare", check_whole(page))
        verdict.add("datum och år", check_dates(page))
        verdict.add("siffror mot exakt värde och faktum", check_figures(page, records))
        verdict.add("belopp och andelar i diagram", check_pictures(page, records))
        verdict.add("uträkningar och rader", check_entries(page, records))
        verdict.add("omräknade summor i tabeller", check_sums(page, records))
        verdict.add("omräknade kolumner i tabeller", check_relations(page, records))
        verdict.add("uppgifter om iakttagelser", check_shown(page, findings))
        if page.name != START:
            verdict.add("stycken mot den körda arbetsboken", _workbook(folder, page))


def _pages(folder: Folder) -> Iterator[Page]:
    for name in folder.names():
        text = folder.text(name) if name.endswith(".html") else None
        if text is not None:
            yield read_page(name, text)


def _records(verdict: Verdict, folder: Folder) -> Records:
    content = folder.json(FACTS)
    records, outcomes = read_records(content) if content is not None else ({}, [])
    verdict.add(
        "jämförelser inom facts.json",
        [*outcomes, *check_spelling(folder, FACTS, content), *check_records(records)],
    )
    return records


def _findings(verdict: Verdict, folder: Folder) -> list[Finding]:
    content = folder.json(FINDINGS)
    findings, outcomes = read_findings(content) if content is not None else ([], [])
    verdict.add("uppgifter om iakttagelser", [*outcomes, *check_spelling(folder, FINDINGS, content)])
    return findings


def _workbook(folder: Folder, page: Page) -> Iterator[Outcome]:
    name = page.name.removesuffix(".html") + ".ipynb"
    content = folder.json(name)
    return check_workbook(page, name, content) if content is not None else iter(())


def _origin(verdict: Verdict, manifest: Manifest, data: Path | None) -> None:
    """Compare the data, if it is at hand, and remark upon another library."""
    if data is None:
        verdict.remarks.append(NO_DATA)
    else:
        verdict.add("filer i underlaget", check_inputs(manifest, data))
    differing = library_differs(manifest)
    verdict.remarks += [OTHER_LIBRARY, *(f"  {text}" for text in differing), SAME_TEXT] if differing else []


def _rerun(
    folder: Folder, manifest: Manifest, data: Path | None, notebooks: Path | None, progress: Progress | None
) -> Iterator[Outcome]:
    if data is None or notebooks is None:
        lacking = missing(MANIFEST, "omkörningen", "mapparna med underlag och arbetsböcker")
        return iter([lacking])
    return check_rerun(folder, manifest, data=data, notebooks=notebooks, progress=progress)
