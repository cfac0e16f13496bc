"""What the template adds is passed over when page and notebook are compared; words in its guise are not."""

import pytest

from forgery import replaced, seal_again
from namndbok.verify import examine
from namndbok.verify.reading.fragments import added_by_template
from namndbok.verify.reading.html_tree import read_tree

PAGE = "annual_report.html"
BACK = '<small><a href="#F1">åter</a></small>'
FORGED = "Avgifterna höjs."


def found_on_page(published):
    mismatches = examine(published, quick=True).mismatches
    return [mismatch.found for mismatch in mismatches if mismatch.file == PAGE]


def tags(body):
    return sorted(element.tag for element in added_by_template(read_tree(body).root))


def listed(way_back):
    figures = '<a href="#a:2" id="F1">7 kr</a><a href="#a:2" id="F2">8 kr</a><a href="#a:3" id="F3">9 kr</a>'
    return f'{figures}<li id="a:2">Drift {way_back}</li>'


@pytest.mark.parametrize(
    "forged",
    [
        f"<small>{FORGED}</small>",
        f'<small><a href="#F1">åter</a> {FORGED}</small>',
        f'<small><a href="#F1">{FORGED}</a></small>',
        f'<small class="x"><a href="https://example.org/">{FORGED}</a></small>',
        f'<p class="skip">{FORGED}</p>',
        f"<nav>{FORGED}</nav>",
    ],
)
@pytest.mark.parametrize("where", ["</footer>", "</li>", "</main>"])
def test_words_in_the_guise_of_what_the_template_adds_are_found(small, forged, where):
    replaced(small / PAGE, where, f"{forged}{where}", times=1)
    seal_again(small)
    assert any(FORGED in text for text in found_on_page(small))


def test_words_forged_in_a_way_back_are_found(published):
    replaced(published / PAGE, "åter</a></small>", f"{FORGED}</a></small>", times=1)
    seal_again(published)
    assert any(FORGED in text for text in found_on_page(published))


def test_words_forged_in_the_contents_are_found(published):
    replaced(published / PAGE, "</a></li>\n</ol>\n</nav>", f" {FORGED}</a></li>\n</ol>\n</nav>", times=1)
    seal_again(published)
    assert any(FORGED in text for text in found_on_page(published))


def test_a_way_back_names_the_figures_that_lead_to_its_row_and_nothing_else():
    several = '<small>åter till <a href="#F1">7 kr</a>, <a href="#F2">8 kr</a></small>'
    assert tags(listed(BACK)) == tags(listed(several)) == ["small"]
    for other in (
        several.replace("8 kr", "9 kr"),
        several.replace("åter till", "ökat till"),
        several.replace("</a>, <a", "</a> och <a"),
        BACK.replace("F1", "F3"),
        BACK.replace("F1", "F4"),
        BACK.replace("F1", "a:2"),
        BACK.replace('"#F1"', '"#F1" title="höjt"'),
        BACK.replace("åter</a>", "åter<b> höjt</b></a>"),
        BACK.replace("åter</a>", "åter</a><b></b>"),
        BACK.replace("<small", '<small title="höjt"'),
        "<small></small>",
    ):
        assert tags(listed(other)) == []
    assert tags(listed("") + BACK) == []


def test_the_contents_have_the_words_of_the_headings():
    def page(line):
        return f'<nav><h2>Innehåll</h2>\n<ol><li>{line}</li></ol></nav><h2 id="ekonomi">Ekonomi</h2>'

    right = '<a href="#ekonomi">Ekonomi</a>'
    assert tags(page(right)) == ["nav"]
    for line in (
        "Ekonomi",
        f"{right} i kris",
        right.replace(">E", ">God e"),
        f"{right}<svg></svg>",
        f'<ol title="höjt"></ol>{right}',
    ):
        assert tags(page(line)) == []
