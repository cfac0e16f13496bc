from namndbok.show.tables import table_decisions, table_recommendations, table_reviews
from typed import spaced, unchecked


def lines(table) -> list[str]:
    return spaced(str(table)).splitlines()[2:]


def test_decisions_come_in_order_of_date_and_say_what_is_lacking():
    decisions = """
        decision | date       | paragraph | case_number | title  | body
        two      | 2031-05-02 | § 4       | 2031/7      | Budget | Nämnden
        one      | 2030-12-16 |           |             | Plan   | Nämnden
    """
    book = unchecked(decisions=decisions)
    assert lines(table_decisions(book)) == [
        "Plan | 16 december 2030 | saknas | saknas | saknas",
        "Budget | 2 maj 2031 | § 4 | 2031/7 | saknas",
    ]
    assert (book.facts["decisions.total"].value, book.facts["decisions.anchored"].value) == (2, 1)


def test_a_recommendation_is_followed_to_what_the_year_shows():
    """Income 600 + 300."""
    recommendations = """
        year | number | municipality | kind           | text        | answer  | status   | measure
        2030 | 1      | 9901         | recommendation | Visa mer.   | Det ska | answered | economy.income
        2030 | 2      | 9902         | remark         | Ordna allt. |         | open     |
        2031 | 1      | 9901         | remark         | Senare.     |         | open     |
    """
    assert lines(table_recommendations(unchecked(recommendations=recommendations))) == [
        "Visa mer. | Alvik | 2030 | Det ska | Summa intäkter | 900 kr",
        "Ordna allt. | Bergsta | 2030 | saknas | inget som visar det | saknas",
    ]


def test_judgements_of_earlier_years_are_listed():
    reviews = """
        year | municipality | area    | judgement | text
        2030 | 9903         | economy | adequate  | Bra.
        2031 | 9903         | economy | adequate  | Bra igen.
    """
    assert lines(table_reviews(unchecked(audit_reviews=reviews))) == [
        "Ödeby | 2030 | ekonomi | tillräcklig | Bra."
    ]
