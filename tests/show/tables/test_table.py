"""Tables and grouped lists: what they say, what they refuse and where they lead."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from namndbok.errors import NamndbokError
from namndbok.facts.fact import AS_IT_STANDS, Fact
from namndbok.show import tables
from namndbok.show.markup import AnchorLink, Sentence, SourcedText, UnlinkedFact
from namndbok.show.tables.table import Row, Table, sourced_table
from typed import unchecked

FACT = Fact("economy.income", "Intäkter", 600, "kr", AS_IT_STANDS, rows=("outcome:2",))
ROWS = (
    Row(("Kansli", FACT), source="outcome:2", id="outcome:2"),
    Row(("Summa", UnlinkedFact(FACT)), total=True),
)
TABLE = Table("t-one", "Intäkter per rad", ("Rad", "Intäkter"), ROWS)


def test_a_table_has_a_caption_column_headings_and_row_headings():
    assert TABLE._repr_html_() == (
        '<div aria-labelledby="t-one-caption" class="scroll" role="region" tabindex="0">\n'
        '<table id="t-one">\n<caption id="t-one-caption"><span>Intäkter per rad</span></caption>\n'
        '<thead>\n<tr><th scope="col">Rad</th><th class="n" scope="col">Intäkter</th></tr>\n</thead>\n'
        "<tbody>\n"
        '<tr data-row="outcome:2" id="outcome:2"><th scope="row">Kansli</th><td><a href="#outcome:2">'
        '<data data-fact="economy.income" value="600">600\u00a0kr</data></a></td></tr>\n'
        '<tr class="total"><th scope="row">Summa</th><td><data value="600">600\u00a0kr</data></td></tr>\n'
        "</tbody>\n</table>\n</div>"
    )


def test_a_table_as_text_has_a_line_for_each_row():
    assert (
        str(TABLE)
        == repr(TABLE)
        == "Intäkter per rad\nRad | Intäkter\nKansli | 600\u00a0kr\nSumma | 600\u00a0kr"
    )


def test_a_table_without_rows_shows_nothing_or_what_that_means():
    empty = Table("t-one", "Intäkter per rad", ("Rad", "Intäkter"), ())
    assert empty._repr_html_() == str(empty) == ""
    page = '<p class="empty" id="t-one">Intäkter per rad: inget fattas.</p>'
    assert replace(empty, empty="inget fattas.")._repr_html_() == page


def test_a_column_with_nothing_in_it_is_left_out():
    rows = (Row(("Kansli", None, "ja")), Row((None, "", None)))
    table = Table("t-one", "Intäkter per rad", ("Rad", "Märke", "Klar"), rows)
    assert str(table).splitlines()[1:] == ["Rad | Klar", "Kansli | ja", " | "]
    assert re.findall(r"<th scope=\"col\">(\w+)", table._repr_html_()) == ["Rad", "Klar"]


def test_notes_stand_below_the_table():
    rows, notes = (Row(("Kansli", "ja")),), (Sentence(("* ", SourcedText("Preliminärt.", "notes:2"))),)
    table = Table("t-one", "Intäkter per rad", ("Rad", "Klar"), rows, notes=notes)
    assert table._repr_html_().endswith('</div>\n<p class="note"><span>* Preliminärt.</span></p>')
    assert str(table).splitlines()[-1] == "* Preliminärt."


@pytest.mark.parametrize("caption", ["", "   ", "Tabell", "Tabell 1  "])
def test_a_table_without_a_caption_that_says_what_it_shows_is_refused(caption):
    with pytest.raises(NamndbokError, match="saknar en rubrik"):
        Table("t-one", caption, ("Rad",), ())


@pytest.mark.parametrize("cells", [(), ("ett",), ("ett", "två", "tre")])
def test_a_row_must_have_as_many_cells_as_there_are_headings(cells):
    with pytest.raises(NamndbokError, match="fel antal rutor"):
        Table("t-one", "Intäkter per rad", ("Rad", "Intäkter"), (Row(cells),))


def test_a_bare_number_in_a_cell_is_refused():
    with pytest.raises(TypeError, match="saknar källa"):
        Table("t-one", "Intäkter per rad", ("Rad", "Intäkter"), (Row(("Kansli", 600)),))._repr_html_()


@pytest.mark.parametrize(
    ("cells", "numeric"),
    [
        ([FACT, FACT], True),
        ([FACT, None], True),
        ([SourcedText("5", "fees:2", 5), FACT], True),
        ([SourcedText("Av 5", "fees:2"), FACT], False),
        (["text", FACT], False),
        ([None, None], False),
    ],
)
def test_a_column_of_figures_is_known(cells, numeric):
    table = Table("t-one", "Intäkter per rad", ("Rad", "Värde"), tuple(Row(("x", cell)) for cell in cells))
    assert table.numeric == [False, numeric]


def test_a_text_from_the_row_itself_does_not_name_it_again():
    cells = ("a", SourcedText("Av 5", "goals:2"), SourcedText("Av 6", "goals:3"))
    page = Table("t", "En tabell med text", ("a", "b", "c"), (Row(cells, source="goals:2"),))._repr_html_()
    assert (
        '<td>Av 5</td><td><span data-row="goals:3">Av <a class="count" href="#goals:3">6</a></span></td>'
        in page
    )


LEADING = [
    (Row(("Kansli", "drift"), source="outcome:2"), '<a href="#outcome:2">Kansli</a>'),
    (Row((None, "drift"), source="outcome:2"), ""),
    (Row(("Kansli", FACT), source="outcome:2"), "Kansli"),
    (Row(("Kansli", "drift"), source="outcome:2 outcome:3"), "Kansli"),
    (Row(("Kansli", "drift"), source="outcome:2", id="outcome:2"), "Kansli"),
    (Row((AnchorLink("Kansli", "goals:2"), "drift"), source="outcome:2"), '<a href="#goals:2">Kansli</a>'),
]


@pytest.mark.parametrize(("row", "heading"), LEADING)
def test_a_heading_leads_to_the_one_row_of_its_line_unless_the_line_does_already(row, heading):
    page = Table("t-one", "Intäkter per rad", ("Rad", "Slag"), (row,))._repr_html_()
    assert f'<th scope="row">{heading}</th>' in page


def test_a_table_knows_which_facts_and_rows_it_shows():
    row = Row((SourcedText("Mål 1", "goals:2"), SourcedText("ja", "goals:3")), source="fees:2 fees:3")
    table = Table("t-one", "Intäkter per rad", ("Rad", "Intäkter"), (*ROWS, row))
    assert table.targets == {"economy.income", "outcome:2", "goals:2", "fees:2", "fees:3"}
    assert table.anchors == {"outcome:2"}


@pytest.mark.parametrize("text", ['"><script>', "' onclick='x", "<b>", "&amp;"])
def test_ids_headings_captions_and_rows_are_only_text(text):
    table = Table(text, f"En rubrik {text}", (text, text), (Row((text, text), source=text, id=text),), text)
    for page in (table._repr_html_(), Table(text, f"En rubrik {text}", (), (), text)._repr_html_()):
        every = BeautifulSoup(page, "html.parser").find_all()
        assert not {"script", "b"} & {element.name for element in every}
        assert not any("onclick" in element.attrs for element in every)
        assert "&amp;amp;" in page if text == "&amp;" else True


def test_rows_can_be_shown_as_they_stand_under_their_own_titles():
    book = unchecked(agreements="name | comment\n Bilar | Till 2033\n Papper |")
    table = sourced_table("t-agreements", book)
    assert (
        str(table) == "Ramavtal som kommunerna kan använda\nAvtal | Kommentar\nBilar | Till 2033\nPapper | "
    )
    assert [row.source for row in table.rows] == ["agreements:2", "agreements:3"]
    assert sourced_table("t-agreements", book, []).rows == ()


def test_a_code_is_shown_as_the_name_that_it_stands_for():
    assert str(tables.table_meeting_plan(unchecked())).splitlines()[2].split(" | ")[1] == "nämnden"


def test_a_table_that_a_phone_is_too_narrow_for_says_at_each_cell_what_it_is():
    long, fact = "En lång kommentar " * 3, UnlinkedFact(FACT)
    table = Table(
        "t-one", "Intäkter per rad", ("Rad", "Belopp", "Om"), (Row(("Kansliets lokaler", fact, long)),)
    )
    assert table.stacked
    assert '<td data-label="Belopp"><data' in table._repr_html_()
    assert f'<td data-label="Om">{long}</td></tr>' in table._repr_html_()


@pytest.mark.parametrize("cells", [("Kansli", UnlinkedFact(FACT)), ("Kansli", *[UnlinkedFact(FACT)] * 9)])
def test_a_table_of_two_columns_or_of_figures_alone_is_not_stacked(cells):
    table = Table("t-one", "Intäkter per rad", ("En lång rubrik",) * len(cells), (Row(cells),))
    assert not table.stacked and "data-label" not in table._repr_html_()
