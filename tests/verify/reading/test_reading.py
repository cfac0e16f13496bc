"""What is read off a page beside its figures: dates, charts, entries, findings and the executed workbook."""

from fractions import Fraction

from namndbok.verify.reading.dates import check_dates
from namndbok.verify.reading.entries import check_entries
from namndbok.verify.reading.findings import check_findings, check_shown
from namndbok.verify.reading.page import read_page
from namndbok.verify.reading.pictures import check_pictures
from namndbok.verify.reading.record import AS_IT_STANDS, Record, check_subject
from namndbok.verify.reading.shown import check_figures
from namndbok.verify.reading.workbook import check_workbook

NBSP = "\N{NO-BREAK SPACE}"
FINDING = {
    "id": "sums.total.1", "check": "sums.total", "severity": "error", "status": "open", "title": "Fel",
    "detail": "Det skiljer 2 kr.", "expected": "5 kr", "found": "7 kr", "difference": "2 kr",
    "rows": ["fees:2", "fees:3", "fees:4"],
}  # fmt: skip


def fact(id, value, display, *, label="", unit="kr", formula="summan av allt", rows=(), facts=()):
    exact = Fraction(value)
    return Record(id, label or id, str(exact), unit, display, formula, tuple(rows), tuple(facts), (), exact)


def read(body):
    return read_page("page.html", f"<html>{body}</html>")


def found(outcomes):
    return [(one.expected, one.found) for one in outcomes if one]


def figures(body, *records):
    return found(check_figures(read(body), {record.id: record for record in records}))


def test_date_shows_what_it_means():
    right = '<time datetime="2024-02-06">6 februari 2024</time><time datetime="2024">2024</time>'
    assert found(check_dates(read(right))) == []
    assert found(check_dates(read('<time datetime="2024-02-06">7 februari 2024</time>'))) == [
        ("6 februari 2024", "7 februari 2024")
    ]


def test_amount_in_a_chart_is_that_of_a_fact():
    records = {
        "a": fact("a", -103041, f"−103{NBSP}041{NBSP}kr"),
        "b": fact("b", "3/4", f"75{NBSP}%", unit="stated_ratio"),
    }
    told = f"<desc>Underskott 103{NBSP}041{NBSP}kr, mål 75{NBSP}%, 4 av 4.</desc>"
    right = f"<svg>{told}<text>−103{NBSP}041{NBSP}kr</text></svg>"
    assert found(check_pictures(read(right), records)) == []
    wrong = f"<svg><text>+103{NBSP}041{NBSP}kr</text><text>76{NBSP}%</text></svg>"
    assert [shown for _, shown in found(check_pictures(read(wrong), records))] == [
        f"+103{NBSP}041{NBSP}kr",
        f"76{NBSP}%",
    ]


def test_sentence_may_say_a_fact_in_words_and_a_table_may_not():
    held = fact("held", 4, "4", unit="count")
    words = '<data data-fact="held" value="4">fyra möten</data>'
    assert figures(f"<p>Nämnden höll {words}.</p>", held) == []
    assert len(figures(f"<table><tr><td>{words}</td></tr></table>", held)) == 1


def test_sentence_may_leave_out_a_minus_sign_only_where_it_speaks_of_a_deficit():
    result = fact("result", -5, f"−5{NBSP}kr")
    size = f'<data data-fact="result" value="-5">5{NBSP}kr</data>'
    assert figures(f"<p>Året gav ett underskott på {size}.</p>", result) == []
    assert len(figures(f"<p>Året gav {size}.</p>", result)) == 1


def test_sentence_may_not_round_a_fact_once_more():
    share = fact("share", "39/56", f"69,6{NBSP}%", unit="ratio")
    assert len(figures(f'<p><data data-fact="share" value="39/56">70{NBSP}%</data></p>', share)) == 1


def test_amount_stands_in_the_row_that_it_is_quoted_from():
    quoted = '<a href="#fees:2"><data value="84100">84 100</data></a>'
    assert figures(f'{quoted}<ol><li id="fees:2" value="2">Bas · Kiruna · 84 100 kr</li></ol>') == []
    assert len(figures(f'{quoted}<ol><li id="fees:2" value="2">Bas · Kiruna · 85 100 kr</li></ol>')) == 1
    assert figures(f'{quoted}<ol><li id="fees:2" value="2">Bas · Kiruna · …</li></ol>') == []


def test_fact_that_does_not_exist_is_missing():
    assert figures('<p><data data-fact="gone" value="1">1</data></p>') == [
        ("ett faktum som page.html visar", "saknas")
    ]


def test_facts_are_of_the_year_and_board_of_the_page():
    page = read("<h1>Berättelse 2024, Sjödalens nämnd</h1>")
    assert found(check_subject({"year": 2024, "board": "Sjödalens nämnd"}, page)) == []
    assert len(found(check_subject({"year": 2025, "board": "Sjödalens nämnd"}, page))) == 1
    assert len(found(check_subject({"year": 2024, "board": "Annan nämnd"}, page))) == 1


def test_derivation_names_its_inputs_and_rows():
    part = fact("part", 3, "3 kr", formula=AS_IT_STANDS, rows=["budget:7"])
    made = fact(
        "made", 3, "3 kr", label="Summa", facts=["part"], rows=["fees:2", "fees:3", "fees:4", "fees:9"]
    )
    records = {"part": part, "made": made}
    entry = (
        '<li id="made">{}: <data value="3">3 kr</data> ur <a href="#budget:{}">{}</a>, '
        '<a href="#fees:2">Avgifter rad 2–{}</a>, <a href="#fees:{}">9</a></li>'
    )
    assert found(check_entries(read(entry.format("Summa", 7, "3 kr", 4, 9)), records)) == []
    for wrong in (("Antal", 7, "3 kr", 4, 9), ("Summa", 8, "3 kr", 4, 9), ("Summa", 7, "4 kr", 4, 9),
                  ("Summa", 7, "3 kr", 5, 9), ("Summa", 7, "3 kr", 4, 8)):  # fmt: skip
        assert len(found(check_entries(read(entry.format(*wrong)), records))) == 1, wrong


