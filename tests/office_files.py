"""Files that offices have, made as bytes: zipped ones of given parts."""

import zipfile
from pathlib import Path

import xlsxwriter

OPEN = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body>
<office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"""
SHEET = "xl/worksheets/sheet1.xml"
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(path: Path, parts: dict[str, str | bytes]) -> Path:
    """Write a zip file of parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def open_workbook(path: Path, body: str, **parts: str) -> Path:
    """Write an OpenDocument workbook whose sheets are `body`."""
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    fixed = {"mimetype": KIND, "content.xml": OPEN.format(body), "META-INF/manifest.xml": manifest}
    return zipped(path, fixed | parts)


def excel_sheet(path: Path, rows: str, **parts: str | bytes | None) -> Path:
    """Write a workbook of Excel whose only sheet has these rows as XML."""
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write(0, 0, 1)
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return with_parts(path, **{SHEET: f"{start}{rows}</sheetData></worksheet>"} | parts)


def with_parts(path: Path, **changes: str | bytes | None) -> Path:
    """Write a zipped file anew with some parts changed or, where None, left out."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(path, {name: part for name, part in (parts | changes).items() if part is not None})
