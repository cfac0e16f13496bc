"""Words in charts agree with their counts."""

import pytest

from namndbok.show.charts.wording import counted, named, narrowed, signed


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "inga möten"), (1, "ett möte"), (2, "två möten"), (12, "tolv möten"), (13, "13 möten")],
)
def test_a_count_agrees_with_its_noun(count: int, text: str) -> None:
    assert counted(count, "ett möte", "möten") == text


@pytest.mark.parametrize(
    ("names", "text"), [("A", "A"), ("AB", "A och B"), ("ABC", "A, B och C"), ("ABCD", "fyra orter")]
)
def test_up_to_three_are_named(names: str, text: str) -> None:
    assert named(names, "orter") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234567, "+1\u00a0234\u00a0567\u00a0kr"), (0, "0\u00a0kr"), (-46297, "\u221246\u00a0297\u00a0kr")],
)
def test_an_amount_has_its_sign(value: int, text: str) -> None:
    assert signed(value) == text


def test_a_question_tells_what_it_is_limited_to() -> None:
    assert narrowed("Vem betalar?", "de tio högsta") == "Vem betalar (de tio högsta)?"
    assert narrowed("Vem betalar?", "") == "Vem betalar?"
