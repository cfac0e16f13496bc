"""The period's income and cost beside the year's budget and forecast."""

from datetime import date

from namndbok.books.book import make_book
from namndbok.books.spans import period_book
from namndbok.facts.periods import Period
from namndbok.show.charts.interim import chart_interim
from typed import sound

OUTCOME = "through | line | income | cost\n 2031-04-30 | office | 300 | 250"


def test_the_description_says_how_much_has_come_of_the_years_budget():
    book = period_book(make_book(sound(outcome=OUTCOME), 2031), Period(date(2031, 4, 30)))
    # The budget is 900 in and 900 out.
    assert chart_interim(book).description.replace("\u00a0", " ") == (
        "Liggande stapeldiagram över intäkter och kostnader januari–april 2031 och hela året. "
        "Intäkter hittills är 300 kr, 33,3 % av årets budget. "
        "Kostnader hittills är 250 kr, 27,8 % av årets budget."
    )


def test_its_numbers_are_those_of_the_table():
    book = period_book(make_book(sound(outcome=OUTCOME), 2031), Period(date(2031, 4, 30)))
    assert 'href="#t-interim"' in chart_interim(book)._repr_html_()
