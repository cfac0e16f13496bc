"""What conflicts is found: each kind of contradiction is a finding about the row that it stands in."""

from datetime import date

import pytest

from namndbok.checks.check import findings_of
from namndbok.checks.conflict import EXPECTATIONS
from namndbok.checks.prose import numerals_in
from namndbok.data.load import Data, load_data
from namndbok.facts.fact import Facts
from namndbok.facts.year_facts import compute_years
from planting.edit import put
from typed import REAL, said


@pytest.fixture(scope="module")
def real() -> Data:
    return load_data(REAL)


@pytest.fixture(scope="module")
def facts(real: Data) -> Facts:
    """Compute 2024 as the tables stand."""
    return compute_years(real, [2024])[0]


def rows_of(data: Data | Facts, check: str, year: int = 2024) -> list[tuple[str, ...]]:
    """Return the rows that a check's findings name."""
    facts = data if isinstance(data, Facts) else compute_years(data, [year])[0]
    return [finding.rows for finding in findings_of(facts, check)]


# A check, a table, a row of the real tables, and what is written there by mistake.
SLIPS = {
    "a share called a total": ("conflict.codes", "printed", 27, {"kind": "total"}),
    "at most under a goal that says at least": ("conflict.codes", "goals", 18, {"operator": "<="}),
    "an average read as a sum": ("conflict.codes", "goals", 19, {"reading": "total"}),
    "up to said exactly": ("conflict.codes", "claims", 2, {"qualifier": "exact"}),
    "a supplier's bill in the budget": ("conflict.codes", "fee_components", 12, {"budget_line": "earchive"}),
    "a proposal with a paragraph": ("conflict.codes", "decisions", 15, {"paragraph": "§ 4"}),
    "seventeen for seventy": ("conflict.numbers", "claims", 2, {"value": 17}),
    "another year than the schedule": ("conflict.numbers", "activities", 2, {"start": 2018}),
    "another day than the code": (
        "conflict.dates",
        "printed",
        27,
        {"fact": "attendance.board.2024-02-22.share"},
    ),
    "a case from a later year": ("conflict.dates", "documents", 2, {"case_number": "2026/2-2.2.0.1"}),
    "a deficit where there is a surplus": ("conflict.explanation", "explanations", 3, {"line": "rescue"}),
    "a surplus called a deficit": ("conflict.explanation", "explanations", 2, {"direction": "deficit"}),
    "a row of another document": ("conflict.source", "goals", 12, {"source": "minutes-2022-06-22"}),
    "a place in another document": ("conflict.source", "services", 11, {"source": "report-2024"}),
    "a row of another year": ("conflict.source", "agreements", 4, {"year": 2023}),
    "one goal's wording": ("conflict.columns", "goals", 12, {"wording": "decided"}),
    "a name copied from the next row": (
        "conflict.columns",
        "agreements",
        3,
        {"name": "Digitalt nyckelsystem"},
    ),
    "one empty risk": ("conflict.columns", "controls", 3, {"owner": None}),
    "one day that differs": ("conflict.columns", "service_status", 4, {"date": date(2025, 3, 1)}),
    "two rows of one number": ("conflict.order", "services", 4, {"order": 2}),
    "a model of half": ("conflict.split_model", "split_models", 2, {"equal_share": 50}),
    "one fee of fourteen": ("conflict.fee_exceptions", "fees", 3, {"fee": 81400}),
    "an explanation of another line, with the same sign": (
        "conflict.explanation",
        "explanations",
        3,
        {"line": "basic"},
    ),
    "a case numbered too high": ("conflict.order", "cases", 11, {"number": 10}),
    "a gap among a day's paragraphs": ("conflict.columns", "decisions", 8, {"paragraph": None}),
    "a text that says upp till, called exact": ("conflict.codes", "claims", 2, {"qualifier": "exact"}),
    "a number without its reading": ("conflict.codes", "claims", 3, {"qualifier": None}),
    "due on a day without a meeting": ("time.days", "follow_ups", 5, {"due": date(2022, 12, 30)}),
    "due in another year than the note says": (
        "conflict.numbers",
        "follow_ups",
        5,
        {"due": date(2023, 12, 31)},
    ),
    "a decision later than its document": ("time.days", "follow_ups", 2, {"decision": "2025-03-18-item-1"}),
    "a call to a day without cases": ("time.days", "calls", 2, {"date": date(2025, 3, 19)}),
    "the budget of another year": ("cross.papers", "paper_decisions", 3, {"year": 2024}),
    "a budget called a plan": ("cross.papers", "paper_decisions", 3, {"paper": "plan"}),
    "a day on which one was counted": (
        "completeness.population",
        "population",
        20,
        {"date": date(2019, 12, 30)},
    ),
    "inhabitants that stick out by five in a hundred": (
        "change.population",
        "population",
        55,
        {"population": 29460},
    ),
    "inhabitants ten times too many": ("change.population", "population", 20, {"population": 280000}),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_contradiction_is_found_where_it_stands(real: Data, facts: Facts, slip: str):
    """And nothing like it is said before it is planted."""
    check, table, number, cells = SLIPS[slip]
    slipped = put(real, table, number, **cells)
    assert rows_of(facts, check) == []
    assert any(f"{table}:{number}" in rows for rows in rows_of(slipped, check))


def test_two_fees_that_change_places_are_a_finding_about_both(real: Data):
    """In a column that a model gives: fees of 100 kr and a krona an inhabitant."""
    fees = real["fees"]
    people = {row.municipality: row.population for row in real["population"].itertuples()}
    data = real
    for number, row in fees[fees["component"] == "datacenter"].iterrows():
        data = put(data, "fees", number, fee=10_000 + people[row["municipality"]] * 3, mark=None)
    assert rows_of(data, "conflict.fee_exceptions") == []
    first, second = [number for number in fees.index if fees.at[number, "component"] == "datacenter"][:2]
    one, two = data["fees"].at[first, "fee"], data["fees"].at[second, "fee"]
    swapped = put(put(data, "fees", first, fee=two), "fees", second, fee=one)
    (rows,) = rows_of(swapped, "conflict.fee_exceptions")
    assert set(rows) == {f"fees:{first}", f"fees:{second}"}


def test_figures_that_are_those_of_the_year_before_are_reported():
    lines = "year | line | income | cost\n2030 | a | 1 | 2\n2030 | b | 3 | 4\n2030 | c | 5 | 6\n"
    lines += "2031 | a | 1 | 2\n2031 | b | 3 | 4\n2031 | c | 5 | {}"
    names = "line | name\na | A\nb | B\nc | C"
    ids = ("outcome:5", "outcome:6", "outcome:7")
    copied = said("change.copied", outcome=lines.format(6), outcome_lines=names)
    assert copied == [("nya uppgifter", "samma", ids)]
    assert said("change.copied", outcome=lines.format(7), outcome_lines=names) == []


def test_texts_that_are_those_of_the_year_before_are_reported_and_a_few_values_are_not():
    rows = [(area, text, year) for year in (2030, 2031) for area, text in enumerate(("Ett", "Två", "Tre"))]
    texts = "number | text | year | section\n" + "\n".join(
        f"{n} | {text} | {year} | summary" for n, text, year in rows
    )
    assert len(said("change.copied", texts=texts)) == 1
    held = "date | present | entitled | year\n" + "\n".join(
        f"{year}-0{month}-01 | 3 | 3 | {year}" for year in (2030, 2031) for month in (1, 2, 3)
    )
    assert said("change.copied", meetings=held) == []


def test_a_decision_on_a_day_without_a_meeting_is_reported(real: Data):
    """The board met on 2022-03-16, and a steering group is not the board."""
    assert rows_of(real, "conflict.decision_day", 2022) == []
    moved = put(real, "decisions", 3, date=real["decisions"].at[3, "date"].replace(day=17))
    assert rows_of(moved, "conflict.decision_day", 2022) == [("decisions:3",)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("175 800 kr för fyra", {175800, 4}),
        ("120 tkr", {120, 120000}),
        ("en av 0,5", {1, 0.5}),
        ("inga tal", set()),
    ],
)
def test_numbers_are_read_in_digits_and_words(text: str, numbers: set[float]):
    assert numerals_in(text) == numbers


