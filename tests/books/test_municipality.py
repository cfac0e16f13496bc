"""A municipality's sheet holds its own figures, what is common to all, and nothing of another."""

import re

import pytest

from boards import invented_board
from namndbok.books.municipality import (
    ALL_USE,
    NOT_KNOWN,
    PAYS,
    PAYS_NOTHING,
    find_municipality,
    municipality_book,
)
from namndbok.errors import InvalidParameter
from namndbok.facts import models
from namndbok.splits import explain
from namndbok.verify.coverage import count_figures
from pages import page, shown
from typed import book_of, sound, typed

DATA = sound()
COUNT, SHEETS = 14, 3
ROW_SOURCE = re.compile(r'<div class="source" id="fees:\d+">.*?</div>', re.DOTALL)
COMPARISON = re.compile(r'<table id="t-comparison">.*?</table>', re.DOTALL)
OWN = re.compile(r"<h1.*?(?=<div[^>]*aria-labelledby=\"t-comparison-caption\")", re.DOTALL)


@pytest.mark.parametrize("text", ["9903", 9903, "Ödeby", "ödeby", " ÖDEBY "])
def test_a_municipality_is_found_by_code_or_name(text):
    assert find_municipality(DATA, text) == "9903"


def test_a_municipality_is_found_by_its_official_name():
    data = sound(municipalities="code | name | official_name\n 9903 | Ödeby | Ödeby köping")
    assert find_municipality(data, "Ödeby köping") == "9903"


@pytest.mark.parametrize("text", ["Odeby", "", 9904, None])
def test_an_unknown_municipality_is_refused_with_those_there_are(text):
    with pytest.raises(InvalidParameter, match=r"Kommuner i underlaget: Alvik, Bergsta, Ödeby"):
        find_municipality(DATA, text)


def test_a_close_spelling_is_asked_about():
    with pytest.raises(InvalidParameter, match="menade du Bergsta"):
        find_municipality(DATA, "Bergstad")


def test_what_is_paid_for_is_reported_from_what_is_not_known():
    services = "service | name\n archive | Arkiv\n all | För alla\n some | För några"
    status = "service | users | of\n archive | 2 | 3\n all | 3 | 3\n some | 1 | 3"
    book = book_of(sound(services=services, service_status=status))
    used = {
        place: [municipality_book(book, place).use_of(one) for one in ("archive", "all", "some")]
        for place in ("Alvik", "Ödeby")
    }
    assert used == {"Alvik": [PAYS, ALL_USE, NOT_KNOWN], "Ödeby": [PAYS_NOTHING, ALL_USE, NOT_KNOWN]}


# Fourteen municipalities whose every fee and number of inhabitants is a prime of its own.


def primes(count: int, above: int) -> list[int]:
    found, number = [], above
    while len(found) < count:
        number += 1
        if all(number % divisor for divisor in range(2, int(number**0.5) + 1)):
            found.append(number)
    return found


CODES = [str(9901 + number) for number in range(COUNT)]
COMPONENTS = ("basic", "service", "licence")
# Far apart, so that half of a sum, which a share may be shortened to, is nobody's prime.
ABOVE = (100_003, 700_001, 300_007)
FEES = dict(zip(CODES, zip(*(primes(COUNT, above) for above in ABOVE), strict=True), strict=True))
PEOPLE = dict(zip(CODES, primes(COUNT, 1_009_000), strict=True))


def rows(heading: str, cells: list[tuple]) -> str:
    return "\n".join([heading, *(" | ".join(map(str, row)) for row in cells)])


