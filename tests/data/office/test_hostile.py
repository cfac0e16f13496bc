"""What a stranger's file may do is nothing: each is refused with a cause and what to do."""

import os
import tracemalloc
import zipfile
from time import monotonic

import pytest
import xlsxwriter

from namndbok.data import read_grids
from namndbok.errors import InvalidData
from namndbok.swedish import NBSP
from office_files import EXCEL_97, SHEET, excel_sheet, open_workbook, with_parts, zipped

SOURCE = "<table:table><table:table-source/></table:table>"
LONG = f'<row><c t="inlineStr"><is><t>{"å" * 200_000}</t></is></c></row>'
ENDLESS = "<row {}/>".format(" ".join(f'a{number}=""' for number in range(200_000)))
BEYOND = '<row r="9999999"><c r="A9999999"><v>1</v></c></row>'
LOCKED_PART = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
CELL = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{}"/>'
ROW = '<table:table><table:table-row table:number-rows-repeated="{}">{}</table:table-row></table:table>'
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
# The first cell with a text, moved to the last row and column of a sheet of today.
FAR_97 = EXCEL_97.replace(b"\xfd\0\x0a\0\0\0\0\0", b"\xfd\0\x0a\0\xff\xff\xff\x3f", 1)
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'


def workbook(path, text="1"):
    """Write a small workbook."""
    book = xlsxwriter.Workbook(path)
    book.add_worksheet().write(0, 0, text)
    book.close()
    return path


def long_bomb(path):
    """Write a workbook with a part that is small packed and large unpacked."""
    with (
        zipfile.ZipFile(workbook(path), "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/x.xml", "w") as part,
    ):
        for _ in range(110):
            part.write(b"<a/>" * 250_000)
    return path


def lying(path):
    """Write a workbook whose directory claims that its sheet is smaller than it is."""
    long_bomb(path)
    content = bytearray(path.read_bytes())
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = (100).to_bytes(4, "little")
    path.write_bytes(content)
    return path


def cut(path):
    content = workbook(path).read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    return path


