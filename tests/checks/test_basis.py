import pytest

from namndbok.checks.check import CHECKS, findings_of
from typed import YEAR, facts_of, said, sound, typed


@pytest.mark.parametrize(("value", "based"), [("70", False), ("100", True)])
def test_a_claim_in_per_cent_follows_from_a_figure(value: str, based: bool):
    """In September all 3 of 3 were present, 100 per cent; nothing is 70."""
    claims = f"text | value | unit\nSå mycket bättre. | {value} | percent"
    assert bool(said("missing.claim_basis", claims=claims)) is not based


def test_claims_without_basis_are_told_in_one():
    claims = "id | text | value | value_high | unit\na | Tid. | 70 | | percent\nb | Kr. | 5 | 7 | kr"
    assert said("missing.claim_basis", claims=claims) == [
        ("ett underlag", "70 % och 5 kr–7 kr", ("claims:2", "claims:3"))
    ]


def test_each_part_of_the_financing_says_how_it_is_split():
    parts = "name | text | distribution\nBas | Bas | Lika\nProjekt | Projekt |"
    assert said("missing.distribution", financing=parts) == [("en fördelning", "saknas", ("financing:3",))]


def test_a_table_without_rows_is_told_with_the_checks_that_need_it():
    (one,) = findings_of(facts_of(sound("held_list", "forecast")), "missing.tables")
    assert (one.title, one.severity, one.rows) == (
        "3 kontroller kan inte göras",
        "info",
        ("outcome:2", "outcome:3"),
    )
    assert "Lista över sammanträden" in one.detail and "Prognos" in one.detail
    assert all(id in one.detail for id in ("time.held_list", "cross.forecast", "change.forecast"))


def test_a_year_before_that_lacks_is_told_too():
    goals = "goal | level | rule\ncourse | annual | En kurs."
    (one,) = findings_of(facts_of(sound(goals=goals, goal_reviews="goal\ncourse")), "missing.tables")
    assert "rader för något tidigare år: Måluppföljning och Mål och indikatorer" in one.detail


def test_a_year_that_nothing_is_told_of_lacks_nothing():
    assert findings_of(facts_of(typed()), "missing.tables") == []
    assert findings_of(facts_of(sound(), 1999), "missing.tables") == []


@pytest.mark.parametrize("table", sorted({table for one in CHECKS.values() for table in one.needs}))
def test_every_table_that_a_check_needs_is_missed_when_it_is_empty(table: str):
    """Inhabitants are needed on any date; without budget and outcome nothing tells of the year."""
    without = {"outcome", "budget"} & {table}
    (one,) = findings_of(facts_of(sound(table)), "missing.tables")
    assert facts_of(sound()).data.package.tables[table].title in one.detail
    assert one.rows[0].startswith("budget" if without == {"outcome"} else "outcome")


@pytest.mark.parametrize("id", [id for id, one in CHECKS.items() if one.needs or one.before])
def test_a_check_without_the_tables_that_it_needs_finds_nothing(id: str):
    needed = {*CHECKS[id].needs, *CHECKS[id].before}
    assert [one.check for one in findings_of(facts_of(sound(*needed), YEAR), id)] == []
