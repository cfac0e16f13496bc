"""LibreOffice without a screen: it opens workbooks, recomputes every formula and saves what it found."""

import subprocess
from pathlib import Path

from openpyxl import Workbook, load_workbook

from browser import require

PATIENCE = 120
# Formulas are computed when a workbook is opened, whatever values are stored beside them.
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


def recalculated(folder: Path, *, read_only: bool = False) -> dict[str, Workbook]:
    """Let LibreOffice, started once, recompute a folder's workbooks; return their values by file name.

    Sheets of `read_only` workbooks are read when they are asked for.
    """
    out = folder / "out"
    own = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    words = [require("soffice"), own, "--headless", "--convert-to", "xlsx", "--outdir", out]
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(ALWAYS, encoding="utf-8")
    files = sorted(folder.glob("*.xlsx"))
    subprocess.run([*words, *files], check=True, capture_output=True, timeout=PATIENCE)
    return {path.name: load_workbook(out / path.name, read_only=read_only, data_only=True) for path in files}
