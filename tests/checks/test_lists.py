from typed import said


def test_a_label_that_names_income_stands_at_no_other_figure():
    """Twice: at the cost and at the result; what stands in parentheses is no part of the label."""
    printed = "id | fact | kind | value | unit | label\n" + "\n".join(
        f"{side} | economy.{side} | total | 1 | kr | Summa intäkter (kolumnen {word})"
        for side, word in (("income", "Intäkter"), ("cost", "Kostnader"), ("result", "Avvikelse"))
    )
    assert said("form.label", printed=printed) == [
        ("summa kostnader och årets resultat", "Summa intäkter", ("printed:3", "printed:4"))
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
