import re
from dataclasses import replace
from itertools import pairwise

import pytest

from namndbok.books.commentary import Comment
from namndbok.errors import NamndbokError
from namndbok.facts.fact import Fact
from namndbok.show.narrative import (
    Prose,
    _context,
    against_budget,
    narrate,
    narrate_comment,
    narrate_footer,
    number_in_words,
    number_with_noun,
    without_sign,
)
from typed import SOUND, spaced, unchecked
from workbook import ROOT

ANNUAL = ["activities", "attendance", "budget", "control", "economy", "fees", "goals"]
ANNUAL += ["mission", "organisation", "services", "summary", "title"]
NAMES = [*(f"annual_report/{name}" for name in ANNUAL), "common/checks"]
BUDGET = """
    side   | line    | amount
    income | office  | 600
    income | archive | {income}
    cost   | office  | 600
    cost   | archive | {cost}
"""
TEXTS = ROOT / "lib" / "namndbok" / "show" / "texts"
TITLE = "Verksamhetsberättelse 2031, Provnämnden: Överskott 70 kr; ett mål missades"
NONE = {"goals": "goal | level\n effect | effect", "goal_reviews": "goal | assessment"}


def annual(name: str, *without: str, **changes) -> str:
    """Return a text of the yearly report in plain words, with spaces and minus as on a keyboard."""
    return spaced(narrate(f"annual_report/{name}", unchecked(*without, **changes)).text)


def count(value: int, id: str = "a.b") -> Fact:
    return Fact(id, "Antal", value, "count", "räknat", rows=("goals:2",))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "inga möten"),
        (1, "ett möte"),
        (2, "två möten"),
        (12, "tolv möten"),
        (13, "13_möten"),
        (1200, "1_200_möten"),
    ],
)
def test_a_count_agrees_with_its_noun(value, words):
    assert number_with_noun(count(value), "ett möte", "möten").text == words.replace("_", "\u00a0")


def test_only_a_count_is_said_as_one():
    with pytest.raises(NamndbokError, match="inget antal"):
        number_with_noun(Fact("a.b", "Andel", 1, "ratio", "räknat"), "ett möte", "möten")


@pytest.mark.parametrize(
    ("value", "neuter", "words"),
    [
        (0, False, "ingen"),
        (0, True, "inget"),
        (1, False, "en"),
        (1, True, "ett"),
        (2, True, "två"),
        (13, False, "13"),
    ],
)
def test_a_number_agrees_in_gender(value, neuter, words):
    assert number_in_words(count(value), neuter=neuter).text == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "precis som budgeterat"), (50, "50 kr högre än budgeterat"), (-50, "50 kr lägre än budgeterat")],
)
def test_a_deviation_from_budget_is_higher_lower_or_none(value, words):
    fact = Fact("a.b", "Avvikelse", value, "kr", "utfall − budget", facts=("a.c", "a.d"))
    assert spaced(against_budget(fact).text) == words
    assert spaced(without_sign(fact).text) == f"{abs(value)} kr"


