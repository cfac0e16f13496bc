"""Examine a published folder by itself: its hashes, and every page against facts, findings and notebook."""

from pathlib import Path

from namndbok.verify.reading.fact_file import FACTS, check_facts, check_formulas, check_subject, read_facts
from namndbok.verify.reading.finding_file import check_findings, check_listing, read_findings
from namndbok.verify.reading.folder import NOTEBOOK, PAGE, START, ReadFolder
from namndbok.verify.reading.manifest import MANIFEST, check_inputs, check_manifest, read_manifest
from namndbok.verify.reading.notebook_outputs import check_notebook
from namndbok.verify.reading.page_content import ReadPage, check_links, read_page
from namndbok.verify.reading.page_facts import check_charts, check_dates, check_entries, check_figures
from namndbok.verify.reading.page_safety import check_head, check_safety
from namndbok.verify.reading.page_tables import check_columns, check_sums
from namndbok.verify.reading.verdict import Verdict, compare

NO_DATA = "Underlaget är inte jämfört: ingen datamapp angavs."
UNFINISHED = (
    "En publicering av {} har avbrutits eller pågår: {} ligger bredvid. Nästa körning av report eller build "
    "ställer i ordning, och då står den förra utgåvan kvar."
)
REMAINS = "Rester efter en avbruten körning ligger bredvid: {}. De rör inte det som är publicerat."


def examine_content(path: Path, *, data: Path | None = None, seal: str = "") -> Verdict:
    """Compare everything in a published folder with everything else in it; nothing is run again.

    `data`, the folder of tables that the report was made from, and the `seal` that minutes quote are compared
    too if they are at hand.
    """
    folder = ReadFolder(path)
    texts = {name: folder.text(name) for name in folder.names() if name.endswith(PAGE)}
    pages = [read_page(name, text) for name, text in texts.items() if text is not None]
    manifest = read_manifest(folder)
    verdict = Verdict(str(path), manifest.seal if manifest else "", seal)
    whole = path.absolute()
    swap = whole.parent / f".{whole.name}.swap"
    if (swap / "undo.json").exists():
        verdict.remarks.append(UNFINISHED.format(whole.name, swap))
    elif swap.exists():
        verdict.remarks.append(REMAINS.format(swap))
    if manifest:
        verdict.add("kontrollsummor och sigill", check_manifest(folder, manifest, pages))
        for page in pages:
            verdict.add("sidhuvud och formatmall", check_head(page, manifest.sealed.get("style")))
    if manifest and seal:
        given = [compare(MANIFEST, "sigillet, mot det angivna", seal, manifest.seal)]
        verdict.add("sigillet mot det som angavs", given)
    if manifest and data:
        verdict.add("filer i underlaget", check_inputs(manifest, data))
    elif manifest:
        verdict.remarks.append(NO_DATA)
    _examine_pages(verdict, folder, pages)
    verdict.comparisons += folder.faults
    return verdict


def _examine_pages(verdict: Verdict, folder: ReadFolder, pages: list[ReadPage]) -> None:
    """Read pages, facts and findings as a stranger would, and compare them with each other; no hashes."""
    within_facts, of_findings = "jämförelser inom facts.json", "uppgifter om iakttagelser"
    facts, findings, content = read_facts(folder), read_findings(folder), folder.json(FACTS)
    verdict.add(within_facts, check_facts(facts))
    verdict.add(of_findings, check_findings(findings, facts))
    verdict.add("omräknade fakta", check_formulas(facts))
    for page in pages:
        verdict.add(within_facts, check_subject(content, page))
        verdict.add("länkar och ankare", check_links(page))
        verdict.add("element som är tillåtna", check_safety(page))
        verdict.add("datum och år", check_dates(page))
        verdict.add("siffror mot exakt värde och faktum", check_figures(page, facts))
        verdict.add("belopp och andelar i diagram", check_charts(page, facts))
        verdict.add("uträkningar och rader", check_entries(page, facts))
        verdict.add("omräknade summor i tabeller", check_sums(page, facts))
        verdict.add("omräknade kolumner i tabeller", check_columns(page, facts))
        verdict.add(of_findings, check_listing(page, findings))
        if page.name != START:
            name = page.name.removesuffix(PAGE) + NOTEBOOK
            outputs = check_notebook(page, name, folder.json(name))
            verdict.add("stycken mot den körda arbetsboken", outputs)
