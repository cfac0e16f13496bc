"""The audit workbook: run for any board, and what it says of the real one."""

import re
from html import unescape

from boards import INVENTED, REAL
from namndbok.verify.coverage import count_figures
from pages import published
from workbook import ROOT

PAGE = ROOT / "reports" / "2024" / "audit.html"


def words(html: str) -> str:
    """Read a page as its reader does, spaces made plain."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rows(id: str) -> list[list[str]]:
    """Return the cells of a table on the real board's page."""
    table = re.search(rf'<table[^>]* id="{id}">.*?</table>', PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    lines = re.findall(r"<tr.*?</tr>", table, re.DOTALL)[1:]
    return [[words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", line, re.DOTALL)] for line in lines]


def test_it_is_made_for_an_invented_board_and_every_figure_has_its_source():
    read = count_figures(published(INVENTED, 2031, "audit"))
    assert read.total > 500 and read.untraced == ()


def test_its_code_is_shown_and_wraps(browser):
    from browser import opened

    html = PAGE.read_text(encoding="utf-8")
    assert '<summary>Kod</summary><pre class="cell"><code>explained = explain_fees(book.facts)' in html
    assert '\n<pre class="cell"><code>meetings = book.data.of_year("meetings", book.year)' in html
    with opened(browser, PAGE, width=320) as page:
        assert page.evaluate("[...document.querySelectorAll('pre')].every(one => one.scrollWidth <= 320)")
        page.emulate_media(media="print")
        wraps = "[...document.querySelectorAll('pre')].map(one => getComputedStyle(one).whiteSpace)"
        assert set(page.evaluate(wraps)) == {"pre-wrap"}
        heights = "[...document.querySelectorAll('pre')].every(one => one.getBoundingClientRect().height > 0)"
        assert page.evaluate(heights)  # Folded code is open in print.


# What it says of the real board; expectations by hand, from the documents


def test_everything_computed_again_is_as_in_the_report():
    tables = ("narvaron", "utfallet", "budgeten", "avgifterna", "riskvardena")
    again = [row for name in tables for row in rows(f"t-reperformed-{name}")]
    assert len(again) == 2 + 3 + 2 + 11 + 4
    assert [row for row in again if row[-1] != "ja" or row[1] != row[2]] == []


def test_attendance_is_read_both_ways_with_the_margin_in_whole_attendances():
    """39 of 56 at the board's meetings, where 75 % is 42; 11 of 14 is exactly what 75 % takes."""
    board = [row[1:] for row in rows("t-readings") if row[0] == "Kommunerna deltar i nämndens möten."]
    assert board == [
        ["i snitt, så som målet läses", "69,6 %", "−3"],
        ["mötet 22 februari 2024", "64,3 %", "−2"],
        ["mötet 20 juni 2024", "78,6 %", "0"],
        ["mötet 3 oktober 2024", "64,3 %", "−2"],
        ["mötet 18 december 2024", "71,4 %", "−1"],
    ]


def test_the_models_of_the_fees_are_found_again():
    said = {name: (reproduced, model) for name, reproduced, model in rows("t-splits")}
    half = "folkmängd 2020-12-31, varje avgift avrundad uppåt till hela 100 kr."
    for name in ("ECO-system Grundplattform", "ECO-system förvaltning", "Löpande nyttjandelicens"):
        assert said[name][0] == "ja" and ": 50 % lika av " in said[name][1] and half in said[name][1]
    reproduced, model = said["Verksamhetsutvecklare e-tjänster"]
    assert reproduced == "ja" and "35 000 kr och 2,181 kr per invånare, folkmängd 2019-12-31" in model
    for name in ("Räddningstjänsten verksamhetssystem", "E-tjänsteplattform"):
        assert said[name][0] == "nej" and "Ingen modell med ett grundbelopp" in said[name][1]
        assert "Prövat: folkmängd 2017-12-31" in said[name][1]


def test_the_data_centre_makes_sense_only_with_the_starred_fee():
    """Without the starred 184 800 kr of Arvidsjaur the model of the others foretells that very fee."""
    said = {name: model for name, _, model in rows("t-splits")}
    assert "Alla 14 avgifter" in said["Datacenter Norrbotten grundplattform"]
    without = said["Datacenter Norrbotten grundplattform, utan märkta avgifter"]
    assert "Alla 13 avgifter" in without and "Då deltar även Arvidsjaur med 184 800 kr" in without


def test_residuals_are_shown_for_each_municipality():
    table = rows("t-residuals")
    assert len(table) == len((REAL / "municipalities.csv").read_text(encoding="utf-8").splitlines()) - 1
    assert all(len(row) == 1 + 11 for row in table)


def test_a_recommendation_is_followed_to_what_the_year_shows():
    (followed,) = [row for row in rows("t-recommendations") if row[0].startswith("Alla kontrollmoment")]
    assert followed[1:3] == ["Arvidsjaur", "2021"]
    assert followed[4:] == ["Kontrollmoment med resultat", "0"]
