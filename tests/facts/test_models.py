"""By which model fees were set, computed from the fees."""

from fractions import Fraction

import pytest

from namndbok.facts import models
from namndbok.facts.models import explain_fees, fee_models
from namndbok.splits import explain
from typed import book_of, facts_of, sound, typed

PEOPLE = [2_718, 6_145, 28_060, 17_462, 9_601, 4_851, 15_812, 22_664]
CODES = [str(9901 + number) for number in range(len(PEOPLE))]


def table(heading: str, rows: list[tuple]) -> str:
    return "\n".join([heading, *(" | ".join(map(str, row)) for row in rows)])


def board(*fees: int):
    return typed(
        municipalities=table("code | name", [(code, f"Kommun {code}") for code in CODES]),
        population=table(
            "municipality | date | population",
            [(code, "2030-12-31", people) for code, people in zip(CODES, PEOPLE, strict=True)],
        ),
        fee_components="component | name\n fee | Avgift",
        fees=table(
            "component | municipality | fee",
            [("fee", code, fee) for code, fee in zip(CODES, fees, strict=True)],
        ),
    )


def figures(data) -> dict[str, object]:
    return {fact.id.removeprefix("models.fee."): fact.value for fact in facts_of(data).under("models.fee")}


def test_fees_that_are_alike_are_said_to_be_alike():
    data = board(*[84_100] * 8)
    assert fee_models(facts_of(data))["fee"].kind == "alike"
    assert figures(data) == {"hits": 8, "known": 8, "base": 84_100}


def test_fees_that_are_too_few_are_said_to_be_too_few():
    facts = facts_of(sound())
    found = fee_models(facts)["basic"]
    assert (found.kind, found.reproduced) == ("unsure", False)
    assert [facts[f"models.basic.{part}"].value for part in ("hits", "known")] == [3, 3]


def test_a_base_fee_and_a_rate_are_found_with_their_rounding():
    data = board(*(-(-(35_000 * 1000 + 2_181 * people) // 100_000) * 100 for people in PEOPLE))
    assert fee_models(facts_of(data))["fee"].kind == "both"
    assert figures(data) == {
        "hits": 8,
        "known": 8,
        "base": 35_000,
        "rate": Fraction(2_181, 1_000),
        "step": 100,
    }


def test_a_rate_is_shown_with_all_its_decimals():
    data = board(*(-(-(35_000 * 1000 + 2_181 * people) // 100_000) * 100 for people in PEOPLE))
    assert facts_of(data)["models.fee.rate"].display == "2,181\u00a0kr"


def test_fees_by_inhabitants_alone_have_no_equal_part():
    fees = [-(-300_000 * people // sum(PEOPLE) // 100) * 100 for people in PEOPLE]
    found = fee_models(facts_of(board(*fees)))["fee"]
    assert (found.kind, "share" in figures(board(*fees))) == ("by_number", False)


def test_fees_that_follow_nothing_are_said_to_follow_nothing():
    data = board(40_100, 90_100, 60_100, 10_100, 70_100, 20_100, 80_100, 30_100)
    assert fee_models(facts_of(data))["fee"].kind == "none"
    assert set(figures(data)) == {"hits", "known"}


def test_a_model_rests_on_its_fees_and_on_the_inhabitants_that_it_uses():
    data = board(*(-(-(35_000 * 1000 + 2_181 * people) // 100_000) * 100 for people in PEOPLE))
    rows = facts_of(data)["models.fee.base"].rows
    assert {row.split(":")[0] for row in rows} == {"fees", "population"}
    assert len(rows) == 8 + 8


@pytest.mark.parametrize("without", ["population", "fees"])
def test_without_fees_or_inhabitants_nothing_is_tried(without):
    facts = facts_of(sound(without))
    assert [fact.id for fact in facts.under("models") if fact.id.endswith((".rate", ".total"))] == []


def test_a_column_that_cannot_be_explained_does_not_stop_the_others():
    """Nobody pays for the licence, and there is nothing to explain in a single fee."""
    fees = "component | municipality | fee\n basic | 9901 | 0\n basic | 9902 | 0\n start | 9901 | 5"
    book = book_of(sound(fees=f"{fees}\n archive | 9901 | 1\n archive | 9902 | 2"))
    assert fee_models(book.facts)["basic"].kind == "untried"
    assert [one.component for one in explain_fees(book.facts)] == ["archive"]


def test_a_years_fees_are_explained_once_however_often_they_are_asked_for(monkeypatch):
    asked = []
    monkeypatch.setattr(models, "explain", lambda *words: asked.append(words) or explain(*words))
    models._models.cache_clear()
    data = sound()
    for _ in range(2):
        book_of(data)
    assert len(asked) == 3  # basic, archive and start
    archive = "component | municipality | fee\n archive | 9901 | {}\n archive | 9902 | 200"
    book_of(sound(fees=archive.format(300)))
    assert len(asked) == 3 + 1
