"""Facts agree with themselves and with their formulas; what a page shows is compared with them."""

from fractions import Fraction

import pytest

from namndbok.verify.reading.facts import (
    QUOTED,
    check_charts,
    check_dates,
    check_entries,
    check_facts,
    check_figures,
    check_formulas,
    check_subject,
    recomputed,
)
from reader import NBSP, by_id, differences, fact, page_of

TEN, MINUS_FOUR = fact("ten", 10), fact("minus_four", -4)
TWENTY = fact("twenty", 20, formula=QUOTED, rows=["fees:2", "fees:3"])
SHARE = fact("share", Fraction(3, 4), unit="ratio")
KNOWN = {"a": "ten", "b": "minus_four", "c": "twenty", "t": "share"}


def value_of(formula, inputs):
    """Make a fact again by its formula; its inputs are named by letters."""
    computed = fact("computed", 0, formula=formula, facts=[KNOWN[letter] for letter in inputs])
    return recomputed(computed, by_id(TEN, MINUS_FOUR, TWENTY, SHARE, computed))


@pytest.mark.parametrize(
    ("formula", "inputs", "value"),
    [
        ("summan av radernas intäkter", "ab", 6),
        ("summan av radernas resultat, alla räknade som positiva", "ab", 14),
        ("utfall − budget", "ab", 14),
        ("summa närvarande ÷ summa kallade", "ac", Fraction(1, 2)),
        ("förklarade resultat ÷ alla resultat, utan tecken", "ac", Fraction(1, 2)),
        ("sannolikhet × konsekvens", "ac", 200),
        ("det största av riskvärdena", "abc", 20),
        ("den lägsta andelen", "abc", -4),
        ("antal kommuner med avgift", "c", 2),
        ("avgiften, lika för alla", "c", 10),
        ("minsta antal närvarande som når målet − summa närvarande, minst noll", "act", 5),
    ],
)
def test_formula_gives_the_value(formula, inputs, value):
    assert value_of(formula, inputs) == value


@pytest.mark.parametrize("formula", ["a − b − c", "enligt beslut", "a ÷ b × c", "skillnaden"])
def test_formula_that_the_words_do_not_decide_is_left_alone(formula):
    assert value_of(formula, "abc") is None


def test_formula_of_a_fact_that_does_not_exist_is_left_alone():
    computed = fact("computed", 0, formula="summan av allt", facts=["ten", "gone"])
    assert recomputed(computed, by_id(TEN, computed)) is None


def test_wrong_value_is_named_with_what_the_formula_gives():
    computed = fact("computed", 13, formula="utfall − budget", facts=["ten", "minus_four"])
    (mismatch,) = filter(None, check_formulas(by_id(TEN, MINUS_FOUR, computed)))
    assert mismatch.place == "faktum computed, utfall − budget"
    assert (mismatch.expected, mismatch.found) == ("14", "13")


def test_nothing_is_divided_by_zero():
    computed = fact("computed", 0, formula="a ÷ b", facts=["ten", "zero"])
    assert list(check_formulas(by_id(TEN, fact("zero", 0), computed))) == []


def test_facts_in_a_circle_are_followed_once():
    facts = by_id(fact("a", 1, facts=["b"], rows=["t:2"]), fact("b", 1, facts=["a"], rows=["t:3"]))
    assert facts.rows_behind("a") == {"t:2", "t:3"}


def test_fact_has_the_documents_of_what_it_is_made_of():
    used = fact("used", 1, "1", rows=["t:2"], sources=["report"])
    computed = fact("computed", 1, "1", facts=["used"], sources=["minutes"])
    assert differences(check_facts(by_id(used, computed))) == [("report", "minutes")]


def test_fact_names_only_facts_that_exist():
    computed = fact("computed", 1, "1", rows=["t:2"], facts=["gone"])
    assert differences(check_facts(by_id(computed))) == [("fakta som finns", "gone")]


def test_facts_are_of_the_year_and_board_of_the_page():
    page = page_of("<h1>Berättelse 2024, Sjödalens nämnd</h1>")
    assert differences(check_subject({"year": 2024, "board": "Sjödalens nämnd"}, page)) == []
    assert len(differences(check_subject({"year": 2025, "board": "Sjödalens nämnd"}, page))) == 1
    assert len(differences(check_subject({"year": 2024, "board": "Annan nämnd"}, page))) == 1


