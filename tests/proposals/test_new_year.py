"""A new year takes over what the schema says, replaces nothing, and passes for decided only when it is."""

from datetime import date, datetime
from pathlib import Path

import pytest

from boards import invented_board
from namndbok.books import open_book, to_do
from namndbok.data import change_tables, load_data
from namndbok.data.schema import library_tables
from namndbok.errors import InvalidParameter
from namndbok.proposals import begin_year
from namndbok.proposals.decision import decision_changes, minutes_of
from namndbok.proposals.new_year import HANDED_ON
from namndbok.show import narrate, tables
from typed import book_of, lines, sound, spaced, typed

NOW = datetime(2032, 1, 7, 9, 0)
WHEEL = """
    text    | occasion               | due        | reported   | evidence
    Mål     | verksamhetsberättelsen | 2032-02-29 | 2032-02-28 | Berättelse
"""
MINUTES = minutes_of("2031-12-05", "§ 30", "2031/12-1.2")


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    folder = invented_board(tmp_path)
    data = load_data(folder)
    change_tables(data, begin_year(data, 2032).changes, "namndbok new-year 2032", NOW)
    return folder


def added(data, table: str, year: int = 2032) -> list[dict]:
    return [dict(row) for row in begin_year(data, year).changes[table].added]


def test_goals_come_from_a_document_that_nobody_has_decided():
    goals = added(sound(), "goals")
    assert [goal["goal"] for goal in goals] == ["course", "together", "present", "everywhere"]
    assert {(goal["year"], goal["source"]) for goal in goals} == {(2032, "carried-2032")}
    assert goals[0]["place"] == "d, sidan 1; fört vidare från 2031"
    (document,) = added(sound(), "documents")
    assert (document["document"], document["kind"]) == ("carried-2032", "carried")


def test_the_result_of_a_control_is_not_taken_over():
    (leak, _) = added(sound(), "controls")
    assert leak["probability"] == 2
    assert {leak[name] for name in ("risk_value", "result", "result_date", "evidence")} == {None}


def test_what_is_due_is_due_a_year_later():
    (row,) = added(sound(year_wheel=WHEEL), "year_wheel")
    assert (row["due"], row["reported"], row["evidence"]) == (date(2033, 2, 28), None, None)
    (leap,) = added(sound(year_wheel=WHEEL), "year_wheel", 2035)
    assert leap["due"] == date(2036, 2, 29)


def test_outcome_fees_meetings_and_verdicts_must_be_new():
    assert set(begin_year(sound(), 2032).changes) == {"documents", "goals", "controls"}


def test_rows_of_the_year_are_never_replaced():
    text = "goal | level | year\nclean | annual | 2031\nclean | annual | 2032"
    plan = begin_year(sound(goals=text), 2032)
    assert "goals" not in plan.changes and "controls" in plan.changes
    told = [*plan.lines()]
    assert told[told.index("Har redan rader för 2032 och lämnas som de är:") + 1] == "  Mål och indikatorer"


def test_a_year_that_has_all_is_refused_with_the_tables_that_have_rows():
    with pytest.raises(InvalidParameter, match=r"goals\.csv \(4\) och controls\.csv \(2\)"):
        begin_year(sound(), 2031)


def test_without_an_earlier_year_there_is_nothing_to_take_over():
    with pytest.raises(InvalidParameter, match="inget år före 2031"):
        begin_year(typed(), 2031)


def test_a_text_that_names_the_year_before_is_told():
    goals = "goal | level | text\ncourse | annual | En kurs hålls 2031."
    told = [*begin_year(sound(goals=goals), 2032).lines()]
    assert "  goals.csv: En kurs hålls 2031." in told


def test_open_recommendations_follow_by_themselves():
    asked = "municipality | kind | status\n9901 | remark | open\n9902 | remark | done"
    told = "\n".join(begin_year(sound(recommendations=asked), 2032).lines())
    assert "Revisorernas rekommendationer (1 inte åtgärdade)" in told


def test_every_yearly_table_says_what_a_new_year_takes_over():
    unsaid = {
        name for name, table in library_tables().items() if "year" in table.columns and not table.carried
    }
    # Rows of these belong to the decision or to the series, not to the year's follow-up.
    assert unsaid == {"paper_decisions", "price_index"}
    for table in library_tables().values():
        if table.carried in HANDED_ON:
            assert {"year", "source", "place"} <= set(table.columns)
            emptied = {column.name for column in table.fields if column.carried == "empty"}
            needed = {name for column in table.fields if column.name not in emptied for name in column.needs}
            assert not emptied & (needed | {column.name for column in table.fields if column.required})


def test_until_it_is_decided_it_says_so_in_tables_findings_and_tasks(begun):
    data = load_data(begun)
    assert len(data.undecided("goals")) == len(data.of_year("goals", 2032)) > 0
    assert not data.undecided("organisation")
    states = {task.text: task.state for task in to_do(data, 2032, date(2032, 1, 8))}
    assert states["Årets mål och indikatorer"] == states["Årets kontrollplan"] == "to_decide"


def test_a_decision_makes_all_of_it_decided(begun):
    decided = decision_changes(Path("2032"), begun, MINUTES)
    change_tables(decided.data, decided.changes, "namndbok decide 2032", NOW)
    data = load_data(begun)
    assert not data.undecided("goals") and not data.undecided("controls")
    assert set(data.of_year("goals", 2032)["source"]) == {"minutes-2031-12-05"}
    papers = data["paper_decisions"]
    assert papers[papers["year"] == 2032]["paper"].tolist() == ["plan"]
    with pytest.raises(InvalidParameter, match="väntar på beslut"):
        decision_changes(Path("2032"), begun, MINUTES)


def test_the_report_of_a_year_that_is_not_decided_says_so(begun):
    outcome = (begun / "outcome.csv").read_text(encoding="utf-8")
    rows = [line for line in outcome.splitlines() if line.startswith("2031,2031-12-31")]
    new = "\n".join(row.replace("2031", "2032").replace("story-2032", "story-2031") for row in rows)
    (begun / "outcome.csv").write_text(f"{outcome}{new}\n", encoding="utf-8")
    book = open_book(begun, 2032)
    assert all("(att besluta)" in line.split(" | ")[0] for line in lines(tables.table_goals(book, "annual")))
    assert all("(att besluta)" in line for line in lines(tables.table_controls(book)))
    checks = {
        finding.id.split(".")[3] for finding in book.findings if finding.check == "missing.plan_decision"
    }
    assert {"goals", "controls"} <= checks


def test_the_boards_words_on_control_do_not_say_that_it_has_decided():
    carried = "document | kind\nd | report\ncarried-2031 | carried"
    controls = "control | probability | consequence | source\nleak | 2 | 3 | {}"
    for source, words in (
        ("d", "Nämnden har beslutat om"),
        ("carried-2031", "Nämnden har inte beslutat om det än"),
    ):
        book = book_of(sound(documents=carried, controls=controls.format(source)))
        assert words in spaced(str(narrate("annual_report/control", book)))
