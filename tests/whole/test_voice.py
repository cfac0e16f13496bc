"""The board's papers speak as the board; what checks found and how documents are written is the auditor's."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from boards import INVENTED, REAL, invented_board, rewrite
from namndbok.data.load import load_data
from pages import published
from samples import sample

# Words of the review, each as it begins or stands.
REVIEW = re.compile(
    r"\b(?:iakttagelse|kontrollerna|underlaget|dokumentet|tryckt|saknas|sägs|avskriv|avstavad)\w*"
    r"|förklarade? andel|andel förklarad",
    re.IGNORECASE,
)
PAPERS = {
    "real": [
        (2024, "annual_report", {}),
        (2022, "interim_report", {"through": "2022-05"}),
        (2024, "municipality", {"municipality": "Kalix"}),
        (2024, "trends", {}),
        (2025, "budget", {}),
        (2022, "meeting", {"date": "2022-06-22"}),
        (2022, "meeting", {"date": "2022-06-22", "minutes": True}),
        (2024, "meeting", {"date": "2025-03-18"}),
    ],
    "invented": [
        (2031, "annual_report", {}),
        (2031, "interim_report", {"through": "2031-06"}),
        (2031, "municipality", {"municipality": "Ödeby"}),
        (2031, "trends", {}),
        (2032, "budget", {}),
        (2031, "meeting", {"date": "2031-10-07", "minutes": True}),
        (2032, "meeting", {"date": "2032-03-03"}),
    ],
    "bare": [(2031, "annual_report", {}), (2031, "trends", {}), (2032, "budget", {})],
}
WHOLE = {"real": REAL, "invented": INVENTED}
NEEDED = {"documents", "municipalities", "outcome_lines", "budget_lines", "outcome", "budget"}
EVERY = [(board, *paper) for board, papers in PAPERS.items() for paper in papers]
CASES = sample(EVERY[::3], EVERY)


def folder_of(board: str, folder: Path) -> Path:
    """Return the data of a board: the real one's, the invented one's, or its six tables that are needed."""
    if board in WHOLE:
        return WHOLE[board]
    data = invented_board(folder)
    if board == "bare":
        for path in [*data.glob("*.csv"), *data.glob("commentary/*")]:
            if path.stem not in NEEDED:
                path.unlink()
    return data


def soup_of(board: str, folder: Path, year: int, name: str, parameters: dict[str, str]) -> BeautifulSoup:
    page = BeautifulSoup(published(folder_of(board, folder), year, name, **parameters), "html.parser")
    page.style.extract()
    return page


@pytest.fixture(
    scope="module",
    params=[pytest.param(case, marks=pytest.mark.sampled, id="-".join(map(str, case[:3]))) for case in CASES],
)
def paper(request, tmp_path_factory) -> BeautifulSoup:
    """Return a paper of the board as a page, which no test changes."""
    board, *paper = request.param
    return soup_of(board, tmp_path_factory.mktemp("board"), *paper)


@pytest.fixture(scope="module")
def notes() -> list[str]:
    """List what has been noted in any table but the list of documents."""
    tables = [item for folder in (REAL, INVENTED) for item in load_data(folder).tables.items()]
    noted = [table["note"].dropna() for name, table in tables if name != "documents" and "note" in table]
    return [note for column in noted for note in column]


def test_a_paper_of_the_board_has_no_word_of_the_review_and_no_note(paper, notes):
    text = paper.get_text(" ")
    assert [match[0] for match in REVIEW.finditer(text)] == []
    assert [note for note in notes if len(note) > 20 and note in text] == []


def test_no_section_of_a_paper_is_empty(paper):
    """A section has more than its heading and question; a smaller heading has something below it."""
    for section in paper.find_all("section"):
        assert len(section.find_all(True, recursive=False)) > 2, section.h2.text
    for heading in paper.find_all("h3"):
        assert heading.find_next_sibling(True), heading.text


def test_nothing_is_counted_that_is_not_there(paper):
    none = r"\b(?:0|noll|inga|inget) (?:möten|sammanträden|mål|indikatorer)\b"
    assert re.findall(none, paper.get_text(" ")) == []


def test_a_line_with_a_name_alone_is_no_line(paper):
    for table in paper.find_all("table"):
        headings = [cell.text for cell in table.thead.find_all("th")]
        assert headings != ["Kommun"], table.caption.text


def test_the_audit_says_what_the_checks_found_and_what_the_transcriber_noted():
    text = soup_of("real", REAL, 2024, "audit", {}).get_text(" ")
    assert len(REVIEW.findall(text)) > 20
    assert "Fotnoten är tryckt tre gånger" in text


def test_a_note_or_a_word_of_the_review_would_be_seen(tmp_path):
    """The tests above can fail: a text that speaks as an inspector is found."""
    data = invented_board(tmp_path)

    def speak(rows: list[list[str]]) -> None:
        rows[1][rows[0].index("text")] = "Nämnden sägs sköta mätare; summan är tryckt i dokumentet."

    rewrite(data / "texts.csv", speak)
    found = REVIEW.findall(BeautifulSoup(published(data, 2031), "html.parser").get_text(" "))
    assert found == ["sägs", "tryckt", "dokumentet"]


OTHER_WORDS = """body,name,article,meeting,meetings
board,direktionen,en,samling,samlingar
preparatory,arbetsutskottet,en,träff,träffar
youth,ungdomsrådet,en,rådslag,rådslag
"""


def test_bodies_have_the_names_that_the_data_gives_them_however_many_they_are(tmp_path):
    data = invented_board(tmp_path)
    (data / "bodies.csv").write_text(OTHER_WORDS, encoding="utf-8")
    decisions = data / "decisions.csv"  # Their place in the document is a heading there.
    decisions.write_text(decisions.read_text(encoding="utf-8").replace("Sammanträden", "Protokollet"))
    held = ["2031", "youth", "2031-05-05", "2", "3", "story-2031", "Närvaro"]
    rewrite(data / "meetings.csv", lambda rows: rows.append(held))
    text = re.sub(r"\s+", " ", BeautifulSoup(published(data, 2031), "html.parser").get_text(" "))
    assert "Direktionen höll två samlingar" in text
    assert "Arbetsutskottet planerade två träffar och höll två" in text
    assert "Ungdomsrådet höll en rådslag" in text
    assert not re.search(r"beredningsgruppen|sammanträden?\b", text, re.IGNORECASE)
