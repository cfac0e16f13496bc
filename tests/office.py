"""LibreOffice without a screen: it opens workbooks, recomputes every formula and saves what it found."""

import atexit
import subprocess
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from openpyxl import Workbook, load_workbook

from browser import require

PATIENCE = 120
# Formulas are computed when a workbook is opened, whatever values are stored beside them.
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


@cache
def _profile() -> Path:
    """Make a profile for all tests of this process, for the first start in one takes longer."""
    folder = Path(mkdtemp(prefix="office-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    settings = folder / "user" / "registrymodifications.xcu"
    settings.parent.mkdir()
    settings.write_text(ALWAYS, encoding="utf-8")
    return folder


def convert(kind: str, out: Path, *files: Path) -> None:
    """Let LibreOffice write files in another kind into a folder."""
    profile = f"-env:UserInstallation={_profile().as_uri()}"
    words = [require("soffice"), profile, "--headless", "--convert-to", kind, "--outdir", out, *files]
    subprocess.run(words, check=True, capture_output=True, timeout=PATIENCE)


def recalculated(folder: Path, *, read_only: bool = False) -> dict[str, Workbook]:
    """Let LibreOffice, started once, recompute a folder's workbooks; return their values by file name.

    Sheets of `read_only` workbooks are read when they are asked for.
    """
    out, files = folder / "out", sorted(folder.glob("*.xlsx"))
    convert("xlsx", out, *files)
    return {path.name: load_workbook(out / path.name, read_only=read_only, data_only=True) for path in files}
