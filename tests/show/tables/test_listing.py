import pytest
from bs4 import BeautifulSoup

from browser import opened
from namndbok.show.export import TEMPLATE
from namndbok.show.markup import AnchorLink
from namndbok.show.tables.table import GroupedList, ListEntry, ListGroup

ROWS = ListGroup(
    AnchorLink("sidan 1", "documents:2"),
    (ListEntry("outcome:2", ("Kansli",), 2), ListEntry("outcome:4", ("Arkiv",), 4)),
)
FACTS = ListGroup(
    "Summan av raderna", (ListEntry("economy.income", ("Intäkter:", AnchorLink("5 kr", "outcome:2"))),)
)


def test_rows_are_an_ordered_list_with_the_numbers_of_the_file():
    assert GroupedList("t-rows", "Utfall", (ROWS,))._repr_html_() == (
        '<h3 id="t-rows">Utfall</h3>\n<div>\n<h4><a href="#documents:2">sidan 1</a></h4>\n'
        '<ol>\n<li id="outcome:2" value="2">Kansli</li>\n<li id="outcome:4" value="4">Arkiv</li>\n'
        "</ol>\n</div>"
    )


def test_facts_are_a_list_without_numbers():
    assert (
        GroupedList("t-facts", "Uträkningar", (FACTS,))
        ._repr_html_()
        .endswith('<ul>\n<li id="economy.income">Intäkter: <a href="#outcome:2">5 kr</a></li>\n</ul>\n</div>')
    )


def test_a_list_as_text_has_a_line_for_each_entry():
    assert str(GroupedList("t", "Allt", (ROWS, FACTS))) == "Allt\nKansli\nArkiv\nIntäkter: 5 kr"


@pytest.mark.parametrize("text", ['"><script>', "<b>", "' x='"])
def test_ids_titles_and_headings_are_only_text(text):
    page = GroupedList(text, text, (ListGroup(text, (ListEntry(text, (text,), 2),)),))._repr_html_()
    every = BeautifulSoup(page, "html.parser").find_all()
    assert not {"script", "b"} & {element.name for element in every}
    assert not any("x" in element.attrs for element in every)


PUSHED = """distance => {
    const [first, second] = document.querySelectorAll('h4');
    scrollTo(0, 0);
    scrollTo(0, second.getBoundingClientRect().top - distance);
    return [first, second].map(one => one.getBoundingClientRect()).map(box => [box.top, box.bottom]);
}"""


def test_a_heading_that_stays_in_view_is_pushed_away_by_the_next_and_never_lies_under_it(browser, tmp_path):
    rows = tuple(ListEntry(f"outcome:{number}", ("Kansli",), number) for number in range(2, 60))
    listing = GroupedList("t", "Utfall", (ListGroup("En lång rubrik, " * 8, rows), ListGroup("Kort", rows)))
    path, style = tmp_path / "page.html", (TEMPLATE / "namndbok.css").read_text(encoding="utf-8")
    path.write_text(f"<style>{style}</style><main>{listing._repr_html_()}</main>", encoding="utf-8")
    with opened(browser, path, width=375) as page:
        for distance in (100, 60, 20, 4):
            (_, pushed), (top, _) = page.evaluate(PUSHED, distance)
            assert top == pytest.approx(distance, abs=1)
            assert pushed <= top
        (stays, _), _ = page.evaluate(PUSHED, 600)
        assert stays == 0
