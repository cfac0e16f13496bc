"""Numbers are read as they are typed in Swedish, and refused where they cannot be meant."""

import pytest
import typer

from namndbok.cli.arguments import COUNT, SECONDS, WHOLE


@pytest.mark.parametrize(
    ("parser", "text", "number"),
    [
        (WHOLE, "2024", 2024),
        (WHOLE, "10 000", 10_000),
        (WHOLE, "10\N{NO-BREAK SPACE}000", 10_000),
        (WHOLE, "-5", -5),
        (WHOLE, 2024, 2024),  # what a flag is when it is not typed
        (COUNT, "3", 3),
        (SECONDS, "2,5", 2.5),
        (SECONDS, "2.5", 2.5),
        (SECONDS, 600.0, 600),
    ],
)
def test_a_number_is_read(parser, text: object, number: float):
    assert parser(text) == number


@pytest.mark.parametrize(
    ("parser", "text", "wanted"),
    [
        (WHOLE, "tjugo", "ett heltal"),
        (WHOLE, "2024.5", "ett heltal"),
        (WHOLE, "10.000", "ett heltal"),  # a full stop is no mark of thousands here
        (WHOLE, "", "ett heltal"),
        (COUNT, "0", "ett heltal, minst 1"),
        (SECONDS, "0,5", "ett tal, minst 1"),
        (SECONDS, "nan", "ett tal, minst 1"),
        (SECONDS, "inf", "ett tal, minst 1"),
        (SECONDS, "snart", "ett tal, minst 1"),
    ],
)
def test_anything_else_is_refused_with_what_it_may_be(parser, text: str, wanted: str):
    with pytest.raises(typer.BadParameter) as caught:
        parser(text)
    assert caught.value.message == wanted