OUTCOME = """
    line    | income | cost
    office  | 600    | {}
    archive | 300    | {}
"""
# The result of the sound board is 900 − 830 = 70, of which the office 100 and the archive −30.
RESULTS = {
    "surplus": (
        {},
        "Året slutade med ett överskott på 70 kr. Intäkterna var 900 kr och kostnaderna 830 kr.",
        "Årets resultat är ett överskott på 70 kr, vilket motsvarar 7,8 % av intäkterna. "
        "Kansli gav överskott. Arkiv gav underskott.",
    ),
    "deficit": (
        {"outcome": OUTCOME.format(590, 330)},
        "Året slutade med ett underskott på 20 kr. Intäkterna var 900 kr och kostnaderna 920 kr.",
        "Årets resultat är ett underskott på 20 kr, vilket motsvarar 2,2 % av intäkterna. "
        "Kansli gav överskott. Arkiv gav underskott.",
    ),
    "zero": (
        {"outcome": OUTCOME.format(570, 330)},
        "Året slutade jämnt, med ett resultat på 0 kr. Intäkterna var 900 kr och kostnaderna 900 kr.",
        "Intäkterna och kostnaderna är lika stora, så årets resultat är 0 kr. "
        "Kansli gav överskott. Arkiv gav underskott.",
    ),
    "nobody under": (
        {"outcome": OUTCOME.format(500, 300)},
        "Året slutade med ett överskott på 100 kr. Intäkterna var 900 kr och kostnaderna 800 kr.",
        "Årets resultat är ett överskott på 100 kr, vilket motsvarar 11,1 % av intäkterna. "
        "Kansli gav överskott. Arkiv gick jämnt ut.",
    ),
    "nobody over": (
        {"outcome": OUTCOME.format(601, 330)},
        "Året slutade med ett underskott på 31 kr. Intäkterna var 900 kr och kostnaderna 931 kr.",
        "Årets resultat är ett underskott på 31 kr, vilket motsvarar 3,4 % av intäkterna. "
        "Kansli och Arkiv gav underskott.",
    ),
    "one line": (
        {"outcome": "line | income | cost\n office | 600 | 500"},
        "Året slutade med ett överskott på 100 kr. Intäkterna var 600 kr och kostnaderna 500 kr.",
        "Årets resultat är ett överskott på 100 kr, vilket motsvarar 16,7 % av intäkterna.",
    ),
    "no income": (
        {"outcome": "line | income | cost\n office | 0 | 500"},
        "Året slutade med ett underskott på 500 kr. Intäkterna var 0 kr och kostnaderna 500 kr.",
        "Årets resultat är ett underskott på 500 kr.",
    ),
    "no outcome yet": (
        {"outcome": "line | income | cost"},
        "",
        "",
    ),
}


# Where there is no result, the summary begins with the goals of the sound board.
GOALS_TOLD = (
    "Enligt nämndens bedömning nåddes årets båda indikatorer. "
    "Nämnden bedömer att ett av årets två mål nåddes."
)


@pytest.mark.parametrize("case", RESULTS)
def test_the_result_is_told_as_it_is(case):
    changes, summary, economy = RESULTS[case]
    assert annual("summary", **changes).split("\n\n")[0] == (summary or GOALS_TOLD)
    assert annual("economy", **changes).split("\n\n")[0] == economy


def test_a_year_where_all_lines_break_even_has_nothing_to_explain():
    result = "Intäkterna och kostnaderna är lika stora, så årets resultat är 0 kr."
    text = annual("economy", outcome="line | income | cost\n office | 5 | 5\n archive | 6 | 6")
    assert text == f"{result} Kansli och Arkiv gick jämnt ut."


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        (
            BUDGET.format(income=300, cost=300),
            "Budgetens rader är tillsammans 900 kr i intäkter och 900 kr i kostnader. "
            "Intäkterna blev precis som budgeterat och kostnaderna 70 kr lägre än budgeterat.",
        ),
        (
            BUDGET.format(income=300, cost=200),
            "Budgetens rader är tillsammans 900 kr i intäkter och 800 kr i kostnader. "
            "Intäkterna blev precis som budgeterat och kostnaderna 30 kr högre än budgeterat.",
        ),
        (
            BUDGET.format(income=200, cost=300),
            "Budgetens rader är tillsammans 800 kr i intäkter och 900 kr i kostnader. "
            "Intäkterna blev 100 kr högre än budgeterat och kostnaderna 70 kr lägre än budgeterat.",
        ),
        ("side | line | amount", ""),
    ],
)
def test_the_budget_is_told_and_what_became_of_it(budget, words):
    assert annual("budget", budget=budget).split("\n\n")[0] == words


COMPONENTS = """
    component | name         | service | budget_line | kind    | billed_by
    basic     | Grundavgift  |         | office      | annual  | board
    archive   | Arkivavgift  | archive | archive     | annual  | board
    start     | Startavgift  | archive |             | one_off |
    licence   | Licens       | archive |             | annual  | supplier
"""
FEES = "component | municipality | fee\n archive | 9901 | 300\n start | 9901 | 23\n licence | 9901 | 40"