def test_row_stands_under_its_own_number():
    assert found(check_entries(read('<li id="fees:2" value="3">x</li>'), {})) == [("2", "3")]


def test_fact_that_is_shown_without_a_derivation_is_missing():
    records = {"a": fact("a", 1, "1 kr", rows=["fees:2"]), "b": fact("b", 1, "1 kr", rows=["fees:2"])}
    entry = '<li id="a">a: <data value="1">1 kr</data> ur <a href="#fees:2">rad 2</a></li>'
    assert found(check_entries(read(entry), records)) == []
    shown = f'<p><data data-fact="b" value="1">1 kr</data></p>{entry}'
    assert found(check_entries(read(shown), records)) == [("en uträkning på sidan", "saknas")]


def test_a_row_tells_of_those_who_use_it_on_its_own_page():
    records = {name: fact(name, 1, "1 kr", rows=["fees:2"]) for name in ("a", "b")}
    used = '<li id="a">a: <data value="1">1 kr</data> ur <a href="#fees:2">rad 2</a></li>'
    row = '<li id="fees:2" value="2">x · används i <a href="#a">a</a></li>'
    assert found(check_entries(read(used + row), records)) == []
    assert found(check_entries(read(used + row.replace('<a href="#a">a</a>', "")), records)) == [("a", "")]


HEAD = "".join(f"<th>{name}</th>" for name in ("Grad", "Iakttagelse", "Väntat", "Funnet", "Rader"))


def listing(**other):
    """Show a finding in a row as the page does."""
    shown = FINDING | {"last": "4"} | other
    cells = "".join(f"<td>{shown[name]}</td>" for name in ("detail", "expected", "found"))
    rows = f'<td><a href="#fees:2">Avgifter rad 2–{shown["last"]}</a></td>'
    body = f'<tbody><tr id="{shown["id"]}"><th>Fel</th>{cells}{rows}</tr></tbody>'
    return read(f"<table><thead><tr>{HEAD}</tr></thead>{body}</table>")


def test_finding_on_the_page_is_the_one_in_the_file():
    assert found(check_shown(listing(), [FINDING])) == []
    for name, text in (
        ("detail", "Det skiljer 3 kr."),
        ("expected", "6 kr"),
        ("found", "8 kr"),
        ("last", "5"),
    ):
        assert len(found(check_shown(listing(**{name: text}), [FINDING]))) == 1, name
    assert len(found(check_shown(listing(id="sums.total.2"), [FINDING]))) == 2


def test_difference_of_a_finding_is_the_difference():
    assert found(check_findings([FINDING], {})) == []
    assert found(check_findings([FINDING | {"difference": "3 kr"}], {})) == [("7 kr − 5 kr", "3 kr")]
    assert found(check_findings([FINDING | {"difference": None, "expected": "en förklaring"}], {})) == []


def test_facts_count_the_findings():
    counts = {
        "findings.total": 1,
        "findings.errors": 1,
        "findings.open": 1,
        "findings.sums.total": 1,
        "findings.form.year": 0,
    }
    right = {id: fact(id, count, str(count), unit="count") for id, count in counts.items()}
    assert found(check_findings([FINDING], right)) == []
    for id, count in counts.items():
        wrong = right | {id: fact(id, count + 1, "", unit="count")}
        assert found(check_findings([FINDING], wrong)) == [(str(count), str(count + 1))], id


def workbook(html, plain="", *, tags=()):
    output = {"data": {"text/html": [html], "text/plain": plain}}
    cells = [
        {"source": ["## Rubrik\n", "Hur gick det 2024?"]},
        {"outputs": [output], "metadata": {"tags": list(tags)}},
    ]
    return {"cells": cells}


def compare(body, html, plain=""):
    past = '<a class="skip" href="#innehall">Hoppa till innehållet</a>'
    contents = '<nav><h2>Innehåll</h2>\n<ol><li><a href="#r">Rubrik</a></li></ol></nav>'
    page = read(f'<body>{past}{contents}<main><h2 id="r">Rubrik</h2>{body}</main></body>')
    return found(check_workbook(page, "page.ipynb", workbook(html, plain)))


def test_page_shows_what_the_workbook_gave():
    html = '<svg viewBox="0 0 9 9"><path d="M1 2"></path><text x="1">5</text></svg>'
    html += '<p class="a" id="b">Sju <b>7</b></p>'
    prose = "<section><h2>Rubrik</h2><p>Hur gick det 2024?</p>"
    shown = html.replace("viewBox", "viewbox").replace('class="a" id="b"', 'id="b" class="a"')
    assert compare(f"{prose}{shown}</section>", html) == []
    for old, new in (
        ("M1 2", "M1 3"),
        (">5<", ">6<"),
        ("<b>7", "<b>8"),
        ('id="b"', 'id="c"'),
        ("<path", "<path>x</path><path"),
    ):
        assert compare(f"{prose}{shown.replace(old, new)}</section>", html), old
    assert compare(f"{prose.replace('2024', '2025')}{shown}</section>", html)
    assert compare(f"{prose}</section>", html)


def test_numbers_in_plain_text_stand_in_the_html_too():
    assert compare("<p>1 234 kr</p>", "<p>1 234 kr</p>", "1 234 kr") == []
    assert compare("<p>1 234 kr</p>", "<p>1 234 kr</p>", "1 235 kr") == [
        ("samma siffror som på sidan", "235")
    ]
