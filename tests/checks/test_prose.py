import pytest

from namndbok.checks.prose import mentions, service_names, telling_words
from typed import facts_of, typed

SERVICES = "service | name\nschool | System Skolan\ncare | System Vården\ndata | Data Nord (DN)"


@pytest.mark.parametrize(
    ("service", "text", "reported"),
    [
        ("school", "Gemensamt system för skolan", True),
        ("school", "Nytt system", False),
        ("care", "Vården", True),
        ("data", "Gemensamt data i nord", True),
        ("data", "Data", False),
    ],
)
def test_a_text_speaks_of_a_service_by_the_words_of_its_own(service: str, text: str, reported: bool):
    words = telling_words(service_names(facts_of(typed(services=SERVICES))))[service]
    assert mentions(text, words) is reported
