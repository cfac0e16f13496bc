import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namndbok.data.cells import MINUS, READERS, SPACES, Unreadable, read_cell
from namndbok.swedish import day, display, number, plain, rounded

NBSP, NARROW, REAL_MINUS = "\u00a0", "\u202f", "\u2212"

AMOUNTS = st.integers(-(10**14), 10**14)
SMALL = st.fractions(-(10**9), 10**9)


def refused(text: str, kind: str) -> Unreadable:
    with pytest.raises(Unreadable) as error:
        read_cell(text, kind)
    return error.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("184800", 184800),
        ("1 177 400", 1177400),
        (f"1{NBSP}177{NBSP}400", 1177400),
        (f"1{NARROW}177{NARROW}400{NBSP}kr", 1177400),
        (f"{REAL_MINUS}46 297", -46297),
        ("\u201346297", -46297),
        ("- 46 297 kr", -46297),
        ("+5", 5),
        ("184 800,00", 184800),
        ("0", 0),
        ("-0", 0),
        ("0" * 20 + "7", 7),
    ],
)
def test_a_whole_number_is_read_however_its_spaces_and_minus_are_written(text, value):
    read = read_cell(text, "integer")
    assert (read, type(read)) == (value, int)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", Fraction(25, 2)),
        ("12.5", Fraction(25, 2)),
        ("1 177 400,50", Fraction(2354801, 2)),
        ("69,6 %", Fraction(348, 5)),
        ("69,6%", Fraction(348, 5)),
        ("0,125", Fraction(1, 8)),
        ("0.125", Fraction(1, 8)),
        ("1,025", Fraction(41, 40)),
        ("1177.400", Fraction(11774, 10)),
    ],
)
def test_a_number_is_exact(text, value):
    read = read_cell(text, "number")
    assert (read, type(read)) == (value, Fraction)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("*184 800", "stjärnan"),
        ("184 800*", "stjärnan"),
        ("(46 297)", "minustecken"),
        ("46 297-", "minustecknet före"),
        ("1.177.400", "tusental med mellanslag"),
        ("1.177.400,50", "tusental med mellanslag"),
        ("1,177,400", "tusental med mellanslag"),
        ("1.177", "tusental med mellanslag"),
        ("1,7774E+06", "förkortat"),
        ("1 792 tkr", "hela kronor"),
        ("11 77 400", "grupper om tre"),
        ("1 1774", "grupper om tre"),
        ("1  177", "grupper om tre"),
        ("tolv", "skriv ett tal"),
        ("+-5", "skriv ett tal"),
        ("++5", "skriv ett tal"),
        ("5 kr kr", "skriv ett tal"),
        ("¹", "skriv ett tal"),
        ("٣", "skriv ett tal"),
        ("#SAKNAS!", "skriv ett tal"),
        ("9" * 16, "mot källan"),
        ("9" * 5000, "mot källan"),
        ("0," + "1" * 16, "mot källan"),
    ],
)
def test_a_number_that_could_mean_two_things_or_none_is_refused_with_advice(text, advice):
    assert advice in refused(text, "number").action


@pytest.mark.parametrize("text", ["184 800,50", "18 %", "18%", f"18{NBSP}%"])
def test_kronor_and_counts_are_whole_and_no_percentages(text):
    assert refused(text, "integer").allowed == "ett heltal"


@given(SMALL, st.integers(0, 4))
def test_what_the_reports_write_reads_back(value, decimals):
    assert read_cell(number(value, decimals), "number") == Fraction(rounded(value, decimals))


@given(SMALL)
def test_what_the_tables_write_reads_back(value):
    assert read_cell(plain(value), "number") == Fraction(rounded(value, 2))


@given(AMOUNTS)
def test_every_amount_in_kronor_reads_back(amount):
    assert read_cell(display(amount, "kr"), "integer") == amount


@given(st.fractions(-10, 10))
def test_every_share_reads_back_in_per_cent(share):
    assert read_cell(display(share, "ratio"), "number") == Fraction(rounded(share * 100, 1))


@given(AMOUNTS, st.sampled_from(sorted(SPACES)), st.sampled_from([*sorted(MINUS), ord("-")]))
def test_every_space_and_minus_means_the_same(amount, space, minus):
    text = f"{amount:,}".replace(",", chr(space)).replace("-", chr(minus))
    assert read_cell(text, "integer") == amount


