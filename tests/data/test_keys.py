from namndbok.data.keys import dangling_references, repeated_keys
from namndbok.data.rows import Records
from namndbok.data.schema import Field, ForeignKey, TableSchema
from namndbok.errors import Fault

UNIQUE = {"unique": True}
PLACES = TableSchema(
    "places",
    "places.csv",
    "Platser",
    (Field("code", "string", "Kod"), Field("name", "string", "Namn", constraints=UNIQUE)),
    primary_key=("code",),
)
FEES = TableSchema(
    "fees",
    "fees.csv",
    "Avgifter",
    (Field("year", "year", "År"), Field("place", "string", "Plats")),
    primary_key=("year", "place"),
    foreign_keys=(ForeignKey(("place",), "places", ("code",)),),
)
REVIEWS = TableSchema(
    "reviews",
    "reviews.csv",
    "Granskningar",
    FEES.fields,
    foreign_keys=(ForeignKey(("year", "place"), "fees", ("year", "place")),),
)


def places(*rows: tuple[str | None, str | None], doubtful: set[str] = frozenset()) -> Records:
    listed = enumerate(rows, start=2)
    return Records(
        PLACES,
        {number: dict(zip(("code", "name"), row, strict=True)) for number, row in listed},
        [],
        set(doubtful),
    )


def fees(*rows: tuple[int | None, str | None]) -> Records:
    return Records(
        FEES,
        {number: dict(zip(("year", "place"), row, strict=True)) for number, row in enumerate(rows, start=2)},
    )


def told(faults) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.found) for fault in faults]


def test_a_key_stands_once():
    records = places(("9901", "Alvik"), ("9902", "Bergsta"), ("9901", "Ödeby"))
    assert told(repeated_keys(records)) == [(4, "code", "”9901”, som redan står på rad 2")]


def test_a_repeated_key_of_two_columns_is_written_with_both():
    (fault,) = repeated_keys(fees((2031, "9901"), (2031, "9901")))
    found, allowed = "”2031 / 9901”, som redan står på rad 2", "en rad för varje"
    assert fault == Fault("fees.csv", 3, "year, place", found, allowed, "ta bort eller rätta en av raderna")


def test_a_reference_of_two_columns_is_written_with_both():
    reviews = Records(REVIEWS, {2: {"year": 2031, "place": "9902"}, 3: {"year": 2030, "place": "9901"}})
    (fault,) = dangling_references(
        {
            "fees": fees((2031, "9902"), (2031, "9901")),
            "reviews": reviews,
            "places": places(doubtful={"code"}),
        }
    )
    allowed = "ett värde som står i tabellen Avgifter (year, place)"
    action = "rätta värdet (menade du 2031 / 9901?) eller lägg till raden i fees.csv"
    assert fault == Fault("reviews.csv", 3, "year, place", "”2030 / 9901”", allowed, action)


def test_a_reference_like_no_other_is_to_be_spelt_right():
    (fault,) = dangling_references({"places": places(("9901", "Alvik")), "fees": fees((2031, "Bergsta"))})
    assert fault.action == "rätta värdet (kontrollera stavningen) eller lägg till raden i places.csv"


def test_each_repetition_refers_to_the_first():
    rows = [fault.found for fault in repeated_keys(fees((2031, "9901"), (2031, "9901"), (2031, "9901")))]
    assert rows == ["”2031 / 9901”, som redan står på rad 2"] * 2


def test_a_key_of_two_columns_may_repeat_one_of_them():
    assert told(repeated_keys(fees((2031, "9901"), (2031, "9902"), (2030, "9901")))) == []


def test_a_unique_column_is_a_key_of_its_own():
    assert told(repeated_keys(places(("9901", "Alvik"), ("9902", "Alvik")))) == [
        (3, "name", "”Alvik”, som redan står på rad 2")
    ]


def test_a_row_that_is_copied_whole_is_one_fault():
    assert len(told(repeated_keys(places(("9901", "Alvik"), ("9901", "Alvik"))))) == 1


def test_an_empty_part_of_a_key_is_no_repetition():
    assert told(repeated_keys(fees((2031, None), (2031, None)))) == []


def test_a_table_without_keys_has_no_repetitions():
    bare = TableSchema("bare", "bare.csv", "", (Field("x", "string", "X"),))
    assert told(repeated_keys(Records(bare, {2: {"x": "a"}, 3: {"x": "a"}}))) == []


def test_a_reference_must_be_there():
    tables = {
        "places": places(("9901", "Alvik"), ("9902", "Bergsta")),
        "fees": fees((2031, "9901"), (2031, "9920")),
    }
    (fault,) = dangling_references(tables)
    assert (fault.file, fault.row, fault.column, fault.found) == ("fees.csv", 3, "place", "”9920”")
    assert fault.allowed == "ett värde som står i tabellen Platser (code)"
    assert fault.action == "rätta värdet (menade du 9902?) eller lägg till raden i places.csv"


def test_an_empty_reference_refers_to_nothing():
    assert told(dangling_references({"places": places(), "fees": fees((2031, None))})) == []


def test_nothing_is_said_of_references_to_keys_that_could_not_be_read():
    unread = places((None, "Alvik"), doubtful={"code"})
    assert told(dangling_references({"places": unread, "fees": fees((2031, "9901"))})) == []
    other_column = places(("9901", None), doubtful={"name"})
    assert told(dangling_references({"places": other_column, "fees": fees((2031, "9902"))})) == [
        (2, "place", "”9902”")
    ]
