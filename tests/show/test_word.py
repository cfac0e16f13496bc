"""A page as a Word document: its words, with headings, heads that come again and alt texts, and no clock."""

import io
import zipfile
from datetime import datetime

import pypdfium2
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from namndbok.show import to_docx
from office import convert
from page_in_print import ANNUAL, BOARD, PAGE, shown


def opened(page: str) -> WordDocument:
    """Open a page as python-docx reads the document that it becomes."""
    return Document(io.BytesIO(to_docx(page, board=BOARD)))


def test_the_real_report_keeps_its_words_figures_and_pictures():
    page = ANNUAL.read_text(encoding="utf-8")
    html, document = shown(page), opened(page)
    html.nav.decompose()
    pictures = [svg.extract() for svg in html.find_all("svg")]
    assert len(document.inline_shapes) == sum(svg.get("role") == "img" for svg in pictures)
    written = "".join(text.text or "" for text in document.element.body.iter(qn("w:t"), qn("w:tab")))
    assert "".join(written.split()) == "".join(html.get_text().split())
    cells = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    expected = [
        [
            [" ".join(cell.get_text().split(" ")) for cell in row.find_all(["th", "td"])]
            for row in table.find_all("tr")
        ]
        for table in html.find_all("table")
    ]
    assert cells == expected


def test_headings_lists_and_captions_have_their_styles():
    document = opened(PAGE)
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Berättelse 2031, Sjödalens nämnd: Överskott"] == "Title"
    assert styles["Pengar"] == "Heading 1"
    assert styles["Störst är allt"] == styles["Alla rader i kronor"] == "Caption"
    assert "Stäng" not in styles and "Hoppa till innehållet" not in styles and "Innehåll" not in styles
    assert "Resultatet är 1\xa0kr, se raderna och granskningen." in styles


def test_a_line_begins_without_a_space_and_items_of_several_lines_stay_one_item():
    more = "<p><strong>Beslut</strong><br/>\nGodkänns.</p><ul><li>\n<p>Resultat</p>\n<p>1 kr</p>\n</li></ul>"
    page = PAGE.replace("</main>", f"{more}</main>")
    *_, decision, item, _ = (paragraph.text for paragraph in opened(page).paragraphs)
    assert (decision, item.strip(" ")) == ("Beslut\nGodkänns.", "Resultat\n1 kr")


def test_a_table_has_a_head_that_comes_again_and_a_picture_its_description():
    body = opened(PAGE).element.body
    rows = list(body.iter(qn("w:tr")))
    assert [row.find(".//" + qn("w:tblHeader")) is not None for row in rows] == [True, *[False] * 60]
    assert all(row.find(".//" + qn("w:cantSplit")) is not None for row in rows)
    assert [title.get(qn("w:val")) for title in body.iter(qn("w:tblCaption"))] == ["Alla rader i kronor"]
    assert [drawn.get("descr") for drawn in body.iter(qn("wp:docPr"))] == [
        "Stapeldiagram över resultatet. Störst är allt med 1 kr."
    ]


def test_it_is_in_swedish_and_says_whose_it_is():
    document = opened(PAGE)
    about = document.core_properties
    assert (about.language, about.author) == ("sv-SE", BOARD)
    assert about.title == "Berättelse 2031, Sjödalens nämnd: Överskott"
    languages = {language.get(qn("w:val")) for language in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}


def test_the_same_page_gives_the_same_bytes_without_a_clock():
    content = to_docx(PAGE, board=BOARD)
    assert content == to_docx(PAGE, board=BOARD)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {file.date_time for file in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert Document(io.BytesIO(content)).core_properties.created.replace(tzinfo=None) == datetime(1980, 1, 1)


def test_libreoffice_opens_it_with_heads_on_each_page(tmp_path):
    (tmp_path / "page.docx").write_bytes(to_docx(PAGE, board=BOARD))
    convert("pdf", tmp_path, tmp_path / "page.docx")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / "page.pdf")]
    assert len(pages) >= 2 and all("Rad Kronor" in " ".join(page.split()) for page in pages[:2])
    assert "Störst är allt" in pages[0]
