"""A paper: its files and its parameters."""

from fractions import Fraction

from namndbok.publish.papers import Paper


def test_a_paper_is_a_page_and_a_workbook_by_its_name():
    assert Paper("audit", "audit").files == ("audit.html", "audit.ipynb")


def test_parameters_in_another_order_are_the_same():
    assert Paper("a", "b", {"x": 1, "y": 2}) == Paper("a", "b", {"y": 2, "x": 1})


def test_parameters_are_as_the_manifest_has_them():
    paper = Paper("budget", "budget", {"percent": Fraction(5, 2), "keep": False})
    assert paper.made_by["parameters"] == {"keep": False, "percent": 2.5}
