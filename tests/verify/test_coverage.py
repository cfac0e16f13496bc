import pytest

from boards import REAL, invented_board
from namndbok.verify.coverage import count_figures
from pages import page

HELD = """
<div id="economy.result" popover="">Årets resultat: <data value="70">70 kr</data>
ur <button popovertarget="outcome:2">rad 2</button></div>
<div id="outcome:2" popover=""><p>Kansli 600 kr 500 kr</p></div>
<table id="t-outcome"><tr id="fees:3" data-row="fees:3"><th>Alvik</th><td>300 kr</td></tr></table>
<h2 id="arets-mal">Årets mål</h2>
"""
COUNTED = count_figures(HELD).total


def untraced(piece: str) -> list[str]:
    """Return what a piece of HTML adds to a page whose own figures are all traced."""
    read = count_figures(HELD + piece)
    assert read.total > COUNTED, "nothing in the piece was counted"
    return list(read.untraced)


def test_the_page_around_is_traced():
    assert (COUNTED, count_figures(HELD).untraced) == (5, ())


@pytest.mark.parametrize(
    "piece",
    [
        "<p>Resultatet är 70 kr.</p>",
        "<td>70</td>",
        "<table><tr><td>1 177 400</td></tr></table>",
        "<ul><li>70 kr</li></ul>",
        "<table><caption>Av 14 kommuner</caption></table>",
        "<dl><dd>69,6 %</dd></dl>",
        "<h3>De 14 kommunerna</h3>",
        "<figcaption>14 kommuner</figcaption>",
        "<details><summary>14</summary></details>",
        "<p>\u221246 297 kr</p>",
        "<p>*184 800</p>",
        "<p>Under 2031</p>",
        "<p>§ 12</p>",
        "<p>kl. 15:00</p>",
        "<p>&#49;&#52; kommuner</p>",
        "<p>\u0661\u0664 kommuner</p>",
        "<p>1<b>4</b></p>",
    ],
)
def test_a_figure_without_source_is_found_wherever_it_stands(piece):
    assert untraced(piece)


@pytest.mark.parametrize(
    "piece",
    [
        '<p><data value="70">70</data></p>',
        '<p><data data-fact="" value="70">70</data></p>',
        '<p><data data-fact value="70">70</data></p>',
        '<p><data data-fact="economy.nothing" value="70">70</data></p>',
        '<p><span data-row="">70</span></p>',
        "<p><span data-row>70</span></p>",
        '<p><span data-row=" ">70</span></p>',
        '<p><span data-row="outcome:99">70</span></p>',
        '<p><span data-row="outcome:2 outcome:99">70</span></p>',
        '<p><span data-row="t-outcome">70</span></p>',
        '<p><span data-row="arets-mal">70</span></p>',
        '<p><span data-fact="economy.result">70</span></p>',
        '<p data-row="outcome:2">70</p>',
        '<section data-row="outcome:2"><p>70</p></section>',
        '<p><a href="#">70</a></p>',
        "<p><a>70</a></p>",
        '<p><a href="#arets-mal">70</a></p>',
        '<p><a href="#t-outcome">70</a></p>',
        '<p><a href="#outcome:99">70</a></p>',
        '<p><a href="outcome:2">70</a></p>',
        '<p><a href="https://example.org/#outcome:2">70</a></p>',
        '<p id="economy.cost">70</p>',
        '<table><tr id="rad"><td>70</td></tr></table>',
        '<ul><li id="">70</li></ul>',
        '<table><tr data-row="rad"><td>70</td></tr></table>',
        "<p><time>70</time> kr</p>",
        '<p><time datetime="2031">1 200 kr</time></p>',
    ],
)
def test_what_names_no_source_that_the_page_holds_does_not_count(piece):
    assert len(untraced(piece)) == 1


@pytest.mark.parametrize(
    "piece",
    [
        '<p><data data-fact="economy.result" value="70">70 kr</data></p>',
        '<p><a href="#outcome:2"><data data-fact="economy.income" value="600">600 kr</data></a></p>',
        '<p><a href="#economy.result">70 kr</a></p>',
        '<p>Text: <span data-row="outcome:2">av 14 kommuner</span></p>',
        '<table><tr data-row="outcome:2 fees:3"><th>Rad 2</th><td>600</td></tr></table>',
        '<p><a href="#fees:3"><b>Avgifter rad 3</b></a></p>',
    ],
)
def test_a_figure_that_leads_to_its_fact_or_row_counts(piece):
    assert untraced(piece) == []


@pytest.mark.parametrize(
    "piece",
    [
        "<p>Mötet den 22 februari 2031 och den 3 mars.</p>",
        "<p>2031-02-22</p>",
        "<p>I mars 2031</p>",
        '<p><time datetime="2031-02-22">22 februari 2031</time> <time datetime="2031">2031</time></p>',
        "<p><code>3f2504e0</code></p>",
        '<svg><text x="1">600</text></svg>',
        '<nav><ol><li><a href="#x">14 kommuner</a></li></ol></nav>',
        "<ol><li>Första</li></ol>",
        "<p>e5 och COVID-19</p>",
        "<style>p { margin: 14px }</style>",
        "<head><title>14</title></head>",
    ],
)
def test_dates_codes_pictures_contents_and_list_numbers_are_no_figures(piece):
    assert count_figures(HELD + piece).total == COUNTED


def test_untraced_figure_is_given_with_the_words_around_it():
    assert untraced("<p>Alla de 14\nkommunerna i länet var med vid årets sista sammanträde.</p>") == [
        "Alla de 14 kommunerna i länet var med vid"
    ]


def test_traced_and_untraced_are_all_there_is():
    read = count_figures(HELD + "<p>Och 14 kommuner")
    assert (read.total, read.untraced) == (COUNTED + 1, ("Och 14 kommuner",))
    assert count_figures("14 kommuner").untraced == ("14 kommuner",)


def test_an_element_that_is_closed_traces_nothing_more():
    assert untraced('<p><span data-row="outcome:2">7</span> och 8</p>') == ["och 8"]
    assert untraced('<p><span data-row="outcome:2">7<br>8<br/>9</span></p>') == []
    assert untraced('<p><span data-row="outcome:2">7</b>8</span> 9</p>') == ["9"]


@pytest.mark.parametrize("row", ["outcome:2", "economy.result"])
def test_a_source_that_is_taken_away_is_missed(row):
    assert count_figures(HELD.replace(f'id="{row}"', 'id="gone"')).untraced


@pytest.fixture(scope="module")
def real() -> str:
    return page(REAL, 2024)


def test_every_figure_of_the_real_page_names_its_source(real):
    read = count_figures(real)
    assert read.untraced == ()
    assert read.total > 1500


def test_every_figure_of_another_boards_page_names_its_source(tmp_path):
    assert count_figures(page(invented_board(tmp_path), 2031)).untraced == ()


@pytest.mark.parametrize("tag", ["p", "td", "li", "caption", "th", "dd", "figcaption", "h3"])
def test_a_figure_typed_into_the_real_page_is_found(real, tag):
    assert count_figures(f"{real}<section><{tag}>17 nya tal</{tag}></section>").untraced == ("17 nya tal",)


def test_a_link_to_a_derivation_that_is_taken_away_is_found_in_the_real_page(real):
    broken = real.replace('id="economy.result"', 'id="gone"', 1)
    assert len(count_figures(broken).untraced) >= 3
