from datetime import date
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

import numpy as np
import pytest

from namndbok.facts.fact import AS_IT_STANDS, Fact
from namndbok.show.markup import (
    NUMBER,
    AnchorLink,
    CalendarYear,
    Enumeration,
    SourcedText,
    UnlinkedFact,
    WordedFact,
    as_html,
    as_text,
    escaped,
)

SHARE = Fact("attendance.board.share", "Närvaro", Fraction(39, 56), "ratio", "a ÷ b", facts=("a.b", "a.c"))
INCOME = Fact("economy.income", "Intäkter", 600, "kr", AS_IT_STANDS, rows=("outcome:2",))
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7*7 }}",
    "](javascript:alert(1))",
    "&amp;",
    "</td></table>",
    "=cmd()",
    "*bold* | pipe",
]


def test_a_fact_is_written_with_id_and_exact_value_and_leads_to_its_derivation():
    assert as_html(SHARE) == (
        '<a href="#attendance.board.share">'
        '<data data-fact="attendance.board.share" value="39/56">69,6\u00a0%</data></a>'
    )


def test_a_fact_that_stands_in_a_row_leads_to_the_row():
    assert as_html(INCOME) == (
        '<a href="#outcome:2"><data data-fact="economy.income" value="600">600\u00a0kr</data></a>'
    )


@pytest.mark.parametrize(
    ("item", "written", "read"),
    [
        (WordedFact(INCOME, "mycket"), 'value="600">mycket</data></a>', "mycket"),
        (WordedFact(INCOME, "åtta").capital, 'value="600">Åtta</data></a>', "Åtta"),
        (SourcedText("Inga siffror", "goals:2"), "Inga siffror", "Inga siffror"),
        (
            SourcedText("Av 14", "goals:2"),
            '<span data-row="goals:2">Av <a class="count" href="#goals:2">14</a></span>',
            "Av 14",
        ),
        (
            SourcedText("5\u00a0kr", "fees:3", 5),
            '<a href="#fees:3"><data value="5">5\u00a0kr</data></a>',
            "5\u00a0kr",
        ),
        (AnchorLink("rad 3", "fees:3"), '<a href="#fees:3">rad 3</a>', "rad 3"),
        (UnlinkedFact(SHARE), '<data value="39/56">69,6\u00a0%</data>', "69,6\u00a0%"),
        (CalendarYear(2031), '<time datetime="2031">2031</time>', "2031"),
        (date(2031, 2, 5), '<time datetime="2031-02-05">5 februari 2031</time>', "5 februari 2031"),
        (("a", "b"), "a, b", "a, b"),
        (Enumeration(("a", "b", "c")), "a, b och c", "a, b och c"),
        (None, "", ""),
        ("", "", ""),
        ((), "", ""),
    ],
)
def test_each_kind_of_item_is_written_as_html_and_as_text(item, written, read):
    assert as_html(item).endswith(written)
    assert as_text(item) == read


@pytest.mark.parametrize("write", [as_html, as_text])
@pytest.mark.parametrize(
    "number",
    [
        5,
        0,
        True,
        1.5,
        float("nan"),
        Decimal(5),
        Fraction(1, 2),
        np.int64(5),
        np.float64(1.5),
        np.bool_(True),
        [5],
        {"a": 5},
        ("a", 5),
        Enumeration(("a", 5)),
        b"5",
    ],
)
def test_a_bare_number_is_refused(write, number):
    with pytest.raises(TypeError, match="saknar källa"):
        write(number)


class Reader(HTMLParser):
    """Read the tags, the attributes and the text of a piece of HTML."""

    def __init__(self, page: str):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words += data


def items(words: str):
    code = Fact(words, words, 5, words, "räknat", rows=(words,))
    return {
        "text": (words, []),
        "quoted": (SourcedText(words + "1", words), ["span", *["a"] * len(NUMBER.findall(words + "1"))]),
        "amount": (SourcedText(words, words, 5), ["a", "data"]),
        "phrase": (WordedFact(code, words), ["a", "data"]),
        "fact": (code, ["a", "data"]),
        "value": (UnlinkedFact(code), ["data"]),
        "link": (AnchorLink(words, words), ["a"]),
    }


@pytest.mark.parametrize("kind", items(""))
@pytest.mark.parametrize("words", HOSTILE)
def test_text_and_codes_stay_text_in_elements_and_in_attributes(words, kind):
    item, tags = items(words)[kind]
    read = Reader(as_html(item))
    assert read.tags == tags
    assert {name for name, _ in read.attributes} <= {"class", "href", "value", "data-fact", "data-row"}
    if kind not in ("fact", "value"):
        assert read.words.startswith(words)


@pytest.mark.parametrize(
    "unseen",
    [
        "\u202e",
        "\u2066",
        "\u200f",
        "\x00",
        "\x1b",
        "\ue000",
        "\ue001",
        "\ufeff",
        "\uffff",
        "\U000f0000",
        "\x85",
    ],
)
def test_characters_that_could_turn_the_text_around_are_left_out(unseen):
    assert escaped(f"a{unseen}b") == "ab"
    assert as_text(f"a{unseen}b") == "ab"
    assert as_text(SourcedText(f"a{unseen}b", "goals:2")) == "ab"


def test_ordinary_letters_and_line_breaks_are_kept():
    assert escaped("Åäö é\u00a0–…\n\t”x”") == "Åäö é\u00a0–…\n\t”x”"
