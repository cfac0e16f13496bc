import errno

from namndbok.errors import (
    Fault,
    InvalidData,
    UnknownFact,
    closest,
    describe_write_failure,
    meant,
    quoted,
)


def test_a_fault_says_where_what_and_what_to_do():
    fault = Fault("outcome.csv", 5, "income", "”12,5”", "ett heltal", "kontrollera talet")
    assert str(fault).split("\n") == [
        "outcome.csv, rad 5, kolumn income",
        "    Hittade: ”12,5”",
        "    Tillåtet: ett heltal",
        "    Gör så här: kontrollera talet",
    ]


def test_a_fault_of_a_file_names_the_file_only():
    assert Fault.of_file("outcome.csv", "en tom fil", "rader", "fyll i").place == "outcome.csv"


def test_all_faults_stand_in_the_message_with_their_number():
    fault = Fault.of_file("outcome.csv", "en tom fil", "rader", "fyll i")
    assert str(InvalidData([fault])).startswith("Ett fel i underlaget:\n\noutcome.csv")
    other = Fault.of_file("budget.csv", "en tom fil", "rader", "fyll i")
    assert str(InvalidData([fault, other])).startswith("2 fel i underlaget:")


def test_the_same_fault_in_many_rows_is_one_with_its_rows_and_cells():
    faults = [
        Fault("fees.csv", row, "fee", f"”*{row}”", "ett tal", "ta bort stjärnan", f"E{row}")
        for row in (2, 3, 4, 9)
    ]
    other = Fault("fees.csv", 3, "year", "”24”", "ett årtal", "skriv 2024", "A3")
    fault, last = InvalidData([*faults[:2], other, *faults[2:]]).faults
    assert last == other
    assert fault.place == "fees.csv, rad 2–4, 9, kolumn fee (cell E2:E4, E9)"
    assert fault.found == "”*2”, ”*3”, ”*4”, 1 till"
    assert fault.rows == [2, 3, 4, 9]
    assert fault.entry()["rows"] == [2, 3, 4, 9]


def test_a_fault_in_a_workbook_names_sheet_and_cell():
    faults = [
        Fault("2031.xlsx", None, None, "”x”", "ett tal", "rätta", f"Avgifter!{cell}")
        for cell in ["C7", "C8", "D7"]
    ]
    assert faults[0].place == "2031.xlsx, Avgifter!C7"
    (fault,) = InvalidData(faults).faults
    assert fault.place == "2031.xlsx, Avgifter!C7:C8, Avgifter!D7"


def test_what_was_typed_is_quoted_on_one_line_without_commands_to_the_terminal():
    assert quoted("a\nb\u00a0c\x1b[2J") == "”a b c\\u001b[2J”"
    assert quoted("x" * 100) == "”" + "x" * 60 + " …”"


def test_the_closest_spelling_is_found_whatever_the_case():
    assert closest("INTÄKTR", {"Intäkter": "income", "Kostnader": "cost"}) == "income"
    assert closest("xyz", {"Intäkter": "income"}) is None
    assert meant("bord", ["board", "preparatory"], "välj ett") == "menade du board?"
    assert meant("xyz", ["board"], "välj ett") == "välj ett"


def test_an_unknown_fact_reads_as_a_sentence_and_is_a_missing_key():
    error = UnknownFact("Det finns inget faktum x.")
    assert str(error) == "Det finns inget faktum x."
    assert isinstance(error, KeyError)


def test_why_a_file_could_not_be_written_is_said_in_swedish():
    full = OSError(errno.ENOSPC, "No space left on device", "reports/2031")
    assert describe_write_failure(full) == "Det gick inte att skriva reports/2031: disken är full."
    moved = OSError(errno.EACCES, "Permission denied", "a", None, "reports/2031")
    assert describe_write_failure(moved) == (
        "Det gick inte att skriva reports/2031: rättighet saknas, eller filen är öppen i ett annat program."
    )
