from typed import said

SERVICES = "service | name\narchive | E-arkiv\nother | Systemet för annat\nthird | Systemet för mer"
TOLD = "date | service | year\n2030-12-31 | other | 2030\n2031-12-31 | archive | 2031"


def test_a_service_that_is_paid_for_has_a_status():
    assert said("missing.service_status") == []
    found = said("missing.service_status", "service_status")
    assert found == [("en lägesrapport", "saknas", ("fee_components:3", "fee_components:4"))]


def test_a_service_that_is_no_longer_told_of_is_told():
    assert said("change.service") == []
    assert said("change.service", services=SERVICES, service_status=TOLD) == [
        ("en redovisning", "saknas", ("service_status:2",))
    ]


def test_a_service_can_be_told_of_as_an_activity_or_a_study():
    """ "Annat" stands in no other service's name; "systemet" and "för" do."""
    for name, told in (("Annat på prov", True), ("Systemet för mer", False)):
        activities = f"name | status\n{name} | pågår"
        found = said("change.service", services=SERVICES, service_status=TOLD, activities=activities)
        assert bool(found) is not told
    studies = "prestudy | name | status\nother | Annat | pågår"
    assert said("change.service", services=SERVICES, service_status=TOLD, prestudies=studies) == []


def test_a_service_that_is_paid_for_is_told_once():
    told = "date | service | year\n2030-12-31 | archive | 2030\n2031-12-31 | other | 2031"
    assert said("change.service", services=SERVICES, service_status=told) == []
    assert said("missing.service_status", services=SERVICES, service_status=told)
