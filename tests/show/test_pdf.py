"""A page in print: all its words, for archives (PDF/A-3) and all readers (PDF/UA-1), the same bytes twice."""

import io
import re
import subprocess
import sys
from collections import Counter

import pikepdf
import pytest
from bs4 import BeautifulSoup
from pikepdf import pdfa

from namndbok.errors import NamndbokError
from namndbok.show import pdf, to_pdf
from page_in_print import ANNUAL, BLOCKS, BOARD, FILES, PAGE, ROOT, SEAL, pages_of, printed, shown


def squeezed(text: str) -> str:
    """Return a text without its spaces, and without hyphens and bullets."""
    return re.sub(r"[\s•\u00ad\u2010\ufffe\x02-]+", "", text)


def between(blocks: list[str], text: str) -> list[str]:
    """Find some texts one after the other within another, and return what stands between them."""
    place, gaps = 0, []
    for block in blocks:
        found = text.find(block, place)
        assert found >= 0, f"{block} is not printed after {text[max(place - 40, 0) : place]}"
        gaps.append(text[place:found])
        place = found + len(block)
    return [gap for gap in [*gaps, text[place:]] if gap]


def check_words(page: str) -> bytes:
    """Print a page and compare: its words in order, and only heads and page numbers besides.

    What stands in pictures, which are painted after the text around them, is left out of both.
    """
    html = BeautifulSoup(page, "html.parser")
    for text in html.select("svg text"):
        text.decompose()
    content, html = printed(str(html)), shown(str(html))
    blocks = [block for block in html.find_all(BLOCKS) if not block.find(BLOCKS)]
    gaps = between([squeezed(block.get_text()) for block in blocks], squeezed("".join(pages_of(content))))
    heads = {squeezed(head.get_text()) for head in html.find_all("thead")}
    assert [gap for gap in gaps if gap not in heads and not re.fullmatch(r"\.+\d+", gap)] == []
    return content


def opened(content: bytes) -> pikepdf.Pdf:
    """Open a PDF."""
    return pikepdf.open(io.BytesIO(content))


