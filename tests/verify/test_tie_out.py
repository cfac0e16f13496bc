"""What a printed document says is held against the data: in documents written here and in the report."""

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from weasyprint import HTML

from boards import REAL
from namndbok.data import load_data, read_document
from namndbok.errors import InvalidData, InvalidParameter
from namndbok.verify import tie_document
from namndbok.verify.tie_out import Anchors, figures_in, tie_out

ROOT = REAL.parent
DOCUMENT = """Uppföljning 2024

Närvaro vid nämndens möten

2024-02-22 kom 9 av 14 kommuner, alltså 64 %
2024-06-20 kom 11 av 14 kommuner, alltså 79 %

Utfall 2024

\tINTÄKTER\tKOSTNADER\tAVVIKELSE
Grundfinansiering\t1 177 400\t644 446\t532 954
E-tjänsteplattform\t2 083 000\t2 129 297\t−46 297
E-arkiv\t313 000\t263 196\t49 804

Avgifter för E-tjänsteplattform

Boden\t92 800
Gällivare\t75 400

Räddningstjänsten gav ett underskott på 97 385 kr. Ärende 2025/2-2.2.0.1 tas upp den 18 mars 2025.
"""
SLIPS = {
    "9 av 14": "8 av 14", "64 %": "63 %", "79 %": "71 %", "644 446": "644 464", "−46 297": "−46 279",
    "49 804": "48 904", "92 800": "75 400", "75 400": "92 800", "97 385": "97 358",
    "2025/2-2.2.0.1": "2025/5-2.2.0.1",
    "18 mars 2025": "19 maj 2025", "313 000": "331 000", "11 av 14": "9 av 14",
}  # fmt: skip


@pytest.fixture(scope="module")
def data():
    return load_data(REAL)


@pytest.fixture(scope="module")
def anchors(data):
    return Anchors(data, 2024)


@pytest.fixture
def tied(anchors):
    """Hold a text, or the lines of a file, against 2024."""

    def tie(document: str | Path):
        if isinstance(document, Path):
            return tie_out(read_document(document), anchors)
        return tie_out(
            [(f"rad {row}", line) for row, line in enumerate(document.split("\n"), 1) if line], anchors
        )

    return tie


def test_every_figure_agrees_with_the_fact_or_row_that_its_line_speaks_of(tied):
    result = tied(DOCUMENT)
    assert [figure.text for figure in result.untied] == []
    first = {figure.text: figure.agrees[0].id for figure in result.figures}
    assert first["9 av 14"] in ("meetings:2", "attendance.board.2024-02-22.present")
    assert first["64 %"] in ("printed:30", "attendance.board.2024-02-22.share")
    assert first["644 446"] in ("outcome:2", "economy.line.basic.cost")
    assert first["−46 297"] in ("economy.line.eservices.result", "printed:3")
    assert first["92 800"] == "fees:32"
    assert first["2025/2-2.2.0.1"].split(":")[0] in ("decisions", "documents")
    assert {figure.place for figure in result.figures if figure.text == "92 800"} == {"rad 17"}


@pytest.mark.parametrize("right", SLIPS)
def test_a_wrong_digit_agrees_with_nothing_and_is_shown_with_its_place(tied, right):
    text = DOCUMENT.replace(right, SLIPS[right])
    line = next(number for number, row in enumerate(DOCUMENT.split("\n"), 1) if right in row)
    assert [(figure.place, figure.text) for figure in tied(text).untied] == [(f"rad {line}", SLIPS[right])]


def test_what_the_document_lacks_is_listed_and_what_it_has_is_not(tied):
    lacking = {anchor.id for anchor in tied(DOCUMENT).lacking}
    assert "economy.line.rescue.cost" in lacking and "economy.result" in lacking
    assert "economy.line.basic.cost" not in lacking


def test_the_report_agrees_with_the_data_it_was_made_from(tied, tmp_path):
    page = ROOT / "reports" / "2024" / "annual_report.html"
    text = page.read_text(encoding="utf-8")
    slips = {"644\u00a0446": "644\u00a0546", "92\u00a0800": "92\u00a0900"}
    for right, wrong in slips.items():
        text = text.replace(right, wrong)
    changed = tmp_path / page.name
    changed.write_text(text, encoding="utf-8")
    as_made, slipped = tied(page), tied(changed)
    assert len(as_made.figures) > 400
    assert len(as_made.untied) <= 0.04 * len(as_made.figures)
    assert {figure.text for figure in slipped.untied} - {figure.text for figure in as_made.untied} == {
        *slips.values()
    }