def test_fees_beside_the_budget_are_told_for_a_line_whose_income_is_not_as_budgeted():
    parts = {"fee_components": COMPONENTS, "fees": FEES}
    moved = annual("budget", budget=BUDGET.format(income=200, cost=300), **parts)
    assert moved.split("\n\n")[1:] == [
        "Kommunerna betalar också avgifter vid sidan av budgeten för det som Arkiv gäller:",
        "Startavgift, 23 kr, en gång",
        "Licens, 40 kr, faktureras av leverantören",
        "Hur stor del av dem som ingår i utfallet är inte redovisat.",
    ]
    assert len(annual("budget", budget=BUDGET.format(income=300, cost=300), **parts).split("\n\n")) == 1


def test_a_budget_is_told_before_the_year_is_over_too():
    assert (
        annual("budget", "outcome")
        == "Budgetens rader är tillsammans 900 kr i intäkter och 900 kr i kostnader."
    )


def goals(level: str, verdicts: str) -> dict[str, str]:
    """Type a goal for each letter: m met, n not met, f a forecast, - without assessment."""
    words = {"m": "verdict | met", "n": "verdict | not_met", "f": "forecast | expected", "-": "verdict |"}
    rows = [f"g{number} | {level}" for number in range(len(verdicts))]
    reviews = [f"g{number} | {words[letter]}" for number, letter in enumerate(verdicts)]
    return {
        "goals": "\n".join(["goal | level", *rows]),
        "goal_reviews": "\n".join(["goal | kind | assessment", *reviews]),
    }


REACHED = {
    "indicator": {
        "-": "",
        "f": "",
        "---": "",
        "m": "Enligt nämndens bedömning nåddes årets enda indikator.",
        "n": "Enligt nämndens bedömning nåddes inte årets enda indikator.",
        "mm": "Enligt nämndens bedömning nåddes årets båda indikatorer.",
        "mmm": "Enligt nämndens bedömning nåddes alla årets tre indikatorer.",
        "nn": "Enligt nämndens bedömning nåddes ingen av årets två indikatorer.",
        "mn": "Enligt nämndens bedömning nåddes en av årets två indikatorer.",
        "mmmmn": "Enligt nämndens bedömning nåddes fyra av årets fem indikatorer.",
        "m-": "En av årets två indikatorer har bedömts, som uppnådd.",
        "n-": "En av årets två indikatorer har bedömts, som inte uppnådd.",
        "mmf": "Två av årets tre indikatorer har bedömts, båda som uppnådda.",
        "mmm-": "Tre av årets fyra indikatorer har bedömts, alla som uppnådda.",
        "mmn-": "Tre av årets fyra indikatorer har bedömts, två som uppnådda.",
        "mn-": "Två av årets tre indikatorer har bedömts, en som uppnådd.",
        "nn-": "Två av årets tre indikatorer har bedömts, ingen som uppnådd.",
    },
    "annual": {
        "-": "",
        "--": "",
        "m": "Nämnden bedömer att årets enda mål nåddes.",
        "n": "Nämnden bedömer att årets enda mål inte nåddes.",
        "mm": "Nämnden bedömer att årets båda mål nåddes.",
        "mmm": "Nämnden bedömer att alla årets tre mål nåddes.",
        "nnn": "Nämnden bedömer att inget av årets tre mål nåddes.",
        "mnn": "Nämnden bedömer att ett av årets tre mål nåddes.",
        "mmn": "Nämnden bedömer att två av årets tre mål nåddes.",
        "m----": "Ett av årets fem mål har bedömts, som uppnått.",
        "n-": "Ett av årets två mål har bedömts, som inte uppnått.",
        "mm-": "Två av årets tre mål har bedömts, båda som uppnådda.",
        "mn-": "Två av årets tre mål har bedömts, ett som uppnått.",
        "nn-": "Två av årets tre mål har bedömts, inget som uppnått.",
        "m" * 13 + "n": "Nämnden bedömer att 13 av årets 14 mål nåddes.",
    },
}


@pytest.mark.parametrize(
    ("level", "verdicts"), [(level, verdicts) for level, all in REACHED.items() for verdicts in all]
)
def test_goals_and_indicators_are_told_in_number_and_gender(level, verdicts):
    words = REACHED[level][verdicts]
    assert annual("goals", **goals(level, verdicts)) == words
    assert words in annual("summary", **goals(level, verdicts))


def test_a_year_without_goals_does_not_speak_of_any():
    assert annual("goals", **NONE) == ""
    assert "mål" not in annual("summary", **NONE).lower()