@pytest.fixture(scope="module")
def data():
    fees = [(part, code, fee) for code in CODES for part, fee in zip(COMPONENTS, FEES[code], strict=True)]
    return typed(
        municipalities=rows("code | name", [(code, f"Ort {chr(65 + at)}") for at, code in enumerate(CODES)]),
        population=rows(
            "municipality | date | population", [(code, "2030-12-31", PEOPLE[code]) for code in CODES]
        ),
        outcome_lines="line | name\n a | A",
        outcome="line | income | cost\n a | 5 | 3",
        budget_lines="budget_line | name | outcome_line\n a | A | a",
        services="service | name\n s | Tjänsten",
        fee_components=rows(
            "component | name | service | budget_line",
            [("basic", "Bas", "", "a"), ("service", "Tjänst", "s", "a"), ("licence", "Licens", "s", "")],
        ),
        fees=rows("component | municipality | fee", fees),
        activities="name | status\n Ett projekt | pågår",
    )


@pytest.fixture(scope="module")
def sheets(data) -> dict[str, str]:
    return {code: shown(data, 2031, "municipality", municipality=code) for code in CODES[:SHEETS]}


def numbers(page: str) -> set[int]:
    """Return the whole numbers in words, values and anchors of a page."""
    joined = re.sub(r"(?<=\d)[\u00a0 ](?=\d{3})", "", page)
    return {int(number) for number in re.findall(r"\d+", joined)}


def own(code: str) -> set[int]:
    return {*FEES[code], PEOPLE[code]}


def test_the_primes_are_all_different():
    assert len(set().union(*map(own, CODES))) == COUNT * 4


@pytest.mark.parametrize("code", CODES[:SHEETS])
def test_every_figure_of_the_municipality_stands_on_its_sheet(sheets, code):
    assert own(code) <= numbers(sheets[code])


@pytest.mark.parametrize("code", CODES[:SHEETS])
def test_no_figure_of_another_municipality_stands_outside_the_comparison(sheets, code):
    """Sums over all have their rows behind them; nothing else of the others is on the sheet."""
    outside, table = COMPARISON.sub("", sheets[code]), COMPARISON.search(sheets[code])[0]
    outside = ROW_SOURCE.sub("", outside)
    for other in set(CODES) - {code}:
        # What is compared is all the fees in the budget, and the inhabitants.
        compared = {sum(FEES[other][:2]), PEOPLE[other]}
        assert compared <= numbers(table)
        assert not (own(other) | compared) & numbers(outside)
        assert f"sheets.{other}." not in outside and f"fees.budgeted.{other}" not in outside


def common(page: str) -> str:
    """Return what stands between the municipality's own part and the derivations."""
    start = page.index('aria-labelledby="t-comparison-caption"')
    return page[start : page.index('aria-labelledby="t-documents-caption"')]


def test_what_is_common_to_all_is_the_same_bytes_on_every_sheet(sheets):
    assert len({common(page) for page in sheets.values()}) == 1
    assert "Ett projekt" in common(sheets[CODES[0]])
    assert "Modeller som återger avgifterna" in common(sheets[CODES[0]])


def test_the_own_part_differs(sheets):
    assert len({OWN.search(page)[0] for page in sheets.values()}) == SHEETS


@pytest.mark.parametrize("code", CODES[:2])
def test_every_figure_has_its_source_on_the_sheet(sheets, code):
    assert count_figures(sheets[code]).untraced == ()
    anchors = re.findall(r'\sid="([^"]+)"', sheets[code])
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', sheets[code])) <= set(anchors)


def test_fees_are_explained_once_for_all_the_sheets_of_a_year(data, monkeypatch):
    asked = []
    monkeypatch.setattr(models, "explain", lambda *words: asked.append(words) or explain(*words))
    models._models.cache_clear()
    first = 0
    for code in CODES[:2]:
        shown(data, 2031, "municipality", municipality=code)
        first = first or len(asked)
    assert len(asked) == first


def test_another_board_has_sheets_as_well(tmp_path):
    folder = invented_board(tmp_path)
    pages = [page(folder, 2031, "municipality", municipality=name) for name in ("Alvik", "Ödeby")]
    assert [count_figures(one).untraced for one in pages] == [(), ()]
    # 580 kronor and 100 inhabitants; 600 and 300.
    assert ["5,8\u00a0kr" in pages[0], "2,0\u00a0kr" in pages[1]] == [True, True]
