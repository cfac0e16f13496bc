"""Faults that people and Excel put into tables: each gives the right value, or exit 2 and what to do."""

import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import namndbok
from boards import REAL, invented_board, real_board, rewrite
from namndbok.books.book import make_book
from namndbok.cli.app import main
from namndbok.data.load import Data, load_data
from namndbok.errors import NamndbokError
from samples import sample
from slips import (
    Plant,
    Rows,
    append,
    as_workbook,
    cell,
    content,
    delete,
    describe,
    fill,
    heading,
    narrow,
    remove,
    rename,
    repeat,
    replace,
    rows,
    saved,
    swap,
    widen,
)

NBSP, NARROW, MINUS = "\u00a0", "\u202f", "\u2212"


@pytest.fixture
def board(tmp_path) -> Path:
    return real_board(tmp_path)


@pytest.fixture(scope="module")
def clean() -> Data:
    return load_data(REAL)


@pytest.fixture
def check(monkeypatch, capsys):
    """Run `namndbok check` as the command line does, and return exit status, output and messages."""

    def run(folder: Path, year: str = "2024") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["namndbok", "check", year, "--data", str(folder)])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, *capsys.readouterr()

    return run


def leave_empty(rows: Rows) -> None:
    for row in rows:
        row.extend(["", ""])
    rows.append([""] * 9)


UNDERSTOOD: dict[str, Plant] = {
    "no-break spaces": cell("outcome", 2, "income", f"1{NBSP}177{NBSP}400"),
    "narrow spaces and kr": cell("outcome", 2, "income", f"1{NARROW}177{NARROW}400{NBSP}kr"),
    "öre that are none": cell("outcome", 2, "income", "1 177 400,00"),
    "minus sign": cell("printed", 3, "value", f"{MINUS}46 297"),
    "midnight": cell("meetings", 2, "date", "2024-02-22 00:00:00"),
    "falskt": cell("municipalities", 2, "host", "FALSKT"),
    "semicolons in cp1252, as Swedish Excel saves": saved("municipalities", ";", "cp1252"),
    "old Mac letters": saved("municipalities", ";", "mac-roman"),
    "DOS letters": saved("municipalities", ";", "cp850"),
    "tabs in UTF-16, as Excel's Unicode text": saved("municipalities", "\t", "utf-16"),
    "tabs": saved("fees", "\t", "utf-8"),
    "byte order mark": saved("fees", ",", "utf-8-sig"),
    "old Mac line ends": saved("fees", ",", "utf-8", "\r"),
    "columns in another order": swap("outcome", "income", "source", headings=True),
    "empty rows and columns at the end": rows("outcome", leave_empty),
    "invisible marks around a code": cell("fees", 2, "component", "\u200bbasic\u00a0"),
}


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_what_can_mean_one_thing_only_is_understood(name, board, clean):
    before = {path: path.read_bytes() for path in board.glob("*.csv")}
    UNDERSTOOD[name](board)
    assert any(path.read_bytes() != raw for path, raw in before.items())
    planted = load_data(board)
    assert all(planted[table].equals(frame) for table, frame in clean.tables.items())


