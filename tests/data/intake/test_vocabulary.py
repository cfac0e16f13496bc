"""Amounts, dates and periods as offices write them have one value each, or none."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namndbok.data.cells import Unreadable
from namndbok.data.intake.vocabulary import Amount, period_ends, read_amount, read_office_date, years_in

AMOUNTS = st.integers(-(10**9), 10**9)
FORMS = {
    "plain": lambda n: str(n),
    "spaces": lambda n: f"{n:,}".replace(",", " "),
    "no-break spaces": lambda n: f"{n:,}".replace(",", "\u00a0"),
    "narrow spaces": lambda n: f"{n:,}".replace(",", "\u202f"),
    "apostrophes": lambda n: f"{n:,}".replace(",", "'"),
    "kronor": lambda n: f"{n:,} kr".replace(",", " "),
    "SEK before": lambda n: f"SEK {n}",
    "colon and dash": lambda n: f"{n}:-",
    "öre": lambda n: f"{n},00",
    "star before": lambda n: f"*{n}",
    "note after": lambda n: f"{n} ¹",
    "minus of printers": lambda n: str(n).replace("-", "\u2212"),
    "trailing minus": lambda n: f"{-n}-" if n < 0 else str(n),
    "parentheses": lambda n: f"({-n})" if n < 0 else str(n),
}


@pytest.mark.parametrize("form", FORMS)
@given(amount=AMOUNTS)
def test_each_form_gives_the_amount_that_was_meant(form, amount):
    assert read_amount(FORMS[form](amount)).value == amount


@given(amount=AMOUNTS)
def test_points_between_groups_give_the_amount_or_are_refused(amount):
    text = f"{amount:,}".replace(",", ".")
    try:
        assert read_amount(text).value == amount
    except Unreadable:
        assert text.count(".") == 1


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("-", Amount(Fraction(0), habits=("dash",))),
        ("–", Amount(Fraction(0), habits=("dash",))),
        ("..", Amount(None, habits=("missing",))),
        ("310 tkr", Amount(Fraction(310_000), factor=1000, habits=("unit",))),
        ("1,2 mkr", Amount(Fraction(1_200_000), factor=1_000_000, habits=("unit",))),
        ("*184 800", Amount(Fraction(184_800), "*", habits=("mark",))),
        ("84 100 1)", Amount(Fraction(84_100), "1)", habits=("mark",))),
        ("(46 297)", Amount(Fraction(-46_297), habits=("parentheses",))),
        ("1.177.400,50", Amount(Fraction("1177400.5"), habits=("groups",))),
    ],
)
def test_what_is_understood_is_said(text, amount):
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    "text", ["84.100", "1 77 400", "32O", "#REFERENS!", "1E+05", "", "--5", "5--", "(5", "kr"]
)
def test_what_can_mean_two_things_or_nothing_is_refused(text):
    with pytest.raises(Unreadable):
        read_amount(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2031-03-04", "20310304", "2031/3/4", "4 mars 2031", "4 mar 2031", "den 4 mars, 2031", "4.3.2031"),
        *("tisdag 4 mars 2031 kl. 15:00", "47911"),
    ],
)
def test_a_date_with_one_meaning_is_read(text):
    assert read_office_date(text) == date(2031, 3, 4)


@pytest.mark.parametrize(
    "text", ["3/4/2031", "2031-13-01", "31 februari 2031", "4 mars", "2031114", "mars 2031"]
)
def test_a_date_with_two_meanings_or_none_is_not(text):
    assert read_office_date(text) is None


def test_a_day_above_twelve_comes_first():
    assert read_office_date("18/3/2031") == date(2031, 3, 18)
    assert read_office_date("4 mars", 2031) == date(2031, 3, 4)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Utfall per sista maj 2031", {date(2031, 5, 31)}),
        ("Utfall januari–augusti 2031", {date(2031, 8, 31)}),
        ("Utfall 203101-203110", {date(2031, 10, 31)}),
        ("Utfall 2031-02", {date(2031, 2, 28)}),
        ("Utfall 2031, utskrivet 2032-01-14", set()),
        ("Utfall t.o.m. 2031-05-31 jämfört med 2031-04-30", {date(2031, 5, 31), date(2031, 4, 30)}),
        ("Marknad och juniorer 2031", set()),
    ],
)
def test_the_end_of_a_period_is_the_last_month_that_is_named(text, ends):
    assert period_ends(text, 2031) == ends


def test_the_years_of_a_title_are_not_those_of_the_day_it_was_printed():
    assert years_in("Avgifter 2031, utskrivet 2030-11-05") == {2031}
    assert years_in("Möte 2030-11-05") == {2030}
    assert years_in("Utfall 203101-203110") == {2031}