# What a page shows of them


def figures(body, *facts):
    return differences(check_figures(page_of(body), by_id(*facts)))


def entries(body, *facts):
    return differences(check_entries(page_of(body), by_id(*facts)))


def test_date_shows_what_it_means():
    right = '<time datetime="2024-02-06">6 februari 2024</time><time datetime="2024">2024</time>'
    wrong = '<time datetime="2024-02-06">7 februari 2024</time>'
    assert differences(check_dates(page_of(right))) == []
    assert differences(check_dates(page_of(wrong))) == [("6 februari 2024", "7 februari 2024")]


def test_amount_in_a_chart_is_that_of_a_fact():
    facts = by_id(
        fact("deficit", -103041, f"−103{NBSP}041{NBSP}kr"),
        fact("share", "3/4", f"75{NBSP}%", unit="stated_ratio"),
    )
    description = f"<desc>Underskott 103{NBSP}041{NBSP}kr, mål 75{NBSP}%, 4 av 4.</desc>"
    right = f"<svg>{description}<text>−103{NBSP}041{NBSP}kr</text></svg>"
    assert differences(check_charts(page_of(right), facts)) == []
    wrong = f"<svg><text>+103{NBSP}041{NBSP}kr</text><text>76{NBSP}%</text></svg>"
    amounts = [found for _, found in differences(check_charts(page_of(wrong), facts))]
    assert amounts == [f"+103{NBSP}041{NBSP}kr", f"76{NBSP}%"]


def test_sentence_may_put_a_fact_in_words_and_a_table_may_not():
    held = fact("held", 4, "4", unit="count")
    words = '<data data-fact="held" value="4">fyra möten</data>'
    assert figures(f"<p>Nämnden höll {words}.</p>", held) == []
    assert len(figures(f"<table><tr><td>{words}</td></tr></table>", held)) == 1


def test_sentence_may_leave_out_a_minus_sign_only_where_it_speaks_of_a_deficit():
    result = fact("result", -5, f"−5{NBSP}kr")
    size = f'<data data-fact="result" value="-5">5{NBSP}kr</data>'
    assert figures(f"<p>Året gav ett underskott på {size}.</p>", result) == []
    assert len(figures(f"<p>Året gav {size}.</p>", result)) == 1
    assert figures(f"<h1>2031: Underskott {size}</h1>", result) == []
    assert len(figures(f"<h1>2031: Överskott {size}</h1>", result)) == 1


def test_sentence_may_not_round_a_fact_once_more():
    share = fact("share", "39/56", f"69,6{NBSP}%", unit="ratio")
    assert len(figures(f'<p><data data-fact="share" value="39/56">70{NBSP}%</data></p>', share)) == 1


def test_amount_stands_in_the_row_that_it_is_quoted_from():
    quoted = '<button popovertarget="fees:2"><data value="84100">84 100</data></button>'
    for row, count in (("Bas · Kiruna · 84 100 kr", 0), ("Bas · Kiruna · 85 100 kr", 1), ("Bas · …", 0)):
        assert len(figures(f'{quoted}<div id="fees:2" popover="">{row}</div>')) == count, row


def test_fact_that_is_quoted_stands_in_its_row_too():
    fee = fact("fee", 84100, "84 100", formula=QUOTED, rows=["fees:2"])
    quoted = '<button popovertarget="fees:2"><data data-fact="fee" value="84100">84 100</data></button>'
    for row, count in (("Bas · 84 100 kr", 0), ("Bas · 85 100 kr", 1)):
        assert len(figures(f'{quoted}<div id="fees:2" popover="">{row}</div>', fee)) == count, row


def test_fact_that_does_not_exist_is_missing():
    body = '<p><data data-fact="gone" value="1">1</data></p>'
    assert figures(body) == [("ett faktum som page.html visar", "saknas")]


