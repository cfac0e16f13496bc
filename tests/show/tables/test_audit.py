"""Tables of the audit: findings, figures computed again, decisions and earlier reviews."""

from fractions import Fraction

import pytest

from namndbok.show import tables
from typed import book_of, lines, sound, unchecked

MORE = {
    "claims": "id | text\n faster | Det går 70 procent fortare.",
}


@pytest.fixture(scope="module")
def book():
    return unchecked(**MORE)


def test_what_no_table_can_confirm_is_listed_with_its_place(book):
    assert lines(tables.table_claims(book)) == ["Det går 70 procent fortare. | 2031 | sidan 1"]


def test_a_finding_is_told_with_amounts_rows_and_answer():
    printed = "id | fact | kind | value | unit | label\ncost | economy.cost | total | 831 | kr | Summa"
    wrong = {"printed": printed}
    finding = next(finding for finding in book_of(sound(**wrong)).findings if finding.check == "sums.printed")
    says = "Summa kostnader (”Summa”): dokumentet har 831 kr, men raderna ger 830 kr."
    where = "Tryckta summor och andelar rad 2, Utfall rad 2, 3"
    assert f"{finding.number} | Fel | {says} | 830 kr | 831 kr | {where} | inget svar ännu" in lines(
        tables.table_findings(book_of(sound(**wrong)))
    )
    answered = book_of(sound(**wrong, answers=f"finding | answer\n {finding.id} | Rättas 2032."))
    table = tables.table_findings(answered)
    assert (
        f"{finding.number} | Fel | {says} | 830 kr | 831 kr | {where} | Rättas 2032. (samordnare, 2032-01-15)"
        in lines(table)
    )
    assert (
        '<span data-row="answers:2">Rättas <a class="count" href="#answers:2">2032</a>. '
        in table._repr_html_()
    )
    assert 'id="answers:2"' in tables.list_sources(answered)._repr_html_()


def test_errors_are_listed_by_themselves():
    printed = "id | fact | kind | value | unit\ncost | economy.cost | total | 831 | kr"
    wrong = book_of(sound(printed=printed))
    errors, others = tables.table_findings(wrong, "error"), tables.table_findings(wrong, "warning", "info")
    assert {line.split(" | ")[1] for line in lines(errors)} == {"Fel"}
    assert len(lines(errors)) + len(lines(others)) == len(wrong.findings)
    assert "Fel" not in {line.split(" | ")[1] for line in lines(others)}
    assert (errors.id, others.id) == ("t-errors", "t-findings")


def test_what_is_missing_is_listed_once_findings_first_and_then_empty_tables():
    controls = "control | number | probability | consequence\n a | 1 | 2 | 3"
    book = book_of(sound(controls=controls))
    listed = lines(tables.table_missing(book))
    missing = [one for one in book.findings if one.check.startswith("missing.")]
    assert missing and listed[: len(missing)] == [f"{one.number} | {one.title}" for one in missing]
    assert "price_index.csv | Tabellen Prisindex har inga rader för året." in listed[len(missing) :]
    assert not [line for line in listed if line.startswith("outcome.csv")]


def test_a_deficit_without_explanation_is_filed_under_the_economy():
    book = book_of(sound("explanations"))
    (deficit,) = [one for one in book.findings if one.check == "rules.unexplained"]
    line = f"{deficit.number} | Varning | {deficit.title} | inget svar ännu"
    assert line in lines(tables.table_concerns(book, "economy"))
    assert line not in lines(tables.table_concerns(book, "goals"))


def test_no_findings_are_said_to_be_none(book):
    assert tables.table_findings(book)._repr_html_().endswith("Kontrollerna gav inga iakttagelser.</p>")


def test_every_check_is_listed_with_what_it_asks_and_cannot_see(book):
    (line,) = [line for line in lines(tables.table_checks(book)) if line.endswith("rules.unexplained")]
    assert line.startswith("Är varje underskott förklarat? | 0 | ")
    assert " | Överskott utan förklaring, och om en förklaring är riktig. | " in line
    assert 'href="#findings.rules.unexplained"' in tables.table_checks(book)._repr_html_()


def test_what_a_cell_computed_stands_beside_the_report(book):
    """Income 600 + 300, cost 500 + 330."""
    values = {"economy.income": 900, "economy.cost": 831, "economy.nothing": 7}
    assert lines(tables.table_reperformed(book, "utfallet", values)) == [
        "Summa intäkter | 900 kr | 900 kr | ja",
        "Summa kostnader | 831 kr | 830 kr | nej",
    ]


