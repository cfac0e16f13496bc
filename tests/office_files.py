"""Files that offices have, made as bytes: zipped ones of given parts, and a small workbook of Excel 97."""

import base64
import lzma
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
# Kommun, Avgift, Dag, Fel: with a date, an error, a hidden row, merged cells, a truth; and a hidden sheet.
EXCEL_97 = lzma.decompress(base64.b64decode(
    "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Bf/BMBdAGgzvhyGMHdg9KSEKcLeHHYngvKRhtyIyie64aC3xf7fKP9jQyCAhUCCKzLL"
    "8YVKqPSviDz7tbVkkEQVQjKYujqM8TxCAYh0cRb3BvIqyX0vQA9XftVN3kzDVMXAFHHQlXe4INXRyEs39UZhRqC+tAGW89JmWK7f"
    "e07BSzWYnMG3MSWzQWBjpOQKD5WpAmvdsLE38AJ3ZSASCtlYSs6rCqP2dtbtMXDpJO4b/1Y15PoO5ciWvj5oyv7lEzE+P1oILlnR"
    "MwxcjdVG8VY+kdn3InOob9Vseb/1ZOeYG8f2RYfbeKTwvYd8GdRP1EPQixkDRpO/itRZFJqTNWTVq45YPWuog0ZLdQGKk1Q14plE"
    "IcVGp1Zgb0ejhE0nIX3b7wM7Uzv/Slz6T0fs24lYbWixE2FvFueL2zD1AKKGyL99LyH8SeF9QduT3lx+uiEKJY368apzHWcXCgOx"
    "rAFXXPKxZ/7+Vv5ZAJzI5EibIXBk2K8/R2uHiw0wpaQmgMaFboDBFid3pL7wAKPWdGXdc3QtBXaVCnsuYs8qMKMmHzZsr1BGZ1me"
    "FtK4qPqVeP0GMdOwY31hgScrpdJ53peZEWzi40zl37oW/RUEBfdszp3UYOTtyQrN6RqCJoN1OGTw958bI0GzW/zv2cA/JjEXcMaS"
    "gPpI/1N6Y/n5m0yjLhUnbYY0+/vClqEkl3QbCcg0j4m3P7QiUm0jJzV6yEDOadX9DX6zPGdR5RU6UYxPvUelkLsaLa0oqC6QyRSe"
    "Suk1+zKQR3KQUp/ijVDz58GP0JihS0QYirSjnvMavPpUjxrvK/9H2xF5E757NM7xfeOVPxV2OsUshcEiql+gyn18Jk4IhwKEFzvH"
    "G4BtExtReyywakxvUqGi70rvbLXM58Tng9iIxip+dgcsuRYh6ErfEdh3AgHMTRmTkqSN2jO+klkrqCNKoqx5D/khwyEYLY6NEZjw"
    "+NcmbeW8KI/hKz/UpGasxq6NTDj40GBWcsKF+LKAgwfaqzWnvZKGdLCOXCTgrV7jTX8H65MXg3PzsL8D7LSH1yBPp0szqZg7knfS"
    "y9FMf/Becigk/E3+HM8WSCOhwqiGMBmKB2OC5S4krj+FH5PLdDO/6yr6l4HHiqXOlfZfNTdzXG+CpMa+T6qBs1PGsiu2i0F45dIx"
    "Ws04nqGZGNN7w4Gj0xcLVgU+XKbZmhKMD+oZ0MSfr3cGU0RukqgdAcbLMhMU06/75w60mtllTnDcw9TCNEjZqOayWI7mB4hcwqmZ"
    "nY7EIDM9sTMkkuEWlwqZ11FJCD20Vq+amRDvjxkp9V87XGbIROKzVEEA1bzJ6oAvPG4LfnX9PE+apkr+F/9Hnzuo82CjdScWyqZn"
    "0az992qtgeWzLjtnkI9qgOFG60TTRiYYQyHIYvJX4/RK+7Fe7zPZW1TPdMbC8HkB9+Rfgbjg/n89aR0YKwpX8ZjljSx3wN5/8G/k"
    "Ow+Lk3kdIHIdfYF2i113C+OSqyAi+iqJErsUHoF/3Dy81EWNN6eA8XrQAP5wCPjho6wCeCoayFHqvVSpPwovpc8qv+yfEjJpTHuq"
    "tJNBtYzNZP9OuXRDsb5ovtOUHk5PQTG0daxcdy0Ka4VCaH2CQVQJE5WBPTcGMDoAMnsQI2mqjhEAAdwJgDAAAFM5i2KxxGf7AgAA"
    "AAAEWVo="
))  # fmt: skip


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
