"""Words fit in the room they are given, and what is left out is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from namndbok.show.charts.drawing import clip, one_line, width, wrap

WORDS = some.text(some.characters(exclude_categories=["Cs"]), max_size=80)


def test_bold_text_is_wider() -> None:
    assert width("Nämnden", bold=True) > width("Nämnden") > width("Nämnd") > 0


def test_a_text_that_fits_is_left_alone() -> None:
    assert wrap("Grundfinansiering", 360) == ["Grundfinansiering"]
    assert clip("Luleå", 140) == "Luleå"


def test_a_long_text_is_broken_between_words_and_clipped_on_the_last_line() -> None:
    assert wrap("aaaa bbbb cccc dddd", width("aaaa bbbb")) == ["aaaa bbbb", "cccc dddd"]
    assert wrap("aaaa bbbb cccc dddd eeee", width("aaaa bbbb")) == ["aaaa bbbb", "cccc dd…"]


def test_a_word_wider_than_the_room_is_clipped() -> None:
    first, *rest = wrap("Donaudampfschifffahrtsgesellschaft och mer", 100)
    assert first.startswith("Donau") and first.endswith("…") and not rest


def test_a_very_long_text_is_clipped_too() -> None:
    assert clip("i" * 100_000, 10**6) == "i" * 400 + "…"


@pytest.mark.parametrize(
    ("text", "line"),
    [(" a\r\n\tb ", "a b"), ("a\x00b\x1b[31m\u202ec", "ab[31mc"), ("1\u00a0000", "1\u00a0000")],
)
def test_a_text_becomes_one_line_without_anything_unseen(text: str, line: str) -> None:
    assert one_line(text) == line


@given(text=WORDS, room=some.integers(30, 360), lines=some.integers(1, 3))
def test_every_line_fits_and_nothing_is_lost_without_an_ellipsis(text: str, room: int, lines: int) -> None:
    made = wrap(text, room, lines=lines)
    assert len(made) <= lines
    assert all(width(line) <= room for line in made)
    assert " ".join(made) == one_line(text) or made[-1].endswith("…")
