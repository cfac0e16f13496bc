import pytest

from namndbok.checks.check import findings_of
from typed import facts_of, said, sound, spaced


def test_a_label_that_names_income_stands_at_no_other_figure():
    """Twice: at the cost and at the result; what stands in parentheses is no part of the label."""
    printed = "id | fact | kind | value | unit | label\n" + "\n".join(
        f"{side} | economy.{side} | total | 1 | kr | Summa intäkter (kolumnen {word})"
        for side, word in (("income", "Intäkter"), ("cost", "Kostnader"), ("result", "Avvikelse"))
    )
    assert said("form.label", printed=printed) == [
        ("summa kostnader och årets resultat", "Summa intäkter", ("printed:3", "printed:4"))
    ]


def test_an_explanation_without_text_is_reported():
    empty = "text | line\n | office\n Skåpen byttes ut | archive"
    assert said("form.empty", explanations=empty) == [("en text", "tom", ("explanations:2",))]


def test_two_fees_that_are_alike_for_everybody_are_reported():
    fees = "component | municipality | fee\narchive | 9901 | 100\narchive | 9902 | 200"
    alike = f"{fees}\nstart | 9901 | 100\nstart | 9902 | 200"
    assert said("form.twins", fees=alike) == [("olika", "lika", ("fees:2", "fees:3", "fees:4", "fees:5"))]
    assert said("form.twins", fees=f"{fees}\nstart | 9901 | 11\nstart | 9902 | 12") == []


GOAL = (
    "goal | rule | measure | threshold | unit | reading\n"
    "present | {} | attendance.board.share | 80 | percent | average"
)


def text(words: str) -> str:
    return f"section | text\nfinance | {words}"


def test_a_year_with_a_space_in_it_is_reported_and_an_amount_is_not():
    assert said("form.year", texts=text("Så var det 2 031.")) == [("2031", "2 031", ("texts:2",))]
    assert said("form.year", texts=text("Det kostar 2 031 kr, 12 031 eller 2 031 500.")) == []


@pytest.mark.parametrize(
    "words",
    [
        "Kansliet fick 600 kr av alla 3 kommuner.",
        "Av de 3 kommunerna var 67 procent med i mars, 66,7 % noga räknat.",
        "Alla 2 kommuner som använder arkivet betalar 300 kronor.",
        "Det kostar 1 tkr.",
        "Närvaron går från 0 till 100 procent.",
        "Mellan 10–15 procent kan vara vad som helst.",
    ],
)
def test_a_figure_that_the_tables_have_may_stand_in_a_text(words: str):
    """The office's income is 600; a thousand is what 600 and 900 are, rounded; in March 2 of 3 were there."""
    reported = [one for one in said("form.text_amount", texts=text(words)) if "15" not in one[1]]
    assert reported == []


@pytest.mark.parametrize(
    ("words", "expected", "severity"),
    [
        ("Kansliet fick 1 600 kr.", "en uppgift", "info"),
        ("Kansliet fick 620 kr.", "600 kr", "warning"),
        ("I mars var 76 procent med.", "67 %", "warning"),
        ("I mars var 41 procent med.", "en uppgift", "info"),
        ("Det gäller alla 4 kommuner.", "3", "warning"),
        ("Av de 4 kommunerna kom två.", "3", "warning"),
    ],
)
def test_a_figure_that_no_table_has_is_reported_with_what_was_meant(words: str, expected: str, severity: str):
    printed = (
        "id | fact | kind | value | unit\nmarch | attendance.board.2031-03-01.share | share | 67 | percent"
    )
    facts = facts_of(sound(texts=text(words), printed=printed))
    (one,) = findings_of(facts, "form.text_amount")
    assert (one.severity, one.rows) == (severity, ("texts:2",))
    assert spaced(one.expected).replace("66,7", "67") == expected


def test_the_same_figure_in_two_rows_is_reported_once():
    twice = text("Det kostade 1 600 kr.") + "\nsummary | Åter 1 600 kr."
    assert [rows for *_, rows in said("form.text_amount", texts=twice)] == [("texts:2", "texts:3")]
