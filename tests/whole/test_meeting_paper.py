"""A meeting's papers and minutes: each case with proposal, decision, material and recipients."""

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from boards import INVENTED, REAL
from namndbok.data.load import load_data
from namndbok.publish.papers import meeting_papers, papers_of
from namndbok.verify.coverage import count_figures
from pages import published

pytest_plugins = "desks"

SUMMER, SPRING = {"date": "2022-06-22"}, {"date": "2025-03-18"}


@cache
def text(folder: Path, year: int, date: str, *, minutes: bool = False) -> str:
    html = published(folder, year, "meeting", date=date, minutes=minutes)
    assert count_figures(html).untraced == ()
    soup = BeautifulSoup(html, "html.parser")
    for panel in soup.find_all(popover=True):
        panel.decompose()
    return re.sub(r"\s+", " ", soup.get_text(" ")).replace(" .", ".").replace(" ,", ",")


def parts(text: str, *headings: str) -> list[str]:
    """Cut out the part that each heading begins, to the next one."""
    places = [text.rindex(heading) for heading in headings]
    return [text[start:end] for start, end in zip(places, [*places[1:], len(text)], strict=True)]


def test_every_case_of_2022_has_number_decision_material_and_recipients():
    minutes = text(REAL, 2022, "2022-06-22", minutes=True)
    titles = [
        f"§ {row.paragraph[2:]} {row.title}" for row in load_data(REAL)["decisions"].iloc[3:12].itertuples()
    ]
    kiruna, arvidsjaur, alvsbyn, hr, budget, learning, activities, rules, interim = parts(minutes, *titles)
    for number, case in enumerate((kiruna, arvidsjaur, alvsbyn, hr, budget, learning, activities, rules), 9):
        assert f"Ärendenummer 2022/{number} -2.2.0.1" in case or f"Ärendenummer 2022/{number}-2.2.0.1" in case
        assert "Beslut" in case and "Sammanfattning" in case
    assert "Gällivare och Kiruna kommuner" in kiruna and "8 av 8 verksamhetsmål" in kiruna
    assert "Kf 41" in arvidsjaur and "Beslutet skickas till Arvidsjaurs kommun" in arvidsjaur
    assert "Beslutet skickas till" not in alvsbyn and "attestreglementet" in alvsbyn
    assert "Förstudiedirektiv Rev B" in hr and "löneprocesserna" in hr
    assert "175 800 kr" in budget and "Vid sammanträdet En ledamot påpekar" in budget
    assert "6 kommuner deltar" in learning and "mer än 1 000 e-tjänster" in activities
    assert "ändrades 2016" in rules
    assert "Delårsrapporten" in interim and "Beslutet skickas till Luleå kommun" in interim


def test_papers_show_proposals_and_no_decision_and_say_once_where_none_is_known():
    papers = text(REAL, 2022, "2022-06-22")
    assert "Vid sammanträdet" not in papers and "Informationen läggs till handlingarna" not in papers
    unknown = "§ 8, § 9, § 10, § 11, § 13, § 14 och § 15"
    assert papers.count(f"Protokollet återger inte förslaget till beslut i {unknown}") == 1
    assert "Förslag till beslut från ordföranden Budgeten för 2023 godkänns, och protokollet" in papers


def test_both_cases_of_2025_are_proposals_before_and_in_a_draft_of_the_minutes():
    papers, minutes = text(REAL, 2024, "2025-03-18"), text(REAL, 2024, "2025-03-18", minutes=True)
    assert "Handlingar till sammanträdet 18 mars 2025 om verksamhetsåret 2024, Norrbottens e-nämnd" in papers
    assert "kl. 15:00 i Kulturens hus, lokal VIP-rummet" in papers
    assert "Förslag till beslut från samordnaren Nämnden godkänner 1. verksamhetsberättelsen" in papers
    assert "13 av 14 kommuner" in papers and "Identitets och behörighetshantering" in papers
    assert "Utkast till protokoll" in minutes and minutes.count("Beslutet är inte infört ännu.") == 2


def to_do(**parameters: object) -> list[str]:
    soup = BeautifulSoup(published(INVENTED, 2031, "meeting", **parameters), "html.parser")
    return [line.get_text("|").replace("|,|", ",") for line in soup.find(id="t-to-do").tbody.find_all("tr")]


def test_what_is_due_and_late_stands_in_the_papers_and_what_was_reported_in_the_minutes():
    papers = text(INVENTED, 2031, "2031-10-07")
    assert "En redovisning ska lämnas till sammanträdet. Två redovisningar skulle ha lämnats" in papers
    before, after = (to_do(date="2031-10-07", minutes=form) for form in (False, True))
    assert [line.split("|")[:3] for line in before] == [
        ["Attestordningen", "försenat", "4 mars 2031"],
        ["Avtal med laboratoriet prövas på nytt.", "försenat", "30 juni 2031"],
        ["Delårsrapport", "ska redovisas", "7 oktober 2031"],
    ]
    assert [line.count("7 oktober 2031") for line in before] == [0, 0, 1]
    assert [line.count("7 oktober 2031") for line in after] == [1, 0, 2]


def test_the_audit_page_shows_the_wheel_and_says_once_that_its_directives_are_not_known():
    audit = BeautifulSoup(published(REAL, 2022, "audit"), "html.parser").get_text(" ")
    assert audit.count("men vad de säger framgår inte av underlaget") == 1
    wheel = BeautifulSoup(published(INVENTED, 2031, "audit"), "html.parser").find(id="t-year_wheel")
    states = [line.find("td").text for line in wheel.tbody.find_all("tr")]
    assert states == ["redovisat", "redovisat för sent", "redovisat", "försenat"]


def test_a_year_is_built_with_its_meetings_and_minutes_once_something_is_decided():
    data = load_data(REAL)
    assert [paper.name for paper in papers_of(data, 2022) if paper.notebook == "meeting"] == [
        "meeting-2022-06-22",
        "minutes-2022-06-22",
    ]
    assert [paper.name for paper in meeting_papers(data, "2025-03-18")] == ["meeting-2025-03-18"]


def test_a_year_of_which_nothing_but_a_meeting_is_known_is_built(tell, tmp_path: Path):
    done = tell("build", "2032", "--data", str(INVENTED), "--out", str(tmp_path))
    assert done.status == 0, done.err
    start = (tmp_path / "2032" / "index.html").read_text(encoding="utf-8")
    assert '<a href="meeting-2032-03-03.html">' in start


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["2022-06-23"], "Inget sammanträde 2022-06-23. Det finns: 2022-06-22 och 2025-03-18."),
        (["22 juni"], "skriv dagen på det sättet"),
    ],
)
def test_a_day_without_a_meeting_is_refused_with_the_days_that_there_are(tell, tmp_path: Path, words, said):
    done = tell("meeting", *words, "--out", str(tmp_path / "out"))
    assert (done.status, said in done.err) == (2, True), done.err
    assert not (tmp_path / "out").exists()


def test_a_board_without_meetings_has_no_such_papers_and_no_empty_section(tmp_path: Path):
    data = Path(shutil.copytree(INVENTED, tmp_path / "data"))
    for name in ("calls", "cases", "case_texts", "year_wheel", "follow_ups"):
        (data / f"{name}.csv").unlink()
    assert [paper for paper in papers_of(load_data(data), 2031) if paper.notebook == "meeting"] == []
    audit = BeautifulSoup(published(data, 2031, "audit"), "html.parser").get_text(" ")
    assert "Årshjulet och anvisningarna för rapporteringen framgår inte av underlaget." in audit