def test_derivation_names_its_inputs_and_rows():
    part = fact("part", 3, "3 kr", formula=QUOTED, rows=["budget:7"])
    computed = fact("Summa", 3, "3 kr", facts=["part"], rows=["fees:2", "fees:3", "fees:4", "fees:9"])
    entry = (
        '<div id="Summa" popover="">{}: <data value="3">3 kr</data> ur <a href="#budget:{}">{}</a>, '
        '<a href="#fees:2">Avgifter rad 2–{}</a>, <a href="#fees:{}">9</a></div>'
    )
    assert entries(entry.format("Summa", 7, "3 kr", 4, 9), part, computed) == []
    for wrong in (
        ("Antal", 7, "3 kr", 4, 9),
        ("Summa", 8, "3 kr", 4, 9),
        ("Summa", 7, "4 kr", 4, 9),
        ("Summa", 7, "3 kr", 5, 9),
        ("Summa", 7, "3 kr", 4, 8),
    ):
        assert len(entries(entry.format(*wrong), part, computed)) == 1, wrong


def test_row_stands_under_its_own_number():
    row = '<div id="fees:2" popover="">Avgifter, rad {} i fees.csv</div>'
    assert entries(row.format(2)) == []
    assert entries(row.format(3)) == [(", rad 2 i fees.csv", "Avgifter, rad 3 i fees.csv")]


def test_fact_that_is_shown_without_a_derivation_is_missing():
    facts = [fact(id, 1, "1 kr", rows=["fees:2"]) for id in "ab"]
    entry = '<div id="a" popover="">a: <data value="1">1 kr</data> ur <a href="#fees:2">rad 2</a></div>'
    assert entries(entry, *facts) == []
    shown = f'<p><data data-fact="b" value="1">1 kr</data></p>{entry}'
    assert entries(shown, *facts) == [("en uträkning på sidan", "saknas")]


def test_row_names_the_facts_that_use_it_on_its_own_page():
    facts = [fact(id, 1, "1 kr", rows=["fees:2"]) for id in "ab"]
    derivation = '<div id="a" popover="">a: <data value="1">1 kr</data> ur <a href="#fees:2">rad 2</a></div>'
    other = derivation.replace('"a"', '"b"').replace(">a:", ">b:")
    row = '<div id="fees:2" popover="">Avgifter, rad 2 i fees.csv, används i {}</div>'
    both, one = '<a href="#a">a</a>, <a href="#b">b</a>', '<a href="#a">a</a>'
    assert entries(derivation + other + row.format(both), *facts) == []
    assert entries(derivation + row.format(one), *facts) == []
    assert entries(derivation + other + row.format(one), *facts) == [("a, b", "a")]


SHARED = (
    '<div id="fees:2-3" popover=""><p>Avgifter, rad 2–3 i fees.csv</p>'
    '<div id="fees:2">rad 2: Alby · 5 kr</div><div id="fees:3">rad {}: Berga · 7 kr</div></div>'
)


def test_rows_that_share_a_panel_stand_each_under_its_own_number():
    assert entries(SHARED.format(3)) == []
    ((expected, found),) = entries(SHARED.format(4))
    assert (expected, found) == (", rad 3 i fees.csv", "rad 4: Berga · 7 kr")


def test_a_figure_is_looked_for_in_its_own_row_of_a_panel():
    figure = '<p><button data-row="fees:{}" popovertarget="fees:2-3"><data value="7">7 kr</data></button></p>'
    right, wrong = (page_of(figure.format(row) + SHARED.format(3)) for row in (3, 2))
    assert differences(check_figures(right, by_id())) == []
    assert differences(check_figures(wrong, by_id())) == [("raden med 7", "rad 2: Alby · 5 kr")]


def test_a_derivation_names_the_rows_that_its_inputs_do_not_lead_to():
    parts = [
        fact("a", 1, "1 kr", rows=["fees:2"]),
        fact("b", 2, "2 kr", rows=["fees:3", "fees:5"], facts=["a"]),
    ]
    first = (
        '<div id="a" popover="">a: <data value="1">1 kr</data> ur <a href="#fees:2">Avgifter rad 2</a></div>'
    )
    second = '<div id="b" popover="">b: <data value="2">2 kr</data> ur <a href="#a">1 kr</a>, {}</div>'
    right, wrong = ('<a href="#fees:3">Avgifter rad 3, 5</a>', '<a href="#fees:3">Avgifter rad 3</a>')
    assert entries(first + second.format(right), *parts) == []
    assert entries(first + second.format(wrong), *parts) == [("fees:3, fees:5", "fees:3")]
