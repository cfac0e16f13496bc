import pytest

from namndbok.data import read_grids
from namndbok.errors import InvalidData
from namndbok.swedish import NBSP


@pytest.fixture
def rows(tmp_path):
    def read(content: str | bytes, name: str = "lista.csv") -> list[list[str]]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (grid,) = read_grids(path)
        return [list(row) for row in grid.rows]

    return read


@pytest.mark.parametrize(
    "content",
    [
        "Kommun;Avgift\nBoden;1 234,50\nPiteå;-\n",
        "Kommun\tAvgift\r\nBoden\t1 234,50\r\nPiteå\t-\r\n",
        'Kommun,Avgift\nBoden,"1 234,50"\nPiteå,-\n',
        "Kommun|Avgift\nBoden|1 234,50\nPiteå|-\n",
        "sep=;\nKommun;Avgift\nBoden;1 234,50\nPiteå;-\n",
        '"sep=,"\nKommun,Avgift\nBoden,"1 234,50"\nPiteå,-\n'.replace('"sep=,"', "sep=,"),
        "Kommun     Avgift\nBoden      1 234,50\nPiteå      -\n",
        " Kommun ; Avgift \n Boden ; 1 234,50 \n Piteå ;\u00a0-\u00a0\n",
    ],
)
def test_every_separator_gives_the_same_rows(rows, content):
    assert rows(content) == [["Kommun", "Avgift"], ["Boden", "1 234,50"], ["Piteå", "-"]]


def test_decimal_commas_do_not_part_cells(rows):
    assert rows("a;b\n1,5;2,5\n3,5;4,5\n") == [["a", "b"], ["1,5", "2,5"], ["3,5", "4,5"]]


def test_a_semicolon_in_texts_does_not_part_cells(rows):
    text = "namn,text,kr\nBoden,först; sedan,5\nLuleå,nu; aldrig,6\nPiteå,ja,7\n"
    assert [len(row) for row in rows(text)] == [3, 3, 3, 3]


def test_titles_above_and_footnotes_below_keep_their_rows(rows):
    content = 'Folkmängd efter region\n\n"region";"2023";"2024"\n"2505 Arvidsjaur";6057;..\n\nKälla: SCB\n'
    assert rows(content) == [
        ["Folkmängd efter region", "", ""], ["", "", ""], ["region", "2023", "2024"],
        ["2505 Arvidsjaur", "6057", ".."], ["", "", ""], ["Källa: SCB", "", ""],
    ]  # fmt: skip


def test_a_document_pasted_as_text_keeps_lines_and_columns(rows):
    text = (
        'Utfall 2024\n\n\tINTÄKTER\tKOSTNADER\nE-arkiv\t313 000\t263 196\n\nÖverskottet beror på "annat".\n'
    )
    assert rows(text, "protokoll.txt") == [
        ["Utfall 2024", "", ""], ["", "", ""], ["", "INTÄKTER", "KOSTNADER"],
        ["E-arkiv", "313 000", "263 196"], ["", "", ""], ['Överskottet beror på "annat".', "", ""],
    ]  # fmt: skip


def test_a_quotation_mark_in_pasted_text_is_no_fault(rows):
    assert rows('Mått\tVärde\n10" skärm\t4\n', "mått.txt")[1] == ['10" skärm', "4"]


def test_formulas_in_text_stay_text(rows):
    assert rows("a;b\n=cmd|'/c calc'!A1;@SUM(1)\n+1;-1\n")[1:] == [
        ["=cmd|'/c calc'!A1", "@SUM(1)"],
        ["+1", "-1"],
    ]


def test_a_cell_is_named_as_excel_names_it(tmp_path):
    path = tmp_path / "avgifter.csv"
    path.write_text("sep=;\na;b\n1;2\n", encoding="utf-8")
    (grid,) = read_grids(path)
    assert grid.place(1, 1) == "avgifter.csv!B2"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a;b\n" * 200_001, "över 200 000 rader"),
        (";" * 500_001 + "x", "500 000 rutor"),
        ("a\n" + "\n" * 201_000 + "b", "över 200 000 rader"),
        ("a;b\n" + "x" * 40_000 + ";2\n", "32 767 tecken"),
        ("a;b\n" + "x" * 1_000_000 + ";2\n", "tecken"),
        ('a;b\n1;"öppet\n2;3\n', "citattecken"),
        ("", "utan innehåll"),
        (" \n;;\n", "utan innehåll"),
        (b"\x89PNG\r\n\x1a\n\0\0", "en bild, fast namnet slutar på .csv"),
        (b"PK\x03\x04 avbruten", "avbruten eller skadad"),
        ("<html><table><tr><td>1</td></tr></table>", "en webbsida eller XML"),
        ("1;Luleå".encode().decode("cp1252"), "har gått sönder"),
        ("1;Luleå\n".encode("utf-16-le"), "något annat än text"),
    ],
)
def test_what_is_no_table_is_refused_with_its_cause(rows, content, found):
    with pytest.raises(InvalidData) as error:
        rows(content)
    (fault,) = error.value.faults
    assert found in fault.found.replace(NBSP, " ") and fault.action