# What is typed into a cell, and what the message then shows.
CELLS = [
    ("outcome", 2, "income", "mycket", "”mycket”"),
    ("outcome", 2, "income", "1 177 400,50", "ett heltal"),
    ("outcome", 2, "line", "basik", "menade du basic?"),
    ("outcome", 2, "through", "2042-12-31", "en dag under 2024"),
    ("budget", 2, "amount", "1.177.400", "tusental med mellanslag"),
    ("budget", 2, "amount", "1 177 tkr", "hela kronor"),
    ("budget", 2, "amount", "1,18E+06", "Excel har förkortat talet"),
    ("budget", 2, "amount", "18 %", "procenttecknet"),
    ("budget", 2, "amount", "9" * 5000, "högst 15 siffror"),
    ("printed", 3, "value", "(46 297)", "minustecken"),
    ("fees", 2, "fee", "*184 800", "skriv den i kolumnen mark"),
    ("fees", 2, "year", "2 024", "skriv 2024"),
    ("fees", 2, "municipality", "2599", "eller raden i municipalities.csv"),
    ("fees", 5, "municipality", "", "en tom ruta"),
    ("municipalities", 2, "code", "25O6", "fyra siffror"),
    ("municipalities", 2, "host", "kanske", "true eller false"),
    ("service_status", 2, "users", "12,5", "ett heltal"),
    ("service_status", 2, "users", "-1", "minst 0"),
    ("service_status", 2, "of", "", "fyll i of"),
    ("meetings", 2, "present", "-1", "minst 0"),
    ("meetings", 2, "present", "15", "högst entitled, som är 14"),
    ("meetings", 2, "entitled", "0", "minst 1"),
    ("meetings", 2, "date", "2024-13-01", "ÅÅÅÅ-MM-DD"),
    ("meetings", 2, "date", "22 februari 2024", "skriv 2024-02-22"),
    ("meetings", 2, "date", "45344", "skriv 2024-02-22"),
    ("meeting_plan", 2, "start", "10.00", "ett klockslag"),
    ("goals", 2, "source", "report-2042", "report-2024"),
    ("goals", 2, "text", "#NAMN?", "apostrof"),
    ("goals", 2, "text", "må\x00l", "U+0000"),
    ("goals", 2, "text", "\x1b[2Jmål", "\\u001b[2Jmål"),
    ("goals", 11, "operator", "", "fyll i operator"),
    ("goal_reviews", 4, "assessment", "uppnått", "menade du met?"),
]


def refused(message: str, place: str, shown: str) -> None:
    """Compare a message with what it must say; it is Swedish, complete and the only one."""
    message = re.sub(r" \(cell [A-Z]+\d+\)", "", message)
    assert message.startswith(f"Ett fel i underlaget:\n\n{place}\n    Hittade: ")
    assert shown in message
    assert "\n    Tillåtet: " in message
    assert "\n    Gör så här: " in message
    assert message.endswith("\nInget har skrivits.\n")


@pytest.mark.parametrize(("table", "row", "column", "typed", "shown"), CELLS)
def test_a_cell_that_cannot_be_understood_is_refused(table, row, column, typed, shown, board, check):
    cell(table, row, column, typed)(board)
    status, output, message = check(board)
    assert (status, output) == (2, "")
    refused(message, f"{table}.csv, rad {row}, kolumn {column}", shown)


COMMENTS = "commentary/2024.md"
PLANTED: dict[str, Plant] = {
    "same municipality twice": repeat("municipalities", 4, 16),
    "same fee twice": repeat("fees", 2, 4),
    "goal of another year": cell("goal_reviews", 2, "goal", "regulations"),
    "answer without date": append("answers", "x", "Rättat.", "samordnare", "", ""),
    "cell too many": widen("fees", 5, "x"),
    "comma in a number": replace("outcome.csv", "1177400", "1177400,50"),
    "cell missing": narrow("outcome", 3, "income"),
    "lone quotation mark": replace("fees.csv", "2024,basic,2505", '2024,"basic,2505'),
    "column missing": remove("outcome", "cost"),
    "Swedish heading": heading("outcome", "income", "Intäkter"),
    "no headings": delete("outcome", 1, 1),
    "file missing": lambda folder: (folder / "outcome.csv").unlink(),
    "file under another name": rename("goals.csv", "goals.xlsx"),
    "empty file": content("outcome.csv", lambda text: ""),
    "Excel workbook": as_workbook("outcome"),
    "UTF-16 without its mark": saved("outcome", ",", "utf-16-le"),
    "broken letters": content("municipalities.csv", lambda text: text.encode().decode("cp1252")),
    "broken package": content("datapackage.json", lambda text: text[:17]),
    "column of another type": describe("outcome", name="cost", type="number"),
    "column that the table lacks": describe("outcome", name="account", type="string", title="Konto"),
    "unknown fact": replace(COMMENTS, "economy.result", "economy.resultat"),
    "unknown heading": replace(COMMENTS, "## Ekonomi", "## Ekonmi"),
    "typed figure": content(COMMENTS, lambda text: text + "\nDet blev 336 035 kr.\n"),
    "comments not found": rename(COMMENTS, f"{COMMENTS}.txt"),
}
# Where the message says that it is, and what the message shows.
TOLD = [
    ("same municipality twice", "municipalities.csv, rad 16, kolumn code", "redan står på rad 4"),
    ("same fee twice", "fees.csv, rad 4, kolumn year, component, municipality", "redan står på rad 2"),
    ("goal of another year", "goal_reviews.csv, rad 2, kolumn year, goal", "”2024 / regulations”"),
    ("answer without date", "answers.csv, rad 2, kolumn date", "fyll i date, eller töm answer"),
    ("cell too many", "fees.csv, rad 5, kolumn efter place", "”x” utan rubrik"),
    ("comma in a number", "outcome.csv, rad 2, kolumn efter place", "citattecken"),
    ("cell missing", "outcome.csv, rad 3, kolumn place", "7 rutor"),
    ("lone quotation mark", "fees.csv, rad 3", "citattecken i par"),
    ("column missing", "outcome.csv, rad 1, kolumn cost", "lägg till kolumnen cost"),
    ("Swedish heading", "outcome.csv, rad 1, kolumn Intäkter", "skriv rubriken income"),
    ("no headings", "outcome.csv, rad 1", "sätt tillbaka rubrikraden"),
    ("file missing", "outcome.csv", "lägg filen i datamappen"),
    ("file under another name", "goals.csv", "spara goals.xlsx som goals.csv"),
    ("empty file", "outcome.csv", "en tom fil"),
    ("Excel workbook", "outcome.csv", "en Excelbok"),
    ("UTF-16 without its mark", "outcome.csv", "något annat än text"),
    ("broken letters", "municipalities.csv", "Från text/CSV"),
    ("broken package", "datapackage.json, rad 2", "giltig JSON"),
    (
        "column of another type",
        "datapackage.json, paketet.resources[outcome].schema.fields[cost].type",
        "”integer”",
    ),
    ("column that the table lacks", "outcome.csv, rad 1, kolumn account", "lägg till kolumnen account"),
    ("unknown fact", f"{COMMENTS}, rad 23", "menade du economy.result?"),
    ("unknown heading", f"{COMMENTS}, rad 21", "menade du Ekonomi?"),
    ("typed figure", f"{COMMENTS}, rad 25", "skriv {{ economy.result }}"),
    ("comments not found", f"{COMMENTS}.txt", "döp om filen till 2024.md"),
]