# Three are entitled to each meeting; 80 % of 3 is 2,4 and of 6 is 4,8.
TWO = "Nämnden höll två sammanträden."
ATTENDANCE = {
    "one meeting, goal reached": (
        "3",
        "Nämnden höll ett sammanträde. 100,0 % av kommunerna deltog. Målet på 80 % nåddes.",
    ),
    "one meeting, one lacks": (
        "2",
        "Nämnden höll ett sammanträde. 66,7 % av kommunerna deltog. "
        "Målet på 80 % nåddes inte: det fattades en närvarande.",
    ),
    "the same at each meeting": (
        "3 3",
        f"{TWO} Vid varje sammanträde deltog 100,0 % av kommunerna. "
        "Målet på 80 % nåddes både i snitt och vid varje sammanträde.",
    ),
    "reached on average only": (
        "2 3",
        f"{TWO} I snitt deltog 83,3 % av kommunerna, och vid det sammanträde som hade lägst närvaro 66,7 %. "
        "Målet på 80 % nåddes i snitt, men inte vid varje sammanträde.",
    ),
    "four lack": (
        "1 0",
        f"{TWO} I snitt deltog 16,7 % av kommunerna, och vid det sammanträde som hade lägst närvaro 0,0 %. "
        "Målet på 80 % nåddes inte: det fattades fyra närvarande.",
    ),
}
GOAL = "goal | measure | threshold | reading\n present | attendance.board.share | 80 | average"


def meetings(present: str, body: str = "board") -> str:
    rows = [
        f"{body} | 2031-0{month}-01 | {count} | 3" for month, count in enumerate(present.split(), start=1)
    ]
    return "\n".join(["body | date | present | entitled", *rows])


@pytest.mark.parametrize("case", ATTENDANCE)
def test_attendance_is_told_on_average_and_at_every_meeting(case):
    present, words = ATTENDANCE[case]
    assert annual("attendance", "meeting_plan", meetings=meetings(present), goals=GOAL) == words


def test_attendance_without_a_goal_is_told_without_one():
    text = annual("attendance", "meeting_plan", "goals", meetings=meetings("2 2"))
    assert text == f"{TWO} Vid varje sammanträde deltog 66,7 % av kommunerna."


def test_the_preparatory_group_has_meetings_of_its_own():
    text = annual("attendance", "goals", "meeting_plan", meetings=meetings("3", "preparatory"))
    assert text == "Beredningsgruppen höll ett möte. 100,0 % av kommunerna deltog."


def test_a_board_without_preparatory_group_does_not_speak_of_one():
    for name in ("attendance", "organisation", "summary"):
        assert "Beredningsgruppen" not in annual(name, "meeting_plan", meetings=meetings("3 3"))


@pytest.mark.parametrize(
    ("present", "words"),
    [
        ("3", "Nämnden höll ett sammanträde med en närvaro på 100,0 %."),
        ("2 3", "Nämnden höll två sammanträden med en närvaro på i snitt 83,3 %."),
    ],
)
def test_the_summary_says_how_many_came(present, words):
    assert words in annual("summary", "meeting_plan", meetings=meetings(present)).split("\n\n")


@pytest.mark.parametrize(
    ("plan", "present", "words"),
    [
        (2, "3 3", "Nämnden planerade två sammanträden och höll två."),
        (1, "3", "Nämnden planerade ett sammanträde och höll ett."),
        (2, "3", "Nämnden planerade två sammanträden och höll ett."),
        (2, "", "Nämnden planerade två sammanträden."),
        (0, "3 3", "Nämnden höll två sammanträden."),
        (0, "", ""),
    ],
)
def test_planned_and_held_meetings_are_told(plan, present, words):
    dates = "\n".join(f"2031-0{month}-01" for month in range(1, plan + 1))
    assert annual("organisation", meeting_plan=f"date\n{dates}", meetings=meetings(present)) == words


RISK = "control | probability | consequence | result\n"
CONTROLS = {
    "": "",
    "a|1|2|ok": "Nämnden har beslutat om ett kontrollmoment. Resultatet är redovisat.",
    "a|1|2|": "Nämnden har beslutat om ett kontrollmoment.",
    "a|1|2|\nb|1|1|": "Nämnden har beslutat om två kontrollmoment.",
    "a|1|2|ok\nb|1|1|": "Nämnden har beslutat om två kontrollmoment. Resultat är redovisat för ett av dem.",
    "a|1|2|ok\nb|1|1|ok": "Nämnden har beslutat om två kontrollmoment. Resultat är redovisat för alla.",
}


