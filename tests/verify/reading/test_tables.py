"""What a page's tables are recomputed by; that a source is wrong is not the page's fault."""

from fractions import Fraction

from namndbok.verify.reading.facts import QUOTED
from namndbok.verify.reading.tables import check_columns, check_sums
from reader import by_id, differences, fact, page_of


def shown(id, value):
    """Show a fact in a cell."""
    return f'<td><a href="#{id}"><data data-fact="{id}" value="{value}">{value}</data></a></td>'


def quoted(row, value):
    """Quote an amount from a row in a cell."""
    return f'<td><a href="#{row}"><data value="{value}">{value}</data></a></td>'


def table(headings, *rows):
    """Make a table; a row is its name and its cells, and a total if its name begins with Summa."""
    head = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    return f'<table id="t"><thead><tr>{head}</tr></thead><tbody>{"".join(map(row, rows))}</tbody></table>'


def row(cells):
    name, *rest = cells
    mark = " class=total" if name.startswith("Summa") else ""
    return f'<tr{mark}><th scope="row">{name}</th>{"".join(rest)}</tr>'


def sums(body, *facts):
    return differences(check_sums(page_of(body), by_id(*facts)))


def columns(body, *facts):
    return differences(check_columns(page_of(body), by_id(*facts)))


A, B = fact("a", 10, rows=["fees:2"]), fact("b", 20, rows=["fees:3"])
TOTAL = fact("sum", 30, facts=["a", "b"])


def test_total_is_the_sum_of_its_column():
    rows = ("Kiruna", shown("a", 10)), ("Luleå", shown("b", 20))
    assert sums(table(["Kommun", "Avgift"], *rows, ("Summa", shown("sum", 30))), A, B, TOTAL) == []
    assert sums(table(["Kommun", "Avgift"], *rows, ("Summa", shown("sum", 31))), A, B, TOTAL) == [
        ("30", "31")
    ]


def test_empty_cell_counts_as_nothing_in_a_total():
    rows = ("Kiruna", shown("a", 10)), ("Arvidsjaur", "<td>saknas</td>"), ("Luleå", shown("b", 20))
    assert sums(table(["Kommun", "Avgift"], *rows, ("Summa", shown("sum", 30))), A, B, TOTAL) == []


def test_total_that_the_document_prints_may_be_wrong():
    rows = ("Kiruna", shown("a", 10)), ("Summa", quoted("printed:2", 99))
    assert sums(table(["Kommun", "Avgift"], *rows), A) == []
    printed = fact("printed", 99, formula=QUOTED, rows=["printed:2"])
    rows = ("Kiruna", shown("a", 10)), ("Summa", shown("printed", 99))
    assert sums(table(["Kommun", "Avgift"], *rows), A, printed) == []


def test_total_of_more_rows_than_the_table_shows_is_not_tried():
    rows = ("Kiruna", shown("a", 10)), ("Summa", shown("sum", 30))
    assert sums(table(["Kommun", "Avgift"], *rows), A, B, TOTAL) == []


def test_two_totals_take_the_rows_that_end_as_they_do():
    rows = ("Drift, intäkter", shown("a", 10)), ("Drift, kostnader", shown("b", 20))
    income, cost = fact("in", 10, facts=["a"]), fact("out", 20, facts=["b"])
    totals = ("Summa intäkter", shown("in", 10)), ("Summa, kostnader", shown("out", 21))
    assert sums(table(["Rad", "Utfall"], *rows, *totals), A, B, income, cost) == [("20", "21")]


def test_share_has_no_sum():
    share = fact("share", Fraction(1, 2), unit="ratio", facts=["a"])
    rows = ("Kiruna", shown("a", 10)), ("Summa", shown("share", "1/2"))
    assert sums(table(["Kommun", "Andel"], *rows), A, share) == []


def test_column_summa_is_the_sum_of_its_row():
    fee = fact("fee", 30, rows=["fees:2", "fees:3"])
    cells = quoted("fees:2", 10), quoted("fees:3", 20)
    headings = ["Kommun", "Summa", "Bas", "Arkiv"]
    assert sums(table(headings, ("Kiruna", shown("fee", 30), *cells)), fee) == []
    assert sums(table(headings, ("Kiruna", shown("fee", 40), *cells)), fee) == [("30", "40")]
    beside = quoted("population:2", 17000)
    assert sums(table([*headings, "Invånare"], ("Kiruna", shown("fee", 30), *cells, beside)), fee) == []


def test_column_follows_from_those_that_its_heading_speaks_of():
    result, share = fact("result", -10, facts=["a", "b"]), fact("share", Fraction(1, 2), unit="ratio")
    cells = shown("a", 10), shown("b", 20)
    for headings, right, wrong in (
        (["Rad", "Resultat", "Intäkter", "Kostnader"], shown("result", -10), shown("result", 10)),
        (["Rad", "Utfall − budget", "Utfall", "Budget"], shown("result", -10), shown("result", -1)),
        (["Rad", "Andel", "Närvarande", "Kallade"], shown("share", "1/2"), shown("share", "1/3")),
        (
            ["Rad", "Per invånare", "Avgifter i budgeten", "Invånare"],
            shown("share", "1/2"),
            shown("share", "2"),
        ),
    ):
        assert columns(table(headings, ("Drift", right, *cells)), A, B, result, share) == []
        assert len(columns(table(headings, ("Drift", wrong, *cells)), A, B, result, share)) == 1


def test_share_that_the_document_prints_may_be_wrong():
    cells = quoted("printed:2", "7/10"), shown("a", 10), shown("b", 20)
    assert columns(table(["Möte", "Andel", "Närvarande", "Kallade"], ("Maj", *cells)), A, B) == []


def test_nothing_is_divided_by_zero():
    zero, share = fact("zero", 0), fact("share", Fraction(1, 2), unit="ratio")
    cells = shown("share", "1/2"), shown("a", 10), shown("zero", 0)
    assert columns(table(["M", "Andel", "Närvarande", "Kallade"], ("Maj", *cells)), A, zero, share) == []