def test_it_leads_to_the_derivation_and_names_what_was_computed(book):
    page = tables.table_reperformed(book, "utfallet på nytt", {"economy.income": 900})._repr_html_()
    assert 'id="t-reperformed-utfallet-pa-nytt"' in page
    assert '<td><data value="900"><a href="#economy.income">900\u00a0kr</a></data></td>' in page


def test_a_share_is_exact(book):
    share = book.facts["attendance.board.share"]
    value = Fraction(share.value)
    (line,) = lines(tables.table_reperformed(book, "närvaron", {share.id: value}))
    assert line.endswith(" | ja")
    (line,) = lines(tables.table_reperformed(book, "närvaron", {share.id: value + Fraction(1, 10**9)}))
    assert line.endswith(" | nej")


def test_printed_figures_stand_beside_computed_ones():
    printed = """
        id | fact            | kind  | value | unit | label
        a  | economy.income  | total | 900   | kr   | SUMMA
        b  | economy.cost    | total | 831   | kr   |
    """
    assert lines(tables.table_printed(unchecked(printed=printed))) == [
        "Summa intäkter | 900 kr | 900 kr | ja | SUMMA",
        "Summa kostnader | 831 kr | 830 kr | nej | ",
    ]


def test_decisions_come_in_order_of_date_and_a_proposal_is_not_counted_as_one():
    decisions = """
        decision | date       | paragraph | case_number | title     | body    | status
        two      | 2031-05-02 | § 4       | 2031/7      | Budget    | Nämnden | decided
        one      | 2030-12-16 |           |             | Plan      | Nämnden | decided
        three    | 2032-03-01 | § 5       | 2032/1      | Berättelse| Nämnden | proposed
    """
    book = unchecked(decisions=decisions)
    assert lines(tables.table_decisions(book)) == [
        "Plan | beslut | 16 december 2030",
        "Budget | beslut | 2 maj 2031, § 4, 2031/7",
        "Berättelse | förslag | 1 mars 2032, § 5, 2032/1",
    ]
    assert (book.facts["decisions.total"].value, book.facts["decisions.anchored"].value) == (2, 1)


def test_a_paper_has_the_decisions_of_its_year_and_of_the_meeting_that_takes_it():
    decisions = """
        decision | date       | title  | body    | status   | recipients | attachments
        plan     | 2030-12-16 | Plan   | Nämnden | decided  |            |
        budget   | 2031-05-02 | Budget | Nämnden | decided  | Alvik      | Bilaga 1
        story    | 2032-03-01 | Året   | Nämnden | proposed |            |
        rest     | 2032-03-01 | Övrigt | Nämnden | proposed |            |
        later    | 2032-06-01 | Senare | Nämnden | decided  |            |
    """
    papers = "decision | paper | year\nstory | annual_report | 2031\nlater | annual_report | 2032"
    book = unchecked(decisions=decisions, paper_decisions=papers)
    assert lines(tables.table_decisions(book, "annual_report")) == [
        "Budget | beslut | Alvik | Bilaga 1 | 2 maj 2031",
        "Året | förslag |  |  | 1 mars 2032",
        "Övrigt | förslag |  |  | 1 mars 2032",
    ]


def test_a_recommendation_is_followed_to_what_the_year_shows():
    """Income 600 + 300."""
    recommendations = """
        year | number | municipality | kind           | text        | answer  | status   | measure
        2030 | 1      | 9901         | recommendation | Visa mer.   | Det ska | answered | economy.income
        2030 | 2      | 9902         | remark         | Ordna allt. |         | open     |
        2031 | 1      | 9901         | remark         | Senare.     |         | open     |
    """
    assert lines(tables.table_recommendations(unchecked(recommendations=recommendations))) == [
        "Visa mer. | Alvik | 2030 | Det ska | Summa intäkter | 900 kr",
        "Ordna allt. | Bergsta | 2030 |  | inget som visar det | ",
    ]


def test_judgements_of_earlier_years_are_listed():
    reviews = """
        year | municipality | area    | judgement | text
        2030 | 9903         | economy | adequate  | Bra.
        2031 | 9903         | economy | adequate  | Bra igen.
    """
    assert lines(tables.table_reviews(unchecked(audit_reviews=reviews))) == [
        "Ödeby | 2030 | ekonomi | tillräcklig | Bra."
    ]