@pytest.mark.parametrize("controls", CONTROLS)
def test_controls_with_and_without_result_are_told(controls):
    highest = " Det högsta riskvärdet är 2." if controls else ""
    assert annual("control", controls=RISK + controls) == CONTROLS[controls] + highest


PAID = "component | municipality | fee | mark\n"


@pytest.mark.parametrize(
    ("fees", "words"),
    [
        (
            "basic | 9901 | 5 |",
            "Kommunerna betalar tillsammans 5 kr i avgifter som ingår i nämndens budget.",
        ),
        (
            "basic | 9901 | 5 |\n start | 9901 | 6 | *",
            "Kommunerna betalar tillsammans 5 kr i avgifter som ingår i nämndens budget. "
            "Vid sidan av budgeten betalar de även avgifter som är så olika att de inte kan summeras.",
        ),
        ("", ""),
    ],
)
def test_fees_inside_and_outside_the_budget_are_told(fees, words):
    assert annual("fees", fees=PAID + fees) == words


@pytest.fixture
def findings(monkeypatch):
    """Return a book as if the checks had found so many findings, some of them open and some errors."""

    def with_findings(total: int, *, open: int = 0, errors: int = 0):
        book = unchecked()
        numbers = {"total": total, "open": open, "errors": errors, "checks": 18}
        for name, value in numbers.items():
            monkeypatch.setitem(book.facts, f"findings.{name}", count(value, f"findings.{name}"))
        return book

    return with_findings


MEANING = "En iakttagelse betyder att två uppgifter inte går ihop, inte att någon har gjort fel."


@pytest.mark.parametrize(
    ("total", "open", "words"),
    [
        (0, 0, "Ingen av dem gav någon iakttagelse."),
        (1, 1, f"De gav en iakttagelse, som ännu inte har fått svar. {MEANING}"),
        (1, 0, f"De gav en iakttagelse, som har fått svar. {MEANING}"),
        (2, 0, f"De gav två iakttagelser, och alla har fått svar. {MEANING}"),
        (14, 14, f"De gav 14 iakttagelser, och ingen av dem har fått svar ännu. {MEANING}"),
        (14, 1, f"De gav 14 iakttagelser, och en av dem har ännu inte fått svar. {MEANING}"),
    ],
)
def test_findings_and_answers_are_told(findings, total, open, words):
    text = narrate("common/checks", findings(total, open=open)).text
    assert spaced(text) == f"Underlaget har prövats med 18 kontroller. {words}"


@pytest.mark.parametrize(
    ("total", "open", "words"),
    [
        (0, 0, "Granskningen har inga frågor om 2031: granskningen."),
        (1, 0, "Granskningens frågor om 2031 är besvarade: granskningen."),
        (1, 1, "Granskningen har en obesvarad fråga om 2031: granskningen."),
        (14, 2, "Granskningen har två obesvarade frågor om 2031: granskningen."),
        (43, 43, "Granskningen har 43 obesvarade frågor om 2031: granskningen."),
    ],
)
def test_one_line_says_how_many_questions_the_review_has(findings, total, open, words):
    assert spaced(narrate("common/review", findings(total, open=open), page="audit.html").text) == words


DECIDED = "decision | date | status | paragraph | case_number | title | outcome\n"
CONCERNS = "decision | paper | year | through\n"
PROPOSAL = "p | 2032-03-18 | proposed | | 2032/2 | Berättelsen | Den godkänns."
APPROVAL = "a | 2032-06-01 | decided | § 4 | 2032/2 | Berättelsen | Den godkänns."


FOR_MARCH = "Förslag till beslut den 18 mars 2032, ärende 2032/2."