def flipped(path):
    content = bytearray(workbook(path, "x" * 3000).read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    return path


def locked(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    return path


def adding(parts):
    """Return what writes a workbook with parts added, changed or left out."""
    return lambda path: with_parts(workbook(path), **parts)


def opening(parts, body=""):
    """Return what writes an OpenDocument workbook with parts of its own."""
    return lambda path: open_workbook(path, body, **parts)


def rows(xml):
    """Return what writes a workbook with these rows."""
    return lambda path: excel_sheet(path, xml)


def written(content):
    """Return what writes a file."""
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content.encode())


HOSTILE = {
    "zip bomb": ("a.xlsx", long_bomb, "packas upp till orimligt mycket"),
    "zip that lies about sizes": ("a.xlsx", lying, "skadad"),
    "zip bomb in an OpenDocument": ("a.ods", opening({"x.xml": b"<a/>" * 5_000_000}), "orimligt mycket"),
    "entities": ("a.xlsx", adding({"xl/sharedStrings.xml": DOCTYPE + "<sst/>"}), "DOCTYPE"),
    "entities in an OpenDocument": ("a.ods", opening({"meta.xml": DOCTYPE}), "DOCTYPE"),
    "macros": ("a.xlsm", adding({"xl/vbaProject.bin": b"x"}), "makron"),
    "macros under a harmless name": ("a.xlsx", adding({"xl/vbaProject.bin": b"x"}), "makron"),
    "macros in an OpenDocument": ("a.ods", opening({"Basic/Standard/Module1.xml": "x"}), "makron"),
    "external link": ("a.xlsx", adding({"xl/externalLinks/externalLink1.xml": "<x/>"}), "länkar"),
    "external link in an OpenDocument": ("a.ods", opening({}, SOURCE), "länkar"),
    "names that point outside": ("a.xlsx", adding({"../../x.xml": "x"}), "utanför"),
    "names of Windows": ("a.xlsx", adding({"C:/x.xml": "x"}), "utanför"),
    "password": ("a.xlsx", locked, "lösenord"),
    "password in an OpenDocument": ("a.ods", opening(LOCKED_PART), "lösenord"),
    "two cells far apart": ("a.xlsx", rows(FAR), "över 200 000 rader"),
    "row beyond every sheet": ("a.xlsx", rows(BEYOND), "200 000 rader"),
    "ten million rows": ("a.ods", opening({}, ROW.format(10**7, CELL.format(1))), "200 000 rader"),
    "a row repeated for ever": ("a.ods", opening({}, ROW.format(10**30, CELL.format(9))), "rader"),
    "a cell repeated": ("a.ods", opening({}, ROW.format(100, CELL.format(10**5))), "000 rutor"),
    "a megabyte in a cell": ("a.xlsx", rows(LONG), "32 767 tecken"),
    "ten megabytes in a cell": ("a.xlsx", rows(LONG.replace("å", "å" * 10)), "1 MB utan avbrott"),
    "attributes without end": ("a.xlsx", rows(ENDLESS), "utan avbrott"),
    "cut off": ("a.xlsx", cut, "avbruten eller skadad"),
    "a flipped byte": ("a.xlsx", flipped, "avbruten eller skadad"),
    "cut off in XML": ("a.xlsx", adding({SHEET: "<worksheet><sheet"}), "skadad"),
    "sheet missing": ("a.xlsx", adding({SHEET: None}), "skadad"),
    "sheet elsewhere": ("a.xlsx", adding({"xl/workbook.xml": "<a/>"}), "skadad"),
    "deep XML": ("a.xlsx", rows("<a>" * 50_000), "skadad"),
    "old workbook cut off": ("a.xls", written(EXCEL_97[:3000]), "skadad"),
    "a cell far away in an old workbook": ("a.xls", written(FAR_97), "skadad"),
    "macros in an old workbook": ("a.xls", written(EXCEL_97 + "_VBA_PROJECT".encode("utf-16-le")), "makron"),
    "old workbook under the name of a new one": ("a.xlsx", written(b"\xd0\xcf\x11\xe0"), "av äldre slag"),
    "workbook under the name of a text": ("a.csv", workbook, "en Excelbok, fast namnet slutar på .csv"),
    "web page under the name of a workbook": ("a.xls", written("<html>"), "en webbsida"),
    "text under the name of a workbook": ("a.xlsx", written("a;b"), "en textfil"),
    "OpenDocument under Excel's name": ("a.xlsx", opening({}), "en OpenDocument-fil"),
    "document of Word": ("a.xlsx", lambda path: zipped(path, {"word/document.xml": "x"}), "ett Worddokument"),
    "zip file": ("a.xlsx", lambda path: zipped(path, {"a.txt": "x"}), "en zip-fil"),
    "ending that is not known": ("a.xlsb", written(b"x"), "en fil av slaget .xlsb"),
    "folder": ("a.csv", lambda path: path.mkdir(), "något annat än en vanlig fil"),
    "pipe": ("a.csv", os.mkfifo, "något annat än en vanlig fil"),
    "no file": ("a.csv", lambda path: None, "ingen sådan fil"),
    "no content": ("a.xlsx", lambda path: workbook(path, ""), "utan innehåll"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_with_its_cause(name, tmp_path):
    file, make, cause = HOSTILE[name]
    make(tmp_path / file)
    tracemalloc.start()
    start = monotonic()
    with pytest.raises(InvalidData) as error:
        read_grids(tmp_path / file)
    assert monotonic() - start < 30
    assert tracemalloc.get_traced_memory()[1] < 200_000_000
    tracemalloc.stop()
    (fault,) = error.value.faults
    assert cause in fault.found.replace(NBSP, " ")
    assert fault.file == file and fault.allowed and fault.action
    assert os.listdir(tmp_path) in ([file], [])


def test_a_device_is_not_read():
    with pytest.raises(InvalidData, match="vanlig fil"):
        read_grids(
            type(
                "Device",
                (),
                {
                    "name": "a.csv",
                    "suffix": ".csv",
                    "is_file": lambda self: False,
                    "exists": lambda self: True,
                },
            )()
        )
