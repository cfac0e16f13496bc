"""A paper, and what is typed for its parameters."""

import pytest

from namndbok.errors import InvalidParameter
from namndbok.publish.papers import Paper, read_parameter


def test_a_paper_is_a_page_and_a_workbook_by_its_name():
    assert Paper("audit", "audit").files == ("audit.html", "audit.ipynb")


def test_parameters_in_another_order_are_the_same():
    assert Paper("a", "b", {"x": 1, "y": 2}) == Paper("a", "b", {"y": 2, "x": 1})


@pytest.mark.parametrize(
    ("text", "value"),
    [("7", 7), ("0.5", 0.5), ("true", True), ('"7"', "7"), ("tjugo", "tjugo"), ("a=b", "a=b"), ("", "")],
)
def test_a_parameter_is_read_as_it_is_typed(text: str, value: object):
    assert read_parameter(f"name={text}") == ("name", value)


@pytest.mark.parametrize("text", ["year", "=2024", ""])
def test_a_parameter_needs_a_name_and_a_value(text: str):
    with pytest.raises(InvalidParameter, match=f"Skriv parametern som NAMN=VÄRDE, inte ”{text}”."):
        read_parameter(text)
