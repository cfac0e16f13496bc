import re
from dataclasses import replace

import pytest

from boards import REAL
from namndbok.books.book import make_book
from namndbok.checks import CHECKS
from namndbok.checks.check import (
    DESCRIPTIONS,
    EXPECTATIONS,
    SEVERITIES,
    Answer,
    Finding,
    amounts,
    by_severity,
    numbered,
    stable_id,
    year_of,
)
from namndbok.data.load import load_data
from namndbok.data.schema import library_tables
from samples import sample
from typed import book_of, found, sound, spaced, typed

PRINTED = "id | fact | kind | value | unit | label\n"
COST = "cost | economy.cost | total | {} | kr | Summa\n"  # the tables give 830
WRONG = {"printed": PRINTED + COST.format(831)}

# Families that stand in the file of another.
ELSEWHERE = {"derived": "sums"}


@pytest.fixture(scope="module")
def real():
    return load_data(REAL)


def test_a_board_whose_tables_agree_gives_no_findings():
    assert found() == book_of(sound()).findings == ()


def test_a_finding_has_all_that_a_reader_needs():
    (one,) = found(**WRONG)
    assert (one.check, one.severity, one.title) == (
        "sums.printed",
        "error",
        "Tryckt belopp stämmer inte: Summa kostnader",
    )
    assert tuple(map(spaced, (one.expected, one.found, one.difference))) == ("830 kr", "831 kr", "1 kr")
    assert (one.rows, one.sources, one.status) == (("printed:2", "outcome:2", "outcome:3"), ("d",), "open")


def test_the_same_tables_give_the_same_ids_and_other_amounts_other_ids():
    first, second = (found(**WRONG)[0].id for _ in range(2))
    other = found(printed=PRINTED + COST.format(832))[0].id
    assert first == second != other
    assert first.rsplit(".", 1)[0] == other.rsplit(".", 1)[0] == "sums.printed.2031.cost"


def test_a_row_inserted_above_does_not_change_an_id():
    above = "income | economy.income | total | 900 | kr | Summa\n"
    (moved,) = found(printed=PRINTED + above + COST.format(831))
    assert moved.id == found(**WRONG)[0].id
    assert moved.rows[0] == "printed:3"


def test_an_answered_finding_is_still_shown_with_its_answer():
    id = found(**WRONG)[0].id
    (one,) = found(**WRONG, answers=f"finding | answer\n {id} | Tryckfel, rättas.")
    assert (one.id, one.status, one.answer.text, one.answer.role, one.answer.date, one.answer.row) == (
        id,
        "answered",
        "Tryckfel, rättas.",
        "samordnare",
        "2032-01-15",
        "answers:2",
    )


def test_an_answer_without_role_and_date_is_an_answer_too():
    id = found(**WRONG)[0].id
    (one,) = found(**WRONG, answers=f"finding | answer | role | date\n {id} | Ja. | |")
    assert (one.answer.role, one.answer.date, one.answer.decision) == ("", "", None)


def test_amounts_in_per_cent_differ_by_percentage_points():
    assert {name: spaced(text) for name, text in amounts(75, 70, "percent").items()} == {
        "expected": "75 %",
        "found": "70 %",
        "difference": "-5 procentenheter",
    }


@pytest.mark.parametrize("year", [2024, 2022, 2021, 2017, 1999])
def test_findings_point_at_rows_and_documents_that_exist(real, year):
    for one in make_book(real, year).findings:
        assert one.rows and one.severity in SEVERITIES
        assert all(int(at) in real[table].index for table, at in (row.split(":") for row in one.rows))
        assert set(one.sources) <= set(real["documents"]["document"])


@pytest.mark.parametrize("year", [2024, 2022])
def test_ids_are_unique_and_safe_in_a_page(real, year):
    ids = [one.id for one in make_book(real, year).findings]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+\.\d{4}\.[a-z0-9_-]+\.[0-9a-f]{8}", id) for id in ids)


def test_every_check_says_in_swedish_what_it_asks_why_and_what_it_cannot_see():
    for one in CHECKS.values():
        assert one.asks.endswith("?") and one.asks[0].isupper() and one.asks.count("?") == 1
        for text in (one.why, one.blind):
            assert text.endswith(".") and text[0].isupper() and len(text) > 15
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", one.id)


