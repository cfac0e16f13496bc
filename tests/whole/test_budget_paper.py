"""The budget as a paper: run by papermill and published as a page."""

import re
from pathlib import Path

import pytest

from boards import REAL, invented_board
from namndbok.errors import InvalidParameter
from namndbok.proposals.budget import open_proposal
from namndbok.publish.papers import Paper
from namndbok.show.narrative import narrate
from namndbok.verify.coverage import count_figures
from small_proposal import small_proposal
from typed import spaced
from workbook import publish_one

LARGEST = 300_000
MUNICIPALITIES = 14
BUDGET = """
    side   | line    | amount
    income | office  | 600
    income | archive | 300
    cost   | office  | {}
    cost   | archive | 300
"""


def publish(data: Path, year: int, out: Path, **chosen: object) -> Path:
    """Make a year's proposal and return its page."""
    return publish_one(Paper("budget", "budget", chosen), year, data, out).page


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Path:
    return publish(REAL, 2025, tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def invented(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sjodalen")
    return publish(invented_board(folder), 2032, folder / "reports", percent=2.5)


def words(page: Path) -> str:
    """Return what a page says, without marks."""
    return " ".join(spaced(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8"))).split())


def test_every_figure_names_its_source(real, invented):
    assert [count_figures(page.read_text(encoding="utf-8")).untraced for page in (real, invented)] == [(), ()]


def test_the_page_is_small(real):
    assert real.stat().st_size <= LARGEST


def test_the_page_and_every_table_on_it_say_that_nothing_is_decided(real):
    page = real.read_text(encoding="utf-8")
    assert "Förslag – ej beslutat." in words(real)
    captions = re.findall(r'<caption id="([^"]+)-caption"><span>([^<]*)</span>', page)
    assert len(captions) >= 9
    assert [id for id, text in captions if "ej beslutat" not in text] == [
        "t-budget-notes", "t-documents",
    ]  # fmt: skip


def test_all_municipalities_and_all_lines_are_there_and_those_without_a_model_are_named(real):
    data, text = open_proposal(REAL, 2025).data, words(real)
    names = list(data["municipalities"]["name"])
    assert len(names) == MUNICIPALITIES
    comparison = (
        real.read_text(encoding="utf-8").partition('<table id="t-comparison">')[2].partition("</table>")[0]
    )
    assert re.findall(r'<th scope="row">([^<]+)</th>', comparison)[:-1] == sorted(names, key=_swedish)
    for name in data["budget_lines"]["name"][:-1]:
        assert name in text
    for name in ("E-tjänsteplattform", "Räddningstjänsten system"):
        assert f"Budgetpost utan fördelning: {name}" in text
    assert "återskapad ur årets avgifter, utan beslut" in text


def _swedish(name: str) -> str:
    return name.lower().translate(str.maketrans("åäö", "{|}"))


def test_a_chosen_percentage_reaches_the_page(invented):
    assert "uppräknade med 2,5 %" in words(invented)


def test_what_cannot_be_chosen_is_refused_in_swedish_and_nothing_is_written(tmp_path):
    with pytest.raises(InvalidParameter, match=r"Det finns ingen folkmängd för 2029-12-31"):
        publish(invented_board(tmp_path), 2032, tmp_path / "reports", population_date="2029-12-31")
    assert not (tmp_path / "reports").exists()


def test_every_link_leads_somewhere_and_every_id_is_its_own(real, invented):
    for path in (real, invented):
        page = path.read_text(encoding="utf-8")
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


# What is said in words


def said(name: str, **changes: object) -> str:
    return spaced(str(narrate(f"budget/{name}", small_proposal(**changes))))


INDEX = "series | year | name | level\n pay | 2031 | Löneindex | 100\n pay | 2032 | Löneindex | {}"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Beloppen för 2031 står kvar utan uppräkning."),
        ({"percent": 3.0}, "Beloppen för 2031 är uppräknade med 3 %."),
        ({"percent": -3.0}, "Beloppen för 2031 är sänkta med 3 %."),
        ({"price_index": INDEX.format(104)}, "Beloppen för 2031 är uppräknade med 4 % enligt Löneindex."),
        ({"price_index": INDEX.format(100)},
         "Beloppen för 2031 står kvar, eftersom Löneindex är oförändrat."),
        ({}, "Alla budgetrader är fördelade på kommunerna."),
        ({"split_models": ""},
         "Ingen budgetrad är ännu fördelad på kommunerna; raderna är tillsammans 900 kr."),
        ({"split_models": ""}, "Inga avgifter har ett förslag."),
        ({"split_models": "component | from_year | equal_share\n basic | 2031 | 100"},
         "En av två budgetrader är fördelad på kommunerna. En rad, 300 kr, är ännu inte fördelad."),
        ({"budget": "side | line | amount\n cost | office | 5"},
         "Ingen budgetrad har en intäkt att fördela."),
        ({}, "Det är lika mycket som samma avgifter 2031"),
        ({"percent": 10.0}, "Det är 90 kr mer än samma avgifter 2031."),
        ({"percent": -10.0}, "Det är 90 kr mindre än samma avgifter 2031."),
        ({}, "Invånarna är räknade den 31 december 2030."),
    ],
)  # fmt: skip
def test_the_summary_says_how_it_is(changes: dict, sentence: str):
    assert sentence in said("summary", **changes)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Varje rad har samma belopp som 2031. Intäkter och kostnader är lika stora."),
        ({"percent": 1.0}, "Varje rads belopp 2031 är uppräknat med samma procentsats"),
        ({"percent": -1.0}, "Varje rads belopp 2031 är sänkt med samma procentsats"),
        ({"budget": BUDGET.format(500)},
         "intäkterna är 100 kr större. Kommunerna betalar skillnaden genom sina avgifter."),
        ({"budget": BUDGET.format(700)},
         "kostnaderna är 100 kr större, ett underskott. Ingen avgift täcker skillnaden"),
    ],
)  # fmt: skip
def test_the_lines_are_told_as_they_are(changes: dict, sentence: str):
    assert sentence in said("lines", **changes)


def test_keeping_this_years_proportions_is_told_where_it_is_chosen():
    assert "behåller fördelningen för 2031" in said("models", keep=True)
    assert "behåller fördelningen för 2031" not in said("models")


def test_that_rows_lack_a_split_is_told_only_where_they_do():
    assert "Varje rad med en intäkt har en fördelning." in said("undistributed")
    assert "innan de kan fördelas" in said("undistributed", split_models="")
