import re

import pytest

from namndbok.checks.finding import Answer, Finding, by_severity, stable_id, year_of


def finding(severity: str, title: str = "En rubrik") -> Finding:
    return Finding("a.b.2031.c.00000000", "a.b", severity, title, "", "", "", "", ("goals:2",), ("d",))


def test_an_id_is_the_same_from_run_to_run():
    says = ("sums.printed", 2031, "cost", "Rubrik", "10 kr", "11 kr")
    assert stable_id(*says) == stable_id(*says)
    assert re.fullmatch(r"sums\.printed\.2031\.cost\.[0-9a-f]{8}", stable_id(*says))


def test_an_id_changes_when_what_it_says_changes():
    ids = {
        stable_id("sums.printed", 2031, "cost", "Rubrik", "10 kr", "11 kr"),
        stable_id("sums.printed", 2031, "cost", "Rubrik", "10 kr", "12 kr"),
        stable_id("sums.printed", 2031, "cost", "Rubriken", "10 kr", "11 kr"),
        stable_id("sums.printed", 2031, "income", "Rubrik", "10 kr", "11 kr"),
        stable_id("sums.printed", 2032, "cost", "Rubrik", "10 kr", "11 kr"),
    }
    assert len(ids) == 5


def test_what_a_finding_says_is_not_moved_from_one_field_to_the_next():
    assert stable_id("a.b", 2031, "c", "x", "y z") != stable_id("a.b", 2031, "c", "x y", "z")


@pytest.mark.parametrize("key", ['"><script>', "a b.c", "Å", "x\n\u202ey", "../.."])
def test_an_id_holds_nothing_that_a_page_would_have_to_escape(key):
    assert re.fullmatch(r"[a-z0-9_.-]+", stable_id("a.b", 2031, key, "x"))


@pytest.mark.parametrize(
    ("id", "year"),
    [
        ("sums.printed.2031.cost.00000000", 2031),
        ("sums.printed.31.cost.00000000", None),
        ("sums.printed.2031.cost", None),
        ("2031", None),
        ("", None),
        ("a.b.٢٠٣١.c.d", None),
    ],
)
def test_the_year_stands_in_the_id(id, year):
    assert year_of(id) == year


def test_a_finding_is_open_until_it_is_answered_and_stays_itself():
    one = finding("error")
    answered = one.answered(Answer("Rättas.", "samordnare", "2032-01-15", None, "answers:2"))
    assert (one.status, answered.status, answered.id) == ("open", "answered", one.id)
    assert answered.answered(None) == one


def test_errors_come_first_and_the_rest_in_the_order_they_were_found():
    found = [finding("info", "a"), finding("error", "b"), finding("warning", "c"), finding("error", "d")]
    assert [one.title for one in by_severity(found)] == ["b", "d", "c", "a"]
