"""Figures as Swedish writes them, and which exact values they show."""

from fractions import Fraction

import pytest

from namndbok.verify.reading.numerals import read_exact, read_numeral, shows

NBSP, MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        (f"336{NBSP}035{NBSP}kr", 336035),
        (f"{MINUS}46{NBSP}297{NBSP}kr", -46297),
        (f"+532{NBSP}954{NBSP}kr", 532954),
        (f"*184{NBSP}800", 184800),
        (f"69,6{NBSP}%", Fraction(39, 56)),
        (f"100,0{NBSP}%", 1),
        (f"133,5{NBSP}kr", Fraction(348300, 2609)),
        ("0 kr", 0),
        ("2 017", 2017),
        ("fem indikatorer", 5),
        ("Tolv möten", 12),
        ("ett", 1),
        ("en iakttagelse", 1),
        ("inga möten", 0),
        ("ingen", 0),
        ("precis som budgeterat", 0),
        (f"14{NBSP}iakttagelser", 14),
        (f"11{NBSP}056{NBSP}606{NBSP}kr högre än budgeterat", 11056606),
        (f"5{NBSP}000{NBSP}kr lägre än budgeterat", -5000),
        ("18,9 miljoner kronor", 18887406),
    ],
)
def test_text_shows_its_value(text, exact):
    assert shows(text, Fraction(exact))


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("336 036 kr", 336035),
        ("336 035,0 kr", Fraction(3360351, 10)),
        ("69,7 %", Fraction(39, 56)),
        ("69,6", Fraction(39, 56)),
        ("46 297 kr högre än budgeterat", -46297),
        ("fyra", 5),
        ("många", 5),
        ("3360 35 kr", 336035),
        ("084 100", 84100),
        ("1 av 5", 1),
        ("", 0),
        ("9" * 5000, 9),
    ],
)
def test_text_does_not_show_another_value(text, exact):
    assert not shows(text, Fraction(exact))


def test_half_is_rounded_away_from_zero():
    assert shows("1,3", Fraction(125, 100))
    assert shows("2,3 %", Fraction(225, 10000))
    assert shows("−2,3 %", Fraction(-225, 10000))


def test_size_without_sign_shows_a_negative_value_only_where_words_may_tell_the_sign():
    assert shows("103 041 kr", Fraction(-103041))
    assert not shows("103 041 kr", Fraction(-103041), signed=True)


def test_two_numbers_are_not_a_figure():
    assert read_numeral("14 av 14") is None


@pytest.mark.parametrize("value", ["4/8", "08", "1/0", "1,5", "", "-0", "abc", 1.5, True, None, "1" * 61])
def test_exact_value_is_a_whole_number_or_a_ratio_in_lowest_terms(value):
    assert read_exact(value) is None
    assert read_exact("39/56") == Fraction(39, 56)
    assert read_exact(-7) == -7
