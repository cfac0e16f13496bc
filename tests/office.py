"""LibreOffice without a screen: it opens workbooks, recomputes every formula and saves what it found."""

import subprocess
from pathlib import Path

from openpyxl import Workbook, load_workbook

from browser import require

PATIENCE = 120


def recalculated(folder: Path) -> dict[str, Workbook]:
    """Let LibreOffice, started once, recompute a folder's workbooks; return their values by file name."""
    out = folder / "out"
    own = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    words = [require("soffice"), own, "--headless", "--convert-to", "xlsx", "--outdir", out]
    files = sorted(folder.glob("*.xlsx"))
    subprocess.run([*words, *files], check=True, capture_output=True, timeout=PATIENCE)
    return {path.name: load_workbook(out / path.name, data_only=True) for path in files}