@pytest.mark.parametrize(
    ("decisions", "papers", "words"),
    [
        ("", "", "Utkast."),
        (PROPOSAL, "p | annual_report | 2030 |", "Utkast."),
        (PROPOSAL, "p | budget | 2031 |", "Utkast."),
        (
            PROPOSAL,
            "p | annual_report | 2031 |",
            "Förslag till beslut den 18 mars 2032, ärende 2032/2.",
        ),
        (
            f"{APPROVAL}\n{PROPOSAL}",
            "a | annual_report | 2031 |\np | annual_report | 2031 |",
            "Godkänd den 1 juni 2032, § 4, ärende 2032/2.",
        ),
    ],
)
def test_the_status_of_a_paper_follows_from_the_decisions(decisions, papers, words):
    tables = {"decisions": DECIDED + decisions, "paper_decisions": CONCERNS + papers}
    assert annual("title", **tables).split("\n\n") == [TITLE, words]


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("Lyftet | 2 | 3 |", "Lyftet: 2 av 3 kommuner är med."),
        ("Lyftet | | |", "Lyftet."),
    ],
)
def test_a_national_programme_is_told_with_what_is_known_of_it(program, words):
    assert (
        annual("services", initiative_programs=f"program | name | joined | of | description\n a | {program}")
        == words
    )


def test_texts_of_the_board_come_in_their_order_each_a_paragraph():
    texts = "section | number | text\n running | 2 | Andra.\n running | 1 | Första.\n projects | 1 | Tredje."
    assert annual("activities", texts=texts) == "Första.\n\nAndra.\n\nTredje."


def test_the_levels_of_goals_have_headings():
    data = {
        "goals": "goal | level | text\n a | effect | Rent vatten.\n b | strategic | Samarbete.",
        "goal_reviews": "goal | assessment",
    }
    assert annual("mission", **data) == "Effektmål\n\nRent vatten.\n\nStrategiska mål\n\nSamarbete."
    page = narrate("annual_report/mission", unchecked(**data)).html
    assert "<h3>Effektmål</h3>\n<ul>\n<li>Rent vatten.</li>\n</ul>" in page


def test_the_title_names_year_and_board():
    assert annual("title").startswith("Verksamhetsberättelse 2031, Provnämnden: ")


BOARDS = {
    "sound": {},
    "empty": {name: text.strip().splitlines()[0] for name, text in SOUND.items()},
    "deficit": RESULTS["deficit"][0],
    "no goals": NONE,
    "texts": {"texts": "section | text\n finance | Ett.\n control | Två.\n goals | Tre.\n mission | Fyra."},
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("board", BOARDS)
def test_no_text_has_double_spaces_loose_marks_or_missing_words(name, board):
    prose = narrate(name, unchecked(**BOARDS[board]))
    for text in (prose.text, re.sub(r"<[^>]+>", "", prose.html)):
        assert not re.search(r"  | [.,;:]|\.\.|,,|\.[A-ZÅÄÖ]|saknas saknas|None|[{}\ue000\ue001]|\*\*", text)
    assert not re.search(r"[^>.]\n(?!<)", prose.html), "a sentence is broken over lines"
    sentences = [part for paragraph in prose.text.split("\n\n") for part in paragraph.split(". ")]
    assert not any(first == second for first, second in pairwise(sentences) if first)


def test_every_figure_in_a_text_leads_to_its_fact():
    page = narrate("annual_report/summary", unchecked()).html
    assert (
        '<a href="#economy.result"><data data-fact="economy.result" value="70">70\u00a0kr</data></a>' in page
    )
    assert '<data data-fact="meetings.board.held" value="2">två sammanträden</data>' in page


def commented(text: str) -> Prose:
    comments = {"Ekonomi": Comment("Ekonomi", text, "2031.md", 1)}
    return narrate_comment("Ekonomi", replace(unchecked(), comments=comments))


def test_a_comment_is_marked_as_the_coordinators_and_its_figures_lead_to_facts():
    prose = commented("Året gav **{{ economy.result }}**,\nmer än väntat.")
    assert spaced(prose.text) == "Året gav 70 kr, mer än väntat."
    assert prose.html.startswith(
        '<div class="comment">\n<p class="label">Samordnarens kommentar</p>\n<p>Året gav <strong><a'
    )


def test_a_section_without_comment_is_empty():
    assert narrate_comment("Närvaro", unchecked()).html == ""


def test_headings_in_a_comment_stay_below_those_of_the_report():
    page = commented("# En\n\nText\n\nTvå\n---\n\n### Tre\n\n#### Fyra").html
    assert re.findall(r"<h(\d)>(\w+)</h\1>", page) == [("3", "En"), ("3", "Två"), ("3", "Tre"), ("4", "Fyra")]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klicka](javascript:alert(1))",
        "[klicka](JaVaScRiPt:alert(1))",
        "[klicka](data:text/html;base64,PHNjcmlwdD4=)",
        "[klicka](vbscript:x)",
        "<javascript:alert(1)>",
        "![bild](https://example.org/x.png)",
        '[a](#x "{{ economy.result }}")',
        "```{{ economy.result }}\nx\n```",
        "\ue0000\ue001 \ue0007\ue001 \ue000",
        "&lt;script&gt;",
        "<!-- x --><?php x ?>",
    ],
)
def test_nothing_in_a_comment_becomes_script_picture_or_broken_markup(text):
    page = commented(text).html
    assert not re.search(r"<script|<img|<!--|<\?|href=\"(?!#|https)|[\ue000\ue001]", page)
    assert len(re.findall("<", page)) == len(re.findall(r'</?[a-z0-9]+( [a-z-]+="[^"<>]*")*>', page))


