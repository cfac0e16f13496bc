"""Examine a published folder from a terminal, by Python alone: `python verify.pyz publicerat --seal …`."""

import argparse
import sys
from pathlib import Path

from namndbok.verify.reading.examination import examine_content

DIFFERS = 4
ABOUT = "Pröva att en publicerad mapp är oförändrad och stämmer med sig själv. Inget skrivs eller hämtas."
LAST = "Inte prövat här: att arbetsböckerna ger samma siffror när de körs om. Det kräver Nämndbok."


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


if __name__ == "__main__":
    sys.exit(main())
