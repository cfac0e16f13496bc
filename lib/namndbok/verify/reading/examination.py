"""Examine a published folder by itself: its hashes, and every page against facts, findings and notebook.

From a terminal by Python alone: `python verify.pyz publicerat --seal …`.
"""

import argparse
import sys
from pathlib import Path

from namndbok.verify.reading import facts, findings, folder, notebook, page, tables
from namndbok.verify.reading.verdict import Verdict, compare

DIFFERS = 4
ABOUT = "Pröva att en publicerad mapp är oförändrad och stämmer med sig själv. Inget skrivs eller hämtas."
LAST = "Inte prövat här: att arbetsböckerna ger samma siffror när de körs om. Det kräver Nämndbok."
NO_DATA = "Underlaget är inte jämfört: ingen datamapp angavs."
UNFINISHED = (
    "En publicering av {} har avbrutits eller pågår: {} ligger bredvid. Nästa körning av report eller build "
    "ställer i ordning, och då står den förra utgåvan kvar."
)
REMAINS = "Rester efter en avbruten körning ligger bredvid: {1}. De rör inte det som är publicerat."


def examine_content(path: Path, *, data: Path | None = None, seal: str = "") -> Verdict:
    """Compare everything in a published folder with everything else in it; nothing is run again.

    `data`, the folder of tables that the report was made from, and the `seal` that minutes quote are compared
    too if they are at hand.
    """
    published, whole = folder.ReadFolder(path), path.absolute()
    texts = {name: published.text(name) for name in published.names() if name.endswith(folder.PAGE)}
    pages = [page.ReadPage(name, text) for name, text in texts.items() if text is not None]
    manifest = folder.read_manifest(published)
    verdict = Verdict(str(path), manifest.seal if manifest else "", seal)
    swap = whole.parent / f".{whole.name}.swap"
    if swap.exists():
        remark = UNFINISHED if (swap / "undo.json").exists() else REMAINS
        verdict.remarks.append(remark.format(whole.name, swap))
    if manifest:
        verdict.add("kontrollsummor och sigill", folder.check_manifest(published, manifest))
        verdict.add("kontrollsummor och sigill", notebook.check_making(published, manifest))
        for read in pages:
            verdict.add("kontrollsummor och sigill", page.check_footer(read, manifest.seal))
            verdict.add("sidhuvud och formatmall", page.check_head(read, manifest.sealed.get("style")))
        if seal:
            given = compare(folder.MANIFEST, "sigillet, mot det angivna", seal, manifest.seal)
            verdict.add("sigillet mot det som angavs", [given])
        if data:
            verdict.add("filer i underlaget", folder.check_inputs(manifest, data))
        else:
            verdict.remarks.append(NO_DATA)
    # The rest is read as a stranger would, without any hash.
    known, listed = facts.read_facts(published), findings.read_findings(published)
    content = published.json(folder.FACTS)
    verdict.add("jämförelser inom facts.json", facts.check_facts(known))
    verdict.add("uppgifter om iakttagelser", findings.check_findings(listed, known))
    verdict.add("omräknade fakta", facts.check_formulas(known))
    for read in pages:
        verdict.add("jämförelser inom facts.json", facts.check_subject(content, read))
        verdict.add("länkar och ankare", page.check_links(read))
        verdict.add("element som är tillåtna", page.check_safety(read))
        verdict.add("datum och år", facts.check_dates(read))
        verdict.add("siffror mot exakt värde och faktum", facts.check_figures(read, known))
        verdict.add("belopp och andelar i diagram", facts.check_charts(read, known))
        verdict.add("uträkningar och rader", facts.check_entries(read, known))
        verdict.add("omräknade summor i tabeller", tables.check_sums(read, known))
        verdict.add("omräknade kolumner i tabeller", tables.check_columns(read, known))
        verdict.add("uppgifter om iakttagelser", findings.check_listing(read, listed))
        if read.name != folder.START:
            name = read.name.removesuffix(folder.PAGE) + folder.NOTEBOOK
            outputs = notebook.check_notebook(read, name, published.json(name))
            verdict.add("stycken mot den körda arbetsboken", outputs)
    verdict.comparisons += published.faults
    return verdict


def main() -> int:
    """Examine the folder that is named; return 0, or 4 where something differs."""
    usage = "python %(prog)s MAPP [--seal SIGILL]"
    parser = argparse.ArgumentParser(prog="verify.pyz", add_help=False, usage=usage, description=ABOUT)
    parser.add_argument("folder", metavar="MAPP", type=Path, help="den publicerade mappen")
    parser.add_argument("--seal", metavar="SIGILL", default="", help="sigillet som står i protokollet")
    made_of = "mappen med tabellerna som rapporten gjordes av"
    parser.add_argument("--data", metavar="MAPP", type=Path, help=made_of)
    parser.add_argument("--help", action="help", help="visa den här hjälpen")
    typed = parser.parse_args()
    verdict = examine_content(typed.folder, data=typed.data, seal=typed.seal.strip().lower())
    for stream in (sys.stdout, sys.stderr):  # a terminal may lack some of the letters
        stream.reconfigure(errors="replace")
    print(*verdict.lines(), LAST, sep="\n")
    return DIFFERS if verdict.mismatches else 0