def test_a_word_file_a_page_and_a_pdf_are_tied_as_the_text_is(tied, tmp_path):
    document = docx.Document()
    document.add_paragraph("Utfall 2024")
    table = document.add_table(0, 4)
    for line in DOCUMENT.split("\n"):
        if line.count("\t") == 3:
            for cell, text in zip(table.add_row().cells, line.split("\t"), strict=True):
                cell.text = text
        else:
            document.add_paragraph(line)
    document.save(tmp_path / "u.docx")
    rows = "".join(f"<tr><td>{row.replace(chr(9), '</td><td>')}</td></tr>" for row in DOCUMENT.split("\n"))
    page = f'<meta charset="utf-8"><table style="white-space: nowrap">{rows}</table><script>99 999</script>'
    (tmp_path / "u.html").write_text(page, encoding="utf-8")
    HTML(tmp_path / "u.html").write_pdf(tmp_path / "u.pdf")
    for name in ("u.docx", "u.html", "u.pdf"):
        result = tied(tmp_path / name)
        assert not result.untied
        assert {figure.text for figure in result.figures} == {
            figure.text for figure in tied(DOCUMENT).figures
        }


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("84 100 kr, 70% och 69,6 %", ["84 100", "70%", "69,6 %"]),
        ("22 februari 2024, 10:00 - 11:30", ["22 februari 2024", "10:00", "11:30"]),
        ("§ 8 ärende 2022/9-2.2.0.1", ["§ 8", "2022/9-2.2.0.1"]),
        ("2017 – 2024 och 2021–2024", ["2017", "2024", "2021", "2024"]),
        ("fyra möten, en insats, COVID-19, Q3", ["fyra"]),
        ("1. Grundbelopp 12", ["12"]),
        ("minus −46 297 och *184 800", ["−46 297", "184 800"]),
        ("1 792  1 673 120", ["1 792", "1 673 120"]),
        ("2024-02-30 och 22-06-13", ["2024-02-30", "22-06-13"]),
    ],
)
def test_figures_are_found_as_a_reader_finds_them(text, figures):
    assert [found[0].strip() for found, _ in figures_in(text)] == figures


def test_columns_that_touch_on_a_page_are_parted_into_known_numbers(tied):
    assert not tied("Avgifter 2024\n\nBoden 96 300 92 800 351 600\n").untied


def test_a_number_that_is_not_known_is_not_parted(tied):
    assert [figure.text for figure in tied("Avgifter\n\nBoden 14 000\n").untied] == ["14 000"]


def test_a_year_can_be_chosen_and_must_have_an_outcome(data, tmp_path):
    (tmp_path / "d.txt").write_text("Intäkter 1 792 tkr till och med maj 2022", encoding="utf-8")
    assert tie_document(tmp_path / "d.txt", data).year == 2022
    with pytest.raises(InvalidParameter):
        tie_document(tmp_path / "d.txt", data, 1999)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\nbroken"),
        ("a.pdf", b"PK\x03\x04"),
        ("a.docx", b"x"),
        ("a.odt", b"x"),
        ("a.txt", b" \n"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidData):
        read_document(tmp_path / name)


def test_the_command_shows_all_and_ends_with_4_where_a_figure_agrees_with_nothing(tmp_path):
    path = tmp_path / "u.txt"
    path.write_text(DOCUMENT.replace("644 446", "644 464"), encoding="utf-8")
    command = [sys.executable, "-m", "namndbok", "tie", path, "--data", REAL, "--json", tmp_path / "u.json"]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert ended.returncode == 4
    assert "rad 11: 644 464" in ended.stdout
    written = json.loads((tmp_path / "u.json").read_text(encoding="utf-8"))
    (wrong,) = [figure for figure in written["figures"] if figure["sure"] == "inget"]
    assert (wrong["place"], wrong["text"], wrong["agrees"]) == ("rad 11", "644 464", [])
