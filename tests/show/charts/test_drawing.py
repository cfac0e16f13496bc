"""Bars are ranked, begin at zero and carry their figure; words fit in the room they are given."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from drawn import spans, texts
from namndbok.show.charts import ACCENT, MAIN
from namndbok.show.charts.drawing import (
    Bar,
    Section,
    clip,
    draw_sections,
    one_line,
    ranked,
    styled,
    width,
    wrap,
)
from namndbok.show.charts.svg import accessible_svg

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


def _bars(*values: int) -> list[Bar]:
    return [Bar(f"Ort {number}", value, f"{value} kr") for number, value in enumerate(values)]


@styled
def _below(ranking: tuple[list[Section], str]) -> str:
    return accessible_svg(draw_sections(ranking[0], above=True), "c-x", "Vad?", "Något.")


@styled
def _beside(ranking: tuple[list[Section], str]) -> str:
    return accessible_svg(draw_sections(ranking[0]), "c-x", "Vad?", "Något.")


def test_bars_are_ranked_from_the_highest_and_ties_keep_their_order() -> None:
    [section], note = ranked(_bars(1, 3, 2, 3))
    assert [bar.name for bar in section.bars] == ["Ort 1", "Ort 3", "Ort 2", "Ort 0"]
    assert note == ""


def test_of_too_many_bars_the_highest_and_the_lowest_are_kept() -> None:
    highest, lowest = (ranking := ranked(_bars(*range(31))))[0]
    assert [bar.value for bar in highest.bars] == [*range(30, 20, -1)]
    assert [bar.value for bar in lowest.bars] == [*range(9, -1, -1)]
    assert ranking[1] == "de tio högsta och de tio lägsta"
    assert "… 11 till …" in texts(_beside(ranking))


def test_one_that_is_always_kept_stands_between_the_ends() -> None:
    bars = [Bar(str(value), value, "") for value in range(9)]
    sections, _ = ranked(bars, limit=8, ends=2, always="4")
    assert [[bar.name for bar in section.bars] for section in sections] == [["8", "7"], ["4"], ["1", "0"]]
    assert len(ranked(bars, limit=8, ends=2, always="8")[0]) == 2


def test_bars_that_fit_are_all_shown() -> None:
    [section], note = ranked(_bars(*range(30)))
    assert (len(section.bars), note) == (30, "")


def test_bars_are_as_long_as_their_values() -> None:
    (start, end), (again, half) = spans(_below(ranked(_bars(50, 100))), MAIN)
    assert start == again == 2
    assert round(half - 2, 1) == round((end - 2) / 2, 1)


def test_a_part_larger_than_its_whole_fills_the_frame() -> None:
    bars = [Bar("Mer", 3, "300 %", whole=1), Bar("Allt", 1, "100 %", whole=1)]
    over, full = spans(_below(ranked(bars)), MAIN)
    assert over == full


def test_negative_bars_reach_to_the_left_of_zero_in_another_colour() -> None:
    svg = _below(ranked(_bars(-50, 100)))
    (zero, _), (low, high) = spans(svg, MAIN)[0], spans(svg, ACCENT)[0]
    assert low == 2 and high == zero > 2
