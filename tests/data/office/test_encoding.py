"""The same text in every code page is read as it is, asked about or refused, never taken for another."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from namndbok.data import AmbiguousEncoding
from namndbok.data.office.encoding import CODE_PAGES, decode
from namndbok.errors import InvalidData

TEXTS = [
    "§ 16 Budget", "kod;namn\n2580;Luleå\n", "1;Älvsbyn", "ÅRSAVGIFTER", "idé",
    "Övertorneå; Överkalix",
    "Grundfinansiering 1\u00a0177\u00a0400", "Vård – omsorg", "Kåbdalis 3", "Råneå", "Tjänsteområde å",
]  # fmt: skip


def encoded(text: str, encoding: str) -> bytes:
    """Encode a text, with the section sign where the American code page has it."""
    return (text.replace("§", "\x15") if encoding == "cp437" else text).encode(encoding)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", [*CODE_PAGES, "utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_swedish_is_read_in_every_encoding(text, encoding):
    try:
        content = encoded(text, encoding)
    except UnicodeEncodeError:
        return
    assert decode(content, "x.csv") == text


@pytest.mark.parametrize(
    ("content", "readings"),
    [
        (b"kommun-\x85, 2024", {"cp1252": "kommun-…, 2024", "mac_roman": "kommun-Ö, 2024"}),
        (b"Boden\x85", {"cp1252": "Boden…", "cp850": "Bodenà"}),
        (b"\x94rutin\x94", {"cp1252": "”rutin”", "cp850": "örutinö"}),
        ("Lärje".encode("mac_roman"), {"cp850": "Lèrje", "mac_roman": "Lärje"}),
    ],
)
def test_what_two_code_pages_can_read_is_asked(content, readings):
    with pytest.raises(AmbiguousEncoding) as error:
        decode(content, "lista.csv")
    assert error.value.readings == readings
    for text in readings.values():
        assert f"”{text}”" in str(error.value)
    for name, text in readings.items():
        assert decode(content, "lista.csv", name) == text


def test_the_section_sign_of_an_old_program_is_never_a_letter():
    assert decode("õ 16".encode("cp1252"), "x.csv") == "§ 16"
    assert decode("§ 16, ärende 2025/3".encode("cp850"), "x.csv") == "§ 16, ärende 2025/3"


@pytest.mark.parametrize("content", [bytes(range(256)), b"\xa4", "° ¤".encode("cp1252"), b"1;\xff\xfe\xfd;2"])
def test_what_is_swedish_in_no_code_page_is_refused(content):
    with pytest.raises(InvalidData, match="teckenkodning som inte går att känna igen"):
        decode(content, "x.csv")


def test_an_odd_character_among_many_good_ones_is_let_pass():
    text = "Årets intäkter är högre än väntat för tjänsten på området. " * 10 + "Ørjan \u00ac"
    assert decode(text.encode("cp1252"), "x.csv") == text


def test_an_encoding_that_does_not_exist_is_refused():
    with pytest.raises(InvalidData):
        decode("å".encode("cp1252"), "x.csv", "påhittad")


WORDS = st.builds(
    lambda syllables, case: case("".join(syllables)),
    st.lists(st.sampled_from(["lå", "nä", "mö", "ber", "ker", "åre", "sta"]), min_size=2, max_size=4),
    st.sampled_from([str, str.capitalize, str.upper]),
)


@given(st.lists(WORDS, min_size=1, max_size=6), st.sampled_from([*CODE_PAGES]))
@example(["tjänst"], "cp850")
def test_swedish_words_are_read_or_asked_about_and_never_mistaken(words, encoding):
    text = ";".join(words)
    with suppress(AmbiguousEncoding):
        assert decode(text.encode(encoding), "x.csv") == text
