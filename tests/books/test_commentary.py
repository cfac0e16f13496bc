import nbformat
import pytest

from boards import REAL, invented_board
from namndbok.books.commentary import SECTIONS, load_commentary
from namndbok.data.load import load_data
from namndbok.errors import InvalidData
from namndbok.facts.fact import Facts

NOTEBOOK = REAL.parent / "notebooks" / "annual_report.ipynb"


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    facts = Facts(load_data(invented_board(tmp_path_factory.mktemp("commentary"))), 2031)
    facts.add("economy.result", "Årets resultat", -1050, "kr", "")
    facts.add("attendance.board.share", "Närvaro", 0.5, "ratio", "")
    facts.add("goals.annual.met", "Uppnådda", 2, "count", "")
    return facts


@pytest.fixture
def comment(facts):
    path = facts.data.folder / "commentary" / "2031.md"

    def written(text: str, encoding: str = "utf-8"):
        path.write_bytes(text.encode(encoding))
        return load_commentary(facts)

    return written


def faults(comment, text: str) -> list[tuple[int | None, str, str]]:
    with pytest.raises(InvalidData) as error:
        comment(text)
    assert {fault.file for fault in error.value.faults} == {"commentary/2031.md"}
    return [(fault.row, fault.found, fault.action) for fault in error.value.faults]


def test_comments_are_kept_by_section(comment):
    comments = comment("# Samordnarens kommentarer till 2031\n\n## Ekonomi\nDyrt.\n\n## Närvaro\n\nBra.\n")
    assert {name: one.text.strip() for name, one in comments.items()} == {
        "Ekonomi": "Dyrt.",
        "Närvaro": "Bra.",
    }


