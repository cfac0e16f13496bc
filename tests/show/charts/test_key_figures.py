"""The year's key figures: those that the data has, in words, with bars as long as what they show."""

import re
from dataclasses import replace

import pytest

from namndbok.show.charts import list_key_figures
from typed import spaced, unchecked

BARS = re.compile(r'<rect fill="#12436d" height="13" width="([^"]+)">')
GOALS = re.compile(r'<rect fill="#f46a25" height="13" width="3" x="([^"]+)">')
NOTHING = ("outcome", "budget", "goal_reviews", "meetings", "service_status")
LOSS = "line | income | cost\n office | 0 | 500\n archive | -10 | 20"
STATUS = "service | users | of\n archive | {} | 3"


def shown(*without: str, **changes: str) -> list[str]:
    """Return the key figures of the sound board in words, with some tables changed."""
    return spaced(str(list_key_figures(unchecked(*without, **changes)))).splitlines()


def drawn(pattern: re.Pattern[str], *without: str, **changes: str) -> list[str]:
    return pattern.findall(list_key_figures(unchecked(*without, **changes))._repr_html_())


def test_a_year_with_everything_has_five():
    assert shown() == [
        "Årets resultat: 70 kr · Intäkter 900 kr · Kostnader 830 kr",
        "Intäkter mot budget: 0 kr · Utfall 900 kr · Budget 900 kr",
        "Indikatorer som nåddes: 2 av 2 · Årets mål 1 av 2",
        "Närvaro i nämnden: 83,3 % · Mål 80 % · Närvaro i beredningsgruppen 100,0 %, mål 90 %",
        "Tjänster som alla kommuner använder: 0 av 1 · E-arkiv 2 av 3",
    ]


def test_a_year_with_nothing_has_none():
    figures = list_key_figures(unchecked(*NOTHING))
    assert (figures.figures, figures._repr_html_(), figures.targets) == ((), "", frozenset())


@pytest.mark.parametrize(
    ("without", "figure"),
    [
        (("outcome",), "Budgeterade intäkter: 900 kr · Intäkter 900 kr · Kostnader 900 kr"),
        (("budget",), "Årets resultat: 70 kr · Intäkter 900 kr · Kostnader 830 kr"),
    ],
)
def test_the_turnover_of_a_year_without_outcome_or_budget(without, figure):
    assert shown(*without, *NOTHING[2:]) == [figure]


def test_goals_that_nobody_has_judged_are_not_counted_as_missed():
    reviews = "goal | assessment\n course | not_met"
    [figure] = shown(*set(NOTHING) - {"goal_reviews"}, goal_reviews=reviews)
    assert figure == "Årets mål som nåddes: 0 av 2 · 1 har bedömts"


def test_when_all_municipalities_use_every_service_none_is_named():
    [figure] = shown(*set(NOTHING) - {"service_status"}, service_status=STATUS.format(3))
    assert figure == "Tjänster som alla kommuner använder: 1 av 1"


def test_bars_are_as_long_as_what_they_show_and_goals_stand_where_they_are():
    assert drawn(BARS, *NOTHING[1:]) == ["100.0%", "92.2%"]
    assert drawn(BARS, *set(NOTHING) - {"service_status"}) == ["66.7%"]
    assert drawn(BARS, *set(NOTHING) - {"meetings"}) == ["83.3%", "100.0%"]
    assert drawn(GOALS, *set(NOTHING) - {"meetings"}) == ["80.0%", "90.0%"]


def test_a_negative_amount_has_no_bar():
    figures = shown(*NOTHING[1:], outcome=LOSS)
    assert figures == ["Årets resultat: -530 kr · Intäkter -10 kr · Kostnader 520 kr"]
    assert drawn(BARS, *NOTHING[1:], outcome=LOSS) == ["0.0%", "100.0%"]


def test_bars_are_for_the_eye_only_and_words_say_the_same():
    html = list_key_figures(unchecked())._repr_html_()
    assert html.count("<svg") == html.count('<svg aria-hidden="true"') == 9
    assert html.count('<a href="#economy.result"><data') == 1


def test_a_board_adds_figures_of_its_own_by_the_names_of_facts():
    book = unchecked()
    board = book.data.package.described["board"] | {"key_figures": "services.archive.users no.fact"}
    package = replace(book.data.package, described=book.data.package.described | {"board": board})
    figures = list_key_figures(replace(book, data=replace(book.data, package=package)))
    assert spaced(str(figures)).splitlines()[5:] == ["E-arkiv, kommuner som använder tjänsten: 2"]
    assert 'data-fact="services.archive.users"' in figures._repr_html_()