def test_what_is_expected_names_columns_that_are_there(real: Data):
    """Of every table and column in `expectations.json`."""
    columns = {name: {*schema.columns, "decision.date"} for name, schema in real.package.tables.items()}
    named = EXPECTATIONS
    for subject in ("texts", "labels", "awaiting", "stated", "members"):
        assert all(column in columns[table] for table, column in named[subject].items())
    for subject in ("filled", "distinct", "uniform", "renewed"):
        parts = {
            table: {part for name in names for part in name.split("/")}
            for table, names in named[subject].items()
        }
        assert all(names <= columns[table] for table, names in parts.items())
    assert all(set(names) <= columns[table] for table, names in named["ordered"].items())
    others = {name for cells in named["days"].values() for days in cells.values() for name in days}
    assert all(name.split(".")[1] in columns[name.split(".")[0]] for name in others - {"month"})
    assert all(set(cells) <= columns[table] for table, cells in named["days"].items())
    for table, texts in named["numbers"].items():
        assert {*texts, *(name for names in texts.values() for name in names)} <= columns[table]
    for table, patterns in named["codes"].items():
        others = {name for cells in patterns.values() for told in cells.values() for name in told}
        assert {*patterns, *others} <= columns[table]


@pytest.mark.parametrize(
    ("rule", "reported"),
    [
        ("Minst 80 procent.", False),
        ("I snitt 80 procent; ambitionen är 100.", False),
        ("Minst 70 procent den 80 mars.", False),
        ("Minst 70 procent.", True),
        ("Alla är med.", False),
        ("Minst åtta av tio.", True),
        ("Minst en gång.", True),
    ],
)
def test_a_rule_names_the_threshold(rule: str, reported: bool):
    """The day of a date is read as a number, but is none to be held against a threshold; nor is a year."""
    goals = f"goal | rule | threshold | unit\npresent | {rule} | 80 | percent"
    assert [rows for *_, rows in said("conflict.numbers", goals=goals)] == [("goals:2",)] * reported
