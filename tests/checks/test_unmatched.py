import pytest

from typed import found

PRINTED = "id | fact | kind | value | unit\n"
WRONG = {"printed": PRINTED + "cost | economy.cost | total | 831 | kr"}  # the tables give 830
GOAL = "goal | measure | threshold | unit | reading\npresent | {} | 80 | percent | average"


def test_a_printed_figure_that_nothing_gives_is_reported():
    (one,) = found(printed=PRINTED + "cost | economy.kost | total | 830 | kr")
    assert (one.check, one.severity, one.rows) == ("unmatched.printed", "info", ("printed:2",))
    assert one.detail == "En tryckt siffra kan inte räknas om, eftersom tabellerna inte ger economy.kost."


@pytest.mark.parametrize(
    ("count", "named"),
    [
        (3, "interim.part0, interim.part1 och interim.part2"),
        (4, "interim.part0, interim.part1, interim.part2 och 1 till"),
        (5, "interim.part0, interim.part1, interim.part2 och 2 till"),
    ],
)
def test_many_of_them_are_reported_together(count, named):
    rows = "\n".join(f"p{n} | interim.part{n} | total | 1 | kr" for n in range(count))
    (one,) = found(printed=PRINTED + rows)
    assert len(one.rows) == count
    assert one.detail == f"{count} tryckta siffror kan inte räknas om, eftersom tabellerna inte ger {named}."


@pytest.mark.parametrize(
    ("measure", "reason"),
    [
        (
            "attendance.bord.share",
            "attendance.bord.share, som inte kan räknas fram ur tabellerna. Menades attendance.board.share?",
        ),
        ("economy.result", "economy.result, som har en annan enhet än gränsen."),
        ("xyz.xyz", "xyz.xyz, som inte kan räknas fram ur tabellerna."),
    ],
)
def test_a_goal_whose_measure_cannot_be_used_is_reported_with_the_reason(measure, reason):
    (one,) = found(goals=GOAL.format(measure), goal_reviews="goal | assessment\npresent | met")
    assert (one.check, one.severity, one.rows) == ("unmatched.measures", "info", ("goals:2",))
    assert one.detail == f"Målet ”Ett mål” har måttet {reason}"


def test_an_answer_whose_finding_is_gone_is_reported():
    (one,) = found(answers="finding | answer\n sums.printed.2031.cost.00000000 | Rättat.")
    assert (one.check, one.severity, one.title) == ("unmatched.answers", "info", "Svar utan iakttagelse")
    assert one.rows == ("answers:2",)
    assert one.detail == (
        "Svaret gäller iakttagelsen sums.printed.2031.cost.00000000, som ingen kontroll ger längre. "
        "Ta bort svaret eller rätta beteckningen."
    )


def test_an_answer_is_not_said_to_be_about_another_finding():
    _, stray = found(**WRONG, answers="finding | answer\n sums.printed.2031.income.00000000 | Rättat.")
    assert stray.detail.endswith("Ta bort svaret eller rätta beteckningen.")


def test_an_answer_whose_finding_has_changed_is_reported_with_what_it_is_called_now():
    answers = "finding | answer\n sums.printed.2031.cost.00000000 | Rättat."
    changed, stray = found(**WRONG, answers=answers)
    assert (changed.check, changed.status) == ("sums.printed", "open")
    assert stray.detail.endswith(f"Den finns nu med andra uppgifter: {changed.id}.")


@pytest.mark.parametrize(
    ("id", "reported"),
    [
        ("sums.printed.2031.x.00000000", True),
        ("sums.printed.2030.x.00000000", False),  # reported in the book of 2030
        ("sums.printd", True),
        ("G-2031-0000", True),
        ("G-2030-0000", False),
    ],
)
def test_an_answer_is_reported_in_the_year_that_it_names(id, reported):
    assert bool(found(answers=f"finding | answer\n {id} | Ja.")) == reported


def test_an_answer_that_fits_is_not_reported():
    (one,) = found(**WRONG)
    (again,) = found(**WRONG, answers=f"finding | answer\n {one.id} | Ja.")
    assert again.status == "answered"


def test_an_answer_may_name_the_number_of_its_finding():
    (one,) = found(**WRONG)
    (again,) = found(**WRONG, answers=f"finding | answer\n {one.number} | Ja.")
    assert (again.number, again.status) == (one.number, "answered")
    (gone,) = found(answers=f"finding | answer\n {one.number} | Ja.")
    assert gone.detail.startswith(f"Svaret gäller iakttagelsen {one.number}, som ingen kontroll ger längre.")


def test_that_an_answer_is_stray_can_itself_be_answered():
    stray = "sums.printd | Ja."
    (one,) = found(answers=f"finding | answer\n {stray}")
    (again,) = found(answers=f"finding | answer\n {stray}\n {one.id} | Står kvar för historiens skull.")
    assert (again.id, again.status) == (one.id, "answered")
