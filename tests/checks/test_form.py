"""Checks of form; the board is `typed.sound()`, in 2031, with a thing or two changed."""

from namndbok.checks import form
from namndbok.checks.check import CHECKS, findings_of
from typed import facts_of, sound


def said(check: str, **changes) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return expected, found and rows of what a check says of the sound board with changes."""
    found = findings_of(facts_of(sound(**changes)), check)
    return [(one.expected, one.found, one.rows) for one in found]


def text(words: str) -> str:
    return f"section | text\nfinance | {words}"


def test_the_sound_board_gives_no_finding():
    own = [id for id, one in CHECKS.items() if one.run.__module__ == form.__name__]
    assert len(own) == 6
    assert [finding for id in own for finding in findings_of(facts_of(sound()), id)] == []


def test_a_year_with_a_space_in_it_is_told_and_an_amount_is_not():
    assert said("form.year", texts=text("Så var det 2 031.")) == [("2031", "2 031", ("texts:2",))]
    assert said("form.year", texts=text("Det kostar 2 031 kr, 12 031 eller 2 031 500.")) == []


def test_a_label_that_names_income_does_not_stand_at_the_result():
    wrong = (
        "result  | economy.result                    | difference | 70    | kr             | Summa intäkter"
    )
    right = wrong.replace("Summa intäkter", "Resultat")
    assert said("form.label", printed=(right, wrong)) == [
        ("Årets resultat", "Summa intäkter", ("printed:4",))
    ]


def test_an_explanation_without_text_is_told():
    empty = ("En tjänst var ledig | office", " | office")
    assert said("form.empty", explanations=empty) == [("en text", "tom", ("explanations:2",))]


def test_a_number_that_lacks_in_a_list_is_told():
    """Numbers 1 and 3 of one list; the other list has its own 5."""
    plan = "area | number | name\nproject | 1 | Ett\nproject | {} | Två\nrunning | 5 | Tre"
    assert said("form.numbering", activities=plan.format(2)) == []
    gap = said("form.numbering", activities=plan.format(3))
    assert gap == [("2", "saknas", ("activities:2", "activities:3"))]


def test_two_fees_that_are_alike_for_everybody_are_told():
    """Start is 11 and 12; as 100 and 200 it is the archive's column once more."""
    alike = (
        "start     | 9901         | 11\n        start     | 9902         | 12",
        "start | 9901 | 100\nstart | 9902 | 200",
    )
    assert said("form.twins", fees=alike) == [("olika", "lika", ("fees:5", "fees:6", "fees:7", "fees:8"))]


def test_an_amount_in_a_text_stands_in_a_table():
    """The office's income is 600; nothing is 1 600. There are three municipalities."""
    assert said("form.text_amount", texts=text("Kansliet fick 0600 kr av alla 3 kommuner.")) == []
    (one,) = said("form.text_amount", texts=text("Kansliet fick 1 600 kr."))
    assert one[1:] == ("1 600 kr", ("texts:2",))
    (one,) = said("form.text_amount", texts=text("Det gäller alla 4 kommuner."))
    assert one == ("3", "alla 4 kommuner", ("texts:2",))