@pytest.mark.parametrize(("name", "place", "shown"), TOLD)
def test_a_file_that_cannot_be_understood_is_refused(name, place, shown, board, check):
    PLANTED[name](board)
    status, output, message = check(board)
    assert (status, output) == (2, "")
    refused(message, place, shown)


def test_a_missing_folder_is_named_as_it_was_typed(tmp_path, check):
    status, _, message = check(tmp_path / "dta")
    assert status == 2
    refused(message, str(tmp_path / "dta" / "datapackage.json"), "ingen mapp med det namnet")


def test_columns_with_each_others_contents_are_found_on_every_row(board, check):
    swap("outcome_lines", "line", "order", headings=False)(board)
    status, _, message = check(board)
    assert status == 2
    assert "outcome_lines.csv, rad 2–7, kolumn order (cell C2:C7)" in message


def test_a_heading_that_stands_twice_is_found_beside_the_one_that_it_took_the_place_of(board, check):
    heading("outcome", "cost", "income")(board)
    status, _, message = check(board)
    assert status == 2
    assert message.startswith("2 fel i underlaget:")
    assert "outcome.csv, rad 1, kolumn income\n    Hittade: 2 sådana kolumner" in message
    assert "outcome.csv, rad 1, kolumn cost\n    Hittade: ingen sådan kolumn" in message


def test_a_table_with_its_heading_only_has_no_year(board, check):
    delete("outcome", 2)(board)
    assert check(board) == (
        2,
        "",
        "Det finns inget utfall för 2024. År med utfall i underlaget: inget år ännu.\nInget har skrivits.\n",
    )


TWELVE = (
    cell("municipalities", 3, "host", "kanske"),
    cell("outcome", 2, "income", "mycket"),
    cell("outcome", 2, "through", "31 december 2024"),
    cell("outcome", 4, "line", "resque"),
    cell("fees", 2, "fee", "*84 100"),
    cell("fees", 3, "municipality", "2599"),
    cell("fees", 4, "year", "2 024"),
    repeat("fees", 9, 10),
    cell("meetings", 2, "present", "-9"),
    cell("meetings", 3, "date", "45463"),
    widen("goals", 6, "mer"),
    cell("goals", 11, "operator", ""),
)


