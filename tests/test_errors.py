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
    assert str(InvalidData([fault, fault])).startswith("2 fel i underlaget:")


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