def elements(document: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    """List the elements of a kind in the structure of a document."""
    items = (item for item in document.objects if isinstance(item, pikepdf.Dictionary))
    return [item for item in items if item.get("/Type") == "/StructElem" and item.get("/S") == kind]


def test_the_real_report_is_printed_with_all_its_words_and_pictures_described():
    page = ANNUAL.read_text(encoding="utf-8")
    content = check_words(page)
    descriptions = [
        svg.desc.get_text() for svg in BeautifulSoup(page, "html.parser").find_all("svg", role="img")
    ]
    document = opened(content)
    assert [str(figure.Alt) for figure in elements(document, "/Figure")] == descriptions
    assert len(document.pages) <= 20
    fonts = [
        font for font in document.objects if isinstance(font, pikepdf.Dictionary) and "/FontFile2" in font
    ]
    assert {str(font.FontName).partition("+")[2].partition("-")[0] for font in fonts} <= {
        "DejaVu",
        "DejaVuSans",
    }
    check_archive(document)


def check_archive(document: pikepdf.Pdf) -> None:
    """Let pikepdf check all of PDF/A-3b; it knows neither level A nor how PDF/UA is declared."""
    declared = document.Root.Metadata.read_bytes().replace(pdf.ACCESSIBLE.read_bytes(), b"")
    document.Root.Metadata.write(declared.replace(b'conformance="A"', b'conformance="B"'))
    for item in document.objects:
        for name in ("/Pattern", "/Shading"):  # which may be empty, but the validator knows neither
            if isinstance(item, pikepdf.Dictionary) and name in item and not len(item[name]):
                del item[name]
    assert list(pdfa.check(document, "3b").findings) == []


def test_a_page_is_printed_with_all_its_words_and_heads_on_each_page():
    check_words(PAGE)
    pages = [text.replace("\r\n", " ") for text in pages_of(printed())]
    assert len(pages) == 2 and pages[1].startswith("Rad Kronor ") and "Allt 1 kr" in pages[0]


def test_it_is_declared_as_both_standards_ask():
    document = opened(printed())
    declared = BeautifulSoup(document.Root.Metadata.read_bytes(), "xml")
    claims = {
        name: tag[name] for tag in declared.find_all("Description") for name in tag.attrs if "id:" in name
    }
    assert claims == {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    assert declared.find("pdfaSchema:namespaceURI").get_text() == "http://www.aiim.org/pdfua/ns/id/"
    root = document.Root
    assert root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle and str(root.Lang) == "sv"
    assert root.OutputIntents[0].S == "/GTS_PDFA1" and "/DestOutputProfile" in root.OutputIntents[0]
    title = "Berättelse 2031, Sjödalens nämnd: Överskott"
    assert str(document.docinfo.Title) == declared.find("title").get_text(strip=True) == title
    assert str(document.docinfo.Author) == BOARD
    assert all(page.Tabs == "/S" for page in document.pages)
    check_archive(document)


def test_every_header_cell_has_its_scope_every_link_its_words_and_every_picture_its_description():
    document = opened(printed())
    scopes = Counter(str(head.A.Scope) for head in elements(document, "/TH"))
    assert scopes == {"/Row": 60, "/Column": 2 * 2}  # the head stands on two pages
    assert not any("/ID" in head for head in elements(document, "/TH"))
    links = [
        item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/Contents" in item
    ]
    words = {str(link.Contents) for link in links if link.get("/Subtype") == "/Link"}
    assert words == {"Pengar", "raderna"}
    assert [str(figure.Alt) for figure in elements(document, "/Figure")] == [
        "Stapeldiagram över resultatet. Störst är allt med 1 kr."
    ]
    assert {kind: len(elements(document, kind)) for kind in ("/H1", "/H2", "/Table", "/L")} == {
        "/H1": 1, "/H2": 1, "/Table": 2, "/L": 1
    }  # fmt: skip


def test_facts_and_tables_are_in_it_and_say_that_they_are_its_data():
    document = opened(printed())
    assert {
        name: document.attachments[name].get_file().read_bytes() for name in document.attachments
    } == FILES
    assert [(str(file.UF), str(file.AFRelationship)) for file in document.Root.AF] == [
        (name, "/Data") for name in FILES
    ]


def test_headings_are_bookmarks():
    with opened(printed()).open_outline() as outline:
        assert [(item.title, [child.title for child in item.children]) for item in outline.root] == [
            ("Berättelse 2031, Sjödalens nämnd: Överskott", ["Pengar"])
        ]


def test_sources_stand_last_where_they_are_asked_for_and_figures_lead_there():
    without, with_sources = ("\n".join(pages_of(printed(trace=trace))) for trace in (False, True))
    assert "Rad 2 i outcome.csv" not in without and "Stäng" not in with_sources
    last = with_sources.partition("Så är siffrorna räknade")[2]
    assert "Resultat: 1 kr" in last and "Rad 2 i outcome.csv" in last
    document = opened(printed(trace=True))
    links = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
    targets = {str(link.Dest) for link in links if link.get("/Subtype") == "/Link"}
    assert targets == {"pengar", "t-rows", "result", "row:2"}


def test_another_process_prints_the_same_bytes_and_names_seal_and_makers_first(tmp_path):
    code = "import sys, page_in_print; sys.stdout.buffer.write(page_in_print.printed())"
    environment = {
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": f"{ROOT / 'lib'}:{ROOT / 'tests'}",
        "TZ": "Asia/Tokyo",
    }
    again = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert again.stdout == printed()
    assert f"({pdf.pdf_identity(SEAL)})".encode() in printed()


def test_nothing_is_fetched(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><text y="9">hemligt</text></svg>', encoding="utf-8"
    )
    page = PAGE.replace("</main>", f'<p><img alt="x" src="{secret.as_uri()}"></p></main>')
    assert "hemligt" not in "".join(pages_of(printed(page)))


def test_without_pango_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint.text.ffi", None)
    with pytest.raises(NamndbokError, match="sudo apt install"):
        to_pdf(PAGE, FILES, seal=SEAL, board=BOARD)