def test_twelve_faults_in_five_files_are_told_at_once(board, check):
    for plant in TWELVE:
        plant(board)
    status, _, message = check(board)
    assert status == 2
    assert message.startswith("12 fel i underlaget:\n")
    places = [
        line.split(", kolumn")[0] for line in message.split("\n") if ".csv, rad" in line and line[0] != " "
    ]
    assert places == [
        *["municipalities.csv, rad 3", "outcome.csv, rad 2", "outcome.csv, rad 2", "outcome.csv, rad 4"],
        *["fees.csv, rad 2", "fees.csv, rad 3", "fees.csv, rad 4", "fees.csv, rad 10"],
        *["meetings.csv, rad 2", "meetings.csv, rad 3", "goals.csv, rad 6", "goals.csv, rad 11"],
    ]


def in_a_process(folder: Path) -> tuple[int, str, str]:
    words = [
        sys.executable,
        "-c",
        "from namndbok.cli.app import main; main()",
        "check",
        "2024",
        "--data",
        str(folder),
    ]
    own = {"PYTHONPATH": str(Path(namndbok.__file__).parent.parent), "PYTHONUTF8": "1"}
    done = subprocess.run(words, capture_output=True, encoding="utf-8", env=os.environ | own, check=False)
    return done.returncode, done.stdout, done.stderr


def test_a_process_of_its_own_says_the_same(board, check):
    PLANTED["Excel workbook"](board)
    assert in_a_process(board) == check(board)


# Valid tables with little in them, or with what does not fit together.
MEAGRE: dict[str, Plant] = {
    "no inhabitants": delete("population", 2),
    "no inhabitants before the year": delete("population", 2, 4),
    "nobody lives there": cell("population", 2, "population", "0"),
    "no meetings": delete("meetings", 2),
    "no meetings of the board": delete("meetings", 2, 3),
    "half a year only": delete("outcome", 5),
    "the whole year only": delete("outcome", 2, 4),
    "no income": fill("outcome", "income", "0"),
    "no budget": delete("budget", 2),
    "budget without costs": delete("budget", 6),
    "budget without income": delete("budget", 2, 5),
    "no fees": delete("fees", 2),
    "fees of nobody": fill("fees", "fee", ""),
    "no explanations": delete("explanations", 2),
    "nothing in use": fill("service_status", "users", ""),
    "unknown measure": cell("goals", 8, "measure", "attendance.bord.share"),
    "measure of another kind": cell("goals", 8, "measure", "economy.result"),
    "goal without rule": cell("goals", 8, "rule", ""),
    "printed exactly": cell("printed", 9, "precision", "0"),
    "no reviews": delete("goal_reviews", 2),
    "no controls": delete("controls", 2),
}


@pytest.mark.sampled
@pytest.mark.parametrize("name", sample([*MEAGRE][::3], [*MEAGRE]))
def test_what_is_valid_but_meagre_gives_a_book(name, tmp_path, check):
    folder = invented_board(tmp_path)
    shutil.rmtree(folder / "commentary")
    MEAGRE[name](folder)
    status, output, message = check(folder, "2031")
    assert (status, message) == (0, "")
    assert output


HOSTILE = (
    "",
    "0",
    "-1",
    "1",
    "9" * 11,
    "0,001",
    "2031-12-31",
    "2030-01-01",
    "board",
    "met",
    "percent",
    "=",
    "x" * 3000,
)


@pytest.mark.sampled
@pytest.mark.parametrize("seed", range(sample(10, 60)))
def test_no_cells_whatever_give_a_traceback(seed, tmp_path):
    """Put other values of the same column, or hostile ones, into cells anywhere; seeded, to be repeated."""
    choose, folder = random.Random(seed), invented_board(tmp_path)
    shutil.rmtree(folder / "commentary")

    def change(rows: Rows) -> None:
        for _ in range(3):
            column = choose.randrange(len(rows[0]))
            others = [row[column] for row in rows[1:]]
            for row in choose.sample(rows[1:], min(2, len(others))):
                row[column] = choose.choice([*others, *HOSTILE])

    rewrite(choose.choice(sorted(folder.glob("*.csv"))), change)
    try:
        make_book(load_data(folder), 2031)
    except NamndbokError as error:
        assert str(error)