def test_an_unknown_text_is_said_to_be_so():
    with pytest.raises(
        NamndbokError, match=r"Det finns ingen text som heter sumary\. Det finns: annual_report/activities, "
    ):
        narrate("sumary", unchecked())


def test_the_footer_quotes_the_basis_until_the_seal_takes_its_place(monkeypatch):
    monkeypatch.setattr("namndbok.show.narrative.proof", lambda book: {"basis": "ab12"})
    assert narrate_footer(unchecked()).html.endswith("<p>Sigill: <code>ab12</code></p>")


def test_what_texts_may_use_is_explained_beside_them():
    explained = re.findall(r'`"?(\w+)', (TEXTS / "README.md").read_text(encoding="utf-8"))
    names = set(_context(unchecked())) - {"facts"}
    assert names <= set(explained)


PLAN = "plan | 2030-12-16 | decided | § 9 | 2030/8 | Verksamhetsplan | Den antas."
BUDGET_DECISION = "b | {when} | {status} | | | Budget | Den antas."
NOT_IN_DATA = "Nej, inte i underlaget. Inget beslut där gäller verksamhetsplanen eller budgeten för 2031."
IN_ADVANCE = "Finns plan och budget beslutade i förväg? "
PART = {"outcome": "line | income | cost | through\n office | 600 | 500 | 2031-06-30"}


def audit(name: str, *without: str, **changes) -> str:
    """Return a text of the audit in plain words."""
    return spaced(narrate(f"audit/{name}", unchecked(*without, **changes)).text)


@pytest.mark.parametrize(
    ("decisions", "papers", "answer"),
    [
        (
            "",
            "",
            NOT_IN_DATA,
        ),
        (
            PLAN,
            "plan | plan | 2030 |",
            NOT_IN_DATA,
        ),
        (
            PLAN,
            "plan | plan | 2031 |",
            "Verksamhetsplanen: ja, beslutad den 16 december 2030, § 9, 2030/8. "
            "Budgeten: nej, inte i underlaget.",
        ),
        (
            BUDGET_DECISION.format(when="2030-11-05", status="proposed"),
            "b | budget | 2031 |",
            "Verksamhetsplanen: nej, inte i underlaget. "
            "Budgeten: nej, underlaget har bara ett förslag, till den 5 november 2030.",
        ),
        (
            BUDGET_DECISION.format(when="2031-02-01", status="decided"),
            "b | budget | 2031 |",
            "Verksamhetsplanen: nej, inte i underlaget. Budgeten: nej, beslutad först den 1 februari 2031.",
        ),
    ],
)
def test_plan_and_budget_are_decided_in_advance_only_by_a_decision_before_the_year(decisions, papers, answer):
    tables = {"decisions": DECIDED + decisions, "paper_decisions": CONCERNS + papers}
    (paragraph,) = [text for text in audit("steering", **tables).split("\n\n") if text.startswith(IN_ADVANCE)]
    assert paragraph.strip() == IN_ADVANCE + answer