ODD = {
    "nothing at all": typed(),
    "one municipality": sound("fees", "population", "printed", municipalities="code | name\n 9901 | Alvik"),
    "no municipalities": sound("municipalities", "fees", "population"),
    "no population": sound("population"),
    "no budget": sound("budget"),
    "no outcome": sound("outcome"),
    "half a year": sound(outcome="through | line | income | cost\n 2031-06-30 | office | 1 | 2"),
    "empty fees": sound(fees="component | municipality | fee\n basic | 9901 |\n start | 9902 |"),
    "no meetings": sound("meetings"),
    "nobody entitled": sound(meetings="date | present | entitled\n 2031-03-01 | 0 | 0"),
    "no reviews": sound("goal_reviews"),
    "no goals": sound("goals", "goal_reviews"),
    "goals without figures": sound(goals="goal | level | operator | unit\n course | annual | |"),
    "a threshold alone": sound(goals="goal | measure | threshold | operator\n a | economy.result | 1 |"),
    "negative totals": sound(outcome="line | income | cost\n office | -600 | -500\n archive | -300 | 1"),
    "negative budget": sound(budget="side | line | amount\n income | office | -5\n cost | office | -7"),
    "zero budget": sound(budget="side | line | amount\n income | office | 0\n cost | office | 0"),
    "no components": sound("fee_components", "fees"),
    "a line without name of its own": sound(explanations="text | line\n Okänt | shelves"),
    "precision nought": sound(
        printed="id | fact | kind | value | unit | precision\n a | economy.cost | total | 1 | kr | 0"
    ),
    "printed without label or unit that fits": sound(
        printed="id | fact | kind | value | unit | precision\n a | economy.margin | share | 1 | points | 1"
    ),
    "users of nothing": sound(service_status="service | users | of\n archive | 2 |"),
    "an answer to nothing": sound(answers="finding | answer | role | date\n ?? | Ja | |"),
}


@pytest.mark.sampled
@pytest.mark.parametrize("what", sample([*ODD][::3], [*ODD]))
@pytest.mark.parametrize("year", sample([2031], [2031, 1999]))
def test_odd_data_gives_findings_or_none_but_no_crash(what, year):
    book = book_of(ODD[what], year)
    assert all(one.rows and one.title and one.detail for one in book.findings)
    assert len({one.id for one in book.findings}) == len(book.findings)
    assert "None" not in " ".join(f"{one.title} {one.detail} {one.found}" for one in book.findings)


def test_a_check_stands_in_the_file_of_its_first_word_and_has_a_place_in_the_order():
    assert list(CHECKS) == list(DESCRIPTIONS)
    for check in CHECKS.values():
        family = check.id.split(".")[0]
        assert check.run.__module__ == f"namndbok.checks.{ELSEWHERE.get(family, family)}"


def finding(severity: str, title: str = "En rubrik") -> Finding:
    return Finding("a.b.2031.c.00000000", "a.b", severity, title, "", "", "", "", ("goals:2",), ("d",))


def named(*ids: str) -> dict[str, str]:
    """Number findings of 2031 with these ids."""
    findings = [replace(finding("info"), id=id) for id in ids]
    return {one.id: one.number for one in numbered(2031, findings)}


def test_a_number_is_short_and_stays_when_others_come_and_go():
    many = [f"a.b.2031.c.{number:08}" for number in range(60)]
    assert re.fullmatch(r"G-2031-\d{4}", named(many[7])[many[7]])
    alone, together = named(many[7])[many[7]], named(*many)
    assert together[many[7]] == alone and named(*reversed(many)) == together
    assert len(set(together.values())) == len(many)


def test_findings_whose_numbers_begin_alike_both_get_more_digits():
    """Among so many there are two with the same four digits; each number begins as it does alone."""
    many = [f"a.b.2031.c.{number:08}" for number in range(400)]
    numbers = named(*many)
    longer = [id for id in many if len(numbers[id]) > len("G-2031-0000")]
    assert longer and len(set(numbers.values())) == len(many)
    assert all(numbers[id].startswith(named(id)[id]) for id in many)


@pytest.mark.parametrize(
    ("check", "rows", "area"),
    [
        ("rules.unexplained", ("outcome:3",), "economy"),
        ("change.volume", ("service_volumes:3", "service_volumes:6"), "services"),
        ("sums.printed", ("printed:12", "budget:9"), "economy"),
        ("derived.shares", ("printed:12", "meetings:9"), "steering"),
        ("rules.verdict", ("goals:2",), "goals"),
        ("missing.budget_decision", ("budget:2",), "steering"),
        ("missing.service_status", ("fee_components:2",), "services"),
        ("form.year", ("fee_components:2",), "documentation"),
        ("form.label", ("printed:2",), "documentation"),
        ("time.other", ("the_boards_own_table:2",), "documentation"),
    ],
)
def test_a_finding_is_filed_under_what_it_is_about(check, rows, area):
    assert replace(finding("info"), check=check, rows=rows).area == area


def test_each_table_belongs_to_one_area():
    areas = EXPECTATIONS["areas"]
    names = [name for described in areas.values() for name in described["about"]]
    assert len(names) == len(set(names))
    assert {*library_tables()} <= set(names)


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


def test_a_finding_is_open_until_it_is_answered():
    one = finding("error")
    answered = replace(one, answer=Answer("Rättas.", "samordnare", "2032-01-15", None, "answers:2"))
    assert (one.status, answered.status, answered.id) == ("open", "answered", one.id)


def test_errors_come_first_and_the_rest_in_the_order_they_were_found():
    found = [finding("info", "a"), finding("error", "b"), finding("warning", "c"), finding("error", "d")]
    assert [one.title for one in by_severity(found)] == ["b", "d", "c", "a"]