@given(st.text("0123456789 .,-+*()%kr\u00a0\u202f\u2212\u2013", max_size=14))
def test_no_text_is_read_as_another_number_than_its_digits_say(text):
    try:
        value = read_cell(text, "number")
    except Unreadable:
        return
    digits = re.sub(r"\s|kr|%", "", text).replace("\u2212", "-").replace("\u2013", "-").replace(",", ".")
    assert value == Fraction(digits)
    groups = re.split(r"\s", re.sub(r"^[-+\u2212\u2013]?\s?|[.,].*|\s?(kr|%)?\s*$", "", text.strip()))
    assert all(len(group) == 3 for group in groups[1:])


@given(st.text(), st.sampled_from(sorted(READERS)))
def test_any_text_is_either_read_or_refused(text, kind):
    try:
        read_cell(text, kind)
    except Unreadable as reason:
        assert reason.allowed and reason.action


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["", " 00:00", "T00:00:00", " 00:00:00.000"]),
)
def test_a_date_is_read_with_or_without_the_midnight_that_excel_adds(day, midnight):
    assert read_cell(day.isoformat() + midnight, "date") == day


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("22 februari 2024", "skriv 2024-02-22"),
        ("22 feb. 2024", "skriv 2024-02-22"),
        ("3 Maj 2024", "skriv 2024-05-03"),
        ("45344", "skriv 2024-02-22 (talet är Excels dagnummer)"),
        ("20240222", "skriv 2024-02-22"),
        ("2024/2/22", "skriv 2024-02-22"),
        ("2024-02-22 13:00", "till exempel 2031-02-22"),
        ("2024-13-01", "till exempel 2031-02-22"),
        ("2023-02-29", "till exempel 2031-02-22"),
        ("30 februari 2024", "till exempel 2031-02-22"),
        ("22 mumin 2024", "till exempel 2031-02-22"),
        ("02/03/2024", "till exempel 2031-02-22"),
        ("0204-02-22", "till exempel 2031-02-22"),
        ("2204-02-22", "till exempel 2031-02-22"),
    ],
)
def test_another_date_is_refused_with_the_likely_one(text, advice):
    reason = refused(text, "date")
    assert advice in reason.action
    assert reason.allowed == "ett datum som finns, skrivet ÅÅÅÅ-MM-DD"


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_date_as_the_reports_write_it_is_refused_with_its_iso_form(written):
    assert refused(day(written), "date").action == f"skriv {written.isoformat()}"


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("2 024", "skriv 2024"),
        (f"2{NBSP}024", "skriv 2024"),
        ("2024,0", "skriv 2024"),
        ("24", "skriv årtalet med siffror"),
        ("2204", "skriv årtalet med siffror"),
        ("i fjol", "skriv årtalet med siffror"),
    ],
)
def test_another_year_is_refused_with_the_likely_one(text, action):
    assert refused(text, "year").action == action


def test_a_year_is_a_whole_number():
    assert read_cell("2024", "year") == 2024


@pytest.mark.parametrize("text", ["true", "SANT", "Ja", "1"])
def test_what_is_true_is_read_in_english_and_as_swedish_excel_writes_it(text):
    assert read_cell(text, "boolean") is True


@pytest.mark.parametrize("text", ["false", "FALSKT", "Nej", "0"])
def test_what_is_false_is_read_in_english_and_as_swedish_excel_writes_it(text):
    assert read_cell(text, "boolean") is False


def test_other_words_are_no_truth():
    assert refused("kanske", "boolean").action == "skriv true eller false"


@pytest.mark.parametrize("text", ["#NAMN?", "#VÄRDEFEL!", "#REF!", "#N/A", "#SAKNAS!", "######"])
def test_an_error_value_of_excel_is_no_text(text):
    assert refused(text, "string").allowed == "text, inte ett felvärde ur Excel"


@pytest.mark.parametrize("text", ["<script>", "{{ 7*7 }}", "=cmd()", "# x", "#1", "två\nrader", "😀"])
def test_text_is_kept_as_it_is(text):
    assert read_cell(text, "string") == text


@pytest.mark.parametrize(
    ("mark", "name"), [("\x00", "U+0000"), ("\x1b", "U+001B"), ("\ue000", "U+E000"), ("\ufffd", "U+FFFD")]
)
@pytest.mark.parametrize("kind", sorted(READERS))
def test_a_character_that_is_no_text_is_refused_in_every_cell(mark, name, kind):
    assert name in refused(f"1{mark}", kind).action
