from fractions import Fraction

from namndbok.facts.services import status_rows
from typed import facts_of, typed

SERVICES = "service | name | order\n keys | Nycklar | 2\n archive | E-arkiv | 1"
STATUS = """
    date       | service | users | of
    2031-12-31 | keys    |       |
    2031-06-30 | archive | 1     | 3
    2031-12-31 | archive | 2     | 3
"""


def test_the_latest_status_counts_and_services_come_in_the_boards_order():
    facts = facts_of(typed(services=SERVICES, service_status=STATUS))
    assert list(status_rows(facts).index) == [4, 2]
    assert facts["services.archive.users"].target == "service_status:4"
    assert (facts["services.archive.users"].value, facts["services.archive.of"].value) == (2, 3)
    assert facts["services.archive.share"].value == Fraction(2, 3)


def test_a_service_without_a_number_of_users_has_no_figure():
    assert not facts_of(typed(services=SERVICES, service_status=STATUS)).under("services.keys")


def test_a_status_of_another_year_is_left_out():
    assert not facts_of(typed(services=SERVICES, service_status=STATUS), 2030).under("services")
