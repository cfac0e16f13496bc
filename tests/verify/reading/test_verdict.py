"""What was compared and what differs is said on a few lines of Swedish."""

from namndbok.verify.reading.verdict import NO_SEAL, Mismatch, Verdict

WRONG = Mismatch("annual_report.html", "rad 12, faktum economy.result", "336 035 kr", "336 085 kr")


def test_lines_say_what_was_compared_and_end_with_the_seal():
    verdict = Verdict("reports/2031", "c0ffee", remarks=["Rapporten är inte omkörd."])
    verdict.add("omräknade fakta", [None, None])
    assert verdict.lines() == [
        "Prövat i reports/2031:",
        "       2 omräknade fakta",
        "Rapporten är inte omkörd.",
        "Inga avvikelser inom mappen.",
        NO_SEAL.format("c0ffee"),
    ]


def test_lines_say_file_place_expected_and_found_once():
    verdict = Verdict("reports/2031")
    verdict.add("siffror", [WRONG, None, WRONG])
    assert verdict.lines()[2:] == [
        "annual_report.html, rad 12, faktum economy.result\n    Väntat: 336 035 kr\n    Funnet: 336 085 kr",
        "En avvikelse.",
    ]


def test_lines_count_mismatches_that_are_too_many_to_list():
    verdict = Verdict("reports/2031")
    verdict.add("siffror", [Mismatch("a.html", f"rad {line}", "1", "2") for line in range(43)])
    assert verdict.lines()[-2:] == ["… och 3 avvikelser till.", "43 avvikelser."]


def test_long_text_is_cut():
    assert str(Mismatch("a", "b", "x" * 91, "y\n y")).splitlines()[1:] == [
        f"    Väntat: {'x' * 90} …",
        "    Funnet: y y",
    ]


def test_two_texts_are_shown_around_the_place_where_they_begin_to_differ():
    mismatch = Mismatch("a.html", "rad 1", "a" * 50 + "b" + "c" * 50, "a" * 50 + "d")
    assert str(mismatch).splitlines()[1:] == [
        f"    Väntat: … {'a' * 40}b{'c' * 49} …",
        f"    Funnet: … {'a' * 40}d",
    ]
