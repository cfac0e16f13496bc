import pytest

from typed import said

VOLUMES = "year | service | measure | value\n2029 | archive | filer | 1\n2030 | archive | filer | 400\n"
PEOPLE = "municipality | date | population\n9901 | 2029-12-31 | 1000\n9901 | 2030-12-31 | {}"


@pytest.mark.parametrize(("value", "told"), [(299, True), (300, False), (500, False), (501, True)])
def test_a_volume_a_quarter_from_the_last_year_is_told(value: int, told: bool):
    """400 ± 100; the year before that does not matter."""
    found = said("change.volume", service_volumes=VOLUMES + f"2031 | archive | filer | {value}")
    assert found == ([("400", str(value), ("service_volumes:4", "service_volumes:3"))] if told else [])


@pytest.mark.parametrize(("people", "told"), [(899, True), (900, False), (1100, False), (1101, True)])
def test_inhabitants_a_tenth_from_the_year_before_are_told(people: int, told: bool):
    """1 000 ± 100."""
    found = said("change.population", population=PEOPLE.format(people))
    assert [row for *_, rows in found for row in rows] == (["population:3", "population:2"] if told else [])


@pytest.mark.parametrize(("forecast", "told"), [(990, False), (991, True), (809, True)])
def test_a_forecast_a_tenth_from_the_budget_is_told(forecast: int, told: bool):
    """The budget is 900, so 810 to 990 is near."""
    found = said("change.forecast", forecast=f"line | income | cost\noffice | {forecast} | 0")
    rows = ("budget:2", "budget:3", "forecast:2")
    assert found == ([("900 kr", f"{forecast} kr", rows)] if told else [])