def test_what_a_part_of_a_year_cannot_answer_is_said_so():
    assert audit("title", **PART).endswith("Det som därför inte går att svara på än står det så om.")
    economy = audit("economy", **PART)
    assert "är det förklarat? Det går inte att säga än, för underlaget har inget utfall" in economy
    assert "Delårsutfallet ger 100 kr." in economy
    assert "Följdes budgeten? Det går inte att säga än." in economy
    assert "inget utfall" not in audit("title") + audit("economy")


@pytest.mark.parametrize(
    ("cost", "answer"),
    [(300, "Ja, raderna ger 900 kr i intäkter och lika mycket i kostnader."),
     (200, "Nej, raderna ger 900 kr i intäkter och 800 kr i kostnader.")],
)  # fmt: skip
def test_the_audit_says_first_whether_the_budget_balances(cost, answer):
    assert f"Går budgeten ihop? {answer}" in audit("economy", budget=BUDGET.format(income=300, cost=cost))


@pytest.mark.parametrize(
    ("total", "open", "words"),
    [
        (0, 0, "Ingen av dem gav någon iakttagelse."),
        (1, 1, "De gav sammanlagt en iakttagelse, som ännu inte har fått svar."),
        (2, 0, "De gav sammanlagt två iakttagelser, och alla har fått svar."),
        (14, 2, "De gav sammanlagt 14 iakttagelser, och två av dem har ännu inte fått svar."),
    ],
)
def test_the_audit_opens_with_how_many_findings_have_no_answer(findings, total, open, words):
    assert spaced(narrate("audit/errors", findings(total, open=open)).text).endswith(words)


EVEN = "line | income | cost\n office | 600 | 600\n archive | 300 | 300"
MISSED = "goal | assessment\n course | met\n together | met\n present | {}\n everywhere | {}"
HEADLINES = {
    "surplus, one goal of four missed": ({}, "Överskott 70 kr; ett mål missades"),
    "deficit": ({"outcome": OUTCOME.format(601, 330)}, "Underskott 31 kr; ett mål missades"),
    "zero": ({"outcome": EVEN}, "Resultat 0 kr; ett mål missades"),
    "only attendance missed": (
        {"goal_reviews": MISSED.format("not_met", "met")},
        "Överskott 70 kr; nämndens närvaromål missades",
    ),
    "all met": ({"goal_reviews": MISSED.format("met", "met")}, "Överskott 70 kr; alla mål nåddes"),
    "some judged": (
        {"goal_reviews": "goal | assessment\n course | met\n present | met"},
        "Överskott 70 kr; alla bedömda mål nåddes",
    ),
    "one judged": (
        {"goal_reviews": "goal | assessment\n course | met"},
        "Överskott 70 kr; det bedömda målet nåddes",
    ),
    "two missed": (
        {"goal_reviews": "goal | assessment\n course | not_met\n present | partly"},
        "Överskott 70 kr; två mål missades",
    ),
    "none judged": ({"goal_reviews": "goal | assessment"}, "Överskott 70 kr"),
    "no outcome": ({"outcome": "line | income | cost"}, "ett mål missades"),
}


@pytest.mark.parametrize("case", HEADLINES)
def test_the_title_says_the_result(case):
    changes, headline = HEADLINES[case]
    title = annual("title", **changes).split("\n\n")[0]
    assert title == f"Verksamhetsberättelse 2031, Provnämnden: {headline}"


def test_a_title_without_a_result_says_which_paper_it_is():
    nothing = {"outcome": "line | income | cost", "goal_reviews": "goal | assessment"}
    assert annual("title", **nothing).split("\n\n")[0] == "Verksamhetsberättelse 2031, Provnämnden"


def test_one_and_two_goals_have_their_own_words():
    one, two = "goal | level\n a | annual", "goal | level\n a | annual\n b | annual"
    said = [
        annual("title", goals=goals, goal_reviews=f"goal | assessment\n{reviews}")
        .split(";")[1]
        .split("\n")[0]
        for goals, reviews in ((one, "a | met"), (two, "a | met\nb | met"), (one, "a | not_met"))
    ]
    assert said == [" målet nåddes", " båda målen nåddes", " årets enda mål missades"]
    assert "; inget mål nåddes" in annual(
        "title", goals=two, goal_reviews="goal | assessment\na | not_met\nb | not_met"
    )
