"""Findings are compared with themselves, with the facts that count them and with their rows on the page."""

from namndbok.verify.reading.findings import check_findings, check_listing
from reader import by_id, differences, fact, page_of

FINDING = {
    "id": "sums.total.1", "check": "sums.total", "severity": "error", "status": "open", "title": "Fel",
    "detail": "Det skiljer 2 kr.", "expected": "5 kr", "found": "7 kr", "difference": "2 kr",
    "rows": ["fees:2", "fees:3", "fees:4"],
}  # fmt: skip
HEAD = "".join(f"<th>{name}</th>" for name in ("Grad", "Iakttagelse", "Väntat", "Funnet", "Rader"))


def listed(finding=FINDING, **other):
    """Show a finding in a row as the page does, and compare."""
    shown = FINDING | {"last": "4"} | other
    cells = "".join(f"<td>{shown[name]}</td>" for name in ("detail", "expected", "found"))
    rows = f'<td><a href="#fees:2">Avgifter rad 2–{shown["last"]}</a></td>'
    body = f'<tbody><tr id="{shown["id"]}"><th>Fel</th>{cells}{rows}</tr></tbody>'
    return differences(
        check_listing(page_of(f"<table><thead><tr>{HEAD}</tr></thead>{body}</table>"), [finding])
    )


def test_finding_on_the_page_is_the_one_in_the_file():
    assert listed() == []
    assert listed(detail="Det skiljer 3 kr.") and listed(expected="6 kr") and listed(found="8 kr")
    assert listed(last="5") == [("fees:2 fees:3 fees:4", "fees:2 fees:3 fees:4 fees:5")]


def test_error_that_the_page_leaves_out_and_finding_that_the_file_lacks_are_missing():
    assert listed(id="sums.total.2") == [("Fel", "saknas"), ("som i page.html", "saknas")]


def test_the_number_of_a_finding_stands_in_its_row():
    assert listed(FINDING | {"number": "G-2031-0417"}) == [
        ("G-2031-0417", "Fel | Det skiljer 2 kr. | 5 kr | 7 kr | Avgifter rad 2–4")
    ]


def test_findings_may_be_listed_in_several_tables():
    second = FINDING | {"id": "sums.total.2"}
    page = "".join(
        f'<table><thead><tr>{HEAD}</tr></thead><tbody><tr id="{id}"><th>Fel</th><td>Det skiljer 2 kr.</td>'
        f"<td>5 kr</td><td>{found}</td></tr></tbody></table>"
        for id, found in (("sums.total.1", "7 kr"), ("sums.total.2", "8 kr"))
    )
    assert differences(check_listing(page_of(page), [FINDING, second])) == [("7 kr", "8 kr")]


def test_page_may_leave_out_what_is_only_worth_knowing():
    worth_knowing = FINDING | {"id": "sums.total.2", "severity": "info"}
    assert listed(worth_knowing, id="") == []


def test_difference_of_a_finding_is_the_difference():
    assert differences(check_findings([FINDING], by_id())) == []
    wrong, words = (
        FINDING | {"difference": "3 kr"},
        FINDING | {"difference": None, "expected": "en förklaring"},
    )
    assert differences(check_findings([wrong], by_id())) == [("7 kr − 5 kr", "3 kr")]
    assert differences(check_findings([words], by_id())) == []


def test_facts_count_the_findings():
    counts = {
        "findings.total": 1,
        "findings.errors": 1,
        "findings.open": 1,
        "findings.sums.total": 1,
        "findings.form.year": 0,
    }
    for wrong in (None, *counts):
        facts = by_id(*(fact(id, count + (id == wrong)) for id, count in counts.items()))
        expected = [(str(counts[wrong]), str(counts[wrong] + 1))] if wrong else []
        assert differences(check_findings([FINDING], facts)) == expected