def test_a_section_without_text_is_no_comment(comment):
    assert list(comment("## Ekonomi\n\n## Närvaro\nBra.\n")) == ["Närvaro"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_comment_is_read_as_notepad_saves_it(comment, encoding, end):
    assert comment(f"## Närvaro{end}{end}Många kom.{end}", encoding)["Närvaro"].text.strip() == "Många kom."


def test_a_year_without_a_file_has_no_comments(facts):
    (facts.data.folder / "commentary" / "2031.md").unlink(missing_ok=True)
    assert load_commentary(facts) == {}


@pytest.mark.parametrize("name", ["2031.md.txt", "2031.MD.docx", "2031.txt"])
def test_a_file_of_another_name_is_not_taken_for_none(facts, name):
    (facts.data.folder / "commentary" / "2031.md").unlink(missing_ok=True)
    other = facts.data.folder / "commentary" / name
    other.write_text("x", encoding="utf-8")
    with pytest.raises(InvalidData, match=r"döp om filen till 2031\.md"):
        load_commentary(facts)
    other.unlink()


def test_figures_are_references(comment):
    text = "## Ekonomi\n\nResultatet blev {{ economy.result }}, och {{goals.annual.met}} mål nåddes.\n"
    assert "{{ economy.result }}" in comment(text)["Ekonomi"].text


def test_an_unknown_fact_is_found_on_its_line(comment):
    assert faults(comment, "## Ekonomi\n\nResultatet\nblev {{ economy.resultat }}.\n") == [
        (4, "{{ economy.resultat }}", "menade du economy.result?")
    ]


def test_a_fault_says_what_is_allowed(comment):
    text = "Hej.\n## Ekonomi\n## Ekonomi\n# Titel\n{{ x\n\x00\n{{ x }}\n1 050 kr\n"
    with pytest.raises(InvalidData) as error:
        comment(text)
    assert [(fault.allowed, fault.action) for fault in error.value.faults] == [
        ("text under en rubrik", "skriv en rubrik före, till exempel ## Mål och indikatorer"),
        ("varje rubrik en gång", "slå ihop texten med den på rad 2"),
        ("rubriker med ## och mellanslag", "skriv ## och en av rubrikerna, eller ta bort raden"),
        ("{{ och }} i par på samma rad", "skriv till exempel {{ economy.result }}"),
        ("tecken som går att läsa", "skriv om raden utan det tecken som inte är text"),
        ("id för ett faktum som finns för 2031", "sök efter rätt id i facts.json."),
        (
            "en hänvisning till ett faktum",
            "sök talet i facts.json och skriv dess id inom {{ och }}, eller använd ord",
        ),
    ]


def test_a_fact_like_no_other_has_no_guess(comment):
    ((_, _, action),) = faults(comment, "## Ekonomi\n\n{{ 7*7 }}\n")
    assert action == "sök efter rätt id i facts.json."


def test_a_right_id_without_its_rows_leads_to_the_table(comment):
    """The invented board has the lines of 2031 on rows 2–7, and no line called sauna."""
    ((row, _, action),) = faults(comment, "## Ekonomi\n\nDet blev {{ economy.line.sauna.result }}.\n")
    assert row == 3
    assert action.endswith(
        " Är id:t rätt, rätta underlaget: faktumet (intäkter − kostnader) kommer ur outcome.csv, "
        "som saknar en rad med year 2031 och line sauna (year 2031: rad 2–7)."
    )


@pytest.mark.parametrize(
    ("heading", "action"),
    [
        ("Ekonmi", "menade du Ekonomi?"),
        ("EKONOMI", "menade du Ekonomi?"),
        ("Väder", "använd en av rubrikerna"),
    ],
)
def test_an_unknown_heading_is_found_on_its_line(comment, heading, action):
    assert faults(comment, f"# Kommentarer\n\n## {heading}\n\nText.\n") == [
        (3, f"rubriken ”{heading}”", action)
    ]


def test_a_heading_that_stands_twice_would_hide_the_first_comment(comment):
    ((row, found, action),) = faults(comment, "## Ekonomi\nEtt.\n\n## Ekonomi\nTvå.\n")
    assert (row, found, action) == (4, "rubriken ”Ekonomi”", "slå ihop texten med den på rad 1")


def test_text_before_the_first_heading_belongs_nowhere(comment):
    ((row, found, _),) = faults(comment, "# Titel\n\nHej!\n\n## Ekonomi\nEtt.\n")
    assert (row, found) == (3, "”Hej!”")


@pytest.mark.parametrize("line", ["# Ekonomi", "### Ekonomi", "##Närvaro", "=====", "---"])
def test_another_kind_of_heading_would_upset_the_page(comment, line):
    ((row, found, _),) = faults(comment, f"## Ekonomi\n\nText\n{line}\n")
    assert (row, found) == (4, f"”{line}”")


@pytest.mark.parametrize("text", ["{{ economy.result", "economy.result }}", "{{ economy.\nresult }}"])
def test_braces_without_their_other_half_are_found(comment, text):
    assert faults(comment, f"## Ekonomi\n\n{text}\n")[0][0] == 3


@pytest.mark.parametrize(
    ("typed", "action"),
    [
        ("−1 050 kr", "skriv {{ economy.result }}"),
        ("-1050", "skriv {{ economy.result }}"),
        ("50,0 %", "skriv {{ attendance.board.share }}"),
        ("50,0", "skriv {{ attendance.board.share }}"),
        ("2", "skriv {{ goals.annual.met }}"),
        ("3", "sök talet i facts.json och skriv dess id inom {{ och }}, eller använd ord"),
        ("2031 kr", "sök talet i facts.json och skriv dess id inom {{ och }}, eller använd ord"),
    ],
)
def test_a_figure_typed_by_hand_is_refused_with_the_fact_that_shows_it(comment, typed, action):
    assert faults(comment, f"## Ekonomi\n\nDet blev {typed}.\n") == [
        (3, f"”{typed}” skrivet för hand", action)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Den 22 februari 2031 hölls mötet.",
        "Mötet 2031-02-22 och § 12 i protokollet, §§ 3a.",
        "Sedan 2029 och i maj 2030.",
        "1. Först.\n2. Sedan.",
        "Se https://example.org/2031/12.",
        "IT-stödet e2e och covid19.",
    ],
)
def test_dates_paragraphs_and_list_numbers_are_no_figures(comment, text):
    assert comment(f"## Ekonomi\n\n{text}\n")["Ekonomi"].text.strip() == text


@pytest.mark.parametrize("mark", ["\x00", "\x1b", "\ue000"])
def test_a_character_that_is_no_text_is_found_on_its_line(comment, mark):
    ((row, found, _),) = faults(comment, f"## Ekonomi\n\nText{mark}.\n")
    assert (row, found) == (3, f"”Text\\u{ord(mark):04x}.”")


def test_all_faults_are_reported_at_once(comment):
    text = "Hej\n## Väder\n{{ a }} {{ b }}\n## Ekonomi\n17 kr\n"
    assert [row for row, _, _ in faults(comment, text)] == [1, 2, 3, 5]
    assert [found for row, found, _ in faults(comment, text) if row == 3] == ["{{ a }}, {{ b }}"]


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_that_may_be_written_is_shown_in_the_report(section, comment):
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert list(comment(f"## {section}\nText.\n")) == [section]
    assert any(f'narrate_comment("{section}", book)' in cell.source for cell in notebook.cells)


def test_a_line_without_end_is_refused_at_once(comment):
    ((row, _, action),) = faults(comment, "## Ekonomi\n" + "{{" * 20_000)
    assert (row, action) == (2, "dela upp stycket i flera")
