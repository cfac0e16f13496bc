"""Every row and derivation that a figure leads to leads back to where the figure first stands."""

from bs4 import BeautifulSoup

from namndbok.show.returns import add_returns

ROW = '<ol>\n<li id="outcome:2" value="2">Drift · 7 kr</li>\n</ol>'


def figure(target: str, words: str, fact: str = "") -> str:
    named = f' data-fact="{fact}"' if fact else ""
    return f'<a href="#{target}"><data{named} value="7">{words}</data></a>'


def with_returns(*parts: str) -> list[str]:
    """Read parts of a page, add the ways back and write them."""
    read = [BeautifulSoup(part, "html.parser") for part in parts]
    add_returns(read)
    return [str(part) for part in read]


def test_the_first_figure_gets_an_anchor_and_its_row_a_way_back():
    first, second, rows = with_returns(figure("outcome:2", "7 kr"), figure("outcome:2", "7 kr"), ROW)
    assert first == '<a href="#outcome:2" id="F1"><data value="7">7 kr</data></a>'
    assert second == figure("outcome:2", "7 kr")
    back = '<small><a href="#F1">åter</a></small>'
    assert rows == f'<ol>\n<li id="outcome:2" value="2">Drift · 7 kr {back}</li>\n</ol>'


def test_a_row_with_several_figures_leads_back_to_each_by_name():
    figures = figure("outcome:2", "7 kr", "economy.a") + figure("outcome:2", "−1 &lt; 2", "economy.b")
    *_, rows = with_returns(figures, figures, ROW)
    assert '<small>åter till <a href="#F1">7 kr</a>, <a href="#F2">−1 &lt; 2</a></small></li>' in rows


def test_a_derivation_is_no_figure_and_what_no_figure_leads_to_has_no_way_back():
    derivation = f'<ul>\n<li id="economy.result">Resultat: ur {figure("outcome:2", "7 kr")}</li>\n</ul>'
    assert with_returns(derivation, ROW) == [derivation, ROW]


def test_each_entry_has_its_own_way_back():
    rows = '<ol><li id="a:2">A</li><li id="a:3">B</li></ol>'
    *_, listed = with_returns(figure("a:3", "3") + figure("a:2", "2"), rows)
    back = [f' <small><a href="#F{number}">åter</a></small></li>' for number in (2, 1)]
    assert listed == f'<ol><li id="a:2">A{back[0]}<li id="a:3">B{back[1]}</ol>'


def test_a_link_to_another_page_is_no_figure():
    page = '<a href="trends.html#outcome:2">Flera år</a><a name="x">y</a>'
    assert with_returns(page, ROW) == [page, ROW]
